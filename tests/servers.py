"""Real web servers on this machine, for what is written for them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from project import write

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")  # Debian: libnginx-mod-http-brotli-static
_TYPES = "types { text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; }"


def program(name: str) -> str:
    """The path of a web server. Skips the test where none is installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"no {name} is installed (Debian: apt install {name})")
    return found


@contextmanager
def nginx(folder: Path, of_http: str) -> Iterator[str]:
    """The address of nginx with this inside `http`, where `listen;` stands for the address; it writes into `folder`."""
    port = _free_port()
    kept = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    write(
        folder / "nginx.conf",
        f"{f'load_module {BROTLI};' if BROTLI.exists() else ''}\n{'user root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n{_TYPES}\naccess_log {folder}/all.log;\n{kept}{of_http.replace('listen;', f'listen 127.0.0.1:{port};')}}}\n",
    )
    with _running([program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")], port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def caddy(folder: Path, of_site: str) -> Iterator[str]:
    """The address of Caddy with this in the block of its site; it writes into `folder`."""
    port = _free_port()
    write(folder / "Caddyfile", f"{{\n    admin off\n}}\nhttp://127.0.0.1:{port} {{\n{of_site}}}\n")
    with _running(
        [program("caddy"), "run", "--config", str(folder / "Caddyfile")], port, XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder)
    ):
        yield f"http://127.0.0.1:{port}/"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """A server, from when it answers to when the block ends."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | environment) as process:
        try:
            end = time.monotonic() + 30
            while socket.socket().connect_ex(("127.0.0.1", port)):
                assert process.poll() is None, process.stderr and process.stderr.read()
                assert time.monotonic() < end, f"{command[0]} does not answer"
                time.sleep(0.05)
            yield
        finally:
            process.terminate()

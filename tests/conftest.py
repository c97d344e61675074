"""The browser and the built site that browser tests share."""

from __future__ import annotations

import functools
import html
import http.server
import math
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.report.scripts import Scripts
from helpcenter.runtime import progress
from helpcenter.search.files import SCRIPTS
from helpcenter.source.files import read_tree
from places import ROOT
from project import REAL_URL, mkdocs

# The same random inputs in every run, so that a change is judged by itself; `make fuzz` tries others.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

expect.set_options(timeout=30_000)  # a loaded machine is slow; what fails fails anyway

progress.PATIENCE = math.inf  # a verb that runs in this process says the same however slow the machine is

os.environ.pop("SITE_URL", None)  # no test depends on where the site of this shell is published

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
# Chromium's own services would call out at every start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome; on Debian as root it is installed when it is missing."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None) or next(
        (path for path in MAC if Path(path).exists()), None
    )
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
            environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        found = shutil.which("chromium")
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `slow`, which `make test-fast` leaves out, what opens a browser or needs the real site, and files that run a command.

    One that fails in CI is tried once more, and the last line says so: a browser or a process on a loaded machine can fail for its load.
    """
    for item in items:
        if isinstance(item, pytest.Function) and (
            {"browser", "real_site"} & {*item.fixturenames} or {"mkdocs", "helpcenter"} & vars(item.module).keys()
        ):
            item.add_marker("slow")
            if os.environ.get("CI") == "true":
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        message = "no Chromium or Chrome was found: install one (Debian: apt install chromium; macOS: brew install --cask chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for name in ("new_page", "new_context"):  # what one test's page saved would answer in the next
            setattr(chromium, name, functools.partial(getattr(chromium, name), service_workers="block"))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def library() -> Library:
    """The library as it is shipped."""
    return read_library(read_tree(ROOT))


@pytest.fixture(scope="session")
def scripts(library: Library) -> Iterator[Scripts]:
    """Its guard and its searches, as the report runs them."""
    with Scripts(library) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The real site, built once for all workers."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    site, failed = shared / "real-site", shared / "real-site-failed"
    lock = shared / "real-site-lock"
    with lock.open("w") as handle:
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX)
        if failed.exists():
            pytest.fail(failed.read_text(encoding="utf-8"))
        if not site.exists():
            done = mkdocs(ROOT, "build", "-q", "-d", str(site), SITE_URL=REAL_URL)
            if done.returncode:
                failed.write_text(done.stderr, encoding="utf-8")
                pytest.fail(done.stderr)
    return site


POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
REPORTS = "/what-the-policy-refused"
refused: list[str] = []  # reports of browsers, until a test has told of them


@pytest.fixture(autouse=True)
def sealed() -> Iterator[None]:
    """Fail where a page did what its policy forbids. A report may come late: then the next test tells of it."""
    yield
    told = [*refused]
    refused.clear()
    assert not told


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a host does, without a word in the terminal: each page with its own policy as a header, too, and all else
    with that of the first page, by which a worker is held.

    What a browser refuses because of it is reported here, and fails the test (`sealed`).
    """

    def end_headers(self) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() else path
        if page.suffix != ".html" or not page.exists():
            page = Path(self.directory) / "index.html"
        if page.exists() and (said := POLICY.search(page.read_text(encoding="utf-8"))):
            self.send_header("Content-Security-Policy", f"{html.unescape(said[1])}; frame-ancestors 'none'; report-uri {REPORTS}")
        super().end_headers()

    def do_POST(self) -> None:
        told = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == REPORTS:
            refused.append(told)
        self.send_response(204)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As GitHub Pages does: 404.html for every address that is not there."""
        page = Path(self.directory) / "404.html"
        if code == 404 and page.exists():
            content = page.read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            super().send_error(code, message, explain)


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of `folder` on this machine, with a slash at its end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def importing(browser: Browser, *modules: str) -> Iterator[Page]:
    """An empty page that can import the modules of this project; what `modules` of the search export are its globals."""
    with serving(ROOT) as address:
        page = browser.new_page()
        page.route(f"{address}empty.html", lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>x</title>"))
        page.goto(f"{address}empty.html")
        for module in modules:
            page.evaluate("async (path) => Object.assign(window, await import(path))", f"/overrides/{SCRIPTS}{module}.js")
        yield page
        page.close()


@pytest.fixture(scope="session")
def served(real_site: Path) -> Iterator[str]:
    """The address of the real site."""
    with serving(real_site) as address:
        yield address

"""What Lighthouse says of the site of a company that made it its own: scores, first and largest paint, bytes and requests of each kind of page.

    python benchmarks/lighthouse.py [SITE]       SITE is a built site; without one, Juniper's is built (tests/rebrand.py)

Lighthouse is npm's (npm install --global lighthouse) and stays optional: where it is not on the PATH, this says so and ends. Its phone profile
slows the network (150 ms, 1.6 Mbit/s) and the processor (4 times). The pages are served as a host serves them, compressed.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from conftest import QUIET, find_chromium  # noqa: E402
from project import clean_environment, mkdocs  # noqa: E402
from rebrand import ADDRESS, copy_project, rebrand  # noqa: E402

LANGUAGES = {"zh": "", "en": "en/", "es": "es/"}
PAGES = {"home": "", "article": "transfers/send-transfer/", "incident": "incident/wallet-stolen/", "category": "transfers/"}
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"first-contentful-paint": "first paint, s", "largest-contentful-paint": "largest paint, s"}
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


@dataclass(frozen=True)
class Measured:
    """A page: its scores of 100, paints in seconds, bytes and requests; `faults` are the checks that cost it something."""

    scores: tuple[int, ...]
    paints: tuple[float, ...]
    bytes: int
    requests: int
    faults: tuple[str, ...]


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that serves a folder below a path, compressed."""

    below = "/"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.removeprefix(self.below.rstrip("/"))
        file = Path(self.directory, path.lstrip("/"))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return self.send_error(404)
        content = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if "/assets/" in path else "no-cache")
        if file.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(site: Path, below: str) -> Iterator[str]:
    """The address of a site on this machine, with a slash at its end."""
    handler = functools.partial(type("Below", (Host,), {"below": below}), directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{below}"
    server.shutdown()


def measured(program: str, chromium: str, address: str) -> Measured:
    """What Lighthouse says of one page."""
    command = [program, address, "--quiet", "--output=json", "--output-path=stdout", f"--only-categories={','.join(SCORES)}"]
    command.append(f"--chrome-flags={' '.join(('--headless=new', *QUIET))}")
    done = subprocess.run(command, env=clean_environment() | {"CHROME_PATH": chromium}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{address}: {done.stderr.strip()}")
    told = json.loads(done.stdout)
    audits, categories = told["audits"], told["categories"]
    owed = {each["id"] for name in SCORES for each in categories[name]["auditRefs"] if each["weight"]}
    requests = audits["network-requests"]["details"]["items"]
    return Measured(
        tuple(round(100 * categories[name]["score"]) for name in SCORES),
        tuple(audits[name]["numericValue"] / 1000 for name in TIMES),
        sum(each["transferSize"] for each in requests),
        len(requests),
        tuple(sorted(name for name in owed if (audits[name]["score"] or 0) < 0.9 and audits[name]["scoreDisplayMode"] not in {"notApplicable", "manual"})),
    )  # fmt: skip


def juniper(folder: Path) -> Path:
    """The site of a company, built in `folder`."""
    project = copy_project(folder / "project")
    rebrand(project, folder / "answers")
    done = mkdocs(project, "build", "-q")
    if done.returncode:
        sys.exit(done.stderr)
    return project / "site"


def main() -> None:
    program, chromium = shutil.which("lighthouse"), find_chromium()
    if program is None or chromium is None:
        missing = "Lighthouse is not on the PATH (npm install --global lighthouse)" if program is None else "no Chromium was found"
        print(f"{missing}: nothing was measured.")
        return
    with tempfile.TemporaryDirectory(prefix="helpcenter-lighthouse-") as name:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else juniper(Path(name))
        below = urlsplit(ADDRESS).path if len(sys.argv) == 1 else os.environ.get("BELOW", "/")
        print(f"| page | {' | '.join(SCORES)} | {' | '.join(TIMES.values())} | KB | requests | what costs |\n|{'---|' * (len(SCORES) + 6)}")
        with served(site, below) as address:
            for kind, path in PAGES.items():
                for language, prefix in LANGUAGES.items():
                    found = measured(program, chromium, address + prefix + path)
                    cells = [*map(str, found.scores), *(f"{seconds:.1f}" for seconds in found.paints), f"{found.bytes / 1000:.0f}"]
                    print(f"| {kind}, {language} | {' | '.join(cells)} | {found.requests} | {', '.join(found.faults) or '–'} |", flush=True)


if __name__ == "__main__":
    main()

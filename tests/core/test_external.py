"""The scheduled look-up of external links, against a server on this machine."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcenter.articles.read import read_library
from helpcenter.problems import ERROR, WARNING
from helpcenter.source.files import from_contents
from helpcenter.writing.external_links import external_links, look_up


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


def test_a_link_that_is_gone_is_told_apart_from_one_that_cannot_be_reached(tmp_path: Path, server: str) -> None:
    links = {f"{server}/here": ("docs/zh/a.md", 3), f"{server}/gone": ("docs/zh/a.md", 4), "http://127.0.0.1:9/": ("docs/en/b.md", 5)}
    found = look_up(tmp_path, links)
    assert [(p.path, p.line, p.severity) for p in found] == [("docs/en/b.md", 5, WARNING), ("docs/zh/a.md", 4, ERROR)]
    assert "/gone is gone: " in found[1].sentence


def test_every_external_link_is_looked_up_once() -> None:
    pages = {f"docs/{code}/x/a.md": f"[b](https://b.example/x#y) [own](b.md) <https://c.example/> {code}\n" for code in ("zh", "en", "es")}
    config = "plugins: {i18n: {languages: [{locale: zh, default: true}, {locale: en}, {locale: es}]}}\n"
    library = read_library(from_contents(pages | {"mkdocs.yml": config}))
    assert list(external_links(library)) == ["https://b.example/x", "https://c.example/"]

"""`mkdocs serve` receives what readers tell, so that a writer sees it arrive: a line in .cache/feedback.log, as a web server would write it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from helpcenter.articles.model import Library
from helpcenter.config.feedback import KINDS
from helpcenter.pages.feedback import PAGES, THANKS

ENDPOINT = "/feedback"  # of the preview, whatever data/feedback.yml says: what a writer tries is sent to nobody
LOG = ".cache/feedback.log"

_App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def asking(library: Library) -> Library:
    """The library as a preview shows it: where it can ask, its pages do, and answers go to the preview."""
    feedback = library.settings.feedback
    if not feedback.texts or any(library.page(language.code, route) is None for language in library.settings.built for route in PAGES):
        return library
    return replace(library, settings=replace(library.settings, feedback=replace(feedback, endpoint=ENDPOINT)))


def receiving(app: _App, log: Path) -> _App:
    """The application of a server, with the receiver before it. A line of the log is in the combined format, without address and agent."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        received = path == ENDPOINT
        told = environ["REQUEST_METHOD"] == "GET" and parse_qs(query).get("k", [""])[0] in KINDS
        status = "204 No Content" if received else "200 OK"
        if told and (received or path.endswith(f"/{THANKS}/")):  # where a form leads without a script
            moment = time.strftime("%d/%b/%Y:%H:%M:%S %z")
            try:
                log.parent.mkdir(exist_ok=True)
                with log.open("a", encoding="utf-8") as lines:
                    lines.write(f'- - - [{moment}] "GET {path}?{query} HTTP/1.1" {status[:3]} 0 "-" "-"\n')
            except OSError:
                status = "503 Service Unavailable"  # so the page says that nothing arrived
        if not received:
            return app(environ, start_response)
        start_response(status, [("Cache-Control", "no-store")])
        return [b""]

    return answer

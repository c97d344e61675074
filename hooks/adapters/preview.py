"""`mkdocs serve` goes on whatever happens, and says what happened.

MkDocs' server answers no request after a build that failed, loses sight of a folder that was away, and looks for its port last.
"""

from __future__ import annotations

import html
import re
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from . import receiver
from .session import CODE, Session

PREVIEW = "HELPCENTER_PREVIEW"
LOOK = 0.5  # seconds between two looks for a folder that was away
_NOTE = re.compile("<!-- not built -->.*?<!-- /not built -->", re.S)


def languages(session: Session, config: MkDocsConfig, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The languages in preparation that this preview shows, as HELPCENTER_PREVIEW names them (`fr` or `fr,ar`); none in a build.

    static-i18n then builds them too: it reads its configuration after this.
    """
    named = [code.strip() for code in environment.get(PREVIEW, "").split(",") if code.strip()] if session.serving else []
    entries = {entry.locale: entry for entry in config.plugins["i18n"].config.languages}
    for code in named:
        if code not in entries:
            raise Abort(f"{PREVIEW} names `{code}`, which is no language of mkdocs.yml ({', '.join(entries)}).")
        entries[code].build = True
    return tuple(named)


def shown(session: Session, view: dict[str, Any]) -> dict[str, Any]:
    """The view of a page, in a preview without its policy, since the server writes a script into each page, which reloads it; and without
    what saves it on the device, since a page that is written is never an old one."""
    return {**view, "policy": "", "offline": False} if session.serving else view


def need_port(session: Session, config: MkDocsConfig) -> None:
    """Raise Abort before the first build of `mkdocs serve` where something else has its port."""
    if not session.serving or session.last is not None:
        return
    host, port = config.dev_addr
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Abort(f"{host}:{port} cannot be served: {error.strerror}. Take another port: make serve PORT={port + 1}") from error


def go_on(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """The server as one that goes on after a build that failed, and watches hooks/ and folders that come back."""
    folders = [Path(config.docs_dir), *(Path(path) for path in config.watch)]
    server.builder = _lasting(builder, Path(server.root), _code())
    server.set_app(receiver.receiving(server.serve_request, Path(config.config_file_path).parent / receiver.LOG))
    server.watch(str(CODE))
    threading.Thread(target=_keep_in_sight, args=(server, folders), daemon=True).start()
    return server


def _lasting(builder: Callable[[], None], shown: Path, code: dict[Path, int]) -> Callable[[], None]:
    """The builder as one that never raises: what it raised stands on the pages of the last preview."""

    def build() -> None:
        if _code() != code:
            _say("hooks/ was edited, and this preview still runs what was there when it began: start it again.")
        try:
            builder()
        except (Exception, SystemExit) as error:
            told = str(error) if isinstance(error, MkDocsException | OSError) else traceback.format_exc()
            _say(f"Not built: {told}")
            _note(shown, f"Not built, this is the last preview: {told}")

    return build


def _say(sentence: str) -> None:
    """Under `-q` too."""
    print(sentence, file=sys.stderr, flush=True)


def _code() -> dict[Path, int]:
    """When each file of hooks/ was changed last."""
    return {path: path.stat().st_mtime_ns for path in CODE.rglob("*.py")}


def _note(shown: Path, text: str) -> None:
    """Writes a note at the top of every page below a folder, in place of the one that stands there."""
    note = f'<!-- not built --><pre role="alert" style="white-space:pre-wrap;margin:0;padding:1em;background:#b00020;color:#fff">{html.escape(text)}</pre><!-- /not built -->'
    for path in shown.rglob("*.html"):
        page = _NOTE.sub("", path.read_text(encoding="utf-8"))
        path.unlink()  # never overwritten: somebody may be reading it
        path.write_text(re.sub(r"<body\b[^>]*>", lambda body: body[0] + note, page, count=1), encoding="utf-8")


def _keep_in_sight(server: LiveReloadServer, folders: list[Path]) -> None:
    """Watches each folder anew that was away: the observer has stopped for it, and builds once more."""
    away: set[Path] = set()
    while True:
        time.sleep(LOOK)
        for folder in folders:
            if not folder.is_dir():
                if folder not in away:
                    _say(f"{folder.name}/ is gone: nothing is built from it until it is back.")
                away.add(folder)
            elif folder in away:
                away.remove(folder)
                server.unwatch(str(folder))
                server.watch(str(folder))
                with server._rebuild_cond:  # what the server's own watch does at a change
                    server._want_rebuild = True
                    server._rebuild_cond.notify_all()

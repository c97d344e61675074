"""Where many pages must be rendered, each language has a process of its own.

The process is forked when the files of its language are known, goes on as MkDocs would, and ends when its pages are written.
Only under `mkdocs build`: `serve` has threads.

Not `processes.mapped` over the pages of each language, at `on_nav`: measured, that takes the same CPU and some 6 % more time (a
language ends before the next begins, and the generated files wait), and it has to call two private functions of MkDocs.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from helpcenter.runtime import processes
from helpcenter.runtime.progress import with_progress

from .known_pages import KnownPage
from .session import Session
from .static_i18n import language

WARNED = 3  # exit status of a process that logged a warning
log = get_plugin_logger("helpcenter")


def begin(session: Session, files: Files, config: MkDocsConfig) -> Files:
    """The files that are left to this process. It counts the pages of the new one as known.

    The home page stays, for static-i18n warns of a language without one.
    """
    code = language(config)
    here = session.languages[code]
    if session.forked or session.serving or not processes.worth_forking(len(here.rendered)):
        return files
    sys.stdout.flush()
    sys.stderr.flush()
    with processes.ctrl_c_waits():
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal: the first one answers it
        else:
            session.forks[number] = code
    if number == 0:
        session.forked = True
        session.cache.leave()
        return files
    for file in [file for file in files if file.src_uri in here.rendered and file.src_uri != f"{code}/index.md"]:
        files.remove(file)
        here.known.append(KnownPage(file, None, session.library.settings, config))
    return files


def end(session: Session) -> None:
    """End this process if it is a forked one: its language is built, and the others are not its business."""
    if session.forked:
        counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
        _leave(WARNED if any(counter.get_counts() for counter in counters) else 0)


def fail(session: Session, error: Exception) -> None:
    """End this process if it is a forked one. Nothing is tidied up: the process that started it does that."""
    if session.forked:
        print(f"{error}." if isinstance(error, OSError) else "".join(traceback.format_exception(error)), file=sys.stderr)
        _leave(1)


def collect(session: Session) -> None:
    """Wait for the processes, and keep what they rendered. Raises PluginError where one has failed."""
    for number, code in with_progress(list(session.forks.items()), len(session.forks), "rendering, by language"):
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        del session.forks[number]
        if status == WARNED:
            log.warning("Pages in %s have warnings; see above.", code)
        elif status:
            raise PluginError(f"Not published: pages in {code} were not rendered, see above. The last site is unchanged.")
        there = session.languages[code]
        for page in there.known:
            if page.src_uri in there.rendered:
                session.cache.put(there.rendered[page.src_uri][0], Path(page.abs_dest_path).read_bytes())


def kill(session: Session) -> None:
    """End the processes of a build that failed or was stopped; after one that went well there are none."""
    for number in session.forks:
        with suppress(ProcessLookupError, ChildProcessError):  # it has ended already
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
    session.forks.clear()


def _leave(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)

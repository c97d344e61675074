"""Adapter: where many pages must be rendered, each language has a process of its own.

The process is forked when the files of its language are known, goes on as MkDocs would, and ends when its pages are written.
Only under `mkdocs build`: `serve` has threads.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from helpcenter.runtime import processes
from helpcenter.runtime.progress import shown
from known_pages import inner, known, language, pages

WARNED = 3  # exit status of a process that logged a warning
log = get_plugin_logger("helpcenter")
started: dict[int, str] = {}  # number of a process → its language
inside: list[str] = []  # the language, in its own process


@event_priority(80)  # after pages.py (90) has set aside what is known, before static-i18n (-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Here the pages of the new process count as known; the home page stays, for static-i18n warns of a language without one."""
    here = pages(config)
    if inside or config.extra["serving"] or not processes.worth_forking(len(here.made)):
        return files
    sys.stdout.flush()
    sys.stderr.flush()
    number = os.fork()
    if number == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal: the first one answers it
        inside.append(language(config))
        config.extra["cache"].leave()
        return files
    started[number] = language(config)
    home = f"{language(config)}/index.md"
    for file in [file for file in files if file.src_uri in here.made and file.src_uri != home]:
        files.remove(file)
        here.known.append(known(file, config, None))
    return files


@event_priority(100)  # before static-i18n (-100) builds the next language
def _end(config: MkDocsConfig) -> None:
    if inside:
        counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
        _leave(WARNED if any(counter.get_counts() for counter in counters) else 0)


@event_priority(-120)  # after static-i18n (-100) has begun every language, before the gate (-150) reads the site
def _collect(config: MkDocsConfig) -> None:
    """Waits for the processes, and keeps what they rendered."""
    if inner(config):
        return
    for number, code in shown(list(started.items()), len(started), "rendering, by language"):
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        del started[number]
        if status == WARNED:
            log.warning("Pages in %s have warnings; see above.", code)
        elif status:
            raise PluginError(f"Pages in {code} were not rendered: see above.")
        there = config.extra["languages"][code]
        for page in there.known:
            if page.src_uri in there.made:
                config.extra["cache"].put(there.made[page.src_uri][0], Path(page.abs_dest_path).read_bytes())


on_post_build = CombinedEvent(_end, _collect)


def on_build_error(error: Exception) -> None:
    if inside:  # nothing is tidied up here: the process that started this one does it
        print(f"{error}." if isinstance(error, OSError) else "".join(traceback.format_exception(error)), file=sys.stderr)
        _leave(1)


@event_priority(100)  # before the gate removes the folder that they write into
def on_shutdown() -> None:
    """Ends the processes of a build that failed or was stopped; after one that went well there are none."""
    for number in started:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
    started.clear()


def _leave(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)

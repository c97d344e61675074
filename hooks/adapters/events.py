"""The build: what is done at each event of MkDocs, in the order in which the events happen.

The events of a language, from `on_config` to `on_post_build`, happen for each language: static-i18n begins the further ones,
nested in the first one's `on_post_build`, with the same configuration. So a priority stands only where one of our steps must
come after static-i18n's own; all others come before it, in the order of the lines.

MkDocs calls them as a hook, hooks/build.py, or where the engine is installed as the plugin `helpcenter` (plugin.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from helpcenter.runtime.processes import ctrl_c_waits

from . import forks, gate, pages, preview, templates
from .session import Session
from .static_i18n import nested

AFTER_STATIC_I18N = -200  # which has -100; a hook without a priority has 0

session = Session()  # of the build that is under way: MkDocs loads this module once per process, so every event finds it here


# --- a process begins --------------------------------------------------------------------------------------------------


def on_startup(command: str, dirty: bool) -> None:
    session.command = command
    gate.prepare(session)


# --- a build of all languages begins: everything is checked before anything is rendered --------------------------------


def on_config(config: MkDocsConfig) -> None:
    global session  # noqa: PLW0603 (MkDocs hands no object of ours to an event)
    if not nested(config):
        session = session.next()
        preview.need_port(session, config)
        gate.check_sources(session, config)
        templates.share(config)


# --- each language -----------------------------------------------------------------------------------------------------


def _divide_pages(files: Files, config: MkDocsConfig) -> Files:
    pages.set_known_aside(session, files, config)
    return forks.begin(session, files, config)


@event_priority(AFTER_STATIC_I18N)  # it would take each further file for a page of some language
def _add_files(files: Files, config: MkDocsConfig) -> Files:
    return pages.add_files(session, files, config)


on_files = CombinedEvent(_divide_pages, _add_files)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return pages.markdown(session, page)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return pages.content(session, html, page)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    return templates.context(session, context, template_name, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return templates.output(session, output_content, template_name, config)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    return pages.context(session, context, page, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return pages.output(session, output, page, config)


def _end_fork(config: MkDocsConfig) -> None:
    forks.end(session)


# --- all languages are built: the site is verified ---------------------------------------------------------------------


@event_priority(AFTER_STATIC_I18N)  # it builds the further languages at this event
def _verify(config: MkDocsConfig) -> None:
    if not nested(config):
        gate.generate(session)  # while the forks render
        forks.collect(session)
        gate.verify(session, config)


on_post_build = CombinedEvent(_end_fork, _verify)


# --- a build has failed, in any of the steps above ---------------------------------------------------------------------


def on_build_error(error: Exception) -> None:
    forks.fail(session, error)
    gate.fail(session, error)


# --- `mkdocs serve`: the first build has been made, further ones follow -------------------------------------------------


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    return preview.go_on(server, config, builder)


# --- a process ends: a verified site is published ----------------------------------------------------------------------


def on_shutdown() -> None:
    with ctrl_c_waits():  # pressed once more, it would leave the folder that the site is built in
        forks.kill(session)
        gate.publish(session)

"""One environment of templates for all languages, and a 404 page in each.

A template is compiled when a page first needs it, in every build anew: compiled code is never kept, for whoever writes to the
cache could run theirs.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from helpcenter.pages import views
from helpcenter.pages.minify import minified
from helpcenter.source.engine import PROJECT, is_apart

from .preview import shown
from .session import Session
from .static_i18n import language


class _Templates(jinja2.FileSystemLoader):
    @cached_property
    def _names(self) -> list[str]:
        found = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if name != ".icons"]
                found |= {os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/") for name in names}
        return sorted(found)

    def list_templates(self) -> list[str]:
        """Without the theme's 14,000 icons, which MkDocs would match against its patterns in every language."""
        return self._names


def share(config: MkDocsConfig) -> None:
    """Make the theme give the same environment to all languages, for which MkDocs would make one each.

    Beneath the project's own templates and assets stand the engine's, file by file, as in `read_project`.
    """
    if is_apart(Path(config.config_file_path).parent):
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(PROJECT / "overrides"))
    config.theme.static_templates.discard("sitemap.xml")  # would be that of one language; the whole one is made with the site
    environment = config.theme.get_env()
    environment.optimized = False  # a template is compiled in every build, and rendered too few times for folded constants to pay
    environment.loader = _Templates(config.theme.dirs)
    config.theme.get_env = lambda: environment  # type: ignore[method-assign]


def context(session: Session, context: dict[str, Any], template: str, config: MkDocsConfig) -> dict[str, Any]:
    """What a template shows; a 404 page its view, as `hc`."""
    if template == "404.html":
        context["hc"] = shown(session, views.not_found_view(session.library, language(config), session.site_url))
    return context


def output(session: Session, output: str, template: str, config: MkDocsConfig) -> str:
    """What MkDocs writes of a template. Each further language keeps its own 404 page; the root one is that of the root language."""
    if template != "404.html":
        return output
    html, code = minified(output), language(config)
    if code == session.library.settings.root.code:
        return html
    write_file(html.encode(), str(Path(config.site_dir) / code / "404.html"))
    return ""  # MkDocs would write it over the root one

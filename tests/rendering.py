"""Markdown as the project's mkdocs.yml renders it, without MkDocs."""

from __future__ import annotations

import posixpath
import re
from functools import cache

import markdown
import yaml

from helpcenter.articles.cases import cases_of
from helpcenter.articles.diagrams import linked
from helpcenter.articles.model import Library, Page
from helpcenter.config import substitution
from helpcenter.links import routes
from helpcenter.links.source_targets import read_href, targets_of
from helpcenter.pages.assets import address as published
from helpcenter.pages.folding import folded
from helpcenter.pages.glosses import glossed
from helpcenter.pages.table_labels import LabelledTables
from places import ROOT

_ADDRESS = re.compile(r'(<(?:a href|img [^<>]*?src)=")([^":]+)(")')


@cache
def _configured() -> tuple[list[str], dict[str, dict[str, object]]]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.search(r"^markdown_extensions:\n(?:[ -].*\n)+", text, re.M)
    assert listed
    entries = yaml.safe_load(listed[0])["markdown_extensions"]
    options = {name: of for entry in entries if isinstance(entry, dict) for name, of in entry.items()}
    return ["toc", "tables", "fenced_code", *(entry if isinstance(entry, str) else next(iter(entry)) for entry in entries)], options


def rendered(text: str) -> str:
    """The HTML of Markdown. MkDocs adds its own three extensions before those of mkdocs.yml, the gate its one."""
    extensions, options = _configured()
    return markdown.markdown(text, extensions=[*extensions, LabelledTables()], extension_configs=options)


def body(library: Library, page: Page) -> str:
    """The HTML of a page's body, its values, boxes and diagrams put in, its links to pages made addresses, its terms explained, its cases folded."""
    settings, targets = library.settings, targets_of(library)
    here = routes.url(settings, page.language, page.route)

    def address(match: re.Match[str]) -> str:
        written = read_href(match[2])
        there = targets.pages.get(targets.resolve(page, written.path).path) if written.path else page
        file = published(library, posixpath.normpath(posixpath.join(page.path.removeprefix(f"{library.docs}/"), "..", written.path)))
        place = routes.relative(routes.url(settings, there.language, there.route) if there else file, here)
        return match[1] + (place if written.path else "") + (f"#{written.anchor}" if written.anchor else "") + match[3]

    html = rendered(linked(substitution.markdown(page.shown, settings, page.language), page.route, page.language))
    return folded(glossed(_ADDRESS.sub(address, html), library, page), cases_of(page, library))

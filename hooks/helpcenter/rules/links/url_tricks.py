"""An address hides nothing: no user name before the host, no numeric, encoded or look-alike host, no invisible character, no
scheme that runs code, and the words of a link do not show one host while it leads to another.

Each of these has been used to send wallet users to a forgery; a reader cannot see them, so the build must.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.links.deception import deceives, shown_host, tricks
from helpcenter.links.in_markdown import PageLink, links_of
from helpcenter.links.source_targets import read_href
from helpcenter.links.web import scheme_of
from helpcenter.text.quoting import shortened

from ..rule import GENERAL, Finding, Rule

_RAW_HTML = {"javascript", "vbscript"}  # in our tree these are found by the rule raw-html


def check(page: Page, library: Library) -> Iterator[Finding]:
    strict = library.ours
    for link in links_of(page):
        if link.dynamic or (not read_href(link.href).scheme and link.href.isascii() and "%" not in link.href and ":" not in link.href):
            continue
        if strict and scheme_of(link.href) in _RAW_HTML:
            continue
        if link.kind == "image" and not strict and scheme_of(link.href) == "data":
            continue
        for trick in tricks(link.href, strict):
            yield Finding(link.line, f"{link.shown} is not what it seems: {trick}.")
        yield from _misnamed(link, strict)


def _misnamed(link: PageLink, strict: bool) -> Iterator[Finding]:
    if link.kind not in {"link", "html"} or not link.navigates or not link.text:
        return
    host = shown_host(link.text, strict)
    if deceives(host, link.href, strict):
        yield Finding(
            link.line,
            f"“{shortened(link.text)}” shows the host `{shortened(host)}`, but the link leads to {link.shown}. Show where it leads.",
        )


RULE = Rule("url-tricks", GENERAL, page=check)

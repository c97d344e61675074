"""Problems of the built site as findings: each at its line, with the page it is made of; what stands on many pages is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpcenter.site.html import Element, HtmlPage, Reference
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from .rule import Finding

FOLDER = "site"  # what the paths of problems begin with
MANY = 5  # pages with the same problem: more are one problem of the template


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the built site that breaks a rule. Its line is looked up only when it is told.

    It is that of `written` in the start tag of `element`; or of `written` at place `at` of the page's text; or `line`.
    `same` tells what is one problem wherever it stands, in several ways; the sentence, where nothing is given.
    """

    path: str
    sentence: str
    element: Element | None = None
    written: str = ""
    at: int = -1
    line: int = 0
    same: tuple[str, ...] = ()


def at(path: str, reference: Reference, sentence: str, *same: str) -> Spot:
    """The spot of a URL."""
    return Spot(path, sentence, reference.element, reference.url, same=same)


def findings(site: Site, spots: Iterable[Spot]) -> Iterator[Finding]:
    """Each spot as a finding; of one that stands on more than MANY pages only the first, with their number."""
    spots = list(spots)
    pages: dict[str, set[str]] = defaultdict(set)
    for spot in spots:
        for way in spot.same or (spot.sentence,):
            pages[way].add(spot.path)
    told = set()
    for spot in spots:
        often = next((way for way in spot.same or (spot.sentence,) if len(pages[way]) > MANY), None)
        if often is None:
            yield _finding(site, spot, _made_of(site, spot.path))
        elif often not in told:
            told.add(often)
            yield _finding(site, spot, f" The same on {len(pages[often]) - 1} further pages: mend the template.")


def _finding(site: Site, spot: Spot, end: str) -> Finding:
    line = spot.line
    if spot.element is not None:
        line = site.line(spot.path, spot.element, spot.written)
    elif spot.at >= 0:
        line = site.line_of_text(spot.path, spot.at, spot.written)
    return Finding(line, spot.sentence + end, f"{FOLDER}/{spot.path}")


def _made_of(site: Site, path: str) -> str:
    source = site.sources.get(path)
    return f" It is made of {source.path}." if source else ""


def named(page: HtmlPage | None, reference: Reference) -> str:
    """What carries a URL, as a reader of the problem knows it: `the link “words”`, `the image`, `<form action>`."""
    element = reference.element
    if reference.redirects:
        return "the redirect"
    if element.tag in {"css", "sitemap", "manifest", "robots"}:
        return {"css": "the style sheet", "sitemap": "the sitemap", "manifest": "the manifest", "robots": "robots.txt"}[element.tag]
    words = shortened(page.label(element)) if page else ""
    what = {"a": "the link", "img": "the image"}.get(element.tag)
    if what is None or reference.attribute not in {"href", "src"}:
        return f"`<{element.tag} {reference.attribute}>`"
    return f"{what} “{words}”" if words else what

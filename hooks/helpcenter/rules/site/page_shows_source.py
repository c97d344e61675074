"""A built page shows what its source holds, section by section: the same headings, as many steps under the same numbers, the
same bullets, rows and cells, boxes of the same kind, tabs, links, images, code, and the same words. So does a category to print.

The rules read the source; readers get the page. Whatever the two take in different ways would be checked as one thing and
published as another.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from helpcenter.articles.model import Page
from helpcenter.links import routes
from helpcenter.links.in_html import OWN, Base, resolve
from helpcenter.links.source_targets import read_href, targets_of
from helpcenter.site import outline
from helpcenter.site.outline import Fact
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import FOLDER

_NAMES = {
    "steps": "numbered lists, with this many steps",
    "bullets": "lists, with this many bullets",
    "table": "tables, with this many cells in each row",
}
_NAMES |= {"box": "boxes", "tab": "tabs", "link": "links", "image": "images", "code": "code", "words": "words"}
_PRINTED = ("words", "steps", "bullets", "table", "box", "image", "code")
_BEFORE, _SHOWN = 25, 70  # characters before the first that differs, and in all


def check(site: Site) -> Iterator[Finding]:
    for path, page in site.pages.items():
        source = site.sources.get(path)
        if source is not None:
            yield from _page(site, path, source, outline.sections(page.outline))
        elif path in site.printed:
            yield from _to_print(site, path, page.outline)


def _page(site: Site, path: str, source: Page, shown: list[list[Fact]]) -> Iterator[Finding]:
    held = outline.sections(outline.of_source(source, site.library.settings))
    headings = [[part[0].what for part in parts[1:]] for parts in (held, shown)]
    headings[1] = [
        there.partition("#")[0] + "#" if here.endswith("#") else there for here, there in zip_longest(*headings, fillvalue="") if there
    ]  # where no id is written, one is made of the title
    if headings[0] != headings[1]:
        at = next((i for i, pair in enumerate(zip(*headings, strict=False)) if pair[0] != pair[1]), min(map(len, headings)))
        line = held[min(at + 1, len(held) - 1)][0].line if len(held) > 1 else source.body_line
        names = [_heading(those[at : at + 1]) for those in headings]
        yield _finding(source, line, path, f"holds {names[0]} as heading {at + 1}", names[1])
        return
    for here, there in zip(held, shown, strict=True):
        ours, theirs = outline.by_kind(here), outline.by_kind(there)
        for kind in _NAMES:
            if kind in ours or kind in theirs:
                yield from _kind(site, path, source, kind, (ours.get(kind, []), theirs.get(kind, [])), here[0].line if here else 0)


def _to_print(site: Site, path: str, shown: Sequence[Fact]) -> Iterator[Finding]:
    """The first article that a category to print does not show as its source holds it; headings and links differ there."""
    for kind in _PRINTED:
        theirs, at = _told(shown, kind), 0
        for source in site.printed[path]:
            ours = _told(list(outline.of_source(source, site.library.settings)), kind)
            end = len(theirs) if source is site.printed[path][-1] else at + len(ours)
            if theirs[at:end] != ours:
                yield Finding(
                    source.body_line,
                    f"{FOLDER}/{path}, the category to print, shows other {_NAMES[kind].partition(',')[0]} than this source. Mend what puts it together.",
                    source.path,
                )
                return
            at = end


def _told(facts: Sequence[Fact], kind: str) -> list[str]:
    """What the facts of a kind say; on paper the titles of tabs are words."""
    if kind == "words":
        return outline.plain_words(fact for fact in facts if fact.kind in {"words", "tab"})
    found = [fact.what for fact in facts if fact.kind == kind]
    return [_image(what) for what in found] if kind == "image" else found


def _heading(names: Sequence[str]) -> str:
    return next((f"`{'#' * int(level)} … {{{id}}}`" for level, _, id in (name.partition(" ") for name in names)), "none")


def _kind(site: Site, path: str, source: Page, kind: str, facts: tuple[list[Fact], list[Fact]], line: int) -> Iterator[Finding]:
    if kind == "words":
        ours, theirs = outline.plain_words(facts[0]), outline.plain_words(facts[1])
    else:
        ours, theirs = [fact.what for fact in facts[0]], [fact.what for fact in facts[1]]
    if kind == "link":
        base = site.base(path)
        ours, theirs = [_named(site, source, href) for href in ours], [_leads(href, base) for href in theirs]
    elif kind == "tab":  # a page holds the titles of a row of tabs before what stands in them
        ours, theirs = sorted(ours), sorted(theirs)
    elif kind == "image":
        ours, theirs = ([_image(what) for what in those] for those in (ours, theirs))
    if ours == theirs:
        return
    at = next((i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), min(len(ours), len(theirs)))
    line = _line(facts[0], at, kind == "words") or line or source.body_line
    if kind == "words":
        texts = [" ".join(those) for those in (ours, theirs)]
        start = max(0, len(posixpath.commonprefix(texts)) - _BEFORE)
        yield _finding(source, line, path, f"reads “{texts[0][start : start + _SHOWN]}”", f"“{texts[1][start : start + _SHOWN]}”")
    else:
        held, shown = (", ".join(shortened(what) for what in those[max(0, at - 1) : at + 3]) or "none" for those in (ours, theirs))
        yield _finding(source, line, path, f"holds {_NAMES[kind]}: {held}", shown)


def _line(facts: Sequence[Fact], at: int, words: bool) -> int:
    """The line of the fact, or of the word, of this number; of the last where there are fewer. 0 where there is none."""
    for fact in facts:
        at -= len(outline.plain_words([fact])) if words else 1
        if at < 0:
            return fact.line
    return facts[-1].line if facts else 0


def _finding(source: Page, line: int, path: str, held: str, shown: str) -> Finding:
    sentence = f"the source {held}; the page {FOLDER}/{path} shows {shown}. Write it so that both agree, as in CONTRIBUTING.md."
    return Finding(line, sentence, source.path)


def _named(site: Site, source: Page, href: str) -> str:
    """Where an address of the source leads: a path of the site with its anchor, or the address itself."""
    address = read_href(href)
    if address.scheme:
        return href
    targets = targets_of(site.library)
    page = targets.pages.get(targets.resolve(source, address.path).path) if address.path else source
    place = routes.url(site.library.settings, page.language, page.route) if page else posixpath.basename(address.path)
    return place + (f"#{address.anchor}" if address.anchor else "")


def _leads(href: str, base: Base) -> str:
    """Where an address of the built page leads, in the same terms."""
    target = resolve(href, base)
    if target.kind != OWN or "://" in href:
        return href
    place = target.path if target.path.endswith("/") or not target.path else posixpath.basename(target.path)
    return place + (f"#{target.fragment}" if target.fragment else "")


def _image(what: str) -> str:
    """The name of an image's file, without its folders, and its description."""
    address, _, description = what.partition(" ")
    return f"{posixpath.basename(routes.unhashed(address))} {description}".strip()


RULE = Rule("page-shows-source", HOUSE, site=check)

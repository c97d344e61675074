"""What is missing or stale in a language, as a sheet for its translators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Language
from helpcenter.text.words import UNWRITTEN

from ..todo import as_translated
from .data_words import data_units, words_in
from .marks import tokens
from .sheet import Entry, Sheet
from .terms import terms_in
from .units import FRONT, Unit, units

_KEYWORDS = "Phrases that people type into the search, in your language, divided by `|`; no translation."


def sheet(root: Path, library: Library, language: Language) -> Sheet:
    """Return all units of each page that is missing or stale in a language, and each text of data/ that it lacks."""
    files = []
    for source in sources(library):
        page = library.page(language.code, source.route)
        if page is None or is_stale(library, page):
            entries = tuple(_entries(root, library, source, page, language.code))
            files.append((library.path_of(language.code, source.route), entries))
    data: dict[str, list[Entry]] = {}
    for unit, text in data_units(library):
        if not words_in(text, language.code, library.tree):
            notes = tuple(_terms(unit, library, language.code))
            data.setdefault(text.path, []).append(
                Entry(unit.key, unit.text, notes=notes, place=f"{text.path}:{unit.line}" if unit.line else text.path)
            )
    return Sheet(library.source_language, language.code, (*files, *((path, tuple(entries)) for path, entries in data.items())))


def sources(library: Library) -> tuple[Page, ...]:
    """Return the source pages, the articles first, in the order of the library."""
    articles = [article.source for article in library.articles]
    routes = {page.route for page in articles}
    others = [page for page in library.pages.values() if page.language == library.source_language and page.route not in routes]
    return (*articles, *others)


def is_stale(library: Library, page: Page) -> bool:
    """Whether a translation is to be made anew: its source has changed, or nobody has written it yet."""
    article = library.article_of(page)
    if article is not None:
        return article.stale(page.language)
    return any(page.text(field).strip() == UNWRITTEN for field in FRONT)


def _entries(root: Path, library: Library, source: Page, page: Page | None, language: str) -> Iterator[Entry]:
    here = units(source)
    before = as_translated(root, source, page.text("translates")) if page else None
    known = present(here, page, before)
    written = page is None or not page.meta.get("keywords")
    for unit in here:
        if unit.kind == "keywords" and not written:
            continue
        old, target = known.get(unit.key, ("", ""))
        notes = (_note(unit), *_terms(unit, library, language), *_kept(unit))
        done = bool(target) and before is not None and old == unit.text
        yield Entry(unit.key, unit.text, target, done, old if old != unit.text else "", notes, f"{source.path}:{unit.line}")


def present(here: tuple[Unit, ...], page: Page | None, before: Page | None) -> Mapping[str, tuple[str, str]]:
    """Return key → (source as it was, its present translation) of the units of a source that have one.

    `before` is the source as it was translated; without it, the sections that have the same form as now are taken to match.
    """
    if page is None:
        return {}
    theirs = units(page)
    fields = {unit.kind: unit.text for unit in theirs if unit.kind in FRONT}
    then = units(before) if before else here
    earlier = {unit.kind: unit.text for unit in units(before) if unit.kind in FRONT} if before else {}
    found = {unit.key: (earlier.get(unit.kind, ""), fields[unit.kind]) for unit in here if unit.kind in FRONT and unit.kind in fields}
    for section in dict.fromkeys(unit.section for unit in here if unit.kind not in FRONT):
        now, was, said = ([u for u in part if u.section == section and u.kind not in FRONT] for part in (here, then, theirs))
        if [unit.kind for unit in was] != [unit.kind for unit in said]:
            continue
        pairs = {index: index for index in range(len(now))} if before is None else _pairs(was, now)
        for new, old in pairs.items():
            found[now[new].key] = (was[old].text if before else "", said[old].text)
    return {key: (old, target) for key, (old, target) in found.items() if target.strip() != UNWRITTEN}


def _pairs(was: list[Unit], now: list[Unit]) -> dict[int, int]:
    """Return index now → index then of the units that are the same, or stand in the place of one of their kind."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [(u.kind, u.text) for u in was], [(u.kind, u.text) for u in now], autojunk=False)
    for _, then, last, start, end in matcher.get_opcodes():
        found |= {new: old for old, new in zip(range(then, last), range(start, end), strict=False) if was[old].kind == now[new].kind}
    return found


def _note(unit: Unit) -> str:
    if unit.kind == "keywords":
        return _KEYWORDS
    return f"{unit.kind} of the page" if unit.kind in FRONT else f"{unit.kind} in `#{unit.section}`" if unit.section else unit.kind


def _terms(unit: Unit, library: Library, language: str) -> Iterator[str]:
    for term in terms_in(unit.text, library.settings, library.source_language):
        if word := term.words.get(language):
            never = term.forbidden.get(language, ())
            refused = f" (not: {', '.join(never)})" if never else ""
            yield f"Term: {term.words[library.source_language]} → {word}{refused}"


def _kept(unit: Unit) -> Iterator[str]:
    found = [token for token in tokens(unit.text) if token.kind in {"mark", "open"} and token.name != "bold"]
    if found:
        shown = (
            token.raw if token.kind == "mark" else f"{token.name.partition(' ')[0]} to {token.name.partition(' ')[2]}" for token in found
        )
        yield f"Keep: {' · '.join(shown)}"

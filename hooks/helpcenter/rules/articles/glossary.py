"""A page uses the terms of data/glossary.json and none of their forbidden variants.

One thing with two names is two things to a reader under stress: a recovery code is not a recovery phrase, and who mixes them
types the phrase into a login form. A variant may stand in brackets right after the preferred term, in quotation marks
(a reader's own words, a button) and in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import Published, data_lines, page_lines
from helpcenter.config.model import Settings
from helpcenter.runtime.once import once_per_value
from helpcenter.text.words import unquoted

from ..rule import HOUSE, Finding, Rule

Words = tuple[tuple[str, str], ...]

_LETTER = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ0-9]")
_BRACKET = re.compile(r"[（(].*")


def check(page: Page, library: Library) -> Iterator[Finding]:
    return _wrong(page_lines(page), page.language, library)


def _data(file: Published, library: Library) -> Iterator[Finding]:
    for text, language, line in data_lines(file, library):
        yield from _wrong([(text, line)], language, library)


def _wrong(lines: Iterable[tuple[str, int]], language: str, library: Library) -> Iterator[Finding]:
    terms = _words(library.settings, language)
    lines = list(lines)
    whole = "\n".join(text for text, _ in lines).lower()
    suspects = tuple(word for word, term in terms if term and word.lower() in whole)
    if not suspects:
        return
    near = tuple(pair for pair in terms if pair[0] in suspects or any(word.lower() in pair[0].lower() for word in suspects))
    pattern, preferred = _variants(near)
    for text, line in lines:
        said = unquoted(text)
        for match in pattern.finditer(said):
            term = preferred.get(match.lastgroup or "")
            if term and not _bracketed(said, match.start(), term):
                yield Finding(line, f"“{match[0]}” is not the term here: write “{term}” (data/glossary.json).")


@once_per_value
def _words(settings: Settings, language: str) -> Words:
    """(word, "") of each term and (variant, its preferred term), the longest first, of two as long the variant."""
    words: list[tuple[str, str]] = []
    for term in settings.glossary:
        word = term.words.get(language, "")
        words += [(kept, "") for kept in (word, *term.exempt.get(language, ())) if kept]
        words += [(variant, word) for variant in term.forbidden.get(language, ())]
    return tuple(sorted(words, key=lambda pair: (-len(pair[0]), not pair[1])))


@lru_cache(maxsize=256)
def _variants(words: Words) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds these words, the longest first, so that a variant inside a preferred term is passed over; and
    the preferred term by the name of the group that found its variant."""
    preferred = {f"v{index}": term for index, (_, term) in enumerate(words) if term}
    parts = [f"(?P<v{index}>{_body(word, term)})" if term else _body(word, term) for index, (word, term) in enumerate(words)]
    return re.compile("|".join(parts)), preferred


def _body(word: str, term: str) -> str:
    """Whole words in Latin script, with a plural; a variant that differs only in case is found by its case."""
    body = re.escape(word)
    if _LETTER.match(word[0]):
        body = rf"(?<![A-Za-zÁÉÍÓÚÜÑáéíóúüñ0-9_-]){body}"
    if _LETTER.match(word[-1]):
        body = rf"{body}(?:s|es)?(?![A-Za-zÁÉÍÓÚÜÑáéíóúüñ0-9_])"
    return body if word.lower() == term.lower() else f"(?i:{body})"


def _bracketed(text: str, start: int, term: str) -> bool:
    """Whether the variant stands in brackets right after the preferred term, as its explanation."""
    before = text[:start].rstrip()
    return before.endswith(("(", "（")) and before[:-1].rstrip().lower().endswith(_BRACKET.sub("", term).strip().lower())


RULE = Rule("glossary", HOUSE, page=check, file=_data)

"""The words that deny, forbid or restrict: what a warning loses when somebody softens it. They stand in the section `says` of
languages/<code>/words.yml, whose comments tell their notation.

NEGATION   says “no” in any way: wide, for whether a text denies anything at all
FORBIDS    forbids, or denies of everybody or for ever: the sentences on which safety rests, not “it has not arrived”
PROHIBITS  tells the reader not to do it, in so many words
RESTRICTS  allows one thing only
INSTEAD    what does without a “no” what a prohibition does: it restricts, keeps, stops or tells the right thing to do first
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from helpcenter.text.scripts import read_as

from .languages import GRAMMARS, words

NEGATION, FORBIDS, PROHIBITS, RESTRICTS, INSTEAD = "negation", "forbids", "prohibits", "restricts", "instead"

_ITEM = re.compile(r"\(([^()]+)\)|([^\s()]+)")  # what may be missing, what must stand there


def says(name: str, text: str, language: str) -> bool:
    """Whether the text holds a word of the list `name`; False in a language without words."""
    return found(name, text, language) is not None


def found(name: str, text: str, language: str) -> re.Match[str] | None:
    """The first place of a text where a word of the list `name` stands."""
    if language not in GRAMMARS:
        return None
    pattern, text = _pattern(name, language), read_as(text, language)
    match = pattern.search(text)
    while match and match.lastindex:
        match = pattern.search(text, match.end())
    return match


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """A pattern of the words that count, and as its group of what is read over."""
    listed = words(language)["says"][name]
    counted, passed = (_any(listed.get(part, ()), language) for part in ("words", "but-not"))
    source = f"({passed})|{counted}" if passed else counted
    return re.compile(rf"\b(?:{source})\b" if GRAMMARS[language].spaced else source, re.I)


def _any(phrases: Iterable[str], language: str) -> str:
    return "|".join(_source(phrase, language) for phrase in phrases)


def _source(phrase: str, language: str) -> str:
    """The source of a pattern of a phrase."""
    blank, source, begun = _blank(language), "", False
    for optional, needed in _ITEM.findall(phrase):
        item = "|".join(_word(word, language) for word in (optional or needed).split("/"))
        item = f"(?:{item})" if "|" in item else item
        item = blank + item if begun else item if needed else item + blank
        source += item if needed else f"(?:{item})?"
        begun = begun or bool(needed)
    return source


def _word(word: str, language: str) -> str:
    if listed := re.fullmatch(r"<([\w-]+)>", word):
        return _any(words(language)["says"][listed[1]]["words"], language)
    source = re.escape(word).replace("_", _blank(language)).replace("'", "['’‘´]")
    return source.replace(r"\*", r"\w+", 1) if word.startswith("*") else source.replace(r"\*", r"\w*")


def _blank(language: str) -> str:
    return r"\s+" if GRAMMARS[language].spaced else ""

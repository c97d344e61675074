"""The terms of data/glossary.json in a text, and whether its translation has them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from helpcenter.config.model import Settings, Term
from helpcenter.markdown.inlines import visible
from helpcenter.runtime.once import once_per_value

_NOTE = re.compile(r"[（(].*")  # what a term says about itself: “energy (TRON)”
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")  # scripts whose words are not set apart
_STEM = 0.7  # how much of the beginning of a word stays the same when it is inflected


def terms_in(text: str, settings: Settings, language: str) -> tuple[Term, ...]:
    """Return the terms whose word occurs in a text, the longest first; one inside another is passed over."""
    rest, found = visible(text).lower(), []
    for word, term in _words(settings, language):
        if word in rest and (changed := _pattern(word).sub(" \ufffc ", rest)) != rest:
            rest = changed
            found.append(term)
    return tuple(found)


@once_per_value
def _words(settings: Settings, language: str) -> tuple[tuple[str, Term], ...]:
    words = [(_bare(term.words.get(language, "")), term) for term in settings.glossary]
    return tuple(sorted(((word, term) for word, term in words if word), key=lambda pair: -len(pair[0])))


def _bare(word: str) -> str:
    return _NOTE.sub("", word).strip().lower()


@lru_cache(maxsize=1024)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word) if _NO_SPACES.search(word) else rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)")


def lacks(text: str, term: Term, language: str) -> bool:
    """Whether a translation has no word of a term, however inflected: “the phrase” is enough for a recovery phrase."""
    said = _plain(visible(text).lower())
    words = [
        word for part in _bare(term.words.get(language, "")).split("/") for word in part.split() if len(word) > 2 or _NO_SPACES.search(word)
    ]
    return bool(words) and not any(word in said if _NO_SPACES.search(word) else _begins(word, said) for word in words)


def _begins(word: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_plain(word)[: max(3, round(len(word) * _STEM))])}", said) is not None


def _plain(text: str) -> str:
    """Return a text without accents, which inflection moves: “depósito”, “depositar”."""
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))

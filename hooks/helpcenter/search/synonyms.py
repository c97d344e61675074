"""Which words mean the same: the groups of data/synonyms.yml and of the glossary, for one language's search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..settings import Settings
from .analyzer import folded, terms

Group = Mapping[str, Sequence[str]]


def groups(settings: Settings) -> Iterator[Group]:
    """Every group: its words by language."""
    yield from settings.synonyms
    for term in settings.glossary:
        yield {language: (*([word] if word else []), *term.forbidden.get(language, ())) for language, word in term.words.items()}


def expansions(settings: Settings, language: str, questions: Sequence[str] = ()) -> tuple[list[list[list[str]]], dict[str, list[int]]]:
    """(groups, keys): the terms of each word of every group on pages in `language`, and what a query may hold, folded, with
    the numbers of the groups that it stands for. A word of another language stands for all words of its group in this one. Words of `questions` (the, el, me) expand nothing.
    """
    empty = {term for word in questions for term in terms(word, language)}
    known: list[list[list[str]]] = []
    keys: dict[str, list[int]] = {}
    for group in groups(settings):
        found = (terms(word, language) for word in group.get(language, ()))
        here = [list(each) for each in dict.fromkeys(tuple(t for t in each if t not in empty) for each in found) if each]
        if not here:
            continue
        for code, words in group.items():
            for word in words:
                key = folded(word).strip()
                if len(key) > 1 and (code != language or len(here) > 1):
                    keys.setdefault(key, []).append(len(known))
        known.append(here)
    return known, {key: sorted(set(numbers)) for key, numbers in keys.items()}

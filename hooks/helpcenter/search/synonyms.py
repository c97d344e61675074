"""Which words mean the same: the groups of data/synonyms.yml and of the glossary, and the names that stand for the words of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from helpcenter.config.model import Settings

from .analyzer import searchable

Group = Mapping[str, Sequence[str]]


def groups(settings: Settings) -> Iterator[Group]:
    """Yield every group: its words by language, and its names under `names`; searchable, each once. index.js makes terms of them."""
    glossary = (
        {language: (*([word] if word else []), *term.forbidden.get(language, ())) for language, word in term.words.items()}
        for term in settings.glossary
    )
    for group in (*settings.synonyms, *glossary):
        yield {language: tuple(dict.fromkeys(searchable(word).strip() for word in words)) for language, words in group.items()}

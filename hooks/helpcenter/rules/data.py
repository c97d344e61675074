"""Every file of data/ holds the keys that pages are filled from, in every language and of the right kind.

A missing word would leave a hole in a warning, and a mistyped key would be ignored without a sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..articles import Library
from ..rule import HOUSE, Finding, Rule
from ..settings import RULE as NAME


def check(library: Library) -> Iterator[Finding]:
    yield from (Finding(p.line, p.sentence, p.path) for p in library.problems if p.rule == NAME)
    settings = library.settings
    for slug in settings.most_asked:
        if slug not in library.by_slug:
            yield Finding(0, f"`most_asked` names `{slug}`, which is no article. Name an existing one.", "data/home.yml")
    if settings.emergency and settings.emergency not in {category.slug for category in settings.categories}:
        yield Finding(0, f"`emergency` names `{settings.emergency}`, which is no category of data/categories.yml.", "data/home.yml")
    for notice in settings.notices:
        if notice.article not in library.by_slug:
            yield Finding(
                notice.line, f"`article` names `{notice.article}`, which is no article. Name one that tells what to do.", "data/notice.yml"
            )


RULE = Rule(NAME, HOUSE, library=check)

"""Every file of data/ holds the keys that pages are filled from, in every language and of the right kind.

A missing word would leave a hole in a warning, and a mistyped key would be ignored without a sound.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from helpcenter.articles.model import Library
from helpcenter.config.model import RULE as NAME
from helpcenter.source.schema import nearest

from ..rule import HOUSE, Finding, Rule

MOST_NOTICES = 3
_CATEGORIES = "data/categories.yml"


def check(library: Library) -> Iterator[Finding]:
    yield from (Finding(p.line, p.sentence, p.path) for p in library.problems if p.rule == NAME)
    settings = library.settings
    for slug in settings.most_asked:
        if slug not in library.whole.by_slug:
            yield Finding(0, f"`most_asked` names `{slug}`, which is not an article. Name an existing one.", "data/home.yml")
    slugs = [category.slug for category in settings.categories]
    if settings.emergency and settings.emergency not in slugs and _CATEGORIES not in settings.unread:
        sentence = (
            f"`emergency` names `{settings.emergency}`, which is not a category of data/categories.yml: name one of {', '.join(slugs)}."
        )
        yield Finding(0, sentence, "data/home.yml")
    if settings.emergency in set(slugs) - {category.slug for category in library.categories}:
        sentence = f"`emergency` names `{settings.emergency}`, of which the product lacks everything: name a category that it has."
        yield Finding(0, sentence, "data/home.yml")
    if settings.channels_page in library.whole.by_slug and settings.channels_page not in library.by_slug:
        sentence = f"`page` names `{settings.channels_page}`, which is left out of the site: name an article about what the product has."
        yield Finding(0, sentence, "data/support.yml")
    icons = _icons()
    for category in settings.categories if icons else ():
        own = library.tree.files.get(f"overrides/.icons/octicons/{category.icon}-24.svg")
        if category.icon not in icons and own is None:
            sentence = f"`{category.icon}` is no icon: expected the name of an Octicon, like `shield-check`.{nearest(category.icon, icons)}"
            yield Finding(category.line, sentence, _CATEGORIES)
    for key, slug in (("transaction", settings.transaction), ("exposed", settings.exposed), ("backup", settings.backup)):
        if slug and slug not in library.whole.by_slug:
            yield Finding(0, f"`{key}` names `{slug}`, which is not an article. Name an existing one.", "data/home.yml")
    shown = settings.notices_on(datetime.date.today())
    if len(shown) > MOST_NOTICES:
        sentence = f"{len(shown)} notices stand above every page; the limit is {MOST_NOTICES}: readers pass over more. Remove one."
        yield Finding(shown[MOST_NOTICES].line, sentence, "data/notice.yml")
    for notice in shown:
        if notice.article and notice.article not in library.by_slug:
            what = "left out of the site" if notice.article in library.whole.by_slug else "not an article"
            yield Finding(
                notice.line,
                f"`article` names `{notice.article}`, which is {what}. Name one that says what to do.",
                "data/notice.yml",
            )


@cache
def _icons() -> frozenset[str]:
    """The names of the theme's Octicons, which overrides/partials/icon.html draws; none where the theme is not installed."""
    theme = find_spec("material")
    folders = (Path(place) / "templates/.icons/octicons" for place in (theme.submodule_search_locations or () if theme else ()))
    return frozenset(icon.name.removesuffix("-24.svg") for folder in folders for icon in folder.glob("*-24.svg"))


RULE = Rule(NAME, HOUSE, library=check)

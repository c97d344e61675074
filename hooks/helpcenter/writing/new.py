"""`helpcenter new`: an article in every language from the template of its type."""

from __future__ import annotations

import datetime
import re

from helpcenter.articles.model import NEVER_STAMPED, Library
from helpcenter.config.model import Language, LedgerEntry
from helpcenter.config.schemas import SLUG
from helpcenter.source.schema import nearest
from helpcenter.text.words import UNWRITTEN

from .files import Changes, WritingError
from .ledger import LEDGER, ledger_with


def new(library: Library, slug: str, category: str = "", kind: str = "how-to") -> Changes:
    """Return the files of a new article in every language, from its type's template, and its line in the ledger.

    The id is the one that the ledger reserves for the slug, else the next free one of `category`. Raises WritingError for a slug that
    is taken or malformed, and for an unknown category or type.
    """
    settings = library.settings
    if not re.fullmatch(SLUG, slug):
        raise WritingError(f"{slug!r} is not a slug: expected lower-case English words with hyphens, like send-transfer.")
    if slug in library.by_slug:
        raise WritingError(f"{slug!r} is taken by {library.by_slug[slug].source.path}.")
    reserved = next(((number, entry) for number, entry in settings.ledger.items() if entry.slug == slug), None)
    if reserved and reserved[1].paths:
        raise WritingError(
            f"{slug!r} was published as {reserved[0]} ({LEDGER}:{reserved[1].line}). Bring that article back, or take another slug."
        )
    category = category or (reserved[1].category if reserved else "")
    first = next((entry.first_id for entry in settings.categories if entry.slug == category), None)
    if first is None:
        known = [entry.slug for entry in settings.categories]
        raise WritingError(f"{category!r} is not a category.{nearest(category, known)} Name one with --category: {', '.join(known)}.")
    if kind not in settings.templates:
        raise WritingError(f"{kind!r} is not a type.{nearest(kind, settings.templates)} Types: {', '.join(settings.templates)}.")
    number = reserved[0] if reserved else _next_id(library, first)
    route = f"{category}/{slug}"
    entry = LedgerEntry(slug, category, (route,), 0)
    changes: Changes = {LEDGER: ledger_with(library.tree.text(LEDGER) or "", number, entry)}
    for language in settings.languages:
        path = library.path_of(language.code, route)
        if path in library.tree.files:
            raise WritingError(f"{path}: exists already.")
        changes[path] = _skeleton(library, language, number, kind)
    return changes


def _next_id(library: Library, first: int) -> int:
    taken = {number for number in library.settings.ledger if first <= number < first + 1000}
    return max(taken, default=first) + 1


def _skeleton(library: Library, language: Language, number: int, kind: str) -> str:
    title = f"title: {UNWRITTEN}\nsummary: {UNWRITTEN}\n"
    if language.source:
        front = (
            f"id: {number}\n{title}type: {kind}\nseverity: high\nscope: [account, wallet]\nmoves_funds: false\nresponse: general\nevidence: []\n"
            f"sources: []\nrelated: []\naliases: []\nowner: {library.settings.roles[0]}\nreviewed: {datetime.date.today()}\nkeywords: []\n"
        )
    else:
        front = f"{title}keywords: []\ntranslates: {NEVER_STAMPED}\n"
    sections = (
        f"## {section.titles.get(language.code, section.id)} {{#{section.id}}}\n\n{UNWRITTEN}\n"
        for section in library.settings.templates[kind]
    )
    return f"---\n{front}---\n\n" + "\n".join(sections)

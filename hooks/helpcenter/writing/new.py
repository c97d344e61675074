"""`helpcenter new`: an article in every language from the template of its type. What a writer must write is left as a mark that the
check finds in every language."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from helpcenter.articles.diagrams import PICTURES
from helpcenter.articles.model import NEVER_STAMPED, Library
from helpcenter.config.model import Language, LedgerEntry
from helpcenter.rules.articles.front_matter import SEVERITIES
from helpcenter.source.schema import nearest
from helpcenter.text.words import UNWRITTEN

from .files import Changes, Work, WritingError
from .ledger import LEDGER, ledger_with
from .repair import refuse_slug, refuse_unread


def new(library: Library, slug: str, category: str = "", kind: str = "how-to", owner: str = "", severity: str = "") -> Work:
    """Work out a new article in every language, from its type's template: its line in the ledger, and a folder for its pictures.

    The id is the one that the ledger reserves for the slug, else the next free one of `category`. Raises WritingError for a slug that
    is taken or malformed, and for an unknown category, type, owner or severity.
    """
    settings = library.settings
    refuse_slug(slug)
    refuse_unread(library, LEDGER, "data/categories.yml", "data/roles.yml", "data/templates.yml")
    if slug in library.by_slug:
        raise WritingError(f"{slug!r} is taken by {library.by_slug[slug].source.path}.")
    reserved = next(((number, entry) for number, entry in settings.ledger.items() if entry.slug == slug), None)
    category = category or (reserved[1].category if reserved else "")
    route = f"{category}/{slug}"
    for number, entry in settings.ledger.items():
        if route in entry.paths or (entry.slug == slug and entry.paths):
            raise WritingError(
                f"{slug!r} was published as {number} ({LEDGER}:{entry.line}). Bring that article back, or take another slug."
            )
    first = next((entry.first_id for entry in settings.categories if entry.slug == category), None)
    if first is None:
        known = [entry.slug for entry in settings.categories]
        raise WritingError(f"{category!r} is not a category.{nearest(category, known)} Name one with --category: {', '.join(known)}.")
    for value, known_values, what in (
        (kind, settings.templates, "a type"),
        (owner or UNWRITTEN, (*settings.roles, UNWRITTEN), "an owner"),
        (severity or UNWRITTEN, (*SEVERITIES, UNWRITTEN), "a severity"),
    ):
        if value not in known_values:
            choices = [choice for choice in known_values if choice != UNWRITTEN]
            raise WritingError(f"{value!r} is not {what}.{nearest(value, choices)} Expected one of {', '.join(choices)}.")
    number = reserved[0] if reserved else _next_id(library, first)
    entry = LedgerEntry(slug, category, (route,), 0)
    changes: Changes = {LEDGER: ledger_with(library.tree.text(LEDGER) or "", number, entry)}
    for language in settings.languages:
        text = _skeleton(library, language, number, kind, owner or UNWRITTEN, severity or UNWRITTEN)
        changes |= added(library, library.path_of(language.code, route), text)
    pictures = f"{PICTURES}{number}/"
    changes[f"overrides/{pictures}.gitkeep"] = ""
    return Work(
        changes,
        tuple(to_write(library, changes)),
        f"write what is left to you; a picture goes into overrides/{pictures} and is shown by ![what it shows]({pictures}name.png).",
    )


def added(library: Library, path: str, text: str) -> Changes:
    """Return the change that adds a file. Raises WritingError where there is one."""
    if path in library.tree.files:
        raise WritingError(f"{path}: exists already.")
    return {path: text}


def to_write(library: Library, changes: Changes) -> Iterator[str]:
    """Yield `path:line: text` of each line of the changes that is left to be written."""
    for path, change in changes.items():
        before = Counter((library.tree.text(path) or "").split("\n"))
        for number, line in enumerate(change.split("\n") if isinstance(change, str) else (), 1):
            before[line] -= 1
            if UNWRITTEN in line and before[line] < 0:
                yield f"{path}:{number}: {line.strip()}"


def _next_id(library: Library, first: int) -> int:
    taken = {number for number in library.settings.ledger if first <= number < first + 1000}
    return max(taken, default=first) + 1


def _skeleton(library: Library, language: Language, number: int, kind: str, owner: str, severity: str) -> str:
    title = f"title: {UNWRITTEN}\nsummary: {UNWRITTEN}\n"
    if language.source:
        front = (
            f"id: {number}\n{title}type: {kind}\nseverity: {severity}\nscope: [account, wallet]\nmoves_funds: false\nresponse: general\n"
            f"evidence: []\nsources: []\nrelated: []\naliases: []\nowner: {owner}\nreviewed: {datetime.date.today()}\nkeywords: [{UNWRITTEN}]\n"
        )
    else:
        front = f"{title}keywords: [{UNWRITTEN}]\ntranslates: {NEVER_STAMPED}\n"
    sections = (
        f"## {section.titles.get(language.code, section.id)} {{#{section.id}}}\n\n{UNWRITTEN}\n"
        for section in library.settings.templates[kind]
    )
    return f"---\n{front}---\n\n" + "\n".join(sections)

"""`helpcenter new category|term|diagram|notice`: an entry in its file of data/ in every language, with what belongs to it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping

from helpcenter.articles.diagrams import DRAWINGS, FOLDER
from helpcenter.articles.model import THIN_ROUTES, Library
from helpcenter.config.schemas import NOTICE_LEVELS
from helpcenter.links.routes import SHORT
from helpcenter.rules.files.data import MOST_NOTICES
from helpcenter.source.schema import nearest
from helpcenter.text.words import UNWRITTEN

from .files import Changes, Work, WritingError
from .new import added, to_write
from .repair import article_named, refuse_slug, refuse_unread

CATEGORIES, GLOSSARY, DIAGRAMS, NOTICES = "data/categories.yml", "data/glossary.json", "data/diagrams.yml", "data/notice.yml"
_FIRST_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150">
<rect class="you" x="20" y="10" width="260" height="50" rx="8"/>
<text x="150" y="35">{{ first }}</text>
<path class="line" d="M150 60v21"/><path class="head" d="M143 80h14l-7 10z"/>
<rect class="final" x="20" y="90" width="260" height="50" rx="8"/>
<text x="150" y="115">{{ second }}</text>
</svg>
"""
_NOTICE_HEAD = """\
# What cannot wait for an article: a short text above every page and in the search. level: danger | caution | info; article (if any):
# where the details are; until (if any): the last day on which it is shown. `helpcenter reviews` lists those that have ended.
"""


def new_category(library: Library, slug: str, icon: str) -> Work:
    """Work out a new category: its line in data/categories.yml, and its page in every language. Readers see it with its first article."""
    settings = library.settings
    refuse_slug(slug)
    refuse_unread(library, CATEGORIES)
    codes = [language.code for language in settings.languages]
    taken = {entry.slug: f"{CATEGORIES}:{entry.line}" for entry in settings.categories}
    taken |= dict.fromkeys((*codes, *THIN_ROUTES, SHORT, "assets"), "an address of the site")
    _refuse_taken(slug, taken)
    first = max((entry.first_id for entry in settings.categories), default=0) // 1000 * 1000 + 1000
    changes: Changes = {CATEGORIES: _with(library, CATEGORIES, f"{slug}: {{ids: {first}, icon: {icon}}}\n")}
    for code in codes:
        page = f"---\ntitle: {UNWRITTEN}\nsummary: {UNWRITTEN}\n---\n"
        changes |= added(library, library.path_of(code, f"{slug}/index"), page)
    at = _line_of(changes, CATEGORIES, f"{slug}:")
    icons = f"{CATEGORIES}:{at}: `{icon}` is its icon; any Octicon will do, and the place in this file is the place in the navigation."
    return Work(changes, (*to_write(library, changes), icons), f"its first article: python -m helpcenter new SLUG --category {slug}")


def new_term(library: Library, name: str) -> Work:
    """Work out a new entry of the glossary: the word and its definition in every language, and lists for words that are not to be used."""
    refuse_slug(name)
    refuse_unread(library, GLOSSARY)
    lines = (library.tree.text(GLOSSARY) or "[]").split("\n")
    _refuse_taken(name, {term.id: f"{GLOSSARY}:{_at(lines, json.dumps(term.id))}" for term in library.settings.glossary})
    codes = [language.code for language in library.languages]
    entry = {
        "id": name,
        **dict.fromkeys(codes, UNWRITTEN),
        "definition": dict.fromkeys(codes, UNWRITTEN),
        "gloss": True,
        "forbidden": {code: [] for code in codes},
        "context_only": {code: [] for code in codes},
        "synonyms": [],
        "note": "",
    }
    terms = [*json.loads("\n".join(lines)), entry]
    changes: Changes = {GLOSSARY: json.dumps(terms, ensure_ascii=False, indent=1) + "\n"}
    text = f"{GLOSSARY}:{_line_of(changes, GLOSSARY, json.dumps(name))}"
    left = (f"{text}: the entry `{name}`: its word and its definition in each language; in `forbidden` the words that are wrong for it.",)
    return Work(changes, left, "words that readers type for it belong into data/synonyms.yml.")


def new_diagram(library: Library, name: str) -> Work:
    """Work out a new diagram: a first drawing of two boxes, and its words in every language."""
    refuse_slug(name)
    refuse_unread(library, DIAGRAMS)
    _refuse_taken(name, {known: f"{DIAGRAMS}:{diagram.line}" for known, diagram in library.settings.diagrams.items()})
    unwritten = f"{{{', '.join(f'{language.code}: {UNWRITTEN}' for language in library.languages)}}}"
    entry = f"{name}:\n  title: {unwritten}\n  text: {unwritten}\n  words:\n    first: {unwritten}\n    second: {unwritten}\n"
    drawing = f"{DRAWINGS}{name}.svg"
    changes = added(library, drawing, _FIRST_DRAWING) | {DIAGRAMS: _with(library, DIAGRAMS, entry)}
    draw = f"{drawing}:3: draw it; each text is a key of `words`, and {DRAWINGS}diagram.css has the classes."
    return Work(
        changes, (*to_write(library, changes), draw), f"show it in an article, in every language: ![what it shows]({FOLDER}{name}.svg)"
    )


def new_notice(library: Library, article: str, level: str, until: str, today: datetime.date) -> Work:
    """Work out a new notice above every page, with an article for the details or without ("")."""
    refuse_unread(library, NOTICES)
    if level not in NOTICE_LEVELS:
        raise WritingError(f"{level!r} is not a level.{nearest(level, NOTICE_LEVELS)} Expected one of {', '.join(NOTICE_LEVELS)}.")
    if len(library.settings.notices_on(today)) >= MOST_NOTICES:
        raise WritingError(f"{NOTICES}: there are {MOST_NOTICES} notices already, and readers pass over more. Remove one first.")
    lines = [f"- level: {level}"]
    if article:
        lines.append(f"  article: {article_named(library, article).slug}")
    if until:
        lines.append(f"  until: {_day(until, today)}")
    lines.append(f"  text: {{{', '.join(f'{language.code}: {UNWRITTEN}' for language in library.languages)}}}")
    changes: Changes = {NOTICES: _with(library, NOTICES, "\n".join(lines) + "\n", _NOTICE_HEAD)}
    return Work(changes, tuple(to_write(library, changes)), "publish it; a notice without `until` stays until its entry is removed.")


def _day(text: str, today: datetime.date) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise WritingError(f"{text!r} is not a day. Expected one like {today + datetime.timedelta(days=7)}.") from error
    if day < today:
        raise WritingError(f"{day} is over. Expected the last day on which the notice is shown.")
    return day


def _refuse_taken(name: str, taken: Mapping[str, str]) -> None:
    if name in taken:
        raise WritingError(f"{name!r} is taken: {taken[name]}.")


def _with(library: Library, path: str, entry: str, head: str = "") -> str:
    """The text of a YAML file with one more entry at its end; `head` begins a file that there is not yet."""
    text = library.tree.text(path)
    lines = (head if text is None else text).rstrip("\n").split("\n")
    return "".join(f"{line}\n" for line in lines if line not in {"{}", "[]"}) + entry


def _line_of(changes: Changes, path: str, beginning: str) -> int:
    text = changes[path]
    return _at(text.split("\n") if isinstance(text, str) else (), beginning)


def _at(lines: Collection[str], words: str) -> int:
    """The number of the first line that holds the words."""
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)

"""A translators' file on its way back: judged whole, then written whole, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpcenter.articles.model import NEVER_STAMPED, Library, Page
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources, chosen
from helpcenter.config.data_texts import DataText
from helpcenter.config.model import PINS, Settings
from helpcenter.links.web import host_name, read_web_address
from helpcenter.problems import ERROR, Problem, count, ordered
from helpcenter.rules.rule import WALLET
from helpcenter.sentences.pins import pinned
from helpcenter.source.files import File, Tree, from_contents

from ..files import Changes
from ..stamp import stamped
from ..todo import as_translated
from .data_words import data_units, with_words, words_in
from .marks import differences, tokens, untagged
from .outgoing import present, sources
from .sheet import Returned
from .terms import lacks, terms_in
from .units import FRONT, Unit, front_matter, put_together, shape_flaw, units, with_field

RULE = "translations"
_AGREED = " Or import with `--by WHO --why WHY`, once two reviewers agree."


class RefusedTranslations(Exception):
    """Something in the file is wrong; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(count(len(problems), "problem"))
        self.problems = problems


@dataclass(frozen=True)
class Import:
    """The file and how it is taken: `name` is shown in problems; `terms_read` says that somebody read the units that lack a term;
    `agreed` is the line of data/pins.yml that tells day, who and why, where pinned sentences may change."""

    name: str
    returned: Returned
    language: str
    terms_read: bool = False
    agreed: str = ""


@dataclass
class _Taken:
    """What was read of the file: the Markdown of each unit by its key, the units that are unfinished or wrong, problems, and notes."""

    texts: dict[str, str] = field(default_factory=dict)
    unfinished: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take(root: Path, library: Library, file: Import) -> tuple[Changes, tuple[str, ...]]:
    """Return the changes that write a file into docs/ and data/, and what is to be told. Raises RefusedTranslations."""
    pages = {page.route: units(page) for page in sources(library)}
    data = {unit.key: (unit, text) for unit, text in data_units(library)}
    now = _present(root, library, file.language)
    taken = _read(library, file, pages, data, now)
    changes: Changes = {}
    keys: dict[str, tuple[str, ...]] = {}  # of the units of each changed page, in order
    for source in sources(library):
        if any(unit.key in taken.texts or unit.key in taken.unfinished for unit in pages[source.route]):
            path = library.path_of(file.language, source.route)
            text = _page(library, file.language, source, taken, now)
            if text is not None and text != library.tree.text(path):
                changes[path] = text
                keys[path] = tuple(unit.key for unit in pages[source.route])
    changes |= _data(library, file.language, taken, data)
    taken.problems += _checked(library, file, changes, keys, {place.rpartition(":")[0] for place in taken.wrong})
    if taken.problems:
        raise RefusedTranslations(ordered(taken.problems))
    return changes, tuple(taken.notes)


def _present(root: Path, library: Library, language: str) -> Mapping[str, str]:
    """Return the present translation of each unit that has one, by its key."""
    found: dict[str, str] = {}
    for source in sources(library):
        page = library.page(language, source.route)
        before = as_translated(root, source, page.text("translates")) if page else None
        found |= {key: target for key, (_, target) in present(units(source), page, before).items()}
    return found


def _read(
    library: Library,
    file: Import,
    pages: Mapping[str, tuple[Unit, ...]],
    data: Mapping[str, tuple[Unit, DataText]],
    now: Mapping[str, str],
) -> _Taken:
    taken = _Taken()
    known = {unit.key: unit for found in pages.values() for unit in found} | {key: unit for key, (unit, _) in data.items()}
    changed = 0
    for key, came in file.returned.units.items():
        unit = known.get(key)
        if unit is None:
            place = re.split(r"[@#]", key)[0]
            if place in pages or any(text.path == place for _, text in data.values()):
                changed += 1  # its page stays incomplete, so the new text is in the next export
            else:
                taken.problems.append(_problem(file, key, "no page and no file of data/ has this unit. Export again."))
            continue
        text, wrong = untagged(came.text, unit.text)
        text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
        if not came.done or not text:
            taken.unfinished.add(key)
        if not text:
            continue
        if any("\ud800" <= character <= "\udfff" for character in text):
            taken.problems.append(_problem(file, key, "it holds half a character, which no file can hold. Type it anew."))
            continue
        taken.texts[key] = text
        if text != now.get(key):
            wrong += _wrong(library, file, unit, text)
        if wrong:
            taken.wrong.add(key)
        taken.problems += [_problem(file, key, f"{sentence}.") for sentence in wrong]
    if changed:
        taken.notes.append(f"{count(changed, 'unit')} left out: the source has changed since the export. Export again for the rest.")
    return taken


def _wrong(library: Library, file: Import, unit: Unit, text: str) -> Iterator[str]:
    yield from differences(unit.text, text, library.settings)
    if flaw := shape_flaw(unit, text):
        yield flaw
    for term in () if file.terms_read or unit.kind == "keywords" else terms_in(unit.text, library.settings, library.source_language):
        if not term.loose and lacks(text, term, file.language):
            words = term.words[file.language]
            yield f"the term “{words}” is missing, for “{term.words[library.source_language]}”. Use it, or import with --terms-read once somebody has read this unit"


def _problem(file: Import, key: str, sentence: str, rule: str = RULE) -> Problem:
    came = file.returned.units.get(key)
    return Problem(file.name, came.line if came else 0, rule, f"unit `{key}`: {sentence}")


def _page(library: Library, language: str, source: Page, taken: _Taken, now: Mapping[str, str]) -> str | None:
    """Return the text of a translated page; None where it cannot be put together yet."""
    path, page = library.path_of(language, source.route), library.page(language, source.route)
    here = units(source)
    texts = {unit.key: taken.texts.get(unit.key) or now.get(unit.key, "") for unit in here}
    written = page is not None and bool(page.meta.get("keywords"))
    lacking = [unit for unit in here if not texts[unit.key] and not (unit.kind == "keywords" and written)]
    if lacking:
        taken.notes.append(f"{path}: not written: {count(len(lacking), 'unit')} of {len(here)} without a translation.")
        return None
    texts = {unit.key: _own_addresses(unit.text, texts[unit.key], now.get(unit.key, ""), library.settings) for unit in here}
    complete = all(unit.key in taken.texts and unit.key not in taken.unfinished for unit in here if unit.kind != "keywords" or not written)
    if not complete and library.article_of(source):
        taken.notes.append(f"{path}: not stamped: some units are still to be translated.")
    fields = {unit.kind: texts[unit.key] for unit in here if unit.kind in FRONT and texts[unit.key]}
    body = put_together(source, texts)
    if page is None or not page.meta:
        if library.article_of(source) is None:
            return front_matter(fields) + body
        return front_matter(fields | {"translates": source.fingerprint if complete else NEVER_STAMPED}) + body
    text = library.tree.text(path) or ""
    if complete and library.article_of(source):
        text = stamped(text, page, source.fingerprint)
    head = text[: len(text) - len(page.body)]
    for name, words in fields.items():
        if name != "keywords" or not written:
            head = with_field(head, page, name, words)
    return head + _with_waivers(body, page)


def _own_addresses(source: str, text: str, before: str, settings: Settings) -> str:
    """Return a text with the addresses that the present translation has where an authority has a page per language."""
    hosts = {token.name: token.raw for token in tokens(before) if token.kind == "close"}
    for token in tokens(source):
        group = _localized(token.name, settings)
        own = next((raw for name, raw in hosts.items() if group and _localized(name, settings) == group), None)
        if token.kind == "close" and own:
            text = text.replace(token.raw, own, 1)
    return text


def _localized(name: str, settings: Settings) -> str:
    """Return the group of pages, one per language, that a link belongs to; "" for any other."""
    web = read_web_address(name.partition(" ")[2])
    host = settings.hosts.get(host_name(web.host)) if web else None
    return host.localized if host else ""


def _with_waivers(body: str, page: Page) -> str:
    """Return a new body with the waivers of the present page, each below the heading of its section."""
    lines = page.body.split("\n")
    for section in page.sections:
        heading = re.search(rf"(?m)^#+ .*\{{#{re.escape(section.id)}\}}$", body) if section.id else None
        kept = [lines[block.line - page.body_line].strip() for block in section.walk() if block.kind == "waiver"]
        if heading and kept:
            body = "\n\n".join([body[: heading.end()], *kept]) + body[heading.end() :]
    return body


def _data(library: Library, language: str, taken: _Taken, data: Mapping[str, tuple[Unit, DataText]]) -> Changes:
    """Return the files of data/ with the texts that the language lacked; one that it has already is left as it is."""
    new: dict[str, dict[tuple[str | int, ...], str]] = {}
    for key, (_, text) in data.items():
        if key in taken.texts and key not in taken.unfinished and not words_in(text, language, library.tree):
            new.setdefault(text.path, {})[text.at] = taken.texts[key]
    codes = {other.code for other in library.languages}
    return {path: with_words(library.tree.text(path) or "", language, words, codes) for path, words in new.items()}


def _checked(
    library: Library, file: Import, changes: Changes, keys: Mapping[str, tuple[str, ...]], told: Collection[str]
) -> Iterator[Problem]:
    """Yield the errors that the changes would bring, each at the unit it stands in; of sections that are `told` only what is dangerous,
    since what else the checks find there follows from what is told.

    Pages that the language still lacks are taken from the source meanwhile, so that links to them lead somewhere.
    """
    if not changes:
        return
    texts = {path: text for path, text in changes.items() if isinstance(text, str)}
    refused = from_contents(texts).problems
    files = dict(library.tree.files) | {path: File(path, text) for path, text in texts.items()}
    for source in sources(library):
        path = library.path_of(file.language, source.route)
        files.setdefault(path, File(path, library.tree.text(source.path)))
    after = read_library(Tree(files))
    if file.agreed:
        changes[PINS] = pinned(after, tuple(texts), file.agreed)[0]
        after = read_library(Tree(files | {PINS: File(PINS, str(changes[PINS]))}))
    known = Counter(map(_same, check_sources(library)))
    dangerous = {rule.name for rule in chosen([WALLET])}
    for problem in (*refused, *check_sources(after)):
        if problem.path not in texts or problem.severity != ERROR:
            continue
        known[_same(problem)] -= 1
        if known[_same(problem)] < 0:
            key = _unit_at(after, problem, keys.get(problem.path, ()))
            if key.rpartition(":")[0] not in told or problem.rule in dangerous:
                yield _at_unit(file, problem, key)


def _same(problem: Problem) -> tuple[str, str, str]:
    """Name a problem without the lines it tells of, which move."""
    return problem.path, problem.rule, re.sub(r":\d+", "", problem.sentence)


def _unit_at(after: Library, problem: Problem, keys: tuple[str, ...]) -> str:
    """Return the key of the unit that the line of a problem came from; "" for none."""
    page = next((page for page in after.pages.values() if page.path == problem.path), None)
    if page is None:
        return ""
    before = [key for key, unit in zip(keys, _in_order(units(page), keys), strict=False) if unit and unit.line <= max(problem.line, 1)]
    return before[-1] if before else ""


def _at_unit(file: Import, problem: Problem, key: str) -> Problem:
    """Return a problem at its unit of the translators' file, or at the page where the file does not have it."""
    sentence = problem.sentence + (_AGREED if problem.rule == "pins" else "")
    if key in file.returned.units:
        return _problem(file, key, sentence, problem.rule)
    return Problem(file.name, 0, problem.rule, f"{problem.path}:{problem.line}: {sentence}")


def _in_order(found: tuple[Unit, ...], keys: tuple[str, ...]) -> list[Unit | None]:
    """Return the unit of a new page for each key: the fields by name, the texts of the body in their order."""
    fields = {unit.kind: unit for unit in found if unit.kind in FRONT}
    body = iter(unit for unit in found if unit.kind not in FRONT)
    named = (re.search(r"@(\w+):", key) for key in keys)
    return [fields.get(name[1]) if name else next(body, None) for name in named]

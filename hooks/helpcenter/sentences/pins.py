"""Pins: the sentences on which safety rests, as two reviewers read them. `data/pins.yml` keeps a digest of each.

Pinned are of a page: each sentence that forbids or restricts, holds a figure, has the reader check an address, a network or the
like, tells in which case to stop, or stands in a warning box or below “Do not”, and each row of a table that says “no” or does
the same; of data/: the texts of warnings.yml and evidence.yml, and any other that forbids. A pinned
sentence that was changed or removed is an error of the rule `pins`; a new one needs no pin.

The file has a block per article id and language, so that a renamed article keeps it (a thin page has its route, a file of data/
its path). Its first line tells for which text all pins are known to hold, and who pinned last and why; then follow `[section]`
and its pins, `DIGEST how the sentence begins`. Their order means nothing.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Settings
from helpcenter.source.schema import width
from helpcenter.text.numbers import digits

from .languages import LANGUAGES
from .negations import FORBIDS, NEGATION, RESTRICTS, found, says
from .passages import Passage, Sentence, passages
from .wording import Named

WARNS = ("danger", "warning", "caution", "failure")  # boxes of which every sentence is pinned
DO_NOT = "do-not"  # a section of the same kind
WHOLE = ("data/warnings.yml", "data/evidence.yml")  # files of which every text is pinned
EXCERPT = 20  # columns of a sentence that the file shows, enough to find it
CELL = " | "
_ENDS = (".", "!", "?", ";", "。", "！", "？", "；")
_BYTES = 9  # of a digest, twelve characters
_GUARDS = tuple(  # lists of words.yml of which a sentence holds each
    tuple(map(Named, names)) for names in (("check", "checked"), ("trial", "first"), ("stop", "case"), ("verdict",))
)
_HEAD = """\
# The sentences on which safety rests, as they were last reviewed. Written by `helpcenter pin`, never by hand; two reviewers read
# every change of this file. A block per article id and language: the digest of the text, date, who and why; then per section
# the digest of each sentence and how it begins.
"""


@dataclass(frozen=True)
class Statement:
    """A sentence of a page, a row of a table, or a text of data/. `box` is the kind of warning box that it stands in."""

    section: str
    text: str
    line: int
    language: str
    box: str = ""
    kind: str = "sentence"

    @cached_property
    def digest(self) -> str:
        """Of its words and its box; white space does not matter, a value stays as written."""
        return digest(self.box, self.text)

    @property
    def matters(self) -> bool:
        """Whether it is pinned."""
        if self.kind == "heading":
            return False
        if self.kind == "whole" or self.box or self.section == DO_NOT:
            return True
        if says(FORBIDS, self.text, self.language):
            return True
        if self.kind == "row":
            return any(_says_no(cell, self.language) for cell in self.text.split(CELL)) or self._counts or self._guards
        return self.kind == "sentence" and (says(RESTRICTS, self.text, self.language) or self._counts or self._guards)

    @property
    def _guards(self) -> bool:
        """Whether it has the reader check what is sent where, tells in which case to stop, or calls a scam a scam."""
        sentence = Sentence.of(self.text, self.language)
        return any(all(named.stands(sentence) for named in guard) for guard in _GUARDS)

    @property
    def _counts(self) -> bool:
        return bool(list(digits(self.text, self.language)))


def _says_no(cell: str, language: str) -> bool:
    """Whether a cell begins with “no”."""
    said = found(NEGATION, cell, language)
    return said is not None and said.start() == 0


@dataclass(frozen=True)
class Pin:
    section: str
    digest: str
    excerpt: str

    def __str__(self) -> str:
        whole = width(self.excerpt) < EXCERPT - 2 or self.excerpt.endswith(_ENDS)
        return self.excerpt if whole else f"{self.excerpt}…"


@dataclass(frozen=True)
class Block:
    """The pins of a page, or of one language of a file. `text` is the digest of what they were taken from."""

    text: str
    run: str
    pins: tuple[Pin, ...]

    def gone(self, there: Iterable[Statement]) -> list[Pin]:
        """The pins whose sentence is not there, or not in its section, or not as often."""
        found = Counter((statement.section, statement.digest) for statement in there)
        gone = []
        for pin in self.pins:
            found[pin.section, pin.digest] -= 1
            if found[pin.section, pin.digest] < 0:
                gone.append(pin)
        return gone

    def unpinned(self, there: Iterable[Statement]) -> list[Statement]:
        """The statements that are no pin."""
        known = {(pin.section, pin.digest) for pin in self.pins}
        return [statement for statement in there if (statement.section, statement.digest) not in known]

    def __str__(self) -> str:
        lines, section = [f"{self.text} {self.run}"], None
        for pin in self.pins:
            if pin.section != section:
                lines.append(f"[{pin.section}]")
                section = pin.section
            lines.append(f"{pin.digest} {pin.excerpt}")
        return "".join(f"  {line}\n" for line in lines)


NONE = Block("", "", ())


def digest(*parts: str) -> str:
    words = "|".join(" ".join(part.split()) for part in parts)
    return urlsafe_b64encode(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=_BYTES).digest()).decode()


def excerpt(text: str, columns: int = EXCERPT) -> str:
    """The beginning of a text, on one line."""
    line, end = " ".join(text.split()), 0
    while end < len(line) and width(line[: end + 1]) <= columns:
        end += 1
    return line[:end].strip()


def read_block(source: str) -> Block:
    """The block written as `source`; a line that is no pin pins nothing that there could be, so that it is missed."""
    first, *lines = source.strip().split("\n")
    pins, section = [], ""
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line.strip():
            name, _, begins = line.strip().partition(" ")
            pins.append(Pin(section, name, begins))
    text, _, run = first.partition(" ")
    return Block(text, run, tuple(pins))


def pin_of(statement: Statement) -> Pin:
    return Pin(statement.section, statement.digest, excerpt(statement.text))


# --- what there is ----------------------------------------------------------------------------------------------------


def key_of(page: Page, library: Library) -> str:
    article = library.article_of(page)
    return f"{article.id if article else page.route} {page.language}"


def text_of(page: Page) -> str:
    """The digest of all that pins of a page are taken from."""
    return digest(page.text("title"), page.text("summary"), page.text("reply"), page.body)


def statements(page: Page) -> Iterator[Statement]:
    """The sentences of a page with its `reply`, each row of a table as one; none in a language without a grammar."""
    if page.language not in LANGUAGES:
        return
    boxes = {part.line: box.name for box in page.walk() if box.kind == "box" and box.name in WARNS for part in box.walk()}
    kinds = {block.line: block.kind for block in page.walk() if block.kind in {"row", "heading"}}
    starts = [section for section in page.sections if section.id]
    if reply := page.text("reply"):
        for sentence in Passage(reply, page.language).sentences:
            yield Statement("reply", sentence.text, page.front.line("reply"), page.language)
    section, cells = "", list[Passage]()
    for passage in passages(page):
        line = passage.lines[0][1]
        if cells and line != cells[0].lines[0][1]:
            yield _row(cells, section)
            cells = []
        while starts and starts[0].line <= line:
            section = starts.pop(0).id
        kind = kinds.get(line, "sentence")
        if kind == "row":
            cells.append(passage)
            continue
        for sentence in passage.sentences:
            yield Statement(section, sentence.text, sentence.line_at(0), page.language, boxes.get(line, ""), kind)
    if cells:
        yield _row(cells, section)


def _row(cells: Sequence[Passage], section: str) -> Statement:
    return Statement(section, CELL.join(cell.text.strip() for cell in cells), cells[0].lines[0][1], cells[0].language, kind="row")


def of_data(settings: Settings) -> Mapping[str, list[Statement]]:
    """The texts of data/ by the key of their block."""
    found: dict[str, list[Statement]] = {}
    for text in settings.texts:
        for language, words in text.words.items():
            kind = "whole" if text.path in WHOLE else "text"
            found.setdefault(f"{text.path} {language}", []).append(Statement(text.name, words, text.line, language, kind=kind))
    return found


# --- pinning ----------------------------------------------------------------------------------------------------------


def pinned(library: Library, paths: Collection[str], run: str, retired: Collection[str] = ()) -> tuple[str, list[str]]:
    """The text of data/pins.yml with what `paths` hold now pinned (all pages and texts, when none is named), and the excerpts of
    pins that this lets go. `run` tells the day, who and why; `retired` are the keys of blocks whose page is meant to be gone."""
    blocks = {key: read_block(source) for key, source in library.settings.pins.items()}
    now: dict[str, tuple[str, str, list[Statement]]] = {
        key_of(page, library): (page.path, text_of(page), list(statements(page))) for page in library.pages.values()
    }
    for key, texts in of_data(library.settings).items():
        now[key] = (key.rpartition(" ")[0], digest(*(statement.text for statement in texts)), texts)
    lost: list[str] = []
    for key, (path, text, there) in now.items():
        if not paths or path in paths:
            before = blocks.get(key, NONE)
            gone = before.gone(there)
            pins = tuple(pin_of(statement) for statement in there if statement.matters)
            lost += [f"{path}: “{pin}”" for pin in gone]
            if not pins and key not in blocks:
                continue
            same = Counter(pins) == Counter(before.pins)
            blocks[key] = Block(text, before.run if same else run, before.pins if same else pins)
    for key in [key for key in blocks if key not in now and (not paths or key in retired)]:
        lost += [f"{key}: “{pin}”" for pin in blocks.pop(key).pins]
    return _HEAD + ("".join(f"{key}: |-\n{blocks[key]}" for key in sorted(blocks)) or "{}\n"), lost


def unpinned(library: Library) -> Mapping[str, int]:
    """How many sentences of each page matter and are not pinned yet; pages without any are left out."""
    found = {}
    for page in library.pages.values():
        block = read_block(library.settings.pins.get(key_of(page, library), "")) if library.settings.pins else NONE
        if block.text != text_of(page) and (number := sum(statement.matters for statement in block.unpinned(statements(page.whole)))):
            found[page.path] = number
    return found

"""No page shows a recovery phrase, in no list of BIP-39 that our readers use: 11 words of a list in a row are one, whatever
stands between them; only a whole published test phrase may stand in a box `!!! example` with the line `{{ warning.example }}`.

An example phrase gets used: whoever puts money behind it loses it, and a real one in a draft is stolen within minutes of
publication. Shorter pieces of 8 to 10 words in code, and 6 to 10 single spaced characters in Chinese, are warnings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from mnemonic import Mnemonic

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import Published
from helpcenter.config.substitution import VARIABLE
from helpcenter.problems import WARNING
from helpcenter.text.lookalikes import undisguised
from helpcenter.wallet.checksums import PHRASE_LENGTHS, bip39
from helpcenter.wallet.secret_shapes import table

from ..rule import WALLET, Finding, Rule

PHRASE = table()["phrase"]["pages"]  # words in a row; the prose of real help centers reaches 8, and 10 across punctuation
PART_IN_CODE = table()["phrase"]["pages_code"]
PART_IN_CHINESE = table()["phrase"]["apart"]  # single characters with spaces between them; real Chinese help has none

_LISTS = {"english": "English", "spanish": "Spanish", "chinese_simplified": "Chinese", "chinese_traditional": "Chinese"}
_CHINESE_LISTS = ("chinese_simplified", "chinese_traditional")
_LATIN_WORD = re.compile(r"[a-z]+")
_ONLY_LETTERS = bytes(byte if chr(byte) in "abcdefghijklmnopqrstuvwxyz" else 0x20 for byte in range(256))
_ACCENTED = re.compile("[\u00e0-\u00ff\u0300-\u036f]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CHINESE = re.compile(rf"[{_HAN}](?:[\W\d_]{{1,40}}[{_HAN}]){{{PART_IN_CHINESE - 1},}}(?![{_HAN}])")
_SPACED = re.compile(r"\S(?:\s+\S)*")
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

_Word = tuple[str, int]  # the word, its position


@dataclass(frozen=True)
class _Run:
    words: tuple[str, ...]
    lines: tuple[int, ...]  # of each word
    list: str


def check(file: Published, library: Library) -> Iterator[Finding]:
    if "data/safe_examples.json" in library.settings.unread:
        return
    safe = sorted((f" {phrase} " for phrase in library.settings.safe_phrases), key=len, reverse=True)
    seen: set[tuple[int, str]] = set()
    for run in _runs_of(file.undisguised, file.page):
        words = set(zip(run.lines, run.words, strict=True))
        if not words <= seen:
            seen |= words
            if len(run.words) < PHRASE:
                yield Finding(run.lines[0], _part(run), severity=WARNING)
            elif _left(run, safe) >= PHRASE:
                if not _over_a_heading(run, file.page) or _valid(run) is not None:
                    yield _phrase(run)
            elif not file.example_lines.issuperset(run.lines):
                yield Finding(run.lines[0], _outside(run))


def _over_a_heading(run: _Run, page: Page | None) -> bool:
    """Whether a section ends inside the run: then its words are the prose of two sections, unless a checksum fits."""
    return any(run.lines[0] < section.line <= run.lines[-1] for section in page.sections) if page else False


def _phrase(run: _Run) -> Finding:
    start = _valid(run)
    what = "a valid recovery phrase" if start is not None else f"{len(run.words)} words in a row"
    words = run.words[start or 0 :]
    sentence = (
        f"“{words[0]} {words[1]} …” is {what} of the {_LISTS[run.list]} BIP-39 list: never publish one. "
        "Leave it out, or show a whole phrase of data/safe_examples.json in an example box."
    )
    return Finding(run.lines[start or 0], sentence)


def _outside(run: _Run) -> str:
    return (
        f"“{run.words[0]} {run.words[1]} …” is a published test phrase outside an example box: "
        'put it into `!!! example "…"` together with the line `{{ warning.example }}`.'
    )


def _part(run: _Run) -> str:
    return f"“{run.words[0]} {run.words[1]} …” is {len(run.words)} words in a row of the {_LISTS[run.list]} BIP-39 list: is it part of a recovery phrase? Leave it out."


def _left(run: _Run, safe: list[str]) -> int:
    """The longest piece, in words, that is left of a run when the published phrases are taken out."""
    text = f" {' '.join(run.words)} "
    for phrase in safe:
        text = text.replace(phrase, " \n ")
    return max(len(piece.split()) for piece in text.split("\n"))


def _valid(run: _Run) -> int | None:
    """Where in the run a phrase with a right checksum begins, if one does."""
    places = [_indexes(run.list)[word] for word in run.words]
    starts = (i for length in reversed(PHRASE_LENGTHS) for i in range(len(places) - length + 1) if bip39(places[i : i + length]))
    return next(starts, None)


# --- where words stand in a row ---------------------------------------------------------------------------------------


def _runs_of(text: str, page: Page | None) -> Iterator[_Run]:
    """The runs of a text: as it is written, between its HTML tags, down the columns of its tables, and in its code."""
    yield from _runs(text, 1, PHRASE)
    if _TAG.search(text):
        yield from _runs(_TAG.sub(lambda tag: " " + "\n" * tag[0].count("\n"), text), 1, PHRASE)
    for block in page.walk() if page else ():
        if block.kind == "table" and len(block.children) >= PHRASE:
            for column in range(max(len(row.children) for row in block.children)):
                cells = [row.children[column].text.replace("\n", " ") if column < len(row.children) else "" for row in block.children]
                runs = _runs(undisguised("\n".join([cells[0], "", *cells[1:]])), block.line, PHRASE)
                yield from (run for run in runs if "chinese" not in run.list or _varied(run))
        elif block.kind == "code":
            yield from _runs(undisguised(block.text), block.line + (block.flaw != "indented"), PART_IN_CODE)


def _runs(text: str, first_line: int, least: int) -> Iterator[_Run]:
    if "{{" in text:
        text = VARIABLE.sub(lambda value: "qqq" + "\n" * value[0].count("\n"), text)  # a word of no list
    lower = _ACCENTED.sub(lambda match: _BARE[match[0]], text.lower())
    quickly = lower.encode("ascii", "replace").translate(_ONLY_LETTERS).split()
    for name in ("english", "spanish"):
        if b"\1" * least in bytes(map(_quickly_known(name).__contains__, quickly)):
            words = [(match[0], match.start()) for match in _LATIN_WORD.finditer(lower)]
            yield from (_run(found, name, lower, first_line) for found in _in_a_row(words, name, least))
    for match in _CHINESE.finditer(text):
        start = match.start() + (match.start() > 0 and bool(_HAN_CHARACTER.match(text, match.start() - 1)))
        characters = [(character[0], character.start()) for character in _HAN_CHARACTER.finditer(text, start, match.end())]
        rows = [(name, row) for name in _CHINESE_LISTS for row in _in_a_row(characters, name, PART_IN_CHINESE)]
        name, row = max(rows, key=lambda found: len(found[1]), default=("", []))
        if row:
            run = _run(row, name, text, first_line)
            if _plausible(run, text[row[0][1] : row[-1][1] + 1]):
                yield run


def _plausible(run: _Run, source: str) -> bool:
    """Not a table of 是 and 否, not numbers with their measure words (3 个、5 个), not the ends of several short lines."""
    only_spaces = _SPACED.fullmatch(source) is not None
    if len(run.words) < PHRASE:
        return only_spaces and _varied(run) and run.lines[0] == run.lines[-1]
    return only_spaces or _varied(run)


def _varied(run: _Run) -> bool:
    """In a phrase a character rarely comes twice."""
    return len(set(run.words)) * 4 >= len(run.words) * 3


def _run(words: list[_Word], name: str, text: str, first_line: int) -> _Run:
    lines: list[int] = []
    line, counted = first_line, 0
    for _, position in words:
        line += text.count("\n", counted, position)
        counted = position
        lines.append(line)
    return _Run(tuple(word for word, _ in words), tuple(lines), name)


def _in_a_row(words: list[_Word], name: str, least: int) -> Iterator[list[_Word]]:
    """The longest runs of `least` or more words that are all of one list."""
    known = _indexes(name)
    for is_known, group in groupby(words, key=lambda word: word[0] in known):
        run = list(group)
        if is_known and len(run) >= least:
            yield run


@cache
def _indexes(name: str) -> Mapping[str, int]:
    """Word → its place in a list of BIP-39, without accents."""
    return {_without_accents(word): place for place, word in enumerate(Mnemonic(name).wordlist)}


@cache
def _quickly_known(name: str) -> frozenset[bytes]:
    return frozenset(word.encode("ascii", "replace") for word in _indexes(name))


def _without_accents(word: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFD", word) if not unicodedata.combining(character))


_BARE = {character: _without_accents(character) for character in map(chr, [*range(0xDF, 0x100), *range(0x300, 0x370)])}

RULE = Rule("recovery-phrase", WALLET, file=check)

"""No page shows a recovery phrase, in no list of BIP-39 that our readers use: 11 words of a list in a row are one, whatever
stands between them; only a whole published test phrase may stand in a box `!!! example` with the line `{{ warning.example }}`
(S04).

An example phrase gets used: whoever puts money behind it loses it, and a real one in a draft is stolen within minutes of
publication. Shorter pieces of 8 to 10 words in code, and 6 to 10 single spaced characters in Chinese, are warnings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mnemonic import Mnemonic

from ..articles import Library, Page
from ..checksums import PHRASE_LENGTHS, bip39
from ..lookalikes import folded
from ..problems import WARNING
from ..published import published
from ..rule import WALLET, Finding, Rule

PHRASE = 11  # words in a row; the prose of real help centers reaches 8, and 10 across punctuation
PART_IN_CODE = 8
PART_IN_CHINESE = 6  # single characters with something between them; real Chinese help has none

_LISTS = {"english": "English", "spanish": "Spanish", "chinese_simplified": "Chinese", "chinese_traditional": "Chinese"}
_LATIN_WORD = re.compile(r"[a-z]+")
_ONLY_LETTERS = bytes(byte if chr(byte) in "abcdefghijklmnopqrstuvwxyz" else 0x20 for byte in range(256))
_ACCENTED = re.compile("[\u00e0-\u00ff\u0300-\u036f]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CHINESE = re.compile(rf"[{_HAN}](?:[\W\d_]{{1,40}}[{_HAN}]){{{PART_IN_CHINESE - 1},}}(?![{_HAN}])")
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DISTINCT = 6  # a column of 是 and 否 is no phrase

_Word = tuple[str, int]  # the word, its position


@dataclass(frozen=True)
class _Run:
    words: tuple[str, ...]
    list: str
    start: int  # line
    end: int


def check(library: Library) -> Iterator[Finding]:
    safe = sorted((f" {phrase} " for phrase in library.settings.safe_phrases), key=len, reverse=True)
    for file in published(library):
        seen: set[int] = set()
        for run in _runs_of(file.folded, file.page):
            lines = set(range(run.start, run.end + 1))
            if seen & lines:
                continue
            seen |= lines
            published_only = _left(run, safe) < PHRASE
            if len(run.words) >= PHRASE and not (published_only and lines <= file.example_lines):
                yield Finding(run.start, _sentence(run, published_only), file.path)
            elif len(run.words) < PHRASE:
                yield Finding(run.start, _part(run), file.path, WARNING)


def _sentence(run: _Run, published_only: bool) -> str:
    beginning = f"“{run.words[0]} {run.words[1]} …” is"
    if published_only:
        return f'{beginning} a published test phrase outside an example box: put it into `!!! example "…"` together with the line `{{{{ warning.example }}}}`.'
    what = "a valid recovery phrase" if _valid(run) else f"{len(run.words)} words in a row"
    return f"{beginning} {what} of the {_LISTS[run.list]} BIP-39 list: never publish one. Leave it out, or show a whole phrase of data/safe_examples.json in an example box."


def _part(run: _Run) -> str:
    return f"“{run.words[0]} {run.words[1]} …” is {len(run.words)} words in a row of the {_LISTS[run.list]} BIP-39 list: is it part of a recovery phrase? Leave it out."


def _left(run: _Run, safe: list[str]) -> int:
    """The longest piece, in words, that is left of a run when the published phrases are taken out."""
    text = f" {' '.join(run.words)} "
    for phrase in safe:
        text = text.replace(phrase, " \n ")
    return max(len(piece.split()) for piece in text.split("\n"))


def _valid(run: _Run) -> bool:
    places = [_indexes(run.list)[word] for word in run.words]
    return any(bip39(places[i : i + length]) for length in PHRASE_LENGTHS for i in range(len(places) - length + 1))


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
                runs = _runs(folded("\n".join([cells[0], "", *cells[1:]])), block.line, PHRASE)
                yield from (run for run in runs if len(set(run.words)) >= _DISTINCT or "chinese" not in run.list)
        elif block.kind == "code":
            yield from _runs(folded(block.text), block.line + (block.flaw != "indented"), PART_IN_CODE)


def _runs(text: str, first_line: int, least: int) -> Iterator[_Run]:
    def run(words: list[_Word], name: str) -> _Run:
        start, end = (first_line + text.count("\n", 0, position) for position in (words[0][1], words[-1][1]))
        return _Run(tuple(word for word, _ in words), name, start, end)

    lower = _ACCENTED.sub(lambda match: _BARE[match[0]], text.lower())
    quickly = lower.encode("ascii", "replace").translate(_ONLY_LETTERS).split()
    for name in ("english", "spanish"):
        if b"\1" * least in bytes(map(_quickly_known(name).__contains__, quickly)):
            words = [(match[0], match.start()) for match in _LATIN_WORD.finditer(lower)]
            yield from (run(found, name) for found in _in_a_row(words, _indexes(name), least))
    for match in _CHINESE.finditer(text):
        characters = [(character[0], match.start() + character.start()) for character in _HAN_CHARACTER.finditer(match[0])]
        if _HAN_CHARACTER.match(text, match.start() - 1):
            characters = characters[1:]
        lists = ("chinese_simplified", "chinese_traditional")
        longest = [max(_in_a_row(characters, _indexes(name), PART_IN_CHINESE), key=len, default=[]) for name in lists]
        best = longest.index(max(longest, key=len))
        if longest[best]:
            yield run(longest[best], lists[best])


def _in_a_row(words: list[_Word], known: Mapping[str, int], least: int) -> list[list[_Word]]:
    """The longest runs of `least` or more words that are all known."""
    found: list[list[_Word]] = []
    current: list[_Word] = []
    for word in words:
        if word[0] in known:
            current.append(word)
        else:
            if len(current) >= least:
                found.append(current)
            if current:
                current = []
    return [*found, current] if len(current) >= least else found


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

RULE = Rule("recovery-phrase", WALLET, library=check)

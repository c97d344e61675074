"""What a secret looks like: the table secret_shapes.yml, for Python and for the browser, and the word lists of BIP-39 as a filter.

The browser gets `for_browser()` as JSON: the table, and all twelve lists in a Bloom filter instead of 170 KB of words.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from mnemonic import Mnemonic

from helpcenter.text.lookalikes import LATIN_LOOK

# The numbers of the lists in the filter. The Chinese lists are one: of a character nobody can tell which list it is of.
LISTS = {
    "english": 1,
    "spanish": 2,
    "french": 3,
    "italian": 4,
    "portuguese": 5,
    "czech": 6,
    "turkish": 7,
    "russian": 8,
    "japanese": 9,
    "korean": 10,
    "chinese_simplified": 11,
    "chinese_traditional": 11,
}
ORDINARY = 12  # the words of the table's `ordinary_words`
FILTER_BYTES, FILTER_HASHES = 21_000, 5  # 7 bits for each of 24,000 words: 4 of 100 other words pass for one
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "s"}  # what Unicode does not take apart
LONGEST_PREFIX = 20  # characters of what a key begins with
_FIRST, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF  # FNV-1a of 32 bits (draft-eastlake-fnv)


@cache
def table() -> dict[str, Any]:
    """The content of secret_shapes.yml."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).with_suffix(".yml")).read_text(encoding="utf-8"))
    return loaded


def without_marks(word: str) -> str:
    """`word` as the filter knows it: lower case, taken apart by NFKD, without marks."""
    if word.isascii():
        return word.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    return "".join(_LETTERS.get(c, c) for c in bare)


@cache
def key_shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each key of the table is, and its pattern."""
    alphabets = table()["alphabets"]
    return tuple(
        (
            shape["what"],
            re.compile(
                rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, shape['begins']))})"
                rf"[{alphabets[shape['of']]}]{{{shape['least']},{shape['most']}}}(?![A-Za-z0-9])"
            ),
        )
        for shape in table()["keys"]
    )


def random_looking(text: str) -> bool:
    """Whether a text has a digit, or both cases: a key has, a word has not."""
    return bool(re.search(r"\d|[a-z].*[A-Z]", text))


@cache
def for_browser() -> dict[str, Any]:
    """The table for secrets.js, with `filter` (Base64), `hashes`, the numbers of the `lists`, and the look-alikes of letters."""
    made = dict(table())
    made["sentence_words"] = " ".join(made["sentence_words"].split())
    frequent = "".join(made["ordinary_han"].split())
    pairs = zip(*(Mnemonic(f"chinese_{script}").wordlist for script in ("simplified", "traditional")), strict=True)
    made["ordinary_han"] = frequent + "".join(traditional for simple, traditional in pairs if simple != traditional and simple in frequent)
    del made["ordinary_words"]
    return made | {
        "filter": base64.b64encode(bloom_filter()).decode(),
        "hashes": FILTER_HASHES,
        "ordinary_list": ORDINARY,
        "lists": max(LISTS.values()),
        "letters": _LETTERS,
        "looks": LATIN_LOOK,
    }


def bloom_filter() -> bytes:
    """The words of all lists, and the ordinary ones, as a Bloom filter: bit n is bit n % 8 of byte n // 8."""
    bits = bytearray(FILTER_BYTES)
    entries = [(number, without_marks(word)) for name, number in LISTS.items() for word in Mnemonic(name).wordlist]
    entries += [(ORDINARY, word) for words in table()["ordinary_words"].values() for word in words.split()]
    for number, word in entries:
        for place in places(word, number):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def places(word: str, number: int) -> list[int]:
    """The bits of a folded word in a list."""
    value = _FIRST
    for letter in word:
        value = ((value ^ ord(letter)) * _PRIME) & _MASK
    first = _mixed(value ^ (number * 0x9E3779B1 & _MASK))
    step = _mixed(first ^ 0x85EBCA6B) | 1
    return [(first + i * step) % 2**32 % (FILTER_BYTES * 8) for i in range(FILTER_HASHES)]


def _mixed(value: int) -> int:
    """The finalizer of MurmurHash3: every bit of the input reaches every bit of the output."""
    value = ((value ^ value >> 16) * 0x85EBCA6B) & _MASK
    value = ((value ^ value >> 13) * 0xC2B2AE35) & _MASK
    return value ^ value >> 16

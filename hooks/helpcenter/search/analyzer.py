"""Text into terms: the same for pages and queries, here and in
overrides/assets/javascripts/search/analyzer.js; tests/data/vectors/analyzer.yml is asked of both.

Case, width and accents are folded, traditional characters become simplified ones. A run of Han characters becomes its
overlapping pairs (a single one stays), a run of letters and digits one stemmed term; where the two meet, a term ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from mnemonic import Mnemonic

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Characters that join words and carry no meaning of their own: a pair across one would be noise.
PARTICLES = "的了吗呢吧啊呀么嘛着"
_MARK = re.compile(r"[\u0300-\u036f]")
_IGNORED = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_APOSTROPHE = re.compile("['’‘`´]")
_RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+")
_SPLIT = re.compile(f"[{PARTICLES}]+")
_VOWEL = re.compile("[aeiouy]")


@cache
def _simplified() -> dict[int, str]:
    """Traditional → simplified, for the 2,048 common characters of BIP-39, whose two Chinese lists go side by side."""
    pairs = zip(Mnemonic("chinese_traditional").wordlist, Mnemonic("chinese_simplified").wordlist, strict=True)
    return {ord(traditional): simple for traditional, simple in pairs if traditional != simple}


def searchable(text: str) -> str:
    """`text` in lower case, without accents, width and invisible characters; traditional characters simplified."""
    text = unicodedata.normalize("NFKC", _IGNORED.sub("", text)).lower()
    text = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", text)))
    return _APOSTROPHE.sub("", text).translate(_simplified())


def terms(text: str, language: str) -> list[str]:
    """The terms of a text on a page in `language`, in its order. Latin words of Chinese pages are taken for English."""
    return list(_terms(searchable(text), language))


def _terms(text: str, language: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if run[0].isascii():
            yield stem(run, language)
            continue
        for piece in _SPLIT.split(run):
            if len(piece) == 1:
                yield piece
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))


def stem(word: str, language: str) -> str:
    """A folded Latin word without its inflection; what holds a digit stays as it is."""
    if len(word) < 4 or not word.isalpha():
        return word
    return _spanish(word) if language == "es" else _english(word)


def _english(word: str) -> str:
    """Plural, -ing, -ed and final e and y: what the S-stemmer of D. Harman (1991) does, and the first step of Porter's (1980)."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 2 and _VOWEL.search(root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _spanish(word: str) -> str:
    """Plural, gender and the endings of common verb forms: the light stemmer of J. Savoy (CLEF, 2001), with -ar, -er, -ir, -ado, -ido."""
    if word.endswith("ces"):
        word = word[:-3] + "z"
    elif word.endswith("es") and len(word) > 5 and word[-3] not in "aeiou":
        word = word[:-2]
    elif word.endswith("s"):
        word = word[:-1]
    for ending in ("ando", "iendo", "ado", "ada", "ido", "ida", "ar", "er", "ir"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word[:-1] if len(word) > 4 and word[-1] in "aeo" else word

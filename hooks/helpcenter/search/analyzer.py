"""Text into terms: the same for pages and queries, here and in
overrides/assets/javascripts/search/analyzer.js; tests/data/vectors/analyzer.yml is asked of both.

Case, width and accents are folded, traditional characters become simplified ones, Arabic letters their plain forms. A run of a
script without blanks, like Han, becomes its overlapping pairs (a single one stays), a run of other letters and digits one stemmed
term; where the two meet, a term ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpcenter.text.scripts import primary, to_simplified

# Scripts that part no words by blanks: Han, kana, Thai, Lao, Burmese and Khmer.
UNSPACED = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# Characters that join words and carry no meaning of their own: a pair across one would be noise.
PARTICLES = "的了吗呢吧啊呀么嘛着"
_IGNORED = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\u0640]")  # the last is the stroke that stretches an Arabic word
_APOSTROPHE = re.compile("['’‘`´]")
RUN = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_])+")
_PIECE = re.compile(f"[{UNSPACED}]")
_SPLIT = re.compile(f"[{PARTICLES}]+")
_VOWEL = re.compile("[aeiouy]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _folded() -> dict[int, str]:
    """Character → what is searched instead of it."""
    return {**to_simplified(), ord("ى"): "ي", ord("ة"): "ه"}


@cache
def _marks() -> dict[int, None]:
    """The accents and vowel signs of all scripts, for `str.translate` to take away."""
    return {code: None for code in range(0x20000) if unicodedata.category(chr(code))[0] == "M"}


def searchable(text: str) -> str:
    """`text` in lower case, without accents, width and invisible characters; traditional characters simplified."""
    text = unicodedata.normalize("NFKC", _IGNORED.sub("", text)).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_marks()))
        text = text.translate(_folded())
    return _APOSTROPHE.sub("", text)


def terms(text: str, language: str) -> list[str]:
    """The terms of a text on a page in `language`, in its order. Latin words of Chinese pages are taken for English."""
    return list(terms_of_folded(searchable(text), language))


def terms_of_folded(text: str, language: str) -> Iterator[str]:
    """The terms of a text that is `searchable` already."""
    for run in RUN.findall(text):
        if not _PIECE.match(run):
            yield stem(run, language)
            continue
        for piece in _SPLIT.split(run):
            if len(piece) == 1:
                yield piece
            yield from (piece[i : i + 2] for i in range(len(piece) - 1))


@cache
def stem(word: str, language: str) -> str:
    """A folded word without its inflection; what holds a digit stays as it is, and so does a script that none of these is for."""
    if len(word) < 4 or not word.isalpha():
        return word
    if not word.isascii():
        return _arabic(word) if primary(language) == "ar" else word
    return _spanish(word) if primary(language) == "es" else _english(word)


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


def _arabic(word: str) -> str:
    """Article, particles and endings: of the light stemmer of L. Larkey (light10, 2002) those that are longest and most frequent."""
    for beginning in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(beginning) and len(word) - len(beginning) > 2:
            word = word[len(beginning) :]
            break
    for ending in ("ات", "ون", "ين", "ها", "ه", "ي"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def forms(language: str) -> dict[str, str]:
    """Return the stem of each form that no ending explains → that of its plain form (forms.yml), for the words of pages in `language`.

    The index keeps the words of pages as they are: “I lost it” and “how not to lose it” ask for different pages. A query finds the
    other forms of its words, too, with less weight (`root` in analyzer.js).
    """
    listed = _forms()["es" if primary(language) == "es" else "en"]
    stems = ((stem(form, language), stem(plain, language)) for plain, found in listed.items() for form in found)
    return {form: plain for form, plain in stems if form != plain}


@cache
def _forms() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = yaml.load(Path(__file__).with_name("forms.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a safe one)
    return found

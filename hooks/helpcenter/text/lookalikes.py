"""Look-alike, full-width and invisible characters.

They hide a real address or phrase from a check, and make two words that look the same differ.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# What most fonts draw like the Latin letter below it. Source: Unicode TR39 confusables.txt, letters only, without those that
# science mixes with Latin on purpose (α β γ μ ν, Δ Σ Ω …).
_CYRILLIC = "АВСЕНІЈКМОРЅТХУасеһіјорѕухԁԛԝғЗ"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι"
LATIN_LOOK = dict(zip(_CYRILLIC, "ABCEHIJKMOPSTXYacehijopsyxdqwf3", strict=True)) | dict(zip(_GREEK, "ABEZHIKMNOPTYXoi", strict=True))

INVISIBLE = {
    0x00AD: "soft hyphen",
    0x034F: "combining grapheme joiner",
    0x115F: "Hangul filler",
    0x1160: "Hangul filler",
    0x180E: "Mongolian vowel separator",
    0x200B: "zero-width space",
    0x200C: "zero-width non-joiner",
    0x200D: "zero-width joiner",
    0x2060: "word joiner",
    0x2061: "invisible operator",
    0x2062: "invisible operator",
    0x2063: "invisible operator",
    0x2064: "invisible operator",
    0x3164: "Hangul filler",
    0xFEFF: "zero-width no-break space",
    0xFFA0: "Hangul filler",
} | dict.fromkeys(range(0xE0000, 0xE0080), "tag character")
BIDI = {
    0x061C: "Arabic letter mark",
    0x200E: "left-to-right mark",
    0x200F: "right-to-left mark",
    0x202A: "left-to-right embedding",
    0x202B: "right-to-left embedding",
    0x202C: "end of direction",
    0x202D: "left-to-right override",
    0x202E: "right-to-left override",
    0x2066: "left-to-right isolate",
    0x2067: "right-to-left isolate",
    0x2068: "first strong isolate",
    0x2069: "end of isolate",
}


_ASTRAL = "\U00010000"


def _folding() -> dict[str, str]:
    table = dict(LATIN_LOOK) | dict.fromkeys(map(chr, [*INVISIBLE, *BIDI]), "")
    for code in [*range(0x80, 0x3000), *range(0xFF00, 0xFFF0), *range(0x1D400, 0x1D800)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain.isascii() and (plain.isalnum() or plain in "@.+-_"):
            table[chr(code)] = plain
    return table


_FOLDING = _folding()
_FOLDED = re.compile(f"[{''.join(c for c in _FOLDING if c < _ASTRAL)}]")  # `re` is fast on a large set only below U+10000
_FOLDED_ASTRAL = re.compile("[\U0001d400-\U0001d7ff\U000e0000-\U000e007f]")
_EMPHASIS = re.compile(r"\*(?<=[^\W_]\*)(?=[^\W_])|\*\*(?<=[^\W_]\*\*)(?=[^\W_])")
_ENTITY = re.compile(r"&#?\w+;")


def _latin(match: re.Match[str]) -> str:
    return _FOLDING.get(match[0], match[0])


@lru_cache(maxsize=1024)
def undisguised(text: str) -> str:
    """Return what a reader sees of `text`, keeping its lines: look-alikes to Latin, full-width to plain, without invisible
    characters, entities and emphasis inside words."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\n", " "), text)
    if not text.isascii():
        text = _FOLDED_ASTRAL.sub(_latin, _FOLDED.sub(_latin, text))
    return _EMPHASIS.sub("", text) if "*" in text else text

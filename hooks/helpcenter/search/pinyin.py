"""Pinyin: what somebody without a Chinese keyboard types for Chinese, in syllables (`zhujici`) or in initials (`zjc`).

pypinyin knows every reading of a character, and how 47,000 words are read. pinyin.js chooses among the characters that sound the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .analyzer import UNSPACED, searchable

RARE = 30  # a reading that fewer than one in so many words with the character have is left out: nobody means 是 by `ti`
SAID = 8  # texts that must have a word before initials stand for it
MEANT = 0.3  # of all that is said with these initials, the least share of the word that they stand for
_LENGTHS = (2, 3, 4)  # characters of a word: longer ones are made of these
_HAN = re.compile(f"[{UNSPACED}]+")


def pinyin(characters: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
    """Return what pinyin.js reads: `syllables` of these characters, and `initials` of the words of these texts."""
    return {"syllables": syllables(characters), "initials": initials(texts)}


def syllables(characters: Iterable[str]) -> dict[str, str]:
    """Return syllable → its characters, in order, each under every syllable that it is often read as; without tones, ü is `v`."""
    found: dict[str, list[str]] = {}
    for character, heard in _heard({*characters}).items():
        for syllable, count in heard.items():
            if count * RARE >= heard.total():
                found.setdefault(syllable, []).append(character)
    return {syllable: "".join(sorted(found[syllable])) for syllable in sorted(found)}


def _heard(characters: set[str]) -> Mapping[str, Counter[str]]:
    """Character → how many words have each of its syllables; the one that it has by itself counts as one more."""
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 (reads its tables, half a second, which only Chinese needs)
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415

    heard = {character: Counter(_read(character)) for character in characters}
    toned = Counter(
        (character, reading[0])
        for word, readings in phrases_dict.items()
        for character, reading in zip(word, readings, strict=False)
        if character in characters
    )
    for (character, reading), count in toned.items():
        heard[character][to_normal(reading)] += count
    return heard


def initials(texts: Iterable[str]) -> dict[str, str]:
    """Return initials → the word that most texts have of those with these initials, where it is most of what they may mean."""
    said: Counter[str] = Counter()
    for text in texts:
        runs = _HAN.findall(searchable(text))
        said.update({run[at : at + length] for run in runs for length in _LENGTHS for at in range(len(run) - length + 1)})
    words: dict[str, list[tuple[int, str]]] = {}
    for word, count in said.items():
        if count >= SAID:
            words.setdefault("".join(syllable[0] for syllable in _read(word)), []).append((-count, word))
    best = {letters: min(found) for letters, found in sorted(words.items())}
    return {letters: word for letters, (count, word) in best.items() if count <= MEANT * sum(each for each, _ in words[letters])}


def _read(word: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return lazy_pinyin(word, errors="ignore")  # none of what is not Han

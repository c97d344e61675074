"""Scripts: which one a language is written in, where its lines begin, and which Chinese characters belong to which script.

The tables stand in scripts.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HANS, HANT = "Hans", "Hant"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _tables() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a safe one)
    return found


@cache
def script(language: str) -> str:
    """The script of a language by its code, like `Hant` for `zh-TW` and for `zh-Hant-HK`; `Latn` for one that the table lacks."""
    own = next((part for part in language.split("-")[1:] if len(part) == 4), "")
    every = {code: name for name, codes in _tables()["languages"].items() for code in codes}
    return own.title() or every.get(language) or every.get(primary(language), "Latn")


def primary(language: str) -> str:
    """The language of a code without its script and region: `zh` of `zh-Hant`."""
    return language.partition("-")[0]


def variety(language: str) -> bool:
    """Whether the words of its plain language hold for it, too: `es-MX`, and `zh-Hant`, which is `read_as` Simplified."""
    return language != primary(language) and (chinese(language) or script(language) == script(primary(language)))


def chinese(language: str) -> bool:
    """Whether it is Chinese, in either script: its characters are counted, not its words, and no blanks part them."""
    return script(language) in {HANS, HANT}


def direction(language: str) -> str:
    """`rtl` where lines run from right to left, else `ltr`: the value of `dir` in HTML."""
    return "rtl" if script(language) in _tables()["right_to_left"] else "ltr"


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """(Traditional, Simplified) characters that stand for each other."""
    return tuple((pair[0], pair[1]) for pair in _tables()["pairs"].split())


@cache
def to_simplified() -> Mapping[int, str]:
    """The table for `str.translate` of Traditional into Simplified characters; a text keeps its length."""
    return {ord(traditional): simplified for traditional, simplified in pairs()}


def read_as(text: str, language: str) -> str:
    """The text in the script that Chinese words and patterns are written in, with as many characters; in other languages as it is."""
    return text.translate(to_simplified()) if script(language) == HANT else text


@cache
def _only(name: str) -> Mapping[str, str]:
    """Character of one Chinese script alone → those of the other that it stands for."""
    found: dict[str, str] = {}
    shared = _tables()["also_simplified"] + _tables()["also_traditional"]
    for traditional, simplified in pairs():
        here, there = (traditional, simplified) if name == HANT else (simplified, traditional)
        if here not in shared:
            found[here] = found.get(here, "") + there
    return found


def of_script(text: str, name: str) -> Iterator[tuple[str, str]]:
    """(character, those of the other script that it stands for) of each that only the Chinese script `name` has."""
    only = _only(name)
    yield from ((character, only[character]) for character in text if character in only)

"""The word lists of words.yml, and whether a text is one that nobody has written yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

UNWRITTEN = "TODO"  # what `helpcenter new` writes where a writer must
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_LETTER = "A-Za-zÁÉÍÓÚÜÑáéíóúüñ0-9_"
_AS_WRITTEN = ("unwritten", "unwritten_alone", "unwritten_before_no_han")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|‘[^’]*’|\"[^\"\n]*\"")


@cache
def words(name: str, language: str) -> tuple[str, ...]:
    """The words of a list in this language, after those of every language."""
    lists = _lists()[name]
    return (*lists.get("all", ()), *lists.get(language, ()))


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


@cache
def known(name: str, language: str) -> frozenset[str]:
    """The words of a list, to look one up."""
    return frozenset(words(name, language))


def may_hold(text: str, language: str, *names: str) -> bool:
    """Whether the text holds the letters of a word of these lists: a quick look before a pattern is tried."""
    letters = "".join(text.lower().split())
    return any(word in letters for word in _letters(language, names))


@cache
def _letters(language: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({"".join(word.lower().split()) for name in names for word in words(name, language)})


def any_of(found: Iterable[str]) -> str:
    """A pattern of these words as whole words, the longest first; beside a Han character a blank may be missing. Matches nothing without words."""
    return "|".join(map(_whole, sorted(found, key=len, reverse=True))) or r"(?!)"


def _whole(word: str) -> str:
    body = re.escape(word).replace(r"\ ", rf"(?:\s+|(?<=[{HAN}])|(?=[{HAN}]))")
    start = rf"(?<![{_LETTER}])" if re.match(f"[{_LETTER}]", word) else ""
    end = rf"(?![{_LETTER}])" if re.search(f"[{_LETTER}]$", word) else ""
    return start + body + end


def unquoted(text: str) -> str:
    """The text with blanks in the place of what stands in quotation marks: a reader's words, a button, a message."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def may_be_unwritten(text: str, language: str) -> bool:
    """Whether `unwritten` may find a mark in a text, or in one of its parts: a quick look before a pattern is compiled."""
    lowered = text.lower()
    letters = "".join(lowered.split()).replace("【", "[") if "[" in text or "【" in text else ""
    return (
        any(word in text for name in _AS_WRITTEN for word in words(name, language))
        or any(word in lowered for word in words("unwritten_phrases", language))
        or any(f"[{word}" in letters for word in _letters(language, ("unwritten_in_brackets",)))
    )


def unwritten(text: str, language: str) -> str:
    """The mark that tells that `text` is not written yet (“TODO”, “[translate this]”, “待补充”), or nothing.

    A mark in quotation marks is somebody's words; code is left out by the caller.
    """
    if not may_be_unwritten(text, language):
        return ""
    match = _pattern(language).search(unquoted(text))
    return match[0].strip() if match else ""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    alone = any_of(words("unwritten_alone", language))
    return re.compile(
        rf"(?<!-)(?:{any_of(words('unwritten', language))})(?!-)"
        rf"|\A\W*(?:{alone})(?:\W*\Z|\s*[:：]|\s+[-–—]\s)"
        rf"|[\[【(（<]\s*(?:{alone})\s*(?:[:：][^\[\]【】()（）<>]*)?[\]】)）>]"
        rf"|(?i:{any_of(words('unwritten_phrases', language))})"
        rf"|(?:{any_of(words('unwritten_before_no_han', language))})(?![{HAN}])"
        rf"|(?i:[\[【]\s*(?:{any_of(words('unwritten_in_brackets', language))})[^\[\]【】]*[\]】])"
    )

"""The word lists of words.yml, and the test for text that nobody has written yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from .scripts import primary, read_as, script, variety

UNWRITTEN = "TODO"  # what `helpcenter new` writes where a writer must
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_LETTER = "(?-i:[A-Za-zÁÉÍÓÚÜÑáéíóúüñ0-9_])"
_STARTS, _ENDS = re.compile(_LETTER), re.compile(f"{_LETTER}$")
_BESIDE_HAN = re.compile(f"[{HAN}]")
_AS_WRITTEN = ("unwritten", "unwritten_alone", "unwritten_before_no_han")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|‘[^’]*’|\"[^\"\n]*\"")


@cache
def words(name: str, language: str) -> tuple[str, ...]:
    """Return the words of a list in this language, after those that hold for every language. A variety has those
    of its language too, which are found in a text that was `read_as` it."""
    lists = _lists()[name]
    base = lists.get(primary(language), ()) if variety(language) else ()
    return (*lists.get("all", ()), *(read_as(word, language) for word in lists.get(language, ())), *base)


def languages_of(name: str) -> tuple[str, ...]:
    """Return the languages that have a list of their own."""
    return tuple(language for language in _lists()[name] if language != "all")


def lacking(language: str) -> list[str]:
    """Return the lists without which the rules cannot read pages of this language."""
    needed = ("link_words", "hours", *(("stop_words",) if script(language) == "Latn" else ()))
    return [name for name in needed if not set(words(name, language)) - set(_lists()[name].get("all", ()))]


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


@cache
def known(name: str, language: str) -> frozenset[str]:
    """Return the words of a list as a set."""
    return frozenset(words(name, language))


def may_hold(text: str, language: str, *names: str) -> bool:
    """Whether the text contains the letters of a word of these lists: a quick test before a pattern is tried."""
    letters = "".join(read_as(text, language).lower().split())
    return any(word in letters for word in _letters(language, names))


@cache
def _letters(language: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({"".join(word.lower().split()) for name in names for word in words(name, language)})


def any_of(found: Iterable[str]) -> str:
    """Compile a pattern of these words as whole words, longest first; beside a Han character the space may be missing. Without words it
    matches nothing."""
    ordered = sorted(found, key=len, reverse=True)
    starting = [word for word in ordered if _STARTS.match(word)]  # the others begin otherwise: which of the two stand first is one
    forms = [rf"(?<!{_LETTER})(?:{'|'.join(map(_whole, starting))})"] if starting else []
    return "|".join([*forms, *(_whole(word) for word in ordered if not _STARTS.match(word))]) or r"(?!)"


def _whole(word: str) -> str:
    parts = [re.escape(part) for part in word.split(" ")]
    gaps = [r"\s*" if _BESIDE_HAN.search(before[-1:] + after[:1]) else r"\s+" for before, after in pairwise(word.split(" "))]
    end = rf"(?!{_LETTER})" if _ENDS.search(word) else ""
    return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True)) + end


def unquoted(text: str) -> str:
    """Blank out what is in quotation marks: a reader's words, a button, a message."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def of_others(text: str, language: str) -> bool:
    """Whether a text speaks of a bank, a platform or the like, and not of us."""
    return bool(listed("others", language).search(text)) and not listed("us", language).search(text)


@cache
def listed(name: str, language: str) -> re.Pattern[str]:
    """Return a pattern of the words of a list, in any letters."""
    return re.compile(f"(?i:{any_of(words(name, language))})")


def said_apart(text: str) -> list[str]:
    """Return the sentences of a text, a clause behind a semicolon as well."""
    return re.split(r"(?<=[。！？!?；;])|(?<=\.)\s", text)


def may_be_unwritten(text: str, language: str) -> bool:
    """Whether `unwritten` may find a mark in a text, or in one of its parts: a quick look before a pattern is compiled."""
    return any(True for _ in _may_stand(read_as(text, language), language))


def _may_stand(text: str, language: str) -> Iterator[str]:
    """The lists of which the text holds the letters of a word."""
    lowered = text.lower()
    letters = "".join(lowered.split()).replace("【", "[") if "[" in text or "【" in text else ""
    yield from (name for name in _AS_WRITTEN if any(word in text for word in words(name, language)))
    if any(word in lowered for word in words("unwritten_phrases", language)):
        yield "unwritten_phrases"
    if any(f"[{word}" in letters for word in _letters(language, ("unwritten_in_brackets",))):
        yield "unwritten_in_brackets"


def unwritten(text: str, language: str) -> str:
    """Return the mark that shows that `text` is still to be written (“TODO”, “[translate this]”, “待补充”), or "".

    A mark in quotation marks is somebody's words; the caller leaves out code.
    """
    text = read_as(text, language)
    patterns = [_pattern(name, language) for name in _may_stand(text, language)]
    found = [match for pattern in patterns if (match := pattern.search(unquoted(text)))]
    return min(found, key=re.Match.start)[0].strip() if found else ""


_FORMS = {
    "unwritten": r"(?<!-)(?:{})(?!-)",
    "unwritten_alone": r"\A\W*(?:{0})(?:\W*\Z|\s*[:：]|\s+[-–—]\s)|[\[【(（<]\s*(?:{0})\s*(?:[:：][^\[\]【】()（）<>]*)?[\]】)）>]",
    "unwritten_phrases": "(?i:{})",
    "unwritten_before_no_han": rf"(?:{{}})(?![{HAN}])",
    "unwritten_in_brackets": r"(?i:[\[【]\s*(?:{})[^\[\]【】]*[\]】])",
}


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(_FORMS[name].format(any_of(words(name, language))))

"""Punctuation is that of the page's language: ，。；：？！（）“” beside Han characters, and , . ; : ? ! ( ) in Latin text.

A half-width comma in Chinese hides where a sentence ends, and one that is read under stress is read wrong. Code, numbers,
addresses, English names and `{{ values }}` keep their own signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import Published, data_lines, page_lines
from helpcenter.text.scripts import chinese
from helpcenter.text.words import HAN

from ..rule import HOUSE, Finding, Rule

_FULL = dict(zip(",.;:?!()", "，。；：？！（）", strict=True))  # half-width → what stands in Chinese
_HALF = {full: half for half, full in _FULL.items()} | {"、": ",", "「": "“", "」": "”", "『": "“", "』": "”", "《": "“", "》": "”"}
_BESIDE_HAN = re.compile(
    rf"(?<=[{HAN}”’》」）])(?:[,;:?!()]|\.(?![A-Za-z0-9/]))"  # after Chinese; 钱包.com is an address
    rf"|(?<=[{HAN}])[\"']|[\"'](?=[{HAN}])"
    rf"|[,;?!()](?=[{HAN}])|(?<=[A-Za-z ]):(?=[{HAN}])"  # before Chinese; `1.` and `1:` number what follows
    rf"|(?<=[A-Za-z0-9])[,;:?!] +(?=[{HAN}])"
    rf"|(?<=[a-z])(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bvs)(?<!\betc)\. +(?=[{HAN}])"
)
_BESIDE_LATIN = re.compile(rf"(?<![{HAN}])[{''.join(_HALF)}](?![{HAN}])")
_HAN_TEXT = re.compile(
    rf"“[^”]*[{HAN}][^”]*”|\([^)]*[{HAN}][^)]*\)|（[^）]*[{HAN}][^）]*）|[{HAN}，。；：？！、]*[{HAN}][{HAN}，。；：？！、]*"
)
_ADDRESS = re.compile(r"\S+://[!-~]+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)+\b", re.A)


def check(page: Page, library: Library) -> Iterator[Finding]:
    for text, line in page_lines(page):
        if sentence := _wrong(text, page.language):
            yield Finding(line, sentence)


def _data(file: Published, library: Library) -> Iterator[Finding]:
    for text, language, line in data_lines(file, library):
        if sentence := _wrong(text, language):
            yield Finding(line, sentence)


def _wrong(text: str, language: str) -> str:
    """What is wrong with the punctuation of a line, or nothing."""
    if chinese(language):
        found = list(_BESIDE_HAN.finditer(_ADDRESS.sub(lambda match: " " * len(match[0]), text)))
        marks = dict.fromkeys(match[0].strip() for match in found)
        wanted, what = [_FULL.get(mark, "“ ”") for mark in marks], "is half-width beside Han characters"
    else:
        found = list(_BESIDE_LATIN.finditer(_HAN_TEXT.sub(lambda match: " " * len(match[0]), text)))
        marks = dict.fromkeys(match[0] for match in found)
        wanted, what = [_HALF[mark] for mark in marks], "is Chinese punctuation"
    if not found:
        return ""
    return f"{_list(marks)} in “{_quote(text, found[0].start())}” {what}: write {_list(wanted)}."


def _list(marks: Iterable[str]) -> str:
    return " ".join(f"`{mark}`" for mark in dict.fromkeys(marks))


def _quote(text: str, position: int) -> str:
    start = max(0, position - 12)
    return f"{'…' if start else ''}{text[start : position + 12].strip()}{'…' if position + 12 < len(text) else ''}"


RULE = Rule("punctuation", HOUSE, page=check, file=_data, yields_to=("untranslated", "unwritten"))

"""Marks of other dialects of Markdown and of other markup, which nothing here turns into what they mean: readers get them as typed.

Each row is one kind: what to look for, and what it is called. `found` is asked of running text whose code is blotted out, be it
of a source or of a built page. The rows look at what stands around a mark, for `50~60`, `$100`, `C++`, `a == b` and `10:30:00` are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Mark(NamedTuple):
    """A foreign mark: its place in the text, as typed, and what it is."""

    at: int
    typed: str
    name: str


BRACES, ROW = "braces", "a row of a table"
_LETTER = "A-Za-z0-9"  # beside a Han character a mark is a mark
_PAIRS = {"~~": "struck out", "==": "highlighted", "^^": "inserted", "++": "keys", "||": "hidden", "%%": "a comment", "$$": "a formula"}


def _pair(mark: str) -> str:
    one, both = re.escape(mark[0]), re.escape(mark)
    return rf"(?<![{_LETTER}{one}]){both}(?=[^\s{one}])[^\n]*?(?<=[^\s{one}]){both}(?![{_LETTER}{one}])"


_ROWS = (
    *((_pair(mark), f"text between `{mark}` ({name})") for mark, name in _PAIRS.items()),
    (r"(?<![\d\s~])~(?=[\w+-]{1,8}~)[A-Za-z0-9+-]+~|(?<=[A-Za-z])~\d{1,3}~", "a lowered character"),
    (r"(?<![\d\s^])\^[A-Za-z0-9+-]{1,8}\^", "a raised character"),
    (rf"(?<![{_LETTER}$]|\\)\$(?=[^\s$\d]|\d+[^\d\s,.，。、]*[\\^_=+*/])[^$\n]*?(?<=[^\s$])\$(?![{_LETTER}$])", "a formula"),
    (rf"(?<![{_LETTER}:/._-]):[+-]?[A-Za-z0-9][A-Za-z0-9_+-]*:(?![{_LETTER}:/])|(?<![{_LETTER}:]):[+-]1:", "a short name of a picture"),
    (r"\[\^[^\]\s]+\]|\^\[[^\]\n]+\]", "a footnote"),
    (r"!?\[\[[^\[\]\n]+\]\]", "a link of a wiki"),
    (r"\[!\w+\][+-]?", "a box of other dialects"),
    (r"^[ \t]*\[[ xX]?\](?=[ \t]|$)", "a box to tick"),
    (r"^[ \t]*\[TOC\][ \t]*$", "a table of contents"),
    (r"(?<!-)-+8<-+", "a file to include"),
    (
        r"\{\s*\{[^{}\n]{0,80}\}?\s*\}|\{[!*%<~=+>#:.-][^{}\n]{0,80}\}+|\$?\{\s*\w[\w-]*\.[\w.-]+\s*\}|\$\{[^{}\n]*\}"
        r"|\{\{|\}\}|\{%|%\}|[｛﹛]\s*[｛﹛]?[^｛｝\n]{0,80}[｝﹜]?\s*[｝﹜]",
        BRACES,
    ),
    (r"(?<![\w%.,])%(?:[A-Za-z_][\w.-]*%|\(\w+\)[sd]\b|(?:\d\$)?[sd]\b)", "a place for a value of other tools"),
    (r"<%|%>|\[%|%\]|<<<|@@\w[^@\n]*@@", "a template's mark"),
    (r"\[/[a-z]+\]|\[(?:url|img|color|size|quote)=?[^\]\n]*\]", "a mark of forums"),
    (r"\b(?:image|include|xref|video|audio)::?\S*\[[^\]\n]*\]", "a mark of AsciiDoc"),
    (r"'''?[^'\n]+'''?", "bold or italic words of a wiki"),
    (r"^[ \t]*\.\. [a-z][a-z-]*::", "a directive of reStructuredText"),
    (r"^[ \t]*(?::::+|///+|\+\+\+|;;;)[ \t]*(?:\{?[A-Za-z][^\n]*)?$", "a box of other dialects"),
    (r"^[ \t]*(?:!!!|\?\?\?\+?|===[+!]?)(?=[ \t]*[A-Za-z\"“'])[^\n]*$", "a box or tab without a title in straight quotes"),
    (r"^[ \t]*={2,6}[ \t][^\n]*[ \t]={2,6}[ \t]*$|^[ \t]*h[1-6]\.[ \t][^\n]*$", "a heading of other dialects"),
    (r"^[ \t]*:[ \t]+\S[^\n]*$", "an explanation of a word"),
    (r"^[ \t]*\|[^\n]*\|[ \t]*$|\|[ \t]*:?-{2,}:?[ \t]*\|", ROW),
)
_ANY = re.compile(r"[~=^|%$\[{｛﹛}｝<'@]|\+\+|:\S|^\s*(?:[:;/!?+.]|h\d)|8<|\w:\S*\[", re.M)  # one of them is in each
_PATTERNS = tuple((re.compile(pattern, re.M), name) for pattern, name in _ROWS)


def found(text: str) -> Iterator[Mark]:
    """The foreign marks in the text, in their order; of two at one place the first of the rows."""
    if not _ANY.search(text):
        return
    end = 0
    rows = ((match.start(), order, match) for order, (pattern, _) in enumerate(_PATTERNS) for match in pattern.finditer(text))
    for start, order, match in sorted(rows, key=lambda row: row[:2]):
        if start >= end:
            yield Mark(start, " ".join(match[0].split()), _PATTERNS[order][1])
            end = match.end()

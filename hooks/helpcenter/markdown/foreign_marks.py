"""Marks of other dialects of Markdown and of other markup, which nothing here turns into what they mean: readers get them as typed.

Each row is one kind: what to look for, and what it is called. `found` is asked of running text whose code is blotted out, be it
of a source or of a built page. The rows look at what stands around a mark, for `50~60`, `$100`, `C++`, `a == b` and `10:30:00` are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from helpcenter.text.literals import literals


class Mark(NamedTuple):
    """A foreign mark: its place in the text, as typed, what it is, and the Markdown extension that would make it that."""

    at: int
    typed: str
    name: str
    extension: str = ""


BRACES, ROW = "braces", "a row of a table"
_LETTER = "A-Za-z0-9"  # beside a Han character a mark is a mark
_PAIRS = {
    "~~": ("struck out", "pymdownx.tilde"),
    "==": ("highlighted", "pymdownx.mark"),
    "^^": ("inserted", "pymdownx.caret"),
    "++": ("keys", "pymdownx.keys"),
    "$$": ("a formula", "pymdownx.arithmatex"),
    "||": ("hidden", ""),
    "%%": ("a comment", ""),
}


def _pair(mark: str) -> str:
    one, both = re.escape(mark[0]), re.escape(mark)
    return rf"(?<![{_LETTER}{one}]){both}(?=[^\s{one}])[^\n]*?(?<=[^\s{one}]){both}(?![{_LETTER}{one}])"


_ROWS: tuple[tuple[str, ...], ...] = (  # pattern, what it is called, and the extension that would make it
    *((_pair(mark), f"text between `{mark}`: {name}", extension) for mark, (name, extension) in _PAIRS.items()),
    (r"(?<![\d\s~])~(?=[\w+-]{1,8}~)[A-Za-z0-9+-]+~|(?<=[A-Za-z])~\d{1,3}~", "a lowered character", "pymdownx.tilde"),
    (r"(?<![\d\s^])\^[A-Za-z0-9+-]{1,8}\^", "a raised character", "pymdownx.caret"),
    (
        rf"(?<![{_LETTER}$]|\\)\$(?=[^\s$\d]|\d+[^\d\s,.，。、]*[\\^_=+*/])[^$\n]*?(?<=[^\s$])\$(?![{_LETTER}$])",
        "a formula",
        "pymdownx.arithmatex",
    ),
    (
        rf"(?<![{_LETTER}:/._-]):[+-]?[A-Za-z0-9][A-Za-z0-9_+-]*:(?![{_LETTER}:/])|(?<![{_LETTER}:]):[+-]1:",
        "a short name of a picture",
        "pymdownx.emoji",
    ),
    (r"\[\^[^\]\s]+\]|\^\[[^\]\n]+\]", "a footnote", "footnotes"),
    (r"!?\[\[[^\[\]\n]+\]\]", "a link of a wiki"),
    (r"\[!\w+\][+-]?", "a box of other dialects"),
    (r"^[ \t]*\[[ xX]?\](?=[ \t]|$)", "a box to tick", "pymdownx.tasklist"),
    (r"^[ \t]*\[TOC\][ \t]*$", "a table of contents"),
    (r"(?<!-)-+8<-+", "a file to include", "pymdownx.snippets"),
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
    (r"^[ \t]*:[ \t]+\S[^\n]*$", "an explanation of a word", "def_list"),
    (r"^[ \t]*\|[^\n]*\|[ \t]*$|\|[ \t]*:?-{2,}:?[ \t]*\|", ROW),
)
_ANY = re.compile(r"[~=^|%$\[{｛﹛}｝<'@]|\+\+|:\S|^\s*(?:[:;/!?+.]|h\d)|8<|\w:\S*\[", re.M)  # one of them is in each
_PATTERNS = tuple((re.compile(row[0], re.M), literals(row[0]), row[1], "".join(row[2:])) for row in _ROWS)


def found(text: str) -> Iterator[Mark]:
    """The foreign marks in the text, in their order; of two at one place the first of the rows."""
    if not _ANY.search(text):
        return
    end = 0
    rows = [
        (match.start(), order, match)
        for order, (pattern, needed, *_) in enumerate(_PATTERNS)
        if needed is None or any(word in text for word in needed)
        for match in pattern.finditer(text)
    ]
    for start, order, match in sorted(rows, key=lambda row: row[:2]):
        if start >= end:
            typed = match[0].lstrip()
            yield Mark(match.end() - len(typed), typed.rstrip(), *_PATTERNS[order][2:])
            end = match.end()

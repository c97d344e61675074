"""Style sheets: what in CSS loads, runs or hides something. One for pages may load the site's own files, one in a drawing nothing.

CSS is read as a browser reads it where it matters: a comment inside a string or address does not count, and names ignore case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.text.quoting import shortened

# One token: an address without quotes, a string or a comment; an open one ends with the line or the file.
_TOKEN = re.compile(
    r"""(?<![\w\-\x80-\U0010ffff])(url\(\s*(?!["'\s])[^)]*\)?)|("[^"\n\r\f]*"?|'[^'\n\r\f]*'?)|(/\*.*?(?:\*/|\Z))""", re.I | re.S | re.A
)
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]*))\s*\)""", re.I | re.A)
_NOT_ASCII = re.compile(r"\\0*(?:[89a-f][0-9a-f]|[1-9a-f][0-9a-f]{2,5})(?![0-9a-f])", re.I)  # “\201C”: hides no name of CSS
_OWN = re.compile(r"(?!//)[\w./-]+(?:[?#][\w-]*)?|#[\w-]+|data:image/svg\+xml,.*")
_LOCAL = re.compile(r"#[\w.-]+")
_FUNCTION = re.compile(r"(?<![\w-])(-?[a-z][\w-]*)\(", re.I)
_AT = re.compile(r"@(-?[a-z][\w-]*)", re.I)
_PROPERTY = re.compile(r"(?<![\w-])(behavior|-moz-binding)\s*:", re.I)

# Names that may stand after `@`, and functions that load or run.
_AT_RULES = frozenset("media supports keyframes layer container property page font-face".split())
_LOADS = re.compile(r"(?:-\w+-)?(?:image-set|image|cross-fade|src|element|paint|expression)", re.I)
# The same for the style of a drawing, where both lists are closed.
_DRAWN_AT_RULES = frozenset({"media"})
_DRAWN_FUNCTIONS = frozenset(
    "url var calc min max clamp rgb rgba hsl hsla lang not is nth-child matrix translate translatex translatey scale scalex scaley "
    "rotate skewx skewy".split()
)


def flaws(css: str, drawing: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (position, what it is) of everything in a style sheet, or in one value of it, that is not allowed."""
    seen = _without_comments(_NOT_ASCII.sub(lambda escape: "x" * len(escape[0]), css))
    bare = _TOKEN.sub(lambda token: token[0] if token[1] else "x" * len(token[0]), seen)
    for mark, what in (("\\", "an escape, which can hide a name"), ("</", "an end tag"), ("<!--", "a comment of HTML")):
        if mark in seen:
            yield seen.index(mark), what
    for token in _TOKEN.finditer(seen):
        if token[2] and (len(token[2]) < 2 or token[2][-1] != token[2][0]):
            yield token.start(), "a string without an end"
    if drawing and (found := re.search("[<&]", seen)):
        yield found.start(), f"`{found[0]}`"
    for at in _AT.finditer(bare):
        if at[1].lower() not in (_DRAWN_AT_RULES if drawing else _AT_RULES):
            yield at.start(), f"`{at[0]}`"
    for function in _FUNCTION.finditer(bare):
        name = function[1].lower()
        if (name not in _DRAWN_FUNCTIONS) if drawing else _LOADS.fullmatch(name):
            yield function.start(), f"`{function[0]})`"
        if name == "url":
            address = _URL.match(seen, function.start())
            target = next((part for part in address.groups() if part is not None), "") if address else ""
            if not (_LOCAL if drawing else _OWN).fullmatch(target):
                yield function.start(), f"`{shortened(address[0] if address else function[0])}`"
    for name in _PROPERTY.finditer(bare):
        yield name.start(), f"`{name[1]}`"


def urls(css: str) -> Iterator[tuple[int, str]]:
    """Yield (position, address) of each `url()`."""
    for found in _URL.finditer(_without_comments(css)):
        yield found.start(), next((part for part in found.groups() if part is not None), "")


def _without_comments(css: str) -> str:
    return _TOKEN.sub(lambda token: re.sub(r"[^\n]", " ", token[0]) if token[3] else token[0], css)

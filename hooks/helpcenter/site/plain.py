"""Files that programs read in place of pages: the copy of an article as Markdown, and `llms.txt`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from helpcenter.links.routes import COPY

from .rendered import Shown, squeezed

_BEFORE = re.compile(r"^(?:[ >]|[-*+] |\d{1,9}[.)] )*")  # quotation marks, and the sign of a list item
_HEADING = re.compile(r"#{1,6} ")
_CODE = re.compile(r"(`+)(.+?)\1")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\([^()]*\))?[^()\s]*\)")
_ROW = re.compile(rf"({_LINK.pattern}): ")  # of llms.txt: a title, and what it is about
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_MARK = re.compile(r"[\\`*\[&]")
_BOLD = re.compile(r"(?<!\\)\*\*")
_CELLS = re.compile(r"(?<!\\)\|")
_ADDRESS = re.compile(
    r"\]\(<?([^()<>\s]+)|<([a-z][a-z0-9+.-]*:[^<>\s]+)>|<([^<>\s@]+@[^<>\s]+)>|(?<![(<\w])(https?://[^\s<>\"'`()，。；：！？、]+)", re.I
)
_TRAILING = ".,;:!?*_"


def is_plain(path: str) -> bool:
    return path.endswith(".md") or path.rpartition("/")[2] == "llms.txt"


def page_of(path: str) -> str:
    """Return the file of the page that a copy stands beside; "" for a file that is no copy."""
    return path.removesuffix(COPY) + "index.html" if path == COPY or path.endswith(f"/{COPY}") else ""


def lines(text: str, language: str, left_out: range = range(0)) -> Iterator[Shown]:
    """Yield the words of each line, without marks, but for those of the numbers `left_out`; `lead` is the line in bold or with a colon at its end that introduces a list or quotation, `around` the
    heading above."""
    around, lead, fenced = "", "", False
    for number, line in enumerate(text.split("\n"), 1):
        if number in left_out:
            lead = ""
            continue
        inner = _BEFORE.sub("", line)
        if inner.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield Shown(squeezed(inner), language, number, code=True)
        elif heading := _HEADING.match(inner):
            around, lead = words(inner[heading.end() :]), ""
            yield Shown(around, language, number)
        elif inner.startswith("|"):
            for cell in filter(None, map(words, _CELLS.split(inner))):
                if cell.strip("-: "):
                    yield Shown(cell, language, number, around=around)
        elif row := _ROW.match(inner):
            for said in filter(None, (words(row[1]), words(inner[row.end() :]))):
                yield Shown(said, language, number, around=around)
        elif said := words(inner):
            item = inner != line.lstrip(" >")
            title = inner.startswith("**") and inner.rstrip().endswith("**")
            yield Shown(said, language, number, lead if item or line.lstrip().startswith(">") else "", around)
            lead = lead if item else said if title or said.endswith((":", "：")) else ""


def words(line: str) -> str:
    """Return what a line of Markdown says: links as their words, without marks of emphasis and code."""
    if not _MARK.search(line):
        return squeezed(line)
    line = _LINK.sub(r"\1", _CODE.sub(r"\2", line))
    return squeezed(html.unescape(_ESCAPED.sub(r"\1", _BOLD.sub("", line))).rstrip("\\"))


def addresses(text: str) -> Iterator[tuple[str, int]]:
    """Yield (address, line) of every link, image and bare URL."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _ADDRESS.finditer(line):
            written, angled, mail, bare = found.groups()
            yield html.unescape(written or angled or (f"mailto:{mail}" if mail else bare.rstrip(_TRAILING))), number

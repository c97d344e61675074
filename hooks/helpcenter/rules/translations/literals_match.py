"""What stands in code is the same in every language, byte for byte: error messages, addresses, hashes, commands.

Readers compare it with their screen and search for it; a translated or mistyped one is never found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.source.schema import nearest
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule


def check(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        ours, theirs = _literals(section), _literals(other)
        counts, expected = Counter(text for text, _ in ours), Counter(text for text, _ in theirs)
        extra, missing = counts - expected, expected - counts
        for text, line in ours:
            if extra[text]:
                extra[text] -= 1
                yield Finding(
                    line,
                    f"{_first_line(text)} stands in code here and not in {source.path}:{other.line}.{nearest(text, missing)} Keep code as it is in the source.",
                )
        if not counts - expected:
            for text in missing:
                line = next(line for found, line in theirs if found == text)
                yield Finding(
                    section.line,
                    f"{_first_line(text)} of {source.path}:{line} is missing in “{section.title}”. Keep code as it is in the source.",
                )


def _literals(section: Section) -> list[tuple[str, int]]:
    found = []
    for block in section.walk():
        if block.kind == "code":
            found.append((block.text, block.line))
        found += [(piece.text, piece.line) for piece in block.inlines if piece.kind == "code"]
    return found


def _first_line(code: str) -> str:
    first = code.strip().split("\n")[0]
    return f"`{shortened(first)}`"  # as typed, blanks included


RULE = Rule("literals-match", HOUSE, page=check, yields_to=("address", "private-key", "recovery-phrase"))

"""A section has as many steps, in as many lists and as deeply nested, in a translation as in the source.

A reader who is shown one step less of a transfer or a rescue loses money, and nobody sees it who reads one language only.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.markdown.blocks import Block
from helpcenter.problems import count

from ..rule import HOUSE, Finding, Rule


def check(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        here, there = _steps(section), _steps(other)
        if here != there:
            yield Finding(
                section.line,
                f"“{section.title}” has {_shown(here)}; {source.path}:{other.line} has {_shown(there)}. Give each language the same steps.",
            )


def _steps(section: Section) -> tuple[tuple[int, int], ...]:
    """(depth, number of steps) of each ordered list of a section, in order."""
    found: list[tuple[int, int]] = []

    def visit(blocks: tuple[Block, ...], depth: int) -> None:
        for block in blocks:
            ordered = block.kind == "list" and block.name == "ordered"
            if ordered:
                found.append((depth, len(block.children)))
            visit(block.children, depth + ordered)

    visit(section.blocks, 0)
    return tuple(found)


def _shown(lists: tuple[tuple[int, int], ...]) -> str:
    if not lists:
        return "no steps"
    return " + ".join(count(steps, "step") + (f" nested {depth} deep" if depth else "") for depth, steps in lists)


RULE = Rule("steps-match", HOUSE, page=check)

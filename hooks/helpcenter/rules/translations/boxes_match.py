"""A translation warns as its source does: the same `{{ warning.* }}` lines and the same kinds of boxes, section by section and
at the same step.

A warning that one language lacks, or shows as a mere tip, or only after the step that sends, costs its readers their money.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.markdown.blocks import Block

from ..rule import HOUSE, Finding, Rule

Mark = tuple[str, int, int]  # what, number of the step it stands in or before, line


def check(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        ours, theirs = _marks(section), _marks(other)
        if _steps(section) != _steps(other):  # told by steps-match: compare the boxes, not where they stand
            ours, theirs = ([(what, 0, line) for what, _, line in marks] for marks in (ours, theirs))
        if [mark[:2] for mark in ours] == [mark[:2] for mark in theirs]:
            continue
        at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a[:2] != b[:2]), min(len(ours), len(theirs)))
        line = ours[at][2] if at < len(ours) else section.line
        counterpart = theirs[at][2] if at < len(theirs) else other.line
        yield Finding(
            line,
            f"“{section.title}” has {_shown(ours)}; {source.path}:{counterpart} has {_shown(theirs)}. Give each language the same boxes at the same place.",
        )


def _marks(section: Section) -> list[Mark]:
    """The boxes and warning lines of a section with the step each stands in (0: before the first)."""
    found: list[Mark] = []
    step = 0

    def visit(blocks: tuple[Block, ...], top: bool) -> None:
        nonlocal step
        for block in blocks:
            if block.kind == "warning":
                found.append((block.text, step, block.line))
            elif block.kind == "box":
                found.append((f"!!! {block.name}", step, block.line))
            if block.kind == "item" and top:
                step += 1
            visit(block.children, top and block.kind != "item")

    visit(section.blocks, True)
    return found


def _steps(section: Section) -> int:
    return sum(block.kind == "item" for block in section.walk())


def _shown(marks: list[Mark]) -> str:
    if not marks:
        return "no box"
    return ", ".join(f"`{what}`" + (f" at step {step}" if step else "") for what, step, _ in marks)


RULE = Rule("boxes-match", HOUSE, page=check, yields_in_section_to=("never-share-line",))

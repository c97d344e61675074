"""A translation beside its source, section by section: what every rule of parity walks over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpcenter.markdown.blocks import Block
from helpcenter.runtime.once import once_per_value

from .model import Library, Page, Section


def section_pairs(page: Page, library: Library) -> Iterator[tuple[Section, Section, Page]]:
    """(section, its source section, source page) of each section of a translation that its source has, by id."""
    source = library.source_of(page)
    if source is None:
        return
    sections = {section.id: section for section in source.sections}
    for section in page.sections:
        other = sections.get(section.id)
        if other is not None:
            yield section, other, source


def unit_pairs(section: Section, other: Section) -> Iterator[tuple[Block, Block]]:
    """The steps, paragraphs, boxes and list items of two sections that stand for each other; none where their order differs."""
    ours, theirs = _units(section), _units(other)
    if [around for around, _ in ours] == [around for around, _ in theirs]:
        yield from ((unit, counterpart) for (_, unit), (_, counterpart) in zip(ours, theirs, strict=True))


@once_per_value  # a source is compared with each of its translations
def _units(section: Section) -> tuple[tuple[str, Block], ...]:
    """The paragraphs, boxes and innermost list items of a section, each with the kinds of the blocks around it."""
    return tuple(_within(section.blocks, ""))


def _within(blocks: Sequence[Block], around: str) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        if block.kind in {"paragraph", "box"} or (block.kind == "item" and not any(child.kind == "list" for child in block.children)):
            yield f"{around}{block.kind}", block
        elif block.kind in {"list", "item", "tab"}:
            yield from _within(block.children, f"{around}{block.kind} ")

"""A translation beside its source, section by section: what every rule of parity walks over."""

from __future__ import annotations

from collections.abc import Iterator

from .articles import Library, Page, Section


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

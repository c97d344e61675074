"""Cases: the sections of an article that are folded in its page, each under its heading, until a reader chooses one.

Every `###` section is one, and each `##` section that its type's template calls `folded` (data/templates.yml). All else stands open.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import Library, Page, Section

CASE, CASE_TEXT = "case", "case-text"  # the classes of a case in the page and of the part of it that is folded


def cases_of(page: Page, library: Library) -> frozenset[str]:
    """Return the ids of the sections that are folded; of a page that is no article none."""
    article = library.article_of(page)
    if article is None:
        return frozenset()
    folded = {section.id for section in library.settings.templates.get(article.type, ()) if section.folded}
    return frozenset(section.id for section in page.sections if section.id and _is_case(section, folded))


def _is_case(section: Section, folded: set[str]) -> bool:
    return section.level == 3 or (section.level == 2 and section.id in folded)


def open_sections(page: Page, library: Library) -> Iterator[Section]:
    """Yield the sections whose text a reader sees without choosing a case."""
    cases, level = cases_of(page, library), 0  # level of the case that the section would stand in; 0 for none
    for section in page.sections:
        if level and section.level > level:
            continue
        level = section.level if section.id in cases else 0
        if not level:
            yield section

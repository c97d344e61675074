"""A translation has the sections of its source: the same ids, in the same order, at the same level.

Ids are the addresses of sections: support staff paste them, and the language switcher keeps the reader's place by them.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.source.schema import nearest

from ..rule import HOUSE, Finding, Rule


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page)
    if source is None:
        return
    theirs, ours = _named(source), _named(page)
    missing = {identifier: section for identifier, section in theirs.items() if identifier not in ours}
    extra = {identifier: section for identifier, section in ours.items() if identifier not in theirs}
    unnamed_here, unnamed_there = (any(section.level and not section.id for section in other.sections) for other in (page, source))
    if unnamed_there:
        extra = {}  # a heading without an id is told where it stands, once
    if unnamed_here:
        missing = {}
    for identifier, section in extra.items():
        yield Finding(
            section.line,
            f"{source.path} has no section `#{identifier}`.{nearest(identifier, missing)} Sections are the same in every language.",
        )
    for identifier, section in missing.items():
        if not nearest(identifier, extra):
            yield Finding(
                _end(page), f"the section `#{identifier}` is missing: {source.path}:{section.line} has “{section.title}”. Translate it."
            )
    shared = [identifier for identifier in theirs if identifier in ours]
    order = [identifier for identifier in ours if identifier in theirs]
    for expected, found in zip(shared, order, strict=True):
        if expected != found:
            yield Finding(
                ours[found].line,
                f"`#{found}` stands where {source.path}:{theirs[expected].line} has `#{expected}`. Keep the order of the source.",
            )
            break
    for identifier in shared:
        if ours[identifier].level != theirs[identifier].level:
            yield Finding(
                ours[identifier].line,
                f"`#{identifier}` is a heading of level {ours[identifier].level}; {source.path}:{theirs[identifier].line} has level {theirs[identifier].level}.",
            )


def _named(page: Page) -> dict[str, Section]:
    return {section.id: section for section in page.sections if section.id}


def _end(page: Page) -> int:
    return max((section.line for section in page.sections), default=page.body_line)


RULE = Rule("same-sections", HOUSE, page=check, yields_to=("empty-page",))

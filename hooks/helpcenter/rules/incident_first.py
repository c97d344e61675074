"""An article of type `incident` begins with the section `{#do-now}`, and that with an ordered list of one to five steps: no
word stands above it (S12).

Its reader is being robbed at this moment and acts on the first thing on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..articles import Library, Page
from ..problems import count
from ..rule import WALLET, Finding, Rule

SECTION = "do-now"
MOST = 5  # steps


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page) or page
    if source.text("type") != "incident" or page.thin:
        return
    sections = page.sections
    if not any(section.id == SECTION for section in sections):
        yield Finding(
            page.body_line, "an incident article begins with `## … {#do-now}`: this page has no such section. Put what to do at once there."
        )
        return
    place = next(index for index, section in enumerate(sections) if section.id == SECTION)
    do_now = sections[place]
    for section in sections[:place]:
        line = section.line if section.level else section.blocks[0].line
        what = f"“{section.title}” stands" if section.level else "text stands"
        yield Finding(
            line, f"{what} above “{do_now.title}” {{#do-now}} (line {do_now.line}): in an incident article nothing does. Move it below."
        )
    blocks = [block for block in do_now.blocks if block.kind not in {"comment", "waiver"}]
    lists = [block for block in blocks if block.kind == "list" and block.name == "ordered"]
    if not lists:
        yield Finding(do_now.line, f"“{do_now.title}” has no ordered list: write what to do at once as one to five numbered steps.")
        return
    if blocks[0] is not lists[0]:
        yield Finding(
            blocks[0].line,
            f"this stands before the first step of “{do_now.title}” (line {lists[0].line}): the section begins with its steps. Move it below.",
        )
    steps = sum(len(block.children) for block in lists)
    if steps > MOST:
        sixth = [item for block in lists for item in block.children][MOST]
        yield Finding(
            sixth.line, f"“{do_now.title}” has {count(steps, 'step')}; the limit is {MOST}. Move what can wait into a later section."
        )


RULE = Rule("incident-first", WALLET, page=check)

"""An article of type `incident` begins with the section `{#do-now}`, and that with an ordered list of one to five steps: no
word stands above it.

Its reader is being robbed at this moment and acts on the first thing on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.markdown.blocks import Block
from helpcenter.problems import count
from helpcenter.text.quoting import shortened

from ..rule import WALLET, Finding, Rule

SECTION = "do-now"
MOST = 5  # steps


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page) or page
    if source.text("type") != "incident" or page.thin:
        return
    sections = page.sections
    place = next((index for index, section in enumerate(sections) if section.id == SECTION), None)
    if place is None:
        yield Finding(
            page.body_line, "this incident article lacks the section `## … {#do-now}`, which comes first: put what to do at once there."
        )
        return
    do_now = sections[place]
    for section in sections[:place]:
        blocks = _shown_blocks(section)
        if section.level or blocks:
            line, what = (section.line, section.title) if section.level else (blocks[0].line, _words(blocks[0]))
            where = f"{page.path}:{do_now.line}"
            yield Finding(line, f"“{what}” stands above “{do_now.title}” ({where}): in an incident article nothing does. Move it below.")
    yield from _steps(do_now, page)


def _steps(do_now: Section, page: Page) -> Iterator[Finding]:
    blocks = _shown_blocks(do_now)
    lists = [block for block in blocks if block.kind == "list" and block.name == "ordered"]
    if not lists:
        yield Finding(do_now.line, f"“{do_now.title}” has no ordered list: write what to do at once as one to {MOST} numbered steps.")
        return
    if blocks[0] is not lists[0]:
        what, where = _words(blocks[0]), f"{page.path}:{lists[0].line}"
        yield Finding(blocks[0].line, f"“{what}” stands before the first step of “{do_now.title}” ({where}). Move it below the steps.")
    steps = [item for block in lists for item in block.children]
    if len(steps) > MOST:
        yield Finding(
            steps[MOST].line,
            f"“{do_now.title}” has {count(len(steps), 'step')}; the limit is {MOST}. Move what can wait into a later section.",
        )


def _shown_blocks(section: Section) -> list[Block]:
    return [block for block in section.blocks if block.kind not in {"comment", "waiver"}]


def _words(block: Block) -> str:
    """The first words of a block as the author wrote them."""
    text = next((part.text or part.title for part in block.walk() if part.text or part.title), block.kind)
    return shortened(text.split("\n")[0])


RULE = Rule("incident-first", WALLET, page=check)

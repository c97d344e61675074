"""What an incident article begins with: the section `{#do-now}`, whose list of steps is for everybody to whom it has happened."""

from __future__ import annotations

from helpcenter.markdown.blocks import Block

from .model import Page, Section

DO_NOW = "do-now"  # the id of that section


def first_list(page: Page) -> tuple[Block | None, list[Block]]:
    """Return the ordered list of the section, if it is there, and what follows it; without one, all that the section shows."""
    blocks = [block for section in page.sections if section.id == DO_NOW for block in shown_blocks(section)]
    at = next((index for index, block in enumerate(blocks) if is_numbered(block)), None)
    return (None, blocks) if at is None else (blocks[at], blocks[at + 1 :])


def shown_blocks(section: Section) -> list[Block]:
    """Return the blocks of a section that a reader sees."""
    return [block for block in section.blocks if block.kind not in {"comment", "waiver"}]


def is_numbered(block: Block) -> bool:
    return block.kind == "list" and block.name == "ordered"


def first_action(page: Page) -> Block | None:
    """Return the paragraph of the first step."""
    steps, _ = first_list(page)
    return next((part for part in steps.children[0].children if part.kind == "paragraph"), None) if steps else None

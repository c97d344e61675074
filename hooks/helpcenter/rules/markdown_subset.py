"""An article is written in the closed Markdown subset: headings with ids, paragraphs, lists, tables, boxes, tabs, code, links,
images, emphasis and the waiver comment.

On it our scan agrees with the rendered page, so that what was checked is what readers get. Anything else may look different in
each renderer, or not be seen by a check at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..articles import Library, Page
from ..rule import HOUSE, Finding, Rule

BOXES = ("danger", "warning", "info", "tip", "example")
_KINDS = {
    "quote": "a quotation (`>`)",
    "rule": "a horizontal line",
    "definition": "a link definition (`[label]: address`; write the address in the link)",
    "footnote": "a footnote",
    "html": "raw HTML",
    "comment": "a comment that is no waiver (`<!-- waive RULE: reason -->`)",
}
_FLAWS = {
    "underlined": "a heading that is underlined: write `## Title {#id}`",
    "no space": "a heading without a space after `#`",
    "indented": "code by indentation: indent by 4 only inside a step or a box, and fence code with ```",
    "unclosed": "code that is not closed: end it with a line of the same marks",
    "text after comment": "text after a comment on its line",
    "uneven indent": "a list whose items are indented differently",
    "list indented by less than 4": "a list indented by less than 4 spaces: it would become part of the outer one. Indent by 4",
    "followed by another list": "steps and bullets right after each other: they would become one list. Put a sentence between them",
    "list without blank line": "a list without an empty line before it: it would show as text",
    "too deep": "nested too deep",
}


def check(page: Page, library: Library) -> Iterator[Finding]:
    inside_flawed = {id(part) for block in page.walk() if block.kind == "list" and block.flaw for part in block.walk()}
    for block in page.walk():
        if block.kind in _KINDS:
            yield Finding(block.line, f"found {_KINDS[block.kind]}, which is outside the Markdown subset of CONTRIBUTING.md.")
        elif block.flaw:
            if not (block.flaw == "list without blank line" and id(block) in inside_flawed):
                yield Finding(block.line, f"found {_FLAWS.get(block.flaw, block.flaw)}.")
        elif block.kind == "box" and (block.text != "!!!" or block.name not in BOXES):
            yield Finding(block.line, f"found the box `{block.text} {block.name}`; expected `!!!` with one of {', '.join(BOXES)}.")
        elif block.kind == "box" and not block.title.strip():
            yield Finding(block.line, f'the box has no title: write `!!! {block.name} "Title"`.')
        elif block.kind in {"box", "tab", "item"} and not block.children:
            yield Finding(block.line, f"the {block.kind} is empty.")
        for piece in block.inlines if block.kind != "html" else ():
            if piece.kind == "html" and not piece.text.startswith("/"):
                yield Finding(piece.line, f"found raw HTML `{piece.raw[:60]}`, which is outside the Markdown subset of CONTRIBUTING.md.")
            elif piece.kind == "reference":
                yield Finding(piece.line, f"found the reference link `{piece.raw[:60]}`: write the address in the link.")


RULE = Rule("markdown-subset", HOUSE, page=check, yields_to=("raw-html", "shown-as-text", "links"))

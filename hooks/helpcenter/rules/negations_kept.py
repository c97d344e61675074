"""A warning box written by hand forbids in a translation what it forbids in the source.

“Never share it” without its “never” is an instruction to share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..articles import Library, Page, Section
from ..markdown import Block
from ..pairs import section_pairs
from ..rule import HOUSE, Finding, Rule

STRICT = ("danger", "warning", "caution", "failure")
NEGATION = {
    "zh": re.compile(
        r"绝不|切勿|请勿|没有|不(?![见同少仅但过久断良管只论])|没|勿|禁止|(?<![识分区特级差辨])别(?![人的名处家])|无法|无需|并非|未(?!来)"
    ),
    "en": re.compile(
        r"\b(?:not|no|never|nobody|none|nothing|cannot|can[’']t|don[’']t|doesn[’']t|won[’']t|isn[’']t|aren[’']t|without|neither|nor)\b",
        re.I,
    ),
    "es": re.compile(r"\b(?:no|nunca|jamás|nadie|ningún|ninguna|ninguno|nada|sin|ni|tampoco)\b", re.I),
}


def check(page: Page, library: Library) -> Iterator[Finding]:
    pattern, theirs = NEGATION.get(page.language), NEGATION.get(library.source_language) if library.languages else None
    if pattern is None or theirs is None:
        return
    for section, other, source in section_pairs(page, library):
        for box, counterpart in zip(_boxes(section), _boxes(other), strict=False):
            if theirs.search(_text(counterpart)) and not pattern.search(_text(box)):
                said = theirs.search(_text(counterpart))
                assert said is not None
                yield Finding(
                    box.line,
                    f"the box forbids nothing; {source.path}:{counterpart.line} says “{said[0]}”: “{_text(counterpart).strip()[:50]}”. Keep the negation.",
                )


def _boxes(section: Section) -> list[Block]:
    return [block for block in section.walk() if block.kind == "box" and block.name in STRICT]


def _text(box: Block) -> str:
    return box.title + " " + " ".join(piece.text for block in box.walk() for piece in block.inlines if block is not box)


RULE = Rule("negations-kept", HOUSE, page=check)

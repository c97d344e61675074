"""Every heading carries an explicit, unique id in English (`## 操作步骤 {#steps}`), and no level is skipped; the body has no `#`
heading, since the page template writes the title.

Made from Chinese words an id would be `_1`, and would move whenever a section is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page

from ..rule import HOUSE, Finding, Rule

_KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def check(page: Page, library: Library) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    level = 1
    for block in page.blocks:
        if block.kind != "heading":
            continue
        if block.level == 1:
            yield Finding(
                block.line, f"“{block.text}” is a heading of level 1. The title is written from `title`; begin sections with `##`."
            )
            continue
        if not block.name:
            yield Finding(
                block.line,
                f"the heading “{block.text}” has no id. Write `{'#' * block.level} {block.text} {{#english-id}}`, the same in every language.",
            )
        elif not _KEBAB.fullmatch(block.name):
            yield Finding(block.line, f"the id `{block.name}` is not lower-case English with hyphens.")
        elif block.name in seen:
            yield Finding(block.line, f"the id `{block.name}` stands already at line {seen[block.name]}. Give each section its own.")
        seen.setdefault(block.name, block.line)
        if block.level > level + 1:
            yield Finding(block.line, f"“{block.text}” is of level {block.level} below level {level}: a level is skipped.")
        level = block.level


RULE = Rule("heading-ids", HOUSE, page=check)

"""When support answers stands in data/support.yml, as `hours`, and a page says it as `{{ support.hours }}`.

“Around the clock” written by hand stays when the hours change, and a reader who is robbed at night waits for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..articles import Library, Page
from ..rule import HOUSE, Finding, Rule
from ..words import any_of, may_hold, unquoted, words

VALUE = "{{ support.hours }}"


def check(page: Page, library: Library) -> Iterator[Finding]:
    if not may_hold(library.tree.text(page.path) or "", page.language, "hours"):
        return
    for key in ("title", "summary", "reply"):
        yield from _found(page.text(key), page.front.line(key), page.language)
    for block in page.walk():
        for index, text in enumerate(block.prose.split("\n")):
            yield from _found(text, block.line + index, page.language)


def _found(text: str, line: int, language: str) -> Iterator[Finding]:
    if match := _hours(language).search(unquoted(text)):
        yield Finding(line, f"“{match[0]}” says by hand when support answers: write `{VALUE}`, the `hours` of data/support.yml.")


@cache
def _hours(language: str) -> re.Pattern[str]:
    return re.compile(f"(?i:{any_of(words('hours', language))})")


RULE = Rule("support-hours", HOUSE, page=check, yields_to=("untranslated",))

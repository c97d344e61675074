"""When support answers stands in data/support.yml, as `hours`, and a page says it as `{{ support.hours }}`.

“Around the clock” written by hand stays when the hours change, and a reader who is robbed at night waits for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import page_lines
from helpcenter.text.scripts import read_as
from helpcenter.text.words import any_of, may_hold, unquoted, words

from ..rule import HOUSE, Finding, Rule

VALUE = "{{ support.hours }}"


def check(page: Page, library: Library) -> Iterator[Finding]:
    if not may_hold(library.tree.text(page.path) or "", page.language, "hours"):
        return
    for text, line in page_lines(page):
        if match := _hours(page.language).search(read_as(unquoted(text), page.language)):
            yield Finding(line, f"“{match[0]}” says by hand when support answers: write `{VALUE}`, the `hours` of data/support.yml.")


@cache
def _hours(language: str) -> re.Pattern[str]:
    return re.compile(f"(?i:{any_of(words('hours', language))})")


RULE = Rule("support-hours", HOUSE, page=check, yields_to=("untranslated",))

"""When support answers stands in data/support.yml, as `hours`, and a page or a text of data/ says it as `{{ support.hours }}`.

“Around the clock” written by hand stays when the hours change, and a reader who is robbed at night waits for nobody. The hours of a
bank, of the police or of a market are their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import page_lines
from helpcenter.config.model import Settings
from helpcenter.text.scripts import read_as
from helpcenter.text.words import listed, may_hold, of_others, said_apart, unquoted

from ..rule import HOUSE, Finding, Rule

VALUE = "{{ support.hours }}"
_FORMS = ("weekdays", "hours_")  # of data/strings.yml: what the value is made of


def check(page: Page, library: Library) -> Iterator[Finding]:
    if not may_hold(library.text(page), page.language, "hours", "hours_if_open"):
        return
    for text, line in page_lines(page):
        yield from (Finding(line, sentence) for sentence in _by_hand(text, page.language))


def check_data(settings: Settings) -> Iterator[Finding]:
    for text in settings.texts:
        if text.path == "data/strings.yml" and text.name.startswith(_FORMS):
            continue
        for language, said in text.words.items():
            yield from (Finding(text.lines[language], sentence, text.path) for sentence in _by_hand(said, language))


def _by_hand(text: str, language: str) -> Iterator[str]:
    for sentence in said_apart(read_as(unquoted(text), language)):
        match = listed("hours", language).search(sentence) or _if_open(sentence, language)
        if match and not of_others(sentence, language):
            yield f"“{match[0]}” says by hand when support answers: write `{VALUE}`, the `hours` of data/support.yml."
            return


def _if_open(sentence: str, language: str) -> re.Match[str] | None:
    """A day or a time of day, in a sentence that says that we are there."""
    said = all(listed(name, language).search(sentence) for name in ("us", "open"))
    return listed("hours_if_open", language).search(sentence) if said else None


RULE = Rule("support-hours", HOUSE, page=check, data=check_data, yields_to=("untranslated",))

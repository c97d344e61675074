"""No text stands in a code that hides what it says: not in Base64, Base32 or hexadecimal.

Whoever reviews the page cannot read it, and no rule can: “decode this line and do what it says” may ask for anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Settings
from helpcenter.text.coded import coded

from ..rule import WALLET, Finding, Rule


def check(page: Page, library: Library) -> Iterator[Finding]:
    text = library.text(page)
    for at, hidden in coded(text):
        yield Finding(text.count("\n", 0, at) + 1, _sentence(hidden))


def check_data(settings: Settings) -> Iterator[Finding]:
    for text in settings.texts:
        for language, words in text.words.items():
            for _, hidden in coded(words):
                yield Finding(text.line, f"`{text.name}` in {language}: {_sentence(hidden)}", text.path)


def _sentence(hidden: str) -> str:
    return f"what stands here is a code for “{hidden[:60]}”: nobody who reviews the page can read it. Write it as text, or leave it out."


RULE = Rule("coded-text", WALLET, page=check, data=check_data)

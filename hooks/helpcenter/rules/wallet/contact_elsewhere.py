"""No sentence leads to support by a chat, code or number that stands outside data/support.yml.

An impostor needs no address on our page when the page says to answer him in the same chat.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.library import Library, Page
from helpcenter.sentences.passages import offending
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Finding, Rule

_WORDS = Wording("contact-elsewhere")
offence = _WORDS.offence  # where the sentence leads the reader to a contact outside the official channels


def check(page: Page, library: Library) -> Iterator[Finding]:
    for line, quote in offending(page, (_WORDS,), offence):
        yield Finding(
            line,
            f"“{quote}” leads to support outside the official channels, where impostors wait. Link to the article that lists the channels instead.",
        )


RULE = Rule("contact-elsewhere", WALLET, page=check)

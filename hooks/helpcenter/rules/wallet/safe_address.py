"""No sentence tells the reader to move funds to an address that support, an authority or a message gives.

The “safe account” is how people are led to empty their wallets themselves; the only safe address is in a wallet that the reader made.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.library import Library, Page
from helpcenter.sentences.passages import offending
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Finding, Rule

_WORDS = Wording("safe-address")
offence = _WORDS.offence  # where the sentence sends funds to an address of somebody else's choice


def check(page: Page, library: Library) -> Iterator[Finding]:
    for line, quote in offending(page, (_WORDS,), offence):
        yield Finding(
            line,
            f"“{quote}” moves funds to an address that somebody else gives: name a wallet that the reader creates, or leave it out.",
        )


RULE = Rule("safe-address", WALLET, page=check)

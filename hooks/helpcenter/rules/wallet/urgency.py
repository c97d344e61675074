"""No sentence threatens that a wallet is closed, or asks to verify one before an hour.

Nobody closes a self-custody wallet, and no wallet needs to be verified; who is in a hurry does not look at the address.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.library import Library, Page
from helpcenter.sentences.passages import offending
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Finding, Rule

_WORDS = Wording("urgency")
offence = _WORDS.offence  # where the sentence threatens or sets a deadline


def check(page: Page, library: Library) -> Iterator[Finding]:
    for line, quote in offending(page, (_WORDS,), offence):
        yield Finding(
            line,
            f"“{quote}” threatens, or hurries the reader to verify a wallet: nobody closes a wallet, and none needs to be verified. Say what the reader does, without a threat.",
        )


RULE = Rule("urgency", WALLET, page=check)

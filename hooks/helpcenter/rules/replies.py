"""The ready reply of an article gives no dangerous advice: nothing in it asks for a secret, promises a return, or sends a reader
where a page would not (S01-S18).

Support staff paste it without reading it again, and customers obey it word by word. It is made of the article, its `reply`
and data/replies.yml.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..articles import Library, Page
from ..replies import reply
from ..rule import WALLET, Finding, Rule

_NUMBERS = "fixed-numbers"  # the time of the first reply comes from data/


def check(page: Page, library: Library) -> Iterator[Finding]:
    from ..advice import offences  # noqa: PLC0415 (it is made of the other rules, and imports this package)

    article = library.article_of(page)
    if article is None or page.language not in {language.code for language in library.settings.built} or not library.settings.replies:
        return
    for paragraph in reply(library, article, page.language).text.split("\n\n"):
        for rule in offences(paragraph, page.language, article.secret_entry == "in-app"):
            if rule != _NUMBERS:
                line = page.front.line("reply" if "reply" in page.meta else "summary")
                yield Finding(line, f"the ready reply breaks {rule}: “{' '.join(paragraph.split())[:60]}”. See `explain {rule}`.")


RULE = Rule("replies", WALLET, page=check)

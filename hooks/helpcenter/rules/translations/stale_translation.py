"""A translation is made from its source as it is now: `translates` holds the source's fingerprint.

A stale translation shows a banner and is a warning; of a critical article it is an error, because a changed rescue or transfer
must reach every language at once; and so it is of a page that was never stamped, as `helpcenter new` writes it. Neither dates nor history decide it.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import NEVER_STAMPED, Library, Page
from helpcenter.problems import ERROR, WARNING

from ..rule import HOUSE, Finding, Rule


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    if article is None or not article.stale(page.language) or not isinstance(page.meta.get("translates"), str):
        return
    source = article.source
    if page.meta["translates"] == NEVER_STAMPED:
        yield Finding(
            page.front.line("translates"),
            f"was never stamped: translate {source.path}, then run `python -m helpcenter stamp {page.path}`.",
            severity=ERROR,
        )
        return
    yield Finding(
        page.front.line("translates"),
        f"was translated from {page.meta['translates']}; {source.path} is now {source.fingerprint}. "
        f"Translate what changed, then run `python -m helpcenter stamp {page.path}`.",
        severity=ERROR if article.severity == "critical" else WARNING,
    )


RULE = Rule("stale-translation", HOUSE, page=check)

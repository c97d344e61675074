"""An article is reviewed in time: 90 days after the last review when critical, 180 when high, 365 otherwise.

Only a report, never an error: it is the one result that depends on today's date, and a calendar must not stop a warning to readers.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from helpcenter.articles.library import Article, Library
from helpcenter.problems import WARNING

from ..rule import HOUSE, Finding, Rule

DAYS = {"critical": 90, "high": 180, "normal": 365}


def due(article: Article) -> datetime.date:
    """The day by which the article is to be reviewed again."""
    return article.reviewed + datetime.timedelta(days=DAYS.get(article.severity, 365))


def check(library: Library) -> Iterator[Finding]:
    today = datetime.date.today()
    for article in library.articles:
        if datetime.date.min < article.reviewed and due(article) < today:
            yield Finding(
                article.source.front.line("reviewed"),
                f"{article.owner} was due to review this by {due(article)}.",
                article.source.path,
            )


RULE = Rule("review-overdue", HOUSE, library=check, severity=WARNING)

"""An article is reviewed in time: 90 days after the last review when critical, 180 when high, 365 otherwise. So is each country of
data/authorities.yml, after the days that stand there.

Only a report, never an error: it is the one result that depends on today's date, and a calendar must not stop a warning to readers.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.problems import WARNING

from ..rule import HOUSE, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    today = datetime.date.today()
    for article in library.articles:
        if datetime.date.min < article.reviewed and article.review_due < today:
            yield Finding(
                article.source.front.line("reviewed"),
                f"{article.owner} was due to review this by {article.review_due}.",
                article.source.path,
            )

    reporting = library.settings.reporting
    for country in reporting.countries:
        if (due := reporting.due(country)) < today:
            sentence = f"{reporting.owner} was due to read the sources of `{country.code}` again by {due}; then set its `checked`."
            yield Finding(country.line, sentence, "data/authorities.yml")


RULE = Rule("review-overdue", HOUSE, library=check, severity=WARNING)

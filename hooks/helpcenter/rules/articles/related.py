"""`related` names other, existing articles.

A link that leads nowhere, or back to the page itself, leaves a reader in trouble without a next step.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.source.schema import nearest

from ..rule import HOUSE, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    for article in library.articles:
        for index, slug in enumerate(article.related):
            line = article.source.front.line("related", index)
            if slug == article.slug:
                yield Finding(line, "`related` names the article itself.", article.source.path)
            elif slug not in library.whole.by_slug:
                yield Finding(
                    line, f"`related` names `{slug}`, which is not an article.{nearest(slug, library.by_slug)}", article.source.path
                )


RULE = Rule("related", HOUSE, library=check)

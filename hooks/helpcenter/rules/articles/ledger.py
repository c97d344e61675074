"""The ledger data/ids.yml holds every id and every path ever published, and each of them still leads to its article.

Customers keep the links that staff send them: an id is never given to another article, and a path that goes becomes an alias.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import LedgerEntry

from ..rule import HOUSE, Finding, Rule

_LEDGER = "data/ids.yml"


def check(library: Library) -> Iterator[Finding]:
    library = library.whole  # what is left out now keeps its id and paths
    if "data/ids.yml" in library.settings.unread:
        return
    ledger = library.settings.ledger
    by_id: dict[int, Article] = {}
    for article in library.articles:
        line = article.source.front.line("id")
        if article.id in by_id:
            yield Finding(
                line,
                f"the id {article.id} belongs to {by_id[article.id].source.path} already. Take the next free one.",
                article.source.path,
            )
            continue
        by_id[article.id] = article
        yield from _article(article, ledger, line)
    routes = {article.route for article in library.articles}
    for number, entry in ledger.items():
        article_of_id = by_id.get(number)
        renumbered = article_of_id is None and not routes.isdisjoint(entry.paths)  # told at the article
        taken = article_of_id is not None and routes.isdisjoint(entry.paths)  # told at the article
        unread = article_of_id is None and any(library.page(library.source_language, path) for path in entry.paths)  # told there
        if entry.paths and not renumbered and not taken and not unread:
            yield from _entry(number, entry, article_of_id)
    yield from _aliases(library)


def _article(article: Article, ledger: Mapping[int, LedgerEntry], line: int) -> Iterator[Finding]:
    entry = ledger.get(article.id)
    path = article.source.path
    if entry is None:
        hint = next((f" The ledger has {number} for `{article.slug}`." for number, e in ledger.items() if e.slug == article.slug), "")
        yield Finding(
            line,
            f"the id {article.id} is not in {_LEDGER}.{hint} Add `{article.id}: {{slug: {article.slug}, category: {article.category}, paths: [{article.route}]}}`.",
            path,
        )
    elif article.slug != entry.slug and article.slug not in {p.rpartition("/")[2] for p in entry.paths}:
        yield Finding(
            line, f"the id {article.id} belongs to `{entry.slug}` ({_LEDGER}:{entry.line}); this article is `{article.slug}`.", path
        )
    elif article.route not in entry.paths:
        yield Finding(line, f"the path `{article.route}` is not among those of {article.id} in {_LEDGER}:{entry.line}. Add it there.", path)


def _entry(number: int, entry: LedgerEntry, article: Article | None) -> Iterator[Finding]:
    if article is None:
        yield Finding(
            entry.line,
            f"{number} (`{entry.slug}`) was published and has no article any more: links that customers keep would break. Bring it back.",
            _LEDGER,
        )
        return
    for path in entry.paths:
        if path != article.route and path not in article.aliases:
            yield Finding(
                entry.line, f"`{path}` was published and leads nowhere now. Add it to `aliases` of {article.source.path}.", _LEDGER
            )


def _aliases(library: Library) -> Iterator[Finding]:
    taken = {article.route: article.source.path for article in library.articles}
    taken |= {route: page.path for (language, route), page in library.pages.items() if language == library.source_language}
    for article in library.articles:
        for index, alias in enumerate(article.aliases):
            line = article.source.front.line("aliases", index)
            if alias in taken:
                yield Finding(
                    line, f"the alias `{alias}` is an address of {taken[alias]}: one address cannot lead to two pages.", article.source.path
                )
            taken.setdefault(alias, article.source.path)


RULE = Rule("ledger", HOUSE, library=check)

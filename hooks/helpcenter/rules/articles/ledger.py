"""The ledger data/ids.yml holds every id and every path ever published, and each of them still leads to its article, or to what took
its place.

Customers keep the links that staff send them: an id is never given to another article, a path that goes becomes an alias, and an
article that goes is retired there, with `helpcenter retire`.
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
        if entry.retired or entry.to:
            yield from _retired(number, entry, by_id)
        elif entry.paths and not renumbered and not taken and not unread:
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
            f"{number} (`{entry.slug}`) was published and has no article any more: links that customers keep would break. Bring it back, "
            "then run `helpcenter retire`.",
            _LEDGER,
        )
        return
    for path in entry.paths:
        if path != article.route and path not in article.aliases:
            yield Finding(
                entry.line, f"`{path}` was published and leads nowhere now. Add it to `aliases` of {article.source.path}.", _LEDGER
            )


def _retired(number: int, entry: LedgerEntry, by_id: Mapping[int, Article]) -> Iterator[Finding]:
    """A retired article is gone, and each of its paths leads to the article that takes its place, if one does."""
    if not entry.retired:
        yield Finding(entry.line, f"{number} has `to` and is not `retired`. Say when, by whom and why, or remove `to`.", _LEDGER)
    elif number in by_id:
        path = by_id[number].source.path
        yield Finding(entry.line, f"{number} is retired here, and {path} has its id. Remove `retired` and `to`, or the article.", _LEDGER)
    elif entry.to and entry.to not in by_id:
        yield Finding(entry.line, f"{number} leads to {entry.to}, which is no article that is there. Name one, or remove `to`.", _LEDGER)
    else:
        for path in entry.paths:
            there = next((a for a in by_id.values() if path == a.route or path in a.aliases), None)
            if entry.to and there is None:
                yield Finding(
                    entry.line,
                    f"`{path}` was published and leads nowhere now. Add it to `aliases` of {by_id[entry.to].source.path}.",
                    _LEDGER,
                )
            elif there and there.id != entry.to:
                yield Finding(
                    entry.line, f"`{path}` leads to {there.source.path}, whose id is {there.id}. Write `to: {there.id}`.", _LEDGER
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

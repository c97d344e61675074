"""`helpcenter rename` and `helpcenter move`: an article changes its address in every language, and all that leads to it follows."""

from __future__ import annotations

from dataclasses import replace

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import LedgerEntry
from helpcenter.search.questions import path_of
from helpcenter.source.schema import nearest

from .files import Changes, Moved, WritingError
from .ledger import LEDGER, ledger_with
from .repair import Lead, article_named, kept_fresh, refuse_slug, relinked, with_aliases, with_related, with_slug_in_data


def rename(library: Library, old: str, new_name: str) -> Changes:
    """Return the changes that move an article in every language: the old path becomes an alias; links, `related`, data/ and its questions follow.

    `old` is a slug or category/slug, and so is `new_name`. Raises WritingError if either does not fit.
    """
    article = article_named(library, old)
    category, _, slug = new_name.rpartition("/")
    refuse_slug(slug)
    return _moved(library, article, category or article.category, slug)


def move(library: Library, name: str, category: str) -> Changes:
    """Return the changes that move an article into another category. Raises WritingError if either does not fit."""
    article = article_named(library, name)
    return _moved(library, article, category.rstrip("/"), article.slug)


def _moved(library: Library, article: Article, category: str, slug: str) -> Changes:
    route = f"{category}/{slug}"
    categories = [entry.slug for entry in library.settings.categories]
    if category not in categories:
        raise WritingError(f"{category!r} is not a category.{nearest(category, categories)} Categories: {', '.join(categories)}.")
    if route == article.route:
        raise WritingError(f"{article.route!r} has this name already.")
    if slug in library.by_slug and library.by_slug[slug] is not article:
        raise WritingError(f"{slug!r} is taken by {library.by_slug[slug].source.path}.")
    if taken := next((other for other in library.articles if route in other.aliases and other is not article), None):
        raise WritingError(f"{route!r} is a former path of {taken.source.path}, to which it redirects forever.")
    ledger = library.settings.ledger
    for number, entry in ledger.items():
        if number != article.id and (slug == entry.slug or route in entry.paths):
            raise WritingError(f"{slug!r} belongs to {number} ({LEDGER}:{entry.line}), which readers may still ask for. Take another slug.")

    changes: Changes = {}
    for page in library.pages.values():
        text = library.tree.text(page.path) or ""
        here = route if page.route == article.route else page.route
        changed, _ = relinked(page, text, here, Lead(article.route, route))
        if page is article.source:
            changed = with_aliases(changed, page, [alias for alias in (*article.aliases, article.route) if alias != route])
        if slug != article.slug and page.language == library.source_language and not page.thin and not page.problems:
            changed = with_related(changed, page, article.slug, slug)
        if page.route == article.route:
            changes[library.path_of(page.language, route)] = Moved(page.path, changed)
        elif changed != text:
            changes[page.path] = changed
    entry = ledger.get(article.id) or LedgerEntry(slug, category, (article.route,), 0)
    entry = replace(entry, slug=slug, category=category, paths=tuple(dict.fromkeys([*entry.paths, route])))
    changes[LEDGER] = ledger_with(library.tree.text(LEDGER) or "", article.id, entry)
    changes |= with_slug_in_data(library, article.slug, slug)
    for language in library.settings.languages if slug != article.slug else ():
        if library.tree.text(path_of(language.code, article.slug)):
            changes[path_of(language.code, slug)] = Moved(path_of(language.code, article.slug))
    return kept_fresh(library, changes, {article.route: route})

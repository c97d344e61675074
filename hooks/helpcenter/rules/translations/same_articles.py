"""Every language has the same pages, each in a declared language and a known category, and a category has a landing page where
it has articles.

A reader who changes the language must arrive at the same article; a page that exists in one language only is a dead end for
support staff who answer in another. A language in preparation (`build: false`) may lack pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import THIN_ROUTES, Library, Page
from helpcenter.source.files import TEXT_ENDINGS
from helpcenter.source.schema import nearest

from ..rule import HOUSE, Finding, Rule

_CATEGORIES = "data/categories.yml"


def check(library: Library) -> Iterator[Finding]:
    source = library.source_language if library.languages else ""
    if not any(language == source for language, _ in library.pages):
        yield Finding(
            0,
            f"there are no pages in the source language: expected {library.docs}/{source}/index.md and articles.",
            f"{library.docs}/{source}",
        )
        return
    routes = {route for language, route in library.pages if language == source}
    for language in library.languages:
        here = {route for code, route in library.pages if code == language.code}
        if not here and language.built:
            yield Finding(
                0,
                f"the folder of {language.name} has no pages; {library.docs}/{source} has {len(routes)}.",
                f"{library.docs}/{language.code}",
            )
            continue
        for route in sorted(routes - here) if language.built else ():
            other = library.path_of(source, route)
            if not nearest(route, here - routes):  # a mistyped name is told there
                yield Finding(
                    0, f"this page is missing: {other} has no counterpart here. Translate it.", library.path_of(language.code, route)
                )
        for route in sorted(here - routes):
            hint = nearest(route, routes - here)
            yield Finding(
                0,
                f"there is no {library.path_of(source, route)} that this could be a translation of.{hint}",
                library.path_of(language.code, route),
            )
    yield from _uncategorized(library)
    for page in library.pages.values():
        if page.language == source:
            yield from _placed(page, library)
    yield from _landings(library)
    yield from _strays(library)


def _placed(page: Page, library: Library) -> Iterator[Finding]:
    """An article stands in docs/<language>/<category>/<slug>.md."""
    folder, _, _ = page.route.rpartition("/")
    if page.route in THIN_ROUTES:
        return
    if not folder or "/" in folder:
        yield Finding(0, f"an article stands in {library.docs}/{page.language}/<category>/<slug>.md; this is `{page.route}`.", page.path)


def _uncategorized(library: Library) -> Iterator[Finding]:
    """Folders that are no category: one with several articles is missing in data/categories.yml, and is told there, once."""
    categories = {category.slug for category in library.settings.categories}
    folders: dict[str, list[Page]] = {}
    for page in library.pages.values():
        if page.language == library.source_language and page.route.count("/") == 1:
            folders.setdefault(page.route.partition("/")[0], []).append(page)
    for folder, pages in folders.items():
        if folder in categories or _CATEGORIES in library.settings.unread:
            continue
        if len(pages) > 1:
            where = f"{library.docs}/{library.source_language}/{folder}/"
            sentence = (
                f"`{folder}` is missing here, and {where} holds {len(pages)} pages. Add `{folder}: {{ids: …, icon: …}}`, or move them."
            )
            yield Finding(0, sentence, _CATEGORIES)
        else:
            yield Finding(0, f"`{folder}` is not a category of {_CATEGORIES}.{nearest(folder, categories)}", pages[0].path)


def _landings(library: Library) -> Iterator[Finding]:
    for language in library.settings.built:
        if language.source and library.page(language.code, "index") is None:
            yield Finding(0, "the home page is missing: expected `title` and `summary`.", library.path_of(language.code, "index"))
    for category in library.settings.categories:
        route, has = f"{category.slug}/index", bool(library.in_category(category.slug))
        page = library.page(library.source_language, route)
        if has and page is None:
            yield Finding(
                0,
                "the category has articles and no landing page: expected `title` and `summary`.",
                library.path_of(library.source_language, route),
            )
        if page is not None and not has:
            yield Finding(
                0,
                f"the category `{category.slug}` has no articles: its landing page would be empty. Begin one, or remove the page.",
                page.path,
            )


def _strays(library: Library) -> Iterator[Finding]:
    """Nothing else stands in docs/: MkDocs takes any two-letter folder for a language and would publish the rest as it is."""
    codes = [language.code for language in library.languages]
    for path in library.tree.files:
        parts = path.split("/")
        if parts[0] != library.docs:
            continue
        if len(parts) == 2:
            yield Finding(0, f"only the folders of the languages ({', '.join(codes)}) stand in {library.docs}/.", path)
        elif parts[1] not in codes:
            yield Finding(
                0, f"`{parts[1]}` is no language of mkdocs.yml ({', '.join(codes)}): the file would vanish or be published as it is.", path
            )
        elif not path.endswith(".md"):
            kind = "text file" if path.endswith(TEXT_ENDINGS) else "file"
            yield Finding(0, f"this {kind} is not a page. What all languages share stands in overrides/assets/.", path)


RULE = Rule("same-articles", HOUSE, library=check)

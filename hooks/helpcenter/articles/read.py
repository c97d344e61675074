"""Reading pages, articles and the library from source files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpcenter.config.model import Settings
from helpcenter.config.read import read_settings
from helpcenter.problems import Problem
from helpcenter.runtime.garbage import paused_gc
from helpcenter.source.files import File, Tree
from helpcenter.source.yaml_lines import Yaml, load

from .model import DOCS, Article, Library, Page
from .product import for_product

RULE = "front-matter"
_AFTER_KEYS = re.compile(r"\n(?=\n|#)")
_FENCE = re.compile(r"^---[ \t]*$", re.M)


@paused_gc()
def read_library(tree: Tree, settings: Settings | None = None, docs: str = DOCS, before: Library | None = None) -> Library:
    """The library of a project's tree, whose pages stand in `docs`/<language>/, without what its product lacks.

    While nothing but pages has changed since the library `before`, it takes the settings and the other pages of that one.
    Never raises: what is wrong is in `problems`, or is found by the rules.
    """
    before = before.whole if before and _beside(before.tree, docs) == _beside(tree, docs) else None
    settings = settings or (before.settings if before else read_settings(tree))
    codes = {language.code for language in settings.languages}
    pages: dict[tuple[str, str], Page] = {}
    for path, file in tree.files.items():
        language, _, name = path.removeprefix(f"{docs}/").partition("/")
        if path.startswith(f"{docs}/") and language in codes and name.endswith(".md") and file.text is not None:
            route = name.removesuffix(".md")
            known = before.page(language, route) if before and before.tree.text(path) == file.text else None
            pages[language, route] = known or parse_page(path, language, route, file.text)
    articles = sorted(_articles(pages, settings), key=lambda article: _place(article, settings))
    found = [problem for page in pages.values() for problem in page.problems]
    whole = Library(
        tree,
        settings,
        pages,
        tuple(articles),
        (*tree.problems, *settings.problems, *found),
        docs,
        by_slug={article.slug: article for article in articles},
    )
    return for_product(whole)


def _beside(tree: Tree, docs: str) -> dict[str, File]:
    """What stands beside the pages: settings are made of it."""
    return {path: file for path, file in tree.files.items() if not path.startswith(f"{docs}/")}


def parse_page(path: str, language: str, route: str, text: str) -> Page:
    """The page of the file `path`, with its front matter and body apart."""
    opening = _FENCE.match(text)
    if not opening:
        return Page(path, language, route, Yaml(), text, 1)
    closing = _FENCE.search(text, opening.end() + 1)
    if not closing:
        problem = Problem(path, 1, RULE, "the front matter is not closed: expected a line `---` after the last key.")
        keys = _AFTER_KEYS.search(text)  # so that nothing is told of sections that are there
        start = keys.end() if keys else len(text)
        return Page(path, language, route, Yaml(), text[start:], text.count("\n", 0, start) + 1, (problem,))
    front = load(text[opening.end() + 1 : closing.start()], path, 2)
    body = text[closing.end() + 1 :]
    problems = front.problems
    if not problems and front.value is not None and not isinstance(front.value, dict):
        problems = (Problem(path, 2, RULE, "the front matter is not a map: expected lines like `title: …`."),)
    return Page(path, language, route, front, body, text.count("\n", 0, closing.end() + 1) + 1, problems)


def _articles(pages: Mapping[tuple[str, str], Page], settings: Settings) -> Iterator[Article]:
    if not settings.languages:
        return
    source = settings.source.code
    for (language, route), page in pages.items():
        meta = page.meta
        if language != source or page.thin or route.count("/") != 1 or type(meta.get("id")) is not int:
            continue
        category, slug = route.split("/")
        reviewed = meta.get("reviewed")
        yield Article(
            id=meta["id"],
            slug=slug,
            category=category,
            type=page.text("type"),
            severity=page.text("severity"),
            scope=_words(meta, "scope"),
            moves_funds=meta.get("moves_funds") is True,
            secret_entry=page.text("secret_entry"),
            response=page.text("response"),
            evidence=_words(meta, "evidence"),
            related=_words(meta, "related"),
            aliases=_words(meta, "aliases"),
            owner=page.text("owner"),
            reviewed=reviewed if isinstance(reviewed, datetime.date) else datetime.date.min,
            error_codes=_words(meta, "error_codes"),
            pages={code: pages[code, route] for code in (entry.code for entry in settings.languages) if (code, route) in pages},
            source=page,
            needs=_words(meta, "needs"),
        )


def _words(meta: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = meta.get(key)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _place(article: Article, settings: Settings) -> tuple[int, int]:
    order: Sequence[str] = [category.slug for category in settings.categories]
    return (order.index(article.category) if article.category in order else len(order), article.id)

"""Pages, articles and the library: all articles of all languages, read once.

A page is a file of docs/<language>/; its route is its path without language and ending (`transfers/send-transfer`), the same
in every language. The page in the source language is the source; the others are translations of it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from helpcenter.config.renderer import Renderer, renderer_of
from helpcenter.config.settings import Language, Settings, has_data, read_settings
from helpcenter.markdown.blocks import Block, scan, walk
from helpcenter.problems import Problem
from helpcenter.runtime.garbage import paused_gc
from helpcenter.source.files import File, Tree
from helpcenter.source.yaml_lines import Yaml, load

RULE = "front-matter"
DOCS = "docs"
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # of what MkDocs takes for a page; here `.md` alone is read
THIN_ROUTES = ("index", "glossary", "tracks", "topics")  # filled from the library; a category's is <category>/index
NEVER_STAMPED = "h0000000000"  # what `helpcenter new` writes as the fingerprint of a translation's source
_AFTER_KEYS = re.compile(r"\n(?=\n|#)")
_FENCE = re.compile(r"^---[ \t]*$", re.M)


@dataclass(frozen=True)
class Section:
    """A heading with what follows it up to the next heading of any level. The part before the first heading has id ""."""

    id: str
    title: str
    level: int
    line: int
    blocks: tuple[Block, ...]

    def walk(self) -> tuple[Block, ...]:
        """Every block of the section, containers before what they hold."""
        return self._every

    @cached_property
    def _every(self) -> tuple[Block, ...]:
        return tuple(walk(self.blocks))


@dataclass(frozen=True)
class Page:
    """One article, or one thin page, in one language."""

    path: str
    language: str
    route: str
    front: Yaml
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()

    @property
    def meta(self) -> Mapping[str, Any]:
        return self.front.value if isinstance(self.front.value, dict) else {}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return scan(self.body, self.body_line)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        sections: list[Section] = []
        heading = Block("heading", self.body_line)
        content: list[Block] = []

        def close() -> None:
            if heading.level or content:
                sections.append(Section(heading.name, heading.text, heading.level, heading.line, tuple(content)))

        for block in self.blocks:
            if block.kind == "heading":
                close()
                heading, content = block, []
            else:
                content.append(block)
        close()
        return tuple(sections)

    def walk(self) -> tuple[Block, ...]:
        """Every block of the page, containers before what they hold."""
        return self._every

    @cached_property
    def _every(self) -> tuple[Block, ...]:
        return tuple(walk(self.blocks))

    def section_at(self, line: int) -> Section | None:
        """The section that a line of the body stands in; None for the front matter."""
        return next((section for section in reversed(self.sections) if section.line <= line), None) if line >= self.body_line else None

    @property
    def thin(self) -> bool:
        return self.route in THIN_ROUTES or self.route.endswith("/index")

    def text(self, key: str) -> str:
        value = self.meta.get(key)
        return value if isinstance(value, str) else ""

    @cached_property
    def fingerprint(self) -> str:
        """Ten hexadecimal digits of the SHA-256 of title, summary and body with white space folded, after an `h`.

        Taken before values are put in: a changed fee does not make a translation stale.
        """
        words = "\n".join(" ".join(part.split()) for part in (self.text("title"), self.text("summary"), self.body))
        return "h" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:10]


@dataclass(frozen=True)
class Article:
    """One help topic in all its languages. The facts stand in the source page's front matter."""

    id: int
    slug: str
    category: str
    type: str
    severity: str
    scope: tuple[str, ...]
    moves_funds: bool
    secret_entry: str
    response: str
    evidence: tuple[str, ...]
    related: tuple[str, ...]
    aliases: tuple[str, ...]
    owner: str
    reviewed: datetime.date
    error_codes: tuple[str, ...]
    pages: Mapping[str, Page]
    source: Page

    @property
    def route(self) -> str:
        return f"{self.category}/{self.slug}"

    def stale(self, language: str) -> bool:
        """Whether the translation was stamped for another text of its source."""
        page = self.pages.get(language)
        return page is not None and page is not self.source and page.meta.get("translates") != self.source.fingerprint


@dataclass(frozen=True)
class Library:
    """Everything the rules look at: the tree, the settings, and the pages by language and route."""

    tree: Tree
    settings: Settings
    pages: Mapping[tuple[str, str], Page]
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    docs: str = DOCS
    by_slug: Mapping[str, Article] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[Language, ...]:
        return self.settings.languages

    @cached_property
    def ours(self) -> bool:
        """Whether this is a help center of this project, and not any site of MkDocs."""
        return self.docs == DOCS and has_data(self.tree)

    @cached_property
    def renderer(self) -> Renderer:
        """How pages are rendered; of our own, whose rules ask for more, no Markdown is told."""
        return replace(renderer_of(self.tree), plain=False) if self.ours else renderer_of(self.tree)

    @property
    def source_language(self) -> str:
        return self.settings.source.code

    def page(self, language: str, route: str) -> Page | None:
        return self.pages.get((language, route))

    def source_of(self, page: Page) -> Page | None:
        """The source page of a translation; None for a source page or where there is none."""
        if page.language == self.source_language:
            return None
        return self.pages.get((self.source_language, page.route))

    def translations(self) -> Iterator[tuple[Page, Page]]:
        """(source, translation) of every page that has both."""
        for page in self.pages.values():
            source = self.source_of(page)
            if source is not None:
                yield source, page

    def article_of(self, page: Page) -> Article | None:
        return self.by_route.get(page.route)

    @cached_property
    def by_route(self) -> Mapping[str, Article]:
        return {article.route: article for article in self.articles}

    def in_category(self, slug: str) -> tuple[Article, ...]:
        return self._by_category.get(slug, ())

    @cached_property
    def _by_category(self) -> Mapping[str, tuple[Article, ...]]:
        found: dict[str, list[Article]] = {}
        for article in self.articles:
            found.setdefault(article.category, []).append(article)
        return {slug: tuple(articles) for slug, articles in found.items()}

    @cached_property
    def in_language(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles that there are in each language, in order."""
        return {language.code: tuple(a for a in self.articles if language.code in a.pages) for language in self.languages}

    def live_categories(self, language: str) -> tuple[Any, ...]:
        """The categories that have an article in this language, in the order of data/categories.yml."""
        live = {article.category for article in self.in_language[language]}
        return tuple(category for category in self.settings.categories if category.slug in live)


@paused_gc()
def read_library(tree: Tree, settings: Settings | None = None, docs: str = DOCS, before: Library | None = None) -> Library:
    """The library of a project's tree, whose pages stand in `docs`/<language>/.

    While nothing but pages has changed since the library `before`, it takes the settings and the other pages of that one.
    Never raises: what is wrong is in `problems`, or is found by the rules.
    """
    if before and _beside(before.tree, docs) != _beside(tree, docs):
        before = None
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
    return Library(
        tree,
        settings,
        pages,
        tuple(articles),
        (*tree.problems, *settings.problems, *found),
        docs,
        by_slug={article.slug: article for article in articles},
    )


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
        )


def _words(meta: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = meta.get(key)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _place(article: Article, settings: Settings) -> tuple[int, int]:
    order: Sequence[str] = [category.slug for category in settings.categories]
    return (order.index(article.category) if article.category in order else len(order), article.id)

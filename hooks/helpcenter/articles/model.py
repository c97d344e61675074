"""Pages, articles and the library of all languages, as values.

A page is a file of docs/<language>/; its route is its path without language and ending (`transfers/send-transfer`), the same
in every language. The page in the source language is the source; the others are translations of it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from helpcenter.config.languages import has_data
from helpcenter.config.model import Category, Language, Settings
from helpcenter.config.renderer import Renderer, renderer_of
from helpcenter.markdown.blocks import Block, scan, walk
from helpcenter.problems import Problem
from helpcenter.source.files import Tree
from helpcenter.source.yaml_lines import Yaml

DOCS = "docs"
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # of what MkDocs takes for a page; here `.md` alone is read
THIN_ROUTES = ("index", "glossary", "tracks", "topics")  # filled from the library; a category's is <category>/index
NEVER_STAMPED = "h0000000000"  # what `helpcenter new` writes as the fingerprint of a translation's source
REVIEW_DAYS = {"critical": 90, "high": 180, "normal": 365}  # by severity, from one review of an article to the next


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

    @property
    def review_due(self) -> datetime.date:
        """The day by which the article is to be reviewed again."""
        return self.reviewed + datetime.timedelta(days=REVIEW_DAYS.get(self.severity, max(REVIEW_DAYS.values())))

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

    @cached_property
    def published(self) -> Library:
        """The library without the pages of languages in preparation."""
        built = {language.code for language in self.settings.built}
        if built == {language.code for language in self.languages}:
            return self
        gone = {page.path for page in self.pages.values() if page.language not in built}
        articles = tuple(
            replace(article, pages={code: page for code, page in article.pages.items() if code in built}) for article in self.articles
        )
        return replace(
            self,
            pages={key: page for key, page in self.pages.items() if key[0] in built},
            articles=articles,
            problems=tuple(problem for problem in self.problems if problem.path not in gone),
            by_slug={article.slug: article for article in articles},
        )

    @property
    def source_language(self) -> str:
        return self.settings.source.code

    def path_of(self, language: str, route: str) -> str:
        """The path of the file of a page, be it there or not."""
        return f"{self.docs}/{language}/{route}.md"

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

    def live_categories(self, language: str) -> tuple[Category, ...]:
        """The categories that have an article in this language, in the order of data/categories.yml."""
        live = {article.category for article in self.in_language[language]}
        return tuple(category for category in self.settings.categories if category.slug in live)

"""Pages, articles and the library of all languages, as values.

A page is a file of docs/<language>/; its route is its path without language and ending (`transfers/send-transfer`), the same
in every language. The page in the source language is the source; the others are translations of it.
"""

from __future__ import annotations

import datetime
import hashlib
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from helpcenter.config.languages import has_data
from helpcenter.config.model import Category, Language, Settings
from helpcenter.config.renderer import Renderer, renderer_of
from helpcenter.markdown import needs
from helpcenter.markdown.blocks import Block, Line, numbered, scan_lines, walk
from helpcenter.problems import Problem
from helpcenter.source.files import Tree
from helpcenter.source.yaml_lines import Yaml

DOCS = "docs"
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # of what MkDocs takes for a page; here `.md` alone is read
REPORTING = "reporting"  # the page that shows the authorities of data/authorities.yml, and alone may
# Pages that are filled from the library; that of a category is <category>/index.
THIN_ROUTES = ("index", "glossary", "tracks", "topics", "survey", "thanks", REPORTING)
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
class Lacking:
    """What the product lacks: `features` of data/product.yml, and with them `places`: pages by route, sections as `route#id`."""

    features: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """One article, or one thin page, in one language.

    `body` is the whole text as written. Without markers and without what the product is `lacking`, it is `shown`, in `lines`; of
    these are `blocks` and `sections`.
    """

    path: str
    language: str
    route: str
    front: Yaml
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()
    lacking: Lacking = Lacking()

    @property
    def meta(self) -> Mapping[str, Any]:
        return self.front.value if isinstance(self.front.value, dict) else {}

    @cached_property
    def reading(self) -> needs.Reading | None:
        """The body with its markers apart; None where nothing can be left out."""
        links = needs.links_alone(self.body) if self.lacking.places else ()
        if needs.names_in(self.body) or any(map(self._is_gone, links)):
            return needs.read(numbered(self.body, self.body_line))
        return None

    @cached_property
    def left_out(self) -> frozenset[int]:
        """The lines of what the product lacks."""
        if self.lacking == Lacking() or not self.reading:
            return frozenset()
        return needs.left_out(self.reading, self.lacking.features, self._is_gone)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The numbered lines of the body that readers get."""
        return needs.kept(self.reading, self.left_out) if self.reading else numbered(self.body, self.body_line)

    def needed_at(self, line: int) -> tuple[str, ...]:
        """The features that the product lacks for a line which is left out."""
        markers = (marker for marker in self.reading.markers if marker.line <= line <= marker.last) if self.reading else ()
        return tuple(dict.fromkeys(name for marker in markers for name in marker.needs if name in self.lacking.features))

    @property
    def headings_left_out(self) -> tuple[Block, ...]:
        blocks = self.reading.blocks if self.reading else ()
        return tuple(block for block in blocks if block.kind == "heading" and block.line in self.left_out)

    @property
    def shown(self) -> str:
        """The Markdown that readers get."""
        return "\n".join(text for _, text in self.lines) if self.reading else self.body

    @property
    def shown_in_place(self) -> str:
        """The same, with an empty line for each that is left out: line n is line n of `body`."""
        texts = dict(self.lines)
        return "\n".join(texts.get(number, "") for number, _ in numbered(self.body, self.body_line)) if self.reading else self.body

    @cached_property
    def whole(self) -> Page:
        """The page of a product that has everything."""
        return replace(self, lacking=Lacking()) if self.lacking != Lacking() else self

    def _is_gone(self, target: str) -> bool:
        path, mark, anchor = target.partition("#")
        route = route_of_link(path, self.route)
        return path.endswith(".md") and not self.lacking.places.isdisjoint({route, route + mark + anchor})

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        if self.reading and not self.left_out:
            return self.reading.blocks
        return scan_lines(self.lines)

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


def route_of_link(link: str, here: str) -> str:
    """The route that a link in the Markdown of the page `here` leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(here), link)).lstrip("/").removesuffix(".md")


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
    needs: tuple[str, ...] = ()

    def left_out(self, lacking: Collection[str]) -> bool:
        """Whether a product that lacks these features has no use for it: it lacks one that the article needs, or each that it is about."""
        return not set(self.needs).isdisjoint(lacking) or (bool(self.scope) and set(self.scope) <= set(lacking))

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
    """Everything the rules look at: the tree, the settings, and the pages by language and route.

    What the product lacks is in none of them but in `everything`: the library of a product that has it all.
    """

    tree: Tree
    settings: Settings
    pages: Mapping[tuple[str, str], Page]
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    docs: str = DOCS
    by_slug: Mapping[str, Article] = field(default_factory=dict)
    everything: Library | None = None

    @property
    def whole(self) -> Library:
        """The library of a product that has everything: what writers work on, and what the ledger and the pins know."""
        return self.everything or self

    @property
    def left_out(self) -> Iterator[Page]:
        """The pages that only `whole` has."""
        return (page for key, page in self.whole.pages.items() if key not in self.pages)

    def needed_by(self, page: Page) -> tuple[str, ...]:
        """The features that the product lacks for a page which is left out; none for that of a category, which lacks its articles."""
        article = self.whole.article_of(page)
        lacking = self.settings.lacking
        if article is None:
            return ()
        return tuple(name for name in article.needs if name in lacking) or tuple(name for name in article.scope if name in lacking)

    def text(self, page: Page) -> str:
        """The text of a page's file, with an empty line for each that is left out."""
        text = self.tree.text(page.path) or ""
        return text[: len(text) - len(page.body)] + page.shown_in_place if page.left_out else text

    def made_of(self, page: Page) -> str:
        """What the page depends on: the text of its file, and what of it is left out."""
        return f"{self.tree.text(page.path) or ''}{sorted(page.left_out) or ''}"

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

    @cached_property
    def retired(self) -> Mapping[int, Article | None]:
        """The ids of the articles that are no more, each with the article that takes its place, None where none does."""
        by_id = {article.id: article for article in self.articles}
        entries = self.settings.ledger.items()
        return {number: by_id.get(entry.to) for number, entry in entries if entry.retired and number not in by_id}

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

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The categories, without those of which everything is left out."""
        return tuple(c for c in self.settings.categories if self.in_category(c.slug) or not self.whole.in_category(c.slug))

    def live_categories(self, language: str) -> tuple[Category, ...]:
        """The categories that have an article in this language, in the order of data/categories.yml."""
        live = {article.category for article in self.in_language[language]}
        return tuple(category for category in self.settings.categories if category.slug in live)

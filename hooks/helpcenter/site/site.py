"""A built site: its files, their pages, and what each URL leads to.

It is read after every language is built and before anything is published.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from helpcenter.articles.model import Library
from helpcenter.articles.model import Page as SourcePage
from helpcenter.links import routes
from helpcenter.links.in_html import Base, base_of, resolve
from helpcenter.pages.prints import print_paths, printed
from helpcenter.runtime import release
from helpcenter.runtime.garbage import paused_gc

from .html import Element, HtmlPage, Reference, read_page
from .other_files import other_references
from .plain import page_of

INDEX = "index.html"
_LONGEST_TAG = 50  # lines


@dataclass(frozen=True)
class Site:
    """The files of a built site, and the library it was built from.

    `known` are HTML files that had no problem in an earlier site, nor had their copies, with everything that their rules look at unchanged.
    """

    files: Mapping[str, bytes]
    library: Library
    site_url: str = ""
    known: Mapping[str, HtmlPage] = field(default_factory=dict)
    parsed: dict[str, HtmlPage] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Mapping[str, HtmlPage]:
        """Every HTML file to be checked, by its path."""
        return {path: self.read(path) for path in self.files if is_html(path) and path not in self.known}

    def read(self, path: str) -> HtmlPage:
        """Parse an HTML file, once."""
        if path not in self.parsed:
            self.parsed[path] = read_page(path, self.files[path], self.base(path))
        return self.parsed[path]

    def page(self, path: str) -> HtmlPage | None:
        """Return an HTML file, to be checked or known."""
        return self.pages.get(path) or self.known.get(path)

    def base(self, path: str) -> Base:
        return base_of(self.site_url, path[: -len(INDEX)] if path == INDEX or path.endswith(f"/{INDEX}") else path)

    @cached_property
    def others(self) -> Mapping[str, tuple[Reference, ...]]:
        """The URLs in the files that are no HTML, by path; of copies that stand beside a known page, none."""
        return {path: other_references(path, data, self.site_url) for path, data in self.files.items() if page_of(path) not in self.known}

    def references(self) -> Iterator[tuple[str, Reference]]:
        """(file, URL) of the whole site."""
        for path, page in self.pages.items():
            for reference in page.references:
                yield path, reference
        for path, references in self.others.items():
            for reference in references:
                yield path, reference

    @cached_property
    def sources(self) -> Mapping[str, SourcePage]:
        """The source page of each file that has one, for the published languages."""
        settings = self.library.settings
        built = {language.code for language in settings.built}
        pages = self.library.pages.items()
        return {routes.url(settings, code, route) + INDEX: page for (code, route), page in pages if code in built}

    @cached_property
    def printed(self) -> Mapping[str, tuple[SourcePage, ...]]:
        """The source pages of each category to print, in the order in which the file shows them."""
        return {
            path: tuple(article.pages[code] for article in printed(self.library, category, code))
            for path, category, code in print_paths(self.library)
        }

    def shows(self, path: str) -> tuple[SourcePage, ...]:
        """Return the source pages whose text a file shows: that of a page, those of a category to print."""
        return (self.sources[path],) if path in self.sources else self.printed.get(path, ())

    def not_found(self, code: str) -> str:
        """Return the file of a language's 404 page: that of the root language is at the root."""
        return "404.html" if code == self.library.settings.root.code else f"{code}/404.html"

    def find(self, path: str) -> str:
        """Return the file that a server sends for a path below the root of the site, or ""."""
        if "//" in path or path.startswith("/"):
            path = re.sub(r"//+", "/", path).removeprefix("/")
        if not path or path.endswith("/"):
            return path + INDEX if path + INDEX in self.files else ""
        return next((file for file in (path, f"{path}/{INDEX}", f"{path}.html") if file in self.files), "")

    @cached_property
    def by_tidy_path(self) -> Mapping[str, str]:
        """The path of each file, by its form without differences of case and spelling."""
        return {tidy(path.removesuffix(INDEX)): path.removesuffix(INDEX) for path in self.files}

    def has_anchor(self, file: str, fragment: str) -> bool:
        """Whether `fragment` names a place in the file; True for files that have no ids of their own."""
        if not fragment or fragment.lower() == "top":
            return True
        if page := self.page(file):
            return fragment in page.anchors
        return fragment in self._svg_ids(file) if file.endswith(".svg") else True

    def _svg_ids(self, file: str) -> set[str]:
        return set(re.findall(r"""\bid\s*=\s*["']([^"']+)""", self.files[file].decode("utf-8", "replace"))) | {"svgView()"}

    def line(self, path: str, element: Element, written: str = "") -> int:
        """Return the line of `written` (an attribute's value) in the start tag of an element, or of the tag itself.

        The parser knows where a start tag ends; it may begin some lines above.
        """
        if path not in self.pages:
            return element.line
        source = self.files[path].decode("utf-8", "replace")
        begins = _line_starts(source)
        end = begins[element.line] if element.line < len(begins) else len(source)
        opening = re.compile(rf"<{re.escape(element.tag)}(?![\w-])", re.I)
        tags = [tag.start() for tag in opening.finditer(source, begins[max(element.line - _LONGEST_TAG, 0)], end)]
        if not tags:
            return element.line
        for value in (written, html.escape(written)):
            if value and (at := source.find(value, tags[-1], end)) >= 0:
                return bisect_right(begins, at)
        return bisect_right(begins, tags[-1])

    def line_of_text(self, path: str, at: int, words: str) -> int:
        """Return the line of `words`, which are at offset `at` of the page's text.

        They are searched for after the last tag that opens before them, skipping earlier occurrences.
        """
        page, source = self.pages[path], self.files[path].decode("utf-8", "replace")
        begins = _line_starts(source)
        element = next((element for element in reversed(page.elements) if element.start <= at), Element("html", {}, 1))
        found = begins[element.line - 1] - 1
        for _ in range(page.text.count(words, element.start, at) + 1):
            found = max(source.find(text, found + 1) for text in (words, html.escape(words, quote=False)))
            if found < 0:
                return element.line
        return bisect_right(begins, found)


def _line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", source))]


@paused_gc()
def read_site(root: Path, library: Library, site_url: str) -> Site:
    """Read the site in the folder `root`, to be served at `site_url`."""
    return site_from_contents(dict(release.read(root)), library, site_url)


def site_from_contents(files: Mapping[str, bytes], library: Library, site_url: str) -> Site:
    """Build a site from contents in memory."""
    return Site(dict(sorted(files.items())), library, site_url)


def is_html(path: str) -> bool:
    return path.endswith((".html", ".htm"))


def tidy(place: str) -> str:
    """Normalize a path: case, composition, double encoding, backslashes and trailing punctuation."""
    plain = unicodedata.normalize("NFC", unquote(place)).replace("\\", "/")
    return re.sub(r"//+", "/", plain.rstrip(" .,;:!?)。，；：！？）”»").casefold())


# --- what other pages see of a page -----------------------------------------------------------------------------------


def outside(page: HtmlPage) -> str:
    """Serialize as JSON what rules need of a page when they check others: its anchors, its language, and where it redirects."""
    return json.dumps([sorted(page.anchors), page.language, page.redirect.url if page.redirect else None], ensure_ascii=False)


def from_outside(path: str, seen: str, base: Base) -> HtmlPage:
    """Rebuild the partial page that `outside` serialized."""
    anchors, language, redirect = json.loads(seen)
    page = HtmlPage(path, "", (), ())
    leads = Reference(Element("meta", {"http-equiv": "refresh"}, 1), "content", redirect, resolve(redirect, base)) if redirect else None
    vars(page).update(anchors=frozenset(anchors), language=language, redirect=leads)
    return page

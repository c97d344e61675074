"""Where an href in a source page leads: the file in the tree, and the anchor in it.

Pure functions over the library. Each place is looked up once and kept by the place, not by how an href is written, so that
`send.md`, `./send.md` and `../transfers/send.md` are one. The links of the built site are resolved by `in_html`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import unquote

from helpcenter.articles.diagrams import FOLDER as DIAGRAMS
from helpcenter.articles.diagrams import PICTURES
from helpcenter.articles.model import PAGE_ENDINGS, Library, Page
from helpcenter.runtime.once import once_per_value

from . import routes
from .anchors import Anchors, rendered, stated
from .in_html import OWN, Base, base_of, resolve
from .in_markdown import links_of

SHARED = ("overrides/assets/", "assets/")  # where shared files stand, and where below the pages they are published
ALIKE = (DIAGRAMS, PICTURES)  # what pages of all languages name alike, wherever they stand
_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]+):")  # one letter is a drive, not a scheme
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.I)
_PAGE = re.compile(r"\.(?:md|markdown)$", re.I)
_SOURCES = (".md", "/index.md", "/README.md")  # where MkDocs finds the page that it publishes at a place
_INDEX = {"index", "README"}


@dataclass(frozen=True, slots=True)
class Href:
    """An href apart: `scheme` ("" for a path of the tree), `path` and `anchor` decoded; `anchor` is None without `#`."""

    scheme: str
    path: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class SourceTarget:
    """What an internal path leads to.

    wanted   the path in the tree that it names
    path     the file that stands there; "" where there is none
    guessed  it is no file, but the page or file of one stands there in the site: `send`, `send.html`, `../send/`
    unknown  outside of what was read, or made by a build: whether it exists cannot be known
    alike    the file that differs only in case or Unicode form
    """

    wanted: str
    path: str = ""
    guessed: bool = False
    unknown: bool = False
    alike: str = ""


def read_href(href: str) -> Href:
    """The parts of an href as written."""
    href = href.strip()
    if href.startswith(("//", "\\\\")):
        return Href("//")
    if scheme := _SCHEME.match(href):
        return Href(scheme[1].lower())
    rest, mark, fragment = href.partition("#")
    return Href("", unquote(rest.partition("?")[0]), unquote(fragment.partition(":~:")[0]) if mark else None)


@once_per_value
def targets_of(library: Library) -> Targets:
    """The targets of a library."""
    return Targets(library)


class Targets:
    """All places of a library, and what is known of each."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.ours, self.renderer = library.ours, library.renderer
        self.docs = library.docs
        self.pages = {page.path: page for page in library.pages.values()}
        self.left_out = {page.path: page for page in library.left_out}
        read = [*library.tree.files, *(problem.path for problem in library.tree.problems)]
        shared, published = SHARED
        self.files = {self.docs + "/" + published + path.removeprefix(shared) if path.startswith(shared) else path: path for path in read}
        self._found: dict[str, str] = {}
        self._anchors: dict[str, Anchors] = {}

    @cached_property
    def folders(self) -> frozenset[str]:
        found = set()
        for path in self.files:
            parts = path.split("/")[:-1]
            found |= {"/".join(parts[: depth + 1]) for depth in range(len(parts))}
        return frozenset(found)

    @cached_property
    def by_folded_path(self) -> dict[str, str]:
        return {_folded(path): path for path in sorted(self.files, reverse=True)}

    @cached_property
    def pages_by_url(self) -> dict[str, Page]:
        """The pages by their URL below the root of the site."""
        settings = self.library.settings
        return {routes.url(settings, page.language, page.route): page for page in self.pages.values()}

    # --- places ---

    def resolve(self, page: Page, path: str) -> SourceTarget:
        """What `path` (decoded, relative) in `page` leads to."""
        here = posixpath.dirname(page.path)
        wanted = self._joined(self.docs if self.ours and path.startswith(ALIKE) else here, path)
        if not wanted.startswith(f"{self.docs}/") or "/." in wanted:
            return SourceTarget(wanted, unknown=not self.ours)
        if wanted in self.files:
            return SourceTarget(wanted, self.files[wanted])
        places = [wanted]
        if posixpath.splitext(posixpath.basename(page.path))[0] not in _INDEX and not _PAGE.search(path):
            places.append(self._joined(_PAGE.sub("", page.path), path))  # as a browser sees it: the page is a folder
        for place in places:
            if found := self._find(place):
                return SourceTarget(wanted, found, guessed=True)
        alike = next((self.by_folded_path[key] for place in places for key in _alike_keys(place) if key in self.by_folded_path), "")
        return SourceTarget(wanted, alike=alike, unknown=not alike and self._may_be_made(wanted))

    @staticmethod
    def _joined(folder: str, path: str) -> str:
        return posixpath.normpath(posixpath.join(folder, path)) if path else folder

    def _find(self, place: str) -> str:
        """The file that is published at a place which is no file of its own; "" when none."""
        if place not in self._found:
            stem = place.removesuffix(".html")
            names = [place, *(stem + end for end in _SOURCES), stem.removesuffix("index") + "README.md"]
            found = next((self.files[name] for name in names if name in self.files), "")
            made = place in self.folders and not self.ours and not self.renderer.plain  # a plugin may make its index
            self._found[place] = found or (place if made else "")
        return self._found[place]

    def _may_be_made(self, wanted: str) -> bool:
        """Whether a plugin, or a step after the build, may make what stands nowhere in the tree."""
        folder, _, name = wanted.rpartition("/")
        image = _IMAGE.search(name)
        if self.ours or (image and self.without_images):
            return not self.ours
        return folder not in self.folders and not (self.renderer.plain and (image or _PAGE.search(name)))

    @cached_property
    def without_images(self) -> bool:
        """Whether the tree was taken without its images: pages show several, and none is there."""
        if any(_IMAGE.search(path) for path in self.files):
            return False
        shown = (link for page in self.pages.values() for link in links_of(page) if link.kind == "image" or link.tag == "img")
        return sum(1 for link in islice((link for link in shown if not read_href(link.href).scheme), 4)) > 3

    # --- the site that MkDocs makes of the tree ---

    def serves(self, page: Page, path: str) -> bool:
        """Whether a browser finds something at `path` (decoded, relative) from a published page; True where that is unknown."""
        wanted = posixpath.normpath(posixpath.join(self._folder_of(page.path), path))
        if wanted.endswith(PAGE_ENDINGS):
            return False
        if self.renderer.folders is None or self.language_of(f"{wanted}/") != page.language:
            return True  # where the folder of another language stands is a matter of the plugin
        return wanted in self._served

    def published(self, page: Page, path: str) -> str:
        """The URL of a file of the same language, seen from a published page; "" where it is unknown."""
        if self.renderer.folders is None or self.language_of(path) != page.language:
            return ""
        there = posixpath.relpath(self._published(path), self._folder_of(page.path))
        return f"{there}/" if self.renderer.folders and path in self.pages else there

    @cached_property
    def _served(self) -> frozenset[str]:
        """Every place below the pages, without a slash at its end, at which a browser finds something."""
        places = set(map(self._published, self.files))
        if self.renderer.folders:
            places |= {f"{self._published(path)}/index.html" for path in self.pages}
        else:
            places |= {posixpath.dirname(place) for place in places if place.endswith("/index.html")}
        return frozenset(places)

    def _published(self, path: str) -> str:
        """Where MkDocs publishes a file: a page as its folder or its HTML file, any other as it is."""
        if not path.endswith(PAGE_ENDINGS):
            return path
        folder, name = posixpath.split(posixpath.splitext(path)[0])
        index = name in _INDEX
        if self.renderer.folders:
            return folder if index else f"{folder}/{name}"
        return f"{folder}/{'index' if index else name}.html"

    def _folder_of(self, page: str) -> str:
        """The folder that links in a published page are seen from."""
        return self._published(page) if self.renderer.folders else posixpath.dirname(page)

    # --- languages ---

    def language_of(self, path: str) -> str:
        """The language whose folder holds the file; "" for none."""
        code = path.removeprefix(f"{self.docs}/").partition("/")[0]
        return code if path.startswith(f"{self.docs}/") and any(code == language.code for language in self.library.languages) else ""

    def in_language(self, path: str, language: str) -> str:
        """The path of the same file in another language."""
        return f"{self.docs}/{language}/{path.removeprefix(f'{self.docs}/').partition('/')[2]}"

    def elsewhere(self, target: SourceTarget) -> str:
        """The file of the same name in another language, the source language first; "" when none has it."""
        if not self.language_of(target.wanted):
            return ""
        codes = [self.library.source_language, *(language.code for language in self.library.languages)]
        places = [self.in_language(target.wanted, code) for code in codes]
        return next((found for place in places if (found := self.files.get(place, "") if self.ours else self._find(place))), "")

    @cached_property
    def partial(self) -> frozenset[str]:
        """Languages with less than nine tenths of the source's pages: there, a link to a page that is not translated is usual."""
        counts = {language.code: 0 for language in self.library.languages}
        for code, _ in self.library.pages:
            counts[code] = counts.get(code, 0) + 1
        most = counts.get(self.library.source_language, 0)
        return frozenset(code for code, number in counts.items() if number < 0.9 * most)

    # --- anchors ---

    def anchors(self, path: str) -> Anchors:
        """The anchors of the page at `path`; open where it is no page of the library."""
        if path not in self._anchors:
            page = self.pages.get(path)
            self._anchors[path] = Anchors(frozenset(), True) if page is None else self._anchors_of(page)
        return self._anchors[path]

    def _anchors_of(self, page: Page) -> Anchors:
        if self.ours:
            return stated(page)
        return rendered(page, self.renderer)

    # --- the own site ---

    @cached_property
    def _site(self) -> Base:
        return base_of(self.library.settings.site_url, "")

    def own_page(self, href: str) -> Page | None:
        """The page that an absolute URL of our own site leads to."""
        return self.pages_by_url.get(resolve(href, self._site).path.removesuffix("index.html"))

    def is_own_site(self, href: str) -> bool:
        """Whether an absolute URL is one of the site itself."""
        return resolve(href, self._site).kind == OWN


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _alike_keys(place: str) -> tuple[str, ...]:
    key = _folded(place)
    return (key, *(key + _folded(end) for end in _SOURCES)) if not _PAGE.search(place) else (key,)

"""The built site as a reader gets it: each HTML page parsed once into its text and elements, each URL resolved.

It is read after every language is built and before anything is published. Parsing never raises: a page that could not be read to its
end says so in `cut`.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from helpcenter.articles.library import Library
from helpcenter.articles.library import Page as SourcePage
from helpcenter.links import routes
from helpcenter.links.in_html import CARRIERS, Base, HtmlTarget, base_of, css_urls, rebased, resolve, urls
from helpcenter.runtime import release
from helpcenter.runtime.garbage import paused_gc

from .outline import ROOTS, Fact, of_html
from .rendered import NOTHING, Node, Reading, Shown, read, squeezed

INDEX = "index.html"
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "wbr",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "iframe", "noembed", "noframes"})
_HIDDEN = frozenset({"template", "noscript", "title"})
_LONGEST_TAG = 50  # lines
_PLAIN = frozenset({
    "b", "br", "dd", "div", "dl", "dt", "em", "hr", "i", "li", "ol", "p", "section", "small", "span", "strong", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_SVG_FACTS = CARRIERS | {"id", "lang"}


class Element(NamedTuple):
    """An element of a page, in the order of the document.

    Left out are those that say nothing: shapes inside an SVG, and paragraphs and the like that carry at most a class.

    line      1-based, where its start tag ends
    number    its place in `HtmlPage.elements`
    language  of its text: the nearest `lang`, its own included
    parent    number of the element around it, -1 for none
    hidden    whether a reader does not see it until a script or a press shows it
    start, end  where its text stands in `HtmlPage.text`
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    number: int = 0
    language: str = ""
    parent: int = -1
    hidden: bool = False
    start: int = 0
    end: int = 0

    def tokens(self, attribute: str) -> list[str]:
        """Return the lower-case words of an attribute like `rel`."""
        return self.attributes.get(attribute, "").lower().split()


class Reference(NamedTuple):
    """A URL in a file: the element and attribute that carry it, the URL as written, and where it leads."""

    element: Element
    attribute: str
    url: str
    target: HtmlTarget

    @property
    def navigates(self) -> bool:
        """Whether it takes the reader elsewhere, on a press or by itself."""
        return self.redirects or (self.element.tag in {"a", "area"} and self.attribute in {"href", "xlink:href"})

    @property
    def redirects(self) -> bool:
        return self.element.tag == "meta" and self.element.attributes.get("http-equiv", "").strip().lower() == "refresh"

    @property
    def counterpart(self) -> bool:
        """Whether it is marked as leading to the same page in another language."""
        return "hreflang" in self.element.attributes or "alternate" in self.element.tokens("rel")


@dataclass(frozen=True)
class HtmlPage:
    """An HTML file. `text` is all its text; `scripts` and `styles` are the inline ones with their element; `outline` is what it shows
    of its source, `reading` what else a reader gets."""

    path: str
    text: str
    elements: tuple[Element, ...]
    references: tuple[Reference, ...]
    scripts: tuple[tuple[Element, str], ...] = ()
    styles: tuple[tuple[Element, str], ...] = ()
    cut: str = ""
    outline: tuple[Fact, ...] = ()
    reading: Reading = NOTHING

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Element, ...]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[element.tag].append(element)
        return {tag: tuple(elements) for tag, elements in found.items()}

    def all(self, *tags: str) -> tuple[Element, ...]:
        """Return the elements with these tags, tag by tag, in order."""
        return tuple(element for tag in tags for element in self.by_tag.get(tag, ()))

    def first(self, *tags: str) -> Element | None:
        return next(iter(self.all(*tags)), None)

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """The first element of each id."""
        return {element.attributes["id"]: element for element in reversed(self.elements) if element.attributes.get("id")}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Everything that a `#fragment` can name."""
        return frozenset(self.by_id) | {element.attributes["name"] for element in self.all("a", "map") if "name" in element.attributes}

    @cached_property
    def language(self) -> str:
        root = self.first("html")
        return root.attributes.get("lang", "") if root else ""

    @property
    def title(self) -> str:
        """The text of `<title>`; titles inside an SVG do not count."""
        title = next((element for element in self.all("title") if self.elements[element.parent].tag == "head"), None)
        return squeezed(self.text[title.start : title.end]) if title else ""

    def meta(self, name: str) -> str | None:
        """Return the content of `<meta name>` (or property, or http-equiv), or None."""
        for element in self.all("meta"):
            if name in {element.attributes.get(key, "").lower() for key in ("name", "property", "http-equiv")}:
                return element.attributes.get("content", "")
        return None

    @property
    def noindex(self) -> bool:
        return "noindex" in re.split(r"[\s,]+", (self.meta("robots") or "").lower())

    @cached_property
    def redirect(self) -> Reference | None:
        """Where the page redirects by itself."""
        return next((reference for reference in self.references if reference.redirects), None)

    @cached_property
    def _hidden(self) -> tuple[tuple[int, int], ...]:
        return tuple((e.start, e.end) for e in self.elements if e.hidden and (e.parent < 0 or not self.elements[e.parent].hidden))

    def visible(self, start: int = 0, end: int | None = None) -> str:
        """Return the text a reader sees between two places of `text`, with white space collapsed."""
        at, end, seen = start, len(self.text) if end is None else end, []
        for first, last in self._hidden:
            if first >= end:
                break
            seen.append(self.text[at : max(first, at)])
            at = max(last, at)
        seen.append(self.text[at:end])
        return squeezed(" ".join(seen))

    def inside(self, element: Element) -> Iterator[Element]:
        """Yield the elements inside `element`, in order."""
        for number in range(element.number + 1, len(self.elements)):
            if self.elements[number].parent < element.number:
                return
            yield self.elements[number]

    def around(self, element: Element) -> Iterator[Element]:
        """Yield the elements that contain `element`, the nearest first."""
        while element.parent >= 0:
            element = self.elements[element.parent]
            yield element

    def label(self, element: Element) -> str:
        """Return an element's accessible name: label, text, alternative text of its images, title."""
        own = element.attributes
        if own.get("aria-labelledby"):
            named = (self.by_id.get(id) for id in own["aria-labelledby"].split())
            if text := " ".join(squeezed(self.text[e.start : e.end]) or e.attributes.get("aria-label", "") for e in named if e):
                return text
        texts = [own.get("aria-label", ""), self.text[element.start : element.end], own.get("alt", "")]
        for other in self.inside(element):
            texts += [other.attributes.get("alt", ""), other.attributes.get("aria-label", "")]
        return next((text for text in map(squeezed, [*texts, own.get("title", "")]) if text), "")


@dataclass(frozen=True)
class Site:
    """The files of a built site, and the library it was built from.

    `known` are HTML files that had no problem in an earlier site, with everything that their rules look at unchanged.
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
        """The URLs in files other than HTML: style sheets, the sitemap, web manifests, robots.txt."""
        found = {}
        for path, data in self.files.items():
            read = next((read for name, read in _READERS if name.search(path)), None)
            if read is not None:
                base = self.base(path)
                carried = read(data.decode("utf-8", "replace"))
                found[path] = tuple(Reference(Element(tag, {}, line), name, url, resolve(url, base)) for tag, name, url, line in carried)
        return found

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

    def not_found(self, code: str) -> str:
        """Return the file of a language's 404 page: the source language's is the one at the root."""
        return "404.html" if code == self.library.source_language else f"{code}/404.html"

    def find(self, path: str) -> str:
        """Return the file that a server sends for a path below the root of the site, or ""."""
        if "//" in path or path.startswith("/"):
            path = re.sub(r"//+", "/", path).removeprefix("/")
        if not path or path.endswith("/"):
            return path + INDEX if path + INDEX in self.files else ""
        return next((file for file in (path, f"{path}/{INDEX}", f"{path}.html") if file in self.files), "")

    @cached_property
    def folded(self) -> Mapping[str, str]:
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


# --- HTML -----------------------------------------------------------------------------------------------------------


def read_page(path: str, data: bytes, base: Base) -> HtmlPage:
    """Parse the page of the file `path`, whose URLs are relative to `base`."""
    tree, cut = _parsed(data)
    if tree is None:
        return HtmlPage(path, "", (), (), cut="it holds no HTML")
    walk = _Walk()
    start, end = walk.start, walk.end
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        (start if event == "start" else end)(node)
    elements = tuple(Element(*row, end) for row, end in zip(walk.rows, walk.ends, strict=True))
    for element in elements:
        if element.tag == "base" and "href" in element.attributes:
            base = rebased(base, element.attributes["href"])
            break
    references = [
        Reference(element, name, url, resolve(url, base))
        for element in elements
        if not CARRIERS.isdisjoint(element.attributes)
        for name, url in urls(element.tag, element.attributes)
    ]
    styles = tuple((elements[number], text) for number, text in walk.styles)
    for element, text in styles:
        for url, line in css_urls(text):
            references.append(Reference(element._replace(line=element.line + line), "url()", url, resolve(url, base)))
    return HtmlPage(
        path,
        "".join(walk.chunks),
        elements,
        tuple(references),
        tuple((elements[number], text) for number, text in walk.scripts),
        styles,
        cut,
        tuple(fact for root in _roots(tree) for fact in of_html(root)),
        read(tree, whole=False),
    )


def _roots(tree: etree._Element) -> Iterator[Any]:
    """Return the elements that hold what comes from the page's source."""
    return (node for node in tree.iter("div") if not ROOTS.isdisjoint((node.get("class") or "").split()))


def texts(data: bytes) -> tuple[Shown, ...]:
    """Return everything a reader gets of a page or drawing, an article's own text included."""
    tree, _ = _parsed(data)
    return () if tree is None else read(tree).shown


def _parsed(data: bytes) -> tuple[Any, str]:
    """Return the tree of a page, or None, and what stopped the parser."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = etree.fromstring(data.decode("utf-8", "replace").encode(), parser)
    except etree.LxmlError:
        return None, ""
    return tree, next((entry.message for entry in parser.error_log if entry.level_name == "FATAL"), "")


class _Walk:
    """One walk over a parsed page. A row is an element without its end, which is known when it closes."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Mapping[str, str], int, int, str, int, bool, int]] = []
        self.ends: list[int] = []
        self.open: list[tuple[int, str, bool, bool]] = []  # (number, language, hidden, inside an SVG) of the elements around
        self.chunks: list[str] = []
        self.length = 0
        self.scripts: list[tuple[int, str]] = []
        self.styles: list[tuple[int, str]] = []

    def start(self, node: Node) -> None:
        tag, (attributes, says, styled) = node.tag, _attributes(tuple(node.items()))
        parent, language, hidden, drawing = self.open[-1] if self.open else (-1, "", False, False)
        if tag not in _INLINE:
            self.chunks.append("\n")
            self.length += 1
        if drawing and tag != "title" and not says:
            self.open.append((parent, language, hidden, True))
        elif styled and tag in _PLAIN:
            self.open.append((parent, language, hidden, drawing))
        else:
            language = attributes.get("lang", language)
            hidden = hidden or tag in _HIDDEN or "hidden" in attributes or (tag == "dialog" and "open" not in attributes)
            number = len(self.rows)
            self.rows.append((tag, attributes, node.sourceline or 1, number, language, parent, hidden, self.length))
            self.ends.append(self.length)
            self.open.append((number, language, hidden, drawing or tag == "svg"))
            if tag == "script" and "src" not in attributes:
                self.scripts.append((number, node.text or ""))
            elif tag == "style":
                self.styles.append((number, node.text or ""))
        text = node.text
        if text and tag not in _SILENT:
            self.chunks.append(text)
            self.length += len(text)

    def end(self, node: Node) -> None:
        number = self.open.pop()[0]
        if number >= 0 and (not self.open or self.open[-1][0] != number):
            self.ends[number] = self.length
        text = node.tail or ""
        if node.tag not in _INLINE:
            text = f"\n{text}"
        self.chunks.append(text)
        self.length += len(text)


@lru_cache(maxsize=1 << 17)
def _attributes(items: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], bool, bool]:
    """Return an element's attributes, whether they matter inside a drawing, and whether there is at most a class.

    Those of the frame are the same on every page, and were more than half of what the pages held in memory.
    """
    found = dict(items)
    return found, any(name in _SVG_FACTS or name.startswith("on") for name in found), found.keys() <= {"class"}


def _line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", source))]


# --- what is no HTML ------------------------------------------------------------------------------------------------

_Carried = Iterator[tuple[str, str, str, int]]  # (what it is, attribute, URL, line)
_LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link\b[^>]*?\bhref=\"([^\"]*)\"")
_SITEMAP_LINE = re.compile(r"^sitemap:[ \t]*(\S+)", re.I | re.M)


def _of_css(text: str) -> _Carried:
    return (("css", "url()", url, line + 1) for url, line in css_urls(text))


def _of_sitemap(text: str) -> _Carried:
    line, at = 1, 0
    for found in _LOCATION.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        yield "sitemap", "loc" if found[1] is not None else "alternate", html.unescape(found[1] if found[1] is not None else found[2]), line


def _of_manifest(text: str) -> _Carried:
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop(0)
        waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for key in ("src", "start_url", "url") if isinstance(value, dict) else ():
            if isinstance(value.get(key), str):
                yield "manifest", key, value[key], text.count("\n", 0, max(text.find(json.dumps(value[key], ensure_ascii=False)), 0)) + 1


def _of_robots(text: str) -> _Carried:
    return (("robots", "sitemap", found[1], text.count("\n", 0, found.start()) + 1) for found in _SITEMAP_LINE.finditer(text))


_READERS = (
    (re.compile(r"\.css$"), _of_css),
    (re.compile(r"(?:^|/)sitemap[^/]*\.xml$"), _of_sitemap),
    (re.compile(r"\.webmanifest$|(?:^|/)manifest\.json$"), _of_manifest),
    (re.compile(r"^robots\.txt$"), _of_robots),
)

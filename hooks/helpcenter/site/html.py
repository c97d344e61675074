"""A built page as a reader gets it: parsed once into its text and elements, each URL resolved.

Parsing never raises: a page that could not be read to its end says so in `cut`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from lxml import etree

from helpcenter.links.in_html import CARRIERS, Base, HtmlTarget, css_urls, rebased, resolve, urls

from .outline import ROOTS, Fact, of_html
from .rendered import NOTHING, Node, Reading, Shown, read_texts, squeezed

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "wbr",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "iframe", "noembed", "noframes"})
_HIDDEN = frozenset({"template", "noscript", "title"})
_PLAIN = frozenset({
    "b", "br", "dd", "div", "dl", "dt", "em", "hr", "i", "li", "ol", "p", "section", "small", "span", "strong", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_SAYING = frozenset({"title", "script", "style"})  # elements that matter inside a drawing, whatever their attributes
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
        read_texts(tree, whole=False),
    )


def _roots(tree: etree._Element) -> Iterator[Any]:
    """Return the elements that hold what comes from the page's source."""
    return (node for node in tree.iter("div") if not ROOTS.isdisjoint((node.get("class") or "").split()))


def texts(data: bytes) -> tuple[Shown, ...]:
    """Return everything a reader gets of a page or drawing, an article's own text included."""
    tree, _ = _parsed(data)
    return () if tree is None else read_texts(tree).shown


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
        if drawing and tag not in _SAYING and not says:
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

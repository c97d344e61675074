"""Passages of a rendered page, like those of its source: what it shows, and what a screen reader or a press adds.

Elements are read into the same contexts as blocks of Markdown (see `sentences`): the heading and box above a text, the line that
introduces its list, the head of its column. A sentence that reads the same in both was therefore checked in its source; one that does
not was changed on the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from lxml import etree

from helpcenter.articles.cases import CASE, CASE_TEXT

TEXT = "hc-text"  # the class of the element that holds an article's own text …
_LEAD = "hc-lead"  # … and of the one that holds its first section
_CASE = frozenset({CASE, CASE_TEXT})
_BOX_TITLE, _TAB_TITLES, _TITLED = "admonition-title", "tabbed-labels", frozenset({"admonition", "tabbed-set"})

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
_FRAME = _INLINE - {"span"}  # outside of an article's text a template lays spans out as blocks
_SILENT = frozenset({"link", "script", "style", "iframe", "noembed", "noframes"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DRAWN = ("text", "title", "desc", "foreignobject", "foreignObject")  # the elements of a drawing that hold words
_CLOSED = frozenset({"dialog", "head", "template"})  # tags that show nothing by themselves; a dialog does when it is open
UNSEEN = frozenset({"hc-hidden"})  # only for screen readers; help-center.css clips it
_SPOKEN = frozenset(
    {"alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext", "label", "placeholder", "summary", "title", "value"}
)
_OF_SCRIPTS = "data-"  # begins the attributes that hold the words a script shows
_COLUMN = "data-label"  # the head of the column again, for narrow screens


_REPEATED = frozenset({"aside", "dialog", "footer", "header", "nav"})  # what the frame of a page is made of: nearly the same on all
_DEEPEST = 100  # elements inside each other: what stands below is read as one text
_PLACE = re.compile(r' (?:href|id|aria-current)="[^"]*"')  # what differs from page to page, and says nothing


def squeezed(text: str) -> str:
    """Collapse runs of white space into one space, and strip the ends."""
    return " ".join(text.split())


class Shown(NamedTuple):
    """A text of a page.

    line     1-based, where its element stands in the file
    lead, around  see `sentences.Passage`
    article  whether it stands in the article's own text
    seen     whether the eye sees it without a press; else it is hidden, an attribute, or in the head of the page
    code     whether it is a block of code
    """

    text: str
    language: str
    line: int
    lead: str = ""
    around: str = ""
    article: bool = False
    seen: bool = True
    code: bool = False


class Mark(NamedTuple):
    """An element inside an article's own text, as its start tag describes it."""

    tag: str
    attributes: tuple[tuple[str, str], ...]


class Reading(NamedTuple):
    """What `read_texts` makes of a page.

    shown  its texts in order
    words  all that stands in the article's own text, hidden or not
    marks  the line of the first of each kind of element in the article's own text
    """

    shown: tuple[Shown, ...] = ()
    words: str = ""
    marks: tuple[tuple[Mark, int], ...] = ()


NOTHING = Reading()


class Node(Protocol):
    """The part of a parsed element's interface that is used here."""

    tag: str
    text: str | None
    tail: str | None
    sourceline: int | None

    def items(self) -> Iterable[tuple[str, str]]: ...
    def itertext(self) -> Iterator[str]: ...
    def iter(self, *tags: str) -> Iterator[Node]: ...
    def __iter__(self) -> Iterator[Node]: ...
    def __len__(self) -> int: ...


def read_texts(root: Any, whole: bool = True) -> Reading:
    """Return the texts of the page or drawing whose outermost element is `root`; an article's own among them only if `whole`."""
    page = _Page(whole)
    _Flow(page, _facts(root.tag, tuple(root.items())).language, "", "", False, True).into(root)
    page.shown += _data(root)
    return Reading(tuple(page.shown), "".join(page.words), tuple(page.marks.items()))


def _data(root: Any) -> Iterator[Shown]:
    """Yield the words that a page tells search engines as JSON; all of it where it is none."""
    language = root.get("lang", "")
    for node in root.iter("script"):
        if node.get("type", "").strip().lower() == "application/ld+json":
            try:
                waiting = [json.loads(node.text or "")]
            except ValueError:
                waiting = [node.text or ""]
            while waiting:
                value = waiting.pop(0)
                waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
                if isinstance(value, str) and (words := squeezed(value)):
                    yield Shown(words, language, node.sourceline or 1, seen=False)


def hides(mark: Mark) -> bool:
    """Whether the element hides its content from view."""
    return _facts(*mark).unseen


class _Page:
    """What has been read of a page so far."""

    __slots__ = ("depth", "marks", "shown", "whole", "words")

    def __init__(self, whole: bool) -> None:
        self.whole, self.depth = whole, 0
        self.shown: list[Shown] = []
        self.words: list[str] = []
        self.marks: dict[Mark, int] = {}


class _Facts(NamedTuple):
    """What an element's attributes mean to a reading."""

    unseen: bool
    language: str
    classes: frozenset[str]
    spoken: tuple[str, ...]


_PLAIN = _Facts(False, "", frozenset(), ())


@lru_cache(maxsize=1 << 14)
def _facts(tag: str, attributes: tuple[tuple[str, str], ...]) -> _Facts:
    found = dict(attributes)
    classes = frozenset(found.get("class", "").split())
    unseen = "hidden" in found or (tag in _CLOSED and "open" not in found) or not UNSEEN.isdisjoint(classes)
    spoken = [
        value
        for name, value in attributes
        if name in _SPOKEN or (name.startswith(_OF_SCRIPTS) and name != _COLUMN and (" " in value or not value.isascii()))
    ]
    if tag == "meta" and any(word in found.get("name", found.get("property", "")) for word in ("description", "title", "site_name")):
        spoken.append(found.get("content", ""))
    return _Facts(unseen, found.get("lang", found.get("xml:lang", "")), classes, tuple(filter(str.strip, spoken)))


@lru_cache(maxsize=2048)
def _repeated(source: str, tag: str, language: str, seen: bool) -> tuple[Shown, ...]:
    """Return the texts of a part of the frame, which is under no heading but its own; its first line counts as line 1."""
    page = _Page(whole=True)
    part: Any = etree.fromstring(source, etree.HTMLParser()).find(f".//{tag}")
    _Flow(page, language, "", "", False, seen).into(part)
    return tuple(page.shown)


class _Flow:
    """The blocks of one container, read as `sentences` reads those of Markdown."""

    __slots__ = ("around", "article", "inline", "introduction", "language", "later", "lead", "line", "page", "pieces", "seen", "shown")

    def __init__(self, page: _Page, language: str, lead: str, around: str, article: bool, seen: bool) -> None:
        self.page, self.shown, self.language = page, page.shown, language
        self.lead, self.around, self.article, self.seen = lead, around, article, seen
        self.inline = _INLINE if article else _FRAME
        self.introduction = ""  # the last paragraph, if it ends with a colon
        self.pieces: list[str] = []  # of the paragraph that is being read
        self.later: list[Node] = []  # hidden elements in the middle of it, to be read when it ends
        self.line = 1

    def within(self, language: str, lead: str) -> _Flow:
        """Return the flow of a container inside this one."""
        return _Flow(self.page, language or self.language, lead, self.around, self.article, self.seen)

    def into(self, node: Node) -> None:
        """Read the content of `node`, to its end."""
        self.line = node.sourceline or 1
        self.walk(node)
        if self.pieces or self.later:
            self.flush()

    def walk(self, node: Node) -> None:
        if self.page.depth == _DEEPEST:
            self.pieces += node.itertext()
            return
        self.page.depth += 1
        if (text := node.text) and (self.pieces or not text.isspace()):
            self.pieces.append(text)
        for child in node:
            tag = child.tag
            attributes = () if tag in _SILENT else child.items()
            facts = _facts(tag, tuple(attributes)) if attributes or tag in _CLOSED else _PLAIN
            for words in facts.spoken:
                self.say(words, child, facts.language)
            if facts.unseen:
                self.later.append(child)
            elif tag in self.inline and facts.language in {"", self.language}:
                self.walk(child)
            elif tag == "br":
                self.pieces.append(" ")
            elif tag == "svg":
                for drawn in child.iter(*_DRAWN):
                    self.say(" ".join(drawn.itertext()), drawn, facts.language)
            elif tag not in _SILENT and (len(child) or child.text):
                self.block(child, facts)
            if (text := child.tail) and (self.pieces or not text.isspace()):
                self.pieces.append(text)
        self.page.depth -= 1

    def block(self, node: Node, facts: _Facts) -> None:
        if self.pieces or self.later:
            self.flush()
        tag, introduction, self.introduction = node.tag, self.introduction, ""
        if tag == "p" or tag in _HEADINGS or tag == "pre":
            lead, self.lead, self.line = (
                self.lead,
                "" if tag in _HEADINGS or _BOX_TITLE in facts.classes else self.lead,
                node.sourceline or 1,
            )
            self.walk(node)
            text = self.flush(tag == "pre")
            self.lead = lead
            if tag in _HEADINGS:
                self.around = text
            elif _BOX_TITLE in facts.classes:
                self.around = f"{self.around} | {text}"
        elif tag == "table":
            self.table(node)
        elif _TAB_TITLES in facts.classes:
            self.within(facts.language, "").into(node)
            self.around = f"{self.around} | {' '.join(node.itertext())}"
        elif tag in _REPEATED and not self.article:
            self.part(node, facts.language, self.seen)
        elif self.article and (tag == "summary" or facts.classes & _CASE):
            self.line = node.sourceline or 1
            self.walk(node)  # in the same flow: the heading in the summary is that of the text
            self.flush()
        elif TEXT in facts.classes or (tag == "div" and _LEAD in facts.classes):
            self.page.words += node.itertext()
            for inside in node.iter():
                if inside is not node:
                    self.page.marks.setdefault(Mark(inside.tag, tuple(inside.items())), inside.sourceline or 1)
            if self.page.whole:
                _Flow(self.page, facts.language or self.language, "", "", True, self.seen).into(node)
        else:
            lead = introduction or self.lead if tag in {"ul", "ol"} else "" if facts.classes & _TITLED else self.lead
            if len(node):
                self.within(facts.language, lead).into(node)
            elif text := squeezed(node.text or ""):
                line = node.sourceline or 1
                self.shown.append(Shown(text, facts.language or self.language, line, lead, self.around, self.article, self.seen))

    def table(self, node: Node) -> None:
        heads: list[str] = []
        for row in node.iter("tr"):
            cells = []
            for cell in row:
                flow = self.within("", "")
                flow.line = cell.sourceline or 1
                flow.walk(cell)
                cells.append((flow, squeezed("".join(flow.pieces))))
            texts = [text for _, text in cells]
            for index, (flow, _) in enumerate(cells):
                flow.lead = heads[index] if index < len(heads) else ""
                flow.around = " | ".join([self.around, *heads, *texts[:index], *texts[index + 1 :]])
                flow.flush()
            heads = heads or texts

    def flush(self, code: bool = False) -> str:
        """End the paragraph read so far and return it; what is hidden in it follows it."""
        text = squeezed("".join(self.pieces))
        self.pieces.clear()
        if text:
            self.shown.append(Shown(text, self.language, self.line, self.lead, self.around, self.article, self.seen, code))
            self.introduction = text if text.endswith((":", "：")) else ""
        if self.later:
            hidden, self.later = self.later, []
            for node in hidden:
                if node.tag in _REPEATED and not self.article:
                    self.part(node, "", False)
                else:
                    _Flow(self.page, self.language, self.lead, self.around, self.article, False).into(node)
        return text

    def part(self, node: Any, language: str, seen: bool) -> None:
        """Read a part of the frame, or reuse what was read of the same part of another page."""
        alike = _PLACE.sub("", etree.tostring(node, encoding="unicode", with_tail=False))
        above = (node.sourceline or 1) - 1
        for told in _repeated(alike, node.tag, language or self.language, seen):
            self.shown.append(told._replace(line=told.line + above))

    def say(self, words: str, node: Node, language: str) -> None:
        """Append a text that is not on a line of the page."""
        if text := squeezed(words):
            line = node.sourceline or 1
            self.shown.append(Shown(text, language or self.language, line, self.lead, self.around, self.article, False))

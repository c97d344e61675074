"""Outline of a page as a list of facts: once from its source, once from the built page.

Both use the same terms, so two lists that differ mean that readers get another page than the one that was checked. A heading begins a
section; its facts follow in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from helpcenter.articles.model import Page
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted, warning_box
from helpcenter.markdown.blocks import Block, scan
from helpcenter.markdown.inlines import Inline, visible
from helpcenter.pages.glosses import GLOSS, LINK
from helpcenter.text.words import HAN

ROOTS = frozenset({"hc-lead", "hc-text"})  # the classes of the elements that hold what is made of a source
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_RUNNING = frozenset({"a", "b", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub", "sup", "u"})
_UNSEEN = frozenset({"script", "style", "template", "input"})


class Fact(NamedTuple):
    """One thing that a page holds.

    kind   heading · steps · bullets · table · box · tab · link · image · code · words
    what   `2 #steps` · how many steps · bullets · the cells of each row · the kind of box · a tab's title · an address ·
           an image's file and description · code · running text
    line   1-based, in the file it was read from
    """

    kind: str
    what: str
    line: int


# --- of a source ----------------------------------------------------------------------------------------------------


def of_source(page: Page, settings: Settings) -> Iterator[Fact]:
    """Return the facts of a source page, with values and boxes filled in."""
    return _of_blocks(page.blocks, page, settings)


def _of_blocks(blocks: Iterable[Block], page: Page, settings: Settings) -> Iterator[Fact]:
    for block in blocks:
        if block.kind == "warning":
            box = warning_box(block.name, settings, page.language)
            yield from (fact._replace(line=block.line) for fact in _of_blocks(scan(box or block.text), page, settings))
            continue
        if block.kind == "heading":
            yield Fact("heading", f"{block.level} #{block.name}", block.line)
        elif block.kind == "list":
            kind = "bullets" if block.name == "bulleted" else "steps"
            yield Fact(kind, str(len(block.children)), block.line)
        elif block.kind == "table":
            yield Fact("table", " ".join(str(len(row.children)) for row in block.children), block.line)
        elif block.kind == "box":
            yield Fact("box", block.name, block.line)
        elif block.kind == "tab":
            yield Fact("tab", _squeezed(substituted(visible(block.title), settings, page.language)), block.line)
        elif block.kind == "code":
            yield Fact("code", _squeezed(block.text), block.line)
            yield Fact("words", block.text, block.line)
        if block.kind != "tab":
            yield from _of_text(block, page, settings)
        yield from _of_blocks(block.children, page, settings)


def _of_text(block: Block, page: Page, settings: Settings) -> Iterator[Fact]:
    words, line, link = "", block.line, None
    for piece in block.inlines:
        within = link is not None and _stands_in(piece, link)
        if piece.kind in {"link", "autolink"}:
            yield Fact("link", piece.target, piece.line)
            link = piece
        elif piece.kind == "image":
            yield Fact("image", f"{piece.target} {_squeezed(piece.text)}", piece.line)
            continue
        elif piece.kind == "code":
            yield Fact("code", _squeezed(piece.text), piece.line)
        if not within and piece.kind != "html":
            valued = piece.kind != "code" and "{{" in piece.text
            words += substituted(piece.text, settings, page.language) if valued else piece.text
    if words:
        yield Fact("words", words, line)


def _stands_in(piece: Inline, link: Inline) -> bool:
    """Whether the piece is inside a link, whose words it shares."""
    return piece.line == link.line and link.column < piece.column < link.column + len(link.raw)


# --- of a built page ------------------------------------------------------------------------------------------------


class Node(Protocol):
    """The part of a parsed element's interface that is used here."""

    tag: str
    text: str | None
    tail: str | None
    sourceline: int | None

    def get(self, name: str) -> str | None: ...

    def itertext(self) -> Iterable[str]: ...

    def __iter__(self) -> Iterator[Node]: ...


def of_html(root: Node) -> Iterator[Fact]:
    """Return the facts of an element of a built page, without the element itself."""
    walk = _Walk()
    walk.inside(root)
    walk.flush()
    return iter(walk.facts)


class _Walk:
    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.words: list[str] = []
        self.line = 0
        self.folded = ""  # the id of the case that was begun last: it stands on what is folded and not on the heading

    def flush(self) -> None:
        text = "".join(self.words)
        if not text.isspace() and text:
            self.facts.append(Fact("words", text, self.line))
        self.words.clear()

    def inside(self, node: Node) -> None:
        if node.text:
            self.words.append(node.text)
        for child in node:
            self.element(child)
            if child.tail:
                self.words.append(child.tail)

    def element(self, node: Node) -> None:
        tag, running = node.tag, node.tag in _RUNNING
        if tag in _UNSEEN:
            return
        if not running:
            self.flush()
            self.line = node.sourceline or 0
        if tag == "details":
            self.folded = next((child.get("id") or "" for child in node if child.tag == "div"), "")
        facts = list(_shown_by(node, self.folded))
        self.facts += [Fact(kind, what, node.sourceline or 0) for kind, what in facts]
        if not any(kind == "tab" for kind, _ in facts):
            self.inside(node)
        if not running:
            self.flush()


def _shown_by(node: Node, folded: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, what) of the facts that an element stands for; `folded` is the id of a heading that has none of its own."""
    tag = node.tag
    if tag in _HEADINGS:
        yield "heading", f"{_HEADINGS[tag]} #{node.get('id') or folded}"
    elif tag in {"ol", "ul"}:
        items = sum(1 for child in node if child.tag == "li")
        start = node.get("start") or "1"
        yield "bullets" if tag == "ul" else "steps", f"{items}" + (f" from {start}" if start != "1" else "")
    elif tag == "table":
        rows = (row for part in node for row in (part if part.tag in {"thead", "tbody", "tfoot"} else ()))
        yield "table", " ".join(str(sum(1 for _ in row)) for row in rows)
    elif tag == "a" and node.get("href") is not None and not (node.get("class") == GLOSS and LINK.fullmatch(node.get("href") or "")):
        yield "link", node.get("href") or ""
    elif tag == "img":
        yield "image", f"{node.get('src') or ''} {_squeezed(node.get('alt') or '')}"
    elif tag == "code":
        yield "code", _squeezed("".join(node.itertext()))
    elif tag == "div":
        classes = (node.get("class") or "").split()
        if "admonition" in classes:
            yield "box", " ".join(name for name in classes if name != "admonition")
        elif "tabbed-labels" in classes:
            yield from (("tab", _squeezed("".join(label.itertext()))) for label in node)


# --- both -----------------------------------------------------------------------------------------------------------


def by_kind(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    """Group facts by kind, in order."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.kind, []).append(fact)
    return found


def plain_words(facts: Iterable[Fact]) -> list[str]:
    """Return the words of running text, without stars, underscores and backslashes: other rules judge which of those are markup.

    Without a blank between Han characters, which a value may take along (`substitution.filled`).
    """
    text = "\n".join(fact.what for fact in facts).replace("*", "").replace("_", "").replace("\\", "")
    return _BETWEEN_HAN.sub("", text).split()


def sections(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Group facts by section; the first is what comes before the first heading."""
    found: list[list[Fact]] = [[]]
    for fact in facts:
        if fact.kind == "heading":
            found.append([])
        found[-1].append(fact)
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

"""Everything in a source page that leads somewhere: links, images, bare URLs, link definitions and the attributes of raw HTML.

Found once per page and kept with it; where each leads is the matter of `source_targets` and `web`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpcenter.articles.model import Page
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import Inline, tag_attributes, written_target
from helpcenter.runtime.once import once_per_value
from helpcenter.text.quoting import quoted

from .in_html import urls

NAVIGATES = ("link", "autolink", "url", "definition")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One address in a page.

    kind    link · image · autolink · url (bare) · definition (`[label]: address`) · html
    href    the address as written, entities decoded
    text    what a reader sees in its place: words, or the description of an image; None where that is unknown
    raw     the source it stands in
    tag, attribute   of raw HTML: `a`, `href`
    """

    kind: str
    line: int
    href: str
    text: str | None = ""
    raw: str = ""
    tag: str = ""
    attribute: str = ""

    @property
    def navigates(self) -> bool:
        """Whether a reader follows it, and does not merely see it."""
        return self.kind in NAVIGATES or self.tag in {"a", "area"}

    @property
    def dynamic(self) -> bool:
        """Whether a template or script makes the address, so that it is not known here."""
        return bool(_DYNAMIC.search(self.href))

    @property
    def shown(self) -> str:
        """The address for a problem, on one line and not too long."""
        return quoted(self.href)


_DYNAMIC = re.compile(r"\{\{|\{%|<%|\$\{|^\s*\{|^@site/|^<[A-Za-z]|^\[\[|:\w+:$")
_CLOSED_LINK = re.compile(r"<a\b[^<>]*>(.*?)</a\s*>", re.I | re.S)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.S)


@once_per_value
def links_of(page: Page) -> tuple[PageLink, ...]:
    """The links of a page in the order of the text."""
    return tuple(link for block in page.walk() for link in _in_block(block))


def _in_block(block: Block) -> Iterator[PageLink]:
    if block.kind == "definition":
        yield PageLink("definition", block.line, written_target(block.text), None, f"[{block.name}]: {block.text}")
        return
    pieces = block.inlines
    for index, piece in enumerate(pieces):
        if piece.kind in {"link", "image", "autolink", "url"}:
            text: str | None = piece.text
            if piece.kind == "link" and not piece.text.strip():
                text = _described(pieces, index)
            yield PageLink(piece.kind, piece.line, piece.target, text, piece.raw)
        elif piece.kind == "html" and piece.text not in {"comment", ""} and not piece.text.startswith("/"):
            yield from _in_tag(piece, _text_of_tag(block, pieces, index))


def _described(pieces: Sequence[Inline], index: int) -> str | None:
    """What stands for the words of a link without any: the descriptions of its images; None where HTML may show something."""
    raw, found = pieces[index].raw, ""
    for piece in pieces[index + 1 :]:
        if not piece.raw or piece.raw not in raw:
            break
        if piece.kind in {"html", "variable"} or (piece.kind == "image" and not piece.text):
            return None  # an image without description is a problem of its own
        found += piece.text
    return found


def _in_tag(piece: Inline, text: str | None) -> Iterator[PageLink]:
    if "=" not in piece.raw:
        return
    name, attributes = tag_attributes(piece.raw)
    for attribute, url in urls(name, attributes):
        line = piece.line + piece.raw.count("\n", 0, max(0, piece.raw.find(url))) if "\n" in piece.raw else piece.line
        yield PageLink("html", line, url, text if name == "a" else attributes.get("alt"), piece.raw, name, attribute)


def _text_of_tag(block: Block, pieces: Sequence[Inline], index: int) -> str | None:
    """The words between `<a …>` and `</a>`; None where they are unknown."""
    piece = pieces[index]
    if piece.text != "a":
        return None
    if block.kind == "html":
        start = block.text.find(piece.raw)
        closed = _CLOSED_LINK.match(block.text, start) if start >= 0 else None
        if closed is None or "<" in closed[1]:
            return None
        return html.unescape(_TAG.sub("", closed[1]))
    found = ""
    for following in pieces[index + 1 :]:
        if following.kind == "html":
            return found if following.text == "/a" else None
        found += following.text or (" " if following.kind != "image" else "")
        if following.kind == "image" and not following.text:
            return None
    return None

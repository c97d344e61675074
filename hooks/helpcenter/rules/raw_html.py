"""No page holds HTML that runs code, loads a foreign page or takes input: no script, iframe, form, input or style element, no
event handler, no `contenteditable`, no `javascript:` address, in the body, in attribute lists or in front matter (S03).

A help center has one job for a thief: a box that asks for the recovery phrase. MkDocs escapes neither the body nor front
matter, and a title with an `<img onerror>` runs on every page that lists it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..articles import Library, Page
from ..markdown import Block
from ..rule import WALLET, Finding, Rule

_ELEMENTS = "script|iframe|frame|frameset|object|embed|applet|form|input|textarea|select|button|style|link|meta|base|portal"
_ELEMENT = re.compile(rf"<\s*({_ELEMENTS})(?![\w-])", re.I)
_HANDLER = re.compile(r"<[A-Za-z][^<>]*?[\s\"'/](on[a-z]{3,}|contenteditable|srcdoc|formaction|http-equiv)\s*(?:=|[\s>])", re.I | re.S)
_ADDRESS = re.compile(r"(?:=|\bxlink:href=)\s*[\"']?\s*((?:javascript|vbscript)\s*:|data\s*:\s*(?:text/html|image/svg))", re.I)
_SCHEME = re.compile(r"(?:javascript|vbscript|data:text/html|data:image/svg)", re.I)
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*?[\s{:](on[a-z]{3,}|contenteditable|srcdoc|formaction)\s*=[^{}\n]*\}", re.I)
_SPACES = re.compile(r"[\x00-\x20]+")


def check(page: Page, library: Library) -> Iterator[Finding]:
    lines = (library.tree.text(page.path) or "").split("\n")
    for number, line in enumerate(lines[: page.body_line - 1], 1):
        if "<" in line or ":" in line:
            yield from _found(line, number, "front matter")
    body = page.body
    if not ("<" in body or "{" in body or "](" in body or "]:" in body):
        return
    for block in page.walk():
        yield from _in_block(block, lines)


def _in_block(block: Block, lines: list[str]) -> Iterator[Finding]:
    if block.kind == "html":
        yield from _found(block.text, block.line, "the text")
        return
    if block.kind == "comment" and block.flaw == "text after comment":
        line = block.line + block.text.count("\n")
        yield from _found(lines[line - 1].rpartition("-->")[2], line, "the text")
        return
    if block.kind == "heading" and block.title:
        yield from _attributes(f"{{{block.title}}}", block.line)
    if block.kind == "definition" and _runs(block.text):
        yield _finding(block.line, block.text, "is an address that runs code")
    for piece in block.inlines:
        if piece.kind == "html" and piece.text != "comment":
            yield from _found(piece.raw, piece.line, "the text")
        elif piece.kind in {"link", "image", "autolink", "url"} and _runs(piece.target):
            yield _finding(piece.line, piece.raw, "leads to an address that runs code")
    if block.kind in {"paragraph", "cell"} and "{" in block.text:
        yield from _attributes(block.text, block.line)


def _found(text: str, line: int, where: str) -> Iterator[Finding]:
    """What is dangerous in a piece of HTML, one finding for each tag."""
    seen: set[int] = set()
    for pattern, what in ((_ELEMENT, "is an element that runs code, loads a page or takes input"), (_HANDLER, "runs code")):
        for match in pattern.finditer(text):
            if match.start() not in seen:
                seen.add(match.start())
                yield _finding(line + text.count("\n", 0, match.start()), _tag(text, match.start()), what)
    decoded = html.unescape(text) if "&" in text else text
    for match in _ADDRESS.finditer(decoded):
        start = decoded.rfind("<", 0, match.start())
        if start not in seen and start >= 0:
            seen.add(start)
            yield _finding(line + decoded.count("\n", 0, start), _tag(decoded, start), "leads to an address that runs code")


def _attributes(text: str, line: int) -> Iterator[Finding]:
    for match in _ATTRIBUTES.finditer(text):
        yield _finding(line + text.count("\n", 0, match.start()), match[0], "puts an attribute on the element that runs code or takes input")


def _runs(target: str) -> bool:
    return bool(_SCHEME.match(_SPACES.sub("", target))) and ":" in target


def _tag(text: str, start: int) -> str:
    end = text.find(">", start)
    return text[start : end + 1] if end >= 0 else text[start:]


def _finding(line: int, source: str, what: str) -> Finding:
    shown = " ".join(source.split())
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return Finding(line, f"`{shown}` {what}. Remove it; show it as code if the page is about it.")


RULE = Rule("raw-html", WALLET, page=check)

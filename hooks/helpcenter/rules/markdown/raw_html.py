"""No page holds HTML that runs code, loads a foreign page or takes input: no script, iframe, form, input or style element, no
event handler, no `contenteditable`, no `javascript:` address, in the body, in attribute lists or in front matter.

A help center has one job for a thief: a box that asks for the recovery phrase. MkDocs escapes neither the body nor front
matter, and a title with an `<img onerror>` runs on every page that lists it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.markdown.blocks import Block
from helpcenter.text.quoting import quoted

from ..rule import WALLET, Finding, Rule

_ELEMENTS = frozenset(
    "script iframe frame frameset object embed applet portal form input textarea select button style link meta base".split()
)
_ATTRIBUTE_NAME = r"on[a-z]{3,}|contenteditable|srcdoc|formaction"
_TAG = re.compile(r"<([A-Za-z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)(>|$|[\"'])")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_DANGEROUS_ATTRIBUTE = re.compile(_ATTRIBUTE_NAME, re.I)
_ESCAPED_TAG = re.compile(r"\\(<[A-Za-z][^<>]*>)")  # Python-Markdown knows no escape for `<`: the tag runs
_SCHEME = re.compile(r"(?:javascript|vbscript|data:text/html|data:image/svg)", re.I)
_ATTRIBUTE_LIST = re.compile(rf"\{{:?[^{{}}\n]*?[\s{{:](?:{_ATTRIBUTE_NAME})\s*=[^{{}}\n]*\}}", re.I)
_COMMENT = re.compile(r"<!--.*?-->")
_SPACES = re.compile(r"[\x00-\x20]+")


def check(page: Page, library: Library) -> Iterator[Finding]:
    lines = (library.text(page)).split("\n")
    for number, line in enumerate(lines[: page.body_line - 1], 1):
        if "<" in line:
            yield from _found(line, number)
    body = page.body
    if not ("<" in body or "{" in body or "](" in body or "]:" in body):
        return
    for block in page.walk():
        yield from _in_block(block, lines)


def _in_block(block: Block, lines: list[str]) -> Iterator[Finding]:
    if block.kind == "html":
        yield from _found(block.text, block.line)
        return
    if block.kind in {"comment", "waiver"}:
        last = next((number for number in range(block.line, len(lines) + 1) if "-->" in lines[number - 1]), 0)
        if last:  # what follows a comment on its line is no part of a block
            yield from _found(_COMMENT.sub("", lines[last - 1].partition("-->")[2]), last)
        return
    if block.kind == "heading" and block.title:
        yield from _attributes(f"{{{block.title}}}", block.line)
    if block.kind == "definition" and _runs(block.text):
        yield _finding(block.line, block.text, "is an address that runs code")
    for piece in block.inlines:
        if piece.kind == "html" and piece.text != "comment":
            yield from _found(piece.raw, piece.line)
        elif piece.kind in {"link", "image", "autolink", "url"} and _runs(piece.target):
            yield _finding(piece.line, piece.raw, "leads to an address that runs code")
    if "\\<" in block.text and block.kind != "code":
        text = block.text
        for piece in block.inlines:
            text = text.replace(piece.raw, "") if piece.kind == "code" else text
        for match in _ESCAPED_TAG.finditer(text):
            yield from _found(match[1], block.line + text.count("\n", 0, match.start()))
    if block.kind in {"paragraph", "cell"} and "{" in block.text:
        yield from _attributes(block.text, block.line)


def _found(text: str, line: int) -> Iterator[Finding]:
    """What is dangerous in a piece of HTML, one finding for each tag."""
    for match in _TAG.finditer(text):
        closing = text.find(">", match.end() - 1)
        tag = match[0] if match[3] == ">" else text[match.start() : closing + 1 if closing >= 0 else len(text)]  # a quote is left open
        if what := _danger(match[1].lower(), tag[match.end(1) - match.start() :]):
            yield _finding(line + text.count("\n", 0, match.start()), tag, what)


def _danger(name: str, attributes: str) -> str:
    if name in _ELEMENTS:
        return "is an element that runs code, loads a page or takes input"
    for attribute in _ATTRIBUTE.finditer(attributes):
        if _DANGEROUS_ATTRIBUTE.fullmatch(attribute[1]):
            return "runs code or takes input"
        if _runs(html.unescape((attribute[2] or "").strip("\"'"))):
            return "leads to an address that runs code"
    return ""


def _attributes(text: str, line: int) -> Iterator[Finding]:
    for match in _ATTRIBUTE_LIST.finditer(text):
        yield _finding(
            line + text.count("\n", 0, match.start()), match[0], "puts an attribute on the element that runs code or takes input"
        )


def _runs(target: str) -> bool:
    return bool(_SCHEME.match(_SPACES.sub("", target))) and ":" in target


def _finding(line: int, source: str, what: str) -> Finding:
    return Finding(line, f"{quoted(source)} {what}. Remove it; show it as code if the page is about it.")


RULE = Rule("raw-html", WALLET, page=check)

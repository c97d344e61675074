"""Blocks of the closed Markdown subset that articles are written in: text in, frozen blocks out.

They answer what the rules ask (which sections, steps, boxes, tables, links stand where), not how a page is rendered;
on the subset they agree with the rendered HTML, which tests prove on the real pages. What lies outside the subset is kept
as a block too, so that a rule can name it. `scan` never raises and reads each line a bounded number of times. It is our own: a
prototype on the libraries showed no gain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .inlines import Inline, html_pieces, label_key, scan_inline

MAX_DEPTH = 12  # containers; deeper text is kept as one paragraph

Line = tuple[int, str]


@dataclass(frozen=True)
class Block:
    """A piece of a page and the 1-based line it begins at.

    kind      heading · paragraph · list · item · table · row · cell · box · tab · code · warning · waiver · comment
              · html · quote · rule · definition · footnote
    text      the inline Markdown of a heading, paragraph or cell; the content of code, html and comments
    name      heading: its id · box: its kind · warning: its name · code: its language · definition: its label
              · list: "ordered", "bulleted", or "bracketed" (`1)`, which only some renderers know) · item: its mark · waiver: the rule
    title     of a box or tab; the reason of a waiver
    level     of a heading; 0 elsewhere
    flaw      what is wrong with its syntax, if anything ("unclosed")
    """

    kind: str
    line: int
    text: str = ""
    name: str = ""
    title: str = ""
    level: int = 0
    flaw: str = ""
    children: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Block]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def running(self) -> str:
        """The inline Markdown: `text`, of boxes and tabs `title`."""
        return self.text if self.kind not in {"box", "tab"} else self.title

    @cached_property
    def prose(self) -> str:
        """The words of the inline pieces; blanks stand in the place of code, values, addresses and tags, a newline is kept."""
        return "".join(
            piece.text
            if piece.kind in {"text", "link", "image"}
            else piece.raw
            if piece.kind == "reference"
            else re.sub(r"[^\n]", " ", piece.text)
            for piece in self.inlines
        )

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """The inline pieces of the running text."""
        if self.kind in {"code", "comment", "waiver", "list", "item", "table", "row", "rule", "warning"}:
            return ()
        if self.kind == "html":
            return tuple(html_pieces(self.text, self.line))
        return scan_inline(self.running, self.line)


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from block.walk()


MASK = "\ufffc"


def blotted(block: Block, kinds: Collection[str]) -> str:
    """The inline Markdown of a block with the pieces of these kinds blotted out by MASK, place for place."""
    text = block.running
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for piece in block.inlines:
        if piece.kind in kinds and piece.column and piece.line - block.line < len(starts):
            start = starts[piece.line - block.line] + piece.column - 1
            if text.startswith(piece.raw, start):
                text = text[:start] + blot(piece.raw) + text[start + len(piece.raw) :]
    return text


def blot(source: str) -> str:
    """As many MASKs, with the line breaks kept."""
    return "".join("\n" if character == "\n" else MASK for character in source)


_FENCE = re.compile(r"^( {0,3})(`{3,}|~{3,})[ \t]*([^`]*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?)|([^#\s].*?))?[ \t]*$")
_HEADING_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_ATTRIBUTES = re.compile(
    r"[ \t]*\{:?[ \t]*((?:[#.][^\s{}]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}]+))(?:[ \t]+(?:[#.][^\s{}]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}]+)))*)[ \t]*\}[ \t]*$"
)
_ID = re.compile(r"(?:^|\s)#([^\s{}]+)|(?:^|\s)id=\"?([^\s\"]+)")
_WARNING = re.compile(r"^\{\{\s*warning\.([\w-]+)\s*\}\}$")
_BOX = re.compile(r"^(!!!|\?\?\?\+?)[ \t]*([\w-]+(?: +[\w-]+)*)?[ \t]*(?:\"(.*)\")?[ \t]*$")
_TAB = re.compile(r"^===[+!]{0,2}[ \t]+\"(.*)\"[ \t]*$")
_ITEM = re.compile(r"^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)(.*)$")
_LISTS = {"-": "bulleted", "*": "bulleted", "+": "bulleted", ".": "ordered", ")": "bracketed"}
_DELIMITER = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_COMMENT = re.compile(r"^ {0,3}<!--")
_WAIVER = re.compile(r"^\s*waive\s+([\w-]+)(?:\s+(h[0-9a-f]+))?\s*:\s*(.*?)\s*$", re.S)
_HTML = re.compile(r"^ {0,3}</?[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|$)|^ {0,3}<[!?]")
_HTML_NEVER_BLOCK = re.compile(r"^ {0,3}</?(?:a|abbr|b|br|code|em|i|img|kbd|mark|q|s|small|span|strong|sub|sup|u)\b", re.I)
_RAW_HTML = re.compile(r"^ {0,3}<(script|style|pre|textarea)\b", re.I)
_HOLDS_MARKDOWN = re.compile(r"^ {0,3}<[A-Za-z][^<>]*\smarkdown(?:=[^<>]*)?>\s*$")
_DEFINITION = re.compile(r"^ {0,3}\[((?!\^)[^\]\[]*)\]:[ \t]*(<[^>]*>|\S*)(?:[ \t]+[\"'(].*[\"')])?[ \t]*$")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]]+)\]:[ \t]*(.*)$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}> ?")


def scan(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of `text`, whose first line is line `first_line` of its file."""
    return scan_lines(numbered(text, first_line))


def numbered(text: str, first_line: int = 1) -> tuple[Line, ...]:
    return tuple(enumerate(text.split("\n"), first_line))


def scan_lines(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks of these lines; where some are left out, the others keep their numbers."""
    return tuple(_blocks([(number, text.expandtabs(4).rstrip()) for number, text in lines], 0))


def _blocks(lines: Sequence[Line], depth: int, item: bool = False) -> list[Block]:
    """The blocks of these lines. Where they are those of an `item`, a list may follow its first words without an empty line."""
    found: list[Block] = []
    if depth > MAX_DEPTH:
        return [Block("paragraph", lines[0][0], "\n".join(text for _, text in lines), flaw="too deep")] if lines else []
    i = 0
    while i < len(lines):
        if not lines[i][1]:
            i += 1
            continue
        tight = item and len(found) == 1 and bool(lines[i - 1][1]) and found[0].kind == "paragraph"
        block, i = _block(lines, i, depth, item and not found)
        found.append(replace(block, flaw=block.flaw or "tight") if tight and block.kind == "list" else block)
    return found


def _block(lines: Sequence[Line], i: int, depth: int, opens_item: bool = False) -> tuple[Block, int]:
    number, line = lines[i]
    if fence := _FENCE.match(line):
        return _code(lines, i, fence)
    if line.startswith("    "):
        return _indented_code(lines, i)
    if _COMMENT.match(line):
        return _comment(lines, i)
    if heading := _HEADING.match(line):
        return _heading(number, heading), i + 1
    if warning := _WARNING.match(line.strip()):
        return Block("warning", number, line.strip(), warning[1]), i + 1
    if box := _BOX.match(line):
        end = _indented_end(lines, i + 1)
        children = tuple(_blocks(_dedented(lines[i + 1 : end], 4), depth + 1))
        return Block("box", number, box[1], (box[2] or "").lower(), box[3] or "", children=children), end
    if tab := _TAB.match(line):
        end = _indented_end(lines, i + 1)
        return Block("tab", number, "", "", tab[1], children=tuple(_blocks(_dedented(lines[i + 1 : end], 4), depth + 1))), end
    if _RULE.match(line):
        return Block("rule", number, line), i + 1
    if _ITEM.match(line):
        return _list(lines, i, depth)
    if "|" in line and i + 1 < len(lines) and "-" in lines[i + 1][1] and _DELIMITER.match(lines[i + 1][1]):
        return _table(lines, i)
    if _QUOTE.match(line):
        end = i
        while end < len(lines) and lines[end][1]:
            end += 1
        inner = [(n, _QUOTE.sub("", text)) for n, text in lines[i:end]]
        return Block("quote", number, children=tuple(_blocks(inner, depth + 1))), end
    if footnote := _FOOTNOTE.match(line):
        end = _indented_end(lines, i + 1)
        inner = [(number, footnote[2]), *_dedented(lines[i + 1 : end], 4)]
        return Block("footnote", number, "", footnote[1], children=tuple(_blocks(inner, depth + 1))), end
    if definition := _DEFINITION.match(line):
        return Block("definition", number, definition[2].strip("<>"), label_key(definition[1])), i + 1
    if _HTML.match(line) and not _HTML_NEVER_BLOCK.match(line):
        return _html(lines, i)
    return _paragraph(lines, i, opens_item)


def _code(lines: Sequence[Line], i: int, fence: re.Match[str]) -> tuple[Block, int]:
    indent, marks = len(fence[1]), fence[2]
    closing = re.compile(rf"^ {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    end = i + 1
    while end < len(lines) and not closing.match(lines[end][1]):
        end += 1
    content = "\n".join(text[min(indent, len(text) - len(text.lstrip(" "))) :] for _, text in lines[i + 1 : end])
    if end == len(lines):
        flaw = "unclosed"
    else:
        last = lines[end][1]
        flaw = "" if len(last) - len(last.lstrip(" ")) == indent else "closed elsewhere"
    return Block("code", lines[i][0], content, fence[3].strip(), flaw=flaw), end + 1


def _indented_code(lines: Sequence[Line], i: int) -> tuple[Block, int]:
    end = _indented_end(lines, i)
    return Block("code", lines[i][0], "\n".join(text[4:] for _, text in lines[i:end]), "", flaw="indented"), end


def _comment(lines: Sequence[Line], i: int) -> tuple[Block, int]:
    end, text = i, lines[i][1]
    while "-->" not in lines[end][1] and end + 1 < len(lines):
        end += 1
        text += "\n" + lines[end][1]
    content, closed, rest = text.partition("-->")
    content = content.strip().removeprefix("<!--")
    flaw = "text after comment" if rest.strip() else "" if closed else "unclosed"
    if waiver := _WAIVER.match(content):
        return Block("waiver", lines[i][0], waiver[2] or "", waiver[1], waiver[3], flaw=flaw), end + 1
    return Block("comment", lines[i][0], content.strip(), flaw=flaw), end + 1


def _heading(number: int, match: re.Match[str]) -> Block:
    text = match[2] if match[2] is not None else match[3] or ""
    text, identifier, attributes = _HEADING_END.sub("", text), "", ""
    if found := _ATTRIBUTES.search(text):
        attributes = found[1]
        if identified := _ID.search(attributes):
            identifier = identified[1] or identified[2]
        text = _HEADING_END.sub("", text[: found.start()])
    return Block("heading", number, text.strip(), identifier, attributes, len(match[1]), "" if match[3] is None else "no space")


def _indented_end(lines: Sequence[Line], i: int) -> int:
    """The end of the run of indented and empty lines that starts at `i`, without trailing empty lines."""
    end = last = i
    while end < len(lines) and (not lines[end][1] or lines[end][1].startswith("    ")):
        if lines[end][1]:
            last = end + 1
        end += 1
    return last


def _dedented(lines: Sequence[Line], columns: int) -> list[Line]:
    return [(number, text[columns:] if text[:columns].isspace() else text.lstrip(" ")) for number, text in lines]


def _list(lines: Sequence[Line], i: int, depth: int) -> tuple[Block, int]:
    first = _ITEM.match(lines[i][1])
    assert first is not None
    kind = _LISTS[first[2][-1]]
    items: list[Block] = []
    start = lines[i][0]
    flaw = ""
    while i < len(lines):
        match = _ITEM.match(lines[i][1])
        if not match or _RULE.match(lines[i][1]):
            break
        if _LISTS[match[2][-1]] != kind:
            flaw = "followed by another list"
            break
        if match[1] and items and len(match[1]) != len(first[1]):
            flaw = "uneven indent"
        content = [(lines[i][0], match[4])]
        columns = min(len(match[1]) + len(match[2]) + max(1, len(match[3])), 4)
        end = i + 1
        blank = False
        while end < len(lines):
            text = lines[end][1]
            indent = len(text) - len(text.lstrip(" "))
            if not text:
                blank = True
            elif indent >= min(columns, 4) or indent >= 4:
                if indent < 4 and _ITEM.match(text.lstrip(" ")):
                    flaw = "list indented by less than 4"
                blank = False
            elif blank or _starts_block(text):
                break
            content.append((lines[end][0], text))
            end += 1
        while len(content) > 1 and not content[-1][1]:
            content.pop()
        inner = [content[0], *_dedented_item(content[1:], columns)]
        items.append(Block("item", lines[i][0], "", match[2], children=tuple(_blocks(inner, depth + 1, item=True))))
        i += len(content)
        while i < len(lines) and not lines[i][1]:
            i += 1
    return Block("list", start, "", kind, flaw=flaw, children=tuple(items)), i


def _dedented_item(lines: Sequence[Line], columns: int) -> list[Line]:
    indents = [len(text) - len(text.lstrip(" ")) for _, text in lines if text]
    by = 4 if indents and min(indents) >= 4 else columns
    return _dedented(lines, by)


def _starts_block(text: str) -> bool:
    return bool(
        _ITEM.match(text) or _HEADING.match(text) or _FENCE.match(text) or _BOX.match(text) or _TAB.match(text) or _QUOTE.match(text)
    )


def _table(lines: Sequence[Line], i: int) -> tuple[Block, int]:
    rows = [Block("row", lines[i][0], children=_cells(lines[i]))]
    end = i + 2
    while end < len(lines) and lines[end][1] and "|" in lines[end][1] and not _starts_block(lines[end][1]):
        rows.append(Block("row", lines[end][0], children=_cells(lines[end])))
        end += 1
    flaw = "delimiter row" if len(_cells(lines[i + 1])) != len(rows[0].children) else ""
    return Block("table", lines[i][0], flaw=flaw, children=tuple(rows)), end


def _cells(line: Line) -> tuple[Block, ...]:
    number, text = line
    text = text.strip()
    cells, cell, ticks, i = [], "", 0, 0
    if "\\" not in text and "`" not in text:
        cells, i = text.split("|"), len(text)
        cell = cells.pop()
    while i < len(text):
        if text[i] == "\\" and i + 1 < len(text) and not ticks:
            cell += text[i : i + 2]
            i += 2
            continue
        if text[i] == "`":
            run = len(text) - i - len(text[i:].lstrip("`"))
            if ticks == 0 and "`" * run in text[i + run :]:
                ticks = run
            elif ticks == run:
                ticks = 0
            cell += "`" * run
            i += run
            continue
        if text[i] == "|" and not ticks:
            cells.append(cell)
            cell = ""
        else:
            cell += text[i]
        i += 1
    cells.append(cell)
    if cells and not cells[0].strip() and text.startswith("|"):
        cells = cells[1:]
    if cells and not cells[-1].strip() and text.endswith("|"):
        cells = cells[:-1]
    return tuple(Block("cell", number, cell.strip()) for cell in cells)


def _html(lines: Sequence[Line], i: int) -> tuple[Block, int]:
    raw = _RAW_HTML.match(lines[i][1])
    if _HOLDS_MARKDOWN.match(lines[i][1]):
        return Block("html", lines[i][0], lines[i][1]), i + 1
    end = i
    while end < len(lines) and (raw or lines[end][1]):
        end += 1
        if raw and f"</{raw[1].lower()}" in lines[end - 1][1].lower():
            break
    return Block("html", lines[i][0], "\n".join(text for _, text in lines[i:end])), end


def _paragraph(lines: Sequence[Line], i: int, opens_item: bool) -> tuple[Block, int]:
    end = i + 1
    while end < len(lines) and lines[end][1]:
        text = lines[end][1]
        if (
            _HEADING.match(text)
            or _FENCE.match(text)
            or _BOX.match(text)
            or _TAB.match(text)
            or _COMMENT.match(text)
            or _WARNING.match(text.strip())
            or (opens_item and _ITEM.match(text))
            or _QUOTE.match(text)
            or _DEFINITION.match(text)
            or (_RULE.match(text) and not _SETEXT.match(text))
        ):
            break
        if setext := _SETEXT.match(text):
            title = " ".join(part.strip() for _, part in lines[i:end])
            return Block("heading", lines[i][0], title, level=1 if setext[1][0] == "=" else 2, flaw="underlined"), end + 1
        end += 1
    flaw = ""
    if any(_ITEM.match(text) and not text[:1].isspace() for _, text in lines[i + 1 : end]):
        flaw = "list without blank line"
    return Block("paragraph", lines[i][0], "\n".join(text.strip() for _, text in lines[i:end]), flaw=flaw), end

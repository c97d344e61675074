"""Inlines: the pieces of running text, like links, images, code and raw HTML tags, each with its line and column.

As in `blocks`, what lies outside the subset is kept, so that a rule can name it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from helpcenter.config.substitution import VARIABLE

_SPECIAL = re.compile(r"[\\`<!\[{&]|https?://|\*+|_+")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto|tel):[^\s<>]*|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>", re.I)
_TAG = re.compile(
    r"<(?:!--.*?-->|/?[A-Za-z][A-Za-z0-9-]*(?:\s+[^\s\"'>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>|[!?][^>]*>)", re.S
)
_INLINE_ATTRIBUTES = re.compile(r"\{:?[ \t]*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}]+))[^{}]*\}")
_URL = re.compile(r"https?://[^\s<>\"'`\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+", re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ANGLED = re.compile(r"\s*<([^<>]*)>\s*(?:'[^']*'|\"[^\"]*\")?\s*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_ESCAPABLE = "\\`*_{}[]()>#+-.!|<~\"'^=:&$%,/;?@"
_BRACKET = re.compile(r"\\.|`+|\[|\]", re.S)
_MARK = re.compile(r"([\\`*_\[\]<>])")
_MAX_TARGET = 3_000  # characters: what is longer is text
_MAX_BRACKETS = 1_000  # a paragraph with more is text


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of running text.

    kind      text · code · link · image · autolink · url (bare) · html · variable · reference (a label without definition)
    text      what a reader sees (alt of an image, content of code)
    target    where a link or image leads, as written, entities decoded
    raw       the source
    """

    kind: str
    line: int
    text: str = ""
    target: str = ""
    raw: str = ""
    column: int = 0


def scan_inline(text: str, line: int) -> tuple[Inline, ...]:  # noqa: PLR0912, PLR0915 (one branch per mark)
    """The pieces of running text that begins at `line`; adjacent text is one piece."""
    if text and not _SPECIAL.search(text):
        return (Inline("text", line, text, column=1),)
    pieces: list[Inline] = []
    buffer: list[str] = []
    buffer_at = 0
    closing = _matching_brackets(text)
    i = 0

    def place(at: int) -> tuple[int, int]:
        return line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)

    def flush() -> None:
        if buffer:
            number, column = place(buffer_at)
            pieces.append(Inline("text", number, "".join(buffer), column=column))
            buffer.clear()

    def add(kind: str, start: int, end: int, shown: str = "", target: str = "") -> None:
        flush()
        number, column = place(start)
        pieces.append(Inline(kind, number, shown, target, text[start:end], column))

    while i < len(text):
        special = _SPECIAL.search(text, i)
        stop = special.start() if special else len(text)
        if stop > i:
            if not buffer:
                buffer_at = i
            buffer.append(text[i:stop])
            i = stop
        if not special:
            break
        mark = text[i]
        end = i + 1
        if mark == "\\" and text[i + 1 : i + 2] and text[i + 1] in _ESCAPABLE:
            buffer_at = buffer_at if buffer else i
            buffer.append(text[i + 1])
            i += 2
            continue
        if mark == "`":
            run = len(text) - i - len(text[i:].lstrip("`"))
            close = _closing_ticks(text, i + run, run)
            if close >= 0:
                add("code", i, close + run, text[i + run : close].strip())
                i = close + run
                continue
            end = i + run
        elif mark == "<":
            if autolink := _AUTOLINK.match(text, i):
                add("autolink", i, autolink.end(), autolink[1], html.unescape(autolink[1]))
                i = autolink.end()
                continue
            if tag := _TAG.match(text, i):
                for piece in html_pieces(tag[0], place(i)[0]):
                    flush()
                    pieces.append(piece)
                i = tag.end()
                continue
        elif mark in "![":
            opening = i + 1 if mark == "!" else i
            if text[opening : opening + 1] == "[" and opening in closing:
                link = _link(text, opening, closing[opening])
                if link:
                    kind, target, after = link
                    content = text[opening + 1 : closing[opening]]
                    if mark == "!":
                        add("image" if kind == "link" else kind, i, after, content, target)
                    else:
                        number, column = place(opening + 1)
                        inner = scan_inline(content, number) if len(content) < 2_000 else ()
                        shown = "".join(piece.text for piece in inner if piece.kind != "html")
                        add(kind, i, after, shown, target)
                        pieces += [
                            replace(piece, column=piece.column + column - 1) if piece.line == number else piece
                            for piece in inner
                            if piece.kind in {"image", "html", "code", "variable"}
                        ]
                    i = after
                    continue
        elif mark == "{":
            if variable := VARIABLE.match(text, i):
                add("variable", i, variable.end(), variable[0], variable[1])
                i = variable.end()
                continue
            attributes = _INLINE_ATTRIBUTES.match(text, i)
            if attributes and _holds_attributes(text, i, attributes.end()):
                i = attributes.end()
                continue
        elif mark == "&":
            if entity := _ENTITY.match(text, i):
                buffer_at = buffer_at if buffer else i
                buffer.append(html.unescape(entity[0]))
                i = entity.end()
                continue
        elif mark == "h":
            url = _URL.match(text, i)
            if url:
                shown = _trimmed(url[0])
                add("url", i, i + len(shown), shown, html.unescape(shown))
                i += len(shown)
                continue
            end = i + len(special[0])
        elif mark in "*_":
            end = special.end()
            inside_word = mark == "_" and text[i - 1 : i].isalnum() and text[end : end + 1].isalnum()
            spaced = (not text[i - 1 : i].strip() if i else True) and not text[end : end + 1].strip()
            if not inside_word and not spaced:
                i = end
                continue
        if not buffer:
            buffer_at = i
        buffer.append(text[i:end])
        i = end
    flush()
    return tuple(pieces)


def visible(text: str) -> str:
    """The text as a reader sees it: no emphasis marks, links as their words, variables and code kept."""
    return "".join(piece.text for piece in outermost(scan_inline(text, 1)) if piece.kind != "html").strip()


def outermost(pieces: Iterable[Inline]) -> Iterator[Inline]:
    """Leave out the pieces that stand in a link, whose text holds theirs."""
    link = None
    for piece in pieces:
        if link and piece.line == link.line and link.column < piece.column < link.column + len(link.raw):
            continue
        if piece.kind in {"link", "reference"}:
            link = piece
        yield piece


def unmarked(text: str) -> str:
    """Return `text` as Markdown that shows it: no sign of it is a mark."""
    return _MARK.sub(r"\\\1", text)


def _holds_attributes(text: str, start: int, end: int) -> bool:
    """Whether `{…}` gives attributes to the piece it follows, or, alone on the last line, to the paragraph; else it is text."""
    return text[max(0, start - 1) : start] in set(")]*_`>") or (text[:start].endswith("\n") and not text[end:].strip())


def _trimmed(url: str) -> str:
    """A bare URL without the punctuation of the sentence it stands in."""
    url = url.rstrip(".,;:!?*_")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?*_")
    return url


def _closing_ticks(text: str, start: int, run: int) -> int:
    ticks = "`" * run
    at = text.find(ticks, start)
    while at >= 0:
        after = at + run
        while after < len(text) and text[after] == "`":
            after += 1
        if after - at == run:
            return at
        at = text.find(ticks, after)
    return -1


def _matching_brackets(text: str) -> dict[int, int]:
    """Position of each `[` to that of its `]`, code spans and escapes left out."""
    if "[" not in text or text.count("[") > _MAX_BRACKETS:
        return {}
    pairs: dict[int, int] = {}
    stack: list[int] = []
    mark = _BRACKET.search(text)
    while mark:
        after = mark.end()
        if mark[0][0] == "`":
            close = _closing_ticks(text, after, len(mark[0]))
            after = close + len(mark[0]) if close >= 0 else after
        elif mark[0] == "[":
            stack.append(mark.start())
        elif mark[0] == "]" and stack:
            pairs[stack.pop()] = mark.start()
        mark = _BRACKET.search(text, after)
    return pairs


def _link(text: str, opening: int, close: int) -> tuple[str, str, int] | None:
    """(kind, target, end) of the link whose label stands between `opening` and `close`, or None where it is plain text."""
    after = close + 1
    if text[after : after + 1] == "(":
        found = _destination(text, after + 1)
        return ("link", found[0], found[1]) if found else None
    label = text[opening + 1 : close]
    if label.startswith("^"):
        return None
    if text[after : after + 1] == "[":
        end = text.find("]", after)
        if end > 0 and "\n\n" not in text[after:end]:
            return "reference", label_key(text[after + 1 : end] or label), end + 1
    return None


def _destination(text: str, i: int) -> tuple[str, int] | None:
    """The target and the end of `(target "title")` whose inside begins at `i`, as Python-Markdown reads it.

    A target may hold spaces and balanced brackets; a title is what stands in quotes right before the closing bracket.
    """
    if angled := _ANGLED.match(text, i):
        return written_target(angled[1]), angled.end()
    start, level, quote, end = i, 0, -1, min(len(text), i + _MAX_TARGET)
    fallback: tuple[int, int] | None = None
    while i < end:
        character = text[i]
        if character == "\\":
            i += 2
            continue
        if character in "\"'" and quote < 0 and text[i - 1].isspace():
            quote = i
        elif character == "(" and quote < 0:
            level += 1
        elif character == ")":
            last = i - 1
            while last > start and text[last].isspace():
                last -= 1
            if 0 <= quote < last and text[last] == text[quote]:
                return written_target(text[start:quote]), i + 1
            if level == 0 and fallback is None:
                fallback = start, i
            if level == 0 and quote < 0:
                break
            level -= quote < 0
        i += 1
    return (written_target(text[fallback[0] : fallback[1]]), fallback[1] + 1) if fallback else None


def written_target(target: str) -> str:
    """A target without backslash escapes and entities."""
    return html.unescape(_ESCAPED.sub(r"\1", target)).strip()


def label_key(text: str) -> str:
    """The label of a reference as labels are compared: white space folded, case dropped."""
    return " ".join(text.split()).casefold()


_ATTRIBUTE = re.compile(r"([^\s\"'>/=<]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")


def tag_attributes(tag: str) -> tuple[str, dict[str, str]]:
    """The lower-case name of a raw HTML tag (`/p` when closing) and its attributes."""
    inside = tag.strip("<>").rstrip("/")
    name, _, rest = inside.partition(" ") if "\n" not in inside.split(" ")[0] else inside.partition("\n")
    attributes = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(rest)}
    return name.strip().lower(), attributes


def html_pieces(source: str, line: int) -> Iterator[Inline]:
    """The tags of raw HTML as pieces: `text` is the tag's name, `raw` the tag."""
    for tag in _TAG.finditer(source):
        number = line + source.count("\n", 0, tag.start())
        name = "comment" if tag[0].startswith("<!--") else tag_attributes(tag[0])[0]
        yield Inline("html", number, name, raw=tag[0])

"""What stands in a text and must stay: values, code, addresses, bold. They become tags in formats that have them.

`tokens` takes the inline Markdown of a unit apart; joined, the tokens are the text again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpcenter.config.model import Settings
from helpcenter.links.web import host_name, read_web_address
from helpcenter.markdown.inlines import scan_inline

_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)")
_BRACED = re.compile(r"(?<!\{)(\{[a-z_]+\})(?!\})")
_WHOLE = {"code", "variable", "autolink", "url", "reference"}


@dataclass(frozen=True)
class Token:
    """A piece of a text. kind: text, mark (alone), open or close (in pairs, well nested); name: what a mark is."""

    kind: str
    raw: str
    name: str = ""


def tokens(text: str) -> tuple[Token, ...]:
    """Take inline Markdown apart."""
    return tuple(_bold(list(_flat(text))))


def _flat(text: str) -> Iterator[Token]:
    at = 0
    for piece in scan_inline(text, 1):
        start = piece.column - 1
        if start < at or piece.kind in {"text", "html"} or not text.startswith(piece.raw, start):
            continue  # text, or what a link before it holds
        yield from _text(text[at:start])
        at = start + len(piece.raw)
        if piece.kind in _WHOLE:
            yield Token("mark", piece.raw, f"{piece.kind} {piece.target or piece.text}")
            continue
        label, end = piece.raw.index("[") + 1, piece.raw.rindex("](")
        inside = piece.raw[label:end]
        yield Token("open", piece.raw[:label], f"{piece.kind} {piece.target}")
        yield from tokens(inside) if piece.kind == "link" else _text(inside)
        yield Token("close", piece.raw[end:], f"{piece.kind} {piece.target}")
    yield from _text(text[at:])


def _text(text: str) -> Iterator[Token]:
    """Yield running text, with the `{name}` of a text of data/ as marks."""
    for piece in _BRACED.split(text):
        if _BRACED.fullmatch(piece):
            yield Token("mark", piece, f"placeholder {piece}")
        elif piece:
            yield Token("text", piece)


def _bold(found: list[Token]) -> Iterator[Token]:
    """Yield the tokens with each pair of `**` on one level as a pair of marks."""
    parts: list[Token] = []
    level, places = 0, list[int]()
    for token in found:
        level += (token.kind == "open") - (token.kind == "close")
        if token.kind != "text" or level:
            parts.append(token)
            continue
        pieces = _BOLD.split(token.raw)
        for index, piece in enumerate(pieces):
            if index:
                places.append(len(parts))
                parts.append(Token("text", "**"))
            parts += [Token("text", piece)] if piece else []
    for index, place in enumerate(places[: len(places) // 2 * 2]):
        parts[place] = Token("close" if index % 2 else "open", "**", "bold")
    yield from parts


Tagged = tuple[tuple[str, str], ...]  # ("text", words) · ("mark" | "open" | "close", number of the tag)


def tagged(text: str, source: str) -> Tagged:
    """Return a text with its marks as the numbers of the source's; a mark that the source has not stays text."""
    free: dict[str, list[str]] = {}
    for number, name in _numbered(source):
        free.setdefault(name, []).append(number)
    found: list[tuple[str, str]] = []
    opened: list[str] = []
    for token in tokens(text):
        number = ""
        if token.kind in {"mark", "open"}:
            number = free[token.name].pop(0) if free.get(token.name) else ""
            if token.kind == "open":
                opened.append(number)
        elif token.kind == "close":
            number = opened.pop()
        found.append((token.kind, number) if number else ("text", token.raw))
    return tuple(found)


def _numbered(source: str) -> Iterator[tuple[str, str]]:
    named = [token.name for token in tokens(source) if token.kind in {"mark", "open"}]
    return ((str(number), name) for number, name in enumerate(named, 1))


def raw_of(source: str) -> Mapping[tuple[str, str], str]:
    """Return (kind, number) → the Markdown of each tag of a source text."""
    found: dict[tuple[str, str], str] = {}
    opened: list[str] = []
    number = 0
    for token in tokens(source):
        if token.kind in {"mark", "open"}:
            number += 1
            found[token.kind, str(number)] = token.raw
            if token.kind == "open":
                opened.append(str(number))
        elif token.kind == "close":
            found["close", opened.pop()] = token.raw
    return found


def untagged(came: Tagged, source: str) -> tuple[str, list[str]]:
    """Return the Markdown of a tagged text, and what is wrong with its tags."""
    raw, parts, wrong = raw_of(source), list[str](), list[str]()
    for kind, value in came:
        if kind == "text":
            parts.append(value)
        elif (kind, value) in raw:
            parts.append(raw[kind, value])
        elif kind != "close":
            wrong.append(f"the source has no tag {value or 'of this kind'}")
    return "".join(parts), wrong


def differences(source: str, target: str, settings: Settings) -> Iterator[str]:
    """Yield what of the values, code and addresses of a source its translation has lost, changed or added."""
    theirs, ours = (Counter(_kept(tokens(text), settings)) for text in (source, target))
    lost, added = theirs - ours, ours - theirs
    links = [name for name in lost if name.startswith("link")], [name for name in added if name.startswith("link")]
    for gone, come in zip(*links, strict=False):
        yield f"the link to `{gone.removeprefix('link ')}` became one to `{come.removeprefix('link ')}`. Keep the address"
        lost[gone], added[come] = 0, 0
    for name in +lost:
        yield f"{_shown(name)} is lost. Put it back"
    for name in +added:
        yield f"{_shown(name)} is not in the source. Take it out"
    if any(token.kind == "text" and _BOLD.search(token.raw) for token in tokens(target)):
        yield "a `**` has no partner. Close the bold words, or take it out"


def _kept(found: Sequence[Token], settings: Settings) -> Iterator[str]:
    for token in found:
        if token.kind in {"mark", "open"} and token.name != "bold":
            kind, _, target = token.name.partition(" ")
            yield f"{kind} {_without_language(target, settings)}"


def _without_language(target: str, settings: Settings) -> str:
    """Name an address on a host that has one per language as all of its kind."""
    web = read_web_address(target)
    entry = settings.hosts.get(host_name(web.host)) if web else None
    return f"(one of {entry.localized})" if entry and entry.localized else target


def _shown(name: str) -> str:
    kind, _, target = name.partition(" ")
    target = f"{{{{ {target} }}}}" if kind == "variable" else target
    words = {"variable": "the value", "link": "the link to", "image": "the picture", "url": "the address", "autolink": "the address"}
    return f"{words.get(kind, f'the {kind}')} `{target}`"

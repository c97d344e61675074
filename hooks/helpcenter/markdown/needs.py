"""What a product lacks, left out of a page: which lines are, decided on numbered lines, so that those that stay keep their numbers.

A marker, `{needs=staking}`, stands at the end of the first line of a paragraph, list item, box or tab, in the last cell of a row, or
with the id of a heading (`{#id needs=staking}`), where it goes for all up to the next heading of the same or a higher level. After a
comma follow further features; all of them must be there. `!staking` is for a product without: it stands where that is lacking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from .blocks import Block, Line, scan_lines, walk

MARKED = ("heading", "paragraph", "item", "row", "box", "tab")  # what a marker can stand at
_MARKER = re.compile(r"(?:[ \t]*\{|\{(?P<id>#[^\s{}]+)[ \t]+)needs=(?P<needs>!?[a-z0-9-]+(?:,!?[a-z0-9-]+)*)\}(?=[ \t]*\|?[ \t]*$)")
_NAMES = re.compile(r"needs=(!?[a-z0-9-]+(?:,!?[a-z0-9-]+)*)\}")
LIKE_A_MARKER = re.compile(r"\{(?!\{)(?:[^{}\n]*[ \t])?needs?(?![\w-])[^{}\n]*\}")
_NUMBER = re.compile(r"\d+")
_LINK_ALONE = re.compile(r"^ *(?:[-*+]|\d{1,9}[.)])[ \t]+\[.*\]\(<?([^()<>\s]*)[^()]*\)[.。]?[ \t]*$", re.M)


@dataclass(frozen=True)
class Marker:
    """A marker at `line`, the kind of the block that it stands at, and the last line of what it goes for."""

    line: int
    needs: tuple[str, ...]
    kind: str
    last: int


@dataclass(frozen=True)
class Reading:
    """The lines of a page apart: `lines` without markers, the `blocks` that they make, and the `markers`."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    markers: tuple[Marker, ...]


def names_in(text: str) -> set[str]:
    """Return every feature that a marker of this text may name; none where it can hold no marker."""
    return {name for match in _NAMES.finditer(text) for name in match[1].split(",")}


def unmet(names: Sequence[str]) -> str:
    """Return why what needs these features is left out: `the product lacks …`, and of those with `!` that it has them."""
    lacked, had = ([f"`{name.removeprefix('!')}`" for name in names if name.startswith("!") is has] for has in (False, True))
    said = [f"{verb} {' and '.join(which)}" for verb, which in (("lacks", lacked), ("has", had)) if which]
    return f"the product {' and '.join(said)}"


def links_alone(text: str) -> Iterator[str]:
    """Yield where the links lead that may be all there is in a list item of this text."""
    return (match[1] for match in _LINK_ALONE.finditer(text))


def read(lines: Sequence[Line]) -> Reading:
    """Take the markers out of a page; one that stands where it has no meaning stays, and shows."""
    found = {number: match for number, text in lines if (match := _marker(text))}
    plain = scan_lines([(number, _without(text, found.get(number))) for number, text in lines])
    end = lines[-1][0] if lines else 0
    markers: dict[int, Marker] = {}
    for block, last in _extents(plain, end):
        if block.line in found and block.line not in markers:
            markers[block.line] = Marker(block.line, tuple(found[block.line]["needs"].split(",")), block.kind, last)
    kept = tuple((number, _without(text, found[number]) if number in markers else text) for number, text in lines)
    return Reading(kept, plain if len(markers) == len(found) else scan_lines(kept), tuple(markers[line] for line in sorted(markers)))


def left_out(reading: Reading, lacking: Collection[str], gone: Callable[[str], bool] = lambda target: False) -> frozenset[int]:
    """Return the numbers of the lines that are left out for a product that lacks these features: what a marker goes for, and each
    list item with nothing but a link to what is `gone`."""
    parts = [(marker.line, marker.last) for marker in reading.markers if not set(marker.needs).isdisjoint(lacking)]
    end = reading.lines[-1][0] if reading.lines else 0
    parts += [(item.line, last) for item, last in _extents(reading.blocks, end) if item.kind == "item" and gone(_link_alone(item))]
    texts = dict(reading.lines)
    return frozenset(number for first, last in parts for number in range(first, _last_written(texts, last) + 1))


def kept(reading: Reading, out: Collection[int]) -> tuple[Line, ...]:
    """Return the lines that are not left out, the steps after one that is numbered on from those before it."""
    if not out:
        return reading.lines
    numbers: dict[int, int] = {}
    for block in walk(reading.blocks):
        if block.kind == "list" and block.name == "ordered":
            skipped = 0
            for item in block.children:
                if item.line in out:
                    skipped += 1
                elif skipped:
                    numbers[item.line] = max(int(item.name[:-1]) - skipped, 1)  # or each is a 1, which renders alike
    return tuple(
        (number, _NUMBER.sub(str(numbers[number]), text, count=1) if number in numbers else text)
        for number, text in reading.lines
        if number not in out
    )


def _marker(text: str) -> re.Match[str] | None:
    """The marker at the end of a line that holds no other."""
    found = _MARKER.search(text) if "needs=" in text else None
    return found if found and not LIKE_A_MARKER.search(text[: found.start()]) else None


def _without(text: str, marker: re.Match[str] | None) -> str:
    if marker is None:
        return text
    identifier = f"{{{marker['id']}}}" if marker["id"] else ""
    return text[: marker.start()] + identifier + text[marker.end() :]


def _extents(blocks: Sequence[Block], end: int, top: bool = True) -> Iterator[tuple[Block, int]]:
    """Yield each block that a marker can stand at with the last line of what it goes for, containers before what they hold."""
    for index, block in enumerate(blocks):
        last = blocks[index + 1].line - 1 if index + 1 < len(blocks) else end
        if block.kind == "table":
            yield from ((row, row.line) for row in block.children[1:])
        elif block.kind == "heading":
            ends = (other.line - 1 for other in blocks[index + 1 :] if other.kind == "heading" and other.level <= block.level)
            if top:
                yield block, next(ends, end)
        else:
            if block.kind in MARKED:
                yield block, last
            yield from _extents(block.children, last, False)


def _link_alone(item: Block) -> str:
    """Where the one link of a list item with nothing else leads; "" for any other item."""
    if len(item.children) != 1 or item.children[0].kind != "paragraph":
        return ""
    paragraph, text = item.children[0], item.children[0].text.rstrip(".。 ")
    link = paragraph.inlines[0] if text.startswith("[") and text.endswith(")") else None
    return link.target if link and link.kind == "link" and link.raw == text else ""


def _last_written(texts: dict[int, str], last: int) -> int:
    """The last line up to `last` that is not empty: what follows stands below an empty line as before."""
    while last in texts and not texts[last].strip():
        last -= 1
    return last

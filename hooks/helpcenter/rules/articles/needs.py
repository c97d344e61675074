"""What an article, section, item, row or paragraph `needs` is a feature of data/product.yml, marked alike in every language, and
leaves nothing empty and no step misnamed where the product lacks it. A feature that nothing needs is a warning.

A reader must not be led through screens that the app does not have, nor meet “Check these:” with nothing below it. A mistyped
feature would never be left out, and one that a single language marks would leave its readers with half an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from helpcenter.articles.model import Library, Page
from helpcenter.config.product import PRODUCT
from helpcenter.markdown.blocks import Block, blotted
from helpcenter.markdown.needs import LIKE_A_MARKER, Marker, names_in, unmet
from helpcenter.problems import WARNING
from helpcenter.source.schema import nearest
from helpcenter.text.quoting import quoted
from helpcenter.text.words import any_of, words

from ..rule import HOUSE, Finding, Rule

_PLACES = (
    "a marker is `{needs=account,staking}`, at the end of a paragraph, of the first line of an item, box or tab, in the last cell of a "
    "row, or `{#id needs=staking}` on a heading."
)
Mark = tuple[str, str, int, tuple[str, ...]]  # section, kind of block, its number among those of the section, needs


def check(page: Page, library: Library) -> Iterator[Finding]:
    if not library.ours:
        return
    if LIKE_A_MARKER.search(page.body):
        yield from _misplaced(page.whole)
    source = library.source_of(page)
    if source is not None and (page.reading or source.reading):
        yield from _differing(page, source)
    if page.left_out:
        yield from _emptied(page)
        yield from _renumbered(page)


def _misplaced(page: Page) -> Iterator[Finding]:
    for block in page.walk():
        text = blotted(block, {"code"}) if block.inlines else ""
        text += f" {{{block.title}}}" if block.kind == "heading" and block.title else ""
        if found := LIKE_A_MARKER.search(text):
            yield Finding(block.line + text.count("\n", 0, found.start()), f"{quoted(found[0])} is no marker here: {_PLACES}")


def check_features(library: Library) -> Iterator[Finding]:
    """What is needed and no feature, and which feature nothing needs."""
    if not library.ours or PRODUCT in library.settings.unread:
        return
    used, known = set[str](), library.settings.features
    for article in library.whole.articles:
        used |= {*article.needs, *article.scope}
        for index, name in enumerate(article.needs):
            if name not in known:
                yield Finding(article.source.front.line("needs", index), _unknown(name, known), article.source.path)
    for page in library.whole.pages.values():
        names = {name.removeprefix("!") for name in names_in(page.body)}
        used |= names
        for marker in page.reading.markers if page.reading and not names <= known.keys() else ():
            yield from (Finding(marker.line, _unknown(name, known), page.path) for name in _named(marker) if name not in known)
    for name, feature in known.items():
        if name not in used:
            sentence = f"nothing needs `{name}`: the site is the same with it and without. Mark what is about it, or remove it."
            yield Finding(feature.line, sentence, PRODUCT, WARNING)


def _named(marker: Marker) -> Iterator[str]:
    return (name.removeprefix("!") for name in marker.needs)


def _unknown(name: str, known: Collection[str]) -> str:
    return f"`{name}` is no feature of {PRODUCT}.{nearest(name, known)}"


def _differing(page: Page, source: Page) -> Iterator[Finding]:
    """The first marker of each section that its source has not, or the other way round."""
    ours, theirs = _marks(page), _marks(source)
    here, there, told = {mark for mark, _ in ours}, {mark for mark, _ in theirs}, set[str]()
    for mark, line in ours:
        if mark not in there and mark[0] not in told:
            told.add(mark[0])
            other = next((number for other, number in theirs if other[:3] == mark[:3]), 0)
            what = f"{source.path}:{other} needs other features" if other else f"its counterpart in {source.path} is not marked"
            yield Finding(line, f"{_shown(mark)}: {what}. Mark the same in every language.")
    lines = {section.id: section.line for section in page.whole.sections}
    for mark, line in theirs:
        if mark not in here and mark[0] not in told and mark[0] in lines:
            told.add(mark[0])
            sentence = f"{source.path}:{line} is marked, its counterpart here is not: {_shown(mark)}. Mark the same in every language."
            yield Finding(lines[mark[0]], sentence)


def _shown(mark: Mark) -> str:
    section, kind, number, needs = mark
    return f"{kind} {number} of `#{section}` needs {', '.join(needs)}" if kind != "heading" else f"`#{section}` needs {', '.join(needs)}"


def _marks(page: Page) -> list[tuple[Mark, int]]:
    markers: dict[int, Marker] = {marker.line: marker for marker in page.reading.markers} if page.reading else {}
    found: list[tuple[Mark, int]] = []
    for section in page.whole.sections if markers else ():
        if section.line in markers and section.level:
            found.append(((section.id, "heading", 1, markers[section.line].needs), section.line))
        numbers: Counter[str] = Counter()
        for block in section.walk():
            numbers[block.kind] += 1
            marker = markers.get(block.line)
            if marker and marker.kind == block.kind:
                number = numbers[block.kind] - numbers["table"] * (block.kind == "row")  # not counting heads
                found.append(((section.id, block.kind, number, marker.needs), block.line))
    return found


def _emptied(page: Page) -> Iterator[Finding]:
    """What is left with nothing in it."""
    out, told = page.left_out, set[int]()
    for section in page.whole.sections:
        for block in _empty(section.blocks, out) if not section.level or section.line not in out else ():
            told.add(section.line)
            lines = [part.line for part in block.walk()]
            yield Finding(block.line, f"the {block.kind} is left with nothing in it: {_lacks(page, lines)}. {_REPAIR}")
    ends = [section.line for section in page.sections[1:]] + [page.body_line + page.body.count("\n") + 1]
    for section, end, following in zip(page.sections, ends, (*page.sections[1:], None), strict=True):
        below = following is not None and following.level > section.level
        if section.level and not section.blocks and not below and section.line not in told:
            lines = [line for line in range(section.line, end) if line in out]
            if lines:
                yield Finding(section.line, f"the section is left with nothing in it: {_lacks(page, lines)}. {_REPAIR}")


_REPAIR = "Mark the whole, with what leads to it, or keep something in it."


def _empty(blocks: Sequence[Block], out: Collection[int]) -> Iterator[Block]:
    """The tables, boxes and tabs that stay and lose all that they hold; and the lists that do, where the words before them stay."""
    before = None
    for block in blocks:
        if block.kind == "list":
            staying = [item for item in block.children if item.line not in out]
            if not staying and before and before.kind == "paragraph" and before.line not in out:
                yield block
            yield from _empty(staying, out)
        elif block.kind == "table":
            if len(block.children) > 1 and block.line not in out and all(row.line in out for row in block.children[1:]):
                yield block
        elif block.line not in out:
            if block.kind in {"box", "tab"} and block.children and all(child.line in out for child in block.children):
                yield block
            else:
                yield from _empty(block.children, out)
        before = block


def _lacks(page: Page, lines: Sequence[int]) -> str:
    needed = list(dict.fromkeys(name for line in lines for name in page.needed_at(line)))
    return unmet(needed) if needed else "the product lacks what it leads to"


def _renumbered(page: Page) -> Iterator[Finding]:
    """The words that name a step by its number where the steps are numbered on: those of its section, of the longest list anywhere."""
    lists = [(s.id, block) for s in page.whole.sections for block in s.walk() if block.kind == "list" and block.name == "ordered"]
    longest = max((len(block.children) for _, block in lists), default=0)
    moved: list[tuple[str, range]] = []
    for section, block in lists:
        out = [number for number, item in enumerate(block.children, 1) if item.line in page.left_out]
        if out and len(out) < len(block.children):
            moved.append(("" if len(block.children) == longest else section, range(out[0], len(block.children) + 1)))
    pattern = _step(page.language)
    for place in page.sections if moved else ():
        for block in place.walk():
            for match in pattern.finditer(block.prose):
                if any(section in ("", place.id) and int(match[1]) in numbers for section, numbers in moved):
                    sentence = f"“{match[0]}” may name another step now: one above it is left out. Say in words which step is meant."
                    yield Finding(block.line + block.prose.count("\n", 0, match.start()), sentence)


@cache
def _step(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of(words('before_number_of_step', language))})\s*(\d{{1,3}})(?!\d)")


RULE = Rule("needs", HOUSE, page=check, library=check_features)

"""A translation names the numbers of its source, with their units, section by section and step by step, in whatever notation its
readers use.

A fee, a limit or a number of words that differs is believed by the readers of one language. A number written in figures in
one language and as a word in the other is a warning; so are differing number words.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs, unit_pairs
from helpcenter.markdown.blocks import Block
from helpcenter.problems import ERROR, WARNING
from helpcenter.runtime.once import once_per_value
from helpcenter.text.numbers import Number, digits, words

from ..rule import HOUSE, Finding, Rule

Placed = tuple[Number, int]


def check(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        ours, theirs = _numbers(section, page.language), _numbers(other, source.language)
        if ours == theirs == ([], []):
            continue
        extra, missing = _difference(ours[0], theirs[0]), _difference(theirs[0], ours[0])
        our_words, their_words = list(ours[1]), list(theirs[1])
        spelled_extra = [placed for placed in extra if not any(_same(placed[0], word) for word, _ in their_words)]
        spelled_missing = [placed for placed in missing if not any(_same(placed[0], word) for word, _ in our_words)]
        if not (extra or missing):
            yield from _moved(section, other, page, source)
        for (number, line), (expected, there) in _paired(spelled_extra, spelled_missing):
            extra.remove((number, line))
            missing.remove((expected, there))
            yield Finding(
                line,
                f"“{number.text}” stands where {source.path}:{there} has “{expected.text}”. Name the same numbers and units in every language.",
            )
        for number, line in extra:
            spelled = _taken(their_words, number)
            yield Finding(
                line,
                f"“{number.text}” stands here and not in {source.path}:{spelled or other.line}{' in figures' if spelled else ''}. Name the same numbers and units in every language.",
                severity=WARNING if spelled else ERROR,
            )
        for number, line in missing:
            spelled = _taken(our_words, number)
            yield Finding(
                spelled or section.line,
                f"“{number.text}” of {source.path}:{line} is {'a word' if spelled else 'missing'} in “{section.title}”. Name the same numbers and units in every language.",
                severity=WARNING if spelled else ERROR,
            )
        for number, line in _difference(our_words, their_words):
            yield Finding(
                line, f"“{number.text}” stands here and no such number in {source.path}:{other.line}. Check the number.", severity=WARNING
            )


def _moved(section: Section, other: Section, page: Page, source: Page) -> Iterator[Finding]:
    """The steps and paragraphs that name numbers of another one."""
    for unit, counterpart in unit_pairs(section, other):
        here, there = (list(digits(_text(block), code)) for block, code in ((unit, page.language), (counterpart, source.language)))
        if sorted(number.value for number in here) != sorted(number.value for number in there):
            yield Finding(
                unit.line,
                f"has {_shown(here)}; {source.path}:{counterpart.line} has {_shown(there)}: the numbers of the section stand at another step. Name each where the source does.",
            )


def _text(block: Block) -> str:
    return " ".join("".join(piece.text if piece.kind in {"text", "link"} else " " for piece in part.inlines) for part in block.walk())


def _shown(numbers: list[Number]) -> str:
    return ", ".join(f"“{number.text}”" for number in numbers) or "no number"


@once_per_value  # a source is compared with each of its translations
def _numbers(section: Section, language: str) -> tuple[list[Placed], list[Placed]]:
    """(figures, words) with their lines, in the section's heading and text without code."""
    figures: list[Placed] = []
    spelled: list[Placed] = []
    for text, line in _texts(section):
        figures += [(number, line + text.count("\n", 0, number.offset)) for number in digits(text, language)]
        spelled += [(number, line + text.count("\n", 0, number.offset)) for number in words(text, language)]
    return figures, spelled


def _texts(section: Section) -> Iterator[tuple[str, int]]:
    yield section.title, section.line
    for block in section.walk():
        if block.inlines:
            yield "".join(piece.text if piece.kind in {"text", "link"} else " " for piece in block.inlines), block.line


def _difference(ours: list[Placed], theirs: list[Placed]) -> list[Placed]:
    """Those of `ours` without a counterpart in `theirs`: same value, and the same unit where both name one."""
    rest = list(theirs)
    found = []
    for number, line in sorted(ours, key=lambda placed: not placed[0].unit):
        match = next((other for other in rest if _same(number, other[0])), None)
        if match is None:
            found.append((number, line))
        else:
            rest.remove(match)
    return sorted(found, key=lambda placed: (placed[1], placed[0].offset))


def _paired(extra: list[Placed], missing: list[Placed]) -> list[tuple[Placed, Placed]]:
    """Numbers of both sides that stand for each other: of the same value, else of the same unit, else in order."""
    rest = list(missing)
    pairs = []
    for placed in extra:
        number = placed[0]
        found = (
            next((m for m in rest if m[0].value == number.value), None)
            or next((m for m in rest if m[0].unit == number.unit), None)
            or next(iter(rest), None)
        )
        if found is not None:
            rest.remove(found)
            pairs.append((placed, found))
    return pairs


def _same(ours: Number, theirs: Number) -> bool:
    return ours.value == theirs.value and (ours.unit == theirs.unit or not ours.unit or not theirs.unit)


def _taken(spelled: list[Placed], number: Number) -> int:
    """The line of the same number among the spelled ones, which it uses up; 0 where there is none."""
    for placed in spelled:
        if _same(placed[0], number):
            spelled.remove(placed)
            return placed[1]
    return 0


RULE = Rule(
    "numbers-match",
    HOUSE,
    page=check,
    yields_to=("contacts", "address", "private-key", "recovery-phrase", "untranslated", "fixed-numbers", "support-hours"),
    yields_in_section_to=("markdown-subset", "unwritten"),
)

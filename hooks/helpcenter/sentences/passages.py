"""The sentences of a page as a reader sees them, with exact lines, and which of their verbs tell the reader to do something.

The safety rules share it: a sentence is dangerous when it *tells* the reader to send a phrase, not when it forbids it, reports
that a scammer asks for it, or speaks of what happened. A rule brings its verbs and nouns; this module knows sentences,
clauses, negation, reported speech and conditions of each language. Nothing here knows what is dangerous.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from typing import Protocol

from helpcenter.articles.model import Page
from helpcenter.config.substitution import VARIABLE
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import Inline
from helpcenter.runtime.once import once_per_value
from helpcenter.text.literals import literals
from helpcenter.text.lookalikes import undisguised

from .grammars import Grammar
from .languages import GRAMMARS, LANGUAGES, words

BRAND, VALUE = "◆", "▢"  # what stands for a variable, as often as it has characters, so that positions stay

LONGEST = 1_000  # characters of a sentence; no writer's is longer, and the grammars compare each verb with what precedes it

_APOSTROPHES = re.compile("[’‘´]")
_NEVER = r"(?!)"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPEECH = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|「[^」]*」|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
_COLON = re.compile(r"[:：]\s*$")
_SECTION_LINK = "#next-24h"  # a section whose title holds a number; a link to it is its name


@dataclass(frozen=True)
class Passage:
    """The visible text of one block: of a title, heading, paragraph, cell or box title.

    lines    (position, line) of each of its lines
    lead     the line that introduces the list it stands in, or the head of its table column: “Never:”, “Scammers ask you to:”
    around   heading, box title and table row it stands in
    inside   whether it stands in a list, table or box: what a heading says of those (“Myths”), it does not say of a paragraph
    """

    text: str
    language: str
    lines: tuple[tuple[int, int], ...] = ((0, 1),)
    lead: str = ""
    around: str = ""
    inside: bool = False

    @cached_property
    def plain(self) -> str:
        return plain(self.text, self.language)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(Sentence(self, start, end) for start, end in _borders(self.text, self.language))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage, from `start` to `end`."""

    passage: Passage
    start: int
    end: int

    @classmethod
    def of(cls, text: str, language: str) -> Sentence:
        """A sentence on its own."""
        return cls(Passage(text, language), 0, len(text))

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def plain(self) -> str:
        """The text for comparison, character by character: lower case, Spanish without accents, a variable as one token."""
        return self.passage.plain[self.start : self.end]

    @property
    def language(self) -> str:
        return self.passage.language

    @property
    def before(self) -> str:
        """What is said before it in its passage, plain."""
        return self.passage.plain[: self.start]

    def line_at(self, position: int) -> int:
        """The line of a position in the sentence."""
        return next(line for start, line in reversed(self.passage.lines) if start <= self.start + position)

    def quote(self, position: int = 0) -> str:
        """At most 60 characters of the sentence, with what stands at `position` among them."""
        text = " ".join(self.text.split())
        if len(text) <= 60:
            return text
        start = max(0, position - 25)
        if start:
            start = max(text.rfind(mark, 0, start + 1) for mark in (" ", "，", "：", "、")) + 1 or start
        return ("…" if start else "") + text[start : start + 57].strip() + ("…" if start + 57 < len(text) else "")


def plain(text: str, language: str) -> str:
    """The text for comparison, with as many characters: see `Sentence.plain`."""
    if "{{" in text:
        text = VARIABLE.sub(lambda match: (BRAND if match[1] == "brand.name" else VALUE) * len(match[0]), text)
    lowered = text.lower()
    text = lowered if len(lowered) == len(text) else text
    if text.isascii():
        return text.replace("\n", " ")
    text = _APOSTROPHES.sub("'", text).replace("\n", " ")
    accents = GRAMMARS[language].accents if language in GRAMMARS else None
    return text.translate(accents) if accents else text


def _borders(text: str, language: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence: they end at . ! ? 。！？； and ;."""
    start = 0
    ends = [
        end.end()
        for end in GRAMMARS.get(language, Grammar).sentence_end.finditer(text)
        if not (end[0][0] == "." and _abbreviated(text, end.start(), language))
    ]
    for end in [*ends, len(text)]:
        while start < end and text[start].isspace():
            start += 1
        for begin in range(start, end, LONGEST):
            yield begin, min(begin + LONGEST, end)
        start = end


def _abbreviated(text: str, stop: int, language: str) -> bool:
    """Whether the full stop at `stop` follows an abbreviation."""
    return language in LANGUAGES and _abbreviation(language).search(text, max(0, stop - 6), stop) is not None


@cache
def _abbreviation(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words(language)['sentences']['abbreviations']))})$", re.I)


# --- of a page --------------------------------------------------------------------------------------------------------


class Telltale(Protocol):
    """What a rule looks for: patterns by language, or lists of words."""

    def places(self, page: Page) -> Iterable[int]:
        """The numbers of the passages that may hold it."""
        ...

    def may_stand(self, text: str, language: str) -> bool:
        """Whether a plain text may hold it."""
        ...


def sentences(page: Page, telltales: Sequence[Telltale]) -> Iterator[Sentence]:
    """The sentences of title, summary, headings, paragraphs, list items, cells and box titles; not of code blocks.

    Only of the passages that may hold one of `telltales`.
    """
    every = passages(page)
    for number in sorted({number for telltale in telltales for number in telltale.places(page)}) if every else ():
        yield from every[number].sentences


class Patterns:
    """Patterns by language, made by `make` of a language when it is first asked for: to read its lists takes longer than to start a
    command, and most pages hold none of the words that lead to a pattern. Of a language without grammar nothing is found."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._source = cache(lambda language: make(language) if language in GRAMMARS else _NEVER)
        self._pattern = cache(lambda language: re.compile(self._source(language)))

    def __getitem__(self, language: str) -> re.Pattern[str]:
        return self._pattern(language)

    def places(self, page: Page) -> Iterable[int]:
        """The numbers of the passages with a word that the pattern needs: a search for a plain word is fast, a pattern slow."""
        words = literals(self._source(page.language))
        if words is None:
            return range(len(passages(page)))
        whole, starts = _whole(page)
        found: set[int] = set()
        for word in words:
            at = whole.find(word)
            while at >= 0:
                number = bisect_right(starts, at)  # of the passage after the one that holds it
                found.add(number - 1)
                at = whole.find(word, starts[number]) if number < len(starts) else -1
        return found

    def may_stand(self, text: str, language: str) -> bool:
        words = literals(self._source(language))
        return words is None or any(word in text for word in words)


@once_per_value
def _whole(page: Page) -> tuple[str, list[int]]:
    """The plain text of all passages, one a line, and where each begins."""
    texts = [passage.plain for passage in passages(page)]
    return "\n".join(texts), list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))


@once_per_value
def passages(page: Page) -> tuple[Passage, ...]:
    """The passages of a page in the order of the text; none in a language without a grammar."""
    return tuple(_of_page(page)) if page.language in LANGUAGES else ()


def _of_page(page: Page) -> Iterator[Passage]:
    for key in ("title", "summary"):
        if text := page.text(key):
            yield Passage(undisguised(text), page.language, ((0, page.front.line(key)),))
    yield from _of_blocks(page.blocks, page.language)


def _of_blocks(blocks: Sequence[Block], language: str, lead: str = "", around: str = "", inside: bool = False) -> Iterator[Passage]:
    introduction = ""
    for block in blocks:
        if block.kind in {"heading", "paragraph", "html"}:
            passage = _passage(block, language, lead if block.kind != "heading" else "", around, inside)
            yield passage
            introduction = passage.text if _COLON.search(passage.text) else ""
            if block.kind == "heading":
                around = passage.text
            continue
        if block.kind == "table":
            yield from _of_table(block, language, around)
        elif block.kind == "list":
            for item in block.children:
                yield from _of_blocks(item.children, language, introduction or lead, around, inside=True)
        elif block.kind in {"box", "tab"}:
            yield _passage(block, language, "", around)
            yield from _of_blocks(block.children, language, "", f"{around} | {block.title}", inside=True)
        else:
            yield from _of_blocks(block.children, language, lead, around, inside)
        introduction = ""


def _of_table(table: Block, language: str, around: str) -> Iterator[Passage]:
    heads: list[Passage] = []
    for row in table.children:
        cells = [
            _passage(cell, language, heads[index].text if index < len(heads) else "", around) for index, cell in enumerate(row.children)
        ]
        for passage in cells:
            others = (other.text for other in (*heads, *cells) if other is not passage)
            yield replace(passage, around=" | ".join([around, *others]), inside=True)
        heads = heads or cells


def _passage(block: Block, language: str, lead: str, around: str, inside: bool = False) -> Passage:
    """What a reader sees of a block."""
    if block.kind == "html":
        pieces = [(block.line, _TAG.sub(" ", block.text))]
    else:
        pieces = [(piece.line, _shown(piece)) for piece in block.inlines]
    text, lines = "", [(0, block.line)]
    for line, shown in pieces:
        if line != lines[-1][1]:
            lines.append((len(text), line))
        if "\n" in shown:
            lines += [(len(text) + match.end(), line + index) for index, match in enumerate(re.finditer("\n", shown), 1)]
        text += shown
    return Passage(undisguised(text), language, tuple(lines), lead, around, inside)


def _shown(piece: Inline) -> str:
    if piece.kind == "html":
        return " "
    return "…" if piece.kind == "link" and piece.target.endswith(_SECTION_LINK) else piece.text


# --- what a sentence tells the reader to do ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """A verb by which a sentence tells the reader to do something, at `start`; what its clause says before and after it."""

    verb: str
    start: int
    before: str
    after: str


def orders(sentence: Sentence, verbs: re.Pattern[str]) -> Iterator[Order]:
    """The verbs of the sentence that are orders, offers or advice; not what it forbids, reports or supposes.

    A match of `verbs` may have a group `sub` (Spanish second-person subjunctive), `ust` (formal), `inf` or `ger`.
    """
    text = sentence.plain
    found = list(verbs.finditer(text))
    if not found or governed(sentence.passage.lead, sentence.language):
        return
    grammar = GRAMMARS[sentence.language]
    for verb in found:
        left, right = text[: verb.start()], text[verb.end() :]
        if grammar.orders(left, verb, right) and not reported(sentence, verb.start()):
            stop = grammar.clause_end.search(right)
            yield Order(verb[0], verb.start(), grammar.clause(left), right[: stop.start()] if stop else right)


def claims(sentence: Sentence, position: int, end: int | None = None) -> bool:
    """Whether the sentence says as true what it says at `position`: it is not denied, asked, reported, or listed as a mistake.

    With `end`, where it ends, a negation before it and in it counts for nothing: “never …, except …”.
    """
    grammar, text = GRAMMARS[sentence.language], sentence.plain
    left, right = text[:position], text[position if end is None else end :]
    if end is None and grammar.denies.search(grammar.without_decoys(grammar.clause(left))):
        return False
    if grammar.reports(left) or grammar.hearsay.search(left) or grammar.denied_after.search(right):
        return False
    if text.rstrip("\"'”» ").endswith(("?", "？")) or reported(sentence, position):
        return False
    lead, around = plain(sentence.passage.lead, sentence.language), plain(sentence.passage.around, sentence.language)
    doubted = grammar.doubt.search(lead) or (sentence.passage.inside and grammar.doubt.search(around))
    return not (doubted or governed(sentence.passage.lead, sentence.language))


def governed(lead: str, language: str) -> bool:
    """Whether the line before a list forbids, or reports, what the list says."""
    text = plain(lead, language).rstrip(":： ")
    grammar = GRAMMARS[language]
    return bool(text) and bool(grammar.forbids.search(text) or grammar.reports(text))


def reported(sentence: Sentence, position: int) -> bool:
    """Whether `position` is inside quotation marks in a place that speaks of what scammers say."""
    grammar = GRAMMARS[sentence.language]
    for speech in _SPEECH.finditer(sentence.text):
        if speech.start() < position < speech.end():
            outside = " | ".join(
                (
                    sentence.text[: speech.start()],
                    sentence.text[speech.end() :],
                    sentence.passage.lead,
                    sentence.before,
                    sentence.passage.around,
                )
            )
            return bool(grammar.scam.search(plain(outside, sentence.language)))
    return False

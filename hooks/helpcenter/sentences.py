"""The sentences of a page as a reader sees them, with exact lines, and which of their verbs tell the reader to do something.

The safety rules share it: a sentence is dangerous when it *tells* the reader to send a phrase, not when it forbids it, reports
that a scammer asks for it, or speaks of what happened. A rule brings its verbs and nouns; this module knows sentences,
clauses, negation, reported speech and conditions of each language. Nothing here knows what is dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .articles import Page
from .grammars import GRAMMARS
from .lookalikes import folded
from .markdown import Block
from .values import VARIABLE

LANGUAGES = ("zh", "en", "es")
BRAND, VALUE = "◆", "▢"  # what stands for a variable, as often as it has characters, so that positions stay

_ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")
_QUOTES = str.maketrans("’‘´`＂", "''''\"")
_END = re.compile(r"[.!?]+[\"”’»)\]]*(?=\s)|[。！？；]+[”’」』）)]*|;(?=\s)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPEECH = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|「[^」]*」|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
_COLON = re.compile(r"[:：]\s*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence of running text.

    lead     the line that introduces the list it stands in, or the head of its table column: “Never:”, “Scammers ask you to:”
    before   what is said before it in the same paragraph
    around   heading, box title and row it stands in
    lines    line of each line break in the text: (position, line)
    """

    text: str
    language: str
    line: int = 1
    lead: str = ""
    before: str = ""
    around: str = ""
    lines: tuple[tuple[int, int], ...] = ()

    @cached_property
    def plain(self) -> str:
        """The text for comparison, character by character: lower case, Spanish without accents, variables as one token."""
        return plain(self.text, self.language)

    def line_at(self, position: int) -> int:
        return next((line for start, line in reversed(self.lines) if start <= position), self.line)

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
    def token(match: re.Match[str]) -> str:
        return (BRAND if match[1] == "brand.name" else VALUE) * len(match[0])

    text = VARIABLE.sub(token, text).translate(_QUOTES).replace("\n", " ")
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    return lowered.translate(_ACCENTS) if language == "es" else lowered


def split(text: str, language: str) -> Iterator[tuple[int, str]]:
    """(position, sentence) of each sentence: they end at . ! ? 。！？； and ;."""
    start = 0
    for end in _END.finditer(text):
        if end[0][0] == "." and re.search(r"\b(?:e\.g|i\.e|p\. ?ej|ej|etc|vs|no|núm|sr|sra)$", text[max(0, end.start() - 6) : end.start()], re.I):
            continue
        yield start, text[start : end.end()]
        start = end.end()
    if text[start:].strip():
        yield start, text[start:]


# --- of a page --------------------------------------------------------------------------------------------------------


def sentences(page: Page) -> tuple[Sentence, ...]:
    """The sentences of title, summary, headings, paragraphs, list items, cells and box titles; not of code blocks."""
    kept = vars(page)  # read once for all rules, and kept where cached_property would keep it
    if "sentences" not in kept:
        kept["sentences"] = tuple(_of_page(page))
    found: tuple[Sentence, ...] = kept["sentences"]
    return found


def _of_page(page: Page) -> Iterator[Sentence]:
    if page.language not in LANGUAGES:
        return
    for key in ("title", "summary"):
        yield from _split(folded(page.text(key)), page.language, [(0, page.front.line(key))])
    yield from _of_blocks(page.blocks, page.language, "", "")


def _of_blocks(blocks: Sequence[Block], language: str, lead: str, around: str) -> Iterator[Sentence]:
    last = ""
    for block in blocks:
        if block.kind == "heading":
            around = _visible(block)[0]
            yield from _of_block(block, language, "", around)
        elif block.kind == "table":
            yield from _of_table(block, language, around)
        elif block.kind == "list":
            governing = last if _COLON.search(last) else lead
            for item in block.children:
                yield from _of_blocks(item.children, language, governing, around)
        elif block.kind in {"box", "tab"}:
            yield from _of_block(block, language, "", around)
            yield from _of_blocks(block.children, language, "", f"{around} | {block.title}")
        elif block.kind in {"paragraph", "html"}:
            yield from _of_block(block, language, lead, around)
        else:
            yield from _of_blocks(block.children, language, lead, around)
        last = _visible(block)[0] if block.kind == "paragraph" else ""


def _of_table(table: Block, language: str, around: str) -> Iterator[Sentence]:
    heads = [_visible(cell)[0] for cell in table.children[0].children] if table.children else []
    for row in table.children:
        cells = [_visible(cell)[0] for cell in row.children]
        for index, cell in enumerate(row.children):
            lead = heads[index] if row is not table.children[0] and index < len(heads) else ""
            beside = " | ".join([around, *heads, *cells[:index], *cells[index + 1 :]])
            yield from _of_block(cell, language, lead, beside)


def _of_block(block: Block, language: str, lead: str, around: str) -> Iterator[Sentence]:
    text, lines = _visible(block)
    if text.strip():
        yield from _split(text, language, lines, lead, around)


def _split(text: str, language: str, lines: list[tuple[int, int]], lead: str = "", around: str = "") -> Iterator[Sentence]:
    for start, part in split(text, language):
        begin = start + len(part) - len(part.lstrip())
        inside = tuple((max(0, at - begin), line) for at, line in lines if at < start + len(part))
        first = [line for at, line in lines if at <= begin]
        yield Sentence(part.strip(), language, first[-1] if first else lines[0][1], lead, text[:start], around, inside)


def _visible(block: Block) -> tuple[str, list[tuple[int, int]]]:
    """What a reader sees of a block, and (position, line) of each of its lines."""
    if block.kind == "html":
        text = _TAG.sub(" ", block.text)
        return text, [(0, block.line), *((m.end(), block.line + i) for i, m in enumerate(re.finditer("\n", text), 1))]
    text, lines = "", [(0, block.line)]
    for piece in block.inlines:
        shown = " " if piece.kind == "html" else folded(piece.text)
        if piece.kind == "link" and piece.target.endswith("#next-24h"):
            shown = "…"  # the name of a section
        lines.append((len(text), piece.line))
        lines += [(len(text) + match.end(), piece.line + i) for i, match in enumerate(re.finditer("\n", shown), 1)]
        text += shown
    return text, lines


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
    if not found or governed(sentence.lead, sentence.language):
        return
    grammar = GRAMMARS[sentence.language]
    for verb in found:
        left, right = text[: verb.start()], text[verb.end() :]
        if grammar.orders(left, verb, right) and not reported(sentence, verb.start()):
            stop = grammar.clause_end.search(right)
            yield Order(verb[0], verb.start(), grammar.clause(left), right[: stop.start()] if stop else right)


def claims(sentence: Sentence, position: int) -> bool:
    """Whether the sentence says as true what it says at `position`: it is not denied, asked, reported, or listed as a mistake."""
    grammar, text = GRAMMARS[sentence.language], sentence.plain
    left, right = text[:position], text[position:]
    if grammar.denies.search(grammar.clause(left)) or grammar.reports(left) or grammar.denied_after.search(right):
        return False
    if text.rstrip("\"'”» ").endswith(("?", "？")) or reported(sentence, position):
        return False
    lead, around = plain(sentence.lead, sentence.language), plain(sentence.around, sentence.language)
    return not (governed(sentence.lead, sentence.language) or grammar.doubt.search(lead) or grammar.doubt.search(around))


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
            outside = " | ".join((sentence.text[: speech.start()], sentence.text[speech.end() :], sentence.lead, sentence.before, sentence.around))
            return bool(grammar.scam.search(plain(outside, sentence.language)))
    return False

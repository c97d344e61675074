"""What a source forbids, its translations forbid: box by box, step by step and paragraph by paragraph, and in the texts of data/
sentence by sentence. Nor does a translation forbid what its source tells the reader to do.

“Never share it” without its “never” is an instruction to share, and nobody sees it who reads one language only.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs, unit_pairs
from helpcenter.config.model import Settings
from helpcenter.markdown.blocks import Block
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.negations import FORBIDS, INSTEAD, NEGATION, PROHIBITS, found, says
from helpcenter.sentences.passages import Passage
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule

STRICT = ("danger", "warning", "caution", "failure")
# Files of data/ whose sentences stand for each other; the words of a drawing and a definition are freer.
DATA = (
    "data/warnings.yml",
    "data/evidence.yml",
    "data/replies.yml",
    "data/strings.yml",
    "data/support.yml",
    "data/brand.yml",
    "data/notice.yml",
)


def check(page: Page, library: Library) -> Iterator[Finding]:
    if page.language not in LANGUAGES:
        return
    for section, other, source in section_pairs(page, library):
        told = set()
        for box, counterpart in zip(_boxes(section), _boxes(other), strict=False):
            said = found(NEGATION, _text(counterpart), source.language)
            if said and not says(NEGATION, _text(box), page.language):
                told.add(box.line)
                yield Finding(
                    box.line,
                    f"the box forbids nothing; {source.path}:{counterpart.line} says “{said[0]}”: “{_begins(_text(counterpart))}”. Keep the negation.",
                )
        for unit, counterpart in unit_pairs(section, other):
            if unit.line not in told:
                yield from _unit(unit, page, counterpart, source)


def _unit(unit: Block, page: Page, counterpart: Block, source: Page) -> Iterator[Finding]:
    here, there = _text(unit), _text(counterpart)
    lost = _lost(there, source.language, here, page.language)
    added = not lost and says(PROHIBITS, here, page.language) and _lost(here, page.language, there, source.language)
    if not (lost or added) or len(Passage(here, page.language).sentences) != len(Passage(there, source.language).sentences):
        return  # where one has more sentences it says more than the other, or says it otherwise
    if lost:
        yield Finding(
            unit.line,
            f"forbids nothing; {source.path}:{counterpart.line} forbids: “{_begins(there)}”. Keep the negation, or say what to do instead.",
        )
    else:
        yield Finding(
            unit.line,
            f"forbids “{_begins(here)}”; {source.path}:{counterpart.line} forbids nothing: “{_begins(there)}”. Say the same in both.",
        )


def _lost(text: str, language: str, counterpart: str, other: str) -> bool:
    """Whether `text` forbids what `counterpart` neither denies nor says in another way."""
    return (
        says(FORBIDS, text, language)
        and other in LANGUAGES
        and not says(NEGATION, counterpart, other)
        and not says(INSTEAD, counterpart, other)
    )


def check_data(settings: Settings) -> Iterator[Finding]:
    source = settings.source.code
    for text in settings.texts:
        if text.path not in DATA or source not in text.words:
            continue
        for language, words in text.words.items():
            for here, there in _sentences(words, language, text.words[source], source) if language != source else ():
                if says(FORBIDS, there, source) and language in LANGUAGES and not says(NEGATION, here, language):
                    yield Finding(
                        text.line,
                        f"`{text.name}` in {language} denies nothing: “{shortened(here)}”; {source} says “{shortened(there, 40)}”.",
                        text.path,
                    )
                elif _lost(here, language, there, source):
                    yield Finding(
                        text.line,
                        f"`{text.name}` in {source} denies nothing: “{shortened(there, 40)}”; {language} says “{shortened(here)}”.",
                        text.path,
                    )


def _sentences(words: str, language: str, others: str, other: str) -> list[tuple[str, str]]:
    """The sentences of two texts that stand for each other; the texts as wholes where their numbers differ."""
    ours, theirs = ([sentence.text for sentence in Passage(text, code).sentences] for text, code in ((words, language), (others, other)))
    return list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else [(words, others)]


def _boxes(section: Section) -> list[Block]:
    return [block for block in section.walk() if block.kind == "box" and block.name in STRICT]


def _text(block: Block) -> str:
    """What a block says, its box's title before it; not what its images show."""
    return " ".join("".join(piece.text for piece in part.inlines if piece.kind != "image") for part in block.walk())


def _begins(text: str) -> str:
    """How a text begins, on one line."""
    return " ".join(text.split())[:50]


RULE = Rule("negations-kept", HOUSE, page=check, data=check_data)

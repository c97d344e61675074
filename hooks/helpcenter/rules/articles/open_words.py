"""What stands open in an article, outside of its folded cases, has at most 450 words (700 Han characters) in a how-to, a troubleshooting
and an incident article, and 600 (950) in any other. Headings, the parts of the page template and shared boxes are not counted.

A page may hold every case, but a reader who is in a hurry must see at a glance which one is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.cases import open_sections
from helpcenter.articles.model import Library, Page, Section
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.problems import WARNING
from helpcenter.text.length import measured, unit
from helpcenter.text.scripts import chinese

from ..rule import HOUSE, Finding, Rule

MOST_WORDS, MOST_HAN = 600, 950
HURRIED = {"how-to", "troubleshooting", "incident"}
MOST_WORDS_HURRIED, MOST_HAN_HURRIED = 450, 700
NAMED = 3  # sections that the message names


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    if article is None:
        return
    language = page.language
    lengths = [(measured(_text(section, library.settings, language), language), section) for section in open_sections(page, library)]
    found = sum(length for length, _ in lengths)
    limits = (MOST_WORDS_HURRIED, MOST_HAN_HURRIED) if article.type in HURRIED else (MOST_WORDS, MOST_HAN)
    most = limits[chinese(language)]
    if found > most:
        longest = sorted(lengths, key=lambda pair: -pair[0])[:NAMED]
        weights = ", ".join(f"`#{section.id}` {length}" for length, section in longest if length)
        sentence = (
            f"{found} {unit(language)} stand open; the limit is {most}. Most stand in {weights}: put each case under a `###`, or cut."
        )
        yield Finding(longest[0][1].line, sentence)


def _text(section: Section, settings: Settings, language: str) -> str:
    """The words of a section below its heading, as a reader sees them."""
    blocks = ("".join(piece.text for piece in block.inlines if piece.kind not in {"html", "image"}) for block in section.walk())
    return substituted("\n".join(blocks), settings, language)


RULE = Rule("open-words", HOUSE, page=check, severity=WARNING)

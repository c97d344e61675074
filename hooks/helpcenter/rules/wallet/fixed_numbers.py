"""A fee, limit, waiting time, price or percentage is a `{{ }}` value, never a number in prose.

Such numbers change, and a stale one costs the reader money. Exempt are the protocol constants of data/constants.yml, in the
articles it names; the title of the section `next-24h` is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Constant
from helpcenter.sentences.languages import lists
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Patterns, Sentence, plain, reported, sentences
from helpcenter.sentences.wording import pattern_of, vocabulary

from ..rule import WALLET, Finding, Rule

_SECTION = "next-24h"
_DIGITS = r"\d+(?:[.,'’\u00a0\u202f]\d+)*"
_MONEY = r"(?:us\$|[$€£¥￥]|\b(?:usd|eur|cny|rmb)\s)\s?"


def _number(language: str) -> str:
    """A number with its unit, in digits or words; money with its sign before it; and what is named before its number."""
    of = partial(pattern_of, language=language)
    spaced = vocabulary(language).grammar.spaced
    word, time = of("number-words"), of("time")
    several = f"{word}(?: {of('range')} {word})?" if spaced else f"(?<!第){word}{{1,8}}(?:{of('range')}{word}{{1,8}})?"
    bare = "|".join(f"(?<={plain(before, language)} ){of('a-one')}" for before in lists(language)["before-a-one"])
    return "|".join(
        (
            rf"(?<![\w.,$#/-])(?<![\w]-){_DIGITS}(?:\s*(?:[-–—~～]|{of('range')})\s*{_DIGITS})?\s?-?\s?(?:{of('counted')}|{time})",
            _MONEY + _DIGITS,
            rf"\b(?:{several}|{bare})[ -](?:{time}|{of('per-cent')})" if spaced else several + time,
            of("amount"),
            rf"{of('tries')}[^,.，。；、]{{0,4}}?{_DIGITS} ?{of('times')}",
            rf"{of('measured')}(?:\s?{of('measures')})*\s?{_DIGITS}",
        )
    )


def _no_amount(language: str) -> str:
    """All of something, a year, or a manner of speaking."""
    return rf"100 ?{pattern_of('per-cent', language)}|\d{{4}} ?{pattern_of('time', language)}|{pattern_of('no-amount', language)}"


def _numbered(language: str) -> str:
    """What stands before a number that is a name: “step 2”, “no. 5”."""
    return rf"(?:#|(?<![a-z])(?:no?\. ?|{pattern_of('numbered', language)}))\s?$"


_NUMBERS, _NO_AMOUNTS, _NAMES = Patterns(_number), Patterns(_no_amount), Patterns(_numbered)


def numbers(sentence: Sentence) -> list[tuple[int, str]]:
    """(position, text) of the fees, limits, times, prices and percentages that the sentence states as numbers."""
    language, text = sentence.language, sentence.plain
    return [
        (match.start(), sentence.text[match.start() : match.end()].strip())
        for match in _NUMBERS[language].finditer(text)
        if not _NO_AMOUNTS[language].match(match[0]) and not _NAMES[language].search(text[: match.start()])
    ]


def offence(sentence: Sentence) -> int | None:
    """Where the sentence states such a number, if it does."""
    return next((position for position, _ in numbers(sentence) if not reported(sentence, position)), None)


def exempt(position: int, number: str, sentence: Sentence, constants: tuple[Constant, ...]) -> bool:
    """Whether the number is, with the words around it, the exact text of one of the constants."""
    text, language = _spaced(sentence.plain), sentence.language
    start, shown = len(_spaced(sentence.plain[:position])), _spaced(plain(number, language))
    for constant in constants:
        if constant.says and constant.says.casefold() not in sentence.text.casefold():
            continue
        for exact in constant.texts.get(language, ()):
            wanted = _spaced(plain(exact, language))
            at = text.find(wanted)
            while at >= 0:
                if at <= start + 1 and start + len(shown) <= at + len(wanted) + 1:
                    return True
                at = text.find(wanted, at + 1)
    return False


def _spaced(text: str) -> str:
    """Without the spaces between a number and its unit, which writers set differently."""
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


def check(page: Page, library: Library) -> Iterator[Finding]:
    category, _, slug = page.route.partition("/")
    here = tuple(c for c in library.settings.constants if slug in c.articles or category in c.categories)
    names = {section.line for section in page.sections if section.id == _SECTION}
    for sentence in sentences(page, (_NUMBERS,)):
        if sentence.line_at(0) in names:
            continue
        for position, number in numbers(sentence):
            if not exempt(position, number, sentence, here) and not reported(sentence, position):
                yield Finding(
                    sentence.line_at(position),
                    f"“{number}” in “{sentence.quote(position)}” is a fixed number: write a value like `{{{{ hold.… }}}}` or `{{{{ network.… }}}}`, or say where the app shows it.",
                )


RULE = Rule("fixed-numbers", WALLET, page=check, offence=Offence((_NUMBERS,), offence, ""), yields_to=("support-hours", "first-reply"))

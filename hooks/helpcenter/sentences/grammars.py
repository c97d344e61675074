"""What the rules on sentences must know of a language as code: when a verb is an order, and when a statement is a denial, a report
or a doubt. What a translator extends stands as words in words.yml beside it.

A small grammar for the sentences of help articles, not for the language: it looks at the words before a verb, from near to
far, and at little after it. Text comes from `passages.plain`: lower case, without the language's accents, the brand as ◆.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any


class _Pattern:
    """An attribute of a class, compiled when it is first asked for: most runs need few languages, and few of their patterns."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> re.Pattern[str]:
        compiled = re.compile(self._source)
        setattr(owner, self._name, compiled)
        return compiled


def pattern(source: str) -> re.Pattern[str]:
    """A pattern as an attribute of a grammar."""
    lazy: Any = _Pattern(source)
    found: re.Pattern[str] = lazy
    return found


class Grammar(ABC):
    """What one language needs: languages/<code>/grammar.py defines one, and names it `GRAMMAR`.

    How it is written:

    token              a word of plain text as its group 1, and each sign that ends a clause; in Chinese a character
    spaced             whether blanks part its words
    longest_gap        tokens that `…` in a phrase of words.yml may stand for
    accents            the letters that `plain` writes without their accents
    sentence_end       what ends a sentence; as it is, for all scripts that it knows

    Patterns that are searched in plain text:

    clause_start, clause_end   borders of the clause around a verb
    denies                     a negation, anywhere in a clause
    denied_after               a negation of what was said before it (“… is not possible”)
    forbids                    a prohibition in the line that introduces a list
    doubt                      what marks the statements below a heading or in a row as false or as questions
    scam                       the words around the speech of scammers
    hearsay                    what introduces a statement that somebody else makes (“threats that …”)
    us, impostor, asks         we ourselves, who only says so, and the verbs of asking and claiming
    decoy                      a negation that forbids nothing (“do not worry, …”)
    """

    token: re.Pattern[str]
    spaced: bool = True
    longest_gap: int = 7
    accents: Mapping[int, int | str] = {}
    sentence_end: re.Pattern[str] = pattern(r"[.!?]+[\"”’»)\]]*(?=\s)|[。！？；]+[”’」』）)]*|;(?=\s)")

    clause_start: re.Pattern[str]
    clause_end: re.Pattern[str]
    denies: re.Pattern[str]
    denied_after: re.Pattern[str]
    forbids: re.Pattern[str]
    doubt: re.Pattern[str]
    scam: re.Pattern[str]
    hearsay: re.Pattern[str]
    us: re.Pattern[str]
    impostor: re.Pattern[str]
    asks: re.Pattern[str]
    decoy: re.Pattern[str]

    @abstractmethod
    def orders(self, left: str, verb: re.Match[str], right: str) -> bool:
        """Whether the verb between `left` and `right` tells the reader to do it."""

    @abstractmethod
    def inflected(self, verbs: Iterable[str]) -> str:
        """The source of a pattern of the forms in which the verbs, written as in words.yml, can be orders."""

    @abstractmethod
    def verb_keys(self, verb: str) -> Iterable[str]:
        """Of `keys` a text those of which it holds one where `inflected` finds the verb."""

    def object_first(self, verb: str) -> bool:
        """Whether the object of the verb, as it stands in the text, may come before it."""
        return False

    def pronouns(self, verb: str) -> str:
        """The pronouns that are written at the end of a verb, each with a blank behind it."""
        return ""

    def keys(self, text: str) -> set[str]:
        """The words of a plain text, by which a phrase is ruled out before it is looked for. Where no blanks part words, also each
        two characters that follow each other: fewer texts hold both."""
        found = set(self.token.findall(text))
        if not self.spaced:
            found.update(map("".join, pairwise(text.replace(" ", ""))))
        return found

    def clause(self, left: str) -> str:
        """The part of `left` that belongs to the clause it ends in."""
        end = 0
        for border in self.clause_start.finditer(left):
            end = border.end()
        return left[end:]

    def without_decoys(self, text: str) -> str:
        return self.decoy.sub(lambda match: "·" * len(match[0]), text)

    def reports(self, left: str) -> bool:
        """Whether the end of `left` introduces what others ask, say or claim."""
        asked = self._asked(left)
        return asked is not None and not asked

    def _asked(self, left: str) -> bool | None:
        """Whether the request that governs the end of `left` is our own; None when there is none."""
        found = None
        for found in self.asks.finditer(left):
            pass
        if found is None:
            return None
        subject = left[: found.start()]
        return bool(self.us.search(subject) or self.us.search(found[0])) and not self.impostor.search(subject)


def missing(grammar: type[Grammar]) -> list[str]:
    """The attributes and methods that a grammar lacks, by name; no pattern is compiled for it."""
    defined = {name for part in grammar.__mro__ for name in vars(part)}
    return sorted((Grammar.__annotations__.keys() - defined) | grammar.__abstractmethods__)

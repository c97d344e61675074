"""Literals of a regular expression: words of which a text must contain one for the pattern to match. Searching for a word is fast, a
pattern is slow.

They are derived from the pattern itself, so there is no second list to keep in step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # what `re` itself reads patterns with

MOST = 40  # texts of pieces that follow each other; of longer lists the better piece is taken
ENOUGH = 4  # letters; few texts hold a word as long by chance
_DIGITS = frozenset("0123456789")

Words = frozenset[str]


@lru_cache(maxsize=512)
def literals(pattern: str) -> Words | None:
    """Return words of which every text that matches `pattern` contains at least one, or None if it can match without any."""
    _, needed = _sequence(_parser.parse(pattern))
    return _shortest(needed) if needed and "" not in needed else None


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Words | None, Words | None]:
    """Return (all texts that the items match, words of which each match contains one); None for either if there are too many."""
    run: Words = frozenset({""})
    needed: Words | None = None
    exact = True
    for operation, argument in items:
        texts, inside = _item(str(operation), argument)
        if texts is not None and (len(texts) == 1 or (_weight(run) < ENOUGH and len(run) * len(texts) <= MOST)):
            run = frozenset(before + after for before in run for after in texts)
            continue
        needed = _better(_better(needed, run), inside)
        run, exact = (texts or frozenset({""})), False
    return (run if exact else None), _better(needed, run)


def _item(operation: str, argument: Any) -> tuple[Words | None, Words | None]:
    if operation == "LITERAL":
        return frozenset({chr(argument)}), None
    if operation in {"AT", "ASSERT", "ASSERT_NOT"}:
        return frozenset({""}), None
    if operation == "SUBPATTERN":
        return _sequence(argument[-1])
    if operation == "IN":
        return _set(argument), None
    if operation == "BRANCH":
        return _branch([_sequence(branch) for branch in argument[1]])
    if operation in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, repeated = argument
        texts, inside = _sequence(repeated)
        if (least, most) == (0, 1) and texts is not None:
            return texts | {""}, None
        if (least, most) == (1, 1):
            return texts, inside
        return None, _better(texts, inside) if least else None
    return None, None


def _set(members: Iterable[tuple[Any, Any]]) -> Words | None:
    found: set[str] = set()
    for operation, argument in members:
        if str(operation) == "LITERAL":
            found.add(chr(argument))
        elif str(operation) == "RANGE" and argument[1] - argument[0] < 32:
            found |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        elif str(argument) == "CATEGORY_DIGIT":
            found |= _DIGITS  # others are folded into these before a pattern is asked
        else:
            return None
    return frozenset(found)


def _branch(branches: list[tuple[Words | None, Words | None]]) -> tuple[Words | None, Words | None]:
    exact: set[str] | None = set()
    needed: set[str] | None = set()
    for texts, inside in branches:
        exact = exact | texts if exact is not None and texts is not None else None
        best = _better(texts, inside)
        needed = needed | best if needed is not None and best else None
    if exact is not None:
        return frozenset(exact), None
    return None, _shortest(frozenset(needed)) if needed else None


def _better(one: Words | None, other: Words | None) -> Words | None:
    """Return the more selective of two lists, judged by its weakest word; of two selective enough, the shorter."""
    weights = _weight(one), _weight(other)
    if one and other and weights[0] == weights[1]:
        return min(one, other, key=len)
    return one if weights[0] >= weights[1] else other


def _weight(words: Words | None) -> int:
    """How rare the weakest word is, up to ENOUGH: a Chinese character is as rare as two letters, a blank and a full stop stand everywhere."""
    return min((min(ENOUGH, sum(1 if c.isascii() else 2 for c in word if c not in " -.")) for word in words or ()), default=0)


def _shortest(words: Words) -> Words:
    """Drop the words that contain another one."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(short in word for short in kept):
            kept.append(word)
    return frozenset(kept)

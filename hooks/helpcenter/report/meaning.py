"""Texts that mean the same, by the terms that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

from helpcenter.search.learned import pieces
from helpcenter.text.words import words as words_of

ALIKE = 0.5  # the cosine of two texts from which on they are one question
MOST = 2_000  # texts that are compared, the most frequent; further ones stay by themselves


def grouped(texts: Iterable[tuple[str, int]], language: str) -> list[list[tuple[str, int]]]:
    """Return groups of (text, how often), the most frequent group first, and in it the most frequent text."""
    asking = set(pieces(" ".join(words_of("question_words", language)), language))
    ordered = sorted(texts, key=lambda text: (-text[1], text[0]))
    cut = [(text, pieces(text[0], language) - asking or pieces(text[0], language)) for text in ordered[:MOST]]
    known = Counter(feature for _, found in cut for feature in found)
    rarity = {feature: log(1 + len(cut) / number) for feature, number in known.items()}
    groups: list[tuple[set[str], list[tuple[str, int]]]] = []
    for text, found in cut:
        best = max(groups, key=lambda group: _alike(group[0], found, rarity), default=None)
        if best and _alike(best[0], found, rarity) >= ALIKE:
            best[1].append(text)
        else:
            groups.append((found, [text]))
    made = [group for _, group in groups] + [[text] for text in ordered[MOST:]]
    return sorted(made, key=lambda group: (-sum(count for _, count in group), group[0][0]))


def _alike(one: set[str], other: set[str], rarity: dict[str, float]) -> float:
    shared, lengths = (sum(rarity[each] ** 2 for each in of) for of in (one & other, one)), sum(rarity[each] ** 2 for each in other)
    common, own = shared
    return common / sqrt(own * lengths) if own and lengths else 0.0

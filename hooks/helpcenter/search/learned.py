"""What the question bank teaches: which words speak for which article.

Counts are all there is to it (complement naive Bayes). Every question, keyword, title, heading and summary is a text of its article.
A text shares one unit among its features, rare ones getting more; `Learned.weights` tells for each feature how much more often an
article's texts have it than all others'. A query's score for an article is the sum over its features, by the length of the query.

All arithmetic is with integers, so every machine gets the same bytes; learned.js adds up what is shipped and gets the same scores as
`scores` here. benchmarks/README.md says what it is worth and what else was tried.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import isqrt, sqrt

from .analyzer import UNSPACED, searchable, terms_of_folded

LEAST = 2  # texts that must have a feature: one alone says more of its writer than of the article
UNIT = 1024  # what a text shares among its features
SMOOTHING = 400  # of such: what every article is taken to have of every feature
LOG = 256  # parts of 1 of a binary logarithm
# What is shipped is coarser, since small numbers make a small file: eighths of a logarithm, and twos of the product of two.
RARITY, WEIGHT = LOG // 8, LOG * LOG * 2
_CHARACTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True)
class Learned:
    """Feature → article → weight; feature → rarity; and of each article how much its small share of all texts speaks for it."""

    weights: Mapping[str, Mapping[int, int]]
    rarity: Mapping[str, int]
    share: tuple[int, ...]


def features(text: str, language: str) -> set[str]:
    """The terms of a text, and each character by itself that no blanks part."""
    folded = searchable(text)
    return {*terms_of_folded(folded, language), *_CHARACTER.findall(folded)}


def learned(texts: Iterable[tuple[int, str]], articles: int, language: str) -> Learned:
    """Learn from (number of the article, text)."""
    cut = [(article, sorted(features(text, language))) for article, text in texts]
    known = Counter(feature for _, found in cut for feature in found)
    rarity = {feature: _log2(len(cut)) - _log2(number) for feature, number in sorted(known.items()) if number >= LEAST}
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    sums = [0] * articles
    for article, every_feature in cut:
        found = [feature for feature in every_feature if feature in rarity]
        length = isqrt(sum(rarity[feature] ** 2 for feature in found)) or 1
        for feature in found:
            part = rarity[feature] * UNIT // length
            counts[feature][article] += part
            sums[article] += part
    every, padding = sum(sums), SMOOTHING * len(counts)
    weights = {}
    for feature, of in counts.items():
        everywhere = sum(of.values())
        told = {}
        for article, count in of.items():
            here = _log2(count + SMOOTHING) - _log2(SMOOTHING)
            elsewhere = _log2(everywhere - count + SMOOTHING) - _log2(everywhere + SMOOTHING)
            if weight := (rarity[feature] * (here - elsewhere) + WEIGHT // 2) // WEIGHT:
                told[article] = weight
        if told:
            weights[feature] = told
    share = tuple(_log2(every - own + padding) - _log2(own + padding) for own in sums) if counts else (0,) * articles
    return Learned(weights, {feature: max(1, rarity[feature] // RARITY) for feature in weights}, share)


def scores(made: Learned, text: str, language: str) -> list[float]:
    """How much a query speaks for each article, by its number."""
    found = [feature for feature in features(text, language) if feature in made.rarity]
    sums = [0] * len(made.share)
    for feature in found:
        for article, weight in made.weights[feature].items():
            sums[article] += weight
    rare = sum(made.rarity[feature] for feature in found)
    length = sqrt(sum(made.rarity[feature] ** 2 for feature in found)) or 1
    return [(2 * sums[article] + share * rare / (8 * LOG)) / (length / 8) for article, share in enumerate(made.share)]


@cache
def _log2(number: int) -> int:
    """The binary logarithm of a positive integer, in 1/LOG: digit after digit by squaring."""
    whole = number.bit_length() - 1
    mantissa, found = (number << 32) >> whole, whole  # in [1, 2), with 32 digits after the point
    for _ in range(8):
        mantissa = mantissa * mantissa >> 32
        digit = mantissa >> 33
        mantissa >>= digit
        found = found << 1 | digit
    return found

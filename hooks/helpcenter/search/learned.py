"""What the question bank teaches: which words speak for which article, and within an article for which section.

An averaged perceptron with a margin (M. Collins, 2002): every question, keyword, title, heading and summary is a text of its class, an
article. The texts are gone through in ROUNDS, TAKEN of a class at most in each, so that an article that many ask about does not outshout
the others. Where the scores do not put the right class first by MARGIN, the features of the text gain weight for it and lose as much for
the class that came too close. The mean of all weights on the way is what was learned.

All arithmetic is with integers, so every machine gets the same bytes; learned.js adds up what is shipped and gets the same scores as
`scores` here. benchmarks/README.md says what it is worth.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isqrt, sqrt
from operator import mul

from .analyzer import RUN, UNSPACED, searchable, terms_of_folded

ROUNDS, TAKEN = 8, 120  # texts of a class in a round; of more, others come the next time
UNIT = 1024  # what a text shares among its features, by the root of the sum of their squares
MARGIN = UNIT * UNIT  # one unit more for the right class than for any other, where weights are of texts' units
LEAST, OFTEN = 2, 6000  # texts that must have a feature: LEAST, and one in OFTEN; fewer say more of their writers than of the article
LETTERS = 4  # of a part of a word: a mistyped or inflected word has most of its parts right
LOG = 256  # parts of 1 of a binary logarithm
LANE = 64  # bits of a counter
HALF = 1 << LANE - 1  # of what it can hold
STEP = 1 << 19  # what a shipped weight counts: coarse, since small numbers make a small file
Example = tuple[int, list[int], list[int]]  # number of the class, numbers of the features, the share of each
Cutter = Callable[[str, str], set[str]]  # of a text and its language
_CHARACTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True)
class Learned:
    """Feature → number of the class → weight; how many classes there are; feature → how rare it is, in eighths of a binary logarithm."""

    weights: Mapping[str, Mapping[int, int]]
    classes: int
    rarity: Mapping[str, int] = field(default_factory=dict)


def pieces(text: str, language: str) -> set[str]:
    """The terms of a text, and each character by itself that no blanks part."""
    folded = searchable(text)
    return {*terms_of_folded(folded, language), *_CHARACTER.findall(folded)}


def features(text: str, language: str) -> set[str]:
    """The pieces of a text, and all parts of LETTERS letters of its words, whose ends count as letters: `_key`, `key_`."""
    words = (f"_{run}_" for run in RUN.findall(searchable(text)) if not _CHARACTER.match(run))
    return pieces(text, language).union(word[i : i + LETTERS] for word in words for i in range(len(word) - LETTERS + 1))


def learned(texts: Iterable[tuple[int, str]], classes: int, language: str, cut_by: Cutter = features) -> Learned:
    """Learn from (number of the class, text); the order of the texts does not matter."""
    ordered = sorted(texts, key=lambda each: (hashlib.sha256(each[1].encode()).digest(), each[0]))
    cut = [(number, sorted(cut_by(text, language))) for number, text in ordered]
    known = Counter(feature for _, found in cut for feature in found)
    least = max(LEAST, len(cut) // OFTEN)
    rarity = {feature: LOG + _log2(len(cut)) - _log2(count) for feature, count in known.items() if count >= least}
    names = sorted(rarity)
    place = {feature: number for number, feature in enumerate(names)}
    examples = []
    for number, found in cut:
        kept = [feature for feature in found if feature in rarity]
        length = isqrt(sum(rarity[feature] ** 2 for feature in kept)) or 1
        examples.append((number, [place[feature] for feature in kept], [rarity[feature] * UNIT // length for feature in kept]))
    weights = {}
    for feature, means in zip(names, _trained(examples, len(names), classes), strict=True):
        told = ((number, (mean * rarity[feature] + STEP // 2) // STEP) for number, mean in enumerate(means))
        if kept_weights := {number: weight for number, weight in told if weight}:
            weights[feature] = kept_weights
    return Learned(weights, classes, {feature: max(1, (each - LOG) // (LOG // 8)) for feature, each in rarity.items()})


def _trained(examples: Sequence[Example], features: int, classes: int) -> Iterator[list[int]]:
    """Yield for each feature the mean weight for each class.

    The weights of a feature are a row: one integer with LANE bits for each class, which Python adds or multiplies at once. They may be
    negative; what a counter then borrows from the one above, `_counters` gives back.
    """
    weights = [0] * features
    late = [0] * features  # what would have to be taken off if every change counted from the start
    steps = 0
    for turn in range(ROUNDS):
        for right, found, shares in _dealt(examples, turn):
            steps += 1
            scores = _counters(sum(map(mul, [weights[feature] for feature in found], shares)), classes)
            wanted, scores[right] = scores[right] - MARGIN, -1
            if wanted < (most := max(scores)):
                change = (1 << LANE * right) - (1 << LANE * scores.index(most))
                for feature, share in zip(found, shares, strict=True):
                    weights[feature] += share * change
                    late[feature] += steps * share * change
    for row, taken in zip(weights, late, strict=True):
        yield [(counter - HALF) // steps for counter in _counters(row * steps - taken, classes)]


def _dealt(examples: Sequence[Example], turn: int) -> Iterator[Example]:
    """Yield the examples of a round, in their order: of a class that has more than TAKEN the next ones, in a circle."""
    number, before = Counter(example[0] for example in examples), Counter[int]()
    for example in examples:
        of, place = number[example[0]], before[example[0]]
        before[example[0]] += 1
        if (place - turn * TAKEN) % of < TAKEN:
            yield example


def _counters(row: int, classes: int) -> list[int]:
    """The counters of a row, each with HALF added, so that none is negative."""
    return [*struct.unpack(f"<{classes}Q", (row + _halves(classes)).to_bytes(classes * LANE // 8, "little"))]


@cache
def _halves(classes: int) -> int:
    return sum(HALF << LANE * number for number in range(classes))


def learned_apart(texts: Iterable[tuple[int, str]], groups: Sequence[range], language: str) -> Learned:
    """Learn within each group of classes alone: which section of an article answers, whatever other articles say.

    From pieces alone: with parts of words it would be twice as large, and find 0 to 4 of 100 sections more.
    """
    by_class = defaultdict(list)
    for number, text in texts:
        by_class[number].append(text)
    weights: dict[str, dict[int, int]] = defaultdict(dict)
    for group in groups:
        inside = [(number - group.start, text) for number in group for text in by_class[number]]
        for feature, told in learned(inside, len(group), language, pieces).weights.items():
            weights[feature] |= {group.start + number: weight for number, weight in told.items()}
    return Learned(weights, sum(map(len, groups)))


def scores(made: Learned, text: str, language: str) -> list[float]:
    """How much a query speaks for each class, by its number."""
    found = [feature for feature in features(text, language) if feature in made.weights]
    sums = [0] * made.classes
    for feature in found:
        for number, weight in made.weights[feature].items():
            sums[number] += weight
    return [each / (sqrt(len(found)) or 1) for each in sums]


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

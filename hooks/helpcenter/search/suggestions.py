"""What the search suggests while somebody types: questions of the bank, each of which leads to the section that answers it.

Few of the bank's lines are shown: those that read well and tell which article they want. A line is

- as long as a title, one clause, without figures, quotation marks and the like, in the words and characters of the language;
- known: the articles have each of its words, so it holds no brand, no slip of the pen and nobody's name. Of Chinese, which parts no words,
  many texts have each pair of its characters;
- a reader's: it asks or speaks of oneself, which its first word tells, of Chinese any word; and it does not speak to “you”, as advice does;
- telling: what the bank teaches speaks for its own article more than for any other, and no line that is shown has nearly the same words.

Of these the typical ones of each article are shown, whose words stand in most of its lines, its sections in turn. All is counted in integers
or with one square root, so that every machine chooses the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from helpcenter.text.scripts import HANT, chinese, script, to_simplified
from helpcenter.text.words import HAN, known

from .analyzer import searchable
from .learned import Learned, pieces, scores

MOST = 15  # of one article
LENGTHS = {True: (6, 20), False: (16, 64)}  # characters, by whether the language is Chinese
WORDS = (4, 12)  # in other languages
OFTEN = 3  # texts that must have a pair of Han characters
COMMON = 20  # a word of which one in so many is written in small letters is no name
ALIKE = 0.5  # of the features of two lines, the share that both have, from which on they ask the same
_WORD = re.compile(rf"(?:(?![{HAN}])[^\W_])+(?:['’](?:(?![{HAN}])[^\W\d_])+)?")
_HAN = re.compile(f"[{HAN}]+")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|[\n\t“«(]+")
_ENDS = "?？!！.。 ¿¡"


@dataclass(frozen=True)
class Line:
    """A question of the bank: the number of its article, the section that answers it or "", and its text."""

    article: int
    section: str
    text: str


class Wording:
    """How the articles of a language write: `texts` are theirs, `headings` those of them, `asked` the lines of the bank."""

    def __init__(self, language: str, texts: Iterable[str], headings: Iterable[str], asked: Iterable[str]) -> None:
        self.language = language
        self._chinese = chinese(language)
        self._texts = tuple(texts)
        self._asked = tuple(asked)
        self._beginnings = {match[0].lower() for text in headings if (match := _WORD.search(text))}
        self._asking = {searchable(word) for word in known("question_words", language)}
        self._telling = known("telling_of_oneself", language)
        self._spoken_to = known("spoken_to", language)

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        """Word in small letters → as it is shown: in small letters where it is often written so within sentences, else as it mostly is."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for text in self._texts:
            for sentence in _SENTENCE.split(_HAN.sub(" ", text)):
                for place, word in enumerate(_WORD.findall(sentence)):
                    begins = not place and len(word) > 1 and word[1:] == word[1:].lower()  # its capital says nothing
                    found[word.lower()].update([] if begins else [word])
        most = {word: max(sorted(written), key=lambda each: written[each], default=word) for word, written in found.items()}
        return {word: word if written[word] * COMMON >= written.total() else most[word] for word, written in found.items()}

    @cached_property
    def _pairs(self) -> Counter[str]:
        """Pair of Han characters → how many texts have it."""
        return Counter(pair for text in (*self._texts, *self._asked) for pair in set(_pairs(text)))

    def shown(self, line: str) -> str:
        """Return the line as it is shown, or "" where it does not read well."""
        text = " ".join(line.split()).strip(_ENDS)
        least, most = LENGTHS[self._chinese]
        plain = all(character.isalnum() or character in " '’-" for character in text)
        words = [word.lower() for word in _WORD.findall(_HAN.sub(" ", text))]
        known_words = all(word in self._spellings and not word.isdigit() for word in words)
        if not (plain and least <= len(text) <= most and known_words and (self._is_chinese(text) if self._chinese else self._reads(words))):
            return ""
        text = _WORD.sub(lambda match: self._spellings.get(match[0].lower(), match[0]), text)
        return text if self._chinese else text[0].upper() + text[1:]

    def _reads(self, words: list[str]) -> bool:
        """Whether it asks, or tells of oneself, and with its accents where headings that begin with the same letters have some."""
        first = words[0]
        bare = first not in self._beginnings and first in {searchable(each) for each in self._beginnings}
        asks = searchable(first) in self._asking or first in self._telling
        return WORDS[0] <= len(words) <= WORDS[1] and asks and not bare and self._spoken_to.isdisjoint(words)

    def _is_chinese(self, text: str) -> bool:
        """The same of Chinese, in the characters of the language and without blanks between them."""
        simplified = text.translate(to_simplified())  # in which the lists of words are
        own = script(self.language) == HANT or text == simplified
        parted = re.search(f"{_HAN.pattern} {_HAN.pattern}", text)
        asks = any(word in simplified for word in (*self._asking, *self._telling))
        spoken_to = any(word in simplified for word in self._spoken_to)
        often = all(self._pairs[pair] >= OFTEN for pair in _pairs(text))
        return own and not parted and asks and not spoken_to and often and len("".join(_HAN.findall(text))) >= LENGTHS[True][0] - 2


def _pairs(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


@dataclass(frozen=True)
class _Candidate:
    """A line as it is shown, its features, and how typical it is of its article."""

    line: Line
    features: frozenset[str]
    typical: int


def suggested(lines: Sequence[Line], wording: Wording, learned: Learned, titles: Sequence[str]) -> list[Line]:
    """Return the lines that are shown, those of an article together, its best first. None asks what one of the `titles` says."""
    language = wording.language
    empty = pieces(" ".join(known("question_words", language)), language)

    def told(text: str) -> frozenset[str]:
        return frozenset(pieces(text, language) - empty)

    found: list[Line] = []
    taken = [told(title) for title in titles]
    for article, group in groupby(lines, key=attrgetter("article")):
        own = list(group)
        counts = Counter(feature for line in own for feature in told(line.text))
        candidates = []
        for line in own:
            if (text := wording.shown(line.text)) and (said := told(text)) and _leads(scores(learned, line.text, language), article):
                typical = 1000 * sum(counts[feature] for feature in said) // len(said)
                candidates.append(_Candidate(Line(article, line.section, text), said, typical))
        best = list(_best(candidates, taken))
        taken += [candidate.features for candidate in best]
        found += [candidate.line for candidate in best]
    return found


def _leads(told: Sequence[float], article: int) -> bool:
    """Whether the score of an article is above all others."""
    return all(score < told[article] for other, score in enumerate(told) if other != article)


def _best(candidates: Iterable[_Candidate], taken: Sequence[frozenset[str]]) -> Iterator[_Candidate]:
    """The most typical, the sections in turn, of those that ask nothing that is `taken`."""
    left = [each for each in candidates if not any(_alike(each.features, other) for other in taken)]
    left.sort(key=lambda each: (-each.typical, each.line.text))
    counts: Counter[str] = Counter()
    for _ in range(MOST):
        if not left:
            return
        best = min(left, key=lambda each: counts[each.line.section])  # the first of equals
        counts[best.line.section] += 1
        left = [each for each in left if not _alike(each.features, best.features)]
        yield best


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)

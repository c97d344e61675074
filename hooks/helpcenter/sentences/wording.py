"""What a sentence must not tell, as lists of words that a translator can extend: languages/<code>/words.yml.

A rule names its part of the file; its entries are of three kinds:

    orders        what the reader is told to do: one of the verbs `do`, and after it (in Chinese also before it) one of `what`;
                  without `what` the verb is enough, where the sentence holds one of `with`
    claims        what is said as true: one of `say`
    even-denied   one of `say` wherever it stands, in a prohibition too (“never …, except to us”)

`with` is what the sentence must also hold, `unless` what it must not, `except` what the clause of an order must not, `about` what
neither the sentence nor the one before may hold, of which “it” could speak. What is forbidden, reported, supposed or past is no
order and no claim: see sentences.py.

A phrase is words with blanks between them. In a phrase `a/b` is a or b, `(a)` may be missing, `a*` has any ending, `*a` any
beginning, `#` is a number, `a_b` two words, `^` the beginning, `~a/b` that neither a nor b follows, `…` some words of a clause without a negation,
`<name>` a phrase of the list `name`. Chinese has no blanks: there they only part what may stand for what, `填 到/进 <form>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, TypeAlias

from helpcenter.articles.library import Page

from .languages import GRAMMARS, lists, words
from .passages import Order, Sentence, claims, orders, passages, plain

KINDS = ("orders", "claims", "even-denied")

_ITEM = re.compile(r"\(([^()]+)\)|(…)|([^\s()…]+)")  # what may be missing, a gap, what must stand there
_CLAUSE_ENDS = frozenset(",;:()—–，。；：、！？“”")
_NUMBER, _NOT, _START = "#", "~", "^"

Tokens = tuple[str, ...]
Item: TypeAlias = "str | Gap | Start | Absent | Choice"
Phrase: TypeAlias = "tuple[Item, ...]"


# --- phrases ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """Some tokens of the same clause, none of which is one of `barred`."""

    longest: int
    barred: frozenset[str]

    def ends(self, tokens: Tokens, at: int) -> Iterator[int]:
        for end in range(at, at + self.longest + 1):
            yield end
            if end >= len(tokens) or tokens[end] in self.barred:
                return


@dataclass(frozen=True)
class Start:
    """The place before the first token."""

    def ends(self, tokens: Tokens, at: int) -> Iterator[int]:
        if at == 0:
            yield at


@dataclass(frozen=True)
class Absent:
    """A place at which none of the phrases of `choice` begins."""

    choice: Choice

    def ends(self, tokens: Tokens, at: int) -> Iterator[int]:
        if next(self.choice.ends(tokens, at), None) is None:
            yield at


@dataclass(frozen=True)
class Choice:
    """One of several phrases, each a sequence of items; `optional` where none of them need stand, `spaced` where blanks part
    words."""

    options: tuple[Phrase, ...]
    optional: bool = False
    spaced: bool = True

    @cached_property
    def _begins(self) -> Mapping[str, list[Phrase]]:
        found: dict[str, list[Phrase]] = {}
        for option in self.options:
            for word in _first(option):
                found.setdefault(word, []).append(option)
        return found

    @cached_property
    def first(self) -> frozenset[str]:
        """The words with which it may begin; `a*` and `#` stand for others."""
        return frozenset(self._begins)

    @cached_property
    def _open(self) -> tuple[str, ...]:
        return tuple(word for word in self._begins if _several(word))

    @cached_property
    def keys(self) -> frozenset[str] | None:
        """Of `Grammar.keys` a text those of which it holds one where this stands; None where others may do."""
        found: set[str] = set()
        for option in self.options:
            needs = _needs(option, self.spaced)
            if not needs:
                return None
            found |= needs[0]
        return frozenset(found)

    def ends(self, tokens: Tokens, at: int) -> Iterator[int]:
        """Where it ends, for each way in which it stands at `at`. A comma before it is read over."""
        if at < len(tokens):
            if tokens[at] == ",":
                yield from self.ends(tokens, at + 1)
            for option in self._begins.get(tokens[at], ()):
                yield from _ends(option, 0, tokens, at)
            for word in self._open:
                if _is(word, tokens[at]):
                    for option in self._begins[word]:
                        yield from _ends(option, 0, tokens, at)

    def found(self, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """(start, end) of each place at which it stands."""
        for at, token in enumerate(tokens):
            if token in self._begins or (self._open and any(_is(word, token) for word in self._open)):
                end = next(self.ends(tokens, at), None)
                if end is not None:
                    yield at, end

    def stands(self, tokens: Tokens) -> bool:
        return next(self.found(tokens), None) is not None


def _first(option: Phrase) -> Iterator[str]:
    for item in option:
        if isinstance(item, str):
            yield item
            return
        if isinstance(item, Choice):
            yield from item.first
            if not item.optional:
                return


def _several(word: str) -> bool:
    """Whether it stands for several words."""
    return word == _NUMBER or "*" in (word[0], word[-1])


def _is(word: str, token: str) -> bool:
    if not _several(word):
        return token == word
    return token[0].isdigit() if word == _NUMBER else token.startswith(word[:-1]) if word[-1] == "*" else token.endswith(word[1:])


def _ends(option: Phrase, index: int, tokens: Tokens, at: int) -> Iterator[int]:
    if index == len(option):
        yield at
        return
    item = option[index]
    if isinstance(item, str):
        if at < len(tokens) and _is(item, tokens[at]):
            yield from _ends(option, index + 1, tokens, at + 1)
        return
    for end in item.ends(tokens, at):
        yield from _ends(option, index + 1, tokens, end)
    if isinstance(item, Choice) and item.optional:
        yield from _ends(option, index + 1, tokens, at)


def _keys(option: Phrase, spaced: bool) -> frozenset[str] | None:
    """The keys of the first item that must stand: a word, or two characters that follow each other where no blanks part words."""
    for index, item in enumerate(option):
        if isinstance(item, str):
            following = option[index + 1] if index + 1 < len(option) else None
            pair = item
            if not spaced and isinstance(following, str) and not item.isascii() and not following.isascii():
                pair += following
            return None if _several(pair) else frozenset({pair})
        if isinstance(item, Choice) and not item.optional:
            return item.keys
    return frozenset()


def _needs(option: Phrase, spaced: bool) -> list[frozenset[str]]:
    """Of each of these a text holds a key in which the option stands; the rarest are first."""
    return _rarest_first(_keys(option[index:], spaced) for index, item in enumerate(option) if isinstance(item, str | Choice))


def _rarest_first(every: Iterable[frozenset[str] | None]) -> list[frozenset[str]]:
    """Those that name any, each once: of keys that are long and few a text seldom holds one."""
    return sorted({keys for keys in every if keys}, key=lambda keys: (-min(4, *map(len, keys)), len(keys)))


@lru_cache(maxsize=1024)
def tokens_of(text: str, language: str) -> tuple[Tokens, tuple[int, ...]]:
    """The words of a plain text, in Chinese its characters, with the signs that end a clause, and where each begins."""
    found = [match for match in GRAMMARS[language].token.finditer(text) if match[1]]
    return tuple(match[1] for match in found), tuple(match.start() for match in found)


# --- a language's words.yml -------------------------------------------------------------------------------------------


class Vocabulary:
    """What languages/<code>/words.yml says."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.grammar = GRAMMARS[language]
        self.lists = lists(language)
        self._choices: dict[str, Choice] = {}
        self._gap = Gap(self.grammar.longest_gap, _CLAUSE_ENDS | set(self.lists["negation"]))
        self.between = self.named("between")
        rules: Mapping[str, Mapping[str, list[Any]]] = words(language)["rules"]
        self.entries = tuple(
            self._entry(rule, kind, entry) for rule, parts in rules.items() for kind in KINDS for entry in parts.get(kind, ())
        )
        self._by_key: dict[str, list[tuple[list[frozenset[str]], Entry]]] = {}
        for entry in self.entries:
            for option in entry.said.options:
                every = (*_needs(option, entry.said.spaced), entry.also.keys if entry.also else None, entry.verb_keys)
                needs = _rarest_first(every)
                assert needs, f"{language}: {entry.rule}: a phrase of words with any ending or of numbers alone"
                for key in needs[0]:
                    self._by_key.setdefault(key, []).append((needs[1:], entry))

    def candidates(self, text: str) -> set[Entry]:
        """The entries of which the text holds the words that they need."""
        keys = self.grammar.keys(text)
        found = set()
        for key in keys & self._by_key.keys():
            for needs, entry in self._by_key[key]:
                for need in needs:
                    if need.isdisjoint(keys):
                        break
                else:
                    found.add(entry)
        return found

    def named(self, name: str) -> Choice:
        """The list `name`."""
        if name not in self._choices:
            self._choices[name] = self.choice(self.lists[name])
        return self._choices[name]

    def choice(self, phrases: Iterable[str], optional: bool = False) -> Choice:
        options: list[Phrase] = []
        for phrase in phrases:
            option = tuple(self._item(*item.groups()) for item in _ITEM.finditer(phrase))
            alone = option[0] if len(option) == 1 else None
            options += alone.options if isinstance(alone, Choice) and not alone.optional else [option]
        return Choice(tuple(options), optional, self.grammar.spaced)

    def _item(self, optional: str | None, gap: str | None, word: str | None) -> Item:
        if gap:
            return self._gap
        if word == _START:
            return Start()
        if word and word.startswith(_NOT):
            return Absent(self.choice([word[1:]]))
        alternatives: list[Phrase] = []
        for alternative in (optional or word or "").split("/"):
            if listed := re.fullmatch(r"<([\w-]+)>", alternative):
                alternatives += self.named(listed[1]).options
            elif alternative == _NUMBER:
                alternatives.append((alternative,))
            else:
                text = plain(alternative.strip("*").replace("_", " "), self.language)
                first, *words = tokens_of(text, self.language)[0]
                *words, last = "*" * alternative.startswith("*") + first, *words
                alternatives.append((*words, last + "*" * alternative.endswith("*")))
        return Choice(tuple(alternatives), optional is not None, self.grammar.spaced)

    def _entry(self, rule: str, kind: str, entry: Mapping[str, list[str]]) -> Entry:
        return Entry(
            rule,
            kind,
            self,
            tuple(self._spread(entry.get("do", ()))),
            self.choice(entry.get("what") or entry.get("say") or entry.get("with") or tuple(self._spread(entry["do"]))),
            self.choice(entry["with"]) if "with" in entry else None,
            kind == "orders" and "what" not in entry,
            self.choice(entry.get("unless", ())),
            self.choice(entry.get("except", ())),
            self.choice(entry["about"]) if "about" in entry else None,
        )

    def _spread(self, verbs: Iterable[str]) -> Iterator[str]:
        for verb in verbs:
            if listed := re.fullmatch(r"<([\w-]+)>", verb):
                yield from self._spread(self.lists[listed[1]])
            else:
                yield verb


@cache
def vocabulary(language: str) -> Vocabulary:
    return Vocabulary(language)


def pattern_of(name: str, language: str) -> str:
    """The list `name` as a pattern, for what is no sequence of words: numbers. It may hold no gap; a blank may be a hyphen."""
    return _pattern(vocabulary(language).named(name))


def _pattern(choice: Choice) -> str:
    joint = "[ -]" if choice.spaced else r"\s?"
    options = []
    for option in choice.options:
        text = blank = ""
        for item in option:
            if isinstance(item, Choice) and item.optional:
                text += f"(?:{blank}{_pattern(item)}{joint if not blank else ''})?"
            elif isinstance(item, Absent):
                text += rf"(?!\s?{_pattern(item.choice)})"
            elif isinstance(item, str | Choice):
                text += blank + (_pattern(item) if isinstance(item, Choice) else _word_pattern(item))
                blank = joint
        options.append(text)
    return f"(?:{'|'.join(sorted(options, key=len, reverse=True))})"


def _word_pattern(word: str) -> str:
    end = r"(?![a-z])" if word[-1].isalpha() and word.isascii() else ""
    return r"\d" if word == _NUMBER else re.escape(word).replace(r"\*", r"\w*") + end


@lru_cache(maxsize=256)
def _verbs(language: str, verbs: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of the verbs, as `orders` reads them."""
    return re.compile(GRAMMARS[language].inflected(plain(verb, language) for verb in verbs))


@lru_cache(maxsize=1024)
def _verb_keys(language: str, verb: str) -> tuple[str, ...]:
    return tuple(GRAMMARS[language].verb_keys(plain(verb, language)))


# --- an entry ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Entry:
    """One entry of a rule: see the module."""

    rule: str
    kind: str
    vocabulary: Vocabulary = field(repr=False)
    verbs: tuple[str, ...]
    said: Choice
    also: Choice | None
    anywhere: bool
    unless: Choice
    excepted: Choice
    about: Choice | None

    @property
    def verb_keys(self) -> frozenset[str]:
        """Of `Grammar.keys` a text those of which it holds one where a verb stands."""
        language = self.vocabulary.language
        return frozenset(key for verb in self.verbs for key in _verb_keys(language, verb))

    def found(self, sentence: Sentence) -> int | None:
        """Where the sentence tells it."""
        text, language = sentence.plain, self.vocabulary.language
        tokens, starts = tokens_of(text, language)
        places = list(self.said.found(tokens))
        if not places or self.unless.stands(tokens):
            return None
        if self.also and not self.also.stands(tokens_of(_before(sentence) + text, language)[0]):
            return None
        if self.about and self.about.stands(tokens_of(_previous(sentence) + text, language)[0]):
            return None
        if self.kind == "orders":
            told = (order for order in orders(sentence, _verbs(language, self.verbs)) if self._object(order))
            return next((order.start for order in told if not _mentioned(text, order)), None)
        joined = self.kind == "claims" and not self.vocabulary.grammar.spaced  # 不保证 has no border before 保证
        negation = self.vocabulary.lists["negation"] if joined else ()
        for first, last in places:
            if first and tokens[first - 1] in negation:
                continue
            start, end = starts[first], starts[last] if last < len(starts) else len(text)
            if claims(sentence, start, end) and (self.kind == "even-denied" or claims(sentence, start)):
                return start
        return None

    def _object(self, order: Order) -> bool:
        language, between = self.vocabulary.language, self.vocabulary.between
        after, before = tokens_of(order.after, language)[0], tokens_of(order.before, language)[0]
        if self.excepted.stands(tokens_of(order.before + order.verb + order.after, language)[0]):
            return False
        if self.anywhere:
            return True
        if any(not between.stands(after[:start]) for start, _ in self.said.found(after)):
            return True
        return self.vocabulary.grammar.object_first and any(not between.stands(before[end:]) for _, end in self.said.found(before))


def _before(sentence: Sentence) -> str:
    """What is said before it up to a full stop: a semicolon ends no thought."""
    return re.split(r"[.!?。！？]", sentence.before)[-1] if sentence.start else ""


def _previous(sentence: Sentence) -> str:
    """The sentence before it in its passage, with a blank behind it."""
    return next((other.plain + " " for other in reversed(sentence.passage.sentences) if other.end <= sentence.start), "")


def _mentioned(text: str, order: Order) -> bool:
    """Whether the verb stands alone in quotation marks: “sync”, “validate”."""
    return text[: order.start].endswith(("“", '"', "«")) and text[order.start + len(order.verb) :].startswith(("”", '"', "»", ",”"))


# --- what a rule uses -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wording:
    """The entries of one rule in all languages."""

    rule: str

    def offence(self, sentence: Sentence) -> int | None:
        """Where the sentence tells one of the entries."""
        for entry in candidates(sentence.passage.plain, sentence.language):
            if entry.rule == self.rule and (at := entry.found(sentence)) is not None:
                return at
        return None

    def places(self, page: Page) -> Iterable[int]:
        """The numbers of the passages that may hold an offence."""
        kept = vars(page)  # read once for all rules
        if "worded" not in kept:
            found: dict[str, list[int]] = {}
            for number, passage in enumerate(passages(page)):
                for rule in {entry.rule for entry in candidates(passage.plain, page.language)}:
                    found.setdefault(rule, []).append(number)
            kept["worded"] = found
        worded: Mapping[str, list[int]] = kept["worded"]
        return worded.get(self.rule, ())

    def may_stand(self, text: str, language: str) -> bool:
        return any(entry.rule == self.rule for entry in candidates(text, language))


@lru_cache(maxsize=16_384)
def candidates(text: str, language: str) -> tuple[Entry, ...]:
    """The entries that a plain text may tell, in the order of the file."""
    known = vocabulary(language)
    found = known.candidates(text)
    return tuple(sorted(found, key=known.entries.index)) if found else ()


@dataclass(frozen=True)
class Named:
    """The list `name` in all languages."""

    name: str

    def stands(self, sentence: Sentence) -> bool:
        """Whether the sentence holds one of its phrases."""
        return vocabulary(sentence.language).named(self.name).stands(tokens_of(sentence.plain, sentence.language)[0])

    def may_stand(self, text: str, language: str) -> bool:
        """Whether a plain text may hold one of its phrases: faster than `stands`."""
        known = vocabulary(language)
        keys = known.named(self.name).keys
        return keys is None or not keys.isdisjoint(known.grammar.keys(text))

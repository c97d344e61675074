"""What a sentence must not tell, as lists of words that a translator can extend: languages/<code>/words.yml.

A rule names its part of the file; its entries are of four kinds:

    orders        what the reader is told to do: one of the verbs `do`, and after it (in Chinese also before it) one of `what`,
                  or directly behind it one of `next`; without these the verb is enough, where the sentence holds one of `with`
    requests      what we say that we ask for: one of `say`
    claims        what is said as true: one of `say`
    even-denied   one of `say` wherever it stands, in a prohibition too (“never …, except to us”)

`with` is what the sentence must also hold, `unless` what it must not, `about` what neither it nor the one before may hold, of
which “it” could speak. Of an order, `to` is what its clause must also hold: who receives it, and `except` what it must not;
`between` is what may not stand between verb and object, and `before` what may not where the object is named first; `of` is what a
pronoun, its object, must speak of, named before it in the sentence or in the one before. What is forbidden, reported, supposed or
past is no order and no claim: see passages.py.

A phrase is words with blanks between them. In a phrase `a/b` is a or b, `(a)` may be missing, `(a)+` too, or stand several times;
`a*` has any ending, `*a` any beginning, `#` is a number, `a_b` two words, `^` the beginning, `~a/b` that neither a nor b follows,
`…` some words of a clause without a negation, `<name>` a phrase of the list `name`. Chinese has no blanks: there they only part what
may stand for what, `填 到/进 <form>`. In a list, a phrase that begins with `!` is an exception: a word of the list that stands in it
is none, as `code` in `!error code`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Any, TypeAlias

from helpcenter.articles.model import Page
from helpcenter.runtime.once import once_per_value

from .languages import GRAMMARS, lists, words
from .passages import Order, Sentence, claims, orders, passages, plain

KINDS = ("orders", "requests", "claims", "even-denied")

_ITEM = re.compile(r"\(([^()]+)\)(\+?)|(…)|([^\s()…]+)")  # what may be missing, a gap, what must stand there
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


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several phrases, each a sequence of items; `optional` where none of them need stand, `repeated` where several may,
    `spaced` where blanks part words. It does not begin in a place where one of `exceptions` stands."""

    options: tuple[Phrase, ...]
    optional: bool = False
    repeated: bool = False
    spaced: bool = True
    exceptions: Choice | None = None

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
    def _stems(self) -> tuple[str, ...]:
        return tuple(word[:-1] for word in self._open if word != _NUMBER and word[-1] == "*")

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(word[1:] for word in self._open if word[0] == "*")

    def _opens(self, token: str) -> bool:
        """Whether it may begin with the token although that is none of its words."""
        return token.startswith(self._stems) or token.endswith(self._endings) or (_NUMBER in self._begins and token[0].isdigit())

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
        for end in self._ends(tokens, at):
            if self.exceptions and any(
                first <= at < last and "," not in tokens[first:last] for first, last in self.exceptions.found(tokens)
            ):
                return
            yield end

    def _ends(self, tokens: Tokens, at: int) -> Iterator[int]:
        if at < len(tokens):
            if tokens[at] == ",":
                yield from self.ends(tokens, at + 1)
            for option in self._begins.get(tokens[at], ()):
                yield from _ends(option, 0, tokens, at)
            for word in self._open if self._open and self._opens(tokens[at]) else ():
                if _is(word, tokens[at]):
                    for option in self._begins[word]:
                        yield from _ends(option, 0, tokens, at)

    def found(self, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """(start, end) of each place at which it stands."""
        for at, token in enumerate(tokens):
            if token in self._begins or (self._open and self._opens(token)):
                end = next(self.ends(tokens, at), None)
                if end is not None:
                    yield at, end

    def stands(self, tokens: Tokens) -> bool:
        return next(self.found(tokens), None) is not None


@lru_cache(maxsize=1024)
def _places(choice: Choice, tokens: Tokens) -> tuple[tuple[int, int], ...]:
    """Where it stands: many entries look for the same list."""
    return tuple(choice.found(tokens))


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
        if isinstance(item, Choice) and item.repeated:
            yield from _ends(option, index, tokens, end)
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
    return sorted({keys for keys in every if keys}, key=_frequency)


@cache  # the same lists stand in many entries
def _frequency(keys: frozenset[str]) -> tuple[int, int, str]:
    """How likely a text is to hold one of the keys: long and few ones are rare. Of two that are as likely, always the same is first."""
    return -min(4, *map(len, keys)), len(keys), min(keys)


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
            of_all = (entry.also.keys if entry.also else None, entry.verb_keys)
            for option in (entry.of or entry.said).options:  # a pronoun is no telltale
                every = (*_needs(option, entry.said.spaced), *of_all)
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
            exceptions = [phrase[1:] for phrase in self.lists[name] if phrase.startswith("!")]
            phrases = self.choice(phrase for phrase in self.lists[name] if not phrase.startswith("!"))
            self._choices[name] = replace(phrases, exceptions=self.choice(exceptions)) if exceptions else phrases
        return self._choices[name]

    def choice(self, phrases: Iterable[str], optional: bool = False) -> Choice:
        options: list[Phrase] = []
        alone: Item | None = None
        for phrase in phrases:
            option = tuple(self._item(*item.groups()) for item in _ITEM.finditer(phrase))
            alone = option[0] if len(option) == 1 else None
            options += alone.options if isinstance(alone, Choice) and not alone.optional and not alone.exceptions else [option]
        if len(options) == 1 and isinstance(alone, Choice) and not optional and not alone.optional:
            return alone  # the same list is looked for once
        return Choice(tuple(options), optional, spaced=self.grammar.spaced)

    def _item(self, optional: str | None, repeated: str | None, gap: str | None, word: str | None) -> Item:
        if gap:
            return self._gap
        if word == _START:
            return Start()
        if word and word.startswith(_NOT):
            return Absent(self.choice([word[1:]]))
        alternatives: list[Phrase] = []
        for alternative in (optional or word or "").split("/"):
            if listed := re.fullmatch(r"<([\w-]+)>", alternative):
                choice = self.named(listed[1])
                alternatives += [(choice,)] if choice.exceptions else choice.options
            elif alternative == _NUMBER:
                alternatives.append((alternative,))
            else:
                text = plain(alternative.strip("*").replace("_", " "), self.language)
                first, *words = tokens_of(text, self.language)[0]
                *words, last = "*" * alternative.startswith("*") + first, *words
                alternatives.append((*words, last + "*" * alternative.endswith("*")))
        return Choice(tuple(alternatives), optional is not None, bool(repeated), self.grammar.spaced)

    def _entry(self, rule: str, kind: str, entry: Mapping[str, list[str]]) -> Entry:
        return Entry(
            rule,
            kind,
            self,
            tuple(self._spread(entry.get("do", ()))),
            self.choice(
                entry.get("what") or entry.get("next") or entry.get("say") or entry.get("with") or tuple(self._spread(entry["do"]))
            ),
            adjacent="next" in entry,
            anywhere=kind == "orders" and not ("what" in entry or "next" in entry),
            also=self.choice(entry["with"]) if "with" in entry else None,
            unless=self.choice(entry.get("unless", ())),
            excepted=self.choice(entry.get("except", ())),
            about=self.choice(entry["about"]) if "about" in entry else None,
            to=self.choice(entry["to"]) if "to" in entry else None,
            of=self.choice(entry["of"]) if "of" in entry else None,
            between=self.choice(entry.get("between", ())),
            before=self.choice(entry.get("before", ())),
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
                text += f"(?:{blank}{_pattern(item)}{joint if not blank else ''}){'*' if item.repeated else '?'}"
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
def _verb_keys(language: str, verb: str) -> frozenset[str]:
    return frozenset(GRAMMARS[language].verb_keys(plain(verb, language)))


# --- an entry ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What a sentence tells: where it begins, and the clause that tells it."""

    start: int
    clause: str


@dataclass(frozen=True, eq=False)
class Entry:
    """One entry of a rule: see the module."""

    rule: str
    kind: str
    vocabulary: Vocabulary = field(repr=False)
    verbs: tuple[str, ...]
    said: Choice
    adjacent: bool
    anywhere: bool
    also: Choice | None
    unless: Choice
    excepted: Choice
    about: Choice | None
    to: Choice | None
    of: Choice | None
    between: Choice
    before: Choice

    @cached_property
    def verb_keys(self) -> frozenset[str]:
        """Of `Grammar.keys` a text those of which it holds one where a verb stands."""
        language = self.vocabulary.language
        return frozenset().union(*(_verb_keys(language, verb) for verb in self.verbs))

    def told(self, sentence: Sentence) -> Iterator[Told]:
        """Each place where the sentence tells it."""
        text, language = sentence.plain, self.vocabulary.language
        tokens, starts = tokens_of(text, language)
        places = _places(self.said, tokens)
        if not (places or self.of) or self.unless.stands(tokens):
            return
        if self.also and not self.also.stands(self._tokens(_before(sentence) + text)):
            return
        if self.about and self.about.stands(self._tokens(_previous(sentence) + text)):
            return
        if self.kind == "orders":
            for order in orders(sentence, _verbs(language, self.verbs)):
                if self._object(order) and self._speaks_of(sentence, order) and not _mentioned(text, order):
                    yield Told(order.start, _clause(order))
            return
        joined = self.kind == "claims" and not self.vocabulary.grammar.spaced  # 不保证 has no border before 保证
        negation = self.vocabulary.lists["negation"] if joined else ()
        for first, last in places:
            if first and tokens[first - 1] in negation:
                continue
            start, end = starts[first], starts[last] if last < len(starts) else len(text)
            if self.kind == "requests":  # whoever asks is named in the phrase itself
                true = claims(sentence, end)
            else:
                true = claims(sentence, start, end) and (self.kind == "even-denied" or claims(sentence, start))
            if true:
                yield Told(start, text)

    def _object(self, order: Order) -> bool:
        """Whether one of `said` is what the order is about, and its clause names who receives it."""
        grammar = self.vocabulary.grammar
        after, before = self._tokens(grammar.pronouns(order.verb) + order.after), self._tokens(order.before)
        first = grammar.object_first(order.verb)
        if self.to and not (self.to.stands(after) or (first and self.to.stands(before))):
            return False
        if self.excepted.options and self.excepted.stands(self._tokens(_clause(order))):
            return False
        if self.anywhere:
            return True
        if any(not (start if self.adjacent else self._apart(after[:start], self.between)) for start, _ in self.said.found(after)):
            return True
        return first and not self.adjacent and any(not self._apart(before[end:], self.before) for _, end in self.said.found(before))

    def _apart(self, tokens: Tokens, words: Choice) -> bool:
        return self.vocabulary.between.stands(tokens) or words.stands(tokens)

    def _speaks_of(self, sentence: Sentence, order: Order) -> bool:
        """Whether one of `of` was named before the order, and nothing else since."""
        if not self.of:
            return True
        for said in (sentence.plain[: order.start], _previous(sentence) + sentence.plain[: order.start]):
            tokens, starts = tokens_of(said, self.vocabulary.language)
            *_, last = (None, *self.of.found(tokens))
            if last:
                denied = self.vocabulary.grammar.denies.search(said, 0, starts[last[0]])
                return not denied and not self.before.stands(tokens[last[1] :])
        return False

    def _tokens(self, text: str) -> Tokens:
        return tokens_of(text, self.vocabulary.language)[0]


def _clause(order: Order) -> str:
    return order.before + order.verb + order.after


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

    def told(self, sentence: Sentence) -> Iterator[Told]:
        """What the sentence tells of the entries, in their order."""
        for entry in candidates(sentence.passage.plain, sentence.language):
            if entry.rule == self.rule:
                yield from entry.told(sentence)

    def offence(self, sentence: Sentence) -> int | None:
        """Where the sentence tells one of the entries."""
        return next((told.start for told in self.told(sentence)), None)

    def places(self, page: Page) -> Iterable[int]:
        """The numbers of the passages that may hold an offence."""
        return _places_by_rule(page).get(self.rule, ())

    def may_stand(self, text: str, language: str) -> bool:
        return any(entry.rule == self.rule for entry in candidates(text, language))


@once_per_value
def _places_by_rule(page: Page) -> Mapping[str, list[int]]:
    """The numbers of the passages that may hold an offence, by rule."""
    found: dict[str, list[int]] = {}
    for number, passage in enumerate(passages(page)):
        for rule in {entry.rule for entry in candidates(passage.plain, page.language)}:
            found.setdefault(rule, []).append(number)
    return found


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
        return self.stands_in(sentence.plain, sentence.language)

    def stands_in(self, text: str, language: str) -> bool:
        """Whether a plain text holds one of its phrases."""
        return bool(self.first(text, language))

    def first(self, text: str, language: str) -> str:
        """The first of its phrases in a plain text; "" without any."""
        tokens, starts = tokens_of(text, language)
        first, last = next(vocabulary(language).named(self.name).found(tokens), (0, 0))
        return text[starts[first] : starts[last - 1] + len(tokens[last - 1])] if last else ""

    def may_stand(self, text: str, language: str) -> bool:
        """Whether a plain text may hold one of its phrases: faster than `stands`."""
        known = vocabulary(language)
        keys = known.named(self.name).keys
        return keys is None or not keys.isdisjoint(known.grammar.keys(text))

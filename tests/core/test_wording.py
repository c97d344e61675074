"""The word lists of each language are whole, and what the words of a pattern rule out is never what it matches."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from cases import cases
from helpcenter import rules
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.languages.es.verbs import forms, inflected
from helpcenter.sentences.passages import Passage, Sentence
from helpcenter.sentences.wording import Choice, Wording, tokens_of, vocabulary
from helpcenter.text.literals import literals

OFFENCES = {rule.name for rule in rules.RULES if rule.offence}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_list_or_a_rule(language: str) -> None:
    source = vocabulary(LANGUAGES[0])
    assert set(vocabulary(language).lists) == set(source.lists)
    assert {entry.rule for entry in vocabulary(language).entries} == {entry.rule for entry in source.entries} <= OFFENCES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_that_an_entry_names_exists_and_is_not_empty(language: str) -> None:
    known = vocabulary(language)
    for name in known.lists:
        phrases = known.lists[name]
        assert phrases, name
    for entry in known.entries:
        assert entry.said.options
        assert (entry.kind == "orders") == bool(entry.verbs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_something_must_stand_in_every_phrase(language: str) -> None:
    for entry in vocabulary(language).entries:
        for choice in filter(None, (entry.said, entry.also, entry.unless, entry.about)):
            for option in choice.options:
                assert any(isinstance(item, str) or (isinstance(item, Choice) and not item.optional) for item in option), (entry, option)


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("give/send (the/your) paper*", "send papers", True),
        ("give/send (the/your) paper*", "send your paper", True),
        ("give/send (the/your) paper*", "send his paper", False),
        ("photo of … sheet", "a photo of the whole old sheet", True),
        ("photo of … sheet", "a photo of the error, not of the sheet", False),
        ("photo of … sheet", "a photo of nothing on the sheet", False),
        ("out_loud", "read it out loud", True),
        ("# usdt", "send 20.5 usdt", True),
        ("<family>", "your own mother", True),
        ("agent telegram", "the agent's telegram", True),
        ("<codes>", "the code", True),
        ("<codes>", "the error code", False),
        ("<codes>", "the error code and the code", True),
        ("read <codes>", "read code of the page", False),
        ("<passwords>", "your password, error or not", True),
        ("will (*ly) return", "we will quickly return it", True),
        ("will (*ly) return", "we will not return it", False),
        ("100 %", "100% safe", True),
        ("^ send", "send it", True),
        ("^ send", "then send it", False),
        ("send ~code/again", "tap send now", True),
        ("send ~code/again", "tap send", True),
        ("send ~code/again", "tap send code", False),
        ("<remote-tools>", "open any-desk", True),
    ],
)
def test_notation(phrase: str, text: str, stands: bool) -> None:
    assert vocabulary("en").choice([phrase]).stands(tokens_of(text, "en")[0]) is stands


def _sentences() -> Iterator[tuple[str, Sentence]]:
    """Each sentence of the golden cases, with the rule whose case it is."""
    for path in cases():
        if path.parent.name in OFFENCES:
            case = yaml.safe_load(path.read_text(encoding="utf-8"))
            for language, body in (case.get("bodies") or {}).items():
                for line in body.splitlines():
                    yield from ((path.parent.name, sentence) for sentence in Passage(line, language).sentences)


def test_the_words_that_an_entry_needs_stand_in_all_that_tells_it() -> None:
    told = 0
    for rule, sentence in _sentences():
        candidates = vocabulary(sentence.language).candidates(sentence.passage.plain)
        for entry in vocabulary(sentence.language).entries:
            if entry.rule == rule and any(entry.told(sentence)):
                assert entry in candidates, (entry, sentence.text)
                told += 1
    assert told


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("e-?mail", {"email", "e-mail"}),
        (r"\bsend(?:ing)?\b", {"send"}),
        ("(?:助记词|私钥)(?!管理)", {"助记词", "私钥"}),
        (r"\d+ (?:hours?|days?)", {"hour", "day"}),
        (r"\w+", None),
        ("a*", None),
        ("recovery|(?:lost )?coins", {"recovery", "coins"}),
    ],
)
def test_words_of_a_pattern(pattern: str, words: set[str] | None) -> None:
    assert literals(pattern) == words


def test_the_forms_of_a_spanish_verb_are_those_that_its_pattern_finds() -> None:
    for verb in ("enviar", "decir di diga", "leer lee lea", "buscar", "recibir"):
        pattern = re.compile(inflected([verb]))
        assert all(pattern.fullmatch(form) for form in forms(verb))
        assert {"enviar": "envianoslas", "buscar": "busquen"}.get(verb, verb.split()[0]) in set(forms(verb))


def test_a_sentence_is_judged_with_what_stands_before_its_semicolon() -> None:
    first, second = Passage("The agent opens a form; copy into it what you wrote down.", "en").sentences
    words = Wording("asks-for-secret")
    assert words.offence(first) is None
    assert words.offence(second) is not None
    assert words.offence(Sentence.of("Copy into it what you wrote down.", "en")) is None


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Say it to the person who handles your ticket.", True),
        ("The address is public. Say it to the agent.", False),
        ("The address is public. Then open the notebook. Say it to the agent.", True),
        ("The address is public; say it to the agent.", False),
    ],
)
def test_what_is_public_may_be_named_in_the_sentence_before(text: str, caught: bool) -> None:
    words = Wording("asks-for-secret")
    assert any(words.offence(sentence) is not None for sentence in Passage(text, "en").sentences) is caught


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Submit the code to us.", True),  # who receives it
        ("Submit the code.", False),
        ("Share your phrase.", True),  # what stands between
        ("Share what the phrase is for.", False),
        ("Copy your phrase and send it to us.", True),  # what a pronoun speaks of
        ("Here is your phrase. Send it to us.", True),
        ("Here is your phrase and the address. Send it to us.", False),
        ("There is no phrase. Send it to us.", False),
        ("Our team asks for your phrase.", True),  # who asks
        ("Fake support asks for your phrase.", False),
    ],
)
def test_what_an_entry_wants_of_a_clause(text: str, caught: bool) -> None:
    words = Wording("asks-for-secret")
    assert any(words.offence(sentence) is not None for sentence in Passage(text, "en").sentences) is caught


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Pay to unlock the account.", True),
        ("To unlock the account, pay.", True),
        ("Pay for the coffee.", False),
    ],
)
def test_an_order_may_be_its_verb_alone_where_the_sentence_says_what_for(text: str, caught: bool) -> None:
    assert (Wording("pay-to-unlock").offence(Sentence.of(text, "en")) is not None) is caught


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Open AnyDesk and close all other apps.", True),
        ("Open the settings and remove AnyDesk.", False),
        ("Remove the old app; then install AnyDesk.", True),
    ],
)
def test_what_a_clause_must_not_hold_is_looked_for_in_that_clause(text: str, caught: bool) -> None:
    words = Wording("remote-control")
    assert any(words.offence(sentence) is not None for sentence in Passage(text, "en").sentences) is caught

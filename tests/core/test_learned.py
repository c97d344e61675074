"""What the question bank teaches: the same on every machine and in every order, and only what it should."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from cases import library_of
from helpcenter.articles.cache_keys import base_key
from helpcenter.articles.model import Library
from helpcenter.runtime.cache import Cache
from helpcenter.search import files
from helpcenter.search.index import index, texts_of_places
from helpcenter.search.learned import (
    HALF,
    LANE,
    LOG,
    TAKEN,
    Example,
    Learned,
    _counters,
    _dealt,
    _log2,
    features,
    learned,
    learned_apart,
    pieces,
    scores,
)
from helpcenter.search.questions import Question, asked
from helpcenter.source.files import from_contents

TEXTS = [
    (0, "my coins were stolen"),
    (0, "somebody stole my coins"),
    (1, "back up my words"),
    (1, "how to back up"),
    (2, "deposit not arrived"),
    (2, "my deposit"),
]


def with_questions(**texts: str) -> Library:
    return library_of({"files": {f"data/questions/{language}/sample.txt": text for language, text in texts.items()}})


def test_logarithms_are_those_of_mathematics_to_a_256th() -> None:
    for number in [*range(1, 2000), 10**6, 2**40 - 1, 2**40]:
        assert 0 <= math.log2(number) - _log2(number) / LOG < 1.01 / LOG


def test_the_order_of_the_texts_changes_no_byte() -> None:
    made = files.lessons(learned(TEXTS, 3, "en"))
    for seed in range(5):
        shuffled = random.Random(seed).sample(TEXTS, len(TEXTS))
        assert files.lessons(learned(shuffled, 3, "en")) == made


def test_a_word_speaks_for_the_article_whose_questions_have_it() -> None:
    made = learned(TEXTS, 3, "en")
    for query, article in (("coins", 0), ("back it up", 1), ("where is a deposit", 2)):
        found = scores(made, query, "en")
        assert found.index(max(found)) == article
    assert made.weights["coin"][0] > made.weights.get("my", {}).get(0, 0)  # which nobody else says
    assert "stolen" not in made.weights  # said once


def test_nothing_known_and_nothing_taught_say_nothing() -> None:
    assert scores(learned(TEXTS, 3, "en"), "xyzzy", "en") == [0, 0, 0]
    assert scores(learned([], 2, "en"), "coins", "en") == [0, 0]
    assert files.lessons(learned([], 0, "en")) == {"terms": "", "postings": "", "classes": 0, "rarity": ""}


def test_features_are_terms_single_han_characters_and_parts_of_words() -> None:
    assert pieces("助記词 Keys", "zh") == {"助记", "记词", "助", "记", "词", "key"}
    assert features("助記词 Keys", "zh") == pieces("助記词 Keys", "zh") | {"_key", "keys", "eys_"}
    assert features("a to", "en") == {"a", "to", "_to_"}


def test_sections_are_learned_within_their_article() -> None:
    texts = [(0, "my coins"), (0, "coins"), (1, "my words"), (1, "words"), (2, "my coins"), (2, "coins"), (3, "the box"), (3, "box")]
    made = learned_apart(texts, [range(2), range(2, 4)], "en")
    assert made.classes == 4
    assert [number for number, each in enumerate(scores(made, "coins", "en")) if each > 0] == [0, 2]


def test_counters_in_one_row_are_added_as_if_each_were_alone() -> None:
    numbers = [[3, -7, 0, 2**40], [-5, 7, -1, -(2**41)], [1, 1, 1, 1]]
    row = sum(number << LANE * at for counters in numbers for at, number in enumerate(counters))
    assert [counter - HALF for counter in _counters(row, 4)] == [sum(each) for each in zip(*numbers, strict=True)]


def test_a_round_takes_as_many_texts_of_each_class_and_the_next_goes_on() -> None:
    many: list[Example] = [(0, [place], [1]) for place in range(TAKEN + 3)]
    few: list[Example] = [(1, [place], [1]) for place in range(2)]
    first, second = ([*_dealt([*few, *many], turn)] for turn in range(2))
    assert first == [*few, *many[:TAKEN]]
    assert second == [*few, *many[: TAKEN - 3], *many[TAKEN:]]


def test_a_file_of_the_bank_is_read_by_its_lines() -> None:
    tree = from_contents({"data/questions/en/a.txt": "# note\n how? \n\n[steps]\nwhere\n[] \nlast\n[steps]\n@ann\nnew\n[steps]\n~old"})
    bank = asked(tree, "data/questions/en/a.txt")
    unsigned = Question(2, "", "how?"), Question(5, "steps", "where"), Question(7, "", "last")
    assert bank.questions == (
        *unsigned,
        Question(10, "", "new", writer="ann"),
        Question(12, "steps", "old", may_be_seen=False, writer="ann"),
    )
    assert bank.sections == ((4, "steps"), (6, ""), (8, "steps"), (11, "steps"))
    assert bank.writers == ((9, "ann"),)
    assert asked(tree, "data/questions/en/b.txt").questions == ()


def taught(library: Library, language: str) -> Learned:
    """What is learned of the sample's sections; it is the only article, so of pages there is nothing to tell."""
    made = index(library, language)
    return learned_apart(texts_of_places(library, language, made.places), [range(len(made.places))], language)


def test_a_question_teaches_its_language_alone() -> None:
    others = "[steps]\nold coins\nnew coins\na red box\nthe red box\n"
    before = with_questions(en=others + "lost my hat\n", es="[steps]\nperdí\n")
    after = with_questions(en=others + "lost my hat\nhat lost\n", es="[steps]\nperdí\n")
    assert set(taught(after, "en").weights) - set(taught(before, "en").weights) == {"lost", "hat"}
    assert taught(after, "es") == taught(before, "es")
    changed = {path for path, data in files.search_files(after).items() if files.search_files(before).get(path) != data}
    assert {path.partition(".")[0] for path in changed} == {"assets/search/en", "search/en"}


def test_a_question_makes_no_page_anew_but_is_learned_with_a_cache(tmp_path) -> None:  # type: ignore[no-untyped-def]
    before, after = with_questions(en="lost my hat\n"), with_questions(en="lost my hat\nhat lost\n")
    assert base_key(before, b"") == base_key(after, b"")
    made: list[Mapping[str, bytes]] = []
    for library in (before, after):
        made.append(files.search_files(library, Cache(tmp_path), base_key(library, b"")))
    assert made == [files.search_files(before), files.search_files(after)]

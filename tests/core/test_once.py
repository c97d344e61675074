"""What is worked out once per frozen value and kept on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpcenter.runtime.once import once_per_value


@dataclass(frozen=True)
class Word:
    text: str


asked: list[tuple[str, int]] = []


@once_per_value
def repeated(word: Word, times: int) -> str:
    asked.append((word.text, times))
    return word.text * times


def test_a_result_is_worked_out_once_per_value_and_arguments() -> None:
    asked.clear()
    word = Word("ab")
    assert [repeated(word, 2), repeated(word, 3), repeated(word, 2)] == ["abab", "ababab", "abab"]
    assert asked == [("ab", 2), ("ab", 3)]


def test_another_value_is_not_answered_by_the_first() -> None:
    asked.clear()
    word = Word("ab")
    assert [repeated(word, 2), repeated(replace(word, text="c"), 2), repeated(Word("ab"), 2)] == ["abab", "cc", "abab"]
    assert asked == [("ab", 2), ("c", 2), ("ab", 2)]


def test_a_value_with_a_kept_result_is_equal_to_one_without() -> None:
    word = Word("ab")
    repeated(word, 2)
    assert (word, hash(word), repr(word)) == (Word("ab"), hash(Word("ab")), "Word(text='ab')")

"""Work in several processes gives what it gives in one, and what fails in one of them fails here."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import pytest

from helpcenter.runtime import processes
from helpcenter.runtime.processes import in_two_steps, mapped

NUMBERS = range(100)


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    monkeypatch.setattr(processes, "worth_forking", lambda values: True)  # beside the threads of the test runner too


def squares(share: Sequence[int]) -> Mapping[int, int]:
    return {number: number * number for number in share}


def differences(share: Sequence[int], said: Mapping[int, int]) -> list[tuple[int, int]]:
    return [(number, sum(said.values()) - said[number]) for number in share]


def test_what_each_process_found_is_known_to_all_in_the_second_step() -> None:
    said, found = in_two_steps(NUMBERS, squares, differences)
    assert said == squares(NUMBERS)
    assert sorted(found) == differences(NUMBERS, squares(NUMBERS))


def failing_elsewhere(here: int) -> None:
    if os.getpid() != here:
        raise ValueError("of another process")


def test_an_error_in_another_process_is_raised_here() -> None:
    here = os.getpid()
    with pytest.raises(ValueError, match="of another process"):
        in_two_steps(NUMBERS, lambda share: failing_elsewhere(here) or {}, differences)
    with pytest.raises(ValueError, match="of another process"):
        mapped(lambda number: failing_elsewhere(here), NUMBERS, "working")

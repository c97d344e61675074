"""Much of the same work, on all cores: a pure function over many values, in forked processes that see what is known already."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .progress import shown

T = TypeVar("T")
R = TypeVar("R")

FEW = 40  # values: below, starting processes costs more than it gains
SAMPLE = 12  # values: of pages in order, some of each language

_work: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def pay(values: int) -> bool:
    """Whether further processes pay for so many values, and can be forked here: not beside another thread."""
    return values >= FEW and _cores() > 1 and "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mapped(function: Callable[[T], R], values: Sequence[T], phase: str) -> list[R]:
    """`function` of each value, in order. In this process where there is little to do, no fork, or a thread beside this one.

    `phase` is what long work is called while it is shown how far it is.

    Some of the values come first, here: the patterns that they compile are then known to every process.
    """
    if not pay(len(values)):
        return list(shown(map(function, values), len(values), phase))
    numbers = range(len(values))
    answers = {number: function(values[number]) for number in numbers[1 :: max(1, len(values) // SAMPLE)]}
    others = [number for number in numbers if number not in answers]
    with multiprocessing.get_context("fork").Pool(_cores(), _begin, (function, values)) as pool:  # ends them on every way out
        found = pool.imap(_one, others, chunksize=max(1, len(others) // (_cores() * 8)))
        answers |= zip(others, shown(found, len(others), phase), strict=True)
    return [answers[number] for number in numbers]


def _begin(function: Callable[[Any], Any], values: Sequence[Any]) -> None:
    """In a new process, which sees both as they are: nothing but numbers and answers is sent.

    Ctrl-C reaches every process of a terminal: only the first one answers it, and ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [(function, values)]


def _one(number: int) -> Any:
    function, values = _work[0]
    return function(values[number])

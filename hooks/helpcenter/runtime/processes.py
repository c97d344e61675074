"""Map a pure function over many values in forked worker processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from .progress import with_progress

T = TypeVar("T")
A = TypeVar("A")
R = TypeVar("R")

FEW = 40  # values: below, starting processes costs more than it gains
MOST = 4  # processes that each hold a share in memory
SAMPLE = 12  # values: of pages in order, some of each language

_work: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def worth_forking(values: int) -> bool:
    """Whether forking is worth its cost for so many values, and safe here: not beside another thread."""
    return values >= FEW and _cores() > 1 and "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mapped(function: Callable[[T], R], values: Sequence[T], phase: str) -> list[R]:
    """Return `function` of each value, in order. Runs in this process if there is little to do, no fork, or another thread.

    `phase` is the name under which progress is shown.

    A sample of the values is worked on first, in this process: the workers inherit the patterns that it compiles.
    """
    if not worth_forking(len(values)):
        return list(with_progress(map(function, values), len(values), phase))
    numbers = range(len(values))
    answers = {number: function(values[number]) for number in numbers[1 :: max(1, len(values) // SAMPLE)]}
    others = [number for number in numbers if number not in answers]
    with ctrl_c_waits():
        pool = multiprocessing.get_context("fork").Pool(_cores(), _begin, (function, values))
    with pool:  # ends them on every way out
        found = pool.imap(_one, others, chunksize=max(1, len(others) // (_cores() * 8)))
        answers |= zip(others, with_progress(found, len(others), phase), strict=True)
    return [answers[number] for number in numbers]


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Hold Ctrl-C back within the block: until a process that is forked there is known here and ignores it, or all is tidied up."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def in_two_steps(
    values: Sequence[T], first: Callable[[Sequence[T]], Mapping[T, A]], second: Callable[[Sequence[T], Mapping[T, A]], list[R]]
) -> tuple[Mapping[T, A], list[R]]:
    """Return what `first` says of all values, and what `second`, knowing that, finds in them. One process per share of the values.

    A process keeps between the two steps what it made in the first. Ask `worth_forking` first.
    """
    context, shares = multiprocessing.get_context("fork"), min(_cores(), MOST)
    pipes = [context.Pipe() for _ in range(1, shares)]
    others = [
        context.Process(target=_share, args=(values[number::shares], first, second, there), daemon=True)
        for number, (_, there) in enumerate(pipes, 1)
    ]
    try:
        with ctrl_c_waits():
            for process in others:
                process.start()
        said = dict(first(values[::shares]))
        for here, _ in pipes:
            said |= _answer(here)
        for here, _ in pipes:
            here.send(said)
        found = second(values[::shares], said)
        for here, _ in pipes:
            found += _answer(here)
        return said, found
    finally:
        for process in others:
            if process.pid:  # it was started
                process.kill()
                process.join()


def _share(values: Sequence[T], first: Callable[..., Any], second: Callable[..., Any], there: Connection) -> None:
    """In a new process: both steps for its share."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # see _begin
    try:
        there.send((first(values), None))
        there.send((second(values, there.recv()), None))
    except Exception as error:  # raised where the answer is awaited
        there.send((None, error))


def _answer(here: Connection) -> Any:
    answer, error = here.recv()
    if error:
        raise error
    return answer


def _begin(function: Callable[[Any], Any], values: Sequence[Any]) -> None:
    """Initialize a worker, which inherits function and values: only numbers and results are sent.

    Ctrl-C reaches every process of a terminal; only the parent handles it, and ends the workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [(function, values)]


def _one(number: int) -> Any:
    function, values = _work[0]
    return function(values[number])

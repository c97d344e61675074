"""Progress of long work: a moving line on a terminal, in CI one line per finished phase, nothing below two seconds."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 2.0  # seconds that nobody needs to be told of
LINE = "{desc}: {n_fmt} of {total_fmt}, {elapsed}"


def with_progress(values: Iterable[T], total: int, phase: str) -> Iterator[T]:
    """Yield the values as they come, and count them on stderr as `phase: 120 of 180, 00:03`."""
    if sys.stderr.isatty():
        yield from _moving(values, total, phase)
        return
    started = time.monotonic()
    yield from values
    seconds = time.monotonic() - started
    if seconds >= PATIENCE and os.environ.get("CI"):
        print(f"{phase}: {total}, {seconds:.0f} s", file=sys.stderr, flush=True)


def _moving(values: Iterable[T], total: int, phase: str) -> Iterator[T]:
    from tqdm import tqdm  # noqa: PLC0415 (only a terminal needs it)

    tqdm.monitor_interval = 0  # its thread would forbid to fork
    columns, rows = shutil.get_terminal_size()  # 80 × 24 where the terminal does not tell
    with tqdm(total=total, desc=phase, bar_format=LINE, delay=PATIENCE, leave=False, ncols=columns, nrows=rows) as line:
        for value in values:
            yield value
            line.update()

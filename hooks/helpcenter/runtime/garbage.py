"""Pause Python's cyclic garbage collector while many frozen values are built.

None of them is part of a cycle, and the collector would scan all live objects again and again: with it, a page of a thousand articles
costs half as much again as a page of seventeen.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_gc() -> Iterator[None]:
    """Disable cyclic garbage collection inside the block or decorated function; reference counting still works."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def collect_rarely() -> None:
    """Collect rarely, for a process that ends soon: exempt all live objects, and raise the threshold from 700 to 50,000 new ones."""
    gc.freeze()
    gc.set_threshold(50_000)

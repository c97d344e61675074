"""Results that belong to a frozen value: worked out once and kept on it, as `functools.cached_property` keeps them.

For functions of later packages, which cannot add a property to the value's class.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

V = TypeVar("V")
A = TypeVarTuple("A")
R = TypeVar("R")


def once_per_value(function: Callable[[V, *A], R]) -> Callable[[V, *A], R]:
    """Decorate a function of a frozen value and hashable arguments; each result is worked out once and lives as long as the value."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(value: V, *arguments: *A) -> R:
        results: dict[tuple[*A], R] = vars(value).setdefault(name, {})
        if arguments not in results:
            results[arguments] = function(value, *arguments)
        return results[arguments]

    return kept

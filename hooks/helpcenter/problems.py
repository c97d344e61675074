"""A problem: one violation of one rule at one place; order and tally.

An error stops publication under every command; a warning never does, but is always listed and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A violation, shown as `path:line: rule: sentence`. `line` is 1-based (0: the whole file), as is `column`, which only JSON and
    GitHub show."""

    path: str
    line: int
    rule: str
    sentence: str
    severity: str = field(default=ERROR, compare=False)
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        kind = "" if self.severity == ERROR else f"{self.severity}: "
        return f"{place}: {kind}{self.rule}: {self.sentence}"


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place and drop duplicates."""
    return tuple(sorted(set(problems)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == ERROR)


def count(number: int, noun: str) -> str:
    """Format a number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tally(problems: Iterable[Problem]) -> str:
    """Summarize on one line how many errors and warnings there are, and of which rules."""
    problems = tuple(problems)
    severities = Counter(problem.severity for problem in problems)
    line = f"{count(severities[ERROR], 'error')}, {count(severities[WARNING], 'warning')}"
    if severities["waived"]:
        line += f", {severities['waived']} waived"
    rules = Counter(problem.rule for problem in problems)
    if rules:
        line += " (" + ", ".join(f"{rule} {number}" for rule, number in sorted(rules.items())) + ")"
    return line

"""What changed since the last report, by its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .answers import Scope, interval

FIRST = 10  # problems among which a new one is told


@dataclass(frozen=True)
class Change:
    """A gap that is new or closed, an article that solves more or less than before, a problem that is newly among the first."""

    why: str
    title: str
    before: str
    now: str


def changes(last: Mapping[str, Any], scope: Scope) -> tuple[Change, ...]:
    """Compare the answers for all languages with those of the last report; a report of another shape tells nothing."""
    try:
        before = last["scopes"]["all"]
        gaps = {row["words"].split(" · ")[0]: row["searches"] + row["tickets"] for row in before["gaps"] if row["todo"] == "write"}
        problems = {row["article"]: row for row in before["problems"]}
        first = [row["article"] for row in before["problems"][:FIRST]]
    except (KeyError, TypeError, AttributeError):
        return ()
    now = {gap.words.split(" · ")[0]: gap.searches + gap.tickets for gap in scope.gaps if gap.todo == "write"}
    shown = {words for gap in scope.gaps for words in gap.words.split(" · ")}
    found = [Change("new_gap", words, "0", str(count)) for words, count in now.items() if words not in gaps]
    found += [Change("closed_gap", words, str(count), "0") for words, count in gaps.items() if words not in shown]
    for row in scope.problems:
        old = problems.get(row.article)
        if old and row.solved is not None and old.get("solved") is not None:
            low, high = interval(round(row.solved * row.answers), row.answers)
            if not low <= old["solved"] <= high:
                found.append(
                    Change(
                        "solved_up" if row.solved > old["solved"] else "solved_down", row.title, f"{old['solved']:.0%}", f"{row.solved:.0%}"
                    )
                )
    found += [Change("new_problem", row.title, "", str(row.unsolved)) for row in scope.problems[:FIRST] if row.article not in first]
    return tuple(found)

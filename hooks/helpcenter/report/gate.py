"""The gate for a scheduled workflow: which of the commonest problems of a language are not looked after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .answers import Scope


def failing(scopes: Mapping[str, Scope], first: int, least: float) -> Iterator[str]:
    """Yield a sentence for each of the `first` commonest problems of a language that has no article, an article that is stale or overdue, or
    one that solves less than the share `least`."""
    for code, scope in scopes.items():
        if not code:
            continue
        ranked = [
            (gap.unsolved, f"“{gap.words}” was asked {gap.unsolved} times and no article answers it. Write one.")
            for gap in scope.gaps
            if gap.todo == "write"
        ]
        for row in scope.problems:
            faults = {"overdue": "its review is overdue. Review it.", "stale": "its translation is stale. Update it."}
            sentence = faults.get(row.state, "")
            if not sentence and row.solved is not None and row.solved < least:
                sentence = (
                    f"it solves {row.solved:.0%} of its cases; at least {least:.0%} is expected. Mend it (reason: {row.detail or '-'})."
                )
            ranked.append((row.unsolved, f"article {row.article}, “{row.title}”: {sentence}" if sentence else ""))
        ranked.sort(key=lambda each: -each[0])
        yield from (f"{code}: {sentence}" for _, sentence in ranked[:first] if sentence)

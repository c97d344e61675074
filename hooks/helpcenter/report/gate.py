"""The gate for a scheduled workflow: which of the commonest problems of a language are not looked after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.config.model import Settings
from helpcenter.pages.feedback import NONE

from .answers import Scope
from .words import called


def failing(scopes: Mapping[str, Scope], settings: Settings, first: int, least: float) -> Iterator[str]:
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
                reason = called(row.detail, "detail", settings, code) or NONE
                sentence = f"it solves {row.solved:.0%} of its cases; at least {least:.0%} is expected. Mend it (reason: {reason})."
            ranked.append((row.unsolved, f"article {row.article}, “{row.title}”: {sentence}" if sentence else ""))
        ranked.sort(key=lambda each: -each[0])
        yield from (f"{code}: {sentence}" for _, sentence in ranked[:first] if sentence)

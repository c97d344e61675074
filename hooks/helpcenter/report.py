"""What a build says at its end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .problems import Problem

_UNRENDERABLE = {"data", "files", "yaml", "front-matter"}


def unrenderable(found: Iterable[Problem]) -> bool:
    """Whether a problem keeps pages from being rendered at all, so that even a preview cannot show them."""
    return any(problem.rule in _UNRENDERABLE for problem in found)


def closing_line(public: Path, seconds: float, tally: str) -> str:
    """The one line a build ends with: where the site is, pages per language, seconds, problems."""
    return f"{public}/ {seconds:.1f} s, {tally}"

"""What a build says at its end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .articles import Library
from .problems import Problem, tally


def pages(library: Library | None) -> str:
    """The pages of each published language: `zh 60, en 60 pages`."""
    languages = library.settings.built if library else ()
    counted = Counter(code for code, _ in library.pages) if library else Counter[str]()
    return ", ".join(f"{language.code} {counted[language.code]}" for language in languages) + " pages"


def closing_line(public: Path, pages: str, seconds: float, found: Iterable[Problem]) -> str:
    """The one line a build ends with: where the site is, pages per language, seconds, problems."""
    place = os.path.relpath(public) if public.is_relative_to(Path.cwd()) else str(public)
    return f"{place}/: {pages}, {seconds:.1f} s, {tally(found)}"

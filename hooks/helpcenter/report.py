"""What a build says at its end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .articles import Library
from .problems import Problem, tally


def closing_line(public: Path, library: Library | None, seconds: float, found: Iterable[Problem]) -> str:
    """The one line a build ends with: where the site is, pages per language, seconds, problems."""
    languages = library.settings.built if library else ()
    pages = Counter(code for code, _ in library.pages) if library else Counter[str]()
    place = os.path.relpath(public) if public.is_relative_to(Path.cwd()) else str(public)
    counted = ", ".join(f"{language.code} {pages[language.code]}" for language in languages)
    return f"{place}/: {counted} pages, {seconds:.1f} s, {tally(found)}"

"""Build output: the problems, and one closing line."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from helpcenter.articles.model import Library
from helpcenter.problems import Problem, as_github, as_text, tally


def show(found: tuple[Problem, ...]) -> None:
    """Print all problems to stderr, even under `-q`. MkDocs' log is avoided: its `--strict` would turn our warnings into failures."""
    reporter = as_github if os.environ.get("GITHUB_ACTIONS") == "true" else as_text
    print(reporter(found), end="", file=sys.stderr, flush=True)


def pages(library: Library | None) -> str:
    """Count the pages of each published language: `zh 60, en 60 pages`."""
    languages = library.settings.built if library else ()
    counted = Counter(code for code, _ in library.pages) if library else Counter[str]()
    return ", ".join(f"{language.code} {counted[language.code]}" for language in languages) + " pages"


def closing_line(public: Path, pages: str, seconds: float, found: Iterable[Problem]) -> str:
    """Return the last line of a build: the site's folder, pages per language, seconds, problems."""
    place = os.path.relpath(public) if public.is_relative_to(Path.cwd()) else str(public)
    return f"{place}/: {pages}, {seconds:.1f} s, {tally(found)}"

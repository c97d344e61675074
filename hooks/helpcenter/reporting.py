"""Output of a build or check: the problems as text, for GitHub or as JSON, and the closing line of a build."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from helpcenter.articles.model import Library
from helpcenter.problems import Problem, tally


def as_text(problems: Iterable[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)


def as_github(problems: Iterable[Problem]) -> str:
    """Format problems as GitHub workflow commands, which appear beside the changed line."""
    return "".join(f"::{_GITHUB.get(p.severity, p.severity)} {_properties(p)}::{_escaped(p.sentence)}\n" for p in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Format problems as a JSON list of objects with path, line, column, rule, severity and sentence."""
    names = ("path", "line", "column", "rule", "severity", "sentence")
    rows = [{name: getattr(problem, name) for name in names} for problem in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


_GITHUB = {"waived": "notice"}
REPORTERS = {"text": as_text, "github": as_github, "json": as_json}


def _properties(problem: Problem) -> str:
    place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.rule}
    return ",".join(f"{key}={_escaped_property(str(value))}" for key, value in place.items() if value)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


# --- a build ------------------------------------------------------------------------------------------------------------


def print_problems(found: tuple[Problem, ...]) -> None:
    """Print all problems to stderr, even under `-q`. MkDocs' log is avoided: its `--strict` would turn our warnings into failures."""
    reporter = as_github if os.environ.get("GITHUB_ACTIONS") == "true" else as_text
    print(reporter(found), end="", file=sys.stderr, flush=True)


def page_counts(library: Library) -> str:
    """Count the pages of each published language: `zh 60, en 60 pages`."""
    counted = Counter(code for code, _ in library.pages)
    return ", ".join(f"{language.code} {counted[language.code]}" for language in library.settings.built) + " pages"


def closing_line(public: Path, pages: str, seconds: float, found: Iterable[Problem]) -> str:
    """Return the last line of a build: the site's folder, pages per language, seconds, problems."""
    place = os.path.relpath(public) if public.is_relative_to(Path.cwd()) else str(public)
    return f"{place}/: {pages}, {seconds:.1f} s, {tally(found)}"

"""What the last report tells of each article, for the staff: how often it is read, how many it solves, what is asked beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Told = Mapping[int, Mapping[str, str]]  # id of an article → language → a line


def last_report(path: Path) -> Mapping[str, Any]:
    """Return the report of a JSON file, empty where there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def told(report: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Told:
    """Return the line of each article in each language; `words` are those of data/staff.yml. A report of another shape tells nothing."""
    found: dict[int, dict[str, str]] = {}
    try:
        for code, scope in report["scopes"].items():
            asked: dict[int, int] = {}
            for gap in scope["gaps"]:
                if gap["todo"] == "write":
                    asked[gap["article"]] = asked.get(gap["article"], 0) + 1
            for row in scope["problems"]:
                parts = [_said(words, "told_views", code, row["views"])]
                if row["solved"] is not None:
                    parts.append(_said(words, "told_solved", code, f"{row['solved']:.0%}"))
                if count := asked.get(row["article"]):
                    parts.append(_said(words, "told_gaps", code, count))
                found.setdefault(row["article"], {})[code] = " · ".join(parts)
    except (KeyError, TypeError, AttributeError, ValueError):
        return {}
    return found


def _said(words: Mapping[str, Mapping[str, str]], name: str, language: str, value: object) -> str:
    return words.get(name, {}).get(language, "{n}").replace("{n}", str(value))

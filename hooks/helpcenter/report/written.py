"""The files of a report: a page per language and one for all, training sheets, tables as CSV, and everything as JSON.

A page needs no other file and no network. Texts of readers stay texts: in HTML, and in tables, where no cell is a formula.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from helpcenter.articles.model import Library
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.inlines import visible
from helpcenter.pages.brand import style_sheet
from helpcenter.staff.desks import table
from helpcenter.text.scripts import direction

from .answers import Scope
from .gather import Gathered
from .since import Change
from .words import called, words_in

HERE = Path(__file__).parent
STAFF = HERE.parent / "staff"
PARTS = ("problems", "gaps", "readings", "noes", "replies", "satisfaction", "missing", "lessons")
NAMED = ("todo", "state", "why", "case", "reason", "missing", "channel", "detail")  # columns whose values have a name (words.py)
SHARES = ("solved", "within", "low", "high", "confidence", "current")
MOST_ROWS = 50  # of a list on a page; the tables hold all
MOST_BARS = 10
VERSION = 1  # of report.json


@dataclass(frozen=True)
class Report:
    """All that a report says; `scopes` are by language, that of all at ""."""

    gathered: Gathered
    scopes: Mapping[str, Scope]
    changes: Sequence[Change]
    k: int
    made: str


def files(report: Report, library: Library) -> dict[str, str]:
    """Return path → text of every file of a report."""
    made = {"report.json": json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n"}
    for part in PARTS:
        rows = [(code or "all", row) for code, scope in report.scopes.items() for row in getattr(scope, part)]
        if rows:
            head = ["language", *(field.name for field in dataclasses.fields(rows[0][1]))]
            made[f"{part}.csv"] = table(
                head, [[code, *("" if cell is None else str(cell) for cell in dataclasses.astuple(row))] for code, row in rows]
            )
    month = f"{report.gathered.last // 10_000}-{report.gathered.last // 100 % 100:02}"
    pages = {"": "index.html"} | {code: f"{code}.html" for code in report.scopes if code}
    for code, path in pages.items():
        made[path] = _page(report, library, code, pages)
        if code and report.scopes[code].lessons:
            made[f"training/{code}-{month}.html"] = _sheet(report, library, code, month)
    return made


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON has it."""
    gathered = report.gathered
    return {
        "version": VERSION,
        "made": report.made,
        "from": day_text(gathered.first),
        "to": day_text(gathered.last),
        "k": report.k,
        "read": dict(gathered.counts),
        "left_out": dict(gathered.left_out),
        "changes": [dataclasses.asdict(change) for change in report.changes],
        "scopes": {code or "all": dataclasses.asdict(scope) for code, scope in report.scopes.items()},
    }


def day_text(number: int) -> str:
    """Return a day as `2026-11-30`."""
    return f"{number // 10_000}-{number // 100 % 100:02}-{number % 100:02}"


@dataclass(frozen=True)
class Cell:
    """A cell of a table as it is shown; `link` where it leads to an article."""

    text: str
    link: str = ""


class _Shown:
    """How lists are shown in a language."""

    def __init__(self, library: Library, language: str) -> None:
        self._language, self._settings, self.names = language, library.settings, words_in(language)
        self._articles = {article.id: article for article in library.articles}

    def part(self, name: str, rows: Sequence[Any]) -> tuple[str, str, list[str], list[list[Cell]]]:
        """The name, heading, heads and cells of a list: the title of an article is its link."""
        if not rows:
            return name, self.names[name], [], []
        fields = [field.name for field in dataclasses.fields(rows[0])]
        shown = [each for each in fields if not each.endswith("_within") and not (each == "title" and "article" in fields)]
        renamed = {"title": "subject", "article": "nearest" if "words" in fields else "subject" if "why" in fields else "article"}
        heads = [self.names[renamed.get(each, each)] for each in shown]
        return name, self.names[name], heads, [[self._cell(row, each) for each in shown] for row in rows]

    def _cell(self, row: Any, name: str) -> Cell:
        value = getattr(row, name)
        if name == "article":
            return Cell(row.title or "-", self._link(value) if value else "")
        if value is None or value == "":
            return Cell("-")
        if name == "section":
            return self._section(row.article, value)
        if name == "hour":
            return Cell(self.names["is_every_hour"] if value < 0 else str(value))
        if name in SHARES and isinstance(value, float):
            return Cell(f"{value:.0%}")
        if hasattr(row, f"{name}_within"):
            return Cell(f"{value} ± {getattr(row, name + '_within')}")
        return Cell(called(value, name, self._settings, self._language) if name in NAMED else str(value))

    def _section(self, article: int, id: str) -> Cell:
        pages = self._articles[article].pages
        sections = (section for section in pages[self._language].sections if section.id == id) if self._language in pages else ()
        title = next((substituted(visible(section.title), self._settings, self._language) for section in sections), id)
        return Cell(title, f"{self._link(article)}#{id}")

    def _link(self, article: int) -> str:
        return routes.absolute(self._settings.site_url, routes.short_of(article))


def _page(report: Report, library: Library, code: str, pages: Mapping[str, str]) -> str:
    language = code or library.source_language
    shown, scope = _Shown(library, language), report.scopes[code]
    names = shown.names
    parts = [shown.part(part, getattr(scope, part)[:MOST_ROWS]) for part in PARTS]
    if not code and report.changes:
        parts.insert(0, shown.part("changes", report.changes))
    links = [(names["all"] if not other else _name(library, other), path, other == code, other) for other, path in pages.items()]
    bars = [(row.title, row.unsolved) for row in scope.problems[:MOST_BARS] if row.unsolved]
    drawn = _drawn(scope.days, names)
    return _rendered(library, language, report, parts=parts, links=links, days=drawn, bars=bars, title=names["title"])


def _sheet(report: Report, library: Library, code: str, month: str) -> str:
    shown, scope = _Shown(library, code), report.scopes[code]
    parts = [
        shown.part("lessons", scope.lessons),
        shown.part("noes", [row for row in scope.noes if row.article][:10]),
        shown.part("replies", [row for row in scope.replies if row.hour < 0]),
        shown.part("missing", scope.missing[:10]),
    ]
    title = f"{shown.names['training']} · {month}"
    return _rendered(library, code, report, parts=parts, links=[], days=None, bars=[], title=title)


def _name(library: Library, code: str) -> str:
    return next(language.name for language in library.languages if language.code == code)


def _drawn(days: Sequence[tuple[int, int]], names: Mapping[str, str]) -> dict[str, Any] | None:
    """The line of views per day in a box of 600 × 80, and the same in words."""
    if len(days) < 2:
        return None
    counts = [count for _, count in days]
    most = max(counts) or 1
    points = " ".join(f"{600 * place / (len(days) - 1):.1f},{80 - 76 * count / most:.1f}" for place, count in enumerate(counts))
    return {"points": points, "text": names["days_text"].format(least=min(counts), most=max(counts), sum=sum(counts))}


def _rendered(library: Library, language: str, report: Report, **values: Any) -> str:
    script = (HERE / "report.js").read_text(encoding="utf-8") + (STAFF / "health.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = style_sheet(library) + (STAFF / "staff.css").read_text(encoding="utf-8") + (HERE / "report.css").read_text(encoding="utf-8")
    names = words_in(language)
    gathered = report.gathered
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("report.html").render(
        s=names,
        language=language,
        dir=direction(language),
        brand=library.settings.values[language].get("brand.name", ""),
        period=names["period"].format(first=day_text(gathered.first), last=day_text(gathered.last)),
        privacy=names["privacy"].format(k=report.k),
        read=gathered.counts,
        left_out=gathered.left_out,
        script=script,
        digest=digest,
        style=style,
        **values,
    )

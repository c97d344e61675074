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
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from helpcenter.articles.model import Library
from helpcenter.links import routes
from helpcenter.pages.brand import style_sheet
from helpcenter.staff.desks import table
from helpcenter.text.scripts import direction, primary

from .answers import Scope
from .gather import Gathered
from .since import Change

HERE = Path(__file__).parent
STAFF = HERE.parent / "staff"
PARTS = ("problems", "gaps", "readings", "noes", "replies", "satisfaction", "missing", "lessons")
NAMED = ("todo", "state", "why", "case", "reason", "missing", "channel", "detail")  # columns whose values have a name in words.yml
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
        "from": _day(gathered.first),
        "to": _day(gathered.last),
        "k": report.k,
        "read": dict(gathered.counts),
        "left_out": dict(gathered.left_out),
        "changes": [dataclasses.asdict(change) for change in report.changes],
        "scopes": {code or "all": dataclasses.asdict(scope) for code, scope in report.scopes.items()},
    }


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8"))
    return loaded


def words_in(language: str) -> dict[str, str]:
    """Return the words of the report in a language; in English where it has none."""
    return {name: texts.get(language) or texts.get(primary(language)) or texts["en"] for name, texts in _words().items()}


def _day(number: int) -> str:
    return f"{number // 10_000}-{number // 100 % 100:02}-{number % 100:02}"


@dataclass(frozen=True)
class Cell:
    """A cell of a table as it is shown; `link` where it leads to an article."""

    text: str
    link: str = ""


def _rows(rows: Sequence[Any], names: Mapping[str, str], site: str) -> tuple[list[str], list[list[Cell]]]:
    """The heads and cells of a list: the title of an article is its link."""
    if not rows:
        return [], []
    fields = [field.name for field in dataclasses.fields(rows[0])]
    shown = [name for name in fields if not name.endswith("_within") and not (name == "title" and "article" in fields)]
    renamed = (
        {"title": "subject"} | ({"article": "nearest"} if "words" in fields else {}) | ({"article": "subject"} if "why" in fields else {})
    )
    heads = [names[renamed.get(name, name)] for name in shown]
    return heads, [[_cell(row, name, names, site) for name in shown] for row in rows]


def _cell(row: Any, name: str, names: Mapping[str, str], site: str) -> Cell:
    value = getattr(row, name)
    if name == "article":
        return Cell(row.title or "-", routes.absolute(site, routes.short_of(value)) if value else "")
    if value is None or value == "":
        return Cell("-")
    if name == "hour":
        return Cell(names["is_every_hour"] if value < 0 else str(value))
    if name in SHARES and isinstance(value, float):
        return Cell(f"{value:.0%}")
    if hasattr(row, f"{name}_within"):
        return Cell(f"{value} ± {getattr(row, name + '_within')}")
    return Cell(names.get(f"is_{value}", str(value)) if name in NAMED else str(value))


def _page(report: Report, library: Library, code: str, pages: Mapping[str, str]) -> str:
    language = code or library.source_language
    names, scope = words_in(language), report.scopes[code]
    site = library.settings.site_url
    parts = [(part, names[part], *_rows(getattr(scope, part)[:MOST_ROWS], names, site)) for part in PARTS]
    if not code and report.changes:
        parts.insert(0, ("changes", names["changes"], *_rows(report.changes, names, site)))
    links = [(names["all"] if not other else _name(library, other), path, other == code, other) for other, path in pages.items()]
    bars = [(row.title, row.unsolved) for row in scope.problems[:MOST_BARS] if row.unsolved]
    return _rendered(
        "report.html", library, language, report, parts=parts, links=links, days=_drawn(scope.days, names), bars=bars, title=names["title"]
    )


def _sheet(report: Report, library: Library, code: str, month: str) -> str:
    names, scope = words_in(code), report.scopes[code]
    site = library.settings.site_url
    parts = [
        ("lessons", names["lessons"], *_rows(scope.lessons, names, site)),
        ("noes", names["noes"], *_rows([row for row in scope.noes if row.article][:10], names, site)),
        ("replies", names["replies"], *_rows([row for row in scope.replies if row.hour < 0], names, site)),
        ("missing", names["missing"], *_rows(scope.missing[:10], names, site)),
    ]
    return _rendered(
        "report.html", library, code, report, parts=parts, links=[], days=None, bars=[], title=f"{names['training']} · {month}"
    )


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


def _rendered(template: str, library: Library, language: str, report: Report, **values: Any) -> str:
    script = (HERE / "report.js").read_text(encoding="utf-8") + (STAFF / "health.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = style_sheet(library) + (STAFF / "staff.css").read_text(encoding="utf-8") + (HERE / "report.css").read_text(encoding="utf-8")
    names = words_in(language)
    gathered = report.gathered
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render(
        s=names,
        language=language,
        dir=direction(language),
        brand=library.settings.values[language].get("brand.name", ""),
        period=names["period"].format(first=_day(gathered.first), last=_day(gathered.last)),
        privacy=names["privacy"].format(k=report.k),
        read=gathered.counts,
        left_out=gathered.left_out,
        script=script,
        digest=digest,
        style=style,
        **values,
    )

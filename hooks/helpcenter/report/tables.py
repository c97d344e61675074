"""What is counted, as Ibis expressions: the same for DuckDB, Spark and ClickHouse.

Whatever is counted is a whole number, so that every backend gives the same; shares, means and intervals are worked out of them in `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .group import CannotReport, imported
from .store import KINDS

BACKENDS = ("duckdb", "spark", "clickhouse")
GRADES = ("fast", "able", "kind")
Rows = Mapping[str, list[dict[str, Any]]]


def connected(backend: str, folder: Path, server: str = "") -> Any:
    """Connect to a backend; files that do not fit into memory go below `folder`. Raises CannotReport where it cannot be reached."""
    ibis = imported("ibis")
    try:
        if backend == "duckdb":
            imported("duckdb")
            return ibis.duckdb.connect(temp_directory=str(folder / "spilled"), preserve_insertion_order=False)
        if backend == "spark":
            sql = imported("pyspark.sql", ".venv/bin/pip install pyspark, and Java")
            settings = {
                "spark.ui.enabled": "false",
                "spark.sql.session.timeZone": "UTC",
                "spark.local.dir": str(folder),
                "spark.log.level": "ERROR",
            }
            builder = sql.SparkSession.builder.appName("helpcenter report").config(map=settings | {"spark.sql.warehouse.dir": str(folder)})
            return ibis.pyspark.connect((builder if server == "" else builder.master(server)).getOrCreate())
        imported("clickhouse_connect", ".venv/bin/pip install clickhouse-connect")
        return ibis.connect(server or "clickhouse://localhost")
    except CannotReport:
        raise
    except Exception as error:
        raise CannotReport(f"{backend} cannot be reached: {_first_line(error)}.") from error


def answered(connection: Any, folder: Path, several: bool, k: int) -> Rows:
    """Return the rows of each question, in a fixed order. Raises CannotReport where the backend gives up."""
    try:
        tables = {name: connection.read_parquet(folder / f"{name}.parquet", table_name=name) for name in KINDS.values()}
        return {name: in_order(connection.to_pyarrow(asked).to_pylist()) for name, asked in questions(tables, several, k).items()}
    except Exception as error:
        raise CannotReport(f"{connection.name} could not count: {_first_line(error)}.") from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a backend in an order that is the same for all, with numbers as whole numbers."""
    whole = [{name: int(value) if isinstance(value, int | float) else value for name, value in row.items()} for row in rows]
    return sorted(whole, key=lambda row: [str(value).zfill(20) for value in row.values()])


def questions(tables: Mapping[str, Any], several: bool, k: int) -> dict[str, Any]:
    """Return name → expression. `several` says that lines may be in more than one file; rarer texts than `k` are only counted."""
    _ = imported("ibis")._
    views, answers, searches, surveys, tickets = (_once(tables[name], several) for name in KINDS.values())
    grades = {name: (_[name] * _.times).sum() for name in GRADES} | {
        f"{name}_squares": (_[name] * _[name] * _.times).sum() for name in GRADES
    }
    words = searches.group_by("language", "words").agg(n=_.times.sum())
    subjects = tickets.filter(_.article == 0).group_by("language", "words").agg(n=_.times.sum())
    return {
        "views": views.group_by("language", "article", month=_.day // 100).agg(n=_.times.sum()),
        "days": views.group_by("language", "day").agg(n=_.times.sum()),
        "wrote": views.filter(_.previous != 0).group_by("language", "previous").agg(n=_.times.sum()),
        "answers": answers.group_by("language", "article", month=_.day // 100).agg(
            n=_.times.sum(), yes=(_.solved.cast("int64") * _.times).sum()
        ),
        "reasons": answers.filter(~_.solved).group_by("language", "article", "reason", "fingerprint", "section").agg(n=_.times.sum()),
        "searches": words.filter(_.n >= k),
        "rare": words.filter(_.n < k).group_by("language").agg(texts=_.count(), n=_.n.sum()),
        "surveys": surveys.group_by("language", "case", "channel").agg(
            n=_.times.sum(), solved=(_.solved.cast("int64") * _.times).sum(), **grades
        ),
        "missing": surveys.filter(_.missing != "-").group_by("language", "case", "missing").agg(n=_.times.sum()),
        "tickets": tickets.group_by("language", "article", month=_.day // 100).agg(n=_.times.sum(), sure=(_.sure * _.times).sum()),
        "subjects": subjects.filter(_.n >= k),
        "replies": tickets.filter(_.minutes >= 0).group_by("language", "case", "hour", "minutes").agg(n=_.times.sum()),
        "cases": tickets.group_by("language", "case").agg(n=_.times.sum()),
    }


def _once(table: Any, several: bool) -> Any:
    """The rows with `times`: how often each stands in the file that holds it most often."""
    ibis = imported("ibis")
    if not several:
        return table.mutate(times=ibis.literal(1, "int64")).drop("file", "line")
    columns = [name for name in table.columns if name != "file"]
    each = table.group_by(*columns, "file").agg(found=ibis._.count())
    return each.group_by(*columns).agg(times=ibis._.found.max()).drop("line")

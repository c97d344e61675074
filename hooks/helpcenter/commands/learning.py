"""What readers tell: report, questions review."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpcenter.articles.model import Library
from helpcenter.problems import count
from helpcenter.report.answers import scopes
from helpcenter.report.gate import failing
from helpcenter.report.gather import Asked, gather
from helpcenter.report.group import CannotReport
from helpcenter.report.issues import issues
from helpcenter.report.review import proposals, reviewed
from helpcenter.report.scripts import Scripts
from helpcenter.report.since import changes
from helpcenter.report.tables import BACKENDS, answered, connected
from helpcenter.report.tickets import presets
from helpcenter.report.written import PARTS, Report, day_text, files
from helpcenter.staff.told import last_report
from helpcenter.writing.files import make

from .command import OK, PROBLEMS, CannotRun, Verbs, at_work, done, example, project, shown

OUT = "report"
JSON = "report.json"


def add(verbs: Verbs) -> None:
    reporting = verbs.add_parser(
        "report",
        help="say what readers tell: from access logs and tickets, without persons",
        epilog=example("report access.log --tickets tickets.csv"),
    )
    reporting.add_argument(
        "logs", nargs="+", metavar="LOG", help="access logs: combined, JSON of nginx or Caddy, CloudFront; also .gz and .zst"
    )
    reporting.add_argument("--tickets", action="append", default=[], metavar="FILE", help="CSV: tickets of the help desk")
    reporting.add_argument(
        "--desk", default="", choices=sorted(presets()), help="whose export that is (default: the one whose columns are there)"
    )
    reporting.add_argument(
        "--column", action="append", default=[], metavar="FIELD=NAME", help='what a column of the tickets is called: created="Opened on"'
    )
    reporting.add_argument("--from", dest="first", type=_day, metavar="DAY", help="the first day, as 2026-11-01 (UTC)")
    reporting.add_argument("--to", dest="last", type=_day, metavar="DAY", help="the last day")
    reporting.add_argument("--out", default=OUT, metavar="FOLDER", help=f"where the report goes (default: {OUT})")
    reporting.add_argument("--backend", default="duckdb", choices=BACKENDS, help="what counts (default: duckdb)")
    reporting.add_argument("--server", default="", metavar="URL", help="where Spark or ClickHouse is")
    reporting.add_argument(
        "--k", type=_positive, default=10, metavar="N", help="what came up fewer times is not shown by itself (default: 10)"
    )
    reporting.add_argument(
        "--gate",
        type=_positive,
        nargs="?",
        const=10,
        default=0,
        metavar="N",
        help="exit 1 if one of the N commonest problems of a language is not looked after (10)",
    )
    reporting.add_argument(
        "--solved", type=_share, default=0.6, metavar="SHARE", help="what an article must solve for the gate (default: 0.6)"
    )
    reporting.add_argument("--issues", default="", metavar="FOLDER", help="write the text of an issue per gap")
    reporting.set_defaults(run=_report)

    asking = verbs.add_parser("questions", help="put what readers asked into the question bank", epilog=example("questions review"))
    asking.add_argument("what", choices=["review"], help="walk through the words of the last report")
    asking.add_argument("--report", default=OUT, metavar="FOLDER", help=f"where the report is (default: {OUT})")
    asking.add_argument("--language", default="", metavar="CODE", help="only this language")
    asking.set_defaults(run=_questions)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; expected one like 2026-11-01") from error


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 1 on")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no share between 0 and 1")
    return share


def _report(options: argparse.Namespace) -> int:
    root, library = project()
    if options.first and options.last and options.first > options.last:
        raise CannotRun("--from is after --to.")
    own = dict(column.partition("=")[::2] for column in options.column)
    fields = {field for columns in presets().values() for field in columns}
    if wrong := next((field for field, name in own.items() if field not in fields or not name), None):
        raise CannotRun(f"--column {wrong}: expected FIELD=NAME with a field of {', '.join(sorted(fields))}.")
    asked = Asked(
        [Path(name) for name in options.logs], [Path(name) for name in options.tickets], options.first, options.last, options.desk, own
    )
    out = root / options.out
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / JSON).is_file()):
        raise CannotRun(f"{options.out}: is there, and is no report. Name a new folder, or that of the last report.")
    try:
        report = _made(asked, library, options, last_report(out / JSON))
        made = files(report, library)
        period = f"from {day_text(report.gathered.first)} to {day_text(report.gathered.last)}"
        texts = issues(report.scopes, period) if options.issues else {}
        gone = [f"{part}.csv" for part in PARTS if f"{part}.csv" not in made and (out / f"{part}.csv").is_file()]
        make(out, {**made, **dict.fromkeys(gone)})
        if texts:
            make(root / options.issues, dict(texts))
    except CannotReport as error:
        raise CannotRun(f"{error} The last report is unchanged.") from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CannotRun(f"{error.filename or tempfile.gettempdir()}: cannot be written: {reason}. The last report is unchanged.") from error
    for sentence in report.gathered.sentences:
        print(sentence, file=sys.stderr)
    _tell(report, options.out, len(made), len(texts), options.issues)
    faults = list(failing(report.scopes, library.settings, options.gate, options.solved)) if options.gate else []
    print("".join(f"gate: {fault}\n" for fault in faults), end="", file=sys.stderr)
    return PROBLEMS if faults else OK


def _made(asked: Asked, library: Library, options: argparse.Namespace, last: Mapping[str, Any]) -> Report:
    today = datetime.date.today()
    with tempfile.TemporaryDirectory(prefix="helpcenter-report-") as name, Scripts(library) as scripts:
        folder = Path(name)
        gathered = gather(asked, library, scripts, folder)
        rows = answered(connected(options.backend, folder, options.server), folder, len(asked.logs) > 1, options.k)
        found = scopes(rows, library, scripts, options.k, today)
    return Report(gathered, found, changes(last, found[""]), options.k, today.isoformat())


def _tell(report: Report, out: str, number: int, texts: int, folder: str) -> None:
    gathered = report.gathered
    read = ", ".join(f"{many} {kind}" for kind, many in gathered.counts.items())
    left = ", ".join(f"{many} × {reason}" for reason, many in gathered.left_out.items()) or "nothing"
    print(f"read: {read}\nleft out: {left}\nwrote {count(number, 'file')} below {out}/, the first to open is {out}/index.html")
    if folder:
        print(f"wrote {count(texts, 'issue text')} below {folder}/")


def _questions(options: argparse.Namespace) -> int:
    with at_work() as (root, library):
        report = last_report(root / options.report / JSON)
        if not report:
            raise CannotRun(f"{options.report}/{JSON}: there is no report. Make one: python -m helpcenter report LOG….")
        if options.language and options.language not in {language.code for language in library.settings.built}:
            raise CannotRun(f"there is no language “{options.language}” here.")
        found = list(proposals(report, library, options.language))
        if not found:
            return shown("Nothing to do: the bank has all that the report tells.\n")
        work = reviewed(library, iter(found), _ask, print)
        make(root, work.changes)
    lines = [done(path, change) for path, change in work.changes.items()] or ["Nothing was changed."]
    return shown("\n" + "".join(f"{line}\n" for line in [*lines, *([f"Next: {work.next}"] if work.next else [])]))


def _ask(text: str) -> str:
    print(text, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line

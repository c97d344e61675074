"""What support takes away: replies, staff."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from helpcenter.checks.run import check_sources
from helpcenter.pages.replies import replies
from helpcenter.problems import errors, tally
from helpcenter.reporting import REPORTERS
from helpcenter.runtime import release
from helpcenter.staff.desks import DESKS, DeskError, export, replies_as_json
from helpcenter.staff.site import staff_files
from helpcenter.staff.told import last_report
from helpcenter.writing.files import make

from .command import CannotRun, Verbs, example, project, shown

REPORT = "report/report.json"  # where `helpcenter report` puts it


def add(verbs: Verbs) -> None:
    answering = verbs.add_parser(
        "replies",
        help="export the ready replies for support staff: as JSON, or as files that a help desk imports",
        epilog=example("replies --desk zammad --out replies"),
    )
    answering.add_argument("--desk", choices=sorted(DESKS), help="the help desk")
    answering.add_argument("--out", default="replies", metavar="FOLDER", help="where its files go (default: replies)")
    answering.add_argument("--known", action="append", default=[], metavar="FILE", help="JSON: what the desk's API lists as there already")
    answering.set_defaults(run=_replies)

    staffing = verbs.add_parser("staff", help="build the private staff site (deploy it behind a login)")
    staffing.add_argument("folder", nargs="?", default="site-staff", metavar="FOLDER")
    staffing.set_defaults(run=_staff)


def _replies(options: argparse.Namespace) -> int:
    root, library = project()
    found = list(replies(library))
    if not options.desk:
        return shown(replies_as_json(found))
    problems = errors(check_sources(library))
    if problems:
        print(REPORTERS["text"](problems), end="", file=sys.stderr)
        raise CannotRun(f"not exported: {tally(problems)}.")
    languages = {language.code: language.name for language in library.languages}
    known = [item for name in options.known for item in _listed(Path(name))]
    try:
        made = export(DESKS[options.desk], found, library.settings.replies, languages, known)
    except DeskError as error:
        raise CannotRun(str(error)) from error
    make(root / options.out, made.files)
    for note in made.notes:
        print(note, file=sys.stderr)
    return shown("".join(f"wrote {options.out}/{name}\n" for name in made.files))


def _listed(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects with an id that a JSON file lists, at whatever key a desk's API has put the list."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not JSON in UTF-8"
        raise CannotRun(f"{path}: {reason}. Expected what the desk's API lists.") from error
    rest = [value]
    while rest:
        part = rest.pop(0)
        if isinstance(part, dict) and "id" in part:
            yield part
        elif isinstance(part, dict | list):
            rest += part.values() if isinstance(part, dict) else part


def _staff(options: argparse.Namespace) -> int:
    root, library = project()
    found = check_sources(library)
    print(REPORTERS["text"](found), end="", file=sys.stderr)
    if errors(found):
        raise CannotRun(f"not built: {tally(found)}. The last staff site is unchanged.")
    made = staff_files(library, library.settings.site_url, datetime.date.today(), last_report(root / REPORT))
    try:
        workshop = release.open_workshop((root / options.folder).absolute())
        try:
            release.publish(workshop, made)
        finally:
            workshop.close()
    except (OSError, release.ReleaseError) as error:
        raise CannotRun(f"not published: {error}. The last staff site is unchanged.") from error
    return shown(f"{options.folder}/: {len(list(replies(library)))} replies, {tally(found)}\n")

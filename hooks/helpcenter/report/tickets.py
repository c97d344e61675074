"""Tickets of a help desk's export: what each was about, as the article that would answer it, and how long the first reply took.

The columns are named by a preset of desks.yml, or by the caller. No name, address or text of a customer is kept but the subject, scrubbed.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from helpcenter.articles.model import Library
from helpcenter.text.scripts import chinese

from .group import CannotReport
from .logs import TOLD, Left
from .scripts import Match, Scripts
from .scrub import Scrubber

NEEDED = ("id", "created", "subject")
_LOST = "\N{REPLACEMENT CHARACTER}"  # in place of bytes that are no UTF-8
_HAN = re.compile("[\u4e00-\u9fff]")
_MASK = re.compile(r"\[[a-z]+\]")
_FORMATS = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")
MOST_MINUTES = 60 * 24 * 60  # two months: a longer wait is a clock that was set, not a reply
READ = 1_000  # characters of a ticket by which its article is found


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. `article` is 0 where none answers; `sure` is the confidence in percent; `minutes` is -1 where no reply is known."""

    hour: int
    language: str
    case: str
    channel: str
    article: int
    sure: int
    minutes: int
    words: str


@cache
def presets() -> Mapping[str, Mapping[str, list[str]]]:
    """The content of desks.yml."""
    loaded: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("desks.yml").read_text(encoding="utf-8"))
    return loaded


def columns(path: Path, head: list[str], preset: str, own: Mapping[str, str]) -> dict[str, int]:
    """Return field → place in a row. Without a preset, the one is taken whose columns are there. Raises CannotReport where one is needed and missing."""
    at = {_bare(name): place for place, name in reversed(list(enumerate(head)))}
    if unknown := next((name for name in own.values() if _bare(name) not in at), None):
        raise CannotReport(f"{path}:1: has no column “{unknown}”. It has: {', '.join(head)}.")

    def found(names: Mapping[str, list[str]]) -> dict[str, int]:
        there = {field: next((at[_bare(name)] for name in those if _bare(name) in at), -1) for field, those in names.items()}
        return {field: place for field, place in there.items() if place >= 0} | {field: at[_bare(name)] for field, name in own.items()}

    tried = [preset] if preset else list(presets())
    best = max((found(presets()[name]) for name in tried), key=lambda there: (sum(field in there for field in NEEDED), len(there)))
    if missing := [field for field in NEEDED if field not in best]:
        raise CannotReport(
            f"{path}:1: has no column for {' and '.join(missing)}. Name it: --column {missing[0]}=NAME. It has: {', '.join(head)}."
        )
    return best


def tickets(path: Path, library: Library, scripts: Scripts, desk: str, own: Mapping[str, str], left: Left) -> Iterator[tuple[str, Ticket]]:
    """Yield the id and the record of each ticket."""
    scrubber = Scrubber(scripts)
    csv.field_size_limit(min(sys.maxsize, 1 << 24))
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            sample = stream.read(8192)
            stream.seek(0)
            first = sample.split("\n", 1)[0]
            rows = csv.reader((line.replace("\0", "") for line in stream), delimiter=max(",;\t", key=first.count), strict=True)
            head = [name.strip() for name in next(rows, [])]
            if not head or _LOST in "".join(head):
                raise CannotReport(f"{path}:1: {'is not in UTF-8: save it as CSV in UTF-8' if head else 'is empty: export it again'}.")
            at = columns(path, head, desk, own)
            bad = 0
            for row in rows:
                cells = {field: row[place].strip() for field, place in at.items() if place < len(row)}
                ticket = _ticket(cells, library, scripts, scrubber) if all(cells.get(field) for field in NEEDED) else None
                if ticket:
                    yield cells["id"], ticket
                elif any(row):
                    left.out("broken tickets")
                    bad += 1
                    if bad <= TOLD:
                        left.sentences.append(f"{path}:{rows.line_num}: the ticket has no {_lacking(cells)}; it was left out.")
            if bad > TOLD:
                left.sentences.append(f"{path}: {bad - TOLD} more such tickets were left out.")
    except OSError as error:
        raise CannotReport(f"{path}: cannot be read: {error.strerror}.") from error
    except csv.Error as error:
        raise CannotReport(f"{path}:{rows.line_num}: is no CSV from here on: {error}. Export it again.") from error


def _lacking(cells: Mapping[str, str]) -> str:
    if missing := [field for field in NEEDED if not cells.get(field)]:
        return " and ".join(missing)
    return "subject in UTF-8" if _LOST in cells["subject"] else "time that can be read (expected ISO 8601, in UTC where no zone is said)"


def _ticket(cells: Mapping[str, str], library: Library, scripts: Scripts, scrubber: Scrubber) -> Ticket | None:
    created = _time(cells["created"])
    if created is None or _LOST in cells["subject"]:
        return None
    settings = library.settings
    subject = scrubber.scrubbed(cells["subject"])
    asked = " ".join(_MASK.sub(" ", scrubber.scrubbed(f"{cells['subject']}\n{cells.get('body', '')}"[: READ * 4])).split())[:READ]
    language, match = _found(cells.get("language", ""), asked, library, scripts)
    article = match.article if match.answers else None
    tags = {tag.strip().lower() for tag in re.split(r"[,; ]+", cells.get("tags", ""))} | {cells.get("case", "").lower()}
    case = next((name for name in settings.response_minutes if name in tags), article.response if article else "-")
    return Ticket(
        int(created.timestamp() // 3600),
        language,
        case,
        re.sub(r"[^a-z0-9]+", "-", cells.get("channel", "").lower())[:40] or "-",
        article.id if article else 0,
        round(match.confidence * 100) if article else 0,
        _minutes(cells, created),
        subject,
    )


def _found(told: str, asked: str, library: Library, scripts: Scripts) -> tuple[str, Match]:
    """The language of a ticket, as the export says or else as its article is found best, and the article."""
    codes = [language.code for language in library.settings.built]
    named = [code for code in codes if told and code.split("-")[0].lower() == re.split("[-_]", told.lower())[0]]
    if not named:
        named = [code for code in codes if chinese(code) == bool(_HAN.search(asked))] or codes
    matches = [(code, scripts.find(code, asked)) for code in named]
    return max(matches, key=lambda found: (found[1].answers, found[1].confidence))


def _minutes(cells: Mapping[str, str], created: datetime) -> int:
    replied = _time(cells.get("replied", ""))
    if replied:
        minutes = (replied - created) / timedelta(minutes=1)
    elif hours := re.fullmatch(r"(\d+):(\d\d)(?::\d\d)?", cells.get("hours", "")):
        minutes = int(hours[1]) * 60 + int(hours[2])
    else:
        try:
            minutes = float(cells["minutes"]) if cells.get("minutes") else float(cells["hours"]) * 60
        except (KeyError, ValueError):
            return -1
    return int(minutes) if 0 <= minutes <= MOST_MINUTES else -1


def _time(text: str) -> datetime | None:
    """A time of an export; without a zone it is UTC."""
    if text.isascii() and text.isdigit() and len(text) in {10, 13}:
        return datetime.fromtimestamp(int(text[:10]), UTC)
    text = re.sub(r"\s?(?:UTC|GMT)$", "Z", text)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = next(filter(None, (_parsed(text, form) for form in _FORMATS)), None)  # type: ignore[assignment]
    return time if time is None or time.tzinfo else time.replace(tzinfo=UTC)


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def _bare(name: str) -> str:
    return re.sub(r"[\s_]+", " ", name).strip().lower()

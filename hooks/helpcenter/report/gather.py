"""From files to records: every line and ticket is read once, scrubbed, and kept or left out for a reason."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from helpcenter.articles.model import Library

from .events import Reading
from .group import CannotReport
from .logs import TOLD, Left, requests
from .scripts import Scripts
from .scrub import Scrubber
from .store import Store, day_of
from .tickets import tickets

EARLIEST = 20_000_101  # a day before which no log of ours was written: a clock that was not set
HOURS_AHEAD = 26  # of now: zones and clocks that go a little wrong


@dataclass(frozen=True)
class Asked:
    """What a report is made of: files, the first and the last day (each may be None), and how tickets are read."""

    logs: Sequence[Path]
    ticket_files: Sequence[Path] = ()
    first: date | None = None
    last: date | None = None
    desk: str = ""
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Gathered:
    """What was read: how many records of each kind, what was left out and why, the sentences about broken lines, the first and last day."""

    counts: Mapping[str, int]
    left_out: Mapping[str, int]
    sentences: Sequence[str]
    first: int
    last: int


def gather(asked: Asked, library: Library, scripts: Scripts, folder: Path) -> Gathered:
    """Write the records of all files below `folder`. Raises CannotReport where a file cannot be read or nothing is in them."""
    same = {path.resolve() for path in asked.logs}
    if len(same) < len(asked.logs):
        raise CannotReport("a log is named twice. Name each once.")
    left, store = Left(), Store(folder, marked=len(asked.logs) > 1)
    reading = Reading(library, Scrubber(scripts))
    begin = int(asked.first.strftime("%Y%m%d")) if asked.first else EARLIEST
    end = int(asked.last.strftime("%Y%m%d")) if asked.last else 99_999_999
    latest = int(time.time()) // 3600 + HOURS_AHEAD
    days: set[int] = set()

    def is_within(hour: int) -> bool:
        day = day_of(hour) if 0 <= hour <= latest else 0
        if day < EARLIEST:
            left.out("impossible times")
        elif begin <= day <= end:
            days.add(day)
            return True
        else:
            left.out("other days")
        return False

    try:
        for number, path in enumerate(asked.logs):
            for raw, line in requests(path, left):
                event = reading.event(line)
                if isinstance(event, str):
                    left.out(event)
                elif is_within(line.hour):
                    store.add(event, raw, number)
        seen: set[bytes] = set()
        for path in asked.ticket_files:
            for name, ticket in tickets(path, library, scripts, asked.desk, asked.columns or {}, left):
                mark = blake2b(name.encode(), digest_size=8).digest()
                if mark in seen:
                    left.out("tickets that were there before")
                elif is_within(ticket.hour):
                    seen.add(mark)
                    store.add(ticket, name.encode(), 0)
        store.close()
    except BaseException:
        store.drop()
        raise
    if not days:
        reasons = "; ".join(f"{count} × {reason}" for reason, count in sorted(left.counts.items())) or "the files are empty"
        told = " ".join([*left.sentences[:TOLD], "So "]) if left.sentences else ""
        raise CannotReport(
            f"{told}nothing of ours was read in these files ({reasons}). Look at the period and the address of the site in data/brand.yml."
        )
    return Gathered(store.counts, dict(sorted(left.counts.items())), tuple(left.sentences), min(days), max(days))

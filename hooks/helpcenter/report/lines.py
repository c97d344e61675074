"""A line of an access log, in any of the formats that are read: combined (Apache, nginx, also without address and agent), JSON of nginx
or Caddy, the tab-separated fields of CloudFront, and a time with a request.

Out of a line come time, request, status, agent and the page before. The address of the reader is not even read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

_COMBINED = re.compile(
    r'[^"\[]*\[(?P<time>[^\]]{20,30})\] "(?P<method>[A-Z]+) (?P<target>[^ "]*)[^"]*" (?P<status>\d{3})(?: [\d-]+)?'
    r'(?: "(?P<before>[^"\\]*(?:\\.[^"\\]*)*)" "(?P<agent>[^"\\]*(?:\\.[^"\\]*)*)")?'
)
_PLAIN = re.compile(
    r'\[?(?P<time>\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d))\]? "?(?P<method>[A-Z]+) (?P<target>[^\s"]+)"?(?: HTTP/[\d.]+"?)?(?: (?P<status>\d{3}))?'
)
FURTHEST = 14 * 60  # minutes between a zone and UTC
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


class BrokenLine(ValueError):
    """The line is not what its format says."""


@dataclass(frozen=True, slots=True)
class Line:
    """A request: hours since 1970 (UTC), method, target as it was sent, status, agent, and the address of the page before."""

    hour: int
    method: str
    target: str
    status: int
    agent: str = ""
    before: str = ""


Reader = Callable[[str], Line | None]  # None for what is no request: a comment


def reader_for(line: str) -> Reader | None:
    """Return what reads the format of this line; None where it is none that we know."""
    if line.startswith("#Version") or line.startswith("#Fields"):
        return CloudFront().read
    for read in (combined, json_line, plain):
        try:
            if read(line):
                return read
        except BrokenLine:
            continue
    return None


def combined(text: str) -> Line | None:
    match = _COMBINED.match(text)
    if match is None:
        raise BrokenLine
    time, method, target, status, before, agent = match.groups()
    return Line(_hour_of_apache(time[:14], time[20:]), method, target, int(status), agent or "", before or "")


def plain(text: str) -> Line | None:
    match = _PLAIN.match(text)
    if match is None:
        raise BrokenLine
    return Line(_hour(match["time"]), match["method"], match["target"], int(match["status"] or 200))


def json_line(text: str) -> Line | None:
    """A line of Caddy (`request` with its headers, `ts`), or of nginx with the usual names of its variables."""
    try:
        value = json.loads(text)
        return _caddy(value) if isinstance(value.get("request"), dict) else _nginx(value)
    except (ValueError, AttributeError, TypeError, KeyError, IndexError, RecursionError, OverflowError, StopIteration) as error:
        raise BrokenLine from error


def _caddy(value: Mapping[str, Any]) -> Line:
    request = value["request"]
    headers = {str(name).lower(): sent[0] for name, sent in (request.get("headers") or {}).items() if sent}
    stamp = value["ts"]
    return Line(
        int(stamp // 3600) if isinstance(stamp, int | float) else _hour(str(stamp)),
        str(request["method"]),
        str(request["uri"]),
        int(value["status"]),
        str(headers.get("user-agent", "")),
        str(headers.get("referer", "")),
    )


def _nginx(value: Mapping[str, Any]) -> Line:
    stamp = next(value[name] for name in ("time_iso8601", "msec", "time_local", "time", "timestamp", "@timestamp") if name in value)
    request = str(value.get("request", "")).split(" ")
    method, target = (request[0], request[1]) if len(request) > 1 else (str(value.get("request_method", "GET")), "")
    target = str(value.get("request_uri") or target or value.get("uri"))
    agent, before = value.get("http_user_agent") or value.get("user_agent") or "", value.get("http_referer") or value.get("referer") or ""
    return Line(_hour(str(stamp)), method, target, int(value.get("status", 200)), str(agent), str(before))


class CloudFront:
    """Reads the lines of one file: `#Fields` says which columns there are."""

    NEEDED = ("date", "time", "cs-method", "cs-uri-stem", "sc-status")

    def __init__(self) -> None:
        self._names: Sequence[str] = ()

    def read(self, text: str) -> Line | None:
        if text.startswith("#Fields:"):
            self._names = text.split()[1:]
            return None
        if text.startswith("#"):
            return None
        row = dict(zip(self._names, text.split("\t"), strict=False))
        if any(name not in row for name in self.NEEDED):
            raise BrokenLine
        query = row.get("cs-uri-query", "-")
        target = row["cs-uri-stem"] + (f"?{query}" if query != "-" else "")
        agent, before = unquote(row.get("cs(User-Agent)", "")), row.get("cs(Referer)", "-")
        if not row["sc-status"].isdigit():
            raise BrokenLine
        return Line(_hour(f"{row['date']}T{row['time'][:2]}:00:00Z"), row["cs-method"], target, int(row["sc-status"]), agent, before)


@lru_cache(maxsize=10_000)
def _hour_of_apache(start: str, zone: str) -> int:
    """The hour of `30/Nov/2026:16` in a zone like ` +0200`."""
    try:
        time = datetime(int(start[7:11]), _MONTHS[start[3:6]], int(start[:2]), int(start[12:14]), tzinfo=UTC)
        east = zone.strip()
        minutes = int(east[1:3]) * 60 + int(east[3:5])
    except (ValueError, KeyError, IndexError) as error:
        raise BrokenLine from error
    if minutes > FURTHEST:
        raise BrokenLine
    return int(time.timestamp() - (minutes if east[0] == "+" else -minutes) * 60) // 3600


def _hour(stamp: str) -> int:
    """The hour of a time in ISO 8601 with its zone, of seconds since 1970, or as Apache writes it."""
    try:
        if stamp.replace(".", "", 1).isdigit():
            return int(float(stamp) // 3600)
        if "/" in stamp:
            return _hour_of_apache(stamp[:14], stamp[20:])
        time = datetime.fromisoformat(stamp)
    except (ValueError, OverflowError) as error:
        raise BrokenLine from error
    if time.tzinfo is None:
        raise BrokenLine
    return int(time.timestamp() // 3600)

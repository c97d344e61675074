"""Times of data/ in words: a duration (`24 hours`) and opening hours, in the words of data/strings.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

_Strings = Mapping[str, Mapping[str, str]]  # of data/strings.yml: key → language → text
_MINUTES = {"second": 1 / 60, "minute": 1, "hour": 60, "day": 1440}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DURATION = rf"[1-9]\d*\s(?:{'|'.join(_MINUTES)})s?"
DAYS = rf"(?:{'|'.join(_WEEK)})(?:-(?:{'|'.join(_WEEK)}))?"
_EVERY_DAY = "monday-sunday"
_WHOLE_DAY = ("00:00", "24:00")


def minutes(duration: str) -> int:
    """Return the whole minutes of a duration, at least 1."""
    number, unit = duration.split()
    return max(1, round(int(number) * _MINUTES[unit.removesuffix("s")]))


def in_words(duration: str, strings: _Strings, code: str) -> str:
    """Write a duration in a language: `24 小时`, `1 hour`, `60 segundos`."""
    number, unit = duration.split()
    unit = unit.removesuffix("s")
    key = unit if number == "1" else f"{unit}s"
    return strings.get(key, {}).get(code, f"{{n}} {key}").replace("{n}", number)


def opening_hours(spans: Sequence[Mapping[str, str]], zone: str, strings: _Strings, code: str) -> str:
    """Write opening hours in a language: `Monday to Friday, 09:00–18:00 (UTC+8)`. Each span has `days`, `from` and `to`."""

    def words(key: str, **values: str) -> str:
        text = strings.get(key, {}).get(code, "")
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def span(days: str, start: str, end: str) -> str:
        names = dict(zip(_WEEK, (name.strip() for name in words("weekdays").replace("，", ",").split(",")), strict=False))
        first, last = (names.get(day, day) for day in days.partition("-")[::2])
        shown = words("hours_every_day") if days == _EVERY_DAY else words("hours_days", first=first, last=last) if last else first
        whole = (start, end) == _WHOLE_DAY
        return words("hours_span", days=shown, times=words("hours_whole_day") if whole else f"{start}–{end}")

    each = [span(entry["days"], entry["from"], entry["to"]) for entry in spans]
    shown = reduce(lambda one, other: words("hours_and", one=one, other=other), each)
    always = all((entry["from"], entry["to"]) == _WHOLE_DAY for entry in spans)
    return shown if always else words("hours_in_zone", hours=shown, zone=zone)

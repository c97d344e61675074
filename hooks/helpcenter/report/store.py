"""The records as Parquet files, in a folder that is removed at the end of the run: one per kind, written in batches."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, get_type_hints

from .events import Answer, Search, Survey, View
from .group import imported
from .tickets import Ticket

BATCH = 100_000  # rows
KINDS: Mapping[type, str] = {View: "views", Answer: "answers", Search: "searches", Survey: "surveys", Ticket: "tickets"}


@lru_cache(maxsize=100_000)
def day_of(hour: int) -> int:
    """The day of an hour since 1970, as a number: 20261130."""
    time = datetime.fromtimestamp(hour * 3600, UTC)
    return time.year * 10_000 + time.month * 100 + time.day


class Store:
    """Takes records and writes them to `folder`/<kind>.parquet.

    Each row has the mark of the line it came from, by which lines that two files share are counted once: a hash under a key that is
    forgotten at the end, since a line holds what tells of a reader. Where there is one file, there are no marks.
    """

    def __init__(self, folder: Path, marked: bool) -> None:
        self.folder = folder
        self._arrow = imported("pyarrow")
        self._parquet = imported("pyarrow.parquet")
        self._key = secrets.token_bytes(32) if marked else b""
        self.counts: dict[str, int] = {}
        self._columns: dict[type, dict[str, list[Any]]] = {}
        self._appends: dict[type, list[tuple[Callable[[Any], None], str]]] = {}
        self._schemas = {kind: self._schema(kind) for kind in KINDS}
        self._writers = {kind: self._parquet.ParquetWriter(folder / f"{name}.parquet", self._schemas[kind]) for kind, name in KINDS.items()}
        for kind in KINDS:
            self._empty(kind)

    def add(self, record: object, line: bytes, file: int) -> None:
        """Add a record that a line of the file with this number told."""
        kind = type(record)
        columns = self._columns[kind]
        for append, name in self._appends[kind]:
            append(getattr(record, name))
        hour = record.hour  # type: ignore[attr-defined]
        days = columns["day"]
        days.append(day_of(hour))
        columns["hour"].append(hour % 24)
        columns["file"].append(file)
        columns["line"].append(int.from_bytes(blake2b(line, digest_size=8, key=self._key).digest(), "big", signed=True) if self._key else 0)
        if len(days) >= BATCH:
            self._flush(kind)

    def close(self) -> None:
        """Write what is left. Raises OSError where it does not fit."""
        for kind, writer in self._writers.items():
            self._flush(kind)
            writer.close()

    def drop(self) -> None:
        """Give up: what is not written yet is forgotten."""
        for writer in self._writers.values():
            writer.is_open = False  # else it would be closed, and fail again, when it is collected

    def _empty(self, kind: type) -> None:
        self._columns[kind] = {name: [] for name in self._schemas[kind].names}
        fields = [field.name for field in dataclasses.fields(kind) if field.name != "hour"]
        self._appends[kind] = [(self._columns[kind][name].append, name) for name in fields]

    def _flush(self, kind: type) -> None:
        columns = self._columns[kind]
        self.counts[KINDS[kind]] = self.counts.get(KINDS[kind], 0) + len(columns["day"])
        self._writers[kind].write_table(self._arrow.table(columns, schema=self._schemas[kind]))
        self._empty(kind)

    def _schema(self, kind: type) -> Any:
        arrow = self._arrow
        types = {int: arrow.int32(), str: arrow.string(), bool: arrow.bool_()}
        fields = [(name, types[hint]) for name, hint in get_type_hints(kind).items() if name != "hour"]
        return arrow.schema([("day", arrow.int32()), ("hour", arrow.int32()), *fields, ("file", arrow.int32()), ("line", arrow.int64())])

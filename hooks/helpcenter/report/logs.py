"""Log files as streams of lines: plain, gzip or Zstandard, in pieces, so that neither a file of many gigabytes nor one endless line fills
the memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, TypeAlias

from .group import CannotReport, imported
from .lines import BrokenLine, Line, Reader, reader_for

PIECE = 1 << 20  # bytes that are read at once
LONGEST = 1 << 16  # bytes of a line; servers refuse requests of a tenth of that
LOOKED_AT = 200  # lines of which the first one of a known format tells the format of the file
TOLD = 3  # broken lines of a file that are named


Stream: TypeAlias = "BufferedReader | gzip.GzipFile | _Zstandard"


class Left:
    """Counts what was left out, by reason, and keeps the sentences about the first broken lines of each file."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.sentences: list[str] = []

    def out(self, reason: str, count: int = 1) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + count


def requests(path: Path, left: Left) -> Iterator[tuple[bytes, Line]]:
    """Yield each line of a log, as bytes and as what it says. Raises CannotReport where the file cannot be read, or most lines cannot."""
    read: Reader | None = None
    good = bad = unread = 0
    for number, raw in enumerate(_lines(path, left), 1):
        if raw is None:
            left.out("too long")
            _tell(left, path, number, f"is longer than {LONGEST} bytes; no server takes such a request", bad)
            bad += 1
            continue
        if b"\0" in raw:
            left.out("broken")
            _tell(left, path, number, "holds NUL characters, as after a crash of the machine", bad)
            bad += 1
            continue
        text = raw.decode("utf-8", "replace").strip()
        if not text:
            continue
        if read is None:
            read = reader_for(text)
            if read is None:
                unread += 1
                if unread >= LOOKED_AT:
                    raise _foreign(path)
                continue
        try:
            line = read(text)
        except BrokenLine:
            left.out("broken")
            _tell(left, path, number, "is broken, or of another format than the lines before it", bad)
            bad += 1
            if bad > 1000 and bad > good:
                raise _foreign(path) from None
            continue
        if line:
            good += 1
            yield raw, line
    if unread and not good:
        raise _foreign(path)
    if unread:
        left.out("broken", unread)
        left.sentences.append(f"{path}:1: {unread} lines before the first request are of no known format; they were left out.")
    if bad > TOLD:
        left.sentences.append(f"{path}: {bad - TOLD} more such lines were left out.")


def _tell(left: Left, path: Path, number: int, what: str, before: int) -> None:
    if before < TOLD:
        left.sentences.append(f"{path}:{number}: the line {what}; it was left out.")


def _foreign(path: Path) -> CannotReport:
    return CannotReport(
        f"{path}:1: is no access log that is known here. Expected the combined format, JSON of nginx or Caddy, the standard log of CloudFront, "
        'or lines like `2026-11-30T10:00:00Z "GET /en/?k=…"`.'
    )


def _lines(path: Path, left: Left) -> Iterator[bytes | None]:
    """Yield the lines of a file; None for one that is too long."""
    rest, long = b"", False
    try:
        with _opened(path) as stream:
            while piece := _read(stream, path, left):
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    yield None if long or len(line) > LONGEST else line
                    long = False
                if len(rest) > LONGEST:
                    rest, long = b"", True
    except OSError as error:
        raise CannotReport(f"{path}: cannot be read: {error.strerror or error}.") from error
    if rest or long:
        yield None if long else rest


class _Zstandard:
    """A file of Zstandard frames; raises EOFError where the last one is not whole."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._opener = imported("zstandard").ZstdDecompressor()
        self._frame: Any = None

    def __enter__(self) -> _Zstandard:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read1(self, size: int) -> bytes:
        while packed := self._file.read(size // 64):  # little: of a piece that is damaged nothing is read
            made = b""
            while packed:
                self._frame = self._frame or self._opener.decompressobj()
                made += self._frame.decompress(packed)
                packed = self._frame.unused_data if self._frame.eof else b""
                if self._frame.eof:
                    self._frame = None
            if made:
                return made
        if self._frame:
            raise EOFError
        return b""


def _opened(path: Path) -> Stream:
    with path.open("rb") as stream:
        begins = stream.read(4)
    if begins[:2] == b"\x1f\x8b":
        return gzip.open(path)
    return _Zstandard(path) if begins == b"\x28\xb5\x2f\xfd" else path.open("rb")


def _read(stream: Stream, path: Path, left: Left) -> bytes:
    try:
        return stream.read1(PIECE)  # what one read gives: of a file that is cut off, all before the cut
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = "ends in the middle" if isinstance(error, EOFError) else "is damaged in the middle"
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "zstandard":
            raise
        what = "is damaged in the middle"
    left.out("cut off files")
    left.sentences.append(f"{path}: {what}: what comes before was read, the rest is missing. Fetch the file again.")
    return b""

"""The formats of translators' files, and reading a file of any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import gotext, po, xliff
from .sheet import Returned, Sheet, UnreadableFile

MOST_BYTES = 20_000_000  # all pages and texts of a language with their notes have 3 to 4 million


@dataclass(frozen=True)
class Format:
    """A format: the ending of its files, and how it is written and read."""

    ending: str
    write: Callable[[Sheet], str]
    read: Callable[[str], Returned]


FORMATS: Mapping[str, Format] = {
    "xliff": Format("xlf", xliff.write, xliff.read),
    "po": Format("po", po.write, po.read),
    "json": Format("json", gotext.write, gotext.read),
}
_ENDINGS = {"xlf": "xliff", "xliff": "xliff", "po": "po", "json": "json"}


def read_file(path: Path) -> Returned:
    """Read a translators' file by its ending. Raises UnreadableFile for a file that is too large, damaged or dangerous, or none."""
    name = _ENDINGS.get(path.suffix[1:].lower())
    if name is None:
        raise UnreadableFile(f"the name ends in none of {', '.join(f'.{ending}' for ending in _ENDINGS)}.")
    try:
        if not path.is_file():
            raise UnreadableFile("no such file, or no regular one.")
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"the file has {path.stat().st_size:,} bytes; the limit is {MOST_BYTES:,}. Import it in parts.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"byte {data[error.start]:#04x} is not UTF-8. Save the file as UTF-8.", data[: error.start].count(b"\n") + 1
        ) from error
    return FORMATS[name].read(text.replace("\r\n", "\n").replace("\r", "\n"))

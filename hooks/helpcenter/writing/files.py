"""Changing files together: all of them, or none.

Each verb computes its changes first and `make` applies them, so after a problem or an interruption the files are as they were.
"""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Moved:
    """A file that moves here from `old`, with its new text."""

    old: str
    text: str


Changes = dict[str, str | bytes | Moved | None]  # path → new text or data, the file that moves here, or None to remove it


class WritingError(Exception):
    """The command cannot be carried out; nothing was changed."""


def make(root: Path, changes: Mapping[str, str | bytes | Moved | None]) -> None:
    """Apply all changes or none: new texts are written aside first, and replaced files are restored after a failure.

    A file keeps its line ends, byte order mark and permissions. Raises WritingError if a file cannot be written; an interruption is
    passed on once the files are restored.
    """
    texts = {path: change for path, change in changes.items() if change is not None}
    gone = [path for path, change in changes.items() if change is None] + [
        change.old for change in texts.values() if isinstance(change, Moved)
    ]
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in (*texts, *gone)}
    aside = {path: (root / path).with_name(f".{Path(path).name}.new") for path in texts}
    try:
        for path, place in aside.items():
            change = texts[path]
            old, text = (change.old, change.text) if isinstance(change, Moved) else (path, change)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else _encoded(text, before[old] or b""))
            if before[old] is not None:
                place.chmod((root / old).stat().st_mode)
        for path, place in aside.items():
            place.replace(root / path)
        for path in gone:
            (root / path).unlink()
    except BaseException as error:
        for place in aside.values():
            with contextlib.suppress(OSError):
                place.unlink()
        _restore(root, before)
        if isinstance(error, OSError):
            raise WritingError(f"{error.filename}: cannot be written: {error.strerror}. Nothing was changed.") from error
        raise


def _encoded(text: str, like: bytes) -> bytes:
    """Encode the text as UTF-8, with the line ends and byte order mark of the file `like`."""
    if b"\r\n" in like:
        text = text.replace("\n", "\r\n")
    return (codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b"") + text.encode()


def _restore(root: Path, before: Mapping[str, bytes | None]) -> None:
    for path, content in before.items():
        now = (root / path).read_bytes() if (root / path).is_file() else None
        if content is None and now is not None:
            (root / path).unlink()
        elif content is not None and now != content:
            (root / path).write_bytes(content)

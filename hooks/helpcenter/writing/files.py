"""Changing files together: all of them, or none.

Each verb computes its changes first and `make` applies them, so after a problem or an interruption the files are as they were.
"""

from __future__ import annotations

import codecs
import contextlib
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Moved:
    """A file that moves here from `old`, with its new text."""

    old: str
    text: str


Changes = dict[str, str | Moved | None]  # path → new text, the file that moves here, or None to remove it


class WritingError(Exception):
    """The command cannot be carried out; nothing was changed."""


def refuse_uncommitted(root: Path, changes: Mapping[str, str | Moved | None]) -> None:
    """Raise WritingError where a file that would change holds something that git does not have; without git nothing is refused."""
    touched = {*changes, *(change.old for change in changes.values() if isinstance(change, Moved))}
    try:
        prefix, status = (
            subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, check=True).stdout
            for command in (("rev-parse", "--show-prefix"), ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "."))
        )
    except (OSError, subprocess.CalledProcessError):
        return
    uncommitted = [path for line in status.split("\0") if (path := line[3:].removeprefix(prefix.strip())) in touched]
    if uncommitted:
        more = f" and {len(uncommitted) - 1} more" if len(uncommitted) > 1 else ""
        raise WritingError(f"{uncommitted[0]}{more}: changed and not committed. Commit or undo that first: this could not be taken back.")


def make(root: Path, changes: Mapping[str, str | Moved | None]) -> None:
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
            place.write_bytes(_encoded(text, before[old] or b""))
            if before[old] is not None:
                place.chmod((root / old).stat().st_mode)
        for path, place in aside.items():
            place.replace(root / path)
        for path in gone:
            (root / path).unlink()
        _remove_empty(root, gone)
    except BaseException as error:
        for place in aside.values():
            with contextlib.suppress(OSError):
                place.unlink()
        _restore(root, before)
        if isinstance(error, OSError):
            raise WritingError(f"{error.filename}: cannot be written: {error.strerror}. Nothing was changed.") from error
        raise


def _remove_empty(root: Path, gone: Iterable[str]) -> None:
    """Remove the folders that the files which went leave empty."""
    for path in gone:
        for folder in Path(path).parents[:-1]:
            with contextlib.suppress(OSError):  # something else stands there
                (root / folder).rmdir()


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
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)

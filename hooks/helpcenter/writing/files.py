"""Changing files together: all of them, or none, whatever happens in between.

Each verb computes its changes first and `make` applies them. New contents are written aside, in WORKSHOP, with what was there
before and a plan; then they are moved into place. As long as the plan stands, the change is not done: after a failure or Ctrl-C
it is undone at once, after a kill by the next verb.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

WORKSHOP = ".undo"  # beside docs/: on the same disk, so that files can be moved, and not in .cache/, which may be deleted at any time
PLAN = "plan.json"


@dataclass(frozen=True)
class Moved:
    """A file that moves here from `old`, with its new text; as it is where that is None."""

    old: str
    text: str | None = None


Changes = dict[str, str | bytes | Moved | None]  # path → new text or data, the file that moves here, or None to remove it


@dataclass(frozen=True)
class Work:
    """What a verb does: its changes, the places that it leaves to the writer (`path:line: sentence`), and the next step."""

    changes: Changes
    left: tuple[str, ...] = ()
    next: str = ""


class WritingError(Exception):
    """The command cannot be carried out; nothing was changed."""


@dataclass(frozen=True)
class _Step:
    """What becomes of one path. `content` is None where the file goes; `mode` is None where it is new."""

    path: str
    content: bytes | None
    mode: int | None = None


@contextlib.contextmanager
def alone(root: Path) -> Iterator[str]:
    """Keep other verbs waiting outside, and undo what a killed one left; yield a sentence that says so, "" where nothing was left.

    Raises WritingError while another verb is at work, and as `recover` does.
    """
    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WritingError("another verb is changing files here. Run this again when it has ended.") from error
        yield recover(root)
    finally:
        os.close(folder)


def make(root: Path, changes: Mapping[str, str | bytes | Moved | None]) -> None:
    """Apply all changes or none, see above. A folder that is left empty goes with its last file.

    A file keeps its line ends, byte order mark and permissions. Raises WritingError if a file cannot be written, or is read-only; an
    interruption is passed on once the files are as they were.
    """
    workshop, is_new = root / WORKSHOP, not root.exists()
    try:
        steps = _steps(root, changes)
        _write_aside(root, workshop, steps)
        for number, step in enumerate(steps):
            if step.content is None:
                (root / step.path).unlink()
            else:
                (root / step.path).parent.mkdir(parents=True, exist_ok=True)
                (workshop / f"{number}.new").replace(root / step.path)
        (workshop / PLAN).unlink()
    except BaseException as error:
        recover(root)
        if is_new:
            with contextlib.suppress(OSError):
                root.rmdir()
        if isinstance(error, OSError):
            raise _unwritable(error, root) from error
        raise
    _clear(root, [step.path for step in steps if step.content is None])


def unfinished(root: Path) -> bool:
    """Whether a verb was broken off halfway, and nothing has undone it yet."""
    return (root / WORKSHOP / PLAN).exists()


def recover(root: Path) -> str:
    """Undo a change that was broken off. Return a sentence that says so; "" where there was none.

    Raises WritingError where one of its files was changed since, or cannot be written.
    """
    workshop = root / WORKSHOP
    try:
        plan = json.loads((workshop / PLAN).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        _clear(root, ())  # broken off while contents were written aside: nothing was moved yet
        return ""
    if changed := next((path for path, digests in plan.items() if _digest(root / path) not in digests), None):
        raise WritingError(
            f"{changed}: was changed after a verb had been killed halfway, so that cannot be undone. Bring the files that {WORKSHOP}/{PLAN} "
            f"names into the state that you want (git status shows them), then delete {WORKSHOP}."
        )
    try:
        for number, (path, (before, _)) in enumerate(plan.items()):
            kept = workshop / f"{number}.old"
            if not before:
                (root / path).unlink(missing_ok=True)
            elif kept.exists():  # not brought back yet
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                kept.replace(root / path)
        (workshop / PLAN).unlink()
    except OSError as error:
        raise WritingError(
            f"{error.filename}: cannot be written: {error.strerror}. A verb was broken off halfway; the next one undoes it once that file can be written."
        ) from error
    _clear(root, [path for path, (before, _) in plan.items() if not before])
    return "a verb had been broken off halfway; what it had changed was undone first."


def _steps(root: Path, changes: Mapping[str, str | bytes | Moved | None]) -> list[_Step]:
    """What becomes of each path. Raises WritingError where one is read-only, or in the way of one that moves."""
    steps: list[_Step] = []
    for path, change in changes.items():
        old = change.old if isinstance(change, Moved) else path
        modes = {place: (root / place).stat().st_mode for place in (old, path) if (root / place).exists()}
        if locked := next((place for place, mode in modes.items() if not mode & stat.S_IWUSR), None):
            raise WritingError(f"{locked}: is read-only. Nothing was changed. If it may be written: chmod u+w {locked}.")
        if old != path and path in modes:
            raise WritingError(f"{path}: exists already, and {old} would be moved there. Nothing was changed.")
        before = (root / old).read_bytes() if (root / old).is_file() else b""
        text = change.text if isinstance(change, Moved) else change
        if change is None:
            steps.append(_Step(path, None))
        else:
            steps.append(
                _Step(path, before if text is None else text if isinstance(text, bytes) else _encoded(text, before), modes.get(old))
            )
        if old != path:
            steps.append(_Step(old, None))
    return steps


def _write_aside(root: Path, workshop: Path, steps: Iterable[_Step]) -> None:
    """Write each new content, what is there now, and last the plan: path → the digests of what was and what will be there."""
    _clear(root, ())
    workshop.mkdir(parents=True)
    plan: dict[str, tuple[str, str]] = {}
    for number, step in enumerate(steps):
        if step.content is not None:
            (workshop / f"{number}.new").write_bytes(step.content)
            if step.mode is not None:
                (workshop / f"{number}.new").chmod(step.mode)
        if (root / step.path).is_file():
            shutil.copy2(root / step.path, workshop / f"{number}.old")
        plan[step.path] = (_digest(root / step.path), hashlib.sha256(step.content).hexdigest() if step.content is not None else "")
    (workshop / "plan.new").write_text(json.dumps(plan), encoding="utf-8")
    (workshop / "plan.new").replace(workshop / PLAN)


def _clear(root: Path, gone: Iterable[str]) -> None:
    """Remove what was written aside, and the folders that are empty without the files `gone`. What cannot be removed stays."""
    shutil.rmtree(root / WORKSHOP, ignore_errors=True)
    for path in gone:
        for folder in Path(path).parents[:-1]:
            with contextlib.suppress(OSError):
                (root / folder).rmdir()


def _digest(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ""


def make_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with these files, by path, or nothing: they are written beside it, and moved as one.

    Raises WritingError where the folder is not new or empty, or cannot be written.
    """
    folder = Path(os.path.abspath(folder))
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())):
        raise WritingError(f"{folder}: is there already. Name a new or empty folder.")
    if folder == Path.cwd():
        raise WritingError(f"{folder}: is where you are. Go to the folder above it, and name this one from there.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as aside:
            for path, content in contents.items():
                place = Path(aside, folder.name, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            Path(aside, folder.name).replace(folder)
    except OSError as error:
        raise WritingError(f"{folder}: cannot be made: {error.strerror}. Nothing was changed.") from error


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
    return (codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) and not text.startswith("\ufeff") else b"") + text.encode()


def _unwritable(error: OSError, root: Path) -> WritingError:
    return WritingError(f"{error.filename or root}: cannot be written: {error.strerror}. Nothing was changed.")

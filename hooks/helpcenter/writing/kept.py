"""What git keeps: whether the files that a verb moves or removes could be brought back as they are, and which commit a release is made of."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Iterable
from pathlib import Path

from helpcenter.problems import count
from helpcenter.source.files import FOLDERS

from .files import Changes, Moved, WritingError


def refuse_unsaved(root: Path, changes: Changes) -> None:
    """Raise WritingError where a file that is there and would change holds work that git does not keep.

    Without git nothing can be brought back: there a verb that removes a file is refused, and any other is not.
    """
    touched = dict.fromkeys(path for new, change in changes.items() for path in (new, change.old if isinstance(change, Moved) else new))
    there = [path for path in touched if (root / path).exists()]
    unsaved = _unsaved(root, there)
    if unsaved is None:
        if gone := [path for path, change in changes.items() if change is None]:
            raise WritingError(f"{gone[0]}: would be gone for good: this folder is not kept in git. Add --force if that is meant.")
    elif unsaved:
        more = f" and {count(len(unsaved) - 1, 'other file')}" if unsaved[1:] else ""
        verb = "have" if more else "has"
        raise WritingError(f"{unsaved[0]}{more} {verb} changes that are not committed. Commit them first, or add --force.")


def _unsaved(root: Path, paths: Iterable[str], ignored: bool = True) -> list[str] | None:
    """Return which of the files differ from the last commit, or are in none; None without git or without a commit."""
    unkept = ["--untracked-files=all", *(["--ignored"] if ignored else [])]
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain", "-z", "--no-renames", *unkept, "--", *paths],
            cwd=root, capture_output=True, check=True,
        )  # fmt: skip
        prefix = subprocess.run(["git", "rev-parse", "--show-prefix", "HEAD"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    below = prefix.stdout.split("\n")[0]
    return [entry[3:].decode("utf-8", "replace").removeprefix(below) for entry in done.stdout.split(b"\0") if entry]


def commit_of(root: Path) -> tuple[str, str]:
    """Return the commit that the project is, and its time in UTC: `2026-12-01T08:30:00Z`.

    Raises WritingError where files differ from it, ignored ones of the sources too, or where there is none: nobody else could make
    the same.
    """
    changed, ignored = _unsaved(root, ["."], ignored=False), _unsaved(root, FOLDERS)
    if changed is None or ignored is None:
        raise WritingError("a release is made of a commit, and there is none here. Commit the project to git first.")
    if changed := list(dict.fromkeys(changed + ignored)):
        more = f" and {count(len(changed) - 1, 'other file')} are" if changed[1:] else " is"
        raise WritingError(f"{changed[0]}{more} not as in the last commit, of which a release is made. Commit or remove what differs.")
    told = subprocess.run(["git", "log", "-1", "--format=%H %ct"], cwd=root, capture_output=True, text=True, check=True).stdout.split()
    return told[0], datetime.datetime.fromtimestamp(int(told[1]), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""What all verbs share: the project they work on, how they end, and how a verb that writes applies its changes."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources
from helpcenter.problems import count, tally
from helpcenter.reporting import REPORTERS
from helpcenter.source.engine import read_project
from helpcenter.writing.files import Moved, Work, alone, make
from helpcenter.writing.kept import refuse_unsaved
from helpcenter.writing.repair import library_after

OK, PROBLEMS, FAILED = 0, 1, 2

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # what argparse adds a verb to; it has no public name


class CannotRun(Exception):
    """Why a verb cannot run, as a sentence."""


def example(arguments: str) -> str:
    """Return the line that ends the help of a verb."""
    return f"Example: python -m helpcenter {arguments}"


def shown(text: str) -> int:
    """Print a text that ends its own lines; return the exit status."""
    print(text, end="")
    return OK


def project_folder() -> Path:
    """Return the folder of the project. Raises CannotRun outside of one."""
    root = Path.cwd()
    if not (root / "mkdocs.yml").is_file() or not (root / "data").is_dir():
        raise CannotRun("this is not the folder of a help center: expected mkdocs.yml and data/ here.")
    return root


def project() -> tuple[Path, Library]:
    """Return the folder of the project and its library."""
    root = project_folder()
    return root, read_library(read_project(root))


@contextlib.contextmanager
def at_work() -> Iterator[tuple[Path, Library]]:
    """The project, while no other verb changes it, and with what a killed one left undone."""
    root = project_folder()
    with alone(root) as undone:
        if undone:
            print(f"helpcenter: {undone}", file=sys.stderr)
        yield root, read_library(read_project(root))


def change(options: argparse.Namespace, work_out: Callable[[Library], Work]) -> int:
    """Compute the work of a writing verb, apply its changes together, and list them with what is left to do.

    With `options.dry_run` nothing is applied. A verb with an `options.force` moves or removes texts: without it, it refuses those that
    git does not keep, and what the check finds once they are moved is left to do.
    """
    moves_texts = "force" in options
    with at_work() as (root, library):
        work = work_out(library.whole)
        if moves_texts and not options.force:
            refuse_unsaved(root, work.changes)
        if not options.dry_run:
            make(root, work.changes)
    found = check_sources(library_after(library, work.changes)) if moves_texts else ()
    left = [*work.left, *REPORTERS["text"](found).splitlines()]
    lines = [done(path, change) for path, change in work.changes.items()] or ["Nothing to do: everything is up to date."]
    if left:
        lines += [f"Left to you ({count(len(left), 'place')}):", *left]
    if moves_texts:
        lines.append(f"The check finds {tally(found)}.")
    if work.next:
        lines.append(f"Next: {work.next}")
    if options.dry_run:
        lines.append("This was a dry run: nothing was changed.")
    return shown("".join(f"{line}\n" for line in lines))


def done(path: str, change: str | bytes | Moved | None) -> str:
    """Return what was done to a path, as a line."""
    if isinstance(change, Moved):
        return f"moved {change.old} to {path}"
    return f"{'removed' if change is None else 'wrote'} {path}"


def built(folder: str) -> Path:
    """Return the folder of a built site. Raises CannotRun when it does not exist."""
    if not Path(folder).is_dir():
        raise CannotRun(f"{folder}: no such folder. Build the site first: make site.")
    return Path(folder)

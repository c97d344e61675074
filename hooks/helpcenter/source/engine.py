"""The engine's own files, and the files of a project with them.

A project that has the engine installed keeps what is its company's: articles, words, images. What it has no file of its own for,
templates, styles, scripts and a few tables, is the engine's, so a file of the same path in the project replaces the engine's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from .files import CONFIG_FILES, FOLDERS, Tree, contents_below, read_tree

_PACKAGE = Path(__file__).parents[1]
# The project that the engine came with: around hooks/ in its sources, within the package where it is installed (pyproject.toml).
PROJECT = _PACKAGE / "project" if (_PACKAGE / "project").is_dir() else _PACKAGE.parents[1]
# Of its data/ what is true of every company; the rest is this company's, and `helpcenter init` copies it once.
DATA = ("domain_ends.txt", "real_brands.yml", "safe_examples.json", "strings.yml", "templates.yml")
_OWN = tuple(f"overrides/assets/{name}/" for name in ("diagrams", "images", "pictures"))  # drawings and images are, too


def version() -> str:
    """Return the version of the engine. Raises OSError where its file cannot be read."""
    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def is_shared(path: str) -> bool:
    """Whether a file of PROJECT stands in for one that another project lacks: a template, style, script or table of DATA."""
    if path.startswith("data/"):
        return path.removeprefix("data/") in DATA
    return path.startswith("overrides/") and (not path.startswith(_OWN) or path.endswith(".css"))


def is_apart(root: Path) -> bool:
    """Whether the project in the folder `root` has the engine installed, rather than around it."""
    return not PROJECT.samefile(root)


def read_project(root: Path, names: Iterable[str] = CONFIG_FILES) -> Tree:
    """Read the help center in the folder `root`: its own files, and the engine's where it has none."""
    if not is_apart(root):
        return read_tree(root, names=names)
    engine = contents_below(PROJECT, ("data", "overrides"))
    return read_tree(root, FOLDERS, names, {path: data for path, data in engine.items() if is_shared(path)})

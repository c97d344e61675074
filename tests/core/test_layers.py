"""Data flows one way: a package of the core imports only itself and the packages above it in the list."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from places import ROOT

CORE = ROOT / "hooks" / "helpcenter"
ORDER = re.findall(r"^    (\w+)  ", ast.get_docstring(ast.parse((CORE / "__init__.py").read_text(encoding="utf-8"))) or "", re.M)


def rooms() -> set[str]:
    """The packages and modules that stand directly in the core."""
    return {path.stem for path in CORE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__", "__main__"}


def upward(path: Path, source: str) -> list[str]:
    """The imports of a module, anywhere in it, that lead to a later package."""
    own = path.relative_to(CORE).parts[0].removesuffix(".py")
    return [
        f"{path.relative_to(CORE)}:{node.lineno} imports {node.module}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpcenter.")
        if ORDER.index((node.module or "").split(".")[1]) > ORDER.index(own)
    ]


def test_the_list_names_every_package() -> None:
    assert sorted(ORDER) == sorted(rooms())


@pytest.mark.parametrize("room", ORDER)
def test_no_package_imports_a_later_one(room: str) -> None:
    files = [CORE / f"{room}.py"] if (CORE / f"{room}.py").exists() else sorted((CORE / room).rglob("*.py"))
    assert [line for path in files for line in upward(path, path.read_text(encoding="utf-8"))] == []


def test_an_import_inside_a_function_counts() -> None:
    path = CORE / "source" / "files.py"
    source = "from helpcenter.problems import Problem\ndef f():\n    from helpcenter.rules import RULES\n"
    assert upward(path, source) == ["source/files.py:3 imports helpcenter.rules"]


def test_relative_imports_stay_in_their_package() -> None:
    leaving = [
        f"{path.relative_to(CORE)}:{node.lineno}"
        for path in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level >= len(path.relative_to(CORE).parts)
    ]
    assert leaving == []

"""What holds the house together: the core knows nothing of MkDocs, the rule index is the code's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from helpcenter.checks.explain import explain, rule_index_page
from helpcenter.rules import RULES
from places import ROOT

CORE = sorted((ROOT / "hooks" / "helpcenter").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level names of all modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_imports_nothing_of_mkdocs(path: Path) -> None:
    assert {name for name in imported(path) if name.startswith(("mkdocs", "material"))} == set()


def test_events_stand_in_one_file_and_their_values_in_one_object() -> None:
    """events.py alone says what happens when; what one adapter tells another stands in the `Session`."""
    assert [path for path in (ROOT / "hooks").iterdir() if path.suffix == ".py"] == [ROOT / "hooks/build.py"]
    for path in [ROOT / "hooks/build.py", *(ROOT / "hooks/adapters").glob("*.py")]:
        if path.name == "events.py":
            continue
        text = path.read_text(encoding="utf-8")
        assert [word for word in ("def on_", "event_priority", "config.extra") if word in text] == [], path


def test_a_help_center_is_always_read_with_the_files_of_its_engine() -> None:
    """`read_tree` alone would miss templates and tables where the engine is installed; pages alone need neither."""
    alone = re.compile(r"\bread_tree\([\w.]+\)")
    below = [path for path in (ROOT / "hooks").rglob("*.py") if path.parent.name != "source"]
    assert [path.name for path in below if alone.search(path.read_text(encoding="utf-8"))] == []


def test_every_rule_file_is_in_the_index() -> None:
    files = {path.stem for path in (ROOT / "hooks/helpcenter/rules").glob("*/*.py")} - {"__init__"}
    assert len(files) == len(RULES)


def test_the_rule_index_is_that_of_the_code() -> None:
    page = (ROOT / "hooks/helpcenter/rules/README.md").read_text(encoding="utf-8")
    assert page == rule_index_page(), (
        "run: PYTHONPATH=hooks .venv/bin/python -m helpcenter rules --markdown > hooks/helpcenter/rules/README.md"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_explained_with_a_bad_and_a_good_example(rule: object) -> None:
    text = explain(rule.name)  # type: ignore[attr-defined]
    assert "\nFound: " in text
    assert "\nNot a problem: " in text

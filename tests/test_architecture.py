"""What holds the house together: the core knows nothing of MkDocs, the rule index is the code's."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from mkdocs.commands import build
from mkdocs.structure.files import Files
from mkdocs.theme import Theme
from mkdocs_static_i18n.plugin import I18n

from helpcenter.checks.explain import explain, index_page
from helpcenter.rules import RULES
from project import ROOT

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


def test_static_i18n_tells_what_it_is_building() -> None:
    """The undocumented attributes that hooks/adapters/static_i18n.py reads: a version without them needs another way there."""
    plugin = I18n()
    assert plugin.building is False
    assert plugin.current_language is None
    assert "self.building = True" in inspect.getsource(I18n.on_post_build), "says so while it builds further languages"
    assert "self.current_language = " in inspect.getsource(I18n.on_post_build), "and which"


def test_mkdocs_asks_the_theme_for_its_environment_in_every_build() -> None:
    """hooks/adapters/templates.py replaces `get_env` of the theme, which MkDocs calls without arguments."""
    assert list(inspect.signature(Theme.get_env).parameters) == ["self"]
    assert "config.theme.get_env()" in inspect.getsource(build)


def test_mkdocs_copies_what_is_no_page() -> None:
    """hooks/adapters/known_pages.py gives it files that are pages already: it asks each whether it is one, and tells it to copy itself."""
    assert "is_documentation_page" in inspect.getsource(Files.documentation_pages)
    assert "copy_file" in inspect.getsource(Files.copy_static_files)


def test_events_stand_in_one_file_and_their_values_in_one_object() -> None:
    """hooks/build.py alone says what happens when; what one adapter tells another stands in the `Session`."""
    assert [path for path in (ROOT / "hooks").iterdir() if path.suffix == ".py"] == [ROOT / "hooks/build.py"]
    for path in (ROOT / "hooks/adapters").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert [word for word in ("def on_", "event_priority", "config.extra") if word in text] == [], path


def test_every_rule_file_is_in_the_index() -> None:
    files = {path.stem for path in (ROOT / "hooks/helpcenter/rules").glob("*/*.py")} - {"__init__"}
    assert len(files) == len(RULES)


def test_the_rule_index_is_that_of_the_code() -> None:
    page = (ROOT / "hooks/helpcenter/rules/README.md").read_text(encoding="utf-8")
    assert page == index_page(), "run: PYTHONPATH=hooks .venv/bin/python -m helpcenter rules --markdown > hooks/helpcenter/rules/README.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_explained_with_a_bad_and_a_good_example(rule: object) -> None:
    text = explain(rule.name)  # type: ignore[attr-defined]
    assert "\nFound: " in text
    assert "\nNot a problem: " in text

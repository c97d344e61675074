"""`helpcenter pin`: what it pins, what it asks for before a pinned sentence goes, and what needs no pin."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources, chosen
from helpcenter.sentences.pins import Statement, read_block
from helpcenter.source.files import read_tree
from helpcenter.staff.health import health
from places import ROOT
from project import edit, helpcenter, make_alias, restamp, small_project

ZH, EN = "docs/zh/account/one.md", "docs/en/account/one.md"


def library(folder: Path) -> Library:
    return read_library(read_tree(folder))


def found(folder: Path) -> list[str]:
    return [str(problem) for problem in check_sources(library(folder), chosen(["pins"]))]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a prohibition in one article, pinned."""
    folder = small_project(tmp_path)
    edit(folder / ZH, "打开 App。", "打开 App。不要告诉任何人。")
    edit(folder / EN, "Open the app.", "Open the app. Never tell anyone.")
    edit(folder / "docs/es/account/one.md", "Abre la app.", "Abre la app. No se lo digas a nadie.")
    restamp(folder)
    assert helpcenter(folder, "pin").returncode == 0
    return folder


def test_what_is_pinned_has_no_problem_and_pinning_again_changes_nothing(project: Path) -> None:
    assert found(project) == []
    assert "1001 en" in library(project).settings.pins
    before = (project / "data/pins.yml").read_bytes()
    assert "Nothing to do" in helpcenter(project, "pin").stdout
    assert (project / "data/pins.yml").read_bytes() == before


def test_a_softened_sentence_is_an_error_until_two_have_agreed(project: Path) -> None:
    edit(project / EN, "Never tell anyone.", "You may tell a friend.")
    (problem,) = found(project)
    assert problem.startswith(EN)
    assert "“Never tell anyone.” of `steps`" in problem
    assert "now “You may tell a friend.” stands there" in problem
    assert f"helpcenter pin --by WHO --why WHY {EN}" in problem
    before = (project / "data/pins.yml").read_bytes()
    refused = helpcenter(project, "pin", EN)
    assert (refused.returncode, (project / "data/pins.yml").read_bytes()) == (2, before)
    assert "1 pinned sentence would go" in refused.stderr
    assert helpcenter(project, "pin", "--by", "ana and li", "--why", "a friend may know", EN).returncode == 0
    assert found(project) == []
    assert read_block(library(project).settings.pins["1001 en"]).run.endswith("ana and li: a friend may know")
    assert "ana and li" not in library(project).settings.pins["1001 zh"]


def test_a_new_sentence_needs_no_pin_and_is_counted(project: Path) -> None:
    edit(project / EN, "Never tell anyone.", "Never tell anyone. Do not take a picture.")
    assert found(project) == []
    assert health(library(project), datetime.date(2026, 11, 22))["unpinned"] == [{"page": EN, "sentences": 1}]
    assert helpcenter(project, "pin", EN).returncode == 0
    assert health(library(project), datetime.date(2026, 11, 22))["unpinned"] == []


def test_a_renamed_article_keeps_its_pins(project: Path) -> None:
    make_alias(project, "one", "uno")
    assert found(project) == []
    edit(project / "docs/en/account/uno.md", "Never tell anyone.", "Tell everyone.")
    assert len(found(project)) == 1


def test_a_path_without_texts_is_refused(project: Path) -> None:
    refused = helpcenter(project, "pin", "docs/en/account/ones.md")
    assert refused.returncode == 2
    assert f"Did you mean `{EN}`?" in refused.stderr


def test_a_changed_warning_of_data_is_an_error(project: Path) -> None:
    edit(project / "data/warnings.yml", "will never ask", "will sometimes ask")
    (problem,) = found(project)
    assert problem.startswith("data/warnings.yml:")


def test_the_files_that_lead_readers_elsewhere_have_two_owners() -> None:
    lines = [line.split() for line in (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    owners = {path: teams for path, *teams in lines}
    for path in (
        "/data/pins.yml",
        "/data/warnings.yml",
        "/data/hosts.yml",
        "/data/brand.yml",
        "/data/product.yml",
        "/data/support.yml",
        "/hooks/",
        "/overrides/",
        "/.github/",
    ):
        assert len(set(owners[path])) == 2, path


@pytest.mark.parametrize(
    ("text", "language", "pinned"),
    [
        ("要验证码的，就是骗子。", "zh", True),
        ("骗子有时先聊几句。", "zh", False),
        ("Whoever asks for it is a scammer.", "en", True),
        ("Scammers often chat first.", "en", False),
        ("Quien te lo pida es un estafador.", "es", True),
        ("A veces los estafadores charlan primero.", "es", False),
    ],
)
def test_a_sentence_that_calls_a_scam_a_scam_is_pinned_and_a_story_of_scammers_is_not(text: str, language: str, pinned: bool) -> None:
    assert Statement("steps", text, 1, language).matters is pinned

"""On a broken site every defect is named once, at its line, and nothing else is; the real pages have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from broken_site import BUILT, DEFECTS, STRAYS, Stray, broken_build, broken_site, on_disk, sound_site, with_stray
from helpcenter.articles.read import read_library
from helpcenter.checks.run import BUILD, check_site, check_sources
from helpcenter.runtime import processes
from helpcenter.site.site import site_from_contents
from helpcenter.source.files import from_contents, read_tree
from places import ROOT
from project import REAL_URL, write
from small_site import SITE_URL


def test_every_defect_is_found_once_at_its_line_and_nothing_else_is() -> None:
    files, expected = broken_site()
    found = [(problem.path, problem.line, problem.rule) for problem in check_sources(read_library(from_contents(files)))]
    missed = {name: place for place, name in expected.items() if place not in found}
    imagined = [place for place in found if place not in expected]
    assert (missed, imagined) == ({}, [])
    assert sorted(found) == sorted(expected)
    assert len(expected) == len(DEFECTS)


@pytest.mark.parametrize("stray", STRAYS, ids=lambda stray: stray.name)
def test_a_file_that_no_site_should_hold_is_the_one_problem(stray: Stray) -> None:
    files, expected = with_stray(stray)
    assert [(p.path, p.line, p.rule) for p in check_sources(read_library(from_contents(files)))] == [expected]


def test_what_only_a_disk_can_hold_is_named_and_not_opened(tmp_path: Path) -> None:
    for path, text in sound_site()[0].items():
        write(tmp_path / path, text)
    paths = on_disk(tmp_path)
    found = [(p.path, p.line, p.rule) for p in check_sources(read_library(read_tree(tmp_path)))]
    assert found == [(path, 0, "files") for path in sorted(paths.values())]


def test_what_is_hidden_on_a_disk_is_named_and_what_tools_leave_is_not(tmp_path: Path) -> None:
    hidden = ("docs/en/.htaccess", "docs/zh/.drafts/page.md", "overrides/assets/.restore.xhtml")
    left = ("docs/.DS_Store", "overrides/assets/images/.gitkeep", "docs/en/.index.md.swp", "data/.brand.yml")
    for path, text in (*sound_site()[0].items(), *((path, "x") for path in (*hidden, *left))):
        write(tmp_path / path, text)
    found = [(p.path, p.rule) for p in check_sources(read_library(read_tree(tmp_path)))]
    assert found == [(path, "published-files") for path in ("docs/en/.htaccess", "docs/zh/.drafts", "overrides/assets/.restore.xhtml")]


@pytest.mark.parametrize("few", [10_000, 1], ids=["in one process", "in several"])
def test_every_defect_of_the_built_site_is_found_once_at_its_line_and_nothing_else_is(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FEW", few)
    site, library, expected = broken_build()
    contents = {path: text.encode() for path, text in site.items()}
    found = [(p.path, p.line, p.rule) for p in check_site(site_from_contents(contents, library, SITE_URL))]
    assert sorted(found) == sorted(expected)
    assert len(expected) == len(BUILT)


def test_every_rule_of_a_build_has_a_defect_that_it_names() -> None:
    told = {defect.rule for defect in (*DEFECTS, *STRAYS, *BUILT)}
    assert {rule.name for rule in BUILD} - told == {
        "placeholder",
        "incident-first",
        "in-preparation",
        "sentence-tables",
    }  # of a site without samples, of another type of article, of a fourth language


def test_the_real_pages_have_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", REAL_URL)
    found = [problem for problem in check_sources(read_library(read_tree(ROOT))) if problem.rule != "review-overdue"]
    assert [str(problem) for problem in found] == []

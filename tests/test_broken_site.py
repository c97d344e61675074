"""On a broken site every defect is named once, at its line, and nothing else is; the real pages have none."""

from __future__ import annotations

from broken_site import DEFECTS, broken_site
from helpcenter.articles import read_library
from helpcenter.check import check_sources
from helpcenter.tree import from_contents, read_tree
from project import ROOT


def test_every_defect_is_found_once_at_its_line_and_nothing_else_is() -> None:
    files, expected = broken_site()
    found = [(problem.path, problem.line, problem.rule) for problem in check_sources(read_library(from_contents(files)))]
    missed = {name: place for place, name in expected.items() if place not in found}
    imagined = [place for place in found if place not in expected]
    assert (missed, imagined) == ({}, [])
    assert sorted(found) == sorted(expected)
    assert len(expected) == len(DEFECTS)


def test_the_real_pages_have_no_problem() -> None:
    found = [problem for problem in check_sources(read_library(read_tree(ROOT))) if problem.rule != "review-overdue"]
    assert [str(problem) for problem in found] == []

"""The pages of the report in a real browser: opened from a file, light and dark, accessible, and sortable."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from helpcenter.articles.read import read_library
from helpcenter.report.answers import Gap, Lesson, Problem, Reply, Scope
from helpcenter.report.gather import Gathered
from helpcenter.report.since import Change
from helpcenter.report.written import Report, files
from helpcenter.source.files import read_tree
from places import ROOT
from project import write

PAGES = ("index.html", "en.html", "zh.html", "training/es-2026-10.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with some rows in it."""
    library = read_library(read_tree(ROOT))
    problems = tuple(
        Problem(
            number,
            f"Article {number}",
            views,
            3,
            1,
            80,
            40,
            share,
            saves,
            "team-support",
            "stale" if number == 2001 else "",
            "mend",
            "unclear",
            "steps" if number == 2001 else "",
        )
        for number, views, share, saves in ((2001, 900, 0.4, 540), (2002, 10_000, 0.95, 500), (1001, 80, None, 12))
    )
    scope = Scope(
        problems=problems,
        gaps=(Gap("<b>bold</b> words · =cmd|x", 40, 2, 42, 2001, "Send", 0.2, "team-transfers", "write", ""),),
        replies=(Reply("login", -1, 10, 30, 0.5, 20, 15),),
        lessons=(Lesson("back", 1005, "Codes", "20 → 60"), Lesson("low_able", 0, "complex · ticket", "2.4 ± 0.1")),
        days=((20261001, 5), (20261002, 9), (20261003, 7)),
    )
    gathered = Gathered({"views": 21}, {"robots": 4, "not a page": 9}, (), 20261001, 20261003)
    report = Report(
        gathered, {"": scope, "zh": scope, "en": scope, "es": scope}, (Change("new_gap", "words", "0", "42"),), 10, "2026-11-01"
    )
    made = tmp_path_factory.mktemp("report")
    for path, text in files(report, library).items():
        write(made / path, text)
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_asks_for_nothing(folder: Path, browser: Browser, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        page.goto((folder / name).as_uri())
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.close()
    assert asked == [(folder / name).as_uri() for name in PAGES]
    assert said == []


def test_a_column_sorts_and_text_stays_text(folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((folder / "en.html").as_uri())
    table = page.locator("section[aria-labelledby=problems] table")
    first = table.locator("tbody tr").first
    expect(first).to_contain_text("Article 2001")
    views = table.get_by_role("button", name="Views")
    views.click()
    expect(first).to_contain_text("Article 1001")
    views.click()
    expect(first).to_contain_text("Article 2002")
    expect(table.locator("th[aria-sort=descending]")).to_have_text("Views")
    expect(page.get_by_text("<b>bold</b> words")).to_be_visible()
    expect(page.get_by_role("img", name="Views per day: 5 at least, 9 at most, 21 in all.")).to_be_visible()
    page.close()

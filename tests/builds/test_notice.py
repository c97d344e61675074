"""A notice stands above every page, in the search and on the 404 page, as long as data/notice.yml is there."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from conftest import serving
from project import contents, mkdocs, small_project, write

NOTICE = """\
- level: caution
  article: one
  text: {zh: 提现暂时变慢。, en: Withdrawals are slow for now., es: Los retiros van lentos por ahora.}
"""


def test_a_notice_comes_and_goes_with_its_file(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    assert mkdocs(project, "build", "-q").returncode == 0
    before = contents(project / "site")
    write(project / "data/notice.yml", NOTICE)
    assert mkdocs(project, "build", "-q").returncode == 0
    during = contents(project / "site")
    for path, text in (
        ("account/two/index.html", "提现暂时变慢。"),
        ("en/index.html", "Withdrawals are slow for now."),
        ("es/404.html", "Los retiros van lentos por ahora."),
    ):
        assert during[path].decode().count(text) == 2, path  # above the page, and in the search
    (project / "data/notice.yml").unlink()
    assert mkdocs(project, "build", "-q").returncode == 0
    assert contents(project / "site") == before


def test_a_notice_is_as_wide_as_the_page_on_every_screen_and_passes_axe(browser: Browser, tmp_path: Path) -> None:
    project = small_project(tmp_path)
    write(project / "data/notice.yml", NOTICE)
    assert mkdocs(project, "build", "-q").returncode == 0
    with serving(project / "site") as address:
        for width, path in ((320, "en/"), (320, "es/account/one/"), (1280, "account/one/"), (1280, "en/account/")):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(address + path)
            box = page.locator(".hc-notices .hc-notice").bounding_box()
            assert box is not None
            assert box["width"] > 0.85 * width, path
            assert Axe().run(page).response["violations"] == []
            page.close()


def test_a_notice_without_a_language_publishes_nothing(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    assert mkdocs(project, "build", "-q").returncode == 0
    before = contents(project / "site")
    write(project / "data/notice.yml", NOTICE.replace(", es: Los retiros van lentos por ahora.", ""))
    done = mkdocs(project, "build", "-q")
    assert done.returncode != 0
    assert "data/notice.yml:3: data: the key `es` is missing" in done.stderr
    assert contents(project / "site") == before

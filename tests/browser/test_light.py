"""A page is light: what it weighs, what it requests before it is used, and that nothing in it is of another kind of page.

Bytes are those that gzip leaves, a KB is 1,024 of them.
"""

from __future__ import annotations

import gzip
import re
import statistics
from pathlib import Path

import pytest
from playwright.sync_api import Browser

KB = 1024
PAGE = 'class="hc-main"'  # in what is no short link or redirect


def weight(*contents: bytes) -> float:
    return sum(len(gzip.compress(content, 9)) for content in contents) / KB


@pytest.fixture(scope="module")
def pages(real_site: Path) -> dict[str, str]:
    texts = {str(path.relative_to(real_site)): path.read_text(encoding="utf-8") for path in real_site.rglob("*.html")}
    return {path: text for path, text in texts.items() if PAGE in text}


def test_every_page_is_light(pages: dict[str, str]) -> None:
    weights = {path: weight(text.encode()) for path, text in pages.items()}
    assert len(weights) > 200
    assert statistics.median(weights.values()) <= 12
    assert {path: weight for path, weight in weights.items() if weight > 20} == {}


def test_the_styles_and_scripts_of_every_page_are_light(pages: dict[str, str], real_site: Path) -> None:
    named = {
        tuple(sorted((real_site / path).parent.joinpath(name).resolve().relative_to(real_site.resolve()) for name in found))
        for path, text in pages.items()
        if not path.endswith("404.html")  # names them from the root
        if (
            found := re.findall(r'<script[^>]* src="([^"]+)"|', text)
            and re.findall(r'(?:<script[^>]* src|<link rel="stylesheet" href)="([^"]+)"', text)
        )
    }
    for files in named:
        scripts, styles = ([(real_site / file).read_bytes() for file in files if file.suffix == kind] for kind in (".js", ".css"))
        assert weight(*scripts) <= 4, files
        assert weight(*styles) <= 8, files


@pytest.mark.parametrize("path", ["", "en/transfers/send-transfer/", "es/incident/wallet-stolen/", "en/transfers/", "es/glossary/"])
def test_a_page_makes_three_requests(browser: Browser, served: str, path: str) -> None:
    """Images aside: the icon of the tab, which a browser asks for once per site, and the drawings that an article shows. What keeps pages
    for readers without a connection comes when the page is there."""
    page = browser.new_page()
    page.goto(served + path, wait_until="networkidle")
    loaded, later = page.evaluate("""() => {
        const [{ loadEventStart }] = performance.getEntriesByType("navigation"), entries = performance.getEntriesByType("resource")
        const names = (wanted) => entries.filter(({ startTime }) => startTime < loadEventStart === wanted).map(({ name }) => name)
        return [names(true), names(false)]
    }""")
    page.close()
    kinds = [place.rpartition(".")[2] for place in loaded]
    assert sorted(kind for kind in kinds if kind != "svg") == ["css", "js"]
    assert {place.rpartition("/")[2] for place in later if not place.endswith(".svg")} == {"offline.js", "trusted.js"}


def test_a_page_without_a_form_has_no_script_of_forms(pages: dict[str, str]) -> None:
    assert [
        path
        for path, text in pages.items()
        if "/feedback.js" in re.sub(r"<dialog.*?>", "", text, flags=re.S) and '<form class="hc-feedback"' not in text
    ] == []


def test_a_drawing_that_is_kept_for_others_is_used(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert set(re.findall(r'<g id="(hc-icon-\d+)"', text)) == set(re.findall(r'<use href="#(hc-icon-\d+)"', text)), path

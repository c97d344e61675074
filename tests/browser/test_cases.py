"""The folded cases of an article in a real browser: whatever leads to one opens it, and nothing of it is out of reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser import LANGUAGES, PHONE, go, opened

PLACE, CASE = "transfers/deposit-not-arrived/", "fix-pending"
SHOWN = """[...document.querySelectorAll(".case-text")].filter((text) => text.checkVisibility({contentVisibilityAuto: true})).length"""
OPEN = """[...document.querySelectorAll("details.case[open] > .case-text")].map((text) => text.id)"""


def cases(page: Page) -> int:
    count = page.locator("details.case").count()
    assert count > 4
    return count


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_opens_its_case_and_shows_its_heading(browser: Browser, served: str, language: str, script: bool) -> None:
    with opened(browser, java_script_enabled=script) as page:
        go(page, served, language, f"{PLACE}#{CASE}")
        expect(page.locator(f"#{CASE}")).to_be_visible()
        box = page.locator(f"details:has(> #{CASE}) > summary").bounding_box()
        header = page.locator(".hc-header").bounding_box()
        assert box is not None
        assert header is not None
        assert header["y"] + header["height"] - 1 <= box["y"] <= PHONE["height"] / 2


def test_a_link_of_the_page_opens_a_case_that_was_closed_again(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", PLACE)
        assert page.evaluate(OPEN) == []
        link = page.locator(f'.hc-text a[href="#{CASE}"]').first
        for _ in range(2):
            link.click()
            expect(page.locator(f"#{CASE}")).to_be_visible()
            assert page.evaluate(OPEN) == [CASE]
            page.locator(f"details:has(> #{CASE}) > summary").click()
            expect(page.locator(f"#{CASE}")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_opens_by_keyboard_and_its_heading_stays_one(browser: Browser, served: str, language: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        go(page, served, language, PLACE)
        case = page.locator(f"details:has(> #{CASE})")
        summary = case.locator("> summary")
        box = summary.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        expect(case.get_by_role("heading", level=3)).to_be_visible()
        summary.focus()
        assert summary.evaluate("(summary) => getComputedStyle(summary).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        expect(page.locator(f"#{CASE}")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-hc-status]")).not_to_be_empty()
        assert str(page.evaluate("navigator.clipboard.readText()")).endswith(f"/a/2002/{language}/#{CASE}")


def test_every_case_is_open_on_paper(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", PLACE)
        count = cases(page)
        assert page.evaluate(SHOWN) == 0
        page.emulate_media(media="print")
        page.wait_for_function(f"{SHOWN} === {count}")  # a closed part is laid out with the next frame, which a printer waits for as well


def test_an_older_browser_opens_every_case_for_paper_and_closes_it_again(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", f"{PLACE}#{CASE}")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert len(page.evaluate(OPEN)) == cases(page)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(OPEN) == [CASE]


def test_every_case_is_open_where_there_is_no_script(browser: Browser, served: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        go(page, served, "en", PLACE)
        page.wait_for_function(f"{SHOWN} === {cases(page)}")


def test_a_search_hit_opens_its_case(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", PLACE)
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill("waiting for confirmations deposit")
        page.locator(f'.hc-search__section[href*="deposit-not-arrived/#{CASE}"]').first.click()
        expect(page.locator(f"#{CASE}")).to_be_visible()


def test_no_page_moves_while_it_opens(browser: Browser, served: str) -> None:
    """Buttons that scripts add to headings stand where nothing has to make room."""
    with opened(browser) as page:
        page.add_init_script("""window.moved = 0
            new PerformanceObserver((list) => { for (const shift of list.getEntries()) moved += shift.value }).observe({type: "layout-shift", buffered: true})""")
        go(page, served, "en", PLACE)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("moved") == 0

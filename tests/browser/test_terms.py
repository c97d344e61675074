"""Terms in a real browser: what a word means is shown by touch, pointer and keyboard, and a link without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from test_browser import DESKTOP, LANGUAGES, ROOTS, go, opened

from helpcenter.pages.glosses import MOST

PLACE = "transfers/check-transaction-status/"


def first(page: Page) -> tuple[Locator, str, Locator]:
    """A term of the page that stands open, its meaning, and where that is shown."""
    terms = page.locator("a.term")
    assert 0 < terms.count() <= MOST
    term = page.locator("a.term:visible").first
    meaning = term.get_attribute("data-hc-gloss")
    assert meaning
    return term, meaning, page.locator("#hc-gloss")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_touch_shows_what_a_term_means_and_a_touch_elsewhere_hides_it(browser: Browser, served: str, language: str) -> None:
    with opened(browser, has_touch=True, is_mobile=True, locale=language) as page:
        go(page, served, language, PLACE)
        address = page.url
        term, meaning, gloss = first(page)
        term.tap()
        expect(gloss).to_have_text(meaning)
        expect(gloss).to_be_visible()
        expect(term).to_have_attribute("aria-expanded", "true")
        box = gloss.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        page.touchscreen.tap(180, 630)
        expect(gloss).to_be_hidden()
        assert page.url == address


def test_the_pointer_shows_it_and_may_move_onto_it(browser: Browser, served: str) -> None:
    with opened(browser, viewport=DESKTOP) as page:
        go(page, served, "en", PLACE)
        term, meaning, gloss = first(page)
        term.hover()
        expect(gloss).to_have_text(meaning)
        gloss.hover()
        page.wait_for_timeout(500)  # longer than it stays without the pointer
        expect(gloss).to_be_visible()
        page.mouse.move(2, 2)
        expect(gloss).to_be_hidden()


def test_the_keyboard_shows_it_and_escape_closes_it(browser: Browser, served: str) -> None:
    with opened(browser, viewport=DESKTOP) as page:
        go(page, served, "en", PLACE)
        term, meaning, gloss = first(page)
        page.keyboard.press("Tab")  # so that the focus is a keyboard's
        term.focus()
        expect(gloss).to_have_text(meaning)
        page.keyboard.press("Escape")
        expect(gloss).to_be_hidden()
        expect(term).to_be_focused()
        page.keyboard.press("Enter")
        expect(gloss).to_be_visible()
        page.keyboard.press("Tab")
        expect(term).to_have_attribute("aria-expanded", "false")


def test_without_a_script_it_is_a_link_to_its_entry(browser: Browser, served: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        go(page, served, "es", PLACE)
        term = page.locator("a.term:visible").first
        href = term.get_attribute("href")
        assert href
        term.click()
        page.wait_for_url(f"{served}{ROOTS['es']}glossary/#*")
        expect(page.locator(f"#{href.partition('#')[2]}")).to_be_visible()

"""How pages are for readers who set their device otherwise: dark, in forced colours, enlarged, on the narrowest phone, without motion, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

KINDS = {
    "home": "en/",
    "category": "es/transfers/",
    "emergencies": "en/incident/",
    "how-to": "transfers/send-transfer/",
    "troubleshooting": "es/transfers/deposit-not-arrived/",
    "incident": "en/incident/wallet-stolen/",
    "faq": "contact/contact-support/",
    "survey": "es/survey/",
}
WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
    "200 %": {"viewport": {"width": 640, "height": 512}, "device_scale_factor": 2},  # what a window of 1280 × 1024 shows enlarged
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "without motion": {"reduced_motion": "reduce"},
}
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const { transitionDuration, animationDuration, animationName } = getComputedStyle(element)
  const lasts = (times) => times.split(", ").some((time) => parseFloat(time) > 0.01)
  return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration))
}).map((element) => element.outerHTML.slice(0, 80))"""
HIDDEN_ON_PAPER = "header nav, .hc-feedback-panel, .hc-search, .hc-field"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_clean_however_the_device_is_set(browser: Browser, served: str, kind: str, way: str) -> None:
    context = browser.new_context(**{"viewport": {"width": 360, "height": 640}, **WAYS[way]})
    page = context.new_page()
    page.goto(served + KINDS[kind])
    page.locator("main details").evaluate_all("(closed) => closed.forEach((each) => { each.open = true })")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "scrolls sideways"
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches") is (way == "without motion")
    if way == "without motion":
        assert page.evaluate(MOVING) == []
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_the_text_fits_and_is_dark_on_white_and_nothing_that_only_works_on_a_screen_is_there(
    browser: Browser, served: str, kind: str
) -> None:
    context = browser.new_context(viewport={"width": 794, "height": 1123}, color_scheme="dark")  # A4 at 96 dots per inch
    page = context.new_page()
    page.goto(served + KINDS[kind])
    page.emulate_media(media="print")
    page.wait_for_function("matchMedia('print').matches")
    page.wait_for_function("getComputedStyle(document.body).backgroundColor.match(/rgb\\(255, 255, 255\\)|rgba\\(0, 0, 0, 0\\)/)")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "is wider than the paper"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color.match(/\\d+/g).slice(0, 3).every((part) => part < 110)")
    for left_out in page.locator(HIDDEN_ON_PAPER).all():
        assert not left_out.is_visible(), left_out.evaluate("(element) => element.outerHTML.slice(0, 120)")
    context.close()

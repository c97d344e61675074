"""Categories as one page to print, in a browser: under their policy, on a small screen, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

CATEGORIES = {"zh": "backup/", "en": "en/transfers/", "es": "es/incident/"}
LINKS = {"zh": "打印本类全部文章", "en": "Print all articles of this category", "es": "Imprimir todos los artículos de esta categoría"}
REFUSED = (
    "refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective + ' ' + event.blockedURI))"
)


@pytest.mark.parametrize("language", CATEGORIES)
def test_a_category_is_printed_from_the_foot_of_its_page(browser: Browser, served: str, language: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.add_init_script(REFUSED)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" and "404" not in message.text else None)
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.goto(served + CATEGORIES[language])
    articles = page.locator(".hc-card").count()
    page.locator("main p").last.get_by_role("link", name=LINKS[language], exact=True).click()
    page.wait_for_url("**/print.html", wait_until="load")
    assert page.locator("article").count() == articles > 5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.images].length && [...document.images].every(image => image.naturalWidth)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert Axe().run(page).response["violations"] == []
    _follow(page, page.locator("main > ul a").nth(1))
    _follow(page, page.locator(".hc-text a[href^='#'][href*='--']").first)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") > articles  # a page of its own for each, and for the head
    assert page.evaluate("refused") == []
    assert wrong == []
    page.close()


def _follow(page: Page, link: Locator) -> None:
    """Presses a link, which leads to the top of something on the same page."""
    target = link.get_attribute("href") or ""
    link.click()
    assert page.url.endswith(f"print.html{target}")
    expect(page.locator(f"[id='{target[1:]}']")).to_be_in_viewport()

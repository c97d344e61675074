"""What the rules read of a page is what a browser shows a reader: the real pages in Chromium, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from helpcenter.site.html import texts
from helpcenter.site.site import INDEX

KINDS = {
    "home": "",
    "category": "transfers/",
    "how-to": "transfers/send-transfer/",
    "concept": "transfers/choose-network/",
    "incident": "incident/wallet-stolen/",
    "faq": "contact/contact-support/",
    "glossary": "glossary/",
    "every topic": "topics/",
    "not found": "404.html",
}
# What only some widths, or only scripts, show is shown here; what is clipped to nothing is not.
AT_EVERY_WIDTH = """
.hc-nav, .hc-toc, .hc-menu, .hc-header__search, .hc-header__search--home { display: block !important }
.hc-scheme, .hc-quiet, .hc-scheme__to-dark, .hc-scheme__to-light { display: inline-block !important; visibility: visible !important }
.hc-printed { display: block !important }
.hc-hidden { display: none !important }
"""
PREPARE = """(style) => {
  const sheet = new CSSStyleSheet() // the policy of the page lets no `<style>` apply
  sheet.replaceSync(style)
  document.adoptedStyleSheets = [sheet]
  for (const folded of document.querySelectorAll("details")) folded.open = true
}"""
HIDDEN = {
    "an attribute": "<strong hidden>not</strong>",
    "an attribute with a value": '<strong hidden="until-found">not</strong>',
    "a class of ours": '<strong class="x hc-hidden">not</strong>',
    "an element around it": "<span hidden><b>not</b></span>",
    "a template": "<template>not</template>",
    "a closed dialog": "<dialog>not</dialog>",
}
SHOWN = {
    "nothing": "<strong>not</strong>",
    "hidden from screen readers": '<strong aria-hidden="true">not</strong>',
    "a class that hides nothing": '<strong class="hidden">not</strong>',
    "an open dialog": "<dialog open>not</dialog>",
}


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def seen_in_the_browser(tab: Page, address: str) -> str:
    """The text that a reader without scripts sees at any width or on paper, with what can be folded out, without white space."""
    tab.goto(address)
    tab.evaluate(PREPARE, AT_EVERY_WIDTH)
    return "".join(tab.locator("body").inner_text().split())


def seen_by_the_rules(html: bytes) -> str:
    return "".join("".join(shown.text.split()) for shown in texts(html) if shown.seen)


@pytest.mark.parametrize("folder", ["", "en/", "es/"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_rules_read_what_a_browser_shows(tab: Page, served: str, real_site: Path, kind: str, folder: str) -> None:
    path = folder + KINDS[kind] + ("" if KINDS[kind].endswith(".html") else INDEX)
    assert seen_by_the_rules((real_site / path).read_bytes()) == seen_in_the_browser(tab, f"{served}{path}")


@pytest.mark.parametrize("trick", [*HIDDEN, *SHOWN])
def test_what_hides_a_word_from_a_reader_hides_it_from_the_rules(tab: Page, served: str, real_site: Path, trick: str) -> None:
    path = f"en/{KINDS['how-to']}{INDEX}"
    html = (real_site / path).read_text(encoding="utf-8")
    text = f"<p>Do {(HIDDEN | SHOWN)[trick]} send it.</p>"
    changed = html.replace('<div class="hc-text">', f'<div class="hc-text">{text}')
    assert changed != html

    def answer(route: Route) -> None:
        route.fulfill(body=changed, content_type="text/html; charset=utf-8")

    tab.route(f"**/{path}", answer)
    shown = seen_in_the_browser(tab, f"{served}{path}")
    tab.unroute(f"**/{path}", answer)
    assert ("Dosendit." if trick in HIDDEN else "Donotsendit.") in shown
    assert seen_by_the_rules(changed.encode()) == shown

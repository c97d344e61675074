"""The real site in a real browser: what a reader on a phone, with a keyboard, without script or with storage blocked gets."""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from helpcenter.pages import api

LANGUAGES = ("zh", "en", "es")
ROOTS = {"zh": "", "en": "en/", "es": "es/"}
KINDS = {
    "home": "",
    "category": "transfers/",
    "how-to": "transfers/send-transfer/",
    "troubleshooting": "transfers/deposit-not-arrived/",
    "incident": "incident/wallet-stolen/",
    "faq": "contact/contact-support/",
    "not-found": "no/such/page/",
}
PHONE, SMALL_PHONE, DESKTOP = {"width": 360, "height": 640}, {"width": 320, "height": 640}, {"width": 1280, "height": 900}
WORDS = {"zh": ("助记词", "充值未到账"), "en": ("recovery phrase", "deposit"), "es": ("frase de recuperación", "depósito")}


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Page]:
    """A page in a context of its own, which fails on errors, failed requests and requests to other hosts."""
    context = browser.new_context(**({"viewport": PHONE, "locale": "en-GB"} | options))  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on(
        "console",
        lambda message: wrong.append(f"console: {message.text}") if message.type == "error" and "404" not in message.text else None,
    )
    page.on(
        "requestfailed", lambda request: wrong.append(f"failed: {request.url}") if "ERR_ABORTED" not in (request.failure or "") else None
    )
    page.on(
        "request",
        lambda request: wrong.append(f"other host: {request.url}") if urlsplit(request.url).hostname not in {"127.0.0.1", None} else None,
    )
    page.on(
        "response",
        lambda response: (
            wrong.append(f"{response.status}: {response.url}") if response.status >= 400 and "no/such/page" not in response.url else None
        ),
    )
    try:
        yield page
        assert wrong == []
    finally:
        context.close()


def go(page: Page, served: str, language: str, path: str) -> None:
    page.goto(f"{served}{ROOTS[language]}{path}", wait_until="load")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_sound_and_accessible(browser: Browser, served: str, kind: str, language: str) -> None:
    for viewport, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        with opened(browser, viewport=viewport, color_scheme=scheme) as page:
            go(page, served, language, KINDS[kind])
            assert page.locator("h1:visible").count() == 1
            if kind != "not-found":
                assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
            found = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_on_the_smallest_phone(browser: Browser, served: str, kind: str, language: str) -> None:
    with opened(browser, viewport=SMALL_PHONE) as page:
        go(page, served, language, KINDS[kind])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_soon_each_kind_of_case_is_answered_reads_on_the_smallest_phone(browser: Browser, served: str, language: str) -> None:
    """Each row is a block: the kind, below it the examples, below them the time, each under the name of its column."""
    with opened(browser, viewport=SMALL_PHONE) as page:
        go(page, served, language, KINDS["faq"])
        table = page.locator(".hc-text table").first
        columns = [name.strip() for name in table.locator("th").all_text_contents()]
        rows = table.locator("tbody tr")
        assert rows.count() == 4
        for row in rows.all():
            cells = row.locator("td").all()
            boxes = [cell.bounding_box() for cell in cells]
            assert all(box is not None and box["x"] >= 0 and box["x"] + box["width"] <= SMALL_PHONE["width"] for box in boxes)
            tops = [box["y"] for box in boxes if box is not None]
            assert tops == sorted(set(tops)), "cells stand beside each other"
            named = [cell.evaluate("cell => getComputedStyle(cell, '::before').content.replace(/^\"|\"$/g, '')") for cell in cells[1:]]
            assert named == columns[1:]
            assert re.search(r"\d", cells[-1].inner_text()), "no time"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_phone_screen_of_home_has_search_and_the_emergency_entry(browser: Browser, served: str, language: str) -> None:
    with opened(browser, locale=language) as page:
        go(page, served, language, "")
        for locator in (page.locator(".hc-field"), page.locator(".hc-emergency")):
            box = locator.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_phone_screen_of_the_emergencies_has_nine_lines_and_each_leads_to_its_first_step(
    browser: Browser, served: str, language: str
) -> None:
    with opened(browser, locale=language) as page:
        go(page, served, language, "incident/")
        rows = page.locator(".hc-emergencies > .hc-rows").first.get_by_role("link")
        boxes = [box for row in rows.all() if (box := row.bounding_box())]
        assert len(boxes) >= 9
        assert {box["height"] for box in boxes} == {44}, "a line is too long for a phone, or too low for a thumb"
        assert boxes[8]["y"] + boxes[8]["height"] <= PHONE["height"]
        for number in range(9):
            go(page, served, language, "incident/")
            rows.nth(number).click()
            page.wait_for_url("**/#*")
            place = page.locator(f"[id='{urlsplit(page.url).fragment}']")
            expect(place).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emergency_begins_with_what_to_do(browser: Browser, served: str, real_site: Path, language: str) -> None:
    """The first step begins in the upper two thirds of a small phone's first screen."""
    root = real_site / ROOTS[language]
    pages = [page.relative_to(root) for page in root.glob("*/*/index.html") if b'id="do-now"' in page.read_bytes()]
    assert pages
    with opened(browser, locale=language) as page:
        tops = {}
        for path in pages:
            go(page, served, language, f"{path.parent}/")
            box = page.locator("#do-now ~ ol > li").first.bounding_box()
            assert box is not None
            tops[str(path.parent)] = box["y"]
        assert {path: top for path, top in tops.items() if top > 400} == {}


def test_the_language_switcher_keeps_page_and_section(browser: Browser, served: str) -> None:
    with opened(browser, viewport=DESKTOP) as page:
        page.goto(f"{served}en/transfers/send-transfer/#steps")
        page.get_by_role("link", name="Español", exact=True).click()
        page.wait_for_url("**/es/transfers/send-transfer/#steps")
        page.get_by_role("link", name="中文", exact=True).click()
        page.wait_for_url(f"{served}transfers/send-transfer/#steps")


@pytest.mark.parametrize(
    ("locale", "place"),
    [("zh-CN", "transfers/send-transfer/"), ("en-US", "en/transfers/send-transfer/"), ("es-MX", "es/transfers/send-transfer/")],
)
def test_a_short_link_leads_to_the_readers_language_and_section(browser: Browser, served: str, locale: str, place: str) -> None:
    with opened(browser, locale=locale) as page:
        page.goto(f"{served}a/2001/#steps")
        page.wait_for_url(f"{served}{place}#steps")


def test_a_short_link_without_a_matching_language_or_script_shows_the_list(browser: Browser, served: str) -> None:
    with opened(browser, locale="de-DE") as page:
        page.goto(f"{served}a/2001/")
        expect(page.locator("#languages a")).to_have_count(3)
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{served}a/2001/")
        page.locator("#languages a[hreflang=es]").click()
        assert page.url == f"{served}es/transfers/send-transfer/"


def test_a_short_link_of_a_language_leads_there_whatever_the_browser_speaks(browser: Browser, served: str) -> None:
    with opened(browser, locale="zh-CN") as page:
        page.goto(f"{served}a/2001/es/#steps")
        page.wait_for_url(f"{served}es/transfers/send-transfer/#steps")
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{served}a/2001/es/")
        page.wait_for_url(f"{served}es/transfers/send-transfer/")


def test_pages_read_without_script(browser: Browser, served: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        go(page, served, "en", KINDS["how-to"])
        expect(page.locator("#steps")).to_be_visible()
        page.get_by_role("link", name="Español", exact=True).click()
        assert page.url == f"{served}es/transfers/send-transfer/"
        page.locator("summary").first.click()
        assert page.locator("details[open] a:visible").count() >= 7


def test_pages_work_where_storage_is_blocked(browser: Browser, served: str) -> None:
    blocked = """for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {get() { throw new DOMException("blocked", "SecurityError") }})"""
    with opened(browser) as page:
        page.add_init_script(blocked)
        go(page, served, "zh", KINDS["how-to"])
        page.locator("[data-hc-scheme]").click()
        expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    with opened(browser) as page:
        page.add_init_script(
            """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {value: null})"""
        )
        go(page, served, "es", KINDS["home"])
        page.locator("[data-hc-scheme]").click()


DARK = "rgb(16, 22, 21)"  # the ground of a dark page
WATCH = """
    window.grounds = new Set(); window.shifts = []
    const look = () => {
        if (document.body) grounds.add(getComputedStyle(document.body).backgroundColor)
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true })
"""


def test_a_page_is_never_of_another_scheme_than_the_reader_chose(browser: Browser, served: str) -> None:
    with opened(browser, color_scheme="light") as page:
        page.add_init_script(WATCH)
        go(page, served, "en", KINDS["how-to"])
        page.locator("[data-hc-scheme]").click()
        for way in ("another page", "again"):
            go(page, served, "es", KINDS["incident"]) if way == "another page" else page.reload()
            page.wait_for_function("grounds.size > 0")
            assert page.evaluate("[...grounds]") == [DARK]
            expect(page.get_by_role("button", name="Cambiar a modo claro")).to_be_visible()


def test_the_offer_of_a_language_moves_nothing(browser: Browser, served: str) -> None:
    with opened(browser, locale="es-MX") as page:
        page.add_init_script(WATCH)
        go(page, served, "en", KINDS["how-to"])
        expect(page.get_by_role("link", name="Leer esta página en español")).to_be_visible()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("shifts") == []


def test_the_offer_names_the_readers_language_once_per_tab(browser: Browser, served: str) -> None:
    with opened(browser, locale="es-MX") as page:
        go(page, served, "en", KINDS["how-to"])
        offer = page.get_by_role("link", name="Leer esta página en español")
        expect(offer).to_be_visible()
        page.locator("[data-hc-offer-close], .hc-offer button").first.click()
        expect(offer).to_be_hidden()
        go(page, served, "en", KINDS["category"])
        expect(page.get_by_role("link", name="Leer esta página en español")).to_be_hidden()
    with opened(browser, locale="en-US") as page:
        go(page, served, "en", KINDS["how-to"])
        expect(page.get_by_role("link", name="Leer esta página en español")).to_be_hidden()


def test_copying_the_short_link_is_said(browser: Browser, served: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        go(page, served, "en", KINDS["how-to"])
        button = page.locator("[data-hc-copy]")
        button.click()
        expect(button).to_have_text("Copied")
        expect(page.locator("[data-hc-status]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").endswith("/a/2001/en/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_finds_words_of_its_language_by_keyboard(browser: Browser, served: str, language: str) -> None:
    with opened(browser) as page:
        go(page, served, language, "")
        page.keyboard.press("/")
        field = page.locator(".hc-search__input")
        expect(field).to_be_focused()
        for word in WORDS[language]:
            field.fill("")
            expect(page.locator(".hc-search__page")).to_have_count(0)
            field.fill(word)
            expect(page.locator(".hc-search__page mark").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", re.compile("hc-option-"))
        page.keyboard.press("Escape")
        expect(page.locator("dialog.hc-search")).to_be_hidden()
        expect(field).to_have_value("")


def test_nothing_of_the_search_is_loaded_before_it_is_opened(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        go(page, served, "en", "")
        page.wait_for_load_state("networkidle")
        of_offline = ("/offline.js", "/trusted.js")  # which stand beside it, and keep pages for readers without a connection
        assert [url for url in asked if re.search("/search[/-]", url) and not url.endswith(of_offline)] == []


def test_a_secret_in_the_search_is_cleared_and_explained(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", KINDS["how-to"])
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill("ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic")
        expect(page.locator(".hc-search__notice--danger")).to_be_visible()
        expect(page.locator(".hc-search__input")).to_have_value("")
        assert "ozone" not in page.url + page.content()
        for text, said in (("9c0ab4d7" * 8, "TxID"), ("x " * 100_000, "too long")):
            page.locator(".hc-search__input").fill(text)
            expect(page.locator(".hc-search__notice")).to_contain_text(said)
            expect(page.locator(".hc-search__input")).to_have_value("")
        page.locator(".hc-search__input").fill("验证码 482913")
        expect(page.locator(".hc-search__notice--danger")).to_be_visible()
        page.locator(".hc-search__notice a").click()
        expect(page).to_have_url(re.compile("/en/backup/recovery-phrase-exposed/"))


def test_what_is_typed_never_becomes_markup(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", "")
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill("passwrod <img src=x onerror=document.title='hit'> <b>")
        expect(page.locator(".hc-search__notice button")).to_contain_text("<img")
        assert page.locator("dialog.hc-search img").count() == 0
        assert page.title() != "hit"


@pytest.mark.parametrize("place", ["en/", "es/contact/contact-support/", "a/1001/", "a/1001/en/"])
@pytest.mark.parametrize("begin", ["#", "#?", "?"])
@pytest.mark.parametrize("name", ["q", "query"])
def test_no_address_puts_a_strangers_words_into_the_search(browser: Browser, served: str, place: str, begin: str, name: str) -> None:
    with opened(browser) as page:
        page.goto(f"{served}{place}{begin}{name}=Your%20account%20is%20locked.%20Call%20us")
        page.wait_for_url(re.compile(r"/en/|/es/"))
        expect(page.locator("dialog.hc-search")).to_be_hidden()
        page.keyboard.press("/")
        expect(page.locator(".hc-search__input")).to_have_value("")


@pytest.mark.parametrize(
    ("language", "query", "other", "name"),
    [("en", "抽屉", "zh", "中文"), ("zh", "drawer", "en", "English"), ("en", "cajón", "es", "Español")],
)
def test_other_languages_are_searched_in_place(browser: Browser, served: str, language: str, query: str, other: str, name: str) -> None:
    """Words that stand in the pages of one language only, and in no synonym."""
    with opened(browser) as page:
        go(page, served, language, "")
        address = page.url
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill(query)
        page.locator(f".hc-search__notice button[data-language={other}]").click()
        results = page.locator(f".hc-search__page[lang={other}][hreflang={other}]")
        expect(results.first).to_contain_text(name)
        assert page.locator(f".hc-search__list a:not([lang={other}])").count() == 0
        assert page.url == address
        assert Axe().run(page).response["violations"] == []
        page.keyboard.press("Enter")  # the field has the focus
        expect(page).to_have_url(re.compile(f"^{re.escape(served)}{ROOTS[other]}[a-z-]+/[a-z-]+/"))


def test_nothing_found_offers_the_other_languages(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        go(page, served, "en", "")
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill("zzzzqqqq")
        page.locator(".hc-search__notice button[data-language=zh]").click()
        expect(page.locator(".hc-search__notice button")).to_have_count(1)  # and Spanish is left
        expect(page.locator(".hc-search__notice button[data-language=es]")).to_be_visible()
        expect(page.locator(".hc-search__emergency")).to_be_visible()
        expect(page.locator(".hc-search__topics")).to_be_visible()
        page.locator(".hc-search__input").fill("deposit")
        expect(page.locator(".hc-search__page").first).to_be_visible()
        assert page.locator(".hc-search__list [lang]").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_works_below_a_path_under_a_strict_policy_without_storage(browser: Browser, real_site: Path, language: str) -> None:
    """The host is one that only this test answers for: the site below /sub/path/, with a policy that allows no inline script or style."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    wrong: list[str] = []

    def answer(route: Route) -> None:
        path = real_site / urlsplit(route.request.url).path.removeprefix("/sub/path/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            wrong.append(route.request.url)
            return route.fulfill(status=404)
        policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"
        headers = {"content-type": mimetypes.guess_type(path)[0] or "application/octet-stream", "content-security-policy": policy}
        return route.fulfill(body=path.read_bytes(), headers=headers)

    context.route("**/*", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))  # the theme's own inline scripts are refused, and not missed
    page.goto(f"https://help.test/sub/path/{ROOTS[language]}")
    page.keyboard.press("/")
    page.locator(".hc-search__input").fill(WORDS[language][1])
    expect(page.locator(".hc-search__section").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/sub/path/{ROOTS[language]}[a-z]+/[a-z-]+/"))
    assert wrong == []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_search_is_a_link_to_every_article(browser: Browser, served: str, real_site: Path, language: str) -> None:
    articles = json.loads((real_site / api.LIST).read_text(encoding="utf-8"))["articles"]
    with opened(browser, java_script_enabled=False) as page:
        go(page, served, language, KINDS["how-to"])
        expect(page.locator(".hc-search__input")).to_be_hidden()
        page.locator("a[data-hc-search]").click()
        assert page.url == served + ROOTS[language] + "topics/"
        expect(page.locator(".hc-every li")).to_have_count(len(articles))
        expect(page.locator(".hc-offline")).to_be_hidden()


def test_from_a_file_the_search_leads_to_every_article_and_says_why(browser: Browser, real_site: Path) -> None:
    page = browser.new_page()
    page.goto((real_site / "en/topics/index.html").as_uri())
    expect(page.locator("a[data-hc-search]")).to_be_visible()
    expect(page.locator(".hc-offline")).to_be_visible()
    page.close()


def test_print_shows_the_article_and_no_navigation(browser: Browser, served: str) -> None:
    with opened(browser, viewport=DESKTOP, color_scheme="dark") as page:
        go(page, served, "en", KINDS["incident"])
        page.emulate_media(media="print")
        expect(page.locator("#do-now")).to_be_visible()
        expect(page.locator("header nav").first).to_be_hidden()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_a_page_opened_by_keyboard_begins_with_the_way_past_the_header(browser: Browser, served: str) -> None:
    with opened(browser, viewport=DESKTOP) as page:
        go(page, served, "en", KINDS["how-to"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_not_found_pages_speak_the_readers_language(browser: Browser, served: str) -> None:
    with opened(browser) as page:
        page.goto(f"{served}es/no/such/page/")
        expect(page.locator(".hc-not-found").first).to_contain_text("Esta página no existe")
        page.goto(f"{served}no/such/page/")
        for text in ("这个页面不存在", "This page does not exist", "Esta página no existe"):
            expect(page.get_by_text(text).first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_of_an_article_copies_its_own_link_by_keyboard(browser: Browser, served: str, language: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        go(page, served, language, "transfers/deposit-not-arrived/")
        headings = page.locator(".hc-text :is(h2, h3)").count()
        buttons = page.locator(".hc-section-link")
        assert buttons.count() == headings > 4
        target = page.locator("#find-your-case .hc-section-link")
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        target.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-hc-status]")).not_to_be_empty()
        assert str(page.evaluate("navigator.clipboard.readText()")).endswith(f"/a/2002/{language}/#find-your-case")

"""A page on a host that is not ours says so above everything, in its language, and names the real address; at home it says nothing."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from project import REAL_URL

HOME = "https://help.example.com/"  # of data/brand.yml
FORGED = {"": "可能是假冒的", "en/": "may be a forgery", "es/": "puede ser una falsificación"}
KNOWN = {"": "翻译或存档服务", "en/": "a translator or an archive", "es/": "un traductor o un archivo web"}
ARTICLE = "incident/wallet-stolen/"
NOTE = "body > .hc-notices:first-child"


@contextmanager
def copied(browser: Browser, site: Path, address: str, changed: Callable[[str], str] = str) -> Iterator[Page]:
    """A page at `address`, on whose host stands a copy of the whole site, its pages `changed`."""
    context = browser.new_context(viewport={"width": 360, "height": 640})

    def answer(route: Route) -> None:
        place = site / urlsplit(route.request.url).path.lstrip("/")
        place = place / "index.html" if place.is_dir() else place
        found = place.is_file()
        place = place if found else site / "404.html"
        body: str | bytes = changed(place.read_text(encoding="utf-8")) if place.suffix == ".html" else place.read_bytes()
        route.fulfill(status=200 if found else 404, body=body, content_type=mimetypes.guess_type(place.name)[0])

    context.route(f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/**", answer)
    page = context.new_page()
    page.goto(address)
    yield page
    context.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.mark.parametrize("prefix", FORGED)
def test_a_copy_names_the_real_address_in_its_language_and_can_be_read(browser: Browser, real_site: Path, prefix: str) -> None:
    with copied(browser, real_site, f"https://help-example.com.evil.test/{prefix}{ARTICLE}") as page:
        note = page.locator(NOTE)
        expect(note).to_contain_text(FORGED[prefix])
        expect(note).to_have_attribute("role", "alert")
        expect(note.get_by_role("link")).to_have_text(HOME)
        expect(note.get_by_role("link")).to_have_attribute("href", f"{HOME}{prefix}{ARTICLE}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("host", ["help-example-com.translate.goog", "web.archive.org"])
@pytest.mark.parametrize("prefix", KNOWN)
def test_a_translator_and_an_archive_are_told_calmly(browser: Browser, real_site: Path, host: str, prefix: str) -> None:
    with copied(browser, real_site, f"https://{host}/{prefix}{ARTICLE}") as page:
        note = page.locator(NOTE)
        expect(note).to_contain_text(KNOWN[prefix])
        expect(note).to_have_attribute("role", "status")
        expect(note.get_by_role("link")).to_have_text(HOME)


@pytest.mark.parametrize(
    "host", ["evil.test", "127.evil.test", "xhelp.example.com.evil.test", "notexample.com", "translate.goog.evil.test", "10.0.0.7"]
)
def test_other_hosts_are_copies(browser: Browser, real_site: Path, host: str) -> None:
    with copied(browser, real_site, f"http://{host}/en/") as page:
        expect(page.locator(NOTE)).to_contain_text("may be a forgery")


@pytest.mark.parametrize(
    "host",
    [
        "help.example.com",
        "help.example.com.",
        "HELP.example.com:8443",
        "preview.example.com",
        urlsplit(REAL_URL).netloc,
        "localhost",
        "a.localhost",
        "[::1]:81",
        "desk.local",
    ],
)
def test_our_hosts_and_this_machine_are_no_copies(browser: Browser, real_site: Path, host: str) -> None:
    with copied(browser, real_site, f"http://{host}/en/{ARTICLE}") as page:
        expect(page.locator("template[data-hc-real]")).to_have_count(1)
        page.wait_for_function("document.readyState === 'complete'")
        expect(page.locator(NOTE)).to_have_count(0)


def test_the_page_as_it_is_served_here_and_opened_from_a_file_says_nothing(browser: Browser, served: str, real_site: Path) -> None:
    for address in (f"{served}en/{ARTICLE}", (real_site / "en" / ARTICLE / "index.html").resolve().as_uri()):
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("document.readyState === 'complete'")
        expect(page.locator(NOTE)).to_have_count(0)
        page.close()


def test_a_copy_with_our_name_replaced_everywhere_still_knows_where_it_is_from(browser: Browser, real_site: Path) -> None:
    def renamed(html: str) -> str:
        return html.replace(urlsplit(REAL_URL).netloc, "evil.test").replace("example.com", "evil.test")

    with copied(browser, real_site, "https://evil.test/es/", renamed) as page:
        expect(page.locator(NOTE).get_by_role("link")).to_have_text(HOME)


def test_an_address_that_is_not_there_says_it_too(browser: Browser, real_site: Path) -> None:
    with copied(browser, real_site, "https://evil.test/no/such/page/") as page:
        expect(page.locator(NOTE).get_by_role("link")).to_have_attribute("href", HOME)


@pytest.mark.parametrize("prefix", FORGED)
def test_a_page_on_paper_names_its_address_and_shows_it_nowhere_else(browser: Browser, served: str, prefix: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}{prefix}{ARTICLE}")
    line = page.locator(".hc-printed")
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_be_visible()
    expect(line).to_contain_text(f"{REAL_URL}{prefix}{ARTICLE}")
    page.close()

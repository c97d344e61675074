"""Without a connection: what a reader's device has saved, what never replaces it, and how it is forgotten."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cases import library_of
from conftest import Quiet
from helpcenter.articles.read import read_library
from helpcenter.pages import offline
from helpcenter.source.files import read_tree
from places import ROOT

STOLEN, SENDING, FEES = "en/incident/wallet-stolen/", "en/transfers/send-transfer/", "en/transfers/network-fees/"


@dataclass
class Host:
    """A site on this machine. `answers`: path → what is sent in place of its file: status, headers, content and whether it breaks off."""

    address: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes, bool]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, place: str, content: str, status: int = 200, broken_off: bool = False, **headers: str) -> None:
        kind = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[urlsplit(self.address + place).path] = status, kind, content.encode(), broken_off


@contextmanager
def hosting(folder: Path, place: str = "") -> Iterator[Host]:
    """A host of the files in `folder`; the site begins at `place`."""
    host = Host()

    class Handler(Quiet):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            if (answer := host.answers.get(urlsplit(self.path).path)) is None:
                return super().do_GET()
            status, headers, content, broken_off = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content) + broken_off))
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = True

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}/{place}"
    yield host
    server.shutdown()


@pytest.fixture
def host(real_site: Path) -> Iterator[Host]:
    with hosting(real_site.resolve()) as host:
        yield host


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(service_workers="allow", locale="en-GB")
    yield context
    context.close()


def visit(context: BrowserContext, host: Host, place: str, language: str = "en") -> Page:
    """Open a page, and wait until everything that the device keeps of its language is there."""
    page = context.new_page()
    page.goto(host.address + place)
    wait_for(page, host, f"released?{language}")
    return page


def wait_for(page: Page, host: Host, place: str, words: str = "") -> None:
    """Wait until the device has saved a page, with these words in it."""
    until(page, "async ([address, words]) => (await (await caches.match(address))?.text())?.includes(words)", [host.address + place, words])


def until(page: Page, condition: str, given: object = None) -> None:
    """Wait until a function in the page, which may wait itself, says so."""
    asked = f"""async (given) => {{
      for (let tries = 0; tries < 600; tries++) {{
        if (await ({condition})(given)) return true
        await new Promise((resolve) => setTimeout(resolve, 50))
      }}
      return false
    }}"""
    assert page.evaluate(asked, given), condition


def read(page: Page, host: Host, place: str) -> None:
    """Open a page that the device then has saved."""
    page.goto(host.address + place)
    wait_for(page, host, place)


def content(real_site: Path, place: str) -> str:
    return (real_site / place if place.endswith(".html") else real_site / place / "index.html").read_text(encoding="utf-8")


def test_emergencies_and_pages_that_were_read_can_be_read_without_a_connection(context: BrowserContext, host: Host) -> None:
    page = visit(context, host, SENDING)
    status = page.locator("[data-hc-saved]")
    expect(status).to_be_empty()
    context.set_offline(True)
    for place, title in (
        (STOLEN, "stolen"),
        ("en/incident/", "Emergencies"),
        ("en/contact/contact-support/", "support"),
        ("en/reporting/", "report"),
        ("en/", "help"),
        (SENDING, "Send a transfer"),  # this one was read
    ):
        page.goto(host.address + place)
        expect(page.locator("h1")).to_contain_text(title, ignore_case=True)
        expect(status).to_contain_text("You are offline. This page was saved on")
        expect(status).to_have_attribute("role", "status")
        assert page.evaluate("getComputedStyle(document.querySelector('.hc-header')).backgroundColor") != "rgba(0, 0, 0, 0)", "no styles"


def test_the_words_are_those_of_the_language(context: BrowserContext, host: Host) -> None:
    for language, root, words in (("zh", "", "你已离线。本页保存于"), ("es", "es/", "Estás sin conexión. Esta página se guardó el")):
        page = visit(context, host, root, language)
        context.set_offline(True)
        page.goto(f"{host.address}{root}incident/wallet-stolen/")
        expect(page.locator("[data-hc-saved]")).to_contain_text(words)
        context.set_offline(False)


def test_a_page_that_is_not_saved_leads_to_the_emergencies_of_its_language(context: BrowserContext, host: Host) -> None:
    page = visit(context, host, "en/")
    context.set_offline(True)
    page.goto(host.address + FEES)
    expect(page).to_have_url(host.address + "en/incident/#not-saved")
    expect(page.locator("[data-hc-saved]")).to_contain_text("is not saved on this device")
    page.goto(f"{host.address}es/transfers/network-fees/")  # of this language nothing is saved
    expect(page).to_have_url(host.address + "en/incident/#not-saved")


PORTAL = '<!doctype html><html lang="en"><head><title>Log in</title></head><body>Accept the terms of this hotel</body></html>'
BROKEN: dict[str, Callable[[Host, str, str], None]] = {
    "an error": lambda host, place, page: host.answer(place, page.replace("Send", "Spend"), status=503),
    "what stands in for every page": lambda host, place, page: host.answer(place, PORTAL),
    "another page of the site": lambda host, place, page: host.answer(place, page.replace(f'content="{place}"', f'content="{FEES}"')),
    "half a page": lambda host, place, page: host.answer(place, page[: len(page) // 2]),
    "a page that breaks off": lambda host, place, page: host.answer(place, page, broken_off=True),
    "no page": lambda host, place, page: host.answer(place, page, Content_Type="text/plain"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_answer_never_replaces_a_saved_page(context: BrowserContext, host: Host, real_site: Path, kind: str) -> None:
    page = visit(context, host, SENDING)
    BROKEN[kind](host, SENDING, content(real_site, SENDING).replace("test transfer", "trap transfer"))
    page.goto(host.address + SENDING)
    expect(page.locator("[data-hc-saved]")).to_contain_text("This site cannot be reached right now. This page was saved on")
    context.set_offline(True)
    page.goto(host.address + SENDING)
    expect(page.locator("h1")).to_contain_text("test transfer")
    assert "trap transfer" not in page.content()


def test_neither_a_redirect_to_another_host_nor_a_page_that_is_gone_replaces_a_saved_page(
    context: BrowserContext, host: Host, real_site: Path
) -> None:
    page = visit(context, host, SENDING)
    with hosting(real_site.resolve()) as other:
        host.answer(SENDING, "", status=302, Location=other.address + SENDING)
        page.goto(host.address + SENDING)
        expect(page).to_have_url(other.address + SENDING)  # the reader goes where the site sends them
    host.answer(SENDING, PORTAL, status=404)
    page.goto(host.address + SENDING)
    expect(page.get_by_text("Accept the terms")).to_be_visible()
    context.set_offline(True)
    page.goto(host.address + SENDING)
    expect(page.locator("h1")).to_contain_text("Send a transfer")


def test_an_answer_that_does_not_come_is_not_waited_for(context: BrowserContext, host: Host) -> None:
    page = visit(context, host, SENDING)
    context.service_workers[0].evaluate("() => { self.fetch = () => new Promise(() => {}) }")
    page.goto(host.address + SENDING, wait_until="commit")
    expect(page.locator("[data-hc-saved]")).to_contain_text("This site cannot be reached right now")


def test_a_new_release_replaces_what_is_saved_on_the_next_visit_but_for_its_broken_pages(
    context: BrowserContext, host: Host, real_site: Path
) -> None:
    page = visit(context, host, SENDING)
    lost = "en/incident/account-compromised/"
    host.answer(STOLEN, content(real_site, STOLEN).replace("</h1>", " (new)</h1>"))
    host.answer(lost, PORTAL)
    worker = (real_site / offline.WORKER).read_text(encoding="utf-8")
    host.answer(offline.WORKER, worker.replace('RELEASE = "', 'RELEASE = "0'), Content_Type="text/javascript")
    host.answer(SENDING, content(real_site, SENDING).replace("</h1>", " (new)</h1>"))
    page.goto(host.address + SENDING)
    expect(page.locator("h1")).to_contain_text("(new)")
    wait_for(page, host, STOLEN, "(new)")
    wait_for(page, host, SENDING, "(new)")
    context.set_offline(True)
    page.goto(host.address + lost)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("Accept the terms")).to_have_count(0)


def test_switched_off_it_forgets_everything_and_goes(context: BrowserContext, host: Host) -> None:
    library = library_of({"files": {"data/home.yml": {"emergency:": "offline: false\nemergency:"}}})
    off = offline.offline_files(library)[offline.WORKER].decode()
    page = visit(context, host, SENDING)
    host.answer(offline.WORKER, off, Content_Type="text/javascript")
    page.evaluate("caches.open('of another app on this host')")
    page.goto(host.address + SENDING)  # the browser looks for the worker of today
    gone = "(await caches.keys()).join() === 'of another app on this host' && !(await navigator.serviceWorker.getRegistrations()).length"
    until(page, f"async () => {gone}")
    page.goto(host.address + FEES)
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_nothing_that_readers_tell_is_saved(context: BrowserContext, host: Host) -> None:
    page = visit(context, host, SENDING)
    page.goto(f"{host.address}{FEES}?k=search&q=words")
    page.evaluate("Promise.all(['feedback?k=answer&a=1', 'assets/x?q=1'].map((path) => fetch('/' + path).catch(() => {})))")
    page.evaluate("fetch('/feedback', { method: 'POST', body: 'x' }).catch(() => {})")
    read(page, host, FEES)
    saved = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((key) => key.url)))).flat()"
    )
    assert [url for url in saved if "?" in url and "released?" not in url] == []
    assert [url for url in saved if "feedback" in url and "feedback-and-survey" not in url and not url.endswith(".js")] == []


def test_only_the_newest_of_the_pages_that_were_read_stay(context: BrowserContext, host: Host) -> None:
    page = visit(context, host, SENDING)
    worker = context.service_workers[0]
    worker.evaluate(
        "async () => { for (let number = 0; number < 70; number++) await save(registration.scope + 'page/' + number + '/', 'x') }"
    )
    kept = page.evaluate(
        "async (name) => (await (await caches.open(name)).keys()).map((key) => key.url)", f"help-center:{host.address}read"
    )
    assert len(kept) == 60
    assert kept[-1].endswith("/page/69/")
    assert host.address + SENDING not in kept


def test_the_search_answers_without_a_connection_once_it_was_used(context: BrowserContext, host: Host) -> None:
    page = visit(context, host, "en/")
    page.goto(host.address + "en/")  # from here on the device sees what the page loads
    for asked in range(2):
        page.keyboard.press("/")
        page.locator("dialog.hc-search input").fill("network fee")
        expect(page.locator("dialog.hc-search [role=option], dialog.hc-search [role=listbox] a").first).to_be_visible()
        if not asked:
            page.wait_for_load_state("networkidle")
            context.set_offline(True)
            page.goto(host.address + "en/")


def test_a_site_below_a_path_keeps_to_itself(browser: Browser, real_site: Path, tmp_path: Path) -> None:
    (tmp_path / "help").symlink_to(real_site.resolve())
    with hosting(tmp_path, "help/") as host:
        context = browser.new_context(service_workers="allow")
        page = visit(context, host, SENDING)
        assert page.evaluate("async () => (await navigator.serviceWorker.ready).scope") == host.address
        context.set_offline(True)
        page.goto(host.address + STOLEN)
        expect(page.locator("h1")).to_contain_text("stolen", ignore_case=True)
        context.close()


def test_every_page_says_which_one_it_is_and_every_kept_place_is_one(real_site: Path) -> None:
    library = read_library(read_tree(ROOT))
    for language in ("zh", "en", "es"):
        places = offline.places(library, language)
        assert len(places) > 8
        for place in places:
            assert f'<meta name="help-center" content="{place}">' in content(real_site, place)


@pytest.mark.parametrize("language", ["", "en/", "es/"])
@pytest.mark.parametrize("name", ["emergency.html", "backup-sheet.html"])
def test_a_sheet_looks_the_same_saved_as_a_file_and_fits_on_two_pages(browser: Browser, real_site: Path, language: str, name: str) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(f"file://{real_site.resolve()}/{language}{name}")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
    assert wrong == []
    page.close()


def test_the_sheets_are_one_press_from_where_they_are_looked_for(browser: Browser, served: str) -> None:
    page = browser.new_page()
    for place, title in (
        ("en/incident/", "Emergency sheet"),
        ("en/contact/contact-support/", "Emergency sheet"),
        ("en/backup/back-up-recovery-phrase/", "Sheet for your recovery phrase"),
    ):
        page.goto(served + place)
        page.locator(".hc-rows").get_by_role("link", name=re.compile("sheet", re.I)).click()
        expect(page.locator("h1")).to_contain_text(title)
    page.close()

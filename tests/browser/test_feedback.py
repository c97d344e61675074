"""What readers tell: the question under an article, a search that nothing answers, the survey; and what the log of a web server gets of it."""

from __future__ import annotations

import json
import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from conftest import Quiet, serving
from places import ROOT
from project import edit, mkdocs, run_here, small_project
from servers import nginx

LANGUAGES = {"zh": "", "en": "en/", "es": "es/"}
READER = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
NOT_SENT = {  # what the guard refuses of a search that nothing answers
    "qqzzxx juan@example.com": "mail",
    "qqzzxx 600 123 456 789": "number",
    "qqzzxx vitalik.eth": "address",
    "qqzzxx " + "wwyyzz " * 20: "long",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that asks."""
    project = small_project(tmp_path_factory.mktemp("asking"))
    edit(project / "data/feedback.yml", "endpoint: null", "endpoint: /feedback")
    for language in LANGUAGES:
        for route in ("survey", "thanks"):
            shutil.copy(ROOT / f"docs/{language}/{route}.md", project / f"docs/{language}/{route}.md")
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    return project / "site"


class Receiver(Quiet):
    """A host that logs the address and the headers of each request that tells something."""

    told: list[tuple[str, dict[str, str]]]
    broken = False

    def do_GET(self) -> None:
        if "?k=" in self.path:
            self.told.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if urlsplit(self.path).path != "/feedback":
            return super().do_GET()
        self.send_response(500 if self.broken else 204)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def receiving(site: Path) -> Iterator[tuple[str, type[Receiver]]]:
    receiver = type("Receiver", (Receiver,), {"told": []})
    with serving(site, receiver) as address:
        yield address, receiver


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Page]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def assert_tells_nobody(headers: dict[str, str], path: str) -> None:
    """No cookie went along, and of where it was asked at most the path: not every browser knows `rel="noreferrer"` of a form."""
    assert "cookie" not in headers
    assert urlsplit(headers.get("referer", path))[2:4] == (path, "")


def query(path: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(path).query, keep_blank_values=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_says_no_and_learns_what_to_do(browser: Browser, site: Path, language: str) -> None:
    with receiving(site) as (address, host), opened(browser, viewport={"width": 360, "height": 640}) as page:
        page.goto(f"{address}{LANGUAGES[language]}account/one/")
        helping = page.locator(".hc-feedback .hc-emergency")
        expect(helping).to_be_hidden()
        page.locator('input[name="v"][value="no"]').check()
        expect(helping).to_be_visible()
        page.locator('input[name="r"][value="not-my-app"]').check()
        assert Axe().run(page).response["violations"] == []
        assert page.locator(".hc-feedback__no h2 ~ *").first.get_attribute("class") == "hc-emergency"  # before contact and articles
        expect(page.locator(".hc-feedback .hc-rows a")).to_have_count(2)
        page.locator(".hc-feedback button").click()
        expect(page.locator(".hc-feedback__result")).not_to_be_empty()
        expect(page.locator(".hc-feedback fieldset").first).to_be_hidden()
        expect(helping).to_be_visible()
        [(path, headers)] = host.told
        names, values = zip(*query(path), strict=True)
        assert names == ("k", "a", "l", "v", "r", "f", "at")
        assert values[:5] == ("answer", "1001", language, "no", "not-my-app")
        assert re.fullmatch("[0-9a-f]{8}", values[5])
        assert values[6] == "-"
        assert not {"cookie", "referer"} & headers.keys()
        page.reload()
        expect(page.locator(".hc-feedback__result")).not_to_be_empty()  # once per page and tab
        expect(page.locator(".hc-feedback button")).to_be_hidden()
        assert page.context.cookies() == []
        page.goto(f"{address}{LANGUAGES[language]}account/two/")
        expect(page.locator(".hc-feedback button")).to_be_visible()


def test_an_answer_by_keyboard_and_one_that_was_changed(browser: Browser, site: Path) -> None:
    with receiving(site) as (address, host), opened(browser) as page:
        page.goto(f"{address}en/account/one/")
        page.locator('input[name="v"][value="yes"]').focus()
        page.keyboard.press("ArrowRight")  # to “No”
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")  # to another reason
        assert page.evaluate("document.activeElement.value") == "outdated"
        page.locator('input[name="v"][value="no"]').focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        expect(page.locator(".hc-feedback__result")).to_be_focused()
        assert query(host.told[0][0])[3:5] == [("v", "yes"), ("r", "-")]


@pytest.mark.parametrize(
    ("fragment", "opens", "sent"),
    [
        ("#steps", False, "steps"),
        ("#steps", True, "if-it-fails"),
        ("#if-it-fails", False, "if-it-fails"),
        ("", True, "if-it-fails"),
        ("#juan-perez-7", False, "-"),
        ("#juan-perez-7", True, "if-it-fails"),
        ("#__search", False, "-"),  # of the page, and no section
        ("#%E0%A4%A", False, "-"),
        ("#steps?user=7", False, "-"),
    ],
)
def test_the_section_that_was_opened_last_goes_along_and_nothing_else_of_the_address(
    browser: Browser, site: Path, fragment: str, opens: bool, sent: str
) -> None:
    with receiving(site) as (address, host), opened(browser) as page:
        page.goto(f"{address}en/account/one/{fragment}")
        if opens:
            page.locator("details:has(> #if-it-fails) > summary").focus()
            page.keyboard.press("Enter")
            expect(page.locator("#if-it-fails")).to_be_visible()
        page.locator('input[name="v"][value="no"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator(".hc-feedback__result")).to_have_text("Sent, thank you.")
        assert query(host.told[0][0])[6:] == [("at", sent)]


def test_a_section_that_is_reached_on_the_page_goes_along(browser: Browser, site: Path) -> None:
    with receiving(site) as (address, host), opened(browser) as page:
        page.goto(f"{address}en/account/one/#if-it-fails")
        page.evaluate("location.hash = 'check'")
        expect(page.locator("#check:target")).to_have_count(1)
        page.locator('input[name="v"][value="yes"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator(".hc-feedback__result")).to_have_text("Sent, thank you.")
        assert query(host.told[0][0])[6:] == [("at", "check")]


def test_nothing_is_sent_before_a_choice_and_a_failure_is_said(browser: Browser, site: Path) -> None:
    with receiving(site) as (address, host), opened(browser) as page:
        page.goto(f"{address}en/account/one/")
        page.locator(".hc-feedback button").click()
        assert host.told == []
        host.broken = True
        page.locator('input[name="v"][value="yes"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator(".hc-feedback__result")).to_have_text("It could not be sent, and nothing was kept. You can try again.")
        host.broken = False
        page.locator(".hc-feedback button").click()
        expect(page.locator(".hc-feedback__result")).to_have_text("Sent, thank you.")


def test_without_storage_it_is_sent_all_the_same(browser: Browser, site: Path) -> None:
    with receiving(site) as (address, host), opened(browser) as page:
        page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('blocked') } })")
        page.goto(f"{address}en/account/one/")
        page.locator('input[name="v"][value="yes"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator(".hc-feedback__result")).to_have_text("Sent, thank you.")
        assert len(host.told) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_form_leads_to_a_page_that_says_thank_you(browser: Browser, site: Path, language: str) -> None:
    with receiving(site) as (address, host), opened(browser, java_script_enabled=False) as page:
        page.goto(f"{address}{LANGUAGES[language]}account/one/")
        page.locator('input[name="v"][value="no"]').check()
        expect(page.locator(".hc-feedback .hc-emergency")).to_be_visible()
        page.locator('input[name="r"][value="unclear"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator("main .hc-emergency")).to_be_visible()
        assert urlsplit(page.url).path == f"/{LANGUAGES[language]}thanks/"
        [(path, headers)] = host.told
        assert query(path)[:5] == [("k", "answer"), ("a", "1001"), ("l", language), ("v", "no"), ("r", "unclear")]
        assert_tells_nobody(headers, f"/{LANGUAGES[language]}account/one/")


def test_on_paper_nothing_is_asked(browser: Browser, site: Path) -> None:
    with receiving(site) as (address, _), opened(browser) as page:
        page.goto(f"{address}en/account/one/")
        page.emulate_media(media="print")
        expect(page.locator(".hc-feedback-panel")).to_be_hidden()
        expect(page.locator(".hc-panel")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_that_nothing_answers_is_reported_in_its_own_words(browser: Browser, site: Path, language: str) -> None:
    with receiving(site) as (address, host), opened(browser, viewport={"width": 360, "height": 640}) as page:
        page.goto(address + LANGUAGES[language])
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill("qqzzxx & <b>")
        button = page.locator(".hc-search__tell button")
        expect(button).to_contain_text("“qqzzxx & <b>”")
        assert Axe().run(page).response["violations"] == []
        assert host.told == []
        button.click()
        expect(button).to_have_count(0)
        expect(page.locator(".hc-search__tell")).not_to_be_empty()
        [(path, headers)] = host.told
        assert query(path) == [("k", "search"), ("l", language), ("q", "qqzzxx & <b>")]
        assert not {"cookie", "referer"} & headers.keys()


@pytest.mark.parametrize("words", NOT_SENT)
def test_what_may_be_a_secret_or_a_person_is_refused_with_the_reason(browser: Browser, site: Path, words: str) -> None:
    with receiving(site) as (address, host), opened(browser) as page:
        page.goto(f"{address}en/")
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill(words)
        reason = page.locator("dialog.hc-search").get_attribute(f"data-tell-{NOT_SENT[words]}")
        assert reason
        expect(page.locator(".hc-search__tell")).to_have_text(reason)
        assert page.locator(".hc-search__tell button").count() == 0
        assert host.told == []


def test_two_searches_without_a_click_and_no_less(browser: Browser, site: Path) -> None:
    with receiving(site) as (address, _), opened(browser) as page:
        page.goto(f"{address}en/")
        page.keyboard.press("/")
        field, offer = page.locator(".hc-search__input"), page.locator(".hc-search__tell button")
        page.clock.install()
        for words in ("fir", "first", "first article"):  # typed on, it is one search
            field.fill(words)
            expect(page.locator(".hc-search__page").first).to_be_visible()
            page.clock.run_for(2000)
        expect(offer).to_have_count(0)
        field.fill("second article")
        expect(page.locator(".hc-search__page").first).to_contain_text("second")
        page.clock.run_for(2000)
        expect(offer).to_contain_text("“second article”")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_survey_with_and_without_a_script(browser: Browser, site: Path, language: str) -> None:
    for script in (True, False):
        with (
            receiving(site) as (address, host),
            opened(browser, java_script_enabled=script, viewport={"width": 360, "height": 640}) as page,
        ):
            page.goto(f"{address}{LANGUAGES[language]}survey/?class=login&channel=ticket&class2=x")
            if script:
                assert Axe().run(page).response["violations"] == []
                assert page.locator("input:checked").evaluate_all("them => them.map(({value}) => value)") == ["login", "ticket", "-"]
            for name, value in {"c": "login", "h": "ticket", "s": "no", "fast": "1", "able": "3", "kind": "5", "m": "next-step"}.items():
                page.locator(f'input[name="{name}"][value="{value}"]').check()
            page.locator(".hc-feedback button").click()
            if script:
                expect(page.locator(".hc-feedback__result")).not_to_be_empty()
            else:
                expect(page.locator("main .hc-emergency")).to_be_visible()
            [(path, headers)] = host.told
            assert query(path) == query(f"/?k=survey&l={language}&c=login&h=ticket&s=no&fast=1&able=3&kind=5&m=next-step")
            assert "cookie" not in headers
            assert not (script and "referer" in headers)


def test_where_nothing_is_asked_the_pages_lead_to_the_app(browser: Browser, served: str) -> None:
    sent: list[Request] = []
    with opened(browser) as page:
        page.on("request", lambda request: sent.append(request) if "?" in request.url else None)
        page.goto(f"{served}en/transfers/send-transfer/")
        expect(page.locator(".hc-feedback-panel")).to_contain_text("This page sends nothing.")
        assert page.locator("form:not([role=search])").count() == 0
        page.keyboard.press("/")
        page.locator(".hc-search__input").fill("qqzzxxww")
        expect(page.locator(".hc-search__status")).to_contain_text("Nothing found")
        assert page.locator(".hc-search__tell").count() == 0
    assert sent == []


@pytest.mark.parametrize(
    ("place", "title", "says"),
    [
        ("survey/", "在 App 里评价客服", "工单关闭后，在 App 里打分就行。"),
        ("en/survey/", "Rate our support in the app", "Once your ticket is closed, you can rate it in the app."),
        ("es/survey/", "Califica nuestro soporte en la app", "Cuando tu ticket se cierre, puedes calificarlo en la app."),
    ],
)
def test_the_page_of_the_survey_says_what_to_do_where_nothing_is_asked(
    browser: Browser, served: str, place: str, title: str, says: str
) -> None:
    with opened(browser, viewport={"width": 360, "height": 640}) as page:
        page.goto(served + place)
        expect(page.locator("h1")).to_have_text(title)
        assert page.title().startswith(title)
        expect(page.locator("main")).to_contain_text(says)
        assert page.locator("form:not([role=search])").count() == 0
        page.locator("main .hc-button").click()
        expect(page.locator(".hc-channels")).to_be_visible()


# --- a real web server ------------------------------------------------------------------------------------------------


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address and the log of nginx with the block of OPERATING.md."""
    guide = (ROOT / ".github/OPERATING.md").read_text(encoding="utf-8")
    block = next(found for found in re.findall(r"```nginx\n(.*?)```", guide, re.S) if "log_format feedback" in found)
    log, beside = tmp_path / "feedback.log", site.with_name(f".{site.name}")
    block = (
        block.replace("/var/log/help/feedback.log", str(log)).replace("/srv/help/.site", str(beside)).replace("/srv/help/site", str(site))
    )
    with nginx(tmp_path, block.replace("server_name help.example.com;", "listen;")) as address:
        yield address, log


def lines(log: Path, number: int) -> list[str]:
    """So many lines of a log, once they are written."""
    end = time.monotonic() + 30
    while len(found := log.read_text(encoding="utf-8").splitlines()) < number and time.monotonic() < end:
        time.sleep(0.05)
    return found


def say_no_and_tell_a_search(page: Page) -> None:
    """What a reader does whom an English article does not help, nor the search."""
    page.locator('input[name="v"][value="no"]').check()
    page.locator('input[name="r"][value="outdated"]').check()
    page.locator(".hc-feedback button").click()
    expect(page.locator(".hc-feedback__result")).to_have_text("Sent, thank you.")
    page.keyboard.press("/")
    page.locator(".hc-search__input").fill("质押 qqzzxx")
    page.locator(".hc-search__tell button").click()
    expect(page.locator(".hc-search__tell")).to_have_text("Sent, thank you.")


def test_what_readers_tell_goes_the_whole_way_through_nginx_into_the_report(
    browser: Browser, host: tuple[str, Path], site: Path, tmp_path: Path
) -> None:
    address, log = host
    with opened(browser, user_agent=READER) as page:
        page.goto(f"{address}en/account/one/#steps")
        say_no_and_tell_a_search(page)
    with opened(browser, user_agent=READER, java_script_enabled=False) as page:
        page.goto(f"{address}es/survey/")
        for name, value in {"c": "general", "h": "email", "s": "no", "fast": "5", "able": "2", "kind": "4", "m": "next-step"}.items():
            page.locator(f'input[name="{name}"][value="{value}"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator("main .hc-emergency")).to_be_visible()
    lines(log, 3)
    lines(tmp_path / "all.log", 1)  # the page of the article
    status, _, error = run_here(site.parent, "report", str(log), str(tmp_path / "all.log"), "--k", "1", "--out", str(tmp_path / "report"))
    assert (status, error) == (0, "")
    found = {
        name: (tmp_path / "report" / name).read_text(encoding="utf-8") for name in ("report.json", "noes.csv", "gaps.csv", "index.html")
    }
    told = json.loads(found["report.json"])["scopes"]["all"]
    assert [(row["article"], row["reason"], row["section"], row["answers"], row["current"]) for row in told["noes"]] == [
        (1001, "outdated", "steps", 1, 1.0)
    ]
    assert [(row["article"], row["views"], row["solved"]) for row in told["problems"] if row["article"] == 1001] == [(1001, 1, 0.0)]
    assert [(row["words"], row["searches"]) for row in told["gaps"]] == [("质押 qqzzxx", 1)]
    assert {"case": "general", "channel": "email", "answers": 1, "solved": 0.0, "able": 2.0}.items() <= told["satisfaction"][1].items()
    assert [(row["case"], row["missing"]) for row in told["missing"]] == [("general", "next-step")]
    assert '"1001","第一篇文章","outdated","steps","1"' in found["noes.csv"]
    assert '"质押 qqzzxx","1"' in found["gaps.csv"]
    for words in ("内容过时了", "操作步骤", "质押 qqzzxx", "下一步该做什么"):
        assert words in found["index.html"], words
    assert not [text for text in found.values() if "127.0.0.1" in text or READER in text]


def test_nginx_logs_what_readers_tell_and_nothing_of_the_readers(browser: Browser, host: tuple[str, Path]) -> None:
    address, log = host
    with opened(browser, user_agent="Mozilla/5.0 (a reader)") as page:
        page.goto(f"{address}en/account/one/")
        say_no_and_tell_a_search(page)
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{address}es/survey/")
        for name, value in {"c": "general", "h": "email", "s": "yes", "fast": "5", "able": "4", "kind": "5"}.items():
            page.locator(f'input[name="{name}"][value="{value}"]').check()
        page.locator(".hc-feedback button").click()
        expect(page.locator("main .hc-emergency")).to_be_visible()
    for path in ("feedback", "feedback?k=other", "feedback?x=1&q=words", "thanks/", "en/account/one/?k=answer"):
        with urllib.request.urlopen(address + path, timeout=10):  # none of these tells anything
            pass
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(f"{address}feedback?q=words", data=b"k=answer", timeout=10)
    head, tail = r'- - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "GET ', ' 0 "-" "-"'
    shown = [re.fullmatch(head + r"(\S+) HTTP/1\.1\" (\d{3})" + tail, line) for line in lines(log, 3)]
    assert [(found[1], found[2]) for found in shown if found] == [
        (shown[0][1] if shown[0] else "", "204"),
        ("/feedback?k=search&l=en&q=%E8%B4%A8%E6%8A%BC+qqzzxx", "204"),
        ("/es/thanks/?k=survey&l=es&c=general&h=email&s=yes&fast=5&able=4&kind=5&m=-", "200"),
    ]
    assert shown[0]
    assert re.fullmatch("/feedback\\?k=answer&a=1001&l=en&v=no&r=outdated&f=[0-9a-f]{8}&at=-", shown[0][1])

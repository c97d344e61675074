"""What slips into a page does not run, and the scripts of the site start nothing but its own workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from conftest import Quiet, importing, serving

PATH = "en/transfers/send-transfer/index.html"
SLIPPED = {
    "a script": "<script>window.ran = true</script>",
    "a module": '<script type="module">window.ran = true</script>',
    "a handler": '<img src="/none.png" alt="x" onerror="window.ran = true">',
    "a script in an address": '<script src="data:text/javascript,window.ran = true"></script>',
    "a script of another host": '<script src="{other}x.js"></script>',
    "a frame": '<iframe srcdoc="&lt;script&gt;parent.ran = true&lt;/script&gt;"></iframe>',
    "a style": "<style>h1 { display: none }</style>",
    "a style of another host": '<link rel="stylesheet" href="{other}x.css">',
    "a base": '<base href="{other}">',
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", SLIPPED)
def test_what_slips_into_a_page_does_not_run(page: Page, served: str, real_site: Path, tmp_path: Path, name: str) -> None:
    asked: list[str] = []

    class Noting(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    with serving(tmp_path, Noting) as other:
        slipped = SLIPPED[name].replace("{other}", other)
        html = (real_site / PATH).read_text(encoding="utf-8").replace("<h1>", f"{slipped}<h1>", 1)
        page.route(f"**/{PATH}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(served + PATH, wait_until="networkidle")
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.baseURI") == served + PATH
    assert asked == []


@pytest.mark.parametrize(
    "sink", ["document.body.innerHTML = '<p>x</p>'", "document.createElement('script').src = '/x.js'", "new Worker('/x.js')"]
)
def test_a_script_cannot_make_code_of_text(page: Page, served: str, real_site: Path, sink: str) -> None:
    html = (real_site / PATH).read_text(encoding="utf-8")
    page.route(f"**/{PATH}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(served + PATH)
    with pytest.raises(Error, match="Trusted"):
        page.evaluate(f"() => {{ {sink} }}")


def test_only_the_workers_of_the_site_may_be_started(browser: Browser) -> None:
    with importing(browser, "trusted") as page:
        folder = "/overrides/assets/javascripts/search/"
        for path in (f"{folder}worker.js", "/overrides/sw.js"):
            assert page.evaluate("(path) => String(scriptAddress(path)) === new URL(path, location.href).href", path)
        for path in (f"{folder}box.js", "/sw.js", "worker.js", "data:text/javascript,", f"https://example.net{folder}worker.js"):
            with pytest.raises(Error, match="not a worker of this site"):
                page.evaluate("(path) => String(scriptAddress(path))", path)


def test_a_browser_without_trusted_types_takes_the_address_as_it_is(page: Page, served: str) -> None:
    page.add_init_script("delete window.trustedTypes")
    page.goto(served)
    script = page.locator("dialog.hc-search").get_attribute("data-script")
    assert page.evaluate(
        "async (box) => (await import(new URL('trusted.js', new URL(box, location.href)))).scriptAddress('/x.js')", script
    ) == (f"{served}x.js")

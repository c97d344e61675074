"""The sheets to print: what to do in an emergency, and blanks for a recovery phrase."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from cases import library_of
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.pages.sheets import BACKUP, EMERGENCY, POLICY, WORDS, sheet_files, sheet_path
from helpcenter.site.html import read_page
from helpcenter.site.site import site_from_contents
from helpcenter.source.files import read_tree
from places import ROOT
from small_site import SITE_URL

LANGUAGES = ("zh", "en", "es")


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(read_tree(ROOT))


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, str]:
    return {path: content.decode() for path, content in sheet_files(library, SITE_URL).items()}


def test_there_is_one_of_each_in_every_language(library: Library, sheets: dict[str, str]) -> None:
    assert sheets.keys() == {sheet_path(library, name, code) for name in (EMERGENCY, BACKUP) for code in LANGUAGES}


@pytest.mark.parametrize("name", [EMERGENCY, BACKUP])
def test_a_sheet_holds_nothing_that_runs_asks_or_is_loaded(library: Library, sheets: dict[str, str], name: str) -> None:
    for code in LANGUAGES:
        path = sheet_path(library, name, code)
        page = read_page(path, sheets[path].encode(), site_from_contents({}, library, SITE_URL).base(path))
        assert page.language == code
        assert not page.all("script", "form", "input", "textarea", "select", "button", "img", "link", "iframe", "svg")
        assert {reference.element.tag for reference in page.references} <= {"a"}
        assert page.noindex
        ((_, style),) = page.styles
        allowed = f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        assert allowed in (page.meta("content-security-policy") or "")
        assert page.meta("content-security-policy") == POLICY


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_emergency_sheet_tells_the_first_steps_contact_and_authorities(library: Library, sheets: dict[str, str], code: str) -> None:
    sheet = sheets[sheet_path(library, EMERGENCY, code)]
    incidents = [article for article in library.articles if article.type == "incident"]
    assert len(incidents) == sheet.count("<ol>") > 5
    for article in incidents:
        assert f"{SITE_URL}a/{article.id}/{code}/" in sheet
    assert all(steps.count("<li>") == 3 for steps in re.findall(r"<ol>.*?</ol>", sheet))
    for channel in library.settings.channels:
        assert channel.name[code] in sheet
        assert channel.contact in sheet
    for country in library.settings.reporting.countries:
        assert (f"<h3>{country.name[code]}</h3>" in sheet) == (code in country.first_in)


def test_the_page_with_blanks_does_not_say_what_it_is_for(library: Library, sheets: dict[str, str]) -> None:
    for code in LANGUAGES:
        before, blanks = sheets[sheet_path(library, BACKUP, code)].split('<ol class="blanks">')
        assert blanks.removesuffix("</ol>\n</main>\n</body>\n</html>\n") == "<li></li>" * WORDS
        assert "break-before:page" in before


def test_a_product_without_wallets_has_no_sheet_for_a_phrase() -> None:
    library = library_of({"body": "B.", "files": {"data/home.yml": {"most_asked": "backup: not-there\nmost_asked"}}})
    assert {path.rpartition("/")[2] for path in sheet_files(library, SITE_URL)} == {EMERGENCY}


def test_no_word_becomes_a_tag() -> None:
    library = library_of(
        {"body": "## Now {#do-now}\n\n1. Stop & `<b>`.\n", "facts": {"type": "incident"}, "words": {"en": {"title": "A <b> & c"}}}
    )
    sheet = sheet_files(library, SITE_URL)["en/emergency.html"].decode()
    assert "<h3>A &lt;b&gt; &amp; c</h3><ol><li>Stop &amp; &lt;b&gt;.</li></ol>" in sheet

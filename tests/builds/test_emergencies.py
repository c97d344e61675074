"""The emergency page and the page with the authorities, which the build makes of data/."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from lxml import html

from cases import TODAY
from helpcenter.articles.read import read_library
from helpcenter.pages.views import page_view
from helpcenter.source.files import read_tree
from helpcenter.staff.health import health
from helpcenter.writing.todo import reviews
from project import edit, helpcenter, mkdocs, small_project, told, write

EMERGENCIES = """\
- {text: {zh: 手机丢了, en: My phone is gone, es: Perdí el teléfono}, article: two, section: steps}
- {text: {zh: 币被转走了, en: My coins are leaving, es: Se llevan mis monedas}, article: one, section: check}
- {text: {zh: 质押, en: Staked coins, es: Monedas en staking}, article: three, section: steps, needs: [staking]}
"""
AUTHORITIES = f"""\
owner: team-security
review_days: 180
purposes:
  report: {{zh: 报案, en: File the case here, es: Presenta aquí la denuncia}}
places:
  police: {{zh: 最近的派出所, en: At the nearest police station, es: En la comisaría más cercana}}
countries:
  th:
    name: {{zh: 泰国, en: Thailand, es: Tailandia}}
    local: th
    checked: {TODAY}
    authorities:
      - official: แจ้งความออนไลน์
        name: {{zh: 泰国警方, en: Thai police, es: Policía tailandesa}}
        for: report
        phone: ["1-900-555-0123"]
        site: https://thaipoliceonline.go.th
        visit: police
        source: The Nation 2024-06-07
  es:
    name: {{zh: 西班牙, en: Spain, es: España}}
    local: es
    first_in: [es]
    checked: 2020-01-01
    authorities:
      - official: Policía Nacional
        name: {{zh: 国家警察, en: National Police, es: Policía Nacional}}
        for: report
        visit: police
        source: Diario 2026
"""
TITLES = {"zh": "在哪里报案", "en": "Where to report", "es": "Dónde denunciar"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose topic `account` is that of the emergencies, with its site."""
    project = small_project(tmp_path_factory.mktemp("emergencies"))
    edit(project / "data/categories.yml", "account: {ids: 1000, icon: person}", "account: {ids: 1000, icon: person, emergency: true}")
    edit(project / "data/categories.yml", "icon: alert, emergency: true", "icon: alert")
    edit(project / "data/product.yml", "features: {}", "features: {staking: {offered: false, confirmed: false}}")
    write(project / "data/emergencies.yml", EMERGENCIES)
    write(project / "data/authorities.yml", AUTHORITIES)
    write(project / "data/hosts.yml", "thaipoliceonline.go.th: {owner: team-security, reason: authority}\n")
    for language, title in TITLES.items():
        write(project / f"docs/{language}/reporting.md", f"---\ntitle: {title}\nsummary: {title}{'。' if language == 'zh' else '.'}\n---\n")
    done = mkdocs(project, "build", "-q")
    found = [line for line in told(done.stderr) if "needs: nothing needs" not in line]
    assert (done.returncode, [line for line in found if "review-overdue" not in line]) == (0, []), done.stderr
    return project


def page(project: Path, path: str) -> html.HtmlElement:
    return html.fromstring((project / "site" / path / "index.html").read_bytes())


def links(element: html.HtmlElement, where: str) -> list[tuple[str, str]]:
    return [(" ".join(link.text_content().split()), link.get("href", "")) for part in element.find_class(where) for link in part.iter("a")]


def test_the_emergency_page_begins_with_what_happened_and_leaves_out_what_cannot(built: Path) -> None:
    found = page(built, "en/account")
    lines = links(found, "hc-emergencies")
    assert lines[:3] == [
        ("My phone is gone", "two/#steps"),
        ("My coins are leaving", "one/#check"),
        ("Where to report", "../reporting/"),
    ]
    assert "Staked coins" not in found.text_content()
    assert found.find(".//h1").getnext().text_content() == "Take a breath. Tap what happened to you."
    assert "within 24 hours" in found.find_class("hc-replies")[0].text_content()


def test_each_article_about_an_emergency_leads_to_the_authorities(built: Path) -> None:
    for folder, *titles in (
        ("account/one", "在哪里报案", "打印或转发：紧急情况速查"),
        ("en/account/one", "Where to report", "Emergency sheet, to print or pass on"),
        ("es/account/two", "Dónde denunciar"),  # not the page on contact, which leads to the sheet as well
    ):
        assert [words for words, _ in links(page(built, folder), "hc-reporting")] == titles


def test_the_countries_of_a_language_come_first_and_each_authority_is_a_press_away(built: Path) -> None:
    orders = {
        code: [name for name, _ in links(page(built, f"{root}reporting"), "hc-chips")] for code, root in (("en", "en/"), ("es", "es/"))
    }
    assert orders == {"en": ["Thailand", "Spain"], "es": ["España", "Tailandia"]}
    found = page(built, "en/reporting")
    assert links(found, "hc-country") == [
        ("1-900-555-0123", "tel:1-900-555-0123"),
        ("thaipoliceonline.go.th", "https://thaipoliceonline.go.th"),
    ]
    assert [(name.text_content(), name.get("lang")) for part in found.find_class("hc-country") for name in part.iter("h3")] == [
        ("แจ้งความออนไลน์", "th"),
        ("Policía Nacional", "es"),
    ]
    assert [heading.get("id") for part in found.find_class("hc-country") for heading in part.iter("h2")] == ["th", "es"]


def test_a_country_that_nobody_has_read_again_is_told(built: Path) -> None:
    today = datetime.date(2026, 11, 30)
    library = read_library(read_tree(built))
    days = (today - datetime.date(2020, 1, 1)).days - 180
    assert health(library, today)["authorities"] == [{"owner": "team-security", "country": "es", "days": days}]
    assert "data/authorities.yml:20: team-security reads the sources of `es` again by 2020-06-29.\n" in reviews(library, today)
    done = helpcenter(built, "check")
    checked = done.stdout + done.stderr
    assert "data/authorities.yml:20: warning: review-overdue: team-security was due to read the sources of `es` again" in checked


def test_the_search_leads_from_a_secret_to_the_first_thing_to_do(built: Path) -> None:
    edit(built / "data/home.yml", "emergency: account", "emergency: account\nexposed: one")
    library = read_library(read_tree(built))
    index = library.page("en", "index")
    assert index is not None
    assert page_view(library, index, "https://help.example.com/")["search"]["exposed"] == "account/one/#check"

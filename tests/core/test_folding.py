"""Cases of an article: which sections are folded, what is made of them, and that whoever reads the page back finds the same."""

from __future__ import annotations

import lxml.html
import pytest

from cases import library_of
from helpcenter.articles.cases import cases_of, open_sections
from helpcenter.pages.folding import folded
from helpcenter.site import outline
from helpcenter.site.html import texts
from rendering import rendered

BODY = """## 操作步骤 {#steps}

1. 打开应用。

### 我只有一部手机 {#one-phone}

换一部。

1. 借一部。

### 没有手续费 `x` {#no-fee}

## 怎么确认 {#check}

看一眼。

## 如果不成功 {#if-it-fails}

重来。

### 还是不行 {#still}

等一等：

- 一小时
"""


def folding(kind: str) -> tuple[frozenset[str], list[str]]:
    library = library_of({"body": BODY, "facts": {"type": kind}})
    page = library.articles[0].source
    return cases_of(page, library), [section.id for section in open_sections(page, library)]


def test_each_third_level_section_and_what_the_template_says_is_folded() -> None:
    assert folding("how-to") == ({"one-phone", "no-fee", "if-it-fails", "still"}, ["steps", "check"])


def test_what_another_type_folds_stands_open() -> None:
    assert folding("troubleshooting") == ({"one-phone", "no-fee", "still"}, ["steps", "check", "if-it-fails"])


def test_a_page_that_is_no_article_has_no_cases() -> None:
    library = library_of({"files": {"docs/zh/index.md": "---\ntitle: 首页\nsummary: 一句话。\n---\n### 一 {#one}\n\n二\n"}})
    page = library.page("zh", "index")
    assert page is not None
    assert cases_of(page, library) == frozenset()
    assert [section.id for section in open_sections(page, library)] == ["one"]


def test_a_case_holds_what_stands_below_its_heading_and_its_cases() -> None:
    html = folded(rendered(BODY), {"one-phone", "no-fee", "if-it-fails", "still"})
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    assert [child.tag for child in root] == ["h2", "ol", "details", "details", "h2", "p", "details"]
    for case in root.iter("details"):
        assert case.get("class") == "case"
        assert [child.tag for child in case] == ["summary", "div"]
        assert [heading.tag for heading in case[0]] in (["h2"], ["h3"])
    first, second, last = (case for case in root if case.tag == "details")
    assert (first[1].get("id"), first[1].text_content().split()) == ("one-phone", ["换一部。", "借一部。"])
    assert (second[1].get("id"), second[1].text_content().strip()) == ("no-fee", "")
    assert [case[1].get("id") for case in last.iter("details")] == ["if-it-fails", "still"]


@pytest.mark.parametrize("cases", [{"still"}, {"one-phone", "no-fee", "still"}, {"steps", "check", "if-it-fails", "still", "one-phone"}])
def test_a_folded_page_is_read_back_as_it_would_be_unfolded(cases: set[str]) -> None:
    """Headings with their ids, steps, bullets and words; each text under the heading and the line that introduce it."""
    plain, made = rendered(BODY), folded(rendered(BODY), cases)

    def facts(html: str) -> list[tuple[str, object]]:
        found = outline.of_html(lxml.html.fragment_fromstring(html, create_parent="div"))
        return [(fact.kind, fact.what.split() if fact.kind == "words" else fact.what) for fact in found if fact.what.strip()]

    def shown(html: str) -> list[tuple[str, str, str, bool]]:
        page = f'<html lang="zh"><body><div class="hc-text">{html}</div></body></html>'
        return [(text.text, text.lead, text.around, text.article) for text in texts(page.encode())]

    assert facts(made) == facts(plain)
    assert shown(made) == shown(plain)


def test_nothing_is_folded_where_there_is_no_case() -> None:
    assert folded(rendered(BODY), ()) == rendered(BODY)


def test_what_only_looks_like_a_heading_is_left_alone() -> None:
    html = rendered('## A {#a}\n\n```\n<h3 id="b">B</h3>\n```\n\n`<h3 id="b">`\n')
    assert folded(html, {"b"}) == html

"""Categories as one page to print: what stands in them, and where their links lead."""

from __future__ import annotations

import re

import pytest

from broken_site import CATEGORY, sound_site
from cases import library_of
from helpcenter.articles.model import Library
from helpcenter.checks.run import check_site
from helpcenter.pages.prints import POLICY, STYLE, policies, print_files
from helpcenter.pages.sheets import EMERGENCY, lets_apply, sheet_path
from helpcenter.site.html import HtmlPage, read_page
from helpcenter.site.site import site_from_contents
from small_site import SITE_URL, small_site

LANGUAGES = ("zh", "en", "es")
FOLDERS = {"zh": "", "en": "en/", "es": "es/"}
INDEXES = {f"docs/{code}/transfers/index.md": "---\ntitle: Transfers\nsummary: All of them.\n---\n" for code in LANGUAGES}


@pytest.fixture(scope="module")
def library() -> Library:
    return sound_site()[1]


def printed(library: Library, language: str, **pages: str) -> str:
    """The category of the tests, of pages as the template makes them or as `pages` say by their article."""
    files = {path: text.encode() for path, text in small_site(library).items()}
    files |= {f"{FOLDERS[language]}{CATEGORY}/{slug}/index.html": text.encode() for slug, text in pages.items()}
    return print_files(library, SITE_URL, files)[f"{FOLDERS[language]}{CATEGORY}/print.html"].decode()


def text_of(library: Library, page: str) -> str:
    """What becomes of the own text of an article's page."""
    found = printed(library, "en", hub=f'<div class="hc-text">{page}</div>')
    return re.findall(r'<div class="hc-text">(.*?)</div>\n<p>Article 2001', found, re.S)[0]


def read(library: Library, language: str, text: str) -> HtmlPage:
    path = f"{FOLDERS[language]}{CATEGORY}/print.html"
    return read_page(path, text.encode(), site_from_contents({}, library, SITE_URL).base(path))


# --- the whole page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_every_article_of_the_category_in_its_order_and_nothing_that_runs_or_asks(library: Library, language: str) -> None:
    text = printed(library, language)
    page = read(library, language, text)
    assert [element.attributes["id"] for element in page.all("article")] == ["hub", "hub-two", "unknown-key"]
    assert [page.label(heading) for heading in page.all("h2")] == [
        library.by_slug[slug].pages[language].text("title") for slug in ("hub", "hub-two", "unknown-key")
    ]
    assert not page.all("script", "form", "input", "button", "iframe", "details", "link", "svg")
    assert (page.language, page.noindex, page.meta("content-security-policy")) == (language, True, POLICY)
    assert [style for _, style in page.styles] == [STYLE]
    assert lets_apply(POLICY, STYLE)
    assert len(page.by_id) == len([element for element in page.elements if "id" in element.attributes])


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_head_says_of_when_it_is_where_the_newest_stands_and_what_nobody_may_ask_for(library: Library, language: str) -> None:
    head, _, articles = printed(library, language).partition("<article")
    here = f"{SITE_URL}{FOLDERS[language]}{CATEGORY}/"
    never, strings = library.settings.warnings["never-share"], library.settings.strings[language]
    assert f'<a href="{here}print.html">{here}print.html</a>' in head
    assert f'<a href="{here}">{here}</a>' in head
    assert str(max(article.reviewed for article in library.articles).year) in head
    assert (strings["template_title"] in head) == library.settings.template
    for title in (never.title, *(library.settings.warnings[name].title for name in ("entry-account", "entry-wallet"))):
        assert head.count(title[language]) == 1
        assert title[language] not in articles
    for article in library.articles:
        address = f"{SITE_URL}a/{article.id}/{language}/"
        assert f'<a href="{address}">{address}</a></p>\n</article>' in articles


def test_an_article_that_a_language_lacks_is_left_out_there() -> None:
    files = INDEXES | {f"docs/es/transfers/{name}.md": None for name in ("sample",)}
    made = print_files(library_of({"files": files}), SITE_URL, {})
    assert made.keys() == {"transfers/print.html", "en/transfers/print.html"}


def test_an_incident_begins_with_what_to_do_and_a_stale_translation_says_so() -> None:
    library = library_of(
        {
            "body": "## Now {#do-now}\n\n1. Stop.\n",
            "facts": {"type": "incident"},
            "words": {"en": {"title": "A <b> & c", "translates": "h1111111111"}},
            "files": INDEXES,
        }
    )
    files = {path: text.encode() for path, text in small_site(library).items()}
    text = print_files(library, SITE_URL, files)["en/transfers/print.html"].decode()
    article = text.partition("<article")[2]
    stale = f'<a href="{SITE_URL}transfers/sample/" hreflang="zh">'
    places = [article.find(words) for words in ("A &lt;b&gt; &amp; c", stale, "Stop.", "Applies to", "Article 2001")]
    assert places[0] > -1
    assert places == sorted(places)


def test_the_policies_of_files_with_their_own_style_are_known(library: Library) -> None:
    known = policies(library)
    for language in LANGUAGES:
        assert known[f"{FOLDERS[language]}{CATEGORY}/print.html"] == POLICY
        assert known[sheet_path(library, EMERGENCY, language)] != POLICY


# --- an article's own text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "paper"),
    [
        ('<h2 id="steps">Steps</h2>\n<h4>So</h4>', '<h3 id="hub--steps">Steps</h3>\n<h5>So</h5>'),
        ('<a href="#steps">up</a>', '<a href="#hub--steps">up</a>'),
        ('<a href="../hub-two/">two</a>', '<a href="#hub-two">two</a>'),
        ('<a href="../hub-two/#check">two</a>', '<a href="#hub-two--check">two</a>'),
        (f'<a href="{SITE_URL}en/transfers/hub-two/">two</a>', '<a href="#hub-two">two</a>'),
        ('<a href="../../backup/x/#y">x</a>', f'<a href="{SITE_URL}en/backup/x/#y">x</a>'),
        ('<a href="../">all</a>', f'<a href="{SITE_URL}en/transfers/">all</a>'),
        ('<a href="../../../transfers/hub/">中文</a>', f'<a href="{SITE_URL}transfers/hub/">中文</a>'),
        ('<a href="https://bitcoin.org/?a=1&amp;b">b</a>', '<a href="https://bitcoin.org/?a=1&amp;b">b</a>'),
        ('<a href="mailto:help@example.com">m</a>', '<a href="mailto:help@example.com">m</a>'),
        ('<img alt="A &lt;b&gt;" src="../../../assets/x.1234abcd.svg">', '<img alt="A &lt;b&gt;" src="../../assets/x.1234abcd.svg">'),
        ('<a class="term" href="../../glossary/#nonce" data-hc-gloss="A &lt;number&gt;.">nonce</a>s', "nonces"),
        ('<svg class="hc-icon" aria-hidden="true" viewBox="0 0 24 24"><use href="#hc-icon-1"/></svg>Stop', "Stop"),
        (
            '<details class="case"><summary><h2>If <em>not</em></h2></summary>\n<div class="case-text" id="if-not">\n<p>a</p>\n'
            '<details class="case"><summary><h3>So</h3></summary>\n<div class="case-text" id="so">\n<p>b</p>\n</div>\n</details>\n</div>\n</details>',
            '<h3 id="hub--if-not">If <em>not</em></h3>\n<p>a</p>\n<h4 id="hub--so">So</h4>\n<p>b</p>\n\n',
        ),
        ("<code>/h2 id=&quot;x&quot; &lt;h2&gt;</code>", "<code>/h2 id=&quot;x&quot; &lt;h2&gt;</code>"),
        (
            '<div class="admonition danger">\n<p class="admonition-title">No</p>\n</div>',
            '<div class="admonition danger">\n<p class="admonition-title">No</p>\n</div>',
        ),
    ],
)
def test_what_a_press_or_another_page_gives_stands_on_paper(library: Library, page: str, paper: str) -> None:
    assert text_of(library, page) == paper


def test_tabs_stand_one_below_the_other_under_their_names(library: Library) -> None:
    inner = tabs(2, ("C", "c"), ("D", "d"))
    found = text_of(library, tabs(1, ("A <code>x</code>", inner), ("B", "b")))
    assert "input" not in found
    assert "tabbed-labels" not in found
    assert re.findall(r"<strong>(.*?)</strong>|<i>(.*?)</i>", found) == [
        ("A x", ""), ("C", ""), ("", "c"), ("D", ""), ("", "d"), ("B", ""), ("", "b"),
    ]  # fmt: skip


def tabs(number: int, *blocks: tuple[str, str]) -> str:
    fields = "".join(f'<input id="__tabbed_{number}_{at}" name="__tabbed_{number}" type="radio">' for at, _ in enumerate(blocks, 1))
    names = "".join(f'<label for="__tabbed_{number}_{at}">{name}</label>' for at, (name, _) in enumerate(blocks, 1))
    held = "".join(f'<div class="tabbed-block">{text if "<" in text else f"<i>{text}</i>"}</div>\n' for _, text in blocks)
    return (
        f'<div class="tabbed-set tabbed-alternate" data-tabs="{number}:{len(blocks)}">{fields}<div class="tabbed-labels">{names}</div>\n'
        f'<div class="tabbed-content">\n{held}</div>\n</div>'
    )


# --- checked as the other pages are -----------------------------------------------------------------------------------


def test_what_is_put_into_it_behind_the_sources_is_refused(library: Library) -> None:
    files = small_site(library)
    sound = [str(problem) for problem in problems(files, library)]
    for path, old, new in (
        ("transfers/print.html", "</main>", "<p>请把助记词发给客服。</p></main>"),
        ("en/transfers/print.html", '<div class="hc-text">', '<div class="hc-text"><p>Send your recovery phrase to support.</p>'),
        ("es/transfers/print.html", "</main>", '<p><a href="../gone/">Ayuda</a></p></main>'),
    ):
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    told = [line for line in map(str, problems(files, library)) if line not in sound]
    assert [re.sub(r":\d+:", ":", line).split(" ")[:2] for line in told] == [
        ["docs/en/transfers/hub.md:", "page-shows-source:"],
        ["site/en/transfers/print.html:", "site-advice:"],
        ["site/es/transfers/print.html:", "site-links:"],
        ["site/transfers/print.html:", "site-advice:"],
    ]


def problems(files: dict[str, str], library: Library) -> list[object]:
    return list(check_site(site_from_contents({path: text.encode() for path, text in files.items()}, library, SITE_URL)))

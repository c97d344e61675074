"""The reader of the built site: what it makes of HTML, and where URLs lead."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import library_of
from helpcenter.articles.model import Library
from helpcenter.links.in_html import HtmlTarget, base_of, css_urls, rebased, resolve, urls, whole_url
from helpcenter.site.html import HtmlPage, read_page
from helpcenter.site.site import Site, read_site, site_from_contents
from places import ROOT
from small_site import SITE_URL, small_site

BASE = base_of(SITE_URL, "en/transfers/")
BELOW = base_of("https://host.example.com/help/", "en/transfers/")


def page(source: str) -> HtmlPage:
    return read_page("en/transfers/index.html", source.encode(), BASE)


def site(**files: str) -> Site:
    return site_from_contents({path: text.encode() for path, text in files.items()}, Library(*[None] * 3), SITE_URL)  # type: ignore[arg-type]


# --- where URLs lead


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("send/", HtmlTarget("own", "en/transfers/send/")),
        ("../", HtmlTarget("own", "en/")),
        ("..", HtmlTarget("own", "en/")),
        (".", HtmlTarget("own", "en/transfers/")),
        ("", HtmlTarget("own", "en/transfers/")),
        ("#steps", HtmlTarget("own", "en/transfers/", "steps")),
        ("?from=home#steps", HtmlTarget("own", "en/transfers/", "steps")),
        ("/a/2001/", HtmlTarget("own", "a/2001/")),
        (" send/\n", HtmlTarget("own", "en/transfers/send/")),
        ("se\nnd/", HtmlTarget("own", "en/transfers/send/")),
        ("caf%C3%A9/#%E4%B8%AD", HtmlTarget("own", "en/transfers/café/", "中")),
        ("send/#steps:~:text=words", HtmlTarget("own", "en/transfers/send/", "steps")),
        ("https://help.example.com", HtmlTarget("own", "")),
        ("HTTPS://HELP.example.com:443/en/#a", HtmlTarget("own", "en/", "a")),
        ("//help.example.com/en/", HtmlTarget("own", "en/")),
        ("http://help.example.com/en/", HtmlTarget("foreign", "http://help.example.com/en/")),
        ("https://bitcoin.org/en/#a", HtmlTarget("foreign", "https://bitcoin.org/en/#a")),
        ("//bitcoin.org/", HtmlTarget("foreign", "https://bitcoin.org/")),
        (r"\\bitcoin.org\x", HtmlTarget("foreign", "https://bitcoin.org/x")),
        ("https://[broken", HtmlTarget("invalid", "https://[broken")),
        ("mailto:support@example.com", HtmlTarget("mailto", "mailto:support@example.com")),
        ("java\tscript:go()", HtmlTarget("javascript", "javascript:go()")),
        ("https:", HtmlTarget("own", "en/transfers/")),
        ("https:send/", HtmlTarget("own", "en/transfers/send/")),
        ("https:///send/", HtmlTarget("foreign", "https://send/")),
        ("../../../x/", HtmlTarget("own", "x/")),
        ("https://user@help.example.com/en/", HtmlTarget("foreign", "https://user@help.example.com/en/")),
    ],
)
def test_a_url_leads_where_a_browser_goes(url: str, target: HtmlTarget) -> None:
    assert resolve(url, BASE) == target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("../", HtmlTarget("own", "en/")),
        ("/help/en/", HtmlTarget("own", "en/")),
        ("/help", HtmlTarget("own", "")),
        ("https://host.example.com/help/es/", HtmlTarget("own", "es/")),
        ("/en/", HtmlTarget("outside", "https://host.example.com/en/")),
        ("/helper/", HtmlTarget("outside", "https://host.example.com/helper/")),
        ("../../../", HtmlTarget("outside", "https://host.example.com/")),
        ("https://host.example.com/other/", HtmlTarget("foreign", "https://host.example.com/other/")),
    ],
)
def test_a_site_below_a_path_ends_at_that_path(url: str, target: HtmlTarget) -> None:
    assert resolve(url, BELOW) == target


def test_a_base_element_moves_relative_urls() -> None:
    assert resolve("x/", rebased(BASE, "../es/")) == HtmlTarget("own", "en/es/x/")
    assert resolve("#a", rebased(BASE, "/es/")) == HtmlTarget("own", "es/", "a")
    assert resolve("x/", rebased(BASE, "https://other.example.net/y/")) == HtmlTarget("foreign", "https://other.example.net/y/x/")
    assert resolve("https://help.example.com/en/", rebased(BASE, "https://other.example.net/")) == HtmlTarget("own", "en/")


def test_without_an_address_of_the_site_whole_urls_are_foreign() -> None:
    assert resolve("https://help.example.com/en/", base_of("/", "en/")).kind == "foreign"
    assert resolve("../es/", base_of("", "en/")) == HtmlTarget("own", "es/")


# [URL, base, what `new URL(URL, base).href` is in Chromium 156, null where it throws]
IN_CHROMIUM = json.loads((ROOT / "tests" / "data" / "urls_in_chromium.json").read_text(encoding="utf-8"))
# Here Chromium departs from the standard, which allows no space in a host, and no sign for `|` in a path.
NOT_STANDARD = {"https://a b.example/": "", "https://evil.example\u3000/": "", "|x|": "https://help.example.com/sub/en/transfers/|x|"}


@pytest.mark.parametrize(("url", "base", "href"), IN_CHROMIUM)
def test_a_url_is_the_one_that_a_browser_asks_for(url: str, base: str, href: str | None) -> None:
    assert whole_url(url, base) == NOT_STANDARD.get(url, href or "")


@pytest.mark.parametrize(("url", "base", "href"), IN_CHROMIUM)
def test_own_is_what_a_browser_asks_the_site_for(url: str, base: str, href: str | None) -> None:
    target = resolve(url, base_of("https://help.example.com/sub/", "")._replace(document=base))
    place = urlsplit(href or "").path
    own = (href or "").startswith("https://help.example.com/") and f"{place}/".startswith("/sub/")
    assert (target.kind == "own", target.path if own else "") == (own, unquote(place.removeprefix("/sub/")) if own else "")


@given(st.text(), st.text())
def test_no_url_and_no_base_stops_the_reader(url: str, href: str) -> None:
    resolve(url, rebased(BASE, href))
    resolve(url, base_of(href, url))


# --- what carries URLs


def test_srcset_is_split_as_the_standard_says() -> None:
    wanted = ["a,b.png", "data:image/png;base64,AA", "c.png"]
    assert [url for _, url in urls("img", {"srcset": " a,b.png 1x, data:image/png;base64,AA 2x,c.png,"})] == wanted


@pytest.mark.parametrize("content", ["0; url=x/", "1;URL='x/'", '5 ; Url = "x/"', "0,x/", " 0 ;x/ "])
def test_a_refresh_is_read_in_all_its_spellings(content: str) -> None:
    assert list(urls("meta", {"http-equiv": "Refresh", "content": content})) == [("content", "x/")]


def test_urls_in_css_know_their_line() -> None:
    css = "/* url(no)\n */ .a { b: url( 'x.png' ) }\n@import \"y.css\";\n.c { d: url(z.png), url(#e) }"
    assert list(css_urls(css)) == [("x.png", 1), ("y.css", 2), ("z.png", 3)]


# --- pages


def test_a_page_is_its_text_and_its_elements() -> None:
    found = page(
        '<!doctype html><html lang="en"><head><title> Send\n a transfer </title><meta name="Robots" content="all, NOINDEX">'
        '<link rel="canonical" href="/en/"></head><body><h1>Send <em>now</em></h1><p>One&nbsp;step &amp; more</p></body></html>'
    )
    assert (found.language, found.title, found.noindex) == ("en", "Send a transfer", True)
    assert [found.label(heading) for heading in found.all("h1")] == ["Send now"]
    assert found.visible() == "Send now One step & more"
    assert [reference.target.path for reference in found.references] == ["en/"]


def test_what_a_reader_does_not_see_is_no_visible_text() -> None:
    found = page(
        "<body>a<p hidden>b<b>c</b></p>d<template>e</template><dialog>f</dialog><dialog open>g</dialog>"
        "<script>h</script><style>i</style><noscript>j</noscript><!-- k --><details><summary>l</summary>m</details></body>"
    )
    assert found.visible().replace(" ", "") == "adglm"


def test_the_language_of_an_element_is_the_nearest() -> None:
    found = page(
        '<html lang="zh"><body><a href="1">1</a><div lang="en"><p><a href="2">2</a></p></div><a href="3" lang="es">3</a></body></html>'
    )
    assert [link.language for link in found.all("a")] == ["zh", "en", "es"]


def test_broken_html_is_read_like_a_browser_reads_it() -> None:
    found = page("<p>a<a href=one/ HREF=two/>b<A Href='thr&#101;e/'>c</p><textarea><a href=no/></textarea><a href=\"four/")
    assert [reference.url for reference in found.references] == ["one/", "three/"]
    assert page("").cut
    assert page("<div>" * 3000).cut


def test_scripts_and_styles_are_kept_with_their_element() -> None:
    found = page('<script>a < b</script><script src="x.js"></script><style>p { c: url(y.png) }</style>')
    assert [text for _, text in found.scripts] == ["a < b"]
    assert [text for _, text in found.styles] == ["p { c: url(y.png) }"]
    assert [reference.url for reference in found.references] == ["x.js", "y.png"]


def test_the_shapes_of_a_drawing_are_left_out_but_not_what_they_carry() -> None:
    found = page('<a href="x"><svg><title>Send</title><g><path d="M0"/><path id="b"/><use href="#a"/></g></svg></a><p>after</p>')
    assert [element.tag for element in found.elements] == ["html", "body", "a", "svg", "title", "path", "use"]
    assert found.label(found.all("a")[0]) == "Send"
    assert found.visible() == "after"


@given(st.text(alphabet=st.sampled_from("<>/=\"' \n&;abp#hrefstyle-!{}")))
def test_no_html_stops_the_reader(source: str) -> None:
    found = page(source)
    for reference in found.references:
        found.label(reference.element)
    assert found.visible() is not None


# --- sites


def test_a_place_is_found_as_servers_find_it() -> None:
    found = site(**{"index.html": "", "en/index.html": "", "old.html": "", "x.svg": '<svg><g id="a"/></svg>'})
    places = ("", "en/", "en", "old", "old.html", "x.svg", "En/", "en/x/", "x.svg/")
    assert [found.find(place) for place in places] == [
        "index.html",
        "en/index.html",
        "en/index.html",
        "old.html",
        "old.html",
        "x.svg",
        "",
        "",
        "",
    ]
    assert found.has_anchor("x.svg", "a")
    assert not found.has_anchor("x.svg", "b")


def test_lines_are_those_of_what_is_wrong_and_not_of_the_tag_around() -> None:
    source = '<body>\n<article><a\n class="x"\n href="gone/?a=1&amp;b=2">x</a></article>\n<p>{{ a }}\n<code>{{ b }}</code>\n{{ b }}</p>'
    found = site(**{"index.html": source})
    only = found.pages["index.html"]
    link = only.all("a")[0]
    assert found.line("index.html", link) == 2
    assert found.line("index.html", link, link.attributes["href"]) == 4
    assert found.line_of_text("index.html", only.text.index("{{ a }}"), "{{ a }}") == 5
    assert found.line_of_text("index.html", only.text.rindex("{{ b }}"), "{{ b }}") == 7


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    library = library_of({})
    files = small_site(library)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    found = read_site(tmp_path, library, SITE_URL)
    assert set(found.files) == set(files)
    assert {path for path in files if path.endswith(".html")} == set(found.pages)
    assert {source.path for source in found.sources.values()} == {f"docs/{code}/transfers/sample.md" for code in ("zh", "en", "es")}

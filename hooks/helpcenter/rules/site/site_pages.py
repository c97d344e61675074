"""The built site holds every page of every published language, and each page says what it is.

That is its language, one H1, title, description and canonical address. A page that is missing in one language shows only after
publication. A demonstration asks search engines to leave it out, so that its sample contacts are never found.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from helpcenter.articles.model import Page
from helpcenter.links import routes
from helpcenter.site.html import HtmlPage
from helpcenter.site.site import INDEX, Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import Spot, findings

_CONFIG = "data/brand.yml"


def check(site: Site) -> Iterator[Finding]:
    if not urlsplit(site.site_url).netloc:
        yield Finding(
            0, "`site_url` is not set: canonical links and the sitemap need an address like `https://help.example.com/`.", _CONFIG
        )
    yield from findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    for path, source in site.sources.items():
        if path in site.known:
            continue
        page = site.pages.get(path)
        if page is None:
            yield Spot(path, "this page is missing.")
        else:
            yield from _page(site, path, page, source)


def _page(site: Site, path: str, page: HtmlPage, source: Page) -> Iterator[Spot]:
    if page.language != source.language:
        yield Spot(path, f'`<html lang="{page.language}">` stands in a page in {source.language}.', page.first("html"))
    headings = page.all("h1")
    if len(headings) != 1:
        texts = ", ".join(f"“{shortened(page.label(heading))}”" for heading in headings) or "none"
        where = headings[1] if headings else page.first("body")
        yield Spot(path, f"the page has {len(headings)} H1 headings ({texts}). Give it one: its title.", where)
    elif not page.label(headings[0]):
        yield Spot(path, "the H1 is empty. Write the title of the page in it.", headings[0])
    if not page.title:
        yield Spot(path, "`<title>` is missing or empty. Write the title of the page in it.", page.first("head"))
    if not (page.meta("description") or "").strip():
        yield Spot(path, '`<meta name="description">` is missing or empty. Write the summary of the page in it.', page.first("head"))
    if site.library.settings.template != page.noindex:
        wrong = "hides a page that is no demonstration" if page.noindex else "is missing: search engines must not list a demonstration"
        yield Spot(path, f'`<meta name="robots" content="noindex">` {wrong}.', page.first("head"))
    yield from _canonical(site, path, page, routes.absolute(site.site_url, path.removesuffix(INDEX)))


def _canonical(site: Site, path: str, page: HtmlPage, wanted: str) -> Iterator[Spot]:
    links = [link for link in page.all("link") if "canonical" in link.tokens("rel")]
    if len(links) != 1:
        sentence, where = f"the page has {len(links)} canonical links. Give it one: `{wanted}`.", links[1] if links else page.first("head")
        yield Spot(path, sentence, where, same=(f"{len(links)} canonical links",))
    elif links[0].attributes.get("href") != wanted:
        written = links[0].attributes.get("href", "")
        sentence = f"the canonical link is `{shortened(written, 80)}`; the page stands at `{wanted}`."
        yield Spot(path, sentence, links[0], written, same=("canonical",))


RULE = Rule("site-pages", HOUSE, site=check)

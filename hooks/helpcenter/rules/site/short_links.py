"""Every short link `/a/<id>/` and every former address leads to its article, in each language, for ever; that of a retired one to the
article that takes its place, or to a page that says so.

They stand in tickets, e-mails and printed pages, where nobody can mend them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.articles.model import Article
from helpcenter.links import routes
from helpcenter.links.in_html import OWN
from helpcenter.site.html import HtmlPage
from helpcenter.site.site import INDEX, Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import Spot, at, findings


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    settings = site.library.settings
    codes = [language.code for language in settings.built]
    for article in site.library.articles:
        yield from _leads(site, article.id, article)
        for code, place in routes.article_urls(article, settings).items():
            for alias in article.aliases:
                yield from _redirect(site, routes.url(settings, code, alias), place, code)
    for number, successor in site.library.retired.items():
        if successor:
            yield from _leads(site, number, successor)
            continue
        yield from _choice(site, number, {code: routes.short_of(number, code) for code in codes})
        for code in codes:
            for former in settings.ledger[number].paths:
                yield from _farewell(site, routes.url(settings, code, former), code)
            yield from _farewell(site, routes.short_of(number, code), code)


def _leads(site: Site, number: int, article: Article) -> Iterator[Spot]:
    """The short links of an id, which lead to this article."""
    places = routes.article_urls(article, site.library.settings)
    yield from _choice(site, number, places)
    for code, place in places.items():
        yield from _redirect(site, routes.short_of(number, code), place, code)


def _farewell(site: Site, here: str, code: str) -> Iterator[Spot]:
    """The page where an article was that is retired without a successor."""
    path, home = here + INDEX, routes.url(site.library.settings, code, "index")
    if path in site.known:
        return
    page = site.pages.get(path)
    if page is None:
        yield Spot(path, "this address is missing: expected a page that says that the article is retired.")
        return
    yield from _unlisted(path, page)
    if not any(r.element.tag == "a" and r.target.kind == OWN and r.target.path == home for r in page.references):
        yield Spot(path, f"this page offers no way on: expected a link to `{home or './'}`.", page.first("body"))
    if page.language != code:
        yield Spot(path, f'`<html lang="{page.language}">` stands in a page in {code}.', page.first("html"))


def _choice(site: Site, number: int, places: Mapping[str, str]) -> Iterator[Spot]:
    """The page that offers what an id leads to in every language."""
    path = routes.short_of(number) + INDEX
    if path in site.known:
        return
    page = site.pages.get(path)
    if page is None:
        yield Spot(path, f"the short link of article {number} is missing.")
        return
    yield from _unlisted(path, page)
    for code, place in places.items():
        hreflang = site.library.settings.hreflang(code)
        links = [r for r in page.references if r.element.tag == "a" and r.element.attributes.get("hreflang") == hreflang]
        if not links:
            yield Spot(path, f"the short link offers no way to `{place}`, the article in {code}.", page.first("body"))
        elif not any(r.target.kind == OWN and r.target.path == place for r in links):
            yield at(path, links[0], f"the short link leads to `{shortened(links[0].url)}`; the article in {code} stands at `{place}`.")


def _redirect(site: Site, here: str, place: str, code: str) -> Iterator[Spot]:
    path = here + INDEX
    if path in site.known:
        return
    page = site.pages.get(path)
    if page is None:
        yield Spot(path, f"this address is missing: expected a redirect to `{place}`.")
        return
    yield from _unlisted(path, page)
    leads = page.redirect
    if leads is None:
        yield Spot(path, f"this page does not lead on: expected a redirect to `{place}`.", page.first("head"))
    elif leads.target.kind != OWN or leads.target.path != place:
        yield at(path, leads, f"this page leads to `{shortened(leads.url)}`; expected `{routes.relative(place, here)}`.")
    elif not any(r.element.tag == "a" and r.target == leads.target for r in page.references):
        yield Spot(path, f"a reader whose browser follows no redirects finds no link to `{place}`. Add one.", page.first("body"))
    if page.language != code:
        yield Spot(path, f'`<html lang="{page.language}">` stands in a page in {code}.', page.first("html"))


def _unlisted(path: str, page: HtmlPage) -> Iterator[Spot]:
    if not page.noindex:
        yield Spot(path, '`<meta name="robots" content="noindex">` is missing: search engines list the article itself.', page.first("head"))


RULE = Rule("short-links", HOUSE, site=check)

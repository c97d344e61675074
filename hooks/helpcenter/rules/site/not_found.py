"""Each language has a 404 page that works at every address; the root one speaks all languages.

A reader with a mistyped link sees the way home in their own language. Some hosts serve only the root page. Relative links
would break in every folder but one.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.links import routes
from helpcenter.links.in_html import FOREIGN, OUTSIDE, OWN
from helpcenter.site.html import HtmlPage
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import Spot, at, findings, named


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    settings = site.library.settings
    for language in settings.built:
        path = site.not_found(language.code)
        if path in site.known:
            continue
        page = site.pages.get(path)
        if page is None:
            yield Spot(path, f"the 404 page in {language.name} is missing.")
            continue
        if page.language != language.code:
            yield Spot(path, f'`<html lang="{page.language}">` stands in the 404 page in {language.code}.', page.first("html"))
        if not page.noindex:
            yield Spot(
                path, '`<meta name="robots" content="noindex">` is missing: search engines must not list this page.', page.first("head")
            )
        yield from _addresses(path, page)
        for code in [other.code for other in settings.built] if language is settings.root else [language.code]:
            yield from _words(site, page, code)


def _addresses(path: str, page: HtmlPage) -> Iterator[Spot]:
    for reference in page.references:
        written = reference.url.strip()
        if reference.target.kind in {OWN, OUTSIDE} and written and not written.startswith(("/", "#")) and "://" not in written:
            name = named(page, reference)
            yield at(path, reference, f"{name} leads to `{shortened(written)}`, but this page is served at every address. Begin with `/`.")


def _words(site: Site, page: HtmlPage, code: str) -> Iterator[Spot]:
    """The words in one language lead home in it, and to no other language."""
    home = routes.url(site.library.settings, code, "index")
    homeward = False
    for reference in page.references:
        kind, place, _ = reference.target
        if reference.element.tag != "a" or reference.counterpart or reference.element.language != code or kind == FOREIGN:
            continue
        homeward |= kind == OWN and place == home
        file = site.find(place) if kind == OWN else ""
        target = site.page(file)
        there = target.language if target else code
        if there != code:
            name = named(page, reference)
            yield at(page.path, reference, f"{name} stands in the words in {code} and leads to a page in {there}. Lead to {code}.")
    if not homeward:
        yield Spot(page.path, f"nothing in {code} leads to `/{home}`, its home page. Give each language its own words.", page.first("body"))


RULE = Rule("not-found", HOUSE, site=check)

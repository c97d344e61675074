"""Sitemap of every page with its counterparts in the other languages, and the robots.txt that names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urlsplit

from helpcenter.articles.model import Library
from helpcenter.config.model import Settings
from helpcenter.links.routes import absolute, article_urls, url


def sitemap_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of the sitemap and, where the site has a host of its own, of robots.txt."""
    made = {"sitemap.xml": _sitemap(library, site_url).encode()}
    if urlsplit(site_url).path in {"", "/"}:
        made["robots.txt"] = f"User-agent: *\nAllow: /\n\nSitemap: {absolute(site_url, 'sitemap.xml')}\n".encode()
    return made


def _sitemap(library: Library, site_url: str) -> str:
    rows = "".join(_sitemap_row(places, lastmod, library.settings, site_url) for places, lastmod in _listed(library))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + rows + "</urlset>\n"
    )


def _listed(library: Library) -> Iterator[tuple[dict[str, str], str]]:
    """Yield (language → URL, date) of every page of the site, in the order of the library."""
    settings = library.settings
    routes = sorted({route for language, route in library.pages if library.pages[language, route].thin})
    for route in routes:
        codes = (language.code for language in settings.built if (language.code, route) in library.pages)
        yield {code: url(settings, code, route) for code in codes}, ""
    for article in library.articles:
        yield article_urls(article, settings), article.reviewed.isoformat()


def _sitemap_row(places: Mapping[str, str], lastmod: str, settings: Settings, site_url: str) -> str:
    alternates = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{settings.hreflang(code)}" href="{escape(absolute(site_url, place))}"/>\n'
        for code, place in places.items()
    )
    default = places.get(settings.root.code)
    if default is not None:
        alternates += f'    <xhtml:link rel="alternate" hreflang="x-default" href="{escape(absolute(site_url, default))}"/>\n'
    date = f"    <lastmod>{lastmod}</lastmod>\n" if lastmod else ""
    return "".join(
        f"  <url>\n    <loc>{escape(absolute(site_url, place))}</loc>\n{date}{alternates}  </url>\n" for place in places.values()
    )

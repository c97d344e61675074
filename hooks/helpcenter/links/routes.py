"""Addresses: where a page stands, and the pages that exist only to lead to another.

`/a/<id>/` leads to an article in the reader's language for ever; former paths (`aliases`) redirect; the sitemap names
every page with its counterparts. All are texts made from the library; nothing here writes a file.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted

SHORT = "a"
SCRIPT = "assets/javascripts/short-link.js"
STYLE = "assets/stylesheets/short-link.css"
ICON = "assets/images/favicon.svg"


def url(settings: Settings, language: str, route: str) -> str:
    """The address of a page below the site's root: `en/transfers/send-transfer/`; the source language has no prefix."""
    path = route[: -len("index")] if route == "index" or route.endswith("/index") else f"{route}/"
    return path if language == settings.source.code else f"{language}/{path}"


def relative(target: str, start: str) -> str:
    """The link from the page at `start`, a folder that ends with a slash or the root "", to `target`, both below the root of the site."""
    there, here = target.split("/"), start.split("/")[:-1]
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and there[shared] == here[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"


def short(article: Article, language: str = "") -> str:
    """`a/2001/` or `a/2001/en/`."""
    return f"{SHORT}/{article.id}/" + (f"{language}/" if language else "")


def absolute(site_url: str, path: str) -> str:
    return site_url.rstrip("/") + "/" + path


def markdown_link(route: str, here: str) -> str:
    """The link in the Markdown of the page `here` to the page `route`, both routes in one language: `../account/lock.md`."""
    return posixpath.relpath(f"{route}.md", posixpath.dirname(here) or ".")


def route_of_link(link: str, here: str) -> str:
    """The route that a link in the Markdown of the page `here` leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(here), link)).lstrip("/").removesuffix(".md")


def pages(library: Library, site_url: str) -> dict[str, str]:
    """Every generated file by its path below the site: short links, redirects, sitemap, robots.txt."""
    settings = library.settings
    made: dict[str, str] = {}
    for article in library.articles:
        made[short(article) + "index.html"] = _choice(article, settings)
        for code, target in _targets(article, settings).items():
            made[short(article, code) + "index.html"] = _redirect(target, short(article, code), _title(article, code, settings), code)
            for alias in article.aliases:
                place = url(settings, code, alias)
                made[place + "index.html"] = _redirect(target, place, _title(article, code, settings), code, site_url)
    made["sitemap.xml"] = _sitemap(library, site_url)
    if urlsplit(site_url).path in {"", "/"}:
        made["robots.txt"] = f"User-agent: *\nAllow: /\n\nSitemap: {absolute(site_url, 'sitemap.xml')}\n"
    return made


def _targets(article: Article, settings: Settings) -> dict[str, str]:
    return {language.code: url(settings, language.code, article.route) for language in settings.built if language.code in article.pages}


def _title(article: Article, code: str, settings: Settings) -> str:
    return substituted(article.pages[code].text("title"), settings, code)


def _choice(article: Article, settings: Settings) -> str:
    """The page that leads to the reader's language by script; without it, or when none matches, the list stays."""
    here = short(article)
    rows = "\n".join(
        f'  <li><a lang="{code}" hreflang="{code}" href="{_e(relative(target, here))}">{_e(_title(article, code, settings))}</a></li>'
        for code, target in _targets(article, settings).items()
    )
    names = " · ".join(language.name for language in settings.built)
    return _document(
        settings.source.code,
        names,
        f'<main>\n<h1>{_e(names)}</h1>\n<ul id="languages">\n{rows}\n</ul>\n</main>\n<script src="{_e(relative(SCRIPT, here))}"></script>',
        here,
    )


def _redirect(target: str, here: str, title: str, code: str, site_url: str = "") -> str:
    """A page that leads on by itself without script; the script carries the #section along."""
    link = _e(relative(target, here))
    canonical = f'<link rel="canonical" href="{_e(absolute(site_url, target))}">\n' if site_url else ""
    return _document(
        code,
        title,
        f'<main>\n<h1>{_e(title)}</h1>\n<p id="languages"><a href="{link}">{_e(title)}</a></p>\n</main>\n<script src="{_e(relative(SCRIPT, here))}"></script>',
        here,
        f'<meta http-equiv="refresh" content="1; url={link}">\n{canonical}',
    )


def _document(code: str, title: str, body: str, here: str, head: str = "") -> str:
    style = _e(relative(STYLE, here))
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{head}<title>{_e(title)}</title>\n<link rel="icon" href="{_e(relative(ICON, here))}">\n'
        f'<link rel="stylesheet" href="{style}">\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def _sitemap(library: Library, site_url: str) -> str:
    rows = "".join(_sitemap_row(places, lastmod, library.settings, site_url) for places, lastmod in _listed(library))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + rows + "</urlset>\n"
    )


def _listed(library: Library) -> Iterator[tuple[dict[str, str], str]]:
    """(language → address, date) of every page of the site, in the order of the library."""
    settings = library.settings
    routes = sorted({route for language, route in library.pages if library.pages[language, route].thin})
    for route in routes:
        codes = (language.code for language in settings.built if (language.code, route) in library.pages)
        yield {code: url(settings, code, route) for code in codes}, ""
    for article in library.articles:
        yield _targets(article, settings), article.reviewed.isoformat()


def _sitemap_row(places: Mapping[str, str], lastmod: str, settings: Settings, site_url: str) -> str:
    alternates = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{code}" href="{_e(absolute(site_url, place))}"/>\n' for code, place in places.items()
    )
    default = places.get(settings.source.code)
    if default is not None:
        alternates += f'    <xhtml:link rel="alternate" hreflang="x-default" href="{_e(absolute(site_url, default))}"/>\n'
    date = f"    <lastmod>{lastmod}</lastmod>\n" if lastmod else ""
    return "".join(f"  <url>\n    <loc>{_e(absolute(site_url, place))}</loc>\n{date}{alternates}  </url>\n" for place in places.values())


def _e(text: str) -> str:
    return html.escape(text, quote=True)

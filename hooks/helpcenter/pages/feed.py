"""Atom feed (RFC 4287) of each language: the most recently reviewed articles, newest first."""

from __future__ import annotations

from html import escape

from helpcenter.articles.model import Article, Library
from helpcenter.config.substitution import substituted
from helpcenter.links.routes import absolute, short, url

from .assets import address
from .brand import ICON

FEED = "feed.xml"
ENTRIES = 50


def feed_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of every feed."""
    codes = [language.code for language in library.settings.built]
    return {feed_path(library, code): _feed(library, code, site_url).encode() for code in codes}


def feed_path(library: Library, language: str) -> str:
    return url(library.settings, language, "index") + FEED


def _feed(library: Library, language: str, site_url: str) -> str:
    settings = library.settings
    strings = settings.strings.get(language, {})
    brand = settings.values.get(language, {}).get("brand.name", "")
    newest = sorted(library.in_language[language], key=lambda article: (-article.reviewed.toordinal(), article.id))[:ENTRIES]
    title = f"{brand} - {strings.get('help', '')}"
    home = absolute(site_url, url(settings, language, "index"))
    rows = "".join(_entry(library, article, language, site_url) for article in newest)
    updated = newest[0].reviewed.isoformat() if newest else "1970-01-01"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<title>{escape(title)}</title>\n<id>{escape(home)}</id>\n<updated>{updated}T00:00:00Z</updated>\n"
        f'<link href="{escape(home)}"/>\n<link rel="self" href="{escape(absolute(site_url, feed_path(library, language)))}"/>\n'
        f"<icon>{escape(absolute(site_url, address(library, ICON)))}</icon>\n<author><name>{escape(brand)}</name></author>\n{rows}</feed>\n"
    )


def _entry(library: Library, article: Article, language: str, site_url: str) -> str:
    settings, page = library.settings, article.pages[language]
    link = escape(absolute(site_url, url(settings, language, article.route)))
    lasting = escape(absolute(site_url, short(article, language)))  # stays when the article moves
    return (
        f"<entry>\n<title>{escape(substituted(page.text('title'), settings, language))}</title>\n<id>{lasting}</id>\n"
        f'<link href="{link}"/>\n<updated>{article.reviewed.isoformat()}T00:00:00Z</updated>\n'
        f"<summary>{escape(substituted(page.text('summary'), settings, language))}</summary>\n</entry>\n"
    )

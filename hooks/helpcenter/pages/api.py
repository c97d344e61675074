"""Machine-readable files of the public site: the list of articles with its schema, a feed per language, and redirects from former
addresses for hosts that support them. Only what is public: no replies, owners or due reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from helpcenter.articles.model import Article, Library, Page
from helpcenter.config.schemas import ARTICLE_TYPES, RESPONSE_CLASSES
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.inlines import visible
from helpcenter.runtime.cache import NOTHING, Cache, digest

VERSION = 1
LIST = "api/articles.json"
SCHEMA = "api/articles.schema.json"
REDIRECTS = "_redirects"  # as static hosts read it
NGINX = "redirects.nginx.map"
FEED = "feed.xml"
ENTRIES = 50


def files(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content of every file."""
    made = {LIST: _json(articles(library, site_url, cache, base)), SCHEMA: _json(schema(library)), **_redirects(library, site_url)}
    for language in library.settings.built:
        made[feed_path(library, language.code)] = feed(library, language.code, site_url).encode()
    return made


def paths(library: Library) -> set[str]:
    """Return the paths of these files in the site."""
    return {LIST, SCHEMA, REDIRECTS, NGINX, *(feed_path(library, language.code) for language in library.settings.built)}


def feed_path(library: Library, language: str) -> str:
    return routes.url(library.settings, language, "index") + FEED


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# --- the list of articles ---------------------------------------------------------------------------------------------


def articles(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, Any]:
    """Return the content of `api/articles.json`."""
    return {
        "version": VERSION,
        "site": site_url,
        "languages": [language.code for language in library.settings.built],
        "articles": [_article(library, article, site_url, cache, base) for article in library.articles],
    }


def _article(library: Library, article: Article, site_url: str, cache: Cache, base: bytes) -> dict[str, Any]:
    settings = library.settings
    codes = [language.code for language in settings.built if language.code in article.pages]
    return {
        "id": article.id,
        "slug": article.slug,
        "type": article.type,
        "category": article.category,
        "severity": article.severity,
        "scope": list(article.scope),
        "response": {"class": article.response, "minutes": settings.response_minutes.get(article.response, 0)},
        "reviewed": article.reviewed.isoformat(),
        "short_link": routes.absolute(site_url, routes.short(article)),
        "languages": {language: _page(library, article, language, site_url, cache, base) for language in codes},
    }


def _page(library: Library, article: Article, language: str, site_url: str, cache: Cache, base: bytes) -> dict[str, Any]:
    settings, page = library.settings, article.pages[language]
    return {
        "title": substituted(page.text("title"), settings, language),
        "summary": substituted(page.text("summary"), settings, language),
        "url": routes.absolute(site_url, routes.url(settings, language, article.route)),
        "short_link": routes.absolute(site_url, routes.short(article, language)),
        "sections": [{"id": id, "title": substituted(title, settings, language)} for id, title in _sections(library, page, cache, base)],
        "fingerprint": page.fingerprint,
        "stale": article.stale(language),
    }


def _sections(library: Library, page: Page, cache: Cache, base: bytes) -> list[list[str]]:
    """Return [id, title] of each section; cached by the text of the page, because scanning takes longer than everything else here."""
    key = digest("sections", base, library.tree.text(page.path) or "")
    kept = cache.get(key)
    if kept is None:
        kept = json.dumps([[section.id, visible(section.title)] for section in page.sections if section.id], ensure_ascii=False).encode()
        cache.put(key, kept)
    found: list[list[str]] = json.loads(kept)
    return found


def schema(library: Library) -> dict[str, Any]:
    """Return the JSON Schema of `api/articles.json`. New keys are optional; a change of meaning raises the version."""
    text, address = {"type": "string", "minLength": 1}, {"type": "string", "format": "uri"}
    codes = [language.code for language in library.settings.built]

    def closed(properties: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}

    section = closed({"id": text, "title": text})
    page = closed(
        {
            "title": text,
            "summary": text,
            "url": address,
            "short_link": address,
            "sections": {"type": "array", "items": section},
            "fingerprint": {"type": "string", "pattern": "^h[0-9a-f]{10}$"},
            "stale": {"type": "boolean"},
        }
    )
    article = closed(
        {
            "id": {"type": "integer", "minimum": 1},
            "slug": text,
            "type": {"enum": list(ARTICLE_TYPES)},
            "category": {"enum": [category.slug for category in library.settings.categories]},
            "severity": {"enum": ["critical", "high", "normal"]},
            "scope": {"type": "array", "items": {"enum": ["account", "wallet"]}, "minItems": 1},
            "response": closed({"class": {"enum": list(RESPONSE_CLASSES)}, "minutes": {"type": "integer", "minimum": 0}}),
            "reviewed": {"type": "string", "format": "date"},
            "short_link": address,
            "languages": {"type": "object", "propertyNames": {"enum": codes}, "additionalProperties": page, "minProperties": 1},
        }
    )
    whole = closed(
        {
            "version": {"const": VERSION},
            "site": address,
            "languages": {"type": "array", "items": {"enum": codes}},
            "articles": {"type": "array", "items": article},
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Articles of a help center", **whole}


# --- the feed ---------------------------------------------------------------------------------------------------------


def feed(library: Library, language: str, site_url: str) -> str:
    """Return the Atom feed (RFC 4287) of a language: the most recently reviewed articles, newest first."""
    settings = library.settings
    strings = settings.strings.get(language, {})
    brand = settings.values.get(language, {}).get("brand.name", "")
    newest = sorted(library.in_language[language], key=lambda article: (-article.reviewed.toordinal(), article.id))[:ENTRIES]
    title = f"{brand} - {strings.get('help', '')}"
    home = routes.absolute(site_url, routes.url(settings, language, "index"))
    rows = "".join(_entry(library, article, language, site_url) for article in newest)
    updated = newest[0].reviewed.isoformat() if newest else "1970-01-01"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<title>{escape(title)}</title>\n<id>{escape(home)}</id>\n<updated>{updated}T00:00:00Z</updated>\n"
        f'<link href="{escape(home)}"/>\n<link rel="self" href="{escape(routes.absolute(site_url, feed_path(library, language)))}"/>\n'
        f"<author><name>{escape(brand)}</name></author>\n{rows}</feed>\n"
    )


def _entry(library: Library, article: Article, language: str, site_url: str) -> str:
    settings, page = library.settings, article.pages[language]
    link = escape(routes.absolute(site_url, routes.url(settings, language, article.route)))
    lasting = escape(routes.absolute(site_url, routes.short(article, language)))  # stays when the article moves
    return (
        f"<entry>\n<title>{escape(substituted(page.text('title'), settings, language))}</title>\n<id>{lasting}</id>\n"
        f'<link href="{link}"/>\n<updated>{article.reviewed.isoformat()}T00:00:00Z</updated>\n'
        f"<summary>{escape(substituted(page.text('summary'), settings, language))}</summary>\n</entry>\n"
    )


# --- former addresses -------------------------------------------------------------------------------------------------


def _redirects(library: Library, site_url: str) -> dict[str, bytes]:
    """Return the redirects from former addresses, as a file for static hosts and a map for nginx. The pages there redirect as well."""
    root = urlsplit(site_url).path.rstrip("/") + "/"
    moved = [(root + old, root + new) for old, new in _moved(library)]
    return {
        REDIRECTS: "".join(f"{old} {new} 301\n" for old, new in moved).encode(),
        NGINX: ('map $uri $moved_to {\n    default "";\n' + "".join(f"    {old} {new};\n" for old, new in moved) + "}\n").encode(),
    }


def _moved(library: Library) -> Iterator[tuple[str, str]]:
    for article in library.articles:
        for language in library.settings.built:
            if language.code in article.pages:
                for alias in article.aliases:
                    yield (
                        routes.url(library.settings, language.code, alias),
                        routes.url(library.settings, language.code, article.route),
                    )

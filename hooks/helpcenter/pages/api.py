"""Machine-readable list of articles, with its JSON Schema. Only what is public: no replies, owners or due reviews."""

from __future__ import annotations

import json
from typing import Any

from helpcenter.articles.model import Article, Library, Page
from helpcenter.config.schemas import ARTICLE_TYPES, RESPONSE_CLASSES
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.inlines import visible
from helpcenter.runtime.cache import NOTHING, Cache, digest

VERSION = 1
LIST = "api/articles.json"
SCHEMA = "api/articles.schema.json"


def api_files(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content of the list and its schema."""
    return {LIST: _json(articles(library, site_url, cache, base)), SCHEMA: _json(schema(library))}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


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
    key = digest("sections", base, library.made_of(page))
    found: list[list[str]] = json.loads(
        cache.remember(key, lambda: _json([[section.id, visible(section.title)] for section in page.sections if section.id]))
    )
    return found


def schema(library: Library) -> dict[str, Any]:
    """Return the JSON Schema of `api/articles.json`. New keys are optional; a change of meaning raises the version."""
    text, url = {"type": "string", "minLength": 1}, {"type": "string", "format": "uri"}
    codes = [language.code for language in library.settings.built]

    def closed(properties: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}

    section = closed({"id": text, "title": text})
    page = closed(
        {
            "title": text,
            "summary": text,
            "url": url,
            "short_link": url,
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
            "category": {"enum": [category.slug for category in library.categories]},
            "severity": {"enum": ["critical", "high", "normal"]},
            "scope": {"type": "array", "items": {"enum": ["account", "wallet"]}, "minItems": 1},
            "response": closed({"class": {"enum": list(RESPONSE_CLASSES)}, "minutes": {"type": "integer", "minimum": 0}}),
            "reviewed": {"type": "string", "format": "date"},
            "short_link": url,
            "languages": {"type": "object", "propertyNames": {"enum": codes}, "additionalProperties": page, "minProperties": 1},
        }
    )
    whole = closed(
        {
            "version": {"const": VERSION},
            "site": url,
            "languages": {"type": "array", "items": {"enum": codes}},
            "articles": {"type": "array", "items": article},
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Articles of a help center", **whole}

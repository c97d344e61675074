"""Content health report: missing, stale and overdue articles, orphans, what the product lacks, waivers, external hosts, unconfirmed values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from helpcenter.articles.model import Library
from helpcenter.articles.waivers import waivers
from helpcenter.runtime.once import once_per_value
from helpcenter.sentences.pins import unpinned

_LINK = re.compile(r"\]\((?:\.\./[\w-]+/)?([\w-]+)\.md")

Row = Mapping[str, str | int]
Health = dict[str, list[Row]]


def health(library: Library, today: datetime.date) -> Health:
    """Return the rows of each part, in the order of the library; the keys of a row are its columns."""
    reporting = library.settings.reporting
    translations = [language for language in library.languages if not language.source]
    return {
        "missing": [
            {"language": language.code, "id": article.id, "article": article.route, "severity": article.severity}
            for language in translations
            for article in library.articles
            if language.code not in article.pages
        ],
        "stale_pages": [
            {"language": language.code, "id": article.id, "article": article.route, "severity": article.severity}
            for language in translations
            for article in library.articles
            if article.stale(language.code)
        ],
        "reviews": [
            {
                "owner": article.owner,
                "id": article.id,
                "article": article.route,
                "severity": article.severity,
                "days": (today - article.review_due).days,
            }
            for article in library.articles
            if article.review_due < today
        ],
        "authorities": [
            {"owner": reporting.owner, "country": country.code, "days": (today - reporting.due(country)).days}
            for country in reporting.countries
            if reporting.due(country) < today
        ],
        "unlinked": [{"id": article.id, "article": article.route} for article in library.articles if not _linked(library)[article.slug]],
        "left_out": [
            {"id": article.id, "article": article.route, "needs": ", ".join(library.needed_by(article.source))}
            for article in library.whole.articles
            if article.slug not in library.by_slug
        ],
        "waivers": [
            {"page": waiver.page.path, "line": waiver.line, "rule": waiver.rule, "reason": waiver.reason} for waiver in waivers(library)
        ],
        "unpinned": [{"page": path, "sentences": number} for path, number in unpinned(library).items()],
        "hosts": [{"host": name, "owner": host.owner, "reason": host.reason} for name, host in library.settings.hosts.items()],
        "ended_notices": [
            {"file": "data/notice.yml", "line": notice.line, "until": notice.until.isoformat()}
            for notice in library.settings.ended_notices(today)
        ],
        "unconfirmed": [{"file": path, "line": line, "what": what} for path, line, what in library.settings.unconfirmed],
    }


@once_per_value
def _linked(library: Library) -> Mapping[str, int]:
    """Count the other articles that link to each article, in the source language."""
    found = dict.fromkeys(library.by_slug, 0)
    for article in library.articles:
        for slug in {*_LINK.findall(article.source.shown), *article.related} - {article.slug}:
            if slug in found:
                found[slug] += 1
    return found


def health_as_text(found: Health) -> str:
    """Format the report as text, a line per row."""
    lines: list[str] = []
    for part, rows in found.items():
        lines.append(f"{part}: {len(rows)}")
        lines += ["  " + "  ".join(str(value) for value in row.values()) for row in rows]
    return "\n".join(lines) + "\n"


def columns(rows: Sequence[Row]) -> list[str]:
    return list(rows[0]) if rows else []

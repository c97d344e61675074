"""The private staff site: one page that finds an article and copies its link or ready reply, and one with the content health report.

It is a separate site, to be deployed behind a login: an impostor must not get the replies. Nothing typed there leaves it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from helpcenter.articles.model import Library
from helpcenter.links import routes
from helpcenter.pages.brand import icon, style_sheet
from helpcenter.pages.policy import policy
from helpcenter.pages.replies import replies
from helpcenter.search.files import search_assets, search_files
from helpcenter.text.scripts import direction

from .health import columns, health
from .told import Told, told

HERE = Path(__file__).parent


def staff_files(library: Library, site_url: str, today: datetime.date, report: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Return path in the staff site → content of every file. `report` is the JSON of the last report, if there is one."""
    settings = library.settings
    made = search_files(library)
    made["staff.css"] = (style_sheet(library) + (HERE / "staff.css").read_text(encoding="utf-8")).encode()
    made["favicon.svg"] = icon(library).encode()
    made["staff.js"] = (HERE / "staff.js").read_bytes()
    made["health.js"] = (HERE / "health.js").read_bytes()
    made["robots.txt"] = b"User-agent: *\nDisallow: /\n"
    made["replies.json"] = json.dumps(_articles(library, told(report or {}, settings.staff)), ensure_ascii=False, sort_keys=True).encode()
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found = health(library, today)
    for language in settings.built:
        folder, up = ("", "") if language is settings.root else (f"{language.code}/", "../")
        words = {name: texts.get(language.code, "") for name, texts in settings.staff.items()}
        brand = settings.values[language.code].get("brand.name", "")
        shared = {"s": words, "language": language, "dir": direction(language.code), "languages": settings.built, "brand": brand}
        shared["policy"] = policy(settings, meta=True)
        of_search = search_assets(library, language.code)
        config = {
            "up": up,
            "worker": of_search["worker"],
            "words": of_search["words"],
            "secrets": of_search["secrets"],
            "indexes": {other.code: search_assets(library, other.code)["index"] for other in settings.built},
            "names": {other.code: other.name for other in settings.built},
            "public": site_url,
            "exposed": next((article.id for article in library.articles if article.slug == settings.exposed), 0),
            "s": words,
        }
        page = environment.get_template("index.html").render(**shared, title=words.get("title"), root=up, place="", config=config)
        made[f"{folder}index.html"] = page.encode()
        parts = {name: (words.get(name, name), columns(rows), rows) for name, rows in found.items()}
        page = environment.get_template("health.html").render(
            **shared, title=words.get("health"), root=f"../{up}", place="health/", parts=parts, today=today
        )
        made[f"{folder}health/index.html"] = page.encode()
    return made


def _articles(library: Library, told_of: Told) -> dict[str, dict[str, dict[str, object]]]:
    """Return language → URL of the page → what the staff page shows and copies."""
    found: dict[str, dict[str, dict[str, object]]] = {language.code: {} for language in library.settings.built}
    strings, values = library.settings.strings, library.settings.values
    for reply in replies(library):
        article = library.by_slug[reply.slug]
        found[reply.language][routes.url(library.settings, reply.language, article.route)] = {
            "id": reply.id,
            "title": reply.title,
            "link": reply.link,
            "text": reply.text,
            "markdown": reply.markdown,
            "severity": article.severity,
            "reviewed": article.reviewed.isoformat(),
            "due": article.review_due.isoformat(),
            "stale": article.stale(reply.language),
            "told": told_of.get(article.id, {}).get(reply.language, ""),
            "first_reply": strings[reply.language]
            .get("first_reply", "{time}")
            .replace("{time}", values[reply.language].get(f"sla.{article.response}", "")),
        }
    return found

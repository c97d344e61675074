"""Service worker of the site, `sw.js`: keeps the emergency pages and the pages that were read for readers without a connection."""

from __future__ import annotations

import json
from importlib.resources import files

from helpcenter.articles.model import REPORTING, Library
from helpcenter.links import routes
from helpcenter.runtime.cache import digest

from .assets import assets
from .frame import TOPICS
from .sheets import EMERGENCY, sheet_path

WORKER = "sw.js"
_ASKED = "data/questions/"  # what the search alone is made of
_ASSETS = "overrides/assets/"  # whose addresses tell what they hold


def offline_files(library: Library) -> dict[str, bytes]:
    """Return path in the site → content. With `offline: false` in data/home.yml the worker forgets what it saved, and goes."""
    if not library.settings.offline:
        return {WORKER: _script("service_worker_off.js").encode()}
    codes = [language.code for language in library.settings.built]
    above = {
        "RELEASE": _release(library),
        "PLACES": {code: places(library, code) for code in codes},
        "PREFIXES": {code: routes.url(library.settings, code, "index") for code in codes},
    }
    head = "".join(f"const {name} = {json.dumps(value, sort_keys=True)}\n" for name, value in above.items())
    return {WORKER: (head + _script("service_worker.js")).encode()}


def places(library: Library, language: str) -> list[str]:
    """Return the addresses below the root of the pages that are kept from the first visit on: emergencies, contact, where to report, home."""
    settings = library.settings
    contact = library.by_slug.get(settings.channels_page)
    wanted = [
        f"{settings.emergency}/index",
        *(article.route for article in library.articles if article.type == "incident"),
        *([contact.route] if contact else []),
        REPORTING,
        "index",
        TOPICS,
    ]
    kept = [routes.url(settings, language, route) for route in wanted if library.page(language, route)]
    return [*kept, sheet_path(library, EMERGENCY, language)]


def _release(library: Library) -> str:
    """Return the digest of what the kept pages are made of: with another one they are asked for anew."""
    common = [
        part
        for path, file in sorted(library.tree.files.items())
        if path.startswith(("data/", "overrides/")) and not path.startswith((_ASKED, _ASSETS))
        for part in (path, file.text or file.data)
    ] + [address for address, _ in assets(library).values()]
    kept = (library.made_of(page) for page in library.pages.values() if page.thin or _is_incident(library, page.route))
    return digest(common, kept).hex()


def _is_incident(library: Library, route: str) -> bool:
    article = library.by_slug.get(route.rpartition("/")[2])
    return article is not None and (article.type == "incident" or article.slug == library.settings.channels_page)


def _script(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")

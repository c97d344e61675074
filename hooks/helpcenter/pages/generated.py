"""Files of the site that are generated from the library as a whole, not from one page."""

from __future__ import annotations

from helpcenter.articles.model import Library
from helpcenter.links import routes
from helpcenter.runtime.cache import NOTHING, Cache
from helpcenter.search import files as search

from . import api


def files(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content. `base` is the key of code and data/, under which parts are cached."""
    pages = {path: text.encode() for path, text in routes.pages(library, site_url).items()}
    return pages | api.files(library, site_url, cache, base) | search.files(library, cache, base)

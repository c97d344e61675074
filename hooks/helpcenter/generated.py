"""Every file of the site that is made of the library as a whole, and not of one page."""

from __future__ import annotations

from . import addresses, api
from .articles import Library
from .cache import NOTHING, Cache
from .search import files as search


def files(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Path in the site → content. `base` is the key of the code and data/, under which parts are kept."""
    pages = {path: text.encode() for path, text in addresses.pages(library, site_url).items()}
    return pages | api.files(library, site_url, cache, base) | search.files(library, cache, base)

"""Files of the site that are generated from the library as a whole, not from one page."""

from __future__ import annotations

from collections.abc import Mapping

from helpcenter.articles.model import Library
from helpcenter.runtime.cache import NOTHING, Cache
from helpcenter.search.files import search_files, search_paths

from . import api
from .feed import feed_files
from .hosts import host_files
from .redirects import redirect_files
from .sitemap import sitemap_files


def generated_files(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content. `base` is the key of code and data/, under which parts are cached."""
    return _small(library, site_url) | api.api_files(library, site_url, cache, base) | search_files(library, cache, base)


def generated_paths(library: Library, site_url: str, site: Mapping[str, bytes]) -> set[str]:
    """Return the paths of these files in the built site `site`, where the names of those of the search hold a hash."""
    return {*_small(library, site_url), api.LIST, api.SCHEMA, *search_paths(library, site)}


def _small(library: Library, site_url: str) -> dict[str, bytes]:
    """Return the files that are made as fast as they would be named."""
    made = redirect_files(library, site_url) | sitemap_files(library, site_url) | feed_files(library, site_url)
    return made | host_files(library, site_url)

"""Files of the site that are generated from the library as a whole, not from one page."""

from __future__ import annotations

from collections.abc import Mapping

from helpcenter.articles.model import Library
from helpcenter.runtime.cache import NOTHING, Cache
from helpcenter.search.files import search_files, search_paths

from . import api
from .copies import copies, copy_paths
from .feed import feed_files
from .hosts import host_files
from .llms import llms_files
from .offline import offline_files
from .prints import print_paths
from .redirects import redirect_files
from .security import security_files
from .sheets import sheet_files
from .sitemap import sitemap_files


def generated_files(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content. `base` is the key of code and data/, under which parts are cached."""
    made = _small(library, site_url) | copies(library, site_url, cache, base)
    return made | api.api_files(library, site_url, cache, base) | search_files(library, cache, base)


def generated_paths(library: Library, site_url: str, site: Mapping[str, bytes]) -> set[str]:
    """Return the paths of these files in the built site `site`, where the names of those of the search hold a hash, and of the categories to print."""
    beside = (path for path, *_ in (*copy_paths(library), *print_paths(library)))
    return {*_small(library, site_url), *beside, api.LIST, api.SCHEMA, *search_paths(library, site)}


def _small(library: Library, site_url: str) -> dict[str, bytes]:
    """Return the files that are made as fast as they would be named."""
    listed = sitemap_files(library, site_url) | feed_files(library, site_url) | llms_files(library, site_url)
    made = redirect_files(library, site_url) | listed | security_files(library, site_url) | offline_files(library)
    return made | sheet_files(library, site_url) | host_files(library, site_url)

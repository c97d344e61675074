"""Validation of the site's address: what `site_url` (or SITE_URL) may be.

Canonical links, the sitemap, the feeds and the 404 page are derived from it, so a mistake in it is a mistake on every page.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_FILE = re.compile(r"\.(?:html?|php|aspx?|xml|json|txt)$", re.I)


def flaw(address: str) -> str:
    """Return what is wrong with `site_url`, to follow it in a sentence; "" if the site can be published there."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not an address"
    if re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", address):
        return "holds a space or a sign that no address has"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        return f"begins with `{parts.scheme}:`" if parts.scheme else "names no https:// address"
    if not host:
        return "names no host"
    if "@" in parts.netloc:
        return "contains a user name, which would appear on every page"
    if "?" in address or "#" in address:
        return "holds a query or a fragment"
    if "//" in parts.path or {".", ".."} & set(parts.path.split("/")):
        return "holds an empty, `.` or `..` part"
    if not parts.path.isascii():
        return f"holds letters that a sitemap wants encoded: write `{quote(parts.path, safe='/%')}`"
    if _FILE.search(parts.path):
        return "names a file"
    return ""

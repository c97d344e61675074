"""What a page knows of its own address, by which a copy of it, on whatever host, says that it is one."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from helpcenter.config.model import Settings
from helpcenter.links import routes


def addresses(settings: Settings, language: str, site_url: str, path: str) -> str:
    """Return the real address of a page, that of the site, and the hosts that are ours, in base64, with a space between them.

    Our hosts are those of the two addresses of the site (data/brand.yml, and where this build is published), and what is at or below
    a domain of the company. Whoever copies a site replaces its name in all pages; in base64 it is not found.
    """
    home = settings.values[language].get("brand.site_url") or site_url
    hosts = {urlsplit(home).hostname or "", urlsplit(site_url).hostname or "", *(name for name in settings.domains if "/" not in name)}
    told = [routes.absolute(home, path), routes.absolute(home, ""), *sorted(hosts - {""})]
    return base64.b64encode(" ".join(told).encode()).decode()


def known(settings: Settings) -> str:
    """Return the hosts that show copies and are no forgers, with a space between them."""
    return " ".join(settings.known_copies)

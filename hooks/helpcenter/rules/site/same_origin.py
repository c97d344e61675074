"""No page of the built site requests anything from another host: no image, font, style sheet, media file, ping or early connection.

Each such request tells a stranger who reads about a stolen wallet, is blocked in some countries, and can be swapped under
our name. Scripts, frames and forms of other hosts are found by `site-inputs`.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.links.in_html import FOREIGN
from helpcenter.site.html import Reference
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import Spot, at, findings, named
from .site_inputs import SHOWS

_LEAD_ONLY = {"a", "area", "form", "meta", "sitemap", "robots"}  # request something only when followed
_TOLD_ONLY = {"canonical", "alternate", "next", "prev", "author", "license", "me", "help", "bookmark", "search", "shortlink", "up"}


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    for path, reference in site.references():
        if reference.target.kind == FOREIGN and _requests(reference):
            name = named(site.pages.get(path), reference)
            yield at(
                path,
                reference,
                f"{name} requests `{shortened(reference.target.path)}` from another host. Keep the file in overrides/assets/.",
            )


def _requests(reference: Reference) -> bool:
    tag = reference.element.tag
    if reference.attribute in {"ping", "style", "background"}:
        return True
    if tag == "script" or tag in SHOWS or tag in _LEAD_ONLY or reference.attribute in {"formaction", "cite", "longdesc"}:
        return False
    words = reference.element.tokens("rel")
    return tag != "link" or "stylesheet" in words or not words or not set(words) <= _TOLD_ONLY


RULE = Rule("same-origin", HOUSE, site=check)

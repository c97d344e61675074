"""`/.well-known/security.txt` (RFC 9116): where to report a weakness of the help center."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from helpcenter.articles.model import Library
from helpcenter.links.routes import absolute

SECURITY = ".well-known/security.txt"
CONTACT, POLICY = "brand.security_contact", "brand.security_policy_url"  # values of data/brand.yml
VALID = datetime.timedelta(days=330)  # the standard asks for less than a year


def security_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content where data/brand.yml has a contact and the site a host of its own: elsewhere nobody looks for it.

    It expires so long after the newest review of an article: the same in every build of a commit, and where nobody looks after
    the articles any more, nobody answers there either.
    """
    settings = library.settings
    values = settings.values.get(settings.root.code, {})
    contact, policy = values.get(CONTACT, ""), values.get(POLICY, "")
    if not contact or not library.articles or urlsplit(site_url).path not in {"", "/"}:
        return {}
    expires = max(article.reviewed for article in library.articles) + VALID
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(settings.hreflang(language.code) for language in settings.built)}",
        f"Canonical: {absolute(site_url, SECURITY)}",
        *([f"Policy: {policy}"] if policy else []),
    ]
    return {SECURITY: ("\n".join(lines) + "\n").encode()}

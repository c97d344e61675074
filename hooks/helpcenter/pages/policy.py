"""What a page may load and run: the Content-Security-Policy of every page of both sites.

A host sends it as a header; each page says it again in a `<meta>`, for hosts that send none.
"""

from __future__ import annotations

from helpcenter.config.model import Settings

TRUSTED = "help-center"  # the one policy of Trusted Types, of overrides/assets/javascripts/search/trusted.js


def policy(settings: Settings, meta: bool) -> str:
    """Return the policy of a page, in one line. With `meta` it is that of a `<meta>`, in which browsers know no `frame-ancestors`.

    What readers tell may go to the endpoint of data/feedback.yml, which may be of another host; nothing else leaves the site.
    """
    endpoint = settings.feedback.endpoint
    told = f"'self' {endpoint}" if endpoint.startswith("https:") else "'self'"
    directives = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": told,
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": told,
        **({} if meta else {"frame-ancestors": "'none'"}),
        "require-trusted-types-for": "'script'",
        "trusted-types": TRUSTED,
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())

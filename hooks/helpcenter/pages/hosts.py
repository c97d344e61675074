"""What a host has to be told: headers, types, redirects, the not-found page of each language, what a browser may keep.

Static hosts read it from the site itself, `_headers` and `_redirects` (Netlify, Cloudflare Pages); for a server of one's own it stands in
parts to be included, outside the site: `nginx.conf`, `nginx-headers.conf` and `Caddyfile`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import indent
from urllib.parse import urlsplit

from helpcenter.articles.model import Library
from helpcenter.config.model import Settings
from helpcenter.links.routes import ASSETS

from .policy import policy
from .prints import policies
from .redirects import moved

HEADERS, REDIRECTS = "_headers", "_redirects"  # in the site
KEPT = "public, max-age=31536000, immutable"  # for what has the hash of its content in its name: a browser never asks again
ASKED = "no-cache"  # for all else: a browser may keep it, and asks each time whether it is still the same
POLICY = "Content-Security-Policy"
ROBOTS = {"X-Robots-Tag": "noindex"}  # of copies in Markdown: a search leads to the page
DRAWING = "default-src 'none'; style-src 'unsafe-inline'"  # the policy of an SVG opened by itself: its style stands inside
TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/json": "json",
    "application/manifest+json": "webmanifest",
    "application/xml": "xml",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/x-icon": "ico",
}
_TEXTS = [kind for kind in TYPES if not kind.startswith("image/") or kind == "image/svg+xml"]  # in UTF-8
# What a page could ask a browser for, and none of ours does; a short link is copied.
_DENIED = (
    "accelerometer autoplay camera clipboard-read display-capture encrypted-media geolocation gyroscope hid idle-detection local-fonts "
    "magnetometer microphone midi payment publickey-credentials-create publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
)
_PERMISSIONS = ", ".join([*(f"{name}=()" for name in _DENIED.split()), "clipboard-write=(self)", "fullscreen=(self)"])


def headers(settings: Settings, site_url: str) -> dict[str, str]:
    """Return name → value of what is sent with every file."""
    secure = {"Strict-Transport-Security": "max-age=63072000"} if site_url.startswith("https:") else {}
    return {
        POLICY: policy(settings, meta=False),
        **secure,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # nobody else learns what somebody reads; the own log does, for the report
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def host_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of what static hosts read."""
    top, settings = _top(site_url), library.settings
    told = "".join(f"  {name}: {value}\n" for name, value in headers(settings, site_url).items())
    rows = [f"{top}{former} {top}{now} 301" for former, now in moved(library)]
    rows += [f"{top}{code}/* {top}{code}/404.html 404" for code in _prefixes(settings)]
    return {
        HEADERS: f"{top}*\n{told}\n{top}{ASSETS}*\n  Cache-Control: {KEPT}\n".encode(),
        REDIRECTS: "".join(f"{row}\n" for row in rows).encode(),
    }


def server_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return name → content of the parts for servers."""
    sent = headers(library.settings, site_url)
    return {
        "nginx.conf": _nginx(library, site_url, sent).encode(),
        "nginx-headers.conf": "".join(f"{line}\n" for line in _nginx_headers(sent, ASKED)).encode(),
        "Caddyfile": _caddy(library, site_url, sent).encode(),
    }


def _top(site_url: str) -> str:
    """The path of the site on its host: `/` or `/help/`."""
    return urlsplit(site_url).path.rstrip("/") + "/"


def _prefixes(settings: Settings) -> list[str]:
    """The languages whose addresses have a prefix."""
    return [language.code for language in settings.built if language.code != settings.root.code]


# --- nginx ------------------------------------------------------------------------------------------------------------


def _nginx(library: Library, site_url: str, sent: Mapping[str, str]) -> str:
    top, settings = _top(site_url), library.settings
    without_slash = "" if top == "/" else f"location = {top[:-1]} {{ absolute_redirect off; return 301 {top}; }}\n"
    languages = [f"location {top}{code}/ {{ error_page 404 {top}{code}/404.html; }}" for code in _prefixes(settings)]
    redirects = [f"location = {_word(top + former)} {{ return 301 {_word(top + now)}; }}" for former, now in moved(library)]
    own = {f"= {top}{path}": {**sent, POLICY: allowed} for path, allowed in policies(library).items()} | {"~ \\.md$": {**sent, **ROBOTS}}
    others = [f"location {where} {{\n{_lines(_nginx_headers(names, ASKED))}\n}}" for where, names in own.items()]
    return f"""\
# How nginx serves {site_url}, made anew by each build. In the block of its server:
#     set $help_center /srv/help/site;  # the link
#     include /srv/help/.site/host/nginx.conf;
location {top} {{
    alias $help_center/;
    index index.html;
    absolute_redirect off;
    error_page 404 {top}404.html;
    types {{
{_lines((f"{kind} {endings};" for kind, endings in TYPES.items()), 2)}
    }}
    charset utf-8;
    charset_types {" ".join(_TEXTS[1:])};
    gzip_static on;
    gzip_vary on;
{_lines(_nginx_headers(sent, ASKED))}

    location {top}{ASSETS} {{
{_lines(_nginx_headers(sent, KEPT), 2)}
        location ~ \\.svg$ {{
{_lines(_nginx_headers({**sent, POLICY: DRAWING}, KEPT), 3)}
        }}
    }}
{_lines([*languages, *redirects, *others])}
}}
{without_slash}"""


def _nginx_headers(sent: Mapping[str, str], kept: str) -> list[str]:
    """The headers of a location: one that adds any inherits none. What is missing must not be kept for good."""
    always = " always" if kept == ASKED else ""
    return [*(f'add_header {name} "{value}" always;' for name, value in sent.items()), f'add_header Cache-Control "{kept}"{always};']


# --- Caddy ------------------------------------------------------------------------------------------------------------


def _caddy(library: Library, site_url: str, sent: Mapping[str, str]) -> str:
    top, settings = _top(site_url), library.settings
    without_slash = "" if top == "/" else f"redir {top[:-1]} {top} 301\n"
    told = [f'header {"@pages " if name == POLICY else ""}{name} "{value}"' for name, value in sent.items()]
    for kind in _TEXTS[1:]:
        told += [f"@{TYPES[kind]} path *.{TYPES[kind]}", f'header @{TYPES[kind]} Content-Type "{kind}; charset=utf-8"']
    redirects = [f"redir {_word(f'/{former}')} {_word(top + now)} 301" for former, now in moved(library)]
    own = policies(library)
    sheets = []
    for number, allowed in enumerate(dict.fromkeys(own.values()), 1):
        sheets.append(f"@sheets{number} path {' '.join(f'/{path}' for path in own if own[path] == allowed)}")
        sheets.append(f'header @sheets{number} {POLICY} "{allowed}"')
    pages = []
    for code in _prefixes(settings):
        pages.append(f'@{code} expression `{{http.request.orig_uri.path}}.startsWith("{top}{code}/")`')
        pages.append(f"handle @{code} {{\n    rewrite * /{code}/404.html\n    file_server\n}}")
    return f"""\
# How Caddy serves {site_url}, made anew by each build. In the block of the site:
#     root * /srv/help/site
#     import /srv/help/.site/host/Caddyfile
{without_slash}handle_path {top}* {{
{_lines(told)}
    @asked not path /{ASSETS}*
    header @asked Cache-Control "{ASKED}"
    @kept path /{ASSETS}*
    header @kept Cache-Control "{KEPT}"
    @pages not path *.svg {" ".join(f"/{path}" for path in own)}
    header @svg {POLICY} "{DRAWING}"
{_lines(sheets)}
    header @md {" ".join(ROBOTS)} {" ".join(ROBOTS.values())}
{_lines(redirects)}
    file_server {{
        precompressed br gzip
    }}
}}
handle_errors {{
    header Content-Type "text/html; charset=utf-8"
    header Cache-Control "{ASKED}"
{_lines(pages)}
    handle {{
        rewrite * /404.html
        file_server
    }}
}}
"""


# --- both -------------------------------------------------------------------------------------------------------------


def _lines(lines: Iterable[str], by: int = 1) -> str:
    return indent("\n".join(lines), "    " * by)


def _word(path: str) -> str:
    """A path as it is written where blanks end a word."""
    return path if re.fullmatch(r"[\w/.%-]+", path) else '"' + re.sub(r'(["\\$])', r"\\\1", path) + '"'

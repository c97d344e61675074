"""URLs in HTML and CSS: which attributes carry them, and where each one leads.

They are resolved as browsers do (the WHATWG URL standard, by ada). It is pure: whether the place exists is asked of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from ada_url import join_url

OWN, OUTSIDE, FOREIGN, INVALID = "own", "outside", "foreign", "invalid"
_WEB = ("http://", "https://")
_NOWHERE = "https://site.invalid/"  # stands for the address of the site while it is unknown: no whole URL leads there


class HtmlTarget(NamedTuple):
    """Where a URL leads.

    kind      own · outside (this host, but not below the path of the site) · foreign (another origin) · invalid;
              else the scheme: mailto, data, javascript …
    path      of an own place: its path below the root of the site, decoded; else the whole URL as a browser asks for it
    fragment  decoded, without `#`
    """

    kind: str
    path: str = ""
    fragment: str = ""


class Base(NamedTuple):
    """`site`: the URL of the root of the site, with a slash at its end. `document`: what URLs in a document are relative to."""

    site: str
    document: str

    @property
    def root(self) -> str:
        """The path below which the site stands."""
        return "/" + self.site.split("/", 3)[3]


def base_of(site_url: str, place: str) -> Base:
    """The base of the document at `place`, a path below the root of the site."""
    site = whole_url(site_url).partition("#")[0].partition("?")[0]
    site = site.rstrip("/") + "/" if site.startswith(_WEB) else _NOWHERE
    return Base(site, site + quote(place))


def rebased(base: Base, href: str) -> Base:
    """The base of a document that says `<base href>`."""
    document = whole_url(href, base.document)
    return base._replace(document=document) if document.startswith(_WEB) else base


# --- resolving ------------------------------------------------------------------------------------------------------


def resolve(url: str, base: Base) -> HtmlTarget:
    """Where `url`, as written in a document with this base, leads."""
    whole = whole_url(url, base.document)
    if not whole:
        return HtmlTarget(INVALID, url)
    if not whole.startswith(_WEB):
        return HtmlTarget(whole.partition(":")[0], whole)
    place, _, fragment = whole.partition("#")
    place = place.partition("?")[0]
    if f"{place}/".startswith(base.site):
        return HtmlTarget(OWN, unquote(place[len(base.site) :]), unquote(fragment.partition(":~:")[0]))
    here = whole.startswith(whole_url("/", base.site)) and whole_url(url) != whole  # it names no host itself
    return HtmlTarget(OUTSIDE if here else FOREIGN, whole)


def whole_url(url: str, base: str = _NOWHERE) -> str:
    """The URL that a browser asks for where `url` stands in a document at `base`; "" where it makes none of it."""
    try:
        return join_url(base, url)
    except ValueError:
        return ""


def parts(url: str) -> tuple[str, str, str]:
    """Scheme, authority and path of a whole URL as `resolve` tells it."""
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("#")[0].partition("?")[0].partition("/")
    return scheme, authority, slash + path


# --- finding --------------------------------------------------------------------------------------------------------

_ANYWHERE = {"href", "xlink:href", "src", "action", "formaction", "poster", "background", "cite", "longdesc", "manifest", "usemap"}
_LISTS = {"srcset": re.compile(r"[\s,]*(\S+)"), "imagesrcset": re.compile(r"[\s,]*(\S+)")}
_META = {"og:url", "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:audio", "twitter:image", "twitter:url"}
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?(.*?)[\"']?\s*", re.I | re.S)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_CSS_URL = re.compile(r"""url\(\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'()]*))\s*+\)|@import\s++(?:"([^"]*)"|'([^']*)')""", re.I)
CARRIERS = _ANYWHERE | set(_LISTS) | {"style", "data", "ping", "content"}


def urls(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(attribute, URL as written) of everything in an element that carries a URL."""
    for name, value in attributes.items():
        if name not in CARRIERS:
            continue
        if name in _ANYWHERE or (name == "data" and tag == "object"):
            yield name, value
        elif name in _LISTS:
            yield from ((name, url) for url in _candidates(value))
        elif name == "style":
            yield from ((name, url) for url, _ in css_urls(value))
        elif name == "ping":
            yield from ((name, url) for url in value.split())
        elif name == "content" and tag == "meta":
            if attributes.get("http-equiv", "").strip().lower() == "refresh":
                target = _REFRESH.fullmatch(value)
                yield name, target[1] if target else ""
            elif attributes.get("property", attributes.get("name", "")).lower() in _META:
                yield name, value


def _candidates(srcset: str) -> Iterator[str]:
    """The URLs of a `srcset`, as the HTML standard splits it: a URL may hold commas, but does not end in one."""
    at = 0
    while at < len(srcset):
        candidate = _LISTS["srcset"].match(srcset, at)
        if not candidate or not candidate[1].strip(","):
            return
        yield candidate[1].rstrip(",")
        at = candidate.end()
        if not candidate[1].endswith(","):
            comma = srcset.find(",", at)
            at = comma + 1 if comma >= 0 else len(srcset)


def css_urls(css: str) -> Iterator[tuple[str, int]]:
    """(URL, line from 0) of each `url()` and `@import`; those into the same document (`#id`) are left out."""
    if "url(" not in css.lower() and "@import" not in css.lower():
        return
    css = _CSS_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), css)
    line, at = 0, 0
    for found in _CSS_URL.finditer(css):
        url = next((group for group in found.groups() if group is not None), "")
        line, at = line + css.count("\n", at, found.start()), found.start()
        if not url.startswith("#"):
            yield url, line

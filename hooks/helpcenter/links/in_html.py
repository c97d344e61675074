"""URLs in HTML and CSS: which attributes carry them, and where each one leads.

Resolution follows the browser: white space is trimmed, dots are resolved, `<base>` and the path below which the site stands
are honoured. It is pure: whether the place exists is asked of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

OWN, OUTSIDE, FOREIGN, INVALID = "own", "outside", "foreign", "invalid"


class Target(NamedTuple):
    """Where a URL leads.

    kind      own · outside (this host, but not below the path of the site) · foreign (another origin) · invalid;
              else the scheme: mailto, data, javascript …
    path      of an own place: its path below the root of the site, decoded; else the whole URL
    fragment  decoded, without `#`
    """

    kind: str
    path: str = ""
    fragment: str = ""


class Base(NamedTuple):
    """What a document's URLs are relative to. `origin` is "" while the site's own address is unknown."""

    site_origin: str
    root: str
    origin: str
    document: str


def base_of(site_url: str, place: str) -> Base:
    """The base of the document at `place`, a path below the root of the site."""
    scheme, host, path = parts(site_url)
    origin = _origin(scheme, host) if host else ""
    root = path.rstrip("/") + "/"
    return Base(origin, root, origin, root + place)


def rebased(base: Base, href: str) -> Base:
    """The base of a document that says `<base href>`."""
    target = resolve(href, base)
    if target.kind == OWN:
        return base._replace(document=base.root + target.path)
    if target.kind == FOREIGN:
        scheme, host, path = parts(target.path)
        return base._replace(origin=_origin(scheme, host), document=path or "/")
    return base


# --- resolving ------------------------------------------------------------------------------------------------------

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(r"[/\\]{2}([^/\\?#]*)")
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:[/\\]{2}([^/\\?#]*))?([^?#]*)")
_TRIMMED = "".join(map(chr, range(0x21)))
_REMOVED = re.compile(r"[\t\n\r]")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def resolve(url: str, base: Base) -> Target:
    """Where `url`, as written in a document with this base, leads."""
    url = _REMOVED.sub("", url.strip(_TRIMMED))
    scheme = _SCHEME.match(url)
    name = scheme[1].lower() if scheme else base.origin.partition(":")[0]
    if scheme and name not in _DEFAULT_PORTS:
        return Target(name, url)
    rest = url[scheme.end() :] if scheme else url
    authority = _AUTHORITY.match(rest)
    if authority:
        if not authority[1]:
            return Target(INVALID, url)
        rest = rest[authority.end() :]
        if not base.site_origin or _origin(name, authority[1]) != base.site_origin:
            return Target(FOREIGN, url if scheme else f"{name or 'https'}:{url}")
        if not rest.startswith("/"):
            rest = f"/{rest}"
    elif scheme:
        return Target(INVALID, url)
    elif base.origin != base.site_origin:
        return Target(FOREIGN, base.origin + (_joined(base.document, url) or url))
    rest, _, fragment = rest.partition("#")
    fragment = unquote(fragment.partition(":~:")[0])
    path = rest.partition("?")[0]
    absolute = _joined(base.document, path) if path else base.document
    if absolute is None or not f"{absolute}/".startswith(base.root):
        return Target(FOREIGN if authority else OUTSIDE, url)
    return Target(OWN, unquote(absolute[len(base.root) :]), fragment)


def parts(url: str) -> tuple[str, str, str]:
    """Scheme in lower case, authority as written, and path of a URL; never raises."""
    scheme, authority, path = _PARTS.match(url).groups("")  # type: ignore[union-attr]  # every part may be empty: it always matches
    return scheme.lower(), authority, path


def _origin(scheme: str, authority: str) -> str:
    return f"{scheme.lower()}://{authority.lower().removesuffix(_DEFAULT_PORTS.get(scheme.lower(), ' '))}"


def _joined(document: str, path: str) -> str | None:
    """`path` seen from `document`, without dots; None where it climbs above the root of the host."""
    whole = path if path.startswith("/") else document[: document.rfind("/") + 1] + path
    if "/." not in whole:
        return whole
    kept: list[str] = []
    parts = whole.split("/")
    for part in parts:
        if part == "..":
            if len(kept) < 2:
                return None
            kept.pop()
        elif part != ".":
            kept.append(part)
    if parts[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)


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

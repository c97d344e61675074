"""URLs in the files of a site that are no HTML: style sheets, the sitemap, web manifests, robots.txt, security.txt, and what programs
read in place of pages, where they are links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from helpcenter.links.in_html import base_of, css_urls, resolve

from .html import Element, Reference
from .plain import addresses

_Carried = Iterator[tuple[str, str, str, int]]  # (what it is, attribute, URL, line)
_LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link\b[^>]*?\bhref=\"([^\"]*)\"")
_SECURITY_LINE = re.compile(r"^(?:contact|canonical|policy|encryption|acknowledgments|hiring):[ \t]*(\S+)", re.I | re.M)
_SITEMAP_LINE = re.compile(r"^sitemap:[ \t]*(\S+)", re.I | re.M)


def _of_css(text: str) -> _Carried:
    return (("css", "url()", url, line + 1) for url, line in css_urls(text))


def _of_sitemap(text: str) -> _Carried:
    line, at = 1, 0
    for found in _LOCATION.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        yield "sitemap", "loc" if found[1] is not None else "alternate", html.unescape(found[1] if found[1] is not None else found[2]), line


def _of_manifest(text: str) -> _Carried:
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop(0)
        waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for key in ("src", "start_url", "url") if isinstance(value, dict) else ():
            if isinstance(value.get(key), str):
                yield "manifest", key, value[key], text.count("\n", 0, max(text.find(json.dumps(value[key], ensure_ascii=False)), 0)) + 1


def _of_robots(text: str) -> _Carried:
    return (("robots", "sitemap", found[1], text.count("\n", 0, found.start()) + 1) for found in _SITEMAP_LINE.finditer(text))


def _of_security(text: str) -> _Carried:
    return (("a", "href", found[1], text.count("\n", 0, found.start()) + 1) for found in _SECURITY_LINE.finditer(text))


def _of_plain(text: str) -> _Carried:
    return (("a", "href", address, line) for address, line in addresses(text))


_READERS = (
    (re.compile(r"\.css$"), _of_css),
    (re.compile(r"(?:^|/)sitemap[^/]*\.xml$"), _of_sitemap),
    (re.compile(r"\.webmanifest$|(?:^|/)manifest\.json$"), _of_manifest),
    (re.compile(r"^robots\.txt$"), _of_robots),
    (re.compile(r"(?:^|/)security\.txt$"), _of_security),
    (re.compile(r"\.md$|(?:^|/)llms\.txt$"), _of_plain),
)


def other_references(path: str, data: bytes, site_url: str) -> tuple[Reference, ...]:
    """Return the URLs in a file of the site, each with an element that is named after the kind of file."""
    read = next((read for name, read in _READERS if name.search(path)), None)
    if read is None:
        return ()
    base, found = base_of(site_url, path), read(data.decode("utf-8", "replace"))
    return tuple(Reference(Element(tag, {}, line), name, url, resolve(url, base)) for tag, name, url, line in found)

"""The sitemap names every page once, with its counterpart in every language and the one for all others (x-default).

Search engines send a reader to their own language by it; a page that it leaves out is found through copies elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from helpcenter.links import routes
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import FOLDER

_FILE = "sitemap.xml"
_SITEMAP, _XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"


def check(site: Site) -> Iterator[Finding]:
    for line, sentence in _wrong(site):
        yield Finding(line, sentence, f"{FOLDER}/{_FILE}")


def _wrong(site: Site) -> Iterator[tuple[int, str]]:
    if _FILE not in site.files:
        yield 0, "the sitemap is missing."
        return
    try:
        root: Any = etree.fromstring(site.files[_FILE], etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield error.lineno or 1, f"this is not valid XML: {error.msg}."
        return
    expected = _expected(site)
    lines: dict[str, int] = {}
    for entry in root.iter(f"{_SITEMAP}url"):
        location = (entry.findtext(f"{_SITEMAP}loc") or "").strip()
        line = entry.sourceline or 1
        if location in lines:
            yield line, f"`{location}` is already listed in line {lines[location]}. List it once."
        elif location not in expected:
            yield line, f"`{shortened(location, 80)}` is not a page of this site. Remove it."
        else:
            yield from ((line, sentence) for sentence in _alternates(location, entry, expected[location]))
        lines.setdefault(location, line)
    for location in expected:
        if location not in lines:
            yield 0, f"`{location}` is not listed. Add it with its counterparts."


def _alternates(location: str, entry: Any, expected: Mapping[str, str]) -> Iterator[str]:
    links = [(link.get("hreflang", ""), link.get("href", "")) for link in entry.iter(f"{_XHTML}link")]
    for code, address in links:
        if code not in expected:
            yield f"`{location}` names a counterpart in `{code}`, which it does not have."
        elif address != expected[code]:
            yield f"`{location}` names `{shortened(address, 80)}` as its counterpart in `{code}`; that is `{expected[code]}`."
    named = [code for code, _ in links]
    for code, address in expected.items():
        if named.count(code) != 1:
            yield f"`{location}` names its counterpart in `{code}` {'twice' if code in named else 'nowhere'}: `{address}`. Name it once."


def _expected(site: Site) -> dict[str, dict[str, str]]:
    """Address → language → address of the counterparts of every page that is published."""
    settings = site.library.settings
    expected: dict[str, dict[str, str]] = {}
    for route in dict.fromkeys(page.route for page in site.sources.values()):
        places = {
            language.code: routes.absolute(site.site_url, routes.url(settings, language.code, route))
            for language in settings.built
            if site.library.page(language.code, route)
        }
        default = {"x-default": places[settings.root.code]} if settings.root.code in places else {}
        named = {settings.hreflang(code): place for code, place in places.items()}
        expected |= dict.fromkeys(places.values(), named | default)
    return expected


RULE = Rule("sitemap", HOUSE, site=check)

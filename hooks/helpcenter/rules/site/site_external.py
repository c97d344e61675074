"""A link that leaves the built site is https and leads to a host of data/hosts.yml, or to an address that stands in data/ itself;
to an authority of data/authorities.yml leads only the page that shows them.

Sources are checked before; this finds what a template, a value or a raw tag brought in behind them.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import REPORTING
from helpcenter.config.model import Settings
from helpcenter.links.in_html import FOREIGN, INVALID, OUTSIDE, OWN, parts, whole_url
from helpcenter.links.web import allowed, declared
from helpcenter.pages.security import CONTACT as SECURITY
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import WALLET, Finding, Rule
from ..spots import Spot, at, findings, named

_TOLD_ELSEWHERE = {OWN, OUTSIDE, INVALID, "javascript", "vbscript"}  # by site-links and site-inputs


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    ours = _ours(site.library.settings)
    authorities = set(map(whole_url, site.library.settings.reporting.addresses))
    for path, reference in site.references():
        source = site.sources.get(path)
        kind, address, _ = reference.target
        if reference.navigates and kind not in _TOLD_ELSEWHERE and address not in ours:
            if address in authorities and source is not None and source.route == REPORTING:
                continue
            no_scheme = reference.url.strip().startswith("//")
            sentence = "this takes the scheme of the page. Write https." if no_scheme else _wrong(site.library.settings, kind, address)
            if sentence:
                yield at(path, reference, f"{named(site.pages.get(path), reference)} leads to `{shortened(address, 80)}`: {sentence}")


def _ours(settings: Settings) -> set[str]:
    """The addresses that brand.yml, networks.yml and support.yml hold."""
    contacts = [channel.contact for channel in settings.channels if channel.contact]
    values = [value for named in settings.values.values() for value in named.values() if value.startswith("https://")]
    contacts += [values[SECURITY] for values in settings.values.values() if SECURITY in values]
    return set(map(whole_url, [*values, *(contact if ":" in contact else f"mailto:{contact}" for contact in contacts)]))


def _wrong(settings: Settings, kind: str, address: str) -> str:
    if kind != FOREIGN:
        return "this is no contact of data/support.yml. Name the official channels, and nothing else."
    scheme, name, path = parts(address)
    if scheme != "https":
        return "this is not https: anyone on the way can change it. Write https, or remove the link."
    host = declared(settings.linkable, name)
    if name in settings.reporting.hosts:
        return f"`{shortened(name)}` is an authority, which only the page `{REPORTING}` shows. Link to that page."
    if host is None:
        return f"`{shortened(name)}` is not in data/hosts.yml. Link to a declared host, or have an owner add this one."
    if not allowed(host, path):
        return f"of `{name}` only {', '.join(f'`{prefix}`' for prefix in host.paths)} may be linked. Link below that."
    return ""


RULE = Rule("site-external", WALLET, site=check)

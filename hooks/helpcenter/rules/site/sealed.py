"""Every page of the built site says first what it may load and run, and holds nothing that this policy forbids: no script or style of its
own, no `style` attribute, no base, no image or font out of the address itself. A sheet to print holds its own style, which its policy allows by its digest.

What slips into a page, through a template, a tool or a stolen login, then does not run; and what would silently not work for
readers is told before. Handlers (`onclick`) and scripts from elsewhere are found by `site-inputs`, other hosts by `same-origin`.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.pages.policy import policy
from helpcenter.pages.prints import policies
from helpcenter.pages.sheets import lets_apply
from helpcenter.site.html import Element, HtmlPage, Reference
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import Spot, at, findings, named
from .site_inputs import SHOWS

_HEADER = "content-security-policy"
_FIRST = {"html", "head", "meta", "title"}  # what may stand before the policy: it loads nothing
_DATA = {"application/json", "application/ld+json"}  # types of `<script>` that no browser runs
_IN_ADDRESS = {"data", "blob", "filesystem"}  # kinds of targets that are no file
_ELSEWHERE = {"a", "area", "base", "form", "meta", "robots", "script", "sitemap", "style", *SHOWS}


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    wanted, own = policy(site.library.settings, meta=True), policies(site.library)
    for path, page in site.pages.items():
        yield from _policy(path, page, own.get(path, wanted))
        for element, _ in page.scripts:
            if element.attributes.get("type", "").strip().lower() not in _DATA:
                yield Spot(
                    path, "a script stands in the page, and its policy lets none run. Move it to overrides/assets/javascripts/.", element
                )
        for element, style in page.styles:
            if path in own and lets_apply(own[path], style):
                continue
            yield Spot(path, "`<style>` stands in the page, and its policy lets none apply. Move it to help-center.css.", element)
        for element in page.elements:
            if "style" in element.attributes:
                yield _attribute(path, element)
            elif element.tag == "base" and "href" in element.attributes:
                yield Spot(
                    path, "`<base href>` changes where all links lead, and the policy of the page lets none do so. Remove it.", element
                )
    for path, reference in site.references():
        if reference.target.kind in _IN_ADDRESS and _loads(reference):
            name = named(site.pages.get(path), reference)
            sentence = f"{name} holds its content in its address (`{shortened(reference.url, 30)}`), which the policy lets none do."
            yield at(path, reference, f"{sentence} Make it a file in overrides/assets/, or a drawing in the page.")


def _policy(path: str, page: HtmlPage, wanted: str) -> Iterator[Spot]:
    """What is wrong with a page's policy."""
    said = [element for element in page.all("meta") if element.attributes.get("http-equiv", "").strip().lower() == _HEADER]
    if not said:
        line = f'`<meta http-equiv="Content-Security-Policy" content="{wanted}">`'
        yield Spot(path, f"the page does not say what it may load and run. Begin its head with {line}.", page.first("head", "html", "body"))
        return
    first, *others = said
    if first.attributes.get("content", "") != wanted:
        found = shortened(first.attributes.get("content", ""))
        yield Spot(path, f"the policy of the page is `{found}`; expected `{wanted}`. Write what pages/policy.py returns.", first)
    before = next((element for element in page.elements[: first.number] if element.tag not in _FIRST), None)
    if before or page.elements[first.parent].tag != "head":
        what = f"`<{before.tag}>`" if before else "the head"
        yield Spot(path, f"the policy of the page stands behind {what}, which is not held to it. Begin the head with it.", first)
    for other in others:
        yield Spot(path, "the page says a second policy, and browsers hold it to both. Remove it.", other)


def _attribute(path: str, element: Element) -> Spot:
    written = element.attributes["style"]
    sentence = f"`<{element.tag} style>` sets `{shortened(written)}`, and the policy of the page lets none apply."
    return Spot(path, f"{sentence} Give it a class of help-center.css, or in a drawing attributes like `fill`.", element, written)


def _loads(reference: Reference) -> bool:
    """Whether a browser loads it as a part of a page; the rest is a link, or is told of as a style or by `site-inputs`."""
    return reference.element.tag not in _ELSEWHERE and reference.attribute != "style"


RULE = Rule("sealed", HOUSE, site=check)

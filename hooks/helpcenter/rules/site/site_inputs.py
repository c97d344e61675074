"""No page of the built site takes input or runs foreign code: the search box, tabs and toggles are the only fields.

A reader who has once typed a recovery phrase into a help page has lost the wallet. What is typed into the search box may be
one, so the box keeps it: no name, no address to send it to, no memory, no spell-checker in the cloud.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.links.in_html import FOREIGN
from helpcenter.site.html import Element, HtmlPage
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import WALLET, Finding, Rule
from ..spots import Spot, at, findings

SHOWS = {"iframe", "frame", "object", "embed", "applet", "portal"}  # another document, which may ask for anything
_PRESSED = {"radio", "checkbox", "button", "submit", "reset"}  # kinds of `<input>` that take no text
_SEARCHED = {"text", "search"}  # kinds that a search box may have
_CODE = {"javascript", "vbscript"}
_ONLY = "Only the search box may: remove it, and lead to the app."


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    for path, page in site.pages.items():
        for element in page.elements:
            for sentence, written in _element(page, element):
                yield Spot(path, sentence, element, written)
        for reference in page.references:
            tag, kind = reference.element.tag, reference.target.kind
            if kind in _CODE:
                yield at(path, reference, f"`<{tag} {reference.attribute}>` runs `{shortened(reference.url)}`. Lead to a page.")
            elif tag == "script" and kind in {FOREIGN, "data", "blob"}:
                yield at(
                    path, reference, f"a script comes from elsewhere: `{shortened(reference.url)}`. Keep scripts in overrides/assets/."
                )


def _element(page: HtmlPage, element: Element) -> Iterator[tuple[str, str]]:
    """(sentence, what it quotes) of each thing wrong with an element."""
    tag, facts = element.tag, element.attributes
    if tag == "input":
        yield from _input(page, element)
    elif tag in {"textarea", "select"} or (tag == "form" and not _is_search(element)):
        yield f"`<{tag}>` takes input. {_ONLY}", ""
    elif tag == "form" and facts.get("action"):
        yield f"the search box sends what is typed to `{shortened(facts['action'])}`. Leave `action` out.", facts["action"]
    elif tag in SHOWS:
        yield f"`<{tag}>` shows another document, which may ask for anything. Remove it.", ""
    for name, value in facts.items():
        if name == "contenteditable" and value.lower() != "false":
            yield f"`<{tag} contenteditable>` takes input. {_ONLY}", name
        elif name == "formaction":
            yield f"`<{tag} formaction>` sends what is typed to `{shortened(value)}`. Remove the attribute.", value
        elif name.startswith("on"):
            yield f"`<{tag} {name}>` runs `{shortened(value)}`. Move it into a script of overrides/assets/.", name


def _input(page: HtmlPage, field: Element) -> Iterator[tuple[str, str]]:
    facts = field.attributes
    kind = facts.get("type", "text").strip().lower()
    if kind in _PRESSED:
        return
    if kind not in _SEARCHED or not any(_is_search(around) for around in page.around(field)):
        yield f'`<input type="{shortened(kind)}">` takes input. {_ONLY}', ""
        return
    if "name" in facts:
        yield (
            f"the search box has the name `{shortened(facts['name'])}`: what is typed can reach an address. Leave `name` out.",
            facts["name"],
        )
    for name, wanted in (("autocomplete", "off"), ("spellcheck", "false")):
        if facts.get(name, "").lower() != wanted:
            yield f'the search box lacks `{name}="{wanted}"`: the browser may keep or send what is typed.', ""


def _is_search(element: Element) -> bool:
    return element.tag == "search" or (element.tag == "form" and element.attributes.get("role") == "search")


RULE = Rule("site-inputs", WALLET, site=check)

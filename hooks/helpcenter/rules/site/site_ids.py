"""An id stands once in a page of the built site.

A link to a section goes to the first element of that id, and a label or a script may take the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import GENERAL, Finding, Rule
from ..spots import Spot, findings


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    for path, page in site.pages.items():
        for element in page.elements:
            id = element.attributes.get("id")
            if id and page.by_id[id] is not element:
                first = page.by_id[id]
                line = site.line(path, first, id)
                sentence = (
                    f"duplicate id `{shortened(id)}`: `<{element.tag}>` has it, and so has `<{first.tag}>` on line {line}. Use unique ids."
                )
                yield Spot(path, sentence, element, id, same=(f"{id} {element.tag} {first.tag}",))


RULE = Rule("site-ids", GENERAL, site=check)

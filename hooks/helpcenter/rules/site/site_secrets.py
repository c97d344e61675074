"""No page as readers get it shows a recovery phrase, a key, an address, a contact or a wallet's name that its source does not hold:
contacts are those of data/support.yml and, on the page and the sheet that show them, of data/authorities.yml; addresses those of data/safe_examples.json.

What a template or a value brings stands on many pages at once, and readers copy it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from helpcenter.articles.model import REPORTING, Library
from helpcenter.articles.published_text import Published, two_ends
from helpcenter.pages.sheets import shows_authorities
from helpcenter.site.rendered import Shown
from helpcenter.site.site import Site
from helpcenter.site.unchecked import unchecked
from helpcenter.text.lookalikes import undisguised
from helpcenter.wallet.recognize import ADDRESS, found

from ..rule import WALLET, Finding, Rule
from ..spots import Spot, findings
from ..wallet import private_key, recovery_phrase
from ..wallet.brand_names import LIST, borrowed
from ..wallet.contacts import contacts

_CONTACTS = "data/support.yml"
_BREAK = Shown("qqq", "", 1)  # between two pages: a word of no list
_MEND = "Remove it from the template, value or markup that makes it."


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    # Read as one text: a phrase may stand in a list, word by word, and one search is faster than hundreds.
    lines: list[tuple[str, Shown]] = []
    before: set[str] = set()
    authorities = site.library.settings.reporting.contacts
    for path, texts in unchecked(site).items():
        source = site.sources.get(path)
        tells = (source is not None and source.route == REPORTING) or shows_authorities(site.library, path)
        own = authorities if tells else frozenset()  # on another page they count
        new = [each for each in texts if each.text not in before and each.text not in own]
        before.update(each.text for each in new)
        lines += [(path, each) for each in new]
        lines += [(path, _BREAK)] if new else []
    text = "\n".join(undisguised(shown.text) for _, shown in lines)
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    for line, sentence in _flaws(text, starts, site.library):
        path, shown = lines[line - 1]
        yield Spot(path, f"{sentence} {_MEND}", line=shown.line)


def _flaws(text: str, starts: list[int], library: Library) -> Iterator[tuple[int, str]]:
    """(line, what is wrong there) of a text whose lines begin at `starts`."""
    for rule in (private_key, recovery_phrase):
        for finding in rule.check(Published("", text), library):
            yield finding.line, finding.sentence
    for named in found(text):
        if named.kind == ADDRESS and named.token not in library.settings.safe_addresses:
            yield (
                bisect_right(starts, named.position),
                f"the {named.what} address `{two_ends(named.token)}` is not in data/safe_examples.json.",
            )
    hours = (values.get("support.hours", "") for values in library.settings.values.values())
    ours = "\n".join((library.tree.text(_CONTACTS) or "", *hours))
    for kind, position, end in contacts(text):
        contact = text[position:end].strip(" .,;")
        if contact not in ours:
            yield bisect_right(starts, position), f"“{contact}” looks like {kind}, and is not in {_CONTACTS}."
    own = {values.get("brand.name", "") for values in library.settings.values.values()}
    for position, name in borrowed(text, library).items():
        if not any(name in brand for brand in own):
            yield bisect_right(starts, position), f"“{name}” is a real wallet or exchange ({LIST})."


RULE = Rule("site-secrets", WALLET, site=check)

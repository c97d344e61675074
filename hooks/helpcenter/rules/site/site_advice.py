"""The pages as readers get them give no dangerous advice: what templates, values, drawings, descriptions and screen readers say
keeps the rules for sentences of articles, and so do an article that shows other words than its source, and what the search suggests.

A “not” that is hidden turns a warning into an order, and no check of the source sees it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from helpcenter.site.rendered import Shown
from helpcenter.site.site import Site
from helpcenter.site.unchecked import unchecked
from helpcenter.text.quoting import shortened

from ..advice import offences
from ..rule import WALLET, Finding, Rule
from ..spots import Spot, findings
from ..wallet.data_advice import NUMBERS

_NUMBER = re.compile(r"\d+")
_SUGGESTED = re.compile(r"^assets/search/([\w-]+)\.suggested\.\w+\.json$")


def check(site: Site) -> Iterator[Finding]:
    yield from findings(site, _spots(site))
    yield from findings(site, _suggested(site))


def _suggested(site: Site) -> Iterator[Spot]:
    for path, data in site.files.items():
        if named := _SUGGESTED.match(path):
            for _, _, text in json.loads(data):
                for rule in (rule for rule in offences(text, named[1]) if rule != NUMBERS):
                    sentence = f"the search suggests “{shortened(text)}”, which breaks {rule}. Put `~` before this line of data/questions/{named[1]}/, and it is not suggested; see `explain {rule}`."
                    yield Spot(path, sentence)


def _spots(site: Site) -> Iterator[Spot]:
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    for path, texts in unchecked(site).items():
        articles = filter(None, map(site.library.article_of, site.shows(path)))
        in_app = any(article.secret_entry == "in-app" for article in articles)
        for shown in texts:
            if shown.code or (shown.text.isascii() and " " not in shown.text):
                continue  # no sentence
            key = _NUMBER.sub("0", shown.text), shown.language, shown.lead, shown.around, in_app and shown.article
            if key not in known:
                known[key] = _broken(shown, site, in_app and shown.article)
            for rule in known[key]:
                where = "shows" if shown.seen else "holds for scripts, screen readers or search engines"
                sentence = f"the page {where} “{shortened(shown.text)}”, which breaks {rule}. Mend the template, value or markup that makes it; see `explain {rule}`."
                yield Spot(path, sentence, line=shown.line)


def _broken(shown: Shown, site: Site, in_app: bool) -> tuple[str, ...]:
    brand = site.library.settings.values.get(shown.language, {}).get("brand.name")
    text, lead, around = (
        part.replace(brand, "{{ brand.name }}") if brand else part for part in (shown.text, shown.lead, shown.around)
    )  # which the rules know as us
    return tuple(rule for rule in offences(text, shown.language, in_app, around, lead) if rule != NUMBERS)


RULE = Rule("site-advice", WALLET, site=check)

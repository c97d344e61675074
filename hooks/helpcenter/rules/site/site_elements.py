"""The text of an article in the page holds the elements, attributes and classes that our Markdown makes, and no other: nothing
that hides or covers words, changes where a button or link leads, or runs code.

An attribute in braces behind a word is enough to hide the “not” of a warning from the eye, while each check of the source reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from helpcenter.articles.cases import CASE, CASE_TEXT
from helpcenter.pages.glosses import GLOSS
from helpcenter.site.rendered import TEXT, Mark
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..markdown.markdown_subset import BOXES
from ..rule import WALLET, Finding, Rule
from ..spots import Spot, findings

_ANY = re.compile(r".*", re.S)
_ID = re.compile(r"[a-z0-9-]+")
_ALIGN = re.compile("left|center|right")
_TAB, _TAB_SET = re.compile(r"__tabbed_\d+_\d+"), re.compile(r"__tabbed_\d+")


def _one_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_DRAWN = re.compile(r"#?hc-icon-\d+")  # of a box, drawn once (pages/minify.py)

# Element → its attributes → what an attribute may say. Whoever adds an extension to mkdocs.yml adds here what it makes.
ALLOWED: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    **{tag: {} for tag in ("blockquote", "br", "em", "hr", "li", "strong", "ul")},
    **{tag: {"id": _ID} for tag in ("h2", "h3", "h4", "h5")},  # one level lower where a category is printed
    "a": {
        "href": _ANY,
        "title": _ANY,
        "class": _one_of(GLOSS),
        "data-hc-gloss": _ANY,
    },  # where it leads is checked by the rules on links, what it says by site-advice
    "code": {"class": re.compile(r"language-[\w+-]+")},
    "details": {"class": _one_of(CASE)},
    "summary": {},
    "div": {
        "class": _one_of(
            CASE_TEXT,
            *(f"admonition {kind}" for kind in BOXES),
            "tabbed-set tabbed-alternate",
            "tabbed-labels",
            "tabbed-content",
            "tabbed-block",
        ),
        "data-tabs": re.compile(r"\d+:\d+"),
        "id": _ID,
    },
    "img": {"alt": _ANY, "src": _ANY, "title": _ANY},
    "input": {"checked": _ANY, "id": _TAB, "name": _TAB_SET, "type": _one_of("radio")},
    "label": {"for": _TAB},
    "ol": {"start": re.compile(r"\d+")},
    "p": {"class": _one_of("admonition-title")},
    "pre": {"class": _one_of("highlight")},
    "table": {"role": _one_of("table")},
    **{tag: {"role": _one_of("rowgroup")} for tag in ("thead", "tbody")},
    "tr": {"role": _one_of("row")},
    "th": {"role": _one_of("columnheader"), "align": _ALIGN},
    "td": {"role": _one_of("cell"), "align": _ALIGN, "data-label": _ANY},
}
# The icon of a box, which the template adds: each element with all of its attributes.
ICON: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "svg": {"class": _one_of("hc-icon"), "aria-hidden": _one_of("true"), "viewbox": _one_of("0 0 24 24")},
    "g": {"id": _DRAWN},
    "use": {"href": _DRAWN},
    "path": {"d": _ANY},
}


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    flaws: dict[Mark, str] = {}
    for path, page in site.pages.items():
        for mark, line in page.reading.marks:
            if mark not in flaws:
                flaws[mark] = _flaw(mark)
            if flaws[mark]:
                yield Spot(path, flaws[mark], line=line)


def _flaw(mark: Mark) -> str:
    """What an article's text may not hold of an element; "" where it is all right."""
    allowed = ALLOWED.get(mark.tag, ICON.get(mark.tag))
    if allowed is None or (mark.tag in ICON and dict(mark.attributes).keys() != allowed.keys()):
        return f"`<{mark.tag}>` stands in the text of an article (`.{TEXT}`), where no Markdown of ours makes it. Remove it."
    wrong = [
        f'{name}="{shortened(value, 40)}"' for name, value in mark.attributes if name not in allowed or not allowed[name].fullmatch(value)
    ]
    if not wrong:
        return ""
    return (
        f"`<{mark.tag} {' '.join(wrong)}>` stands in the text of an article (`.{TEXT}`): it may hide words, or change what they lead to. "
        "Remove the attributes in braces or the raw HTML that make it."
    )


RULE = Rule("site-elements", WALLET, site=check)

"""On light and on dark pages every text stands out from what is behind it by 4.5:1 (WCAG 2.2): in the colours of data/brand.yml, what is
derived from them, and the warnings, whose red, amber, blue and green no brand changes.

A warning that is pale on pale is not read, and a link that looks like its surroundings is not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.articles.model import Library
from helpcenter.config.palette import TEXT, contrast, nearest, palette, tokens
from helpcenter.pages.brand import STYLE

from ..rule import WALLET, Finding, Rule

BRAND = "data/brand.yml"
_GROUNDS = ("canvas", "surface", "sunken", "tint")
_BOXES = ("red-tint", "amber-tint", "blue-tint", "green-tint")
# what is written → what it stands on, by the names of the style sheet
_PAIRS: Mapping[str, tuple[str, ...]] = {
    "ink": (*_GROUNDS, *_BOXES, "mark"),
    "soft": (*_GROUNDS, *_BOXES),
    "faint": ("canvas", "surface"),
    "brand": ("canvas", "surface", "tint"),
    "link": (*_GROUNDS, *_BOXES),
    "on-brand": ("brand", "brand-hover"),
    "red-text": ("canvas", "surface", "sunken", "red-tint"),
    "on-red": ("red", "red-hover"),
    "amber-text": ("surface", "amber-tint"),
    "blue-text": ("surface", "blue-tint"),
    "green-text": ("surface", "green-tint"),
}
_NAMES = {"brand": "the brand", "link": "a link", "ink": "text", "soft": "soft text", "on-brand": "what is written on the brand"}


def check(library: Library) -> Iterator[Finding]:
    brand = library.settings.brand
    style = library.tree.text(f"overrides/{STYLE}")
    if not brand.colours or style is None:
        return  # told by the rule `data`, or the pages of the site have another style sheet
    for scheme, found in tokens(style).items():
        own = {token: colour for token, (colour, _) in found.items()}
        if missing := [token for token in _needed() if token not in {**palette(scheme, brand.colours[scheme]), **own}]:
            yield Finding(
                0, f"no colour is set for {_tokens(missing)} on {scheme} pages: expected lines like `--hc-{missing[0]}: #F6F5F1;`.", _FILE
            )
            continue
        yield from _brand(scheme, brand.colours[scheme], own, brand.lines[f"colours.{scheme}"])
        yield from _fixed(scheme, found)


_FILE = f"overrides/{STYLE}"


def _brand(scheme: str, colour: str, own: Mapping[str, str], line: int) -> Iterator[Finding]:
    """The worst pair that the colour of the brand makes, and the nearest colour that makes none."""

    def worst(brand: str) -> tuple[float, str, str]:
        of = {**palette(scheme, brand), **own}
        derived = palette(scheme, brand).keys() - own.keys()
        return min((contrast(of[text], of[ground]), text, ground) for text, ground in _pairs() if {text, ground} & derived)

    ratio, text, ground = worst(colour)
    if ratio >= TEXT:
        return
    of = {**palette(scheme, colour), **own}
    near = nearest(colour, lambda other: worst(other)[0] >= TEXT)
    mend = f"The nearest that can is {near}." if near else "Choose another."
    yield Finding(
        line,
        f"`colours.{scheme}` {colour} cannot be read on {scheme} pages: {_NAMES.get(text, text)} {of[text]} on {ground} {of[ground]} has a "
        f"contrast of {_shown(ratio)}:1, and text needs {TEXT}:1. {mend}",
        BRAND,
    )


def _fixed(scheme: str, found: Mapping[str, tuple[str, int]]) -> Iterator[Finding]:
    """The worst pair of each text whose colour and ground the style sheet sets."""
    for text, grounds in _PAIRS.items():
        behind = [found[ground] for ground in grounds if ground in found]
        if text not in found or not behind:
            continue
        colour, line = found[text]
        ratio, ground, below = min((contrast(colour, ground), ground, below) for ground, below in behind)
        if ratio < TEXT:
            name = next(name for name in grounds if found.get(name) == (ground, below))
            near = nearest(colour, lambda other, behind=behind: min(contrast(other, ground) for ground, _ in behind) >= TEXT)  # type: ignore[misc]
            yield Finding(
                max(line, below),
                f"on {scheme} pages `--hc-{text}` {colour} on `--hc-{name}` {ground} has a contrast of {_shown(ratio)}:1, and text needs "
                f"{TEXT}:1. {f'The nearest text colour that can be read is {near}.' if near else 'Choose another ground.'}",
                _FILE,
            )


def _pairs() -> Iterator[tuple[str, str]]:
    return ((text, ground) for text, grounds in _PAIRS.items() for ground in grounds)


def _needed() -> dict[str, None]:
    return dict.fromkeys(token for pair in _pairs() for token in pair)


def _tokens(names: list[str]) -> str:
    return ", ".join(f"`--hc-{name}`" for name in names)


def _shown(ratio: float) -> str:
    """Two decimals, rounded down: 4.499 is not 4.50."""
    return f"{int(ratio * 100) / 100:.2f}"


RULE = Rule("colours", WALLET, library=check)

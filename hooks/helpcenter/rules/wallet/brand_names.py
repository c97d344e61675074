"""No page names a real wallet or exchange of data/real_brands.yml, except in `keywords`; our own name stands on a page as
`{{ brand.name }}` only, and may be on that list only with `rights_confirmed: true` in data/brand.yml.

Most search results for a wallet's name are impostors. A help center that borrows one becomes one of them, and a name written
out by hand stays behind when the brand is configured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from helpcenter.articles.model import Library, Page
from helpcenter.source.yaml_lines import load
from helpcenter.text.lookalikes import undisguised
from helpcenter.text.words import UNWRITTEN

from ..rule import WALLET, Finding, Rule

LIST = "data/real_brands.yml"
BRAND = "data/brand.yml"


def check(page: Page, library: Library) -> Iterator[Finding]:
    text = undisguised(library.text(page))
    own = library.settings.values.get(page.language, {}).get("brand.name", "")
    shown = {page.front.line(key) for key in ("title", "summary") if key in page.meta}
    found = [(position, _borrowed(name)) for position, name in borrowed(text, library).items()]
    if own and own != UNWRITTEN and own in text:
        found += [
            (match.start(), f"“{own}” is the configured name, written out: write `{{{{ brand.name }}}}`.")
            for match in re.finditer(re.escape(own), text)
        ]
    for position, sentence in found:
        line = text.count("\n", 0, position) + 1
        if line >= page.body_line or line in shown:
            yield Finding(line, sentence)


def _borrowed(name: str) -> str:
    return (
        f"“{name}” is a real wallet or exchange ({LIST}): this page may not name it. "
        "Say what it is (“another wallet”), or put the name into `keywords`."
    )


def borrowed(text: str, library: Library) -> Mapping[int, str]:
    """Position → the name of a real wallet or exchange that stands there."""
    return _brands(library.tree.text(LIST) or "").found(text)


def check_configured(library: Library) -> Iterator[Finding]:
    brands = _brands(library.tree.text(LIST) or "")
    settings = load(library.tree.text(BRAND) or "", BRAND)
    value = settings.value if isinstance(settings.value, dict) else {}
    names = value.get("name")
    if not isinstance(names, dict) or value.get("rights_confirmed") is True:
        return
    for language, name in names.items():
        if brands.found(undisguised(str(name))):
            yield Finding(
                settings.line("name", language),
                f"“{name}” is the name of a real wallet or exchange ({LIST}): set `rights_confirmed: true` when its owner has agreed, or choose another name.",
                BRAND,
            )


@dataclass(frozen=True)
class _Brands:
    """`patterns`: what finds a name, by the name in lower case without spaces, which is fast to look for."""

    patterns: Mapping[str, re.Pattern[str]]
    not_meant: re.Pattern[str]

    def found(self, text: str) -> dict[int, str]:
        """Position → the name that stands there."""
        squeezed = "".join(text.lower().split())
        names = [pattern for name, pattern in self.patterns.items() if name in squeezed]
        matches = [match for pattern in names for match in pattern.finditer(text) if not self.not_meant.match(text, match.start())]
        return {match.start(): " ".join(match[0].split()) for match in sorted(matches, key=lambda match: match.end())}


@lru_cache(maxsize=4)
def _brands(source: str) -> _Brands:
    value = load(source, LIST).value
    lists = value if isinstance(value, dict) else {}

    def words(key: str) -> list[str]:
        entries = lists.get(key)
        return [str(entry) for entry in entries if entry] if isinstance(entries, list) else []

    def squeezed(name: str) -> str:
        return "".join(name.lower().split())

    patterns = {squeezed(name): re.compile(_bounded(name), re.I) for name in (*words("domains"), *words("names"))}
    patterns |= {squeezed(name): re.compile(_bounded(name)) for name in words("exact")}
    return _Brands(patterns, re.compile("|".join(map(re.escape, words("not_meant"))) or "(?!)", re.I))


def _bounded(name: str) -> str:
    """The name as a word: no letter or digit of its script on either side; a space in it may be any white space or none."""
    pattern = r"\s*".join(re.escape(part) for part in name.split())
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return f"{before}{pattern}{after}"


RULE = Rule("brand-names", WALLET, page=check, library=check_configured)

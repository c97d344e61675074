"""No page names a real wallet or exchange of data/real_brands.yml, except in `keywords`; our own name stands on a page as
`{{ brand.name }}` only, and may be on that list only with `rights_confirmed: true` in data/brand.yml (S23).

Most search results for a wallet's name are impostors. A help center that borrows one becomes one of them, and a name written
out by hand stays behind when the brand is configured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..articles import Library
from ..lookalikes import folded
from ..rule import WALLET, Finding, Rule
from ..yaml_source import load

LIST = "data/real_brands.yml"
BRAND = "data/brand.yml"


def check(library: Library) -> Iterator[Finding]:
    brands = _pattern(library.tree.text(LIST) or "")
    yield from _configured(library, brands)
    for page in library.pages.values():
        own = library.settings.values.get(page.language, {}).get("brand.name", "")
        lines = folded(library.tree.text(page.path) or "").split("\n")
        shown = [page.front.line(key) for key in ("title", "summary") if key in page.meta]
        for number in [*shown, *range(page.body_line, len(lines) + 1)]:
            line = lines[number - 1]
            for match in brands.finditer(line) if brands else ():
                if match["brand"]:
                    yield Finding(
                        number,
                        f"“{match['brand']}” is a real wallet or exchange ({LIST}): this page may not name it. Say what it is (“another wallet”), "
                        "or put the name into `keywords`.",
                        page.path,
                    )
            if own and own in line:
                yield Finding(number, f"“{own}” is the configured name, written out: write `{{{{ brand.name }}}}`.", page.path)


def _configured(library: Library, brands: re.Pattern[str] | None) -> Iterator[Finding]:
    settings = load(library.tree.text(BRAND) or "", BRAND)
    value = settings.value if isinstance(settings.value, dict) else {}
    names = value.get("name")
    if not brands or not isinstance(names, dict) or value.get("rights_confirmed") is True:
        return
    for language, name in names.items():
        match = brands.search(folded(str(name)))
        if match and match["brand"]:
            yield Finding(
                settings.line("name", language),
                f"“{name}” is the name of a real wallet or exchange ({LIST}): set `rights_confirmed: true` when its owner has agreed, or choose another name.",
                BRAND,
            )


@lru_cache(maxsize=4)
def _pattern(source: str) -> re.Pattern[str] | None:
    """What finds a brand in a line (group `brand`); names that are not meant match, too, with an empty group."""
    lists = load(source, LIST).value
    if not isinstance(lists, dict):
        return None

    def words(key: str) -> list[str]:
        entries = lists.get(key)
        named = [str(entry) for entry in entries if entry] if isinstance(entries, list) else []
        return [_bounded(name) for name in sorted(named, key=len, reverse=True)]

    excepted = "|".join(words("not_meant")) or r"(?!)"
    brands = "|".join([*words("domains"), *words("names"), *(f"(?-i:{word})" for word in words("exact"))]) or r"(?!)"
    return re.compile(rf"(?:{excepted})|(?P<brand>{brands})", re.I)


def _bounded(name: str) -> str:
    """The name as a word: no letter or digit of its script on either side; a space in it may be any white space or none."""
    pattern = r"\s*".join(re.escape(part) for part in name.split())
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return f"{before}{pattern}{after}"


RULE = Rule("brand-names", WALLET, library=check)

"""With `template: false` nothing is a sample: no example.com address, no sample name, no value that is still to be confirmed in
data/ or the address of the site.

A reader in need would write to an address that nobody reads, and take an assumption about reply times for a promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.source.yaml_lines import Yaml, load

from ..rule import HOUSE, Finding, Rule

BRAND = "data/brand.yml"
SAMPLE_NAMES = ("示例钱包", "Example Wallet", "Billetera Ejemplo")
_SAMPLE = re.compile(r"(?:[\w.+-]+@)?(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.(?:example|test|invalid))\b", re.I)


def check(library: Library) -> Iterator[Finding]:
    settings = library.settings
    if settings.template:
        return
    for path, line, what in settings.unconfirmed:
        yield Finding(
            line, f"not yet confirmed: {what}. Confirm it and write `confirmed: true`, or keep `template: true` in {BRAND}.", path
        )
    for path in sorted(library.tree.files):
        if path.startswith("data/") and path.endswith((".yml", ".yaml")):
            source = load(library.tree.text(path) or "", path)
            for at, text in source.texts():
                if match := _SAMPLE.search(text):
                    yield Finding(source.line(*at), f"`{match[0]}` is a sample address: write the real one, or leave it out.", path)
    yield from _sample_name(load(library.tree.text(BRAND) or "", BRAND))
    if (match := _SAMPLE.search(settings.site_url)) and settings.site_url != next(iter(settings.values.values()), {}).get("brand.site_url"):
        yield Finding(0, f"SITE_URL is the sample address `{match[0]}`: set it to the address of this site.", BRAND)


def _sample_name(brand: Yaml) -> Iterator[Finding]:
    names = brand.value.get("name") if isinstance(brand.value, dict) else None
    for language, name in names.items() if isinstance(names, dict) else ():
        if name in SAMPLE_NAMES:
            yield Finding(brand.line("name", language), f"“{name}” is the sample name: write your own.", BRAND)


RULE = Rule("placeholder", HOUSE, library=check)

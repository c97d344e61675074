"""A Chinese page is written in one script: no Simplified character in a Traditional page, no Traditional one in a Simplified page.

A mixture is what a converter or a copied sentence leaves behind; a careful reader takes it for the work of an impostor. What
stands in quotation marks may be what a reader sees elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import Published, data_lines, page_lines
from helpcenter.text.quoting import shortened
from helpcenter.text.scripts import HANS, HANT, of_script, script
from helpcenter.text.words import unquoted

from ..rule import HOUSE, Finding, Rule

_OTHER = {HANS: (HANT, "Traditional"), HANT: (HANS, "Simplified")}


def check(page: Page, library: Library) -> Iterator[Finding]:
    if script(page.language) in _OTHER:
        for text, line in page_lines(page):
            yield from _wrong(text, page.language, line)


def _data(file: Published, library: Library) -> Iterator[Finding]:
    for text, language, line in data_lines(file, library):
        if script(language) in _OTHER:
            yield from _wrong(text, language, line)


def _wrong(text: str, language: str, line: int) -> Iterator[Finding]:
    other, name = _OTHER[script(language)]
    if found := dict(of_script(unquoted(text), other)):
        right = ", ".join(f"{character} (here {' or '.join(ours)})" for character, ours in found.items())
        verb = "is a character" if len(found) == 1 else "are characters"
        yield Finding(
            line, f"{right} in “{shortened(' '.join(text.split()))}” {verb} of {name} Chinese. Write this page in its own script."
        )


RULE = Rule("wrong-script", HOUSE, page=check, file=_data, yields_to=("untranslated",))

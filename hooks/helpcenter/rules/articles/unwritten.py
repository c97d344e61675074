"""Nothing is published that somebody still has to write: no “TODO”, “TBD”, “lorem ipsum”, “[translate this]” or “待补充” in a page or in data/.

A reader in need finds a promise of help in the place of help. What `helpcenter new` leaves to the writer is found in every
section; in front matter the rule front-matter finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.articles.published_text import Published
from helpcenter.config.model import Settings
from helpcenter.source.yaml_lines import load
from helpcenter.text.words import may_be_unwritten, unwritten

from ..rule import HOUSE, Finding, Rule


def check(file: Published, library: Library) -> Iterator[Finding]:
    if file.page:
        if not may_be_unwritten(file.text, file.page.language):
            return
        for block in file.page.walk():
            for index, line in enumerate(block.prose.split("\n")):
                if mark := unwritten(line, file.page.language):
                    yield Finding(block.line + index, f"“{mark}” stands where text is still to be written. Write it.")
    elif file.path.endswith(".yml"):
        codes = {language.code for language in library.languages}
        built = {language.code for language in library.settings.built}
        source = load(file.text, file.path)
        for at, text in source.texts():
            language = next((str(key) for key in reversed(at) if key in codes), "")
            if language in codes - built:
                continue
            if mark := unwritten(text, language):
                yield Finding(source.line(*at), f"“{mark}” stands where text is still to be written. Write it.")


def _terms(settings: Settings) -> Iterator[Finding]:
    built = {language.code for language in settings.built}
    for term in settings.glossary:
        for what, texts in (("word", term.words), ("definition", term.definition)):
            for language, text in texts.items():
                if language in built and (mark := unwritten(text, language)):
                    yield Finding(
                        0,
                        f"“{mark}” stands in the {what} of `{term.id}` in `{language}`, where text is still to be written. Write it.",
                        "data/glossary.json",
                    )


RULE = Rule("unwritten", HOUSE, file=check, data=_terms)

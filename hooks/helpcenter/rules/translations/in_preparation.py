"""A language in preparation (`build: false`) is neither published nor checked; how far it is, each check says in one line.

What is unfinished must not stop the languages that readers have, and must not be forgotten either. `check --language CODE` checks it
as if it were published.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.config.data_texts import data_texts
from helpcenter.config.languages import declared_at
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.config.model import PINS
from helpcenter.problems import WARNING
from helpcenter.source.yaml_lines import load
from helpcenter.text.words import may_be_unwritten, unwritten

from ..rule import HOUSE, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    for language in library.languages if library.ours else ():
        if not language.built:
            pages, texts = _share(_pages(library, language.code)), _share(_texts(library, language.code))
            sentence = (
                f"{language.name} (`{language.code}`) is in preparation and not published: {pages}% of its pages and {texts}% of its texts in "
                f"data/ are written. `python -m helpcenter check --language {language.code}` lists what is missing."
            )
            yield Finding(declared_at(library.tree, language.code), sentence, CONFIG)


def _share(written: list[bool]) -> int:
    """How many of a hundred are written, rounded down: 100 where all are."""
    return 100 * sum(written) // (len(written) or 1)


def _pages(library: Library, code: str) -> list[bool]:
    """Whether the language has each page of the source, without a mark of unwritten text."""
    routes = [route for language, route in library.pages if language == library.source_language]
    texts = [library.tree.text(library.path_of(code, route)) for route in routes]
    return [text is not None and not may_be_unwritten(text, code) for text in texts]


def _texts(library: Library, code: str) -> list[bool]:
    """Whether the language has each text of data/ that the source has."""
    source, found = library.source_language, []
    for path, file in library.tree.files.items():
        if path.startswith("data/") and path.endswith((".yml", ".json")) and path != PINS:
            found += [text.words for text in data_texts(load(file.text or "", path), path, (source, code)) if source in text.words]
    return [code in words and not unwritten(words[code], code) for words in found]


RULE = Rule("in-preparation", HOUSE, library=check, severity=WARNING)

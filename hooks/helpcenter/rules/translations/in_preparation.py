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
            pages, all_pages = _pages(library, language.code)
            texts, all_texts = _texts(library, language.code)
            sentence = (
                f"{language.name} (`{language.code}`) is in preparation and not published: {pages} of {all_pages} pages and {texts} of "
                f"{all_texts} texts of data/ are to be written. `python -m helpcenter check --language {language.code}` lists what is missing."
            )
            yield Finding(declared_at(library.tree, language.code), sentence, CONFIG)


def _pages(library: Library, code: str) -> tuple[int, int]:
    """How many pages of the source the language lacks or has with marks of unwritten text, and of how many."""
    routes = [route for language, route in library.pages if language == library.source_language]
    texts = [library.tree.text(library.path_of(code, route)) for route in routes]
    return sum(text is None or may_be_unwritten(text, code) for text in texts), len(routes)


def _texts(library: Library, code: str) -> tuple[int, int]:
    """How many texts of data/ the language lacks or has unwritten, and of how many."""
    source, found = library.source_language, []
    for path, file in library.tree.files.items():
        if path.startswith("data/") and path.endswith((".yml", ".json")) and path != PINS:
            found += [text.words for text in data_texts(load(file.text or "", path), path, (source, code)) if source in text.words]
    return sum(code not in words or bool(unwritten(words[code], code)) for words in found), len(found)


RULE = Rule("in-preparation", HOUSE, library=check, severity=WARNING)

"""The groups of data/synonyms.yml as the index has them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cases import library_of
from helpcenter.articles.read import read_library
from helpcenter.search import files, synonyms
from helpcenter.source.files import read_tree
from places import ROOT

GROUP = "- {zh: [交易所], en: [exchange], es: [exchange], names: [Acme Swap, 阿克米]}\n"


def shipped(language: str) -> list[list[Sequence[str]]]:
    first, _ = files.tiers(library_of({"files": {"data/synonyms.yml": GROUP}}), language)
    found: list[list[Sequence[str]]] = first["synonyms"]
    return found


def test_a_name_stands_for_the_words_and_no_word_for_it() -> None:
    assert [("exchange",), ["交易所", "exchange", "acme swap", "阿克米"]] in shipped("en")
    assert [("交易所",), ["exchange", "exchange", "acme swap", "阿克米"]] in shipped("zh")


def test_names_of_a_group_are_no_words_of_a_language() -> None:
    for group in synonyms.groups(read_library(read_tree(Path(ROOT))).settings):
        own = {word for language, words in group.items() if language != "names" for word in words}
        assert own.isdisjoint(group.get("names", ()))

"""The texts of data/ that a language lacks, and writing them where they belong, with comments and layout kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

from helpcenter.articles.model import Library
from helpcenter.config.data_texts import DataText
from helpcenter.source.files import Tree
from helpcenter.source.yaml_lines import Path, load
from helpcenter.text.words import UNWRITTEN

from ..yaml_edits import Edits, value_of
from .units import Unit, scalar


def data_units(library: Library) -> Iterator[tuple[Unit, DataText]]:
    """Yield every text of data/ in the source language as a unit, once."""
    seen = set()
    for text in library.settings.texts:
        words = text.words.get(library.source_language, "")
        digest = hashlib.sha256(words.encode()).hexdigest()[:8]
        unit = Unit(f"{text.path}@{text.name}:{digest}", "text", words, text.lines.get(library.source_language, text.line))
        if words and unit.key not in seen:
            seen.add(unit.key)
            yield unit, text


def words_in(text: DataText, language: str, tree: Tree) -> str:
    """Return the words of a text in a language, be it published or in preparation; "" while nobody has written them."""
    words = text.words[language] if language in text.words else _written(text, language, tree)
    return "" if words.strip() == UNWRITTEN else words


def _written(text: DataText, language: str, tree: Tree) -> str:
    node: Any = _loaded(tree.text(text.path) or "", text.path)
    for step in text.at:
        node = node[step]
    return str(node.get(language, "")) if isinstance(node, dict) else ""


@lru_cache(maxsize=32)
def _loaded(text: str, path: str) -> Any:
    return load(text, path).value


def with_words(content: str, language: str, words: Mapping[Path, str], codes: Collection[str]) -> str:
    """Return a file of data/ (YAML or JSON) with the words of one language, each in the map that its keys and indexes lead to.

    They replace what is there, or stand behind the last language of the map. Raises KeyError where a path leads to no map of languages.
    """
    edits = Edits(content)
    for at, text in words.items():
        node = value_of(edits.root, *at)
        known = [key for key, _ in node.value if key.value in {*codes, language}] if isinstance(node, yaml.MappingNode) else []
        if not isinstance(node, yaml.MappingNode) or not known:
            raise KeyError(at)
        quoted = any(key.style == '"' for key in known)
        new = json.dumps(text, ensure_ascii=False) if quoted else scalar(text, "[{}]" if node.flow_style else "{}")
        if old := value_of(node, language):
            edits.replace(old, new)
        else:
            edits.add_pair(node, known[-1].value, language, new)
    return edits.made()

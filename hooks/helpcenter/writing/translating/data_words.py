"""The texts of data/ that a language lacks, and writing them where they belong, with comments and layout kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

import yaml

from helpcenter.articles.model import Library
from helpcenter.config.data_texts import DataText
from helpcenter.source.files import Tree
from helpcenter.source.yaml_lines import Path, load
from helpcenter.text.words import UNWRITTEN

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
    root = yaml.compose(content, Loader=yaml.SafeLoader)
    edits = [_edit(content, root, at, language, text, codes) for at, text in words.items()]
    for start, end, new in sorted(edits, reverse=True):
        content = content[:start] + new + content[end:]
    return content


def _edit(content: str, root: yaml.Node | None, at: Path, language: str, words: str, codes: Collection[str]) -> tuple[int, int, str]:
    """Return what to put in the place of which part of the file."""
    node = root
    for step in at:
        node = _below(node, step)
    pairs = (
        [(key, value) for key, value in node.value if key.value in codes or key.value == language]
        if isinstance(node, yaml.MappingNode)
        else []
    )
    if not isinstance(node, yaml.MappingNode) or not pairs:
        raise KeyError(at)
    quoted = any(key.style == '"' for key, _ in pairs)
    new = json.dumps(words, ensure_ascii=False) if quoted else scalar(words, "[{}]" if node.flow_style else "{}")
    for key, value in pairs:
        if key.value == language:
            return value.start_mark.index, value.end_mark.index, new
    key, value = pairs[-1]
    name, end = json.dumps(language) if quoted else language, value.end_mark.index
    if node.flow_style:
        before = next((other.end_mark.index for (_, other), (later, _) in pairwise(node.value) if later is key), None)
        between = content[before : key.start_mark.index] if before is not None else ", "
        return end, end, f"{between}{name}: {new}"
    end = content.find("\n", end if content[end - 1] != "\n" else end - 1)
    end = len(content) if end < 0 else end
    return end, end, f"\n{' ' * key.start_mark.column}{name}: {new}"


def _below(node: yaml.Node | None, step: str | int) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        found = next((value for key, value in node.value if key.value == str(step)), None)
    else:
        found = node.value[step] if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value) else None
    if not isinstance(found, yaml.Node):
        raise KeyError(step)
    return found

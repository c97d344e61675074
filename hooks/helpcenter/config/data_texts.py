"""Every localized text of data/, found by walking its files, so that a new file or key need not be registered.

A text is a value below a language code with counterparts in the other languages, or one item of a list there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpcenter.source.yaml_lines import Path, Yaml

# What no reader is shown, each with its reason.
NOT_SHOWN: Mapping[str, str] = {
    "data/synonyms.yml": "what people type into the search, mistakes and all",
    "data/constants.yml": "parts of sentences, which are checked where they stand",
}
NOT_SHOWN_KEYS = ("forbidden", "context_only", "exempt")  # of the glossary: words that no page may use
_ABOVE = ("title", "name")  # keys of the text that stands above its neighbours


@dataclass(frozen=True)
class DataText:
    """A text in its languages. `name` is its key path, `line` that of the key, `lines` those of the words; `above` the title over it;
    `at` the keys and indexes that lead to the map of its languages."""

    path: str
    line: int
    name: str
    words: Mapping[str, str]
    lines: Mapping[str, int]
    above: Mapping[str, str] = field(default_factory=dict)
    at: Path = ()


def data_texts(source: Yaml, path: str, languages: Collection[str]) -> Iterator[DataText]:
    """Yield the texts of the file `path` in these languages."""
    if path in NOT_SHOWN:
        return

    def line(*at: str | int) -> int:
        return source.line(*at) if source.lines else 0

    def walk(value: Any, at: Path, name: Path, above: Mapping[str, str]) -> Iterator[DataText]:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from walk(item, (*at, index), (*name, _name(item, index)), above)
        elif isinstance(value, dict):
            own = {code: value[code] for code in languages if code in value}
            for words, places in _single(own):
                lines = {code: line(*at, *place) for code, place in places.items()}
                yield DataText(path, line(*at), ".".join(map(str, name)), words, lines, above, at)
            title = next((value[key] for key in _ABOVE if isinstance(value.get(key), dict)), None)
            for key, item in value.items():
                if key not in own and key not in NOT_SHOWN_KEYS:
                    under = title if title is not None and item is not title else own or above
                    yield from walk(item, (*at, key), (*name, key), {code: text for code, text in under.items() if isinstance(text, str)})

    yield from walk(source.value, (), (), {})


def _single(own: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, str], Mapping[str, Path]]]:
    """Yield the texts of a map by language, and where below it they stand: one, or one per item of its lists."""
    texts = {code: text for code, text in own.items() if isinstance(text, str)}
    if texts:
        yield texts, {code: (code,) for code in texts}
    for code, items in own.items():
        if isinstance(items, list):
            yield from (({code: item}, {code: (code, index)}) for index, item in enumerate(items) if isinstance(item, str))


def _name(item: Any, index: int) -> str | int:
    """Name a list entry by its id, so that its position does not matter."""
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else index

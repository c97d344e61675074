"""YAML, read safely and with the line of every value.

Only plain maps, lists and scalars: aliases, anchors and tags are refused (a few lines of aliases can fill the memory), and so are
duplicate keys. `load` never raises: what cannot be read becomes a problem at its line.
It is our own, on PyYAML: a prototype on the libraries showed no gain.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from helpcenter.problems import Problem

RULE = "yaml"
MAX_DEPTH = 12  # the deepest file of data/ has 5; PyYAML recurses once a level
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Yaml:
    """A parsed document: its value, and the 1-based line of every key path in it."""

    value: Any = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, *path: str | int) -> int:
        """Return the line of a key path, or of its nearest ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Yield (key path, text) of every text in the value, keys included."""
        return _texts(self.value, ())


def _texts(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key, (*at, key))
            yield from _texts(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*at, index))


class _Refused(Exception):
    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


@lru_cache(maxsize=4)  # the rules look at one file after the other, each of them at the same file
def load(text: str, path: str, first_line: int = 1) -> Yaml:
    """Parse YAML `text` of the file `path`, where it starts at `first_line`."""
    offset = first_line - 1
    try:
        _refuse_indirection(text, offset)
        node = yaml.compose(text, Loader=_Loader)
        lines: dict[Path, int] = {}
        value = None if node is None else _construct(node, (), lines, offset, 0)
        return Yaml(value, lines)
    except _Refused as refused:
        return Yaml(problems=(Problem(path, refused.line, RULE, refused.sentence),))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 + offset if mark else first_line
        sentence = f"this is not valid YAML: {error.problem or error.context}. Quote a value that holds `: ` or `#`, or begins with a sign."
        return Yaml(problems=(Problem(path, line, RULE, sentence),))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return Yaml(problems=(Problem(path, first_line, RULE, f"this is not valid YAML: {str(error).splitlines()[0]}."),))


def _refuse_indirection(text: str, offset: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = (event.start_mark.line if event.start_mark else 0) + 1 + offset
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            raise _Refused(line, f"found the alias or anchor `{anchor}`: write the value out, aliases can fill the memory.")
        if tag:
            raise _Refused(line, f"found the tag `{tag}`: only plain text, numbers, lists and maps are read.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Refused(line, f"nested more than {MAX_DEPTH} levels deep.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _construct(node: yaml.Node, path: Path, lines: dict[Path, int], offset: int, depth: int) -> Any:
    lines.setdefault(path, node.start_mark.line + 1 + offset)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1 + offset
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Refused(line, "a key is a list or a map: write a plain word.")
            key = _scalar(key_node, line)
            if key in mapping:
                raise _Refused(line, f"duplicate key `{key}`, first on line {lines[(*path, key)]}. Keep one.")
            lines[(*path, key)] = line
            mapping[key] = _construct(value_node, (*path, key), lines, offset, depth + 1)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*path, index), lines, offset, depth + 1) for index, item in enumerate(node.value)]
    return _scalar(node, node.start_mark.line + 1 + offset)


def _scalar(node: yaml.Node, line: int) -> Any:
    value = node.value
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return value.lower() in {"yes", "true", "on"}
    if node.tag == "tag:yaml.org,2002:int":
        try:
            return int(value.replace("_", ""), 0) if not value.lstrip("+-").startswith("0") or value in {"0"} else value
        except ValueError:
            return value
    if node.tag == "tag:yaml.org,2002:timestamp":
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return value

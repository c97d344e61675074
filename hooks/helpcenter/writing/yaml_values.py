"""Setting values in the text of a YAML file: comments, order and line breaks stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from helpcenter.source.yaml_lines import Path


def with_values(text: str, values: Mapping[Path, Any]) -> str:
    """Return `text` with these values at their key paths; None removes the key. Every key above must be a map or list, or missing."""
    for path, value in values.items():
        text = _with(text, path, value)
    return text


def flat(value: Any, at: Path = ()) -> dict[Path, Any]:
    """Return key path → value of everything in a map of maps that is no map itself."""
    if not isinstance(value, dict):
        return {at: value}
    return {path: item for key, below in value.items() for path, item in flat(below, (*at, key)).items()}


def _with(text: str, path: Path, value: Any) -> str:
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for depth, key in enumerate(path):
        below = _child(node, key)
        if below is None:
            return text if value is None else _added(text, node, key, nested(path[depth + 1 :], value))
        if value is None and depth == len(path) - 1:
            return _removed(text, node, key)
        node = below
    return f"{text[: node.start_mark.index]}{_written(value)}{text[_end(node) :]}"


def _child(node: yaml.CollectionNode, key: str | int) -> yaml.Node | None:
    if isinstance(key, int):
        return node.value[key]  # type: ignore[no-any-return]
    return next((value for name, value in node.value if name.value == key), None)


def _added(text: str, node: yaml.MappingNode, key: str | int, value: Any) -> str:
    if node.flow_style:
        return _rewritten(text, node, {**_value(node), key: value})
    last_key, last = node.value[-1]
    end = text.find("\n", _end(last))
    head, tail = (text, "") if end < 0 else (text[:end], text[end:])
    return f"{head}\n{' ' * last_key.start_mark.column}{key}: {_written(value)}{tail or chr(10)}"


def _removed(text: str, node: yaml.MappingNode, key: str | int) -> str:
    if node.flow_style:
        return _rewritten(text, node, {name: item for name, item in _value(node).items() if name != key})
    name, value = next(entry for entry in node.value if entry[0].value == key)
    start, end = text.rfind("\n", 0, name.start_mark.index) + 1, text.find("\n", _end(value))
    return text[:start] + ("" if end < 0 else text[end + 1 :])


def _rewritten(text: str, node: yaml.MappingNode, value: Any) -> str:
    return text[: node.start_mark.index] + _written(value) + text[node.end_mark.index :]


def _end(node: yaml.Node) -> int:
    """Where a value ends: PyYAML counts what follows a block as its part."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return node.end_mark.index


def _value(node: yaml.MappingNode) -> dict[str | int, Any]:
    return dict(yaml.SafeLoader("").construct_document(node))


def nested(path: Path, value: Any) -> Any:
    """Return the value in a map of maps, at its key path."""
    for key in reversed(path):
        value = {key: value}
    return value


def _written(value: Any) -> str:
    """Return a value on one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=100_000)
    return text.removesuffix("\n").removesuffix("\n...")

"""Edits of a YAML or JSON text by its keys, which leave comments, quotation marks and the layout of everything else as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import yaml

from helpcenter.source.yaml_lines import Path

_Map, _Key = yaml.MappingNode, tuple[yaml.Node, yaml.Node]


class Edits:
    """Edits of one text, gathered and then made together by `made`. Raises yaml.YAMLError for a text that is no YAML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._edits: list[tuple[int, int, str]] = []

    def made(self) -> str:
        """The text with all edits; one within what another removes is not needed."""
        text = self.text
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2], reverse=True):
            if not any(s <= start and end <= e and (s, e) != (start, end) and not put for s, e, put in self._edits):
                text = text[:start] + new + text[end:]
        return text

    def maps(self, passed: Collection[str] = ()) -> Iterator[yaml.MappingNode]:
        """Every map of the text, without those below keys of `passed`."""

        def below(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
            if isinstance(node, yaml.MappingNode):
                yield node
                for key, value in node.value:
                    if key.value not in passed:
                        yield from below(value)
            elif isinstance(node, yaml.SequenceNode):
                for item in node.value:
                    yield from below(item)

        return below(self.root)

    def add_pair(self, node: yaml.MappingNode, after: str, key: str, value: str | Callable[[yaml.Node], str]) -> None:
        """Add `key` behind the pair of the key `after`, with `value` or what it makes of that pair's value, laid out as that pair is."""
        at = next(index for index, (name, _) in enumerate(node.value) if name.value == after)
        name, old = node.value[at]
        quote = name.style or ""
        pair = f"{quote}{key}{quote}: {value if isinstance(value, str) else value(old)}"
        if node.flow_style:
            before = node.value[at - 1][1].end_mark.index if at else node.start_mark.index + 1
            gap = self.text[before : name.start_mark.index] if at else "," + self.text[before : name.start_mark.index]
            self._edits.append((old.end_mark.index, old.end_mark.index, (gap if gap.strip() == "," and gap != "," else ", ") + pair))
        else:
            end = self._line_end(old)
            self._edits.append((end, end, f"\n{' ' * name.start_mark.column}{pair}"))

    def remove_pair(self, node: yaml.MappingNode, key: str) -> None:
        """Remove a pair with the comma or the lines that belong to it."""
        at = next(index for index, (name, _) in enumerate(node.value) if name.value == key)
        name, value = node.value[at]
        if node.flow_style:
            self._remove_part([(k.start_mark.index, v.end_mark.index) for k, v in node.value], at)
            return
        line = self.text.rfind("\n", 0, name.start_mark.index) + 1
        if not self.text[line : name.start_mark.index].strip():
            self._edits.append((line, min(self._line_end(value) + 1, len(self.text)), ""))
        elif at + 1 < len(node.value):  # the first of an item: `- en: …`
            self._edits.append((name.start_mark.index, node.value[at + 1][0].start_mark.index, ""))
        else:
            self._edits.append((name.start_mark.index, value.end_mark.index, "{}"))

    def remove_item(self, node: yaml.SequenceNode, at: int) -> None:
        """Remove an item of a list with its comma or its lines."""
        item = node.value[at]
        if node.flow_style:
            self._remove_part([(each.start_mark.index, each.end_mark.index) for each in node.value], at)
            return
        line = self.text.rfind("\n", 0, item.start_mark.index) + 1
        self._edits.append((line, min(self._line_end(item) + 1, len(self.text)), ""))

    def add_item(self, node: yaml.SequenceNode, item: str) -> None:
        """Add an item at the end of a list that has some."""
        last = node.value[-1]
        if node.flow_style:
            self._edits.append((last.end_mark.index, last.end_mark.index, f", {item}"))
            return
        end = self._line_end(last)
        line = self.text.rfind("\n", 0, last.start_mark.index) + 1
        indent = self.text[line : last.start_mark.index].split("-")[0]
        self._edits.append((end, end, f"\n{indent}- {item}"))

    def replace(self, node: yaml.Node, new: str) -> None:
        """Write something else in the place of a value."""
        self._edits.append((node.start_mark.index, self._end(node), new))

    def _remove_part(self, parts: list[tuple[int, int]], at: int) -> None:
        """Remove one of several parts between commas."""
        start, end = parts[at]
        if at:
            start = parts[at - 1][1]
        elif len(parts) > 1:
            end = parts[1][0]
        self._edits.append((start, end, ""))

    def _line_end(self, node: yaml.Node) -> int:
        """The end of the last line of a value, before its line feed."""
        end = self.text.find("\n", self._end(node))
        return len(self.text) if end < 0 else end

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends: PyYAML counts the empty lines and comments that follow a block as its part."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        return node.start_mark.index + len(self.text[node.start_mark.index : node.end_mark.index].rstrip())


def with_values(text: str, values: Mapping[Path, Any]) -> str:
    """Return `text` with these values at their key paths; None removes the key. Every key above must be a map or list, or missing."""
    for path, value in values.items():
        text = _with(text, path, value)
    return text


def _with(text: str, path: Path, value: Any) -> str:
    edits = Edits(text)
    node: Any = edits.root
    for depth, key in enumerate(path):
        below = value_of(node, key)
        if value is None and (below is None or depth == len(path) - 1):
            if below is not None:
                edits.remove_pair(node, str(key))
            return edits.made()
        if below is None:
            new = _written(nested(path[depth + 1 :], value))
            if node.value:
                edits.add_pair(node, keys_of(node)[-1], str(key), new)
            else:
                edits.replace(node, f"{{{key}: {new}}}")
            return edits.made()
        node = below
    edits.replace(node, _written(value))
    return edits.made()


def _written(value: Any) -> str:
    """Return a value on one line, such as may stand in a list or map on one line."""
    alone, in_list = (
        yaml.safe_dump(each, default_flow_style=True, allow_unicode=True, sort_keys=False, width=100_000) for each in (value, [value])
    )
    text: str = alone.removesuffix("\n").removesuffix("\n...")
    return text if yaml.safe_load(f"[{text}]") == [value] else in_list.strip()[1:-1]


def flat(value: Any, at: Path = ()) -> dict[Path, Any]:
    """Return key path → value of everything in a map of maps that is no map itself."""
    if not isinstance(value, dict):
        return {at: value}
    return {path: item for key, below in value.items() for path, item in flat(below, (*at, key)).items()}


def nested(path: Path, value: Any) -> Any:
    """Return the value in a map of maps, at its key path."""
    for key in reversed(path):
        value = {key: value}
    return value


def value_of(node: yaml.Node | None, *path: str | int) -> yaml.Node | None:
    """The value at this path of keys and indexes; None where it does not exist. An entry of a list of names and maps (`plugins`) is found
    by its name too."""
    for key in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key] if key < len(node.value) else None
        elif isinstance(node, yaml.SequenceNode):
            node = next((found for item in node.value if (found := value_of(item, key)) is not None), None)
        elif isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == str(key)), None)
        else:
            return None
    return node


def keys_of(node: yaml.MappingNode) -> list[str]:
    return [str(name.value) for name, _ in node.value]

"""mkdocs.yml as MkDocs reads it: with inheritance and environment variables, but without ever running a tag."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpcenter.source.files import Tree, read_tree
from helpcenter.text.quoting import quoted

CONFIG = "mkdocs.yml"
NAMES = (CONFIG, "mkdocs.yaml")
_INHERIT = "INHERIT"
_Read = Callable[[str], str | None]


class ConfigError(Exception):
    """A configuration that MkDocs would reject: `path`, `line` (1-based) and the sentence."""

    def __init__(self, path: str, line: int, sentence: str) -> None:
        super().__init__(f"{path}:{line}: {sentence}")
        self.path, self.line, self.sentence = path, line, sentence


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands in mkdocs.yml for a value that Python would make: `!!python/name:module.function`, or a call of it with `options`."""

    name: str
    options: Any = None


class _Loader(yaml.SafeLoader):
    """A loader that resolves `!ENV [NAME, default]` as MkDocs does; for every other tag it returns a Tag and runs nothing."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    parts = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [node.value]
    names, default = (parts[:-1], parts[-1]) if len(parts) > 1 else (parts, None)
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


def _tag(loader: _Loader, suffix: str, node: yaml.Node) -> Tag:
    return Tag(suffix.rpartition(":")[2], loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else None)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", _tag)


def config_of(tree: Tree) -> dict[str, Any]:
    """Return the configuration of a tree, merged with the files it inherits from; empty without mkdocs.yml. Raises ConfigError."""
    merged: dict[str, Any] = {}
    for _, config in _chain(tree.text):
        merged = _merged(config, merged)
    return merged


def project_of(docs: Path) -> Path | None:
    """The nearest folder above `docs` whose mkdocs.yml has it as its `docs_dir` or within; None for none. Raises ConfigError."""
    docs = Path(os.path.abspath(docs))
    for folder in docs.parents:
        if any((folder / name).is_file() for name in NAMES):
            config = config_of(read_tree(folder, (), config_files(folder)))
            if docs.is_relative_to(os.path.normpath(folder / str(config.get("docs_dir") or "docs"))):
                return folder
    return None


def config_files(root: Path) -> tuple[str, ...]:
    """Return the paths, relative to the folder `root`, of mkdocs.yml and the files it inherits from, as far as they can be read."""

    found: list[str] = []

    def read(path: str) -> str | None:
        try:
            text = (root / path).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None
        found.append(path)
        return text

    with contextlib.suppress(ConfigError):  # told when the configuration is read
        list(_chain(read))
    return tuple(dict.fromkeys(found))


def named(entries: Any) -> dict[str, Any]:
    """Return plugins or extensions of mkdocs.yml with their options, from a map or from a list of names and maps."""
    if isinstance(entries, dict):
        return {str(name): options for name, options in entries.items()}
    found: dict[str, Any] = {}
    for entry in entries if isinstance(entries, list) else ():
        found |= named(entry) if isinstance(entry, dict) else {str(entry): None}
    return found


def _chain(read: _Read) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield mkdocs.yml, the file it inherits from, the one that inherits from, …, each with its path."""
    path = next((name for name in NAMES if read(name) is not None), CONFIG)
    seen, text = {path}, read(path)
    while text is not None:
        config = _parsed(path, text)
        parent = config.pop(_INHERIT, None)
        yield path, config
        if parent is None:
            return
        line = _line(text, _INHERIT)
        if not isinstance(parent, str):
            raise ConfigError(path, line, f"`{_INHERIT}` is not a path: expected the name of one file.")
        child, path = path, posixpath.normpath(posixpath.join(posixpath.dirname(path), parent))
        if path in seen:
            raise ConfigError(child, line, f"`{_INHERIT}: {parent}` leads in a circle.")
        seen.add(path)
        text = read(path)
        if text is None:
            raise ConfigError(child, line, f"`{_INHERIT}: {parent}` leads to {path}, which cannot be read or does not exist.")


def _parsed(path: str, text: str) -> dict[str, Any]:
    try:
        config = yaml.load(text, _Loader)  # noqa: S506 (the loader runs no tag)
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        why = (error.problem or error.context) if isinstance(error, yaml.MarkedYAMLError) else str(error).splitlines()[0]
        last = text.rstrip().count("\n") + 1  # where the text ends too early, the mark is behind it
        raise ConfigError(path, min(mark.line + 1, last) if mark else 1, f"this is not valid YAML: {why}.") from error
    except (ValueError, TypeError, RecursionError) as error:  # a date that is none, options of `!ENV` that are no names, 1,000 brackets
        raise ConfigError(path, 1, f"this is not valid YAML: {error}.") from error
    if config is None:
        return {}
    if not isinstance(config, dict):
        raise ConfigError(path, 1, "this is not a configuration: expected a map, with lines like `site_name: …`.")
    for key in ("plugins", "markdown_extensions"):
        _check_named(path, text, key, config.get(key))
    return config


def _check_named(path: str, text: str, key: str, entries: Any) -> None:
    """Raise ConfigError if MkDocs would reject the list or the options of an entry."""
    if entries is not None and not isinstance(entries, list | dict):
        raise ConfigError(path, _line(text, key), f"`{key}` is `{entries}`: expected a list of names.")
    for name, options in named(entries).items():
        if options is not None and not isinstance(options, dict):
            sentence = f"the options of `{name}` are {quoted(str(options))}: expected a map, with lines like `key: value`."
            raise ConfigError(path, _line(text, name), sentence)


def _line(text: str, key: str) -> int:
    """Return the line of the first key of this name; 1 if unknown."""
    found = re.search(rf"(?<![\w.-]){re.escape(key)}[\"']?[ \t]*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Merge maps key by key, with the child's value for anything else, as MkDocs does."""
    merged = dict(parent)
    for key, value in child.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged

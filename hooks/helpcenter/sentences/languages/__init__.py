"""The languages that the rules on sentences can read. Each is one folder (`zh_Hant` for `zh-Hant`): words.yml, its words, lists and
entries (see wording and negations), and grammar.py, what takes code (see grammars).

A words.yml with `based_on: zh` holds only what its language says otherwise: the rest are the words of that one.

A language is known when its folder is complete: until then its sentences are not read, and the rule `sentence-tables` names what
is missing as soon as the language is published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import yaml

from helpcenter.text.scripts import read_as

from ..grammars import Grammar, missing

SOURCE = "zh"  # whose folder has all that the others must have
FOLDER = Path(__file__).parent
_BASE = "based_on"
_SHARED = {"remote-tools": "remote_tools.yml", "coins": "coins.yml"}

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # all is text, `no` too


def read(name: str) -> Any:
    """What a YAML file of the folder holds, in texts, lists and mappings. Raises OSError and yaml.YAMLError."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), _Loader)  # noqa: S506 (text alone)


@cache
def words(code: str) -> Mapping[str, Any]:
    """The sections of a language's words.yml, each a mapping by name."""
    found: Any = read(f"{folder(code)}/words.yml")
    if not isinstance(found, dict) or not isinstance(base := found.get(_BASE), str):
        return cast(Mapping[str, Any], found)
    own = {name: part for name, part in found.items() if name != _BASE}
    merged: Mapping[str, Any] = _joined(words(base), own, code)
    return merged


def folder(code: str) -> str:
    """The folder of a language: its code as Python can name a package."""
    return code.replace("-", "_")


def _joined(base: Any, own: Any, code: str) -> Any:
    """The words of `base` with the own ones behind them, read as the sentences of their language are."""
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {name: _joined(base.get(name), part, code) for name, part in own.items()}
    if isinstance(own, dict):
        return {name: _joined(None, part, code) for name, part in own.items()}
    if isinstance(own, list):
        return [*(base if isinstance(base, list) else ()), *(_joined(None, part, code) for part in own)]
    return read_as(own, code) if isinstance(own, str) else own


def lists(code: str) -> Mapping[str, list[str]]:
    """The lists of a language's words.yml, and those that all languages share, each from a file of its own."""
    own: Mapping[str, list[str]] = words(code)["lists"]
    return {**own, **{name: _shared(file) for name, file in _SHARED.items()}}


@cache
def _shared(file: str) -> list[str]:
    """The names of a file, each also with a hyphen for its blanks and without them."""
    return sorted({name.replace(" ", joint) for name in read(file) for joint in ("", " ", "-")})


def lacking(code: str) -> list[str]:
    """What the folder of a language lacks, each with the file it belongs to; nothing when it is complete."""
    return [*_lacking_words(code), *_lacking_code(code)]


def _lacking_words(code: str) -> list[str]:
    if not (FOLDER / folder(code) / "words.yml").is_file():
        return ["words.yml"]
    try:
        found = words(code)
    except yaml.YAMLError as error:
        return [f"words.yml as YAML ({' '.join(str(error).split())})"]
    sections = {name: names for name, names in found.items() if isinstance(names, dict)} if isinstance(found, dict) else {}
    wanted = [(section, name) for section, names in words(SOURCE).items() for name in names]
    named = set(re.findall(r"<([\w-]+)>", str(sections))) - sections.get("says", {}).keys() - _SHARED.keys()
    wanted += [("lists", name) for name in sorted(named)]
    return [f"`{section}: {name}` in words.yml" for section, name in dict.fromkeys(wanted) if not sections.get(section, {}).get(name)]


def _lacking_code(code: str) -> list[str]:
    if not (FOLDER / folder(code) / "grammar.py").is_file():
        return ["grammar.py"]
    return [f"`{name}` in grammar.py" for name in missing(_grammar(code))]


def _grammar(code: str) -> type[Grammar]:
    found: type[Grammar] = import_module(f"{__name__}.{folder(code)}.grammar").GRAMMAR
    return found


_FOLDERS = sorted(path.name.replace("_", "-") for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))
LANGUAGES = tuple(code for code in sorted(_FOLDERS, key=lambda code: code != SOURCE) if not lacking(code))  # the source first
GRAMMARS: Mapping[str, Grammar] = {code: _grammar(code)() for code in LANGUAGES}

"""Schemas of YAML values, and the problems of a value that does not fit.

A shape is an instance of one of the classes below; `problems` walks value and shape together. The sentences say what was found, what
was expected and, for an unknown key, which known key is nearest. It is our own: a prototype
on the libraries showed no gain.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpcenter.problems import Problem
from helpcenter.text.quoting import shortened

from .yaml_lines import Path, Yaml

_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>?|[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Anything:
    """A value that another part of the project reads."""


ANYTHING = Anything()


@dataclass(frozen=True)
class Text:
    """One line of plain text, without HTML. `most` counts display columns: a Han character is two. `or_null`: it may be null."""

    most: int = 0
    pattern: str = ""
    example: str = ""
    or_null: bool = False


@dataclass(frozen=True)
class Number:
    least: int = 0


@dataclass(frozen=True)
class Flag:
    pass


@dataclass(frozen=True)
class Date:
    pass


@dataclass(frozen=True)
class OneOf:
    values: Collection[str]
    known_from: str = ""


@dataclass(frozen=True)
class ListOf:
    of: Shape
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class MapOf:
    of: Shape
    pattern: str = ""


@dataclass(frozen=True)
class Fields:
    """A map with these keys. `optional` keys may be missing, of `one_of` one key stands; `ordered` requires this order."""

    of: Mapping[str, Shape]
    optional: Collection[str] = ()
    ordered: bool = False
    one_of: Collection[str] = ()
    known: Collection[str] = ()  # further keys with text, like languages in preparation
    elsewhere: Mapping[str, str] = field(default_factory=dict)  # key → why it does not stand here
    hints: Mapping[str, str] = field(default_factory=dict)  # key → how one comes by it when it is missing


@dataclass(frozen=True)
class Localized:
    """A text in each of these languages."""

    languages: Collection[str]
    known: Collection[str] = ()


Shape = Anything | Text | Number | Flag | Date | OneOf | ListOf | MapOf | Fields | Localized


def width(text: str) -> int:
    """Return the display columns of a text: Han and full-width characters count two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def nearest(word: str, known: Collection[str]) -> str:
    """Return ` Did you mean `x`?`, or "" if no known word is near."""
    found = _nearest(word, known)
    return f" Did you mean `{found}`?" if found else ""


def _nearest(word: str, known: Collection[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(known), 1, 0.6)), "")


def _choice(known: Collection[str]) -> str:
    return f" Remove it, or write one of {', '.join(known)}."


def problems(source: Yaml, path: str, shape: Shape, rule: str) -> Iterator[Problem]:
    """Yield the places where the value of `source` (file `path`) does not fit `shape`."""
    for key_path, sentence in _check(source.value, shape, ()):
        yield Problem(path, source.line(*key_path), rule, sentence)


def _check(value: Any, shape: Shape, at: Path) -> Iterator[tuple[Path, str]]:
    name = ".".join(str(part) for part in at) or "the file"
    if isinstance(shape, Anything):
        return
    if isinstance(shape, Text):
        yield from ((at, sentence) for sentence in _text(value, shape, name))
    elif isinstance(shape, Number):
        if not isinstance(value, int) or isinstance(value, bool) or value < shape.least:
            yield at, f"`{name}` is {_described(value)}; expected a whole number from {shape.least}."
    elif isinstance(shape, Flag):
        if not isinstance(value, bool):
            yield at, f"`{name}` is {_described(value)}; expected true or false."
    elif isinstance(shape, Date):
        if not isinstance(value, datetime.date):
            yield at, f"`{name}` is {_described(value)}; expected a date like 2026-11-22."
    elif isinstance(shape, OneOf):
        if not isinstance(value, str) or (shape.values and value not in shape.values):
            expected = f"a key of {shape.known_from}" if shape.known_from else "one of " + ", ".join(shape.values)
            yield at, f"`{name}` is {_described(value)}; expected {expected}.{nearest(str(value), shape.values)}"
    elif isinstance(shape, ListOf):
        if not isinstance(value, list):
            yield at, f"`{name}` is {_described(value)}; expected a list like [a, b]."
        else:
            if len(value) < shape.least or (shape.most and len(value) > shape.most):
                limits = f"{shape.least} to {shape.most}" if shape.most else f"at least {shape.least}"
                yield at, f"`{name}` has {len(value)} entries; expected {limits}."
            for index, item in enumerate(value):
                yield from _check(item, shape.of, (*at, index))
            repeated = [item for index, item in enumerate(value) if isinstance(item, str) and item in value[:index]]
            for item in sorted(set(repeated)):
                yield at, f"`{name}` names `{item}` twice. Keep one."
    else:
        yield from _check_map(value, shape, at, name)


def _check_map(value: Any, shape: MapOf | Fields | Localized, at: Path, name: str) -> Iterator[tuple[Path, str]]:
    if not isinstance(value, dict):
        yield at, f"`{name}` is {_described(value)}; expected a map (key: value)."
        return
    if isinstance(shape, MapOf):
        for key, item in value.items():
            if shape.pattern and not re.fullmatch(shape.pattern, str(key)):
                yield (*at, key), f"the key `{key}` does not look like `{shape.pattern}`."
            yield from _check(item, shape.of, (*at, key))
        return
    if isinstance(shape, Localized):
        shape = Fields(dict.fromkeys([*shape.languages, *shape.known], Text()), set(shape.known) - set(shape.languages))
    for key, item in value.items():
        if key not in shape.of and key in shape.known:
            continue
        if key not in shape.of:
            why = shape.elsewhere.get(str(key)) or f"is not known here.{nearest(str(key), shape.of) or _choice(shape.of)}"
            yield (*at, key), f"the key `{key}` {why}"
        else:
            yield from _check(item, shape.of[str(key)], (*at, key))
    missing = [key for key in shape.of if key not in value and key not in shape.optional and key not in shape.one_of]
    mistyped = {near for key in value if key not in shape.of and (near := _nearest(str(key), missing))}  # told where it stands
    for key in missing:
        if key not in mistyped:
            where = f" in `{name}`" if at else ""
            yield at, f"the key `{key}` is missing{where}.{' ' if key in shape.hints else ''}{shape.hints.get(key, '')}"
    given = [key for key in shape.one_of if key in value]
    if shape.one_of and len(given) != 1:
        choice = ", ".join(f"`{key}`" for key in shape.one_of)
        yield at, f"`{name}` has {'more than one' if given else 'none'} of {choice}; expected one."
    known = [key for key in value if key in shape.of]
    if shape.ordered and known != [key for key in shape.of if key in value]:
        wanted = [key for key in shape.of if key in value]
        first = next(index for index, key in enumerate(known) if key != wanted[index])
        yield (*at, known[first]), f"the key `{known[first]}` is where `{wanted[first]}` belongs: the order is {', '.join(wanted)}."


def _text(value: Any, shape: Text, name: str) -> Iterator[str]:
    if value is None and shape.or_null:
        return
    if not isinstance(value, str) or not value.strip():
        yield f"`{name}` is {_described(value)}; expected text{_hint(shape)}. Put it in quotes if YAML takes it for a number or a date."
        return
    if markup := _MARKUP.search(value):
        yield f"`{name}` holds `{markup[0]!s}`: this is plain text, without HTML or control characters."
    if "\n" in value.strip():
        yield f"`{name}` has several lines; expected one."
    if shape.most and width(value) > shape.most:
        yield f"`{name}` is {width(value)} columns wide (a Han character is two); the limit is {shape.most}. Shorten it."
    if shape.pattern and not re.fullmatch(shape.pattern, value):
        yield f"`{name}` is {_described(value)}; expected text{_hint(shape)}."


def _hint(shape: Text) -> str:
    return f" like `{shape.example}`" if shape.example else ""


def _described(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    return f"`{shortened(str(value))}`"

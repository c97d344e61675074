"""Values are set in the text of a YAML file, and everything else in it stays."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from helpcenter.writing.yaml_values import flat, with_values

TEXT = """# who
name: {zh: 甲, en: A}   # the name
domains: [a.example]
links:            # where to
  site: https://a.example/  # home
  terms: 'x: y'

# last
notes:
  - one
  - two
"""


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("name", "en"), "B", "name: {zh: 甲, en: B}   # the name"),
        (("name", "es"), "C, D", "name: {zh: 甲, en: A, es: 'C, D'}   # the name"),
        (("name", "zh"), None, "name: {en: A}   # the name"),
        (("domains",), ["b.example", "c.example"], "domains: [b.example, c.example]"),
        (("links", "site"), "https://b.example/", "  site: https://b.example/  # home"),
        (("links", "terms"), "#0F5B53", "  terms: '#0F5B53'"),
        (("links", "privacy"), "yes", "  privacy: 'yes'"),
        (("notes", 1), False, "  - false"),
        (("more", "one"), 1, "more: {one: 1}"),
    ],
)
def test_a_value_is_set_where_it_stands(path: tuple[str | int, ...], value: Any, line: str) -> None:
    changed = with_values(TEXT, {path: value})
    before, after = TEXT.split("\n"), changed.split("\n")
    assert [one for one in after if one not in before] == [line]
    assert [one for one in before if one.startswith("#")] == [one for one in after if one.startswith("#")]


def test_what_is_set_is_what_is_read() -> None:
    values = {("name", "en"): "a: b # c", ("domains",): ["x"], ("links", "site"): None, ("links", "terms"): "[", ("last",): True}
    read = yaml.safe_load(with_values(TEXT, values))
    assert read == {
        "name": {"zh": "甲", "en": "a: b # c"},
        "domains": ["x"],
        "links": {"terms": "["},
        "notes": ["one", "two"],
        "last": True,
    }


@pytest.mark.parametrize("text", ["a: 1", "a: 1\n", "a: |\n  text\n  more\n", "a:\n  - b: 1\n    c: 2\n", "{a: 1}\n"])
def test_a_key_is_added_and_removed_again(text: str) -> None:
    added = with_values(text, {("z",): "new"})
    assert yaml.safe_load(added) == {**yaml.safe_load(text), "z": "new"}
    assert yaml.safe_load(with_values(added, {("z",): None})) == yaml.safe_load(text)


def test_a_key_that_is_not_there_is_not_removed() -> None:
    assert with_values(TEXT, {("gone",): None, ("links", "gone"): None}) == TEXT


def test_a_map_of_maps_is_flat() -> None:
    assert flat({"a": {"b": 1, "c": {"d": [2]}}, "e": None}) == {("a", "b"): 1, ("a", "c", "d"): [2], ("e",): None}

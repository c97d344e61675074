"""A key or an item is added and taken away, and everything else of the text stays as it was written."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from helpcenter.writing.yaml_edits import Edits, flat, keys_of, value_of, with_values

LAYOUTS = [
    ("{zh: 一, en: one}\n", "{zh: 一, en: one, fr: TODO}\n"),
    ("zh: 一\nen: one\n", "zh: 一\nen: one\nfr: TODO\n"),
    ("zh: 一\nen: one  # a word\n\n# next\nx: y\n", "zh: 一\nen: one  # a word\nfr: TODO\n\n# next\nx: y\n"),
    ("zh: 一\nen: >-\n  one\n  two\nx: y\n", "zh: 一\nen: >-\n  one\n  two\nfr: TODO\nx: y\n"),
    ("zh: 一\nen:\n  - one\n  - two\n", "zh: 一\nen:\n  - one\n  - two\nfr: TODO\n"),
    ('{\n "zh": "一",\n "en": "one"\n}\n', '{\n "zh": "一",\n "en": "one",\n "fr": TODO\n}\n'),
    ("{en: one}", "{en: one, fr: TODO}"),
    ("en: one", "en: one\nfr: TODO"),
    ("{zh: 一,\n en: one,\n x: y}\n", "{zh: 一,\n en: one,\n fr: TODO,\n x: y}\n"),
    ('{zh: 一, en: "a, b: {c}"} # 备注 {}\n', '{zh: 一, en: "a, b: {c}", fr: TODO} # 备注 {}\n'),
]


@pytest.mark.parametrize(("before", "after"), LAYOUTS)
def test_a_key_is_added_as_its_neighbour_is_written(before: str, after: str) -> None:
    edits = Edits(before)
    (node,) = edits.maps()
    edits.add_pair(node, "en", "fr", "TODO")
    assert edits.made() == after


@pytest.mark.parametrize(("after", "before"), [layout for layout in LAYOUTS if layout[0] != "en: one"])
def test_a_key_that_goes_leaves_what_was_before_it_came(after: str, before: str) -> None:
    edits = Edits(before)
    (node,) = edits.maps()
    edits.remove_pair(node, "fr")
    assert edits.made() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{fr: un, zh: 一}\n", "{zh: 一}\n"),
        ("fr: un\nzh: 一\n", "zh: 一\n"),
        ("- fr: un\n  zh: 一\n", "- zh: 一\n"),
        ("a:\n  fr: [un,\n    deux]\n  zh: 一\nb: c\n", "a:\n  zh: 一\nb: c\n"),
        ('{"fr": {"a": "b"},\n "zh": 1}', '{"zh": 1}'),
        ("zh: 一\nfr: |\n  un\n\n  deux\n\nx: y\n", "zh: 一\n\nx: y\n"),
    ],
)
def test_a_key_goes_from_the_beginning_and_the_middle(before: str, after: str) -> None:
    edits = Edits(before)
    for node in edits.maps():
        if "fr" in keys_of(node):
            edits.remove_pair(node, "fr")
    assert edits.made() == after
    assert "fr" not in str(yaml.safe_load(after))


def test_an_edit_within_what_goes_is_not_made() -> None:
    edits = Edits("a: {fr: un, zh: 一}\nb: c\n")
    outer, inner = edits.maps()
    edits.remove_pair(outer, "a")
    edits.remove_pair(inner, "fr")
    assert edits.made() == "b: c\n"


@pytest.mark.parametrize(
    ("before", "added", "removed"),
    [
        ("l:\n  - {a: 1}\n  - {a: 2}\n", "l:\n  - {a: 1}\n  - {a: 2}\n  - {a: 3}\n", "l:\n  - {a: 2}\n"),
        ("l:\n- a: 1\n  b: 2\n- a: 3 # x\nm: n\n", "l:\n- a: 1\n  b: 2\n- a: 3 # x\n- {a: 3}\nm: n\n", "l:\n- a: 3 # x\nm: n\n"),
        ("l: [{a: 1}, {a: 2}]\n", "l: [{a: 1}, {a: 2}, {a: 3}]\n", "l: [{a: 2}]\n"),
    ],
)
def test_an_item_is_added_at_the_end_and_goes_from_the_beginning(before: str, added: str, removed: str) -> None:
    for edit, after in (("add", added), ("remove", removed)):
        edits = Edits(before)
        found = value_of(edits.root, "l")
        assert isinstance(found, yaml.SequenceNode)
        edits.add_item(found, "{a: 3}") if edit == "add" else edits.remove_item(found, 0)
        assert edits.made() == after


def test_plugins_are_found_in_a_map_and_in_a_list() -> None:
    for text in ("plugins:\n  i18n: {languages: [x]}\n", "plugins:\n  - search\n  - i18n: {languages: [x]}\n"):
        found = value_of(Edits(text).root, "plugins", "i18n", "languages")
        assert found is not None
    assert value_of(Edits("plugins: [search]\n").root, "plugins", "i18n", "languages") is None


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

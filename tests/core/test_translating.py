"""Taking pages apart for translators and putting them together: every text, every mark, every file of data/."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.articles.model import Library, Page
from helpcenter.articles.read import parse_page, read_library
from helpcenter.source.files import read_tree
from helpcenter.source.yaml_lines import load
from helpcenter.writing.translating import gotext, po, xliff
from helpcenter.writing.translating.data_words import data_units, with_words
from helpcenter.writing.translating.marks import differences, tagged, tokens, untagged
from helpcenter.writing.translating.outgoing import present
from helpcenter.writing.translating.sheet import Entry, Sheet, UnreadableFile
from helpcenter.writing.translating.terms import lacks, terms_in
from helpcenter.writing.translating.units import put_together, scalar, shape_flaw, units
from places import ROOT


@cache
def library() -> Library:
    return read_library(read_tree(ROOT))


def page(body: str, **fields: str) -> Page:
    front = "".join(f"{name}: {scalar(text)}\n" for name, text in fields.items())
    return parse_page("docs/zh/a/b.md", "zh", "a/b", f"---\n{front}---\n{body}")


EVERY_KIND = """
Before the first heading.

## Title with `code` {#one}

A line,
and its second one.

1. **Open** the app.

    What you see.

    - inner item

2. Next.

!!! danger "Box title"
    In the box: {{ network.native }}.

=== "Tab"
    In the tab.

{{ warning.irreversible }}

| a | b \\| c |
|---|---|
| a | a |

```
code stays
```

![what it shows](assets/diagrams/x.svg)
"""


def test_every_text_of_a_page_is_a_unit_and_nothing_else() -> None:
    found = units(page(EVERY_KIND, title="T", summary="S"))
    assert [(unit.kind, unit.section, unit.text) for unit in found] == [
        ("title", "", "T"), ("summary", "", "S"), ("paragraph", "", "Before the first heading."), ("heading", "one", "Title with `code`"),
        ("paragraph", "one", "A line, and its second one."), ("paragraph", "one", "**Open** the app."), ("paragraph", "one", "What you see."),
        ("paragraph", "one", "inner item"), ("paragraph", "one", "Next."), ("box", "one", "Box title"),
        ("paragraph", "one", "In the box: {{ network.native }}."), ("tab", "one", "Tab"), ("paragraph", "one", "In the tab."),
        ("cell", "one", "a"), ("cell", "one", "b \\| c"), ("cell", "one", "a"), ("cell", "one", "a"),
        ("paragraph", "one", "![what it shows](assets/diagrams/x.svg)"),
    ]  # fmt: skip


def test_a_key_changes_with_its_text_alone() -> None:
    before = {unit.text: unit.key for unit in units(page("## A {#a}\n\nOne.\n\nTwo.\n"))}
    after = {unit.text: unit.key for unit in units(page("\n\n## A {#a}\n\nNew.\n\nOne.\n\nTwo,  changed.\n"))}
    assert before["One."] == after["One."]
    assert before["Two."] not in after.values()
    twice = [unit.key for unit in units(page("## A {#a}\n\nOne.\n\nOne.\n"))]
    assert twice[2] == f"{twice[1]}.2"


def test_translated_texts_stand_where_their_sources_stood() -> None:
    source = page(EVERY_KIND)
    made = put_together(source, {unit.key: f"<{number}>" for number, unit in enumerate(units(source))})
    assert made == EVERY_KIND.replace("A line,\nand its second one.", "<2>").replace("Before the first heading.", "<0>").replace(
        "Title with `code`", "<1>"
    ).replace("**Open** the app.", "<3>").replace("What you see.", "<4>").replace("inner item", "<5>").replace("Next.", "<6>").replace(
        "Box title", "<7>"
    ).replace("In the box: {{ network.native }}.", "<8>").replace('"Tab"', '"<9>"').replace("In the tab.", "<10>").replace(
        "| a | b \\| c |", "| <11> | <12> |"
    ).replace("| a | a |", "| <13> | <14> |").replace("![what it shows](assets/diagrams/x.svg)", "<15>")  # fmt: skip


def test_the_pages_of_every_language_come_apart_and_together_again() -> None:
    for one in library().pages.values():
        found = units(one)
        assert put_together(one, {unit.key: unit.text for unit in found}) == one.body, one.path
        assert len({unit.key for unit in found}) == len(found)
        for unit in found:
            assert "".join(token.raw for token in tokens(unit.text)) == unit.text
            assert untagged(tagged(unit.text, unit.text), unit.text) == (unit.text, [])
            assert shape_flaw(unit, unit.text) == ""


def test_no_translation_that_is_fresh_has_lost_a_mark() -> None:
    for source, translation in library().translations():
        pairs = zip(units(source), units(translation), strict=False)
        told = [sentence for a, b in pairs if a.kind == b.kind for sentence in differences(a.text, b.text, library().settings)]
        assert told == [], translation.path


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Pay {{ sla.login }} now.", "Paga {{ sla.login }} ya.", []),
        ("Pay {{ sla.login }} now.", "Paga {{sla.login}} ya.", []),
        ("Pay {{ sla.login }} now.", "Paga {{ sla.account }} ya.", ["the value `{{ sla.login }}` is lost. Put it back",
                                                                     "the value `{{ sla.account }}` is not in the source. Take it out"]),
        ("Type `abc`.", "Escribe `abd`.", ["the code `abc` is lost. Put it back", "the code `abd` is not in the source. Take it out"]),
        ("See [a](b.md) and [c](d.md).", "Mira [c](d.md) y [a](b.md).", []),
        ("See [a](b.md).", "Mira [a](javascript:x).", ["the link to `b.md` became one to `javascript:x`. Keep the address"]),
        ("Text.", "![x](http://example.org/x.png)", ["the picture `http://example.org/x.png` is not in the source. Take it out"]),
        ("Text.", "Mira https://example.org/x.", ["the address `https://example.org/x` is not in the source. Take it out"]),
        ("**Stop** here.", "Alto aquí.", []),
        ("**Stop** here.", "**Alto aquí.", ["a `**` has no partner. Close the bold words, or take it out"]),
        ("Hours: {hours}, {hours}", "Horario: {horas}", ["the placeholder `{hours}` is lost. Put it back",
                                                          "the placeholder `{horas}` is not in the source. Take it out"]),
        ("First {time}", "{time} primero", []),
        ("Two `a` and `a`.", "Un `a`.", ["the code `a` is lost. Put it back"]),
    ],
)  # fmt: skip
def test_lost_changed_and_added_marks_are_told(source: str, target: str, told: list[str]) -> None:
    assert list(differences(source, target, library().settings)) == told


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("paragraph", "x\n", "- x"), ("paragraph", "x\n", "1. x"), ("paragraph", "x\n", "# x"), ("paragraph", "x\n", "> x"),
        ("paragraph", "x\n", "!!! info"), ("paragraph", "x\n", "```"), ("paragraph", "x\n", "<div>"), ("paragraph", "x\n", "<!-- waive x: y -->"),
        ("paragraph", "x\n", "{{ warning.irreversible }}"), ("paragraph", "x\n", "    x"), ("paragraph", "x\n", "---"),
        ("cell", "| x | y |\n|---|---|\n| a | b |\n", "a | b"),
    ],
)  # fmt: skip
def test_a_text_that_would_become_another_block_is_told(kind: str, body: str, text: str) -> None:
    [unit, *_] = [unit for unit in units(page(body)) if unit.kind == kind]
    assert shape_flaw(unit, text).startswith(f"it would not stay one {kind}: ")
    assert shape_flaw(unit, "Plain words, (with) some “signs”: 1 + 1 – yes!") == ""


def test_present_translations_follow_their_sources_when_these_move() -> None:
    before = page("## A {#a}\n\n1. One.\n\n2. Two.\n\n3. Three.\n", title="T")
    now = page("## A {#a}\n\n1. New.\n\n2. One.\n\n3. Two, changed.\n\n4. Three.\n", title="T")
    said = page("## Ä {#a}\n\n1. Eins.\n\n2. Zwei.\n\n3. Drei.\n", title="Ti")
    found = present(units(now), said, before)
    told = {unit.text: found.get(unit.key) for unit in units(now)}
    assert told == {
        "T": ("T", "Ti"), "A": ("A", "Ä"), "New.": None, "One.": ("One.", "Eins."), "Two, changed.": ("Two.", "Zwei."), "Three.": ("Three.", "Drei."),
    }  # fmt: skip
    assert [text for _, text in present(units(before), said, None).values()] == ["Ti", "Ä", "Eins.", "Zwei.", "Drei."]


@pytest.mark.parametrize(
    ("text", "terms"),
    [("把助记词抄下来", ["recovery-phrase"]), ("助记词 `私钥`", ["private-key", "recovery-phrase"]), ("看一眼首页", [])],
)
def test_terms_are_found_the_longest_first(text: str, terms: list[str]) -> None:
    assert sorted(term.id for term in terms_in(text, library().settings, "zh")) == terms


@pytest.mark.parametrize(
    ("word", "language", "text", "missing"),
    [
        ("recovery-phrase", "en", "Write the recovery phrases down.", False), ("recovery-phrase", "en", "Write the phrase down.", False),
        ("recovery-phrase", "en", "Write the seed down.", True), ("recovery-phrase", "es", "Anota las frases de recuperación.", False),
        ("recovery-phrase", "es", "Anota la semilla.", True), ("recovery-phrase", "zh", "抄下助记词。", False),
        ("recovery-phrase", "zh", "抄下密语。", True), ("deposit", "es", "Puedes depositar.", False),
    ],
)  # fmt: skip
def test_an_inflected_term_is_no_missing_term(word: str, language: str, text: str, missing: bool) -> None:
    [term] = [term for term in library().settings.glossary if term.id == word]
    assert lacks(text, term, language) is missing


DATA = {
    "flow": ("a: {zh: 一, en: one}  # note\nb: 1\n", ("a",), "a: {zh: 一, en: one, fr: un}  # note\nb: 1\n"),
    "block": ("a:\n  zh: 一\n  en: one  # note\nb: 1\n", ("a",), "a:\n  zh: 一\n  en: one  # note\n  fr: un\nb: 1\n"),
    "folded": ("a:\n  zh: 一\n  en: >\n    one\n    more\nb: 1\n", ("a",), "a:\n  zh: 一\n  en: >\n    one\n    more\n  fr: un\nb: 1\n"),
    "at the end": ("a:\n  zh: 一\n  en: one", ("a",), "a:\n  zh: 一\n  en: one\n  fr: un"),
    "to be written": ("a: {zh: 一, fr: TODO, en: one}\n", ("a",), "a: {zh: 一, fr: un, en: one}\n"),
    "in a list": ("- {id: x, text: {zh: 一}}\n- {id: y, text: {zh: 二}}\n", (1, "text"), "- {id: x, text: {zh: 一}}\n- {id: y, text: {zh: 二, fr: un}}\n"),
    "beside other keys": ("a: {level: x, zh: 一, en: one, more: y}\n", ("a",), "a: {level: x, zh: 一, en: one, fr: un, more: y}\n"),
    "json": ('[\n {\n  "zh": "一",\n  "en": "one",\n  "n": 1\n }\n]\n', (0,), '[\n {\n  "zh": "一",\n  "en": "one",\n  "fr": "un",\n  "n": 1\n }\n]\n'),
}  # fmt: skip


@pytest.mark.parametrize("name", DATA)
def test_words_are_written_into_data_and_nothing_else_is_touched(name: str) -> None:
    before, at, after = DATA[name]
    assert with_words(before, "fr", {at: "un"}, {"zh", "en"}) == after


def test_every_text_of_data_can_be_given_in_a_new_language() -> None:
    codes = {language.code for language in library().languages}
    new: dict[str, dict[tuple[str | int, ...], str]] = {}
    for _, text in data_units(library()):
        new.setdefault(text.path, {})[text.at] = f"fr: {text.name}"
    files = {path: with_words(library().tree.text(path) or "", "fr", words, codes) for path, words in new.items()}
    for path, words in new.items():
        assert [line for line in (library().tree.text(path) or "").split("\n") if line.startswith("#") and line not in files[path]] == []
        value = load(files[path], path).value
        for at, word in words.items():
            node = value
            for step in at:
                node = node[step]
            assert node["fr"] == word
    assert sum(map(len, new.values())) > 500


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool))
def test_any_words_are_read_back_as_they_were_written(words: str) -> None:
    for before, at in (("a: {zh: 一, en: one}\n", ("a",)), ("a:\n  zh: 一\n", ("a",)), ('{"a": {"zh": "一"}}', ("a",))):
        assert yaml.safe_load(with_words(before, "fr", {at: words}, {"zh", "en"}))["a"]["fr"] == words


@pytest.mark.parametrize("form", [xliff, po, gotext])
@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")), st.booleans())
def test_any_text_makes_the_round_in_every_format(form: object, text: str, done: bool) -> None:
    entry = Entry("a/b#c:12345678", "源 **文** [x](y.md) `z`", text, done, "旧", ("note",), "docs/zh/a/b.md:3")
    returned = form.read(form.write(Sheet("zh", "en", (("docs/en/a/b.md", (entry,)),))))  # type: ignore[attr-defined]
    [(key, came)] = returned.units.items()
    assert (returned.language, key, untagged(came.text, entry.source)) == ("en", entry.key, (text, []))
    assert came.done is done or not text


@pytest.mark.parametrize("form", [xliff, po, gotext])
@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<", ">", "<xliff", "<g id='1'>", "&a;", "<!DOCTYPE x>", "\n", '"', "msgid ", "msgstr ", "msgctxt ", "#, fuzzy", "\\", "{", "}", "[", "]",
                         '"messages"', ":", ",", '"id"', "é"]),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_a_damaged_file_is_read_or_refused_and_never_worse(form: object, text: str) -> None:
    with suppress(UnreadableFile):  # any other exception would be a traceback for whoever imports the file
        form.read(text)  # type: ignore[attr-defined]


def test_what_a_tag_stands_for_is_never_taken_from_the_file() -> None:
    text = '<xliff xmlns="{}" version="1.2"><file target-language="en"><body><trans-unit id="k" approved="yes"><source>x</source><target>{}</target></trans-unit></body></file></xliff>'
    tags = 'See <g id="1" href="http://evil.example/">it</g> <x id="2" equiv-text="{{ x }}"/><x id="9"/><ph id="1">**</ph><mrk mtype="seg">end</mrk>'
    [came] = xliff.read(text.format(xliff.NAMESPACE, tags)).units.values()
    assert untagged(came.text, "看[它](b.md) `c`") == (
        "See [it](b.md) `c`end",
        ["the source has no tag 9", "the source has no tag of this kind"],
    )


def test_the_json_is_that_of_gotext() -> None:
    entry = Entry("k", "源", "text", False, "旧", ("note",), "docs/zh/a/b.md:3")
    assert json.loads(gotext.write(Sheet("zh", "en", (("docs/en/a/b.md", (entry,)),)))) == {
        "language": "en",
        "messages": [
            {"id": "k", "message": "源", "translation": "text", "fuzzy": True, "translatorComment": "note\nThe source was: 旧", "position": "docs/zh/a/b.md:3"}
        ],
    }  # fmt: skip

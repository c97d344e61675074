"""Translators' files: what leaves is read and written by translate-toolkit, what comes back is judged whole and written whole."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from translate.storage.jsonl10n import GoTextJsonFile
from translate.storage.placeables import StringElem
from translate.storage.placeables.xliff import G
from translate.storage.pypo import pofile
from translate.storage.xliff import Xliff1File

from helpcenter.articles.read import read_library
from helpcenter.source.files import read_tree
from project import add_language, edit, helpcenter, restamp, small_project, translate_data, write
from project import run_here as run

FILE = {"xliff": "help-center.{}.xlf", "po": "help-center.{}.po", "json": "help-center.{}.json"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose English `one` is stale, whose Spanish `two` is missing, and whose history is in git."""
    small_project(tmp_path)
    for command in (["init", "-q"], ["add", "docs"], ["-c", "user.name=w", "-c", "user.email=w@example.com", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    edit(tmp_path / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    return tmp_path


def exported(project: Path, form: str, language: str = "en") -> Path:
    status, told, error = run(project, "translations", "--format", form, "--language", language)
    assert (status, told) == (0, f"wrote translations/{FILE[form].format(language)}\n"), error
    return project / "translations" / FILE[form].format(language)


def imported(project: Path, file: Path, *more: str) -> tuple[int, str, str]:
    return run(project, "translations", "import", file.relative_to(project).as_posix(), *more)


def sources(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("docs", "data")
        for path in sorted((project / name).rglob("*.*"))
    }


def with_toolkit_xliff(file: Path, key: str, text: str) -> None:
    store = Xliff1File.parsefile(str(file))
    [unit] = [unit for unit in store.units if key in unit.xmlelement.get("id")]
    assert (unit.source, unit.target, unit.isfuzzy()) == ("准备好手机和纸笔。", "Have your phone at hand.", True)
    assert [other.source for other in unit.getalttrans()] == ["准备好手机。"]
    unit.target = text
    store.save()


def with_toolkit_po(file: Path, key: str, text: str) -> None:
    store = pofile.parsefile(str(file))
    [unit] = [unit for unit in store.units if key in unit.getcontext()]
    assert (unit.source, unit.target, unit.isfuzzy(), unit.prev_source) == (
        "准备好手机和纸笔。",
        "Have your phone at hand.",
        True,
        "准备好手机。",
    )
    unit.target = text
    unit.markfuzzy(False)
    store.save()


def with_toolkit_json(file: Path, key: str, text: str) -> None:
    store = GoTextJsonFile.parsefile(str(file))
    [unit] = [unit for unit in store.units if key in unit.getid()]
    assert (unit.message, unit.target, unit.fuzzy) == ("准备好手机和纸笔。", "Have your phone at hand.", True)
    assert "The source was: 准备好手机。" in unit.notes
    unit.target, unit.fuzzy = text, False
    store.save()


TOOLKIT: dict[str, Callable[[Path, str, str], None]] = {"xliff": with_toolkit_xliff, "po": with_toolkit_po, "json": with_toolkit_json}


@pytest.mark.parametrize("form", TOOLKIT)
def test_a_stale_page_makes_the_round_through_translate_toolkit(project: Path, form: str) -> None:
    file = exported(project, form)
    TOOLKIT[form](file, "account/one#before:add15545", "Have your phone and a pen at hand.")
    assert imported(project, file) == (0, "wrote docs/en/account/one.md\n", "")
    page = (project / "docs/en/account/one.md").read_text(encoding="utf-8")
    assert "\nHave your phone and a pen at hand.\n" in page
    assert "[the other article](two.md#steps)." in page
    assert read_library(read_tree(project)).by_slug["one"].stale("en") is False
    assert run(project, "check")[1].count("stale-translation") == 1  # that of es


def test_tags_make_the_round_through_translate_toolkit(project: Path) -> None:
    file = exported(project, "xliff")
    store = Xliff1File.parsefile(str(file))
    for unit in store.units:
        unit.markfuzzy(False)
        if "#if-it-fails:fb7d9266" in unit.xmlelement.get("id"):
            unit.rich_target = [StringElem(["See ", G(id="1", sub=["the second article"]), "."])]
    store.save()
    assert imported(project, file)[0] == 0
    assert "\nSee [the second article](two.md#steps).\n" in (project / "docs/en/account/one.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", TOOLKIT)
def test_a_missing_page_comes_back_as_it_was(project: Path, form: str) -> None:
    run(project, "stamp", "--unchanged", "docs/zh/account/one.md")
    place = project / "docs/es/account/two.md"
    before = place.read_text(encoding="utf-8")
    said = dict(zip(units_of(project, "zh"), units_of(project, "es"), strict=True))
    place.unlink()
    file = exported(project, form, "es")
    text = file.read_text(encoding="utf-8")
    assert "docs/zh/account/two.md:3" in text or form == "xliff"
    if form == "xliff":
        text = re.sub(
            r"<source>(.*)</source>(\s*)<target state=\"new\"/>",
            lambda found: f'<source>{found[1]}</source>{found[2]}<target state="translated">{tagged(found[1], said)}</target>',
            text,
        )
    elif form == "po":
        text = re.sub(r'msgid "(.+)"\nmsgstr ""', lambda found: f'msgid "{found[1]}"\nmsgstr "{said[found[1]]}"', text)
    else:
        value = json.loads(text)
        for message in value["messages"]:
            message["translation"] = said[message["message"]]
        text = json.dumps(value)
    write(file, text)
    assert imported(project, file) == (0, "wrote docs/es/account/two.md\n", "")
    assert place.read_text(encoding="utf-8") == before
    assert run(project, "check")[1] == ""


def units_of(project: Path, language: str) -> list[str]:
    from helpcenter.writing.translating.units import units  # noqa: PLC0415

    library = read_library(read_tree(project))
    return [unit.text for unit in units(library.by_slug["two"].pages[language])]


def tagged(source: str, said: dict[str, str]) -> str:
    if "<g" not in source:
        return said[source]
    words = said[re.sub(r"<g.*?>(.*)</g>", r"[\1](one.md#steps)", source)]
    return re.sub(r"\[(.*)\]\(.*\)", r'<g id="1">\1</g>', words)


WRONG = [
    ("准备好手机和纸笔。", "Have your phone at hand {{ hold.login_lock }}.", "the value `{{ hold.login_lock }}` is not in the source. Take it out."),
    ("准备好手机和纸笔。", "Have your phone at hand: [here](https://example.org/).", "the link to `https://example.org/` is not in the source. Take it out."),
    ("准备好手机和纸笔。", "1. Have your phone at hand.", "it would not stay one paragraph: a sign in it or at its beginning means something in Markdown."),
    ("再试一次，或者看[另一篇](two.md#steps)。", "Try again.", "the link to `two.md#steps` is lost. Put it back."),
    ("再试一次，或者看[另一篇](two.md#steps)。", "Try [again](three.md).", "the link to `two.md#steps` became one to `three.md`. Keep the address."),
    ("看一眼首页。", "Look at the **first screen.", "a `**` has no partner. Close the bold words, or take it out."),
]  # fmt: skip


def with_translations(file: Path, texts: dict[str, str]) -> None:
    """Writes translations into a JSON file by their source."""
    value = json.loads(file.read_text(encoding="utf-8"))
    for message in value["messages"]:
        message.pop("fuzzy", None)
        message["translation"] = texts.get(message["message"], message["translation"])
    write(file, json.dumps(value, ensure_ascii=False, indent=1))


@pytest.mark.parametrize(("source", "text", "sentence"), WRONG, ids=[sentence for _, _, sentence in WRONG])
def test_what_is_wrong_with_a_unit_is_told_and_nothing_is_written(project: Path, source: str, text: str, sentence: str) -> None:
    before = sources(project)
    file = exported(project, "json")
    with_translations(file, {source: text})
    status, told, error = imported(project, file)
    assert status == 1
    assert re.fullmatch(
        rf"translations/help-center\.en\.json:\d+: translations: unit `account/one#[\w-]+:[0-9a-f]{{8}}`: {re.escape(sentence)}\n", told
    )
    assert error == "Nothing was written: 1 error, 0 warnings (translations 1).\n"
    assert sources(project) == before


def test_all_that_is_wrong_is_told_at_once_with_unit_and_line(project: Path) -> None:
    """Also what only the checks of the whole page can find, and nothing twice."""
    edit(project / "docs/zh/account/one.md", "看懂一件小事。\n\n## 开始", "转入 {{ network.native }} 之前，先备份助记词。\n\n## 开始")
    file = exported(project, "po")
    text = file.read_text(encoding="utf-8")
    for old, new in {
        'You learn one small thing."\n\n#. heading in `#before`': 'First back up your wallet."\n\n#. heading in `#before`',
        "Have your phone at hand.": "Send your recovery phrase to support, and we will check it for you.",
        "Try again, or read [the other article](two.md#steps).": "Try again.",
    }.items():
        assert text.count(old) == 1, text
        text = text.replace(old, new)
    text = text.replace("#, fuzzy\n", "")
    write(file, text)
    before = sources(project)
    status, told, error = imported(project, file)
    lines = dict(enumerate(text.split("\n"), 1))
    found = [
        re.fullmatch(r"translations/help-center\.en\.po:(\d+): ([\w-]+): unit `account/one#([\w-]+):(\w+)`: (.*)", line)
        for line in told.splitlines()
    ]
    assert all(one and lines[int(one[1])] == f'msgctxt "account/one#{one[3]}:{one[4]}"' for one in found), told
    assert [(one[2], one[3], one[5].split(". ")[0]) for one in found if one] == [
        ("translations", "summary", "the term “recovery phrase” is missing, for “助记词”"),
        ("translations", "summary", "the value `{{ network.native }}` is lost"),
        ("asks-for-secret", "before", "“Send your recovery phrase to support, and we will check i…” tells the reader to give a secret away: "
         "nobody, support included, may ask for it"),
        ("translations", "if-it-fails", "the link to `two.md#steps` is lost"),
    ]  # fmt: skip
    assert (status, error) == (1, "Nothing was written: 4 errors, 0 warnings (asks-for-secret 1, translations 3).\n")
    assert sources(project) == before


def test_a_dangerous_sentence_is_told_by_the_unit_it_came_in(project: Path) -> None:
    file = exported(project, "json")
    with_translations(file, {"准备好手机和纸笔。": "Send your recovery phrase to support, and we will check it for you."})
    before = sources(project)
    status, told, _ = imported(project, file)
    assert status == 1
    assert re.match(
        r"translations/help-center\.en\.json:\d+: asks-for-secret: unit `account/one#before:add15545`: “Send your recovery", told
    )
    assert told.count("\n") == 1
    assert sources(project) == before


def test_a_pinned_warning_changes_only_where_two_agree(project: Path) -> None:
    edit(project / "docs/zh/account/two.md", "准备好手机。", "不要把助记词告诉任何人。")
    edit(project / "docs/en/account/two.md", "Have your phone at hand.", "Never tell anyone your recovery phrase.")
    restamp(project)
    assert run(project, "pin")[0] == 0
    edit(project / "docs/zh/account/two.md", "不要把助记词告诉任何人。", "绝不要把助记词告诉任何人。")
    agreed = ("--by", "docs-leads", "--why", "plainer words")
    assert run(project, "pin", *agreed, "docs/zh/account/two.md")[0] == 0
    file = exported(project, "json")
    with_translations(
        file, {"绝不要把助记词告诉任何人。": "Keep your recovery phrase to yourself.", "准备好手机和纸笔。": "Have a pen at hand."}
    )
    before = sources(project)
    status, told, _ = imported(project, file)
    assert status == 1
    assert re.search(r": pins: unit `account/two#before:\w{8}`: the pinned sentence “Never tell anyone yo…” of `before` is not", told), told
    assert told.endswith("Or import with `--by WHO --why WHY`, once two reviewers agree.\n")
    assert sources(project) == before
    status, told, error = imported(project, file, *agreed)
    assert (status, "wrote docs/en/account/two.md" in told, "wrote data/pins.yml" in told) == (0, True, True), error
    assert run(project, "check", "--rules", "pins")[1] == ""


@pytest.mark.parametrize("bad", ["half \ud800", "bell \x07", "bom \ufeff", "hidden \u202e"])
def test_characters_that_no_page_may_hold_are_refused(project: Path, bad: str) -> None:
    file = exported(project, "json")
    with_translations(file, {})
    text = file.read_text(encoding="utf-8")
    write(file, text.replace("Have your phone at hand.", json.dumps(f"Have your phone {bad}.")[1:-1]))
    before = sources(project)
    status, told, error = imported(project, file)
    assert (status, told.startswith("translations/help-center.en.json:")) == (1, True)
    assert error.startswith("Nothing was written: ")
    assert sources(project) == before


@pytest.mark.parametrize("language", ["en", "en-US", "en_GB", "EN"])
def test_a_language_as_tools_name_it_is_ours_and_a_second_import_changes_nothing(project: Path, language: str) -> None:
    file = exported(project, "json")
    with_translations(file, {"准备好手机和纸笔。": "Have your phone and a pen at hand."})
    write(file, file.read_text(encoding="utf-8").replace('"language": "en"', f'"language": "{language}"'))
    assert imported(project, file) == (0, "wrote docs/en/account/one.md\n", "")
    assert imported(project, file) == (0, "Nothing to do: everything is up to date.\n", "")
    assert imported(project, file, "--language", "es") == (
        2,
        "",
        "helpcenter: translations/help-center.en.json: is in 'en' and not in 'es'.\n",
    )


def test_what_is_unfinished_is_written_where_it_can_be_and_not_stamped(project: Path) -> None:
    (project / "docs/en/account/two.md").unlink()
    file = exported(project, "po")
    text = file.read_text(encoding="utf-8")
    write(file, text.replace('msgstr "Open the app."', 'msgstr "Open the app on your phone."'))
    status, told, notes = imported(project, file)
    assert (status, told) == (0, "wrote docs/en/account/one.md\n")
    assert "docs/en/account/one.md: not stamped: some units are still to be translated.\n" in notes
    assert "docs/en/account/two.md: not written: 13 units of 13 without a translation.\n" in notes
    assert read_library(read_tree(project)).by_slug["one"].stale("en")


def test_a_source_that_changed_meanwhile_leaves_its_page_unfinished(project: Path) -> None:
    file = exported(project, "json")
    with_translations(file, {"准备好手机和纸笔。": "Have your phone and a pen at hand."})
    edit(project / "docs/zh/account/one.md", "准备好手机和纸笔。", "准备好手机、纸和笔。")
    status, _, notes = imported(project, file)
    assert status == 0
    assert "1 unit left out: the source has changed since the export. Export again for the rest.\n" in notes
    assert read_library(read_tree(project)).by_slug["one"].stale("en")


def test_a_new_language_comes_from_one_file_with_its_texts_of_data(project: Path) -> None:
    run(project, "stamp", "--unchanged", "docs/zh/account/one.md")
    edit(project / "mkdocs.yml", "- {locale: es,", "- {locale: fr, name: Français, build: false}\n      - {locale: es,")
    (project / "docs/fr").mkdir()
    file = exported(project, "json", "fr")
    value = json.loads(file.read_text(encoding="utf-8"))
    ids = [message["id"] for message in value["messages"]]
    assert any(key.startswith("account/index@title:") for key in ids)
    assert any(key.startswith("data/strings.yml@skip:") for key in ids)
    said = {"跳到正文": "Aller au contenu", "搜索结果": "Résultats"}
    with_translations(file, said)
    before = (project / "data/strings.yml").read_text(encoding="utf-8")
    status, told, error = imported(project, file)
    assert (status, told) == (0, "wrote data/strings.yml\n"), error
    line = "skip: {zh: 跳到正文, en: Skip to content, es: Ir al contenido}"
    assert (project / "data/strings.yml").read_text(encoding="utf-8") == before.replace(line, f"{line[:-1]}, fr: Aller au contenu}}")


BAD_FILES = {
    "bomb.xlf": (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xliff version="1.2">&b;</xliff>',
        "bomb.xlf: the file declares a document type or entities, which XLIFF does not need and which can read or fill this machine.",
    ),
    "outside.xlf": (
        '<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<xliff/>',
        "outside.xlf: the file declares a document type or entities, which XLIFF does not need and which can read or fill this machine.",
    ),
    "broken.xlf": ("<xliff>\n<file>", "broken.xlf:2: this is not well-formed XML: "),
    "two.xlf": ("<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0'/>", "two.xlf:1: the root is "),
    "cut.po": ('msgid "a\nmsgstr ""', "cut.po:1: a string is not closed, or something stands behind it."),
    "prose.po": ("Dear team,\nhere it is", "prose.po:1: this is no line of a PO file: 'Dear team,'. Plural forms are not used here."),
    "twice.po": ('msgctxt "k"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "k"\nmsgid "a"\nmsgstr "c"\n', "twice.po:5: the unit `k` is there twice."),
    "deep.json": ("[" * 100_000, "deep.json: this JSON is not read: "),
    "cut.json": ('{"language": "en",\n', "cut.json:2: this is not JSON: "),
    "keys.json": ('{"messages": [{"id": "a", "id": "b", "translation": ""}]}', "keys.json: this JSON is not read: a key is there twice in one object."),
    "empty.json": ("{}", 'empty.json:1: expected {"language": …, "messages": […]}.'),
    "list.json": ('{"messages": [1]}', "list.json: a message has no text `id` and `translation`."),
    "source.json": ('{"language": "zh", "messages": []}', "source.json: its language is 'zh'; expected one of en, es. Name it with --language."),
    "latin.po": ("msgstr \"\xe9\"", "latin.po:1: byte 0xe9 is not UTF-8. Save the file as UTF-8."),
    "table.csv": ("a,b", "table.csv: the name ends in none of .xlf, .xliff, .po, .json."),
    "absent.po": (None, "absent.po: no such file, or no regular one."),
    "large.po": ("# " + "x" * 20_000_000, "large.po: the file has 20,000,002 bytes; the limit is 20,000,000. Import it in parts."),
}  # fmt: skip


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("untouched"))


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_damaged_or_dangerous_is_refused_with_a_sentence(untouched: Path, name: str) -> None:
    text, sentence = BAD_FILES[name]
    if text is not None:
        (untouched / name).write_bytes(text.encode("latin-1" if name == "latin.po" else "utf-8"))
    status, told, error = run(untouched, "translations", "import", name)
    assert (status, told) == (2, "")
    assert error.startswith(f"helpcenter: {sentence}"), error
    assert error.count("\n") == 1


@pytest.mark.parametrize("key", ["../../etc/passwd#x:00000000", "/etc/passwd@title:00000000", "docs/../mkdocs#a:1", "account/one", ""])
def test_a_file_writes_nowhere_but_into_the_units_that_are_there(untouched: Path, key: str) -> None:
    before = sources(untouched)
    write(untouched / "units.json", json.dumps({"language": "en", "messages": [{"id": key, "translation": "Hello."}]}))
    status, told, _ = run(untouched, "translations", "import", "units.json")
    if key == "account/one":
        assert (status, told) == (0, "Nothing to do: everything is up to date.\n")
    else:
        assert told == f"units.json:1: translations: unit `{key}`: no page and no file of data/ has this unit. Export again.\n"
    assert sources(untouched) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--format", "po", "--language", "zh"), "'zh' is no language to translate into. There are: en, es."),
        (("--format", "po", "--language", "fr"), "'fr' is no language to translate into. There are: en, es."),
        (("export",), "expected `translations`, `translations --format FORMAT`, or `translations import FILE`."),
        (("import",), "expected `translations`, `translations --format FORMAT`, or `translations import FILE`."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(untouched: Path, arguments: tuple[str, ...], sentence: str) -> None:
    assert run(untouched, "translations", *arguments) == (2, "", f"helpcenter: {sentence}\n")


def test_an_export_writes_over_no_file_and_nothing_is_exported_when_all_is_up_to_date(project: Path) -> None:
    file = exported(project, "po")
    before = file.read_bytes()
    done = helpcenter(project, "translations", "--format", "po")
    assert done.returncode == 2
    assert "translations/help-center.en.po: exists already, and somebody may be working in it." in done.stderr
    assert (file.read_bytes(), (project / "translations/help-center.es.po").exists()) == (before, False)
    assert run(project, "translations", "--format", "po", "--out", "again")[1].count("wrote again/") == 2
    restamp(project)
    assert run(project, "translations", "--format", "po")[1] == "Nothing to translate: everything is up to date.\n"


def test_a_language_lacks_only_what_nobody_has_written(project: Path) -> None:
    restamp(project)
    translate_data(project, "fr", "en")
    add_language(project, "fr")
    edit(project / "mkdocs.yml", "- {locale: es,", "- {locale: fr, name: Français, build: false}\n      - {locale: es,")
    restamp(project)
    value = json.loads(exported(project, "json", "fr").read_text(encoding="utf-8"))
    assert {re.sub("@.*[.]", " ", message["id"].rpartition(":")[0]) for message in value["messages"]} == {"data/glossary.json definition"}

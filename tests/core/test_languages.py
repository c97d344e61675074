"""The folder of each language is complete, what one lacks is named, and the words that deny or forbid are found as a reader means them."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcenter.sentences import languages
from helpcenter.sentences.grammars import Grammar, missing
from helpcenter.sentences.languages import FOLDER, LANGUAGES, SOURCE, lacking, words
from helpcenter.sentences.languages.skeleton import skeleton
from helpcenter.sentences.negations import FORBIDS, INSTEAD, NEGATION, PROHIBITS, RESTRICTS, found, says
from helpcenter.sentences.passages import Passage

SENTENCES = FOLDER.parent


def test_every_whole_folder_is_that_of_a_known_language_and_the_source_is_first() -> None:
    folders = {path.name.replace("_", "-") for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert set(LANGUAGES) == {code for code in folders if not lacking(code)}  # a company may have begun another
    assert {"zh", "zh-Hant", "en", "es"} <= set(LANGUAGES)
    assert LANGUAGES[0] == SOURCE


def test_traditional_chinese_has_the_words_of_chinese_and_its_own() -> None:
    keys = words("zh-Hant")["lists"]["keys"]
    assert keys[: len(words(SOURCE)["lists"]["keys"])] == words(SOURCE)["lists"]["keys"]
    assert any("注记词/复原词" in phrase for phrase in keys), "read as its sentences are"


@pytest.mark.parametrize("code", ["fr", "pl", "es-MX", "zh-TW", "zh-Hant-HK"])
def test_what_a_new_folder_begins_with_can_be_read_and_names_all_that_is_asked_for(added: Path, code: str) -> None:
    for name, text in skeleton(code).items():
        (added / name).write_text(text, encoding="utf-8")
    known = code in ("es-MX", "zh-TW", "zh-Hant-HK")
    every = [f"`{section}: {name}` in words.yml" for section, names in words(SOURCE).items() for name in names]
    asked = [] if known else [*every, *(f"`{name}` in grammar.py" for name in missing(Grammar))]  # type: ignore[type-abstract]
    assert lacking("xx") == asked


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_source_has_every_list_that_another_language_has(code: str) -> None:
    for section in ("sentences", "lists", "rules"):
        assert words(code)[section].keys() == words(SOURCE)[section].keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_pattern_of_a_grammar_compiles(code: str) -> None:
    grammar = languages.GRAMMARS[code]
    patterns = [name for name, kind in Grammar.__annotations__.items() if "Pattern" in str(kind)]
    assert "clause_start" in patterns
    assert all(isinstance(getattr(grammar, name), re.Pattern) for name in patterns)


def test_no_other_module_of_the_package_knows_a_language() -> None:
    codes = "|".join(LANGUAGES)
    known = [
        f"{path.name}: {line.strip()}"
        for path in SENTENCES.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(rf"[\"'](?:{codes})[\"']", line)
    ]
    assert known == []


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a new language `xx` beside those there are, with all that the source has."""
    shutil.copytree(FOLDER, tmp_path / "languages", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "languages" / "xx"
    shutil.copytree(folder.parent / SOURCE, folder)
    monkeypatch.setattr(languages, "FOLDER", folder.parent)
    monkeypatch.setattr(languages, "__path__", [str(folder.parent)])
    yield folder
    words.cache_clear()
    for name in [name for name in sys.modules if name.startswith(f"{languages.__name__}.xx")]:
        del sys.modules[name]


def test_a_copy_of_a_complete_folder_is_complete(added: Path) -> None:
    assert lacking("xx") == []


@pytest.mark.parametrize(
    ("file", "removed", "instead", "told"),
    [
        ("words.yml", "^  family: [^\n]*\n", "", ["`lists: family` in words.yml"]),
        ("words.yml", "^  funds: [^\n]*\n", "  funds: []\n", ["`lists: funds` in words.yml"]),
        ("words.yml", "^  restricts:\n.*?(?=^  #)", "", ["`says: restricts` in words.yml"]),
        ("words.yml", "^  abbreviations: [^\n]*\n", "", ["`sentences: abbreviations` in words.yml"]),
        ("words.yml", "^  promises:\n.*?(?=^  [a-z])", "", ["`rules: promises` in words.yml"]),
        ("words.yml", "<support>", "<helpers>", ["`lists: helpers` in words.yml"]),
        ("grammar.py", "^    hearsay = [^\n]*\n", "", ["`hearsay` in grammar.py"]),
        ("grammar.py", "def verb_keys", "def verb_key", ["`verb_keys` in grammar.py"]),
    ],
)
def test_what_a_folder_lacks_is_named(added: Path, file: str, removed: str, instead: str, told: list[str]) -> None:
    path = added / file
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(removed, instead, text, count=1, flags=re.M | re.S), encoding="utf-8")
    assert lacking("xx") == told


def test_files_that_are_missing_or_no_yaml_are_named(added: Path) -> None:
    (added / "grammar.py").unlink()
    (added / "words.yml").write_text("lists: [a", encoding="utf-8")
    (told, code) = lacking("xx")
    assert told.startswith("words.yml as YAML (while parsing")
    assert code == "grammar.py"
    shutil.rmtree(added)
    assert lacking("xx") == ["words.yml", "grammar.py"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "lists:\n", "- a list\n"])
def test_an_empty_file_of_words_lacks_all_of_them(added: Path, text: str) -> None:
    (added / "words.yml").write_text(text, encoding="utf-8")
    every = [f"`{section}: {name}` in words.yml" for section, names in words(SOURCE).items() for name in names]
    assert lacking("xx") == every


@pytest.mark.parametrize(
    ("words_of", "language", "text", "said"),
    [
        (NEGATION, "zh", "请识别真假，特别注意别人发来的链接，未来也一样", None),
        (NEGATION, "zh", "特别提醒：别把它给别人", "别"),
        (NEGATION, "zh", "不同的网络", None),
        (NEGATION, "zh", "网络不同，不到账", "不"),
        (FORBIDS, "zh", "能不能转回来，要不要等", None),
        (FORBIDS, "zh", "任何人都不能要走它", "不能"),
        (FORBIDS, "zh", "谁都没办法撤回", "谁都没"),
        (FORBIDS, "zh", "还没到账", None),
        (RESTRICTS, "zh", "只见一行", None),
        (RESTRICTS, "zh", "只见一行，只用官网", "只"),
        (INSTEAD, "zh", "这都是骗子", "都是骗子"),
        (FORBIDS, "zh-Hant", "絕不要把它給別人", "绝不"),
        (FORBIDS, "zh-Hant", "請識別真假", None),
        (RESTRICTS, "zh-Hant", "僅用官網", "仅"),
        (NEGATION, "en", "We don’t ask", "don’t"),
        (NEGATION, "en", "Another notice, a knot, a nod", None),
        (FORBIDS, "en", "No\none can undo it", "No\none"),
        (FORBIDS, "en", "No app ever asks", "No app ever"),
        (FORBIDS, "en", "It has not arrived", None),
        (PROHIBITS, "en", "You MUST NOT share it", "MUST NOT"),
        (PROHIBITS, "en", "It may not arrive", None),
        (INSTEAD, "en", "Hang  up first", "Hang  up"),
        (FORBIDS, "es", "Si no puedes entrar", None),
        (FORBIDS, "es", "Casi no puede fallar", None),
        (FORBIDS, "es", "Así no puede fallar", "no puede"),
        (FORBIDS, "es", "No se lo envíes", "No se lo envíes"),
        (PROHIBITS, "es", "No estás solo", None),
        (PROHIBITS, "es", "no es la red", None),
        (PROHIBITS, "es", "No la abras", "No la abras"),
        (RESTRICTS, "es", "La única forma", "única"),
        (INSTEAD, "es", "Bloquéalo", "Bloquéalo"),
        (FORBIDS, "de", "Niemals teilen, never", None),
    ],
)
def test_the_words_that_deny_or_forbid(words_of: str, language: str, text: str, said: str | None) -> None:
    match = found(words_of, text, language)
    assert (match and match[0]) == said
    assert says(words_of, text, language) is (said is not None)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "Use a wallet, e.g. this one. Then wait.", 2),
        ("es", "Usa p. ej. esta. Luego espera.", 2),
        ("zh", "先看。再等", 2),
        ("es", "La Sra. Díaz espera", 1),
        ("de", "Erst lesen. Dann warten.", 2),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(language: str, text: str, number: int) -> None:
    assert len(Passage(text, language).sentences) == number

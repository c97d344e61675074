"""`helpcenter brand`: answers of a file and of a terminal, checked together before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from broken_site import sound_site
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources
from helpcenter.config.palette import for_dark
from helpcenter.pages.brand import STYLE
from helpcenter.problems import errors
from helpcenter.source.files import from_contents
from helpcenter.writing.brand import ask, from_file, questions
from helpcenter.writing.files import Changes, WritingError
from helpcenter.writing.repair import library_after
from places import ROOT

BRAND, SUPPORT, ISSUES = "data/brand.yml", "data/support.yml", ".github/ISSUE_TEMPLATE/config.yml"
JUNIPER = {
    "name": {"zh": "杜松钱包", "en": "Juniper Wallet", "es": "Billetera Junípero"},
    "domains": ["juniper.alt"],
    "site_url": "https://help.juniper.alt/wallet/",
    "download_url": "https://juniper.alt/get",
    "website_url": "https://juniper.alt/",
    "privacy_url": "https://juniper.alt/privacy",
    "terms_url": "https://juniper.alt/terms",
    "status_url": "https://status.juniper.alt",
    "colours": {"light": "#4A3B8F", "dark": "#BFB2F2"},
    "contacts": {"email": "help@juniper.alt"},
}
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="currentColor"><path d="M0 0h9z"/></svg>\n'


@pytest.fixture(scope="module")
def library() -> Library:
    files = sound_site()[0] | {f"overrides/{STYLE}": (ROOT / f"overrides/{STYLE}").read_text(encoding="utf-8")}
    return read_library(from_contents(files))


def brand(library: Library, folder: Path, answers: Any) -> Changes:
    text = answers if isinstance(answers, str) else yaml.safe_dump(answers, allow_unicode=True, sort_keys=False)
    return from_file(library, "answers.yml", text, folder, {ISSUES: "url: https://help.example.com/\n"})


def mistakes(library: Library, folder: Path, answers: Any) -> list[str]:
    with pytest.raises(WritingError) as refused:
        brand(library, folder, answers)
    head, *lines = str(refused.value).split("\n")
    assert head == f"{len(lines)} mistake{'s' * (len(lines) != 1)}, and nothing was written:"
    return lines


def test_the_answers_become_the_data_and_the_comments_stay(library: Library, tmp_path: Path) -> None:
    changes = brand(library, tmp_path, JUNIPER)
    assert sorted(changes) == [ISSUES, BRAND, SUPPORT]
    assert changes[ISSUES] == "url: https://help.juniper.alt/wallet/\n"
    text = str(changes[BRAND])
    assert yaml.safe_load(text).items() >= {key: value for key, value in JUNIPER.items() if key != "contacts"}.items()
    before = (library.tree.text(BRAND) or "").split("\n")
    assert [line for line in before if line.startswith("#")] == [line for line in text.split("\n") if line.startswith("#")]
    assert "help@juniper.alt" in str(changes[SUPPORT])
    assert not errors(check_sources(library_after(library, changes)))
    assert brand(library_after(library, changes), tmp_path, JUNIPER) == {}


def test_an_address_without_its_last_slash_leaves_links_whole(library: Library, tmp_path: Path) -> None:
    beside = {ISSUES: "url: https://help.example.com/a/1/\n"}
    answers = 'site_url: "https://example.com/help"\n'
    assert from_file(library, "answers.yml", answers, tmp_path, beside)[ISSUES] == "url: https://example.com/help/a/1/\n"


def test_a_dark_colour_that_is_not_named_is_derived(library: Library, tmp_path: Path) -> None:
    changes = brand(library, tmp_path, {"colours": {"light": "#7A1F5C"}})
    assert yaml.safe_load(str(changes[BRAND]))["colours"] == {"light": "#7A1F5C", "dark": "#E599CC"}


def test_all_mistakes_are_told_at_once_at_their_lines(library: Library, tmp_path: Path) -> None:
    answers = (
        "name: {zh: 币安钱包, en: Juniper Wallet}\n"
        "domains: [juniper.alt]\n"
        "site_url: https://u:p@help.juniper.alt/\n"
        "download_url: https://evil.example/get\n"
        "website_url: https://juniper.alt/\n"
        "privacy_url: https://juniper.alt/\n"
        "terms_url:\n"
        "status_url: https://juniper.alt/status\n"
        'colours: {light: "#FFD600"}\n'
        "contacts: {email: help@juniper.example, telegram: x}\n"
        "images: {logo: gone.svg}\n"
    )
    told = mistakes(library, tmp_path, answers)
    assert [line.split(": ")[:2] for line in told] == [
        ["answers.yml:1", "brand-names"],
        ["answers.yml:3", "contacts"],
        ["answers.yml:3", "data"],
        ["answers.yml:4", "contacts"],
        ["answers.yml:9", "colours"],
        ["answers.yml:10", "`telegram` is no channel of data/support.yml with a contact. Channels"],
        ["answers.yml:10", "contacts"],
        ["answers.yml:11", "gone.svg"],
    ]


def test_a_value_of_the_wrong_kind_hides_no_other_mistake(library: Library, tmp_path: Path) -> None:
    answers = JUNIPER | {
        "site_url": "help.juniper.alt",
        "colours": {"light": "#FFD600", "dark": "violet"},
        "terms_url": "https://evil.example/",
    }
    told = mistakes(library, tmp_path, answers)
    assert [line.partition(": ")[2].split("`")[1] for line in told] == ["site_url", "colours.dark", "brand.terms_url", "colours.light"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("nam: {zh: 甲}\n", "answers.yml:1: brand: the key `nam` is not known here. Did you mean `name`?"),
        ("name: {fr: A}\n", "answers.yml:1: brand: the key `fr` is not known here. Remove it, or write one of zh, en, es."),
        ("name: Juniper\n", "answers.yml:1: brand: `name` is `Juniper`; expected a map (key: value)."),
        ("template: maybe\n", "answers.yml:1: brand: `template` is `maybe`; expected true or false."),
        ("colours: {light: violet}\n", "answers.yml:1: brand: `colours.light` is `violet`; expected text like `#0F5B53`."),
        ("status_url:\n", "answers.yml:1: brand: `status_url` is empty; expected text like `https://example.com/status`."),
        ("images: {logo: }\n", "answers.yml:1: brand: `images.logo` is empty; expected text."),
        ("a: *b\n", "answers.yml:1: yaml: found the alias or anchor `b`: write the value out, aliases can fill the memory."),
        ("- a\n", "answers.yml:1: brand: `the file` is a list; expected a map (key: value)."),
        ("", "answers.yml:1: brand: `the file` is empty; expected a map (key: value)."),
    ],
)
def test_a_file_that_is_no_answer_is_refused(library: Library, tmp_path: Path, answers: str, told: str) -> None:
    (line,) = mistakes(library, tmp_path, answers)
    assert line.startswith(told)


@pytest.mark.parametrize("name", ["Binance", "MetaMask", "Coinbase"])
def test_a_name_of_somebody_else_needs_its_owners_consent(library: Library, tmp_path: Path, name: str) -> None:
    (line,) = mistakes(library, tmp_path, {"name": {"en": name}})
    assert line.startswith("answers.yml:1: brand-names: ")
    assert f"en: {name}" in str(brand(library, tmp_path, {"name": {"en": name}, "rights_confirmed": True})[BRAND])


def test_what_is_to_be_confirmed_keeps_the_demonstration(library: Library, tmp_path: Path) -> None:
    told = mistakes(library, tmp_path, JUNIPER | {"template": False})
    assert all("placeholder: not yet confirmed: " in line for line in told)
    assert any("the channel email" in line for line in told)


def test_images_are_taken_over_under_the_names_of_their_places(library: Library, tmp_path: Path) -> None:
    (tmp_path / "Our Logo.SVG").write_text(SQUARE)
    changes = brand(library, tmp_path, {"images": {"logo": "Our Logo.SVG", "favicon": "Our Logo.SVG"}})
    assert changes.pop("overrides/assets/images/logo.svg") == changes.pop("overrides/assets/images/favicon.svg") == SQUARE
    assert yaml.safe_load(str(changes[BRAND]))["images"] == {"logo": "logo.svg", "favicon": "favicon.svg"}
    rebranded = library_after(library, {**changes, "overrides/assets/images/favicon.svg": SQUARE})
    changes = brand(rebranded, tmp_path, {"images": {"favicon": None}})
    assert changes.pop("overrides/assets/images/favicon.svg") is None
    assert yaml.safe_load(str(changes[BRAND]))["images"] == {"logo": "logo.svg"}


@pytest.mark.parametrize(
    ("key", "name", "content", "told"),
    [
        ("logo", "logo.svg", SQUARE.replace("<path", "<script>go()</script><path"), "plain-svg"),
        ("logo", "logo.svg", SQUARE.replace(' viewBox="0 0 24 24"', ""), "brand-images"),
        ("logo", "logo.svg", SQUARE.replace("24 24", "300 24"), "brand-images"),
        ("logo", "logo.png", "<html>", "broken-image"),
        ("logo", "logo.exe", "MZ", "data"),
        ("favicon", "icon.png", "x", "data"),
        ("social", "card.svg", SQUARE, "data"),
    ],
)
def test_an_image_is_checked_as_any_other(library: Library, tmp_path: Path, key: str, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content)
    assert told in {line.split(": ")[1] for line in mistakes(library, tmp_path, {"images": {key: name}})}


def answering(*lines: str) -> Iterator[str]:
    yield from lines
    raise EOFError


def conversation(library: Library, folder: Path, *lines: str) -> tuple[Changes, list[str]]:
    """The changes that these lines make, typed in, and what was shown."""
    shown: list[str] = []
    typed = answering(*lines)

    def read(prompt: str) -> str:
        shown.append(prompt)
        return next(typed)

    return ask(library, read, shown.append, folder, {}), shown


def test_enter_keeps_the_present_values(library: Library, tmp_path: Path) -> None:
    changes, shown = conversation(library, tmp_path, *[""] * len(questions(library)))
    assert changes == {}
    assert any("[Example Wallet]" in line for line in shown)
    assert any("[support@example.com]" in line for line in shown)


def test_answers_are_asked_again_until_they_will_do(library: Library, tmp_path: Path) -> None:
    asked = [question.at for question in questions(library)]
    given = dict.fromkeys(asked, "") | {
        ("name", "en"): "Juniper",
        ("colours", "light"): "#FFD600",
        ("privacy_url",): "-",
        ("template",): "perhaps",
    }
    typed = [*given.values(), "yes"]
    changes, shown = conversation(library, tmp_path, *typed, "#6B5200")
    text = yaml.safe_load(str(changes[BRAND]))
    assert (text["name"]["en"], text["colours"]["light"], text["template"], "privacy_url" in text) == ("Juniper", "#6B5200", True, False)
    assert "`template` is `perhaps`; expected true or false." in shown
    assert any("The nearest that can is" in line for line in shown)
    assert text["colours"]["dark"] == for_dark("#6B5200")


def test_a_conversation_that_ends_early_changes_nothing(library: Library, tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        conversation(library, tmp_path, "杜松", "Juniper")

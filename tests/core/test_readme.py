"""The README shows what the checks really say: each mistake that it tells of is made in the real pages, and each message compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources, chosen
from helpcenter.source.files import from_contents, read_tree
from places import ROOT

SENDING = "transfers/send-transfer"
MESSAGE = re.compile(r"^(docs/\S+?(?::\d+)?: ([a-z-]+): .+)$", re.M)


def without_step(text: str) -> str:
    """The text without its fourth step; the later ones are counted anew."""
    before, _, rest = text.partition("\n4. ")
    after = rest[rest.index("\n5. ") :]
    return before + re.sub(r"(?m)^(\d+)\. ", lambda match: f"{int(match[1]) - 1}. ", after)


def with_sentence(text: str) -> str:
    sentence = "Send your recovery phrase to support, and we will check it for you."
    return re.sub(r"(?m)^(- A wallet whose recovery phrase.+)", lambda match: f"{match[0]}\n\n{sentence}", text)


def with_link(text: str) -> str:
    host = "ex\N{CYRILLIC SMALL LETTER A}mple.com"
    return re.sub(r"(?m)^## .+\{#before\}$", lambda match: f"{match[0]}\n\nDownload the app from [example.com](https://{host}/app).", text)


MISTAKES: dict[str, tuple[str, Callable[[str], str | None]]] = {
    "steps-match": (f"docs/es/{SENDING}.md", without_step),
    "pins": (f"docs/es/{SENDING}.md", without_step),
    "asks-for-secret": (f"docs/en/{SENDING}.md", with_sentence),
    "url-tricks": ("docs/en/account/create-account.md", with_link),
    "same-articles": ("docs/es/account/create-account.md", lambda text: None),
    "links": ("docs/es/transfers/transfer-pending-or-failed.md", lambda text: text.replace("{#fix-fee-coin}", "{#fix-fees}")),
}


@cache
def sources() -> dict[str, str | bytes]:
    return {path: file.data if file.text is None else file.text for path, file in read_tree(ROOT).files.items()}


def told(readme: str) -> dict[str, str]:
    """Rule → the message that the README shows for it."""
    return {rule: message for message, rule in MESSAGE.findall(readme)}


def without_lines(message: str) -> str:
    """The message without line numbers, which change whenever somebody edits the article."""
    return re.sub(r"(\.md):\d+", r"\1", message)


def test_every_message_of_the_readme_is_tested() -> None:
    assert told((ROOT / "README.md").read_text(encoding="utf-8")).keys() == MISTAKES.keys()


@pytest.mark.parametrize("rule", MISTAKES)
def test_the_readme_shows_a_message_that_is_really_printed(rule: str) -> None:
    path, mistake = MISTAKES[rule]
    shown = told((ROOT / "README.md").read_text(encoding="utf-8"))[rule]
    files = dict(sources())
    changed = mistake(str(files.pop(path)))
    if changed is not None:
        files[path] = changed
    found = [str(problem) for problem in check_sources(read_library(from_contents(files)), chosen([rule]))]
    assert without_lines(shown) in [without_lines(message) for message in found]


PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ".github/OPERATING.md", "SECURITY.md", "CHANGELOG.md", "benchmarks/README.md")
ABSENT = {"data/notice.yml", "overrides/assets/pictures/", "site/"}  # until somebody needs or builds them


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_path_of_the_project_pages_leads_somewhere(name: str) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", (ROOT / name).read_text(encoding="utf-8"))
    linked = re.findall(r"\]\((?!https?:)([^)#\s]+)", re.sub(r"`[^`]+`", "", text))
    places = [(ROOT / name).parent / target for target in linked]
    named = re.findall(r"`((?:hooks|tests|overrides|data|benchmarks|docs|\.github)/[\w./-]*)`", text)
    named += re.findall(r"\btests/[\w/]+\.py\b", text)  # in commands, too
    places += [ROOT / path for path in named if path not in ABSENT]
    below = re.findall(r"`((?:source|config|markdown|articles|checks|runtime|pages|links|site|rules|search)/[\w./-]*)`", text)
    places += [ROOT / "hooks/helpcenter" / path for path in below if path not in ABSENT]
    assert [str(place) for place in places if not place.exists()] == []


def test_every_link_to_a_heading_of_a_project_page_finds_it() -> None:
    for name in PAGES:
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#([\w-]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            page = ((ROOT / name).parent / target if target else ROOT / name).read_text(encoding="utf-8")
            slugs = {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in re.findall(r"(?m)^#+ (.+)$", page)}
            assert anchor in slugs, f"{name}: {target}#{anchor}"

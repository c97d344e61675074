"""Where addresses lead: parts of an address, places of the tree, languages and anchors."""

from __future__ import annotations

import pytest

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.config.model import Language, Settings
from helpcenter.links.anchors import github
from helpcenter.links.source_targets import Href, read_href, targets_of
from helpcenter.source.files import from_contents

LANGUAGES = tuple(Language(code, code, code == "en") for code in ("en", "es", "zh"))
PAGE = "---\ntitle: T\n---\n## Fees {#fees}\n"


def library_of(files: dict[str, str]) -> Library:
    return read_library(from_contents(files), Settings(LANGUAGES, "https://help.example.com/sub/"))


OURS = {
    "data/brand.yml": "",
    "overrides/assets/images/a.svg": "<svg/>",
    **{f"docs/{code}/{route}.md": PAGE for code in ("en", "es", "zh") for route in ("index", "a/index", "a/one", "a/two", "b/three")},
}
FOREIGN = {path: text for path, text in OURS.items() if path.startswith("docs/")} | {"docs/img/x.png": ""}


@pytest.mark.parametrize(
    ("href", "parts"),
    [
        ("two.md", Href("", "two.md")),
        ("two.md#fees", Href("", "two.md", "fees")),
        ("#%E8%B4%B9", Href("", "", "费")),
        ("a%20b.md?x=1#y", Href("", "a b.md", "y")),
        ("#:~:text=words", Href("", "", "")),
        ("https://a.example/", Href("https")),
        ("//a.example/", Href("//")),
        ("\tJavaScript:x", Href("javascript")),
        ("c:\\x.md", Href("", "c:\\x.md")),
        ("", Href("", "")),
    ],
)
def test_an_href_is_taken_apart(href: str, parts: Href) -> None:
    assert read_href(href) == parts


@pytest.mark.parametrize(
    ("start", "path", "reached"),
    [
        ("a/one", "two.md", "docs/en/a/two.md"),
        ("a/one", "./two.md", "docs/en/a/two.md"),
        ("a/one", "../b/three.md", "docs/en/b/three.md"),
        ("a/one", "../../assets/images/a.svg", "overrides/assets/images/a.svg"),
        ("index", "a/one.md", "docs/en/a/one.md"),
        ("a/one", "../../es/a/two.md", "docs/es/a/two.md"),
        ("a/one", "three.md", ""),
        ("a/one", "../../../../etc/passwd", ""),
    ],
)
def test_a_path_of_our_tree_names_a_file(start: str, path: str, reached: str) -> None:
    library = library_of(OURS)
    target = targets_of(library).resolve(library.pages["en", start], path)
    assert (target.path, target.guessed, target.unknown) == (reached, False, False)


@pytest.mark.parametrize("path", ["../two/", "two", "two/", "two.html", "../../a/two/", "../b/three", "../../img/x.png", "..", "../"])
def test_what_stands_at_an_address_of_the_site_is_found_but_marked(path: str) -> None:
    library = library_of(FOREIGN)
    target = targets_of(library).resolve(library.pages["en", "a/one"], path)
    assert target.path
    assert target.guessed or target.path == target.wanted


@pytest.mark.parametrize("path", ["../../../src/code.py", "../../.github/x.md", "../api/generated.html", "../api/Class"])
def test_what_is_outside_or_made_by_a_build_is_unknown(path: str) -> None:
    library = library_of(FOREIGN)
    assert targets_of(library).resolve(library.pages["en", "a/one"], path).unknown


def test_a_page_is_never_a_folder_for_the_path_of_a_source_file() -> None:
    library = library_of(FOREIGN)
    target = targets_of(library).resolve(library.pages["en", "a/one"], "../two.md")
    assert (target.path, target.unknown) == ("", False)


def test_case_and_unicode_form_are_told_apart() -> None:
    library = library_of(OURS | {"docs/en/a/café.md": PAGE})
    targets, page = targets_of(library), library.pages["en", "a/one"]
    assert targets.resolve(page, "Two.md").alike == "docs/en/a/two.md"
    assert targets.resolve(page, "cafe\u0301.md").alike == "docs/en/a/café.md"


def test_a_file_of_another_language_is_named() -> None:
    library = library_of(OURS | {"docs/zh/a/only.md": PAGE})
    targets = targets_of(library)
    target = targets.resolve(library.pages["es", "a/one"], "only.md")
    assert (target.path, targets.elsewhere(target)) == ("", "docs/zh/a/only.md")


def test_a_library_is_indexed_once() -> None:
    library = library_of(OURS)
    assert targets_of(library) is targets_of(library)


def test_addresses_of_the_own_site() -> None:
    targets = targets_of(library_of(OURS))
    assert targets.is_own_site("https://HELP.example.com/sub/es/a/one/")
    assert not targets.is_own_site("https://help.example.com/other/")
    assert not targets.is_own_site("https://help.example.com.evil.example/sub/")
    assert not targets.is_own_site("https://help.example.com@evil.example/sub/")
    assert not targets.is_own_site("https://help.example.com/sub/../other/")
    assert targets.is_own_site(r"https:\\help%2Eexample.com\sub\es/")
    page = targets.own_page("https://help.example.com/sub/es/a/one/#fees")
    assert page is not None
    assert page.path == "docs/es/a/one.md"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("What's new?", "whats-new"),
        ("a & b", "a--b"),
        ("备份 助记词", "备份-助记词"),
        ("¿Qué es?", "qué-es"),
        ("snake_case Name", "snake_case-name"),
    ],
)
def test_ids_as_github_makes_them(text: str, slug: str) -> None:
    assert github(text) == slug

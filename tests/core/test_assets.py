"""The address of an asset changes with its content and with nothing else, and a page with what it names."""

from __future__ import annotations

import hashlib

import pytest

from cases import SAMPLE, library_of
from helpcenter.articles.model import Library
from helpcenter.links.routes import hashed, unhashed
from helpcenter.pages import views
from helpcenter.pages.assets import address, assets
from helpcenter.pages.redirects import redirect_files

URL = "https://help.example.com/"
DIAGRAMS = """\
memo: {title: {zh: 图, en: A, es: A}, text: {zh: 图, en: A, es: A}, words: {word: {zh: 字, en: Word, es: Palabra}}}
"""
FILES = {
    "overrides/assets/stylesheets/own.css": "a { background: url(../images/dot.png) url('data:image/png,x') url(#a) url(/x.png) url( \"../images/none.png\" ) }",
    "overrides/assets/images/dot.png": "dot",
    "overrides/assets/pictures/screen.png": "screen",
    "overrides/assets/javascripts/own.js": "go()",
    "overrides/assets/diagrams/memo.svg": "<svg><text>{{ word }}</text></svg>",
    "overrides/assets/diagrams/other.svg": "<svg/>",
    "overrides/assets/diagrams/diagram.css": "svg {}",
    "data/diagrams.yml": DIAGRAMS,
}
BODY = "## Steps {#steps}\n\n![A](assets/diagrams/memo.svg)\n\n![B](assets/pictures/screen.png)\n"


def library(body: str = BODY) -> Library:
    return library_of({"files": FILES, "body": body})


def with_file(path: str, text: str, body: str = BODY) -> Library:
    return library_of({"files": FILES | {path: text}, "body": body})


def keys(found: Library) -> dict[str, bytes]:
    """What each page is made of, by its path."""
    views_of = {page.path: views.around(found, page, URL) for page in found.pages.values()}
    return {page.path: views.page_key(found, page, b"", URL, views_of[page.path]) for page in found.pages.values()}


def test_a_name_holds_the_hash_of_the_content() -> None:
    for name, (place, data) in assets(library()).items():
        stem, _, ending = name.rpartition(".")
        assert place == f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{ending}" == hashed(name, data)
        assert unhashed(place) == name


@pytest.mark.parametrize("name", ["assets/a.svg", "assets/search-12345678/box.js", "assets/a.1234567.js", "12345678.js", "a.b.js"])
def test_a_name_without_a_hash_stays_as_it_is(name: str) -> None:
    assert unhashed(name) == name


def test_every_asset_is_published_and_no_other_file() -> None:
    made = assets(library())
    diagrams = {f"assets/diagrams/{code}/memo.svg" for code in ("zh", "en", "es")}
    assert diagrams < made.keys()
    assert {path.removeprefix("overrides/") for path in FILES if "diagrams" not in path} < made.keys()
    assert not {"assets/diagrams/memo.svg", "assets/diagrams/diagram.css", "assets/diagrams/other.svg"} & made.keys()
    assert not [name for name in made if "/search/" in name]


@pytest.mark.parametrize("path", [path for path in FILES if "/assets/" in path and "other" not in path])
def test_only_the_file_that_changed_has_another_address(path: str) -> None:
    before, after = assets(library()), assets(with_file(path, FILES[path] + " x"))
    changed = {name for name in before if before[name][0] != after[name][0]}
    drawn = {f"assets/diagrams/{code}/memo.svg" for code in ("zh", "en", "es")}
    expected = drawn if "/diagrams/" in path else {path.removeprefix("overrides/")}
    assert changed == expected | ({"assets/stylesheets/own.css"} if path.endswith("dot.png") else set())


def test_a_style_sheet_names_images_by_their_addresses() -> None:
    found = library()
    dot = address(found, "assets/images/dot.png").rpartition("/")[2]
    css = assets(found)["assets/stylesheets/own.css"][1].decode()
    assert css == FILES["overrides/assets/stylesheets/own.css"].replace("dot.png", dot)


def test_a_page_changes_with_the_images_that_it_shows() -> None:
    before, without = keys(library()), keys(library("## Steps {#steps}\n\nText.\n"))
    for path in ("overrides/assets/pictures/screen.png", "overrides/assets/diagrams/memo.svg"):
        after = keys(with_file(path, FILES[path] + " x"))
        assert {page for page in before if before[page] != after[page]} == {f"docs/{code}/{SAMPLE}.md" for code in ("zh", "en", "es")}
        assert keys(with_file(path, FILES[path] + " x", "## Steps {#steps}\n\nText.\n")) == without


def test_every_page_changes_with_what_all_pages_load() -> None:
    before = keys(library())
    for path in ("overrides/assets/stylesheets/own.css", "overrides/assets/javascripts/own.js"):
        after = keys(with_file(path, FILES[path] + " x"))
        assert not {page for page in before if before[page] == after[page]}


def test_short_links_load_their_script_style_and_icon_by_their_addresses() -> None:
    found = library()
    page = redirect_files(found, URL)["a/2001/index.html"].decode()
    for name in ("assets/javascripts/short-link.js", "assets/stylesheets/short-link.css", "assets/images/favicon.svg"):
        assert f'"../../{address(found, name)}"' in page

"""A product that lacks something: its site is whole, names nothing that is left out, and is made anew where it changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.pages.replies import replies
from helpcenter.source.files import read_tree
from places import ROOT
from project import (
    SOURCES,
    assert_equal_to_a_clean_build,
    contents,
    copied,
    edit,
    helpcenter,
    mkdocs,
    restamp,
    small_project,
    told,
)

TEXTS = (".html", ".json", ".xml", ".map", "_redirects")


def switch(project: Path, feature: str, on: bool) -> None:
    edit(project / "data/product.yml", f"{feature}: {{offered: {str(not on).lower()},", f"{feature}: {{offered: {str(on).lower()},")


def texts(project: Path) -> dict[str, str]:
    """All text of the site and of the ready replies, by path."""
    site = {path: data.decode() for path, data in contents(project / "site").items() if path.endswith(TEXTS)}
    return site | {f"{reply.language} {reply.slug}": reply.text for reply in replies(read_library(read_tree(project)))}


def named(library: Library, found: dict[str, str]) -> list[tuple[str, str]]:
    """Where an article that is left out is named: by its address, its short link, or its title as the words of a link."""
    names = set[str]()
    for article in library.whole.articles:
        if article.slug not in library.by_slug:
            names |= {f"{article.route}/", f"../{article.slug}/", f"a/{article.id}/", f'"slug": "{article.slug}"'}
            names |= {f">{page.text('title')}<" for page in article.pages.values()}
    assert names
    return [(path, name) for path, text in found.items() for name in names if name in text or name in path]


# --- the real site ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lacking", "gone"), [("account", "two-factor"), ("wallet", "backup")])
def test_the_real_site_of_a_product_with_one_of_the_two(tmp_path: Path, lacking: str, gone: str) -> None:
    """Self-custody only, and accounts only."""
    for name in SOURCES:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    switch(tmp_path, lacking, on=False)
    done = mkdocs(tmp_path, "build", "-q")
    assert done.returncode == 0, done.stderr
    assert [line for line in told(done.stderr) if ": review-overdue: " not in line] == []  # the one that the calendar makes
    library, found = read_library(read_tree(tmp_path)), texts(tmp_path)
    assert named(library, found) == []
    assert not any(f"/{gone}/" in f"/{path}" for path in found)
    assert "{needs" not in "".join(found.values())
    listed = json.loads(found["api/articles.json"])["articles"]
    assert [entry["slug"] for entry in listed] == [article.slug for article in library.articles]
    assert all(lacking not in entry["scope"] for entry in listed)
    assert 0 < len(library.articles) < len(library.whole.articles)


# --- a small project ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project of a product that has all, with an article, a section, a step, a row and a paragraph about staking."""
    project = small_project(tmp_path_factory.mktemp("project"))
    features = "features:\n  account: {offered: true, confirmed: true}\n  staking: {offered: true, confirmed: true}\n"
    edit(project / "data/product.yml", "features: {}\n", features)
    edit(project / "docs/zh/account/three.md", "scope: [account]\n", "scope: [account]\nneeds: [staking]\n")
    for code, words in {
        "zh": ("打开 App。", "质押一下。"),
        "en": ("Open the app.", "Stake it now."),
        "es": ("Abre la app.", "Haz el bloqueo."),
    }.items():
        page, (step, stake) = project / f"docs/{code}/account/one.md", words
        edit(page, f"1. {step}\n\n2. ", f"1. {step}\n\n2. {stake} {{needs=staking}}\n\n3. ")
        row = f"| {step} | {stake} {{needs=staking}} |\n| {step} | {step} |"
        more = f"### {stake} {{#more needs=staking}}\n\n{step}\n\n- [{stake}](three.md)"
        edit(page, "{#check}\n", f"{{#check}}\n\n{stake} {{needs=staking}}\n\n| {step} | {step} |\n|---|---|\n{row}\n")
        edit(page, "{#if-it-fails}\n", f"{{#if-it-fails}}\n\n{step}\n\n{more}\n\n### {step} {{#else}}\n")
    restamp(project)
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return copied(built, tmp_path)


def test_what_is_switched_off_and_on_again_is_the_site_of_a_clean_build(project: Path) -> None:
    before = contents(project / "site")
    assert "Stake it now." in before["en/account/one/index.html"].decode()
    switch(project, "staking", on=False)
    assert_equal_to_a_clean_build(project)
    found = texts(project)
    assert named(read_library(read_tree(project)), found) == []
    assert not [path for path, text in found.items() if "Stake it now" in text or "质押一下" in text or "Haz el bloqueo" in text]
    switch(project, "staking", on=True)
    assert_equal_to_a_clean_build(project)
    assert contents(project / "site") == before


def test_a_link_to_what_the_product_lacks_stops_the_build(project: Path) -> None:
    before = contents(project / "site")
    for code, words in {"zh": "看", "en": "See", "es": "Mira"}.items():
        with (project / f"docs/{code}/account/two.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{words} [{words} 3](three.md)。\n" if code == "zh" else f"\n{words} [{words} 3](three.md).\n")
    restamp(project)
    switch(project, "staking", on=False)
    done = mkdocs(project, "build", "-q")
    assert done.returncode != 0
    assert [line.partition("three.md`")[0] for line in told(done.stderr)] == [
        f"docs/{code}/account/two.md:{line}: links: `" for code, line in (("en", 29), ("es", 29), ("zh", 38))
    ]
    assert "mark the paragraph, item or row that the link stands in with `{needs=staking}`" in done.stderr
    assert contents(project / "site") == before


def test_verbs_work_on_what_is_left_out_and_the_report_lists_it(project: Path) -> None:
    switch(project, "staking", on=False)
    three = project / "docs/zh/account/three.md"
    edit(three, "准备好手机。", "准备好手机和纸笔。")
    assert "2 missing" not in (listed := helpcenter(project, "translations").stdout)
    assert listed.count("stale    docs/") == 2
    assert "wrote docs/en/account/three.md" in helpcenter(project, "stamp", "--unchanged", "docs/zh/account/three.md").stdout
    assert "'three' is taken" in helpcenter(project, "new", "three", "--category", "account").stderr
    assert "left_out: 1\n  1003  account/three  staking\n" in helpcenter(project, "health").stdout
    assert helpcenter(project, "check").returncode == 0


def test_a_feature_is_tried_without_switching_it_off(project: Path) -> None:
    pages = [helpcenter(project, "check", *more).stderr.partition(" ")[0] for more in ((), ("--without", "staking"))]
    assert pages == ["15", "12"]
    wrong = helpcenter(project, "check", "--without", "stakin")
    assert (wrong.returncode, wrong.stderr) == (2, "helpcenter: 'stakin' is no feature of data/product.yml. Did you mean `staking`?\n")

"""The commands for writers, run as a writer runs them: what they change, and that a refusal changes nothing."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from helpcenter import writing
from helpcenter.articles import read_library
from helpcenter.tree import read_tree
from project import edit, helpcenter, small_project, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path)


def sources(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("docs", "data")
        for path in sorted((project / name).rglob("*"))
        if path.is_file()
    }


def test_new_begins_an_article_in_every_language_with_the_reserved_id(project: Path) -> None:
    write(
        project / "data/ids.yml",
        (project / "data/ids.yml").read_text(encoding="utf-8") + "2001: {slug: send-transfer, category: transfers, paths: []}\n",
    )
    done = helpcenter(project, "new", "send-transfer")
    assert done.returncode == 0, done.stderr
    library = read_library(read_tree(project))
    article = library.by_slug["send-transfer"]
    assert (article.id, article.route, sorted(article.pages)) == (2001, "transfers/send-transfer", ["en", "es", "zh"])
    assert [section.id for section in article.pages["es"].sections] == ["summary", "before", "steps", "check", "if-it-fails"]
    assert "2001: {slug: send-transfer, category: transfers, paths: [transfers/send-transfer]}" in (project / "data/ids.yml").read_text(
        encoding="utf-8"
    )


def test_new_takes_the_next_free_id_of_the_category_and_the_template_of_the_type(project: Path) -> None:
    done = helpcenter(project, "new", "four", "--category", "account", "--type", "incident")
    assert done.returncode == 0, done.stderr
    article = read_library(read_tree(project)).by_slug["four"]
    assert (article.id, article.type) == (1004, "incident")
    assert article.source.sections[0].id == "do-now"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "one"), "'one' is taken by docs/zh/account/one.md."),
        (("new", "Not A Slug"), "is no slug"),
        (("new", "five"), "is no category"),
        (("new", "five", "--category", "acount"), "Did you mean `account`?"),
        (("new", "five", "--category", "account", "--type", "essay"), "is no type"),
        (("rename", "nothing", "else"), "is no article"),
        (("rename", "one", "two"), "'two' is taken by docs/zh/account/two.md."),
        (("rename", "one", "one"), "has this name already"),
        (("stamp", "docs/en/account/nothing.md"), "is no page of this help center"),
        (("stamp", "docs/zh/account/one.md"), "stamp --unchanged"),
        (("stamp", "--unchanged", "docs/en/account/one.md"), "is a translation"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(project: Path, arguments: tuple[str, ...], sentence: str) -> None:
    before = sources(project)
    done = helpcenter(project, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert sources(project) == before


def test_outside_a_project_every_verb_says_so(tmp_path: Path, project: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for verb in (("new", "x"), ("rename", "a", "b"), ("stamp", "x"), ("translations",), ("reviews",)):
        done = subprocess.run(
            [os.sys.executable, "-m", "helpcenter", *verb],  # type: ignore[attr-defined]
            cwd=elsewhere, env=os.environ | {"PYTHONPATH": str(project / "hooks")}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "this is not the folder of a help center" in done.stderr


def test_rename_moves_every_language_keeps_the_old_address_and_repairs_links(project: Path) -> None:
    done = helpcenter(project, "rename", "two", "backup/second")
    assert done.returncode == 0, done.stderr
    for language in ("zh", "en", "es"):
        assert not (project / f"docs/{language}/account/two.md").exists()
        assert "../backup/second.md#steps" in (project / f"docs/{language}/account/one.md").read_text(encoding="utf-8")
        assert "../account/one.md#steps" in (project / f"docs/{language}/backup/second.md").read_text(encoding="utf-8")
    library = read_library(read_tree(project))
    article = library.by_slug["second"]
    assert article.aliases == ("account/two",)
    assert library.by_slug["one"].related == ("second", "three")
    assert library.settings.ledger[1002].paths == ("account/two", "backup/second")
    assert library.settings.most_asked == ("one", "second")


def test_rename_back_makes_no_alias_of_the_live_address(project: Path) -> None:
    before = sources(project)
    assert helpcenter(project, "rename", "two", "second").returncode == 0
    assert helpcenter(project, "rename", "second", "two").returncode == 0
    library = read_library(read_tree(project))
    assert library.by_slug["two"].aliases == ("account/second",)
    assert set(sources(project)) == set(before)


def test_stamp_and_stamp_unchanged(project: Path) -> None:
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    assert helpcenter(project, "check", "--rules", "stale-translation").stdout.count("stale-translation") == 2
    assert helpcenter(project, "stamp", "docs/en/account/one.md").returncode == 0
    assert helpcenter(project, "check", "--rules", "stale-translation").stdout.count("stale-translation") == 1
    assert helpcenter(project, "stamp", "--unchanged", "docs/zh/account/one.md").stdout == "wrote docs/es/account/one.md\n"
    assert helpcenter(project, "check", "--rules", "stale-translation").stdout == ""
    assert helpcenter(project, "stamp", "docs/en/account/one.md").stdout == "Nothing to do: everything is up to date.\n"


def test_translations_shows_what_changed_where_git_knows_it(project: Path) -> None:
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    (project / "docs/es/account/two.md").unlink()
    told = helpcenter(project, "translations").stdout
    assert "Español (es): 1 missing, 1 stale of 3 articles" in told
    assert "  missing  docs/es/account/two.md (high)" in told
    assert "sections of the source: #summary #before #steps #check #if-it-fails" in told
    edit(project / "docs/zh/account/one.md", "准备好手机和纸笔。", "准备好手机。")
    for command in (["init", "-q"], ["add", "docs"], ["-c", "user.name=w", "-c", "user.email=w@example.com", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    told = helpcenter(project, "translations").stdout
    assert "-准备好手机。" in told
    assert "+准备好手机和纸笔。" in told


def test_reviews_are_listed_by_owner_and_severity(project: Path) -> None:
    edit(project / "docs/zh/account/two.md", "severity: high", "severity: critical")
    edit(project / "docs/zh/account/one.md", "reviewed: 2099-11-22", "reviewed: 2020-01-01")
    library = read_library(read_tree(project))
    assert writing.reviews(library, datetime.date(2099, 11, 23)).splitlines()[0] == "team-account"
    told = writing.reviews(library, datetime.date(2100, 2, 1))
    assert told.index("1002") < told.index("1001")
    assert "due in 19 days" in told
    assert writing.reviews(library, datetime.date(2020, 1, 1)).startswith("No review is due until 2020-01-31.")


def test_an_interruption_halfway_leaves_everything_as_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = read_library(read_tree(project))
    changes = writing.rename(library, "two", "second")
    before = sources(project)
    moved = 0
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        nonlocal moved
        moved += 1
        if moved == 3:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writing.make(project, changes)
    assert sources(project) == before


def test_a_folder_that_cannot_be_written_is_said(project: Path) -> None:
    library = read_library(read_tree(project))
    changes = writing.new(library, "four", "account")
    before = sources(project)
    write(project / "docs/en/blocked", "a file where a folder is needed")
    changes["docs/en/blocked/four.md"] = "x"
    with pytest.raises(writing.WritingError, match="cannot be written"):
        writing.make(project, changes)
    (project / "docs/en/blocked").unlink()
    assert sources(project) == before

"""The commands for writers, run as a writer runs them: what they change, and that a refusal changes nothing."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from pathlib import Path

import pytest

from cases import TODAY
from helpcenter.articles.read import read_library
from helpcenter.source.files import read_tree
from helpcenter.writing.files import WritingError, make
from helpcenter.writing.new import new
from helpcenter.writing.rename import rename
from helpcenter.writing.todo import reviews
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
        (("new", "Not A Slug"), "is not a slug"),
        (("new", "five"), "is not a category"),
        (("new", "five", "--category", "acount"), "Did you mean `account`?"),
        (("new", "five", "--category", "account", "--type", "essay"), "is not a type"),
        (("rename", "nothing", "else"), "is not an article"),
        (("rename", "one", "two"), "'two' is taken by docs/zh/account/two.md."),
        (("rename", "one", "one"), "has this name already"),
        (("stamp", "docs/en/account/nothing.md"), "is not a page of this help center"),
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


def test_after_a_rename_the_check_is_clean_and_what_was_stale_stays_stale(project: Path) -> None:
    write(project / "data/notice.yml", "- {level: danger, article: two, text: {zh: 测试通知, en: Test notice, es: Aviso de prueba}}\n")
    edit(project / "docs/zh/account/three.md", "准备好手机。", "准备好手机和纸笔。")
    stale = helpcenter(project, "check", "--rules", "stale-translation").stdout
    assert stale.count("three.md:") == 2
    assert helpcenter(project, "rename", "two", "second").returncode == 0
    found = helpcenter(project, "check")
    assert found.stdout.count("\n") == 2, found.stdout
    assert helpcenter(project, "check", "--rules", "stale-translation").stdout.count("three.md:") == 2
    assert "article: second," in (project / "data/notice.yml").read_text(encoding="utf-8")


def test_rename_takes_the_questions_along(project: Path) -> None:
    for slug in ("one", "two", "three"):
        write(project / f"data/questions/en/{slug}.txt", f"where is {slug}\n[steps]\nhow do i do {slug}\n")
    assert helpcenter(project, "rename", "two", "second").returncode == 0
    folder = project / "data/questions/en"
    assert {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in folder.iterdir()} == {
        "one.txt": "where is one",
        "second.txt": "where is two",
        "three.txt": "where is three",
    }
    assert helpcenter(project, "rename", "second", "backup/second").returncode == 0  # the slug stays, and so does its file
    assert (folder / "second.txt").exists()
    assert "questions" not in helpcenter(project, "check").stdout


def test_rename_changes_addresses_and_no_words(project: Path) -> None:
    line = "Look at the first screen."
    edit(project / "docs/en/account/one.md", line, 'See `[two.md](two.md)` as code, [two.md](two.md) and [two](./two.md#steps "two.md").')
    assert helpcenter(project, "rename", "two", "second").returncode == 0
    assert 'See `[two.md](two.md)` as code, [two.md](second.md) and [two](second.md#steps "two.md").' in (
        project / "docs/en/account/one.md"
    ).read_text(encoding="utf-8")


def test_rename_keeps_the_waivers_that_were_valid(project: Path) -> None:
    place = project / "docs/en/account/one.md"
    edit(place, "Try again, or read", "<!-- waive glossary: it is a name -->\n\nSeed phrase. Try again, or read")
    told = helpcenter(project, "check", "--rules", "glossary,waivers").stdout
    fingerprint = re.search(r"waive glossary (h[0-9a-f]{10})", told)
    assert fingerprint, told
    edit(place, "waive glossary:", f"waive glossary {fingerprint[1]}:")
    assert "waived" in helpcenter(project, "check", "--rules", "glossary").stderr
    assert helpcenter(project, "rename", "two", "backup/second").returncode == 0
    found = helpcenter(project, "check", "--rules", "glossary,waivers")
    assert (found.returncode, "1 waived" in found.stderr) == (0, True), found


def test_files_keep_line_ends_byte_order_mark_and_mode(project: Path) -> None:
    for name in ("docs/en/account/one.md", "docs/en/account/two.md"):
        place = project / name
        place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes().replace(b"\n", b"\r\n"))
        place.chmod(0o640)
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    assert helpcenter(project, "stamp", "docs/en/account/one.md").returncode == 0
    assert helpcenter(project, "rename", "two", "second").returncode == 0
    for name in ("docs/en/account/one.md", "docs/en/account/second.md"):
        data = (project / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf---\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
        assert (project / name).stat().st_mode & 0o777 == 0o640


def test_stamp_passes_over_the_pages_that_the_library_fills(project: Path) -> None:
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    done = helpcenter(project, "stamp", "--unchanged", "docs/zh/account/index.md", "docs/zh/account/one.md", "docs/zh/account/two.md")
    assert (done.returncode, done.stdout) == (0, "wrote docs/en/account/one.md\nwrote docs/es/account/one.md\n")


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
    edit(project / "docs/zh/account/one.md", f"reviewed: {TODAY}", "reviewed: 2020-01-01")
    library = read_library(read_tree(project))
    today = datetime.date.fromisoformat(TODAY)
    assert reviews(library, today).splitlines()[0] == "team-account"
    told = reviews(library, today + datetime.timedelta(days=90 - 19))
    assert told.index("1002") < told.index("1001")
    assert "due in 19 days" in told
    assert reviews(library, datetime.date(2020, 1, 1)).startswith("No review is due until 2020-01-31.")


def test_an_interruption_halfway_leaves_everything_as_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = read_library(read_tree(project))
    changes = rename(library, "two", "second")
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
        make(project, changes)
    assert sources(project) == before


def test_a_folder_that_cannot_be_written_is_said(project: Path) -> None:
    library = read_library(read_tree(project))
    changes = new(library, "four", "account")
    before = sources(project)
    write(project / "docs/en/blocked", "a file where a folder is needed")
    changes["docs/en/blocked/four.md"] = "x"
    with pytest.raises(WritingError, match="cannot be written"):
        make(project, changes)
    (project / "docs/en/blocked").unlink()
    assert sources(project) == before

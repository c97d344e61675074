"""An article's life, as a writer lives it: begun, renamed, moved, retired, merged; with what the check says after each, exactly."""

from __future__ import annotations

import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import TODAY
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources
from helpcenter.cli import main
from helpcenter.pages.views import page_view
from helpcenter.problems import count
from helpcenter.source.files import read_tree
from places import ROOT
from project import asset, edit, mkdocs, restamp, small_project, write

Run = Callable[..., tuple[int, str, str]]
AGREED = ("--by", "docs", "--why", "one page says both")
NAMES = {4: ("第四篇文章", "The fourth article", "El cuarto artículo"), 5: ("第五篇文章", "The fifth article", "El quinto artículo")}
PIXEL = b"\x89PNG\r\n\x1a\n" + b"".join(
    len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
    for kind, data in (
        (b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
        (b"IDAT", zlib.compress(bytes(2))),
        (b"IEND", b""),
    )
)
SLUGS = {4: "four", 5: "five"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Five articles, kept in git; each names two to four others as related, and all link to `one`."""
    small_project(tmp_path)
    for number, names in NAMES.items():
        for language, name in zip(("zh", "en", "es"), names, strict=True):
            text = (tmp_path / f"docs/{language}/account/three.md").read_text(encoding="utf-8")
            text = re.sub(r"(?m)^title: .*", f"title: {name}", text).replace("id: 1003", f"id: 100{number}")
            write(tmp_path / f"docs/{language}/account/{SLUGS[number]}.md", text)
        with (tmp_path / "data/ids.yml").open("a", encoding="utf-8") as ledger:
            ledger.write(f"100{number}: {{slug: {SLUGS[number]}, category: account, paths: [account/{SLUGS[number]}]}}\n")
    for slug, related in (("one", "two, three, four, five"), ("two", "one, three, four"), ("three", "two, one, four"), ("four", "one, five"), ("five", "one, four")):  # fmt: skip
        path = tmp_path / f"docs/zh/account/{slug}.md"
        path.write_text(re.sub(r"(?m)^related: .*", f"related: [{related}]", path.read_text(encoding="utf-8")), encoding="utf-8")
    restamp(tmp_path)
    write(tmp_path / ".gitignore", "/.cache/\n/.undo/\n__pycache__/\n")
    assert problems(tmp_path) == []
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return tmp_path


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(project)

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=w", "-c", "user.email=w@example.com", "commit", "-qm", "x")


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check_sources(read_library(read_tree(folder)))]


def text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def changed(folder: Path) -> set[str]:
    git(folder, "add", "-AN")
    return set(git(folder, "diff", "HEAD", "--name-only", "--no-renames").split())


# --- begin ------------------------------------------------------------------------------------------------------------


def test_what_new_leaves_to_the_writer_is_an_error_in_every_language(project: Path, run: Run) -> None:
    status, told, _ = run("new", "six", "--category", "account")
    assert status == 0
    left = [line.partition(": ")[0] for line in told.splitlines() if "TODO" in line]
    assert len(left) == 26
    found = problems(project)
    assert [place for place in left if not any(problem.startswith(f"{place}: ") for problem in found)] == []
    assert all("six.md:" in problem for problem in found)


def test_new_takes_the_owner_and_the_severity_from_options_or_asks_on_a_terminal(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", "six", "--category", "account", "--owner", "team-security", "--severity", "normal")[0] == 0
    assert "severity: normal\n" in text(project, "docs/zh/account/six.md")
    assert "owner: team-security\n" in text(project, "docs/zh/account/six.md")
    terminal = io.StringIO("team-account\ncritical\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    status, told, _ = run("new", "seven", "--category", "account")
    assert status == 0
    assert "team-security" in told.partition("wrote")[0]
    assert "severity: critical\n" in text(project, "docs/zh/account/seven.md")
    assert "owner: team-account\n" in text(project, "docs/zh/account/seven.md")


def test_a_picture_in_the_folder_that_new_makes_is_published(project: Path, run: Run) -> None:
    assert run("new", "six", "--category", "account")[0] == 0
    assert (project / "overrides/assets/pictures/1006/.gitkeep").exists()
    git(project, "checkout", "-q", "docs", "data")
    git(project, "clean", "-fdq", "docs")
    (project / "overrides/assets/pictures/1006/screen.png").write_bytes(PIXEL)
    for language, words in (("zh", "首页"), ("en", "The first screen"), ("es", "La primera pantalla")):
        path = project / f"docs/{language}/account/five.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\n![{words}](assets/pictures/1006/screen.png)\n", encoding="utf-8")
    restamp(project)
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    assert not (project / "site/assets/pictures/1006/.gitkeep").exists()
    assert f'src="../../{asset(project / "site", "assets/pictures/1006/screen.png")}"' in text(project, "site/account/five/index.html")


@pytest.mark.parametrize(
    ("arguments", "files", "marked"),
    [
        (("category", "fiat"), {"data/categories.yml", *(f"docs/{code}/fiat/index.md" for code in ("zh", "en", "es"))}, 6),
        (("term", "key-share"), {"data/glossary.json"}, 0),
        (("diagram", "two-keys"), {"data/diagrams.yml", "overrides/assets/diagrams/two-keys.svg"}, 4),
        (("notice", "--until", "2099-01-01"), {"data/notice.yml"}, 1),
        (("notice", "two", "--level", "danger"), {"data/notice.yml"}, 1),
    ],
)
def test_new_begins_entries_that_the_check_holds_back_until_they_are_written(
    project: Path, run: Run, arguments: tuple[str, ...], files: set[str], marked: int
) -> None:
    status, told, _ = run("new", *arguments)
    assert status == 0
    assert changed(project) == files
    assert told.count("TODO") == marked * (3 if arguments[0] in {"diagram", "notice"} else 1)
    found = problems(project)
    assert {problem.partition(":")[0] for problem in found} <= files
    assert sum("TODO" in problem for problem in found) >= max(marked, 1)
    for path in files:  # written, they are as good as any
        (project / path).write_text(text(project, path).replace("TODO", "Llave 钥匙 key"), encoding="utf-8")
    assert not any("TODO" in problem for problem in problems(project))


# --- change its address -----------------------------------------------------------------------------------------------


def test_move_puts_an_article_into_another_category_and_nothing_is_stale(project: Path, run: Run) -> None:
    status, told, _ = run("move", "one", "backup")
    assert (status, told.count("moved ")) == (0, 3)
    assert problems(project) == [
        "docs/zh/backup/index.md: same-articles: the category has articles and no landing page: expected `title` and `summary`."
    ]
    assert "docs/zh/backup/index.md: same-articles" in told
    assert "](../backup/one.md#steps)" in text(project, "docs/en/account/five.md")
    library = read_library(read_tree(project))
    assert library.by_slug["one"].aliases == ("account/one",)
    assert library.settings.ledger[1001].paths == ("account/one", "backup/one")


def test_a_dry_run_says_the_same_and_changes_nothing(project: Path, run: Run) -> None:
    _, would, _ = run("rename", "two", "second", "--dry-run")
    assert changed(project) == set()
    _, did, _ = run("rename", "two", "second")
    assert would == did + "This was a dry run: nothing was changed.\n"


# --- go ---------------------------------------------------------------------------------------------------------------


def test_a_retired_article_leads_to_its_successor(project: Path, run: Run) -> None:
    write(project / "data/notice.yml", "- {level: info, article: five, text: {zh: 通知, en: A notice, es: Un aviso}}\n")
    edit(project / "data/home.yml", "[one, two]", "[five, one, two]")
    write(project / "data/emergencies.yml", "- {article: five, section: steps, text: {zh: 出事了, en: It happened, es: Pasó algo}}\n")
    assert run("rename", "five", "fifth", "--force")[0] == 0
    commit(project)
    status, told, _ = run("retire", "fifth", "--to", "four", *AGREED)
    assert status == 0
    assert problems(project) == [
        "docs/zh/account/four.md:11: front-matter: `related` has 1 entries; expected 2 to 6.",
    ]
    assert "docs/zh/account/four.md:11: front-matter: `related`" in told
    assert "The check finds 1 error" in told
    library = read_library(read_tree(project))
    entry = library.settings.ledger[1005]
    assert (entry.to, entry.paths) == (1004, ("account/five", "account/fifth"))
    assert entry.retired == f"{datetime.date.today()} docs: one page says both"
    assert library.by_slug["four"].aliases == ("account/fifth", "account/five")
    assert library.by_slug["one"].related == ("two", "three", "four")
    assert library.settings.most_asked == ("four", "one", "two")
    assert library.settings.notices[0].article == "four"
    assert library.settings.emergencies[0].article == "four"


def test_retire_repairs_every_link_and_keeps_what_was_fresh(project: Path, run: Run) -> None:
    for language in ("zh", "en", "es"):
        edit(project / f"docs/{language}/account/three.md", "one.md#steps", "two.md#check")
        edit(project / f"docs/{language}/account/four.md", "one.md#steps", "two.md")
        edit(project / f"docs/{language}/account/one.md", "two.md#steps", "two.md#gone-with-it")
    restamp(project)
    edit(project / "docs/zh/account/five.md", "准备好手机。", "准备好手机和纸笔。")
    commit(project)
    status, told, _ = run("retire", "two", "--to", "one", *AGREED)
    assert status == 0
    assert [problem.partition(": ")[2].partition(":")[0] for problem in problems(project)] == ["warning", "warning"]  # stale before
    assert "](one.md#check)" in text(project, "docs/es/account/three.md")
    assert "](one.md)" in text(project, "docs/en/account/four.md")
    assert "或者看另一篇。" in text(project, "docs/zh/account/one.md")
    places = re.findall(r"(?m)^(docs/.*):(\d+): the link “(.*?)”", told)
    assert [words in text(project, path).split("\n")[int(line) - 1] for path, line, words in places] == [True] * 9
    assert "docs/en/account/one.md:27: the link “the other article” leads to another article now: read whether it still fits." in told
    assert run("translations")[1].count("  stale ") == 2


def test_without_a_successor_lists_lose_the_article_and_links_in_texts_are_left_to_the_writer(project: Path, run: Run) -> None:
    for language, words in (("zh", "顺序"), ("en", "In order"), ("es", "En orden")):
        steps = "1. [一](account/one.md)\n2. [五](account/five.md)\n3. [四](account/four.md)\n"
        table = "| 看到 | 去看 |\n|---|---|\n| 甲 | [五](account/five.md) |\n| 乙 | [四](account/four.md) |\n"
        write(
            project / f"docs/{language}/tracks.md",
            f"---\ntitle: {words}\nsummary: {words}\n---\n\n## {words} {{#first}}\n\n{steps}\n{table}",
        )
        edit(project / f"docs/{language}/account/three.md", "one.md#steps", "five.md#steps")
    restamp(project)
    commit(project)
    status, told, _ = run("retire", "five", *AGREED)
    assert status == 0
    left = [f"docs/{code}/account/three.md:{line}: links: `five.md#steps` leads to docs/{code}/account/five.md, which does not exist." for code, line in (("en", 30), ("es", 30), ("zh", 40))]  # fmt: skip
    found = [problem for problem in problems(project) if ": links: " in problem]
    assert [re.sub(r":\d+:", ":", problem) for problem in found] == [re.sub(r":\d+:", ":", line) for line in left]
    assert all(problem in told for problem in found)
    assert "1. [一](account/one.md)\n2. [四](account/four.md)\n" in text(project, "docs/zh/tracks.md")
    assert "甲" not in text(project, "docs/es/tracks.md")
    assert "| 乙 | [四](account/four.md) |" in text(project, "docs/es/tracks.md")


def test_drawings_and_pictures_that_nothing_else_shows_go_with_a_retired_article(project: Path, run: Run) -> None:
    for name in ("own", "shared"):
        assert run("new", "diagram", name)[0] == 0
    (project / "data/diagrams.yml").write_text(text(project, "data/diagrams.yml").replace("TODO", "Llave 钥匙"), encoding="utf-8")
    (project / "overrides/assets/pictures/1005").mkdir(parents=True)
    (project / "overrides/assets/pictures/1005/plain.png").write_bytes(PIXEL)
    write(project / "overrides/assets/pictures/1005/.gitkeep", "")
    shown = "\n![a](assets/diagrams/own.svg)\n\n![b](assets/diagrams/shared.svg)\n\n![c](assets/pictures/1005/plain.png)\n"
    for language in ("zh", "en", "es"):
        for slug, more in (("five", shown), ("four", "\n![b](assets/diagrams/shared.svg)\n")):
            path = project / f"docs/{language}/account/{slug}.md"
            path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    restamp(project)
    commit(project)
    told = run("merge", "five", "one", *AGREED, "--dry-run")[1]
    assert "overrides/assets/pictures/1005/plain.png: no page shows this any more." in told
    assert "overrides/assets/diagrams/own.svg: diagrams: no article shows this diagram" in told
    assert run("retire", "five", "--to", "one", *AGREED)[0] == 0
    assert [path.name for path in (project / "overrides/assets/diagrams").glob("*.svg")] == ["shared.svg"]
    assert not (project / "overrides/assets/pictures/1005").exists()
    assert re.findall(r"(?m)^[a-z]+", text(project, "data/diagrams.yml")) == ["shared"]


def test_the_successor_is_asked_the_questions_and_those_kept_from_readers_stay_so(project: Path, run: Run) -> None:
    write(project / "data/questions/en/five.txt", "@ann\nwhere is five\n[check]\n~is five safe\n")
    write(project / "data/questions/en/one.txt", "@bob\nwhere is one\n")
    commit(project)
    assert run("retire", "five", "--to", "one", *AGREED)[0] == 0
    assert text(project, "data/questions/en/one.txt") == "where is five\n~is five safe\n@bob\nwhere is one\n"
    assert not (project / "data/questions/en/five.txt").exists()


def test_merge_finds_the_kept_article_by_the_words_of_the_gone_and_leaves_its_text_to_the_writer(project: Path, run: Run) -> None:
    for slug, words in (("five", "Uno, dos, tres"), ("one", "uno, cuatro")):
        edit(project / f"docs/es/account/{slug}.md", "translates:", f"keywords: [{words}]\ntranslates:")
        edit(project / f"docs/zh/account/{slug}.md", f"reviewed: {TODAY}\n", f"reviewed: {TODAY}\nkeywords: [{slug}, 甲,\n  乙]\n")
    edit(project / "docs/en/account/five.md", "{#check}", "{#check}\n\n### Only here {#only-here}")
    before = text(project, "docs/es/account/one.md")
    commit(project)
    status, told, _ = run("merge", "five", "one", *AGREED)
    assert status == 0
    assert text(project, "docs/es/account/one.md") == before.replace("keywords: [uno, cuatro]", "keywords: [uno, cuatro, dos, tres]")
    assert "\nkeywords: [one, 甲, 乙, five]\n---\n" in text(project, "docs/zh/account/one.md")
    assert told.count("docs/zh/account/five.md:") == 5
    assert "“操作步骤” (1 block): docs/zh/account/one.md has a section of that id." in told
    assert read_library(read_tree(project)).settings.ledger[1005].to == 1001
    assert "git show HEAD:./docs/zh/account/five.md" in told


def test_what_led_to_an_article_leads_on_when_it_goes_too(project: Path, run: Run) -> None:
    assert run("retire", "five", "--to", "four", *AGREED)[0] == 0
    assert run("retire", "four", "--to", "one", *AGREED, "--force")[0] == 0
    library = read_library(read_tree(project))
    assert {number: library.settings.ledger[number].to for number in (1004, 1005)} == {1004: 1001, 1005: 1001}
    assert library.by_slug["one"].aliases == ("account/four", "account/five")
    assert not any(": ledger: " in problem for problem in problems(project))
    commit(project)
    assert run("rename", "one", "first")[0] == 0
    assert not any(": ledger: " in problem for problem in problems(project))


def test_the_addresses_of_retired_articles_lead_somewhere_in_the_built_site(project: Path, run: Run) -> None:
    for language in ("zh", "en", "es"):
        edit(project / f"docs/{language}/account/one.md", "two.md#steps", "three.md#steps")
    edit(project / "docs/zh/account/four.md", "related: [one, five]", "related: [one, three]")
    restamp(project)
    commit(project)
    for retired in (("five", "--to", "one"), ("two",)):
        status, told, _ = run("retire", *retired, *AGREED, "--force")
        assert (status, "The check finds 0 errors, 0 warnings." in told) == (0, True), told
    write(project / "data/notice.yml", f"- {{level: info, until: {TODAY}, text: {{zh: 今天, en: For today, es: Por hoy}}}}\n")
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    site = project / "site"
    assert re.search(r"For today\s*</span>", text(site, "en/account/one/index.html"))  # no link follows
    assert 'url=../one/"' in text(site, "account/five/index.html")
    assert 'url=../../../en/account/one/"' in text(site, "a/1005/en/index.html")
    assert "/en/account/five/ /en/account/one/ 301" in text(site, "_redirects")
    for path in ("es/account/two/index.html", "a/1002/es/index.html"):
        page = text(site, path)
        assert "Este artículo ya no está disponible" in page
        assert "Registro e inicio de sesión</a>" in page
        assert 'content="noindex"' in page
    assert [code for code in ("zh", "en", "es") if f'hreflang="{code}" href="{code}/"' in text(site, "a/1002/index.html")] == [
        "zh",
        "en",
        "es",
    ]


# --- what cannot be done ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "five"), "'five' is taken by docs/zh/account/five.md."),
        (("new", "six", "--category", "account", "--owner", "team-acount"), "'team-acount' is not an owner. Did you mean `team-account`?"),
        (("new", "six", "--category", "account", "--severity", "severe"), "'severe' is not a severity. Expected one of critical, high, normal."),
        (("new", "six", "seven"), "new article: expected one name, not 2."),
        (("new", "term"), "new term: expected one name, not 0."),
        (("new", "notice", "one", "two"), "new notice: expected at most one name, not 2."),
        (("new", "category", "account"), "'account' is taken: data/categories.yml:"),
        (("new", "category", "es"), "'es' is taken: an address of the site."),
        (("new", "category", "Fiat Money"), "'Fiat Money' is not a slug"),
        (("new", "term", "wallet"), "'wallet' is taken: data/glossary.json:"),
        (("new", "notice", "fiv"), "'fiv' is not an article. Did you mean `five`?"),
        (("new", "notice", "--until", "tomorrow"), "'tomorrow' is not a day. Expected one like "),
        (("new", "notice", "--until", "2020-01-01"), "2020-01-01 is over."),
        (("new", "notice", "--level", "loud"), "'loud' is not a level. Expected one of danger, caution, info."),
        (("new", "index", "--category", "account"), "'index' is not a slug"),
        (("rename", "five", "index"), "'index' is not a slug"),
        (("rename", "five", "Fifth"), "'Fifth' is not a slug"),
        (("rename", "five", "account/"), "'' is not a slug"),
        (("rename", "five", "a/b/fifth"), "'a/b' is not a category."),
        (("rename", "fiv", "fifth"), "'fiv' is not an article. Did you mean `five`?"),
        (("rename", "backup/five", "fifth"), "'backup/five' is not an article. Did you mean `account/five`?"),
        (("rename", "five", "four"), "'four' is taken by docs/zh/account/four.md."),
        (("rename", "five", "acount/fifth"), "'acount' is not a category. Did you mean `account`?"),
        (("move", "five", "acount"), "'acount' is not a category. Did you mean `account`?"),
        (("move", "five", "account"), "'account/five' has this name already."),
        (("retire", "fiv", *AGREED), "'fiv' is not an article. Did you mean `five`?"),
        (("retire", "five", "--to", "fiv", *AGREED), "'fiv' is not an article. Did you mean `five`?"),
        (("retire", "five", "--to", "five", *AGREED), "'account/five' cannot take its own place."),
        (("retire", "five"), "say who decided it and why, --by WHO --why WHY."),
        (("retire", "five", "--by", " ", "--why", "x"), "say who decided it and why, --by WHO --why WHY."),
        (("retire", "one", *AGREED), "'one' is `page` of data/support.yml, which readers are led to. Name the article that takes its place: --to NEW."),
        (("merge", "five", "fiv", *AGREED), "'fiv' is not an article. Did you mean `five`?"),
        (("merge", "five"), "missing: KEPT"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    project: Path, run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    status, told, error = run(*arguments)
    assert (status, told) == (2, "")
    assert error.startswith("helpcenter: ")
    assert sentence in error
    assert changed(project) == set()


@pytest.mark.parametrize("verb", [("rename", "five", "fifth"), ("move", "five", "backup"), ("retire", "five", *AGREED), ("merge", "five", "one", *AGREED)])  # fmt: skip
def test_work_that_git_does_not_keep_is_not_overwritten(project: Path, run: Run, verb: tuple[str, ...]) -> None:
    edit(project / "docs/es/account/five.md", "Abre la app.", "Abre la app oficial.")
    status, _, error = run(*verb)
    assert (status, error) == (
        2,
        "helpcenter: docs/es/account/five.md has changes that are not committed. Commit them first, or add --force.\n",
    )
    assert changed(project) == {"docs/es/account/five.md"}
    assert run(*verb, "--force")[0] == 0


def test_without_git_a_text_is_removed_only_by_force(project: Path, run: Run) -> None:
    shutil.rmtree(project / ".git")
    status, _, error = run("retire", "five", *AGREED)
    assert (status, "would be gone for good: this folder is not kept in git" in error) == (2, True)
    assert (project / "docs/en/account/five.md").exists()
    assert run("rename", "five", "fifth")[0] == 0
    assert run("retire", "fifth", *AGREED, "--force")[0] == 0


@pytest.mark.parametrize(
    ("path", "verb"),
    [
        ("data/home.yml", ("rename", "five", "fifth")),
        ("data/ids.yml", ("new", "six", "--category", "account")),
        ("data/categories.yml", ("new", "category", "fiat")),
        ("data/pins.yml", ("retire", "five", *AGREED)),
        ("data/pins.yml", ("pin", "--by", "docs", "--why", "x")),
        ("data/glossary.json", ("new", "term", "key-share")),
        ("data/diagrams.yml", ("new", "diagram", "two-keys")),
    ],
)
def test_a_file_of_data_that_cannot_be_read_is_not_written_over(project: Path, run: Run, path: str, verb: tuple[str, ...]) -> None:
    write(project / path, "a: [\n")
    commit(project)
    status, _, error = run(*verb)
    assert (status, error.startswith(f"helpcenter: {path}: has problems")) == (2, True), error
    assert changed(project) == set()


def test_a_verb_that_was_killed_is_undone_by_the_next_and_told_by_the_check(project: Path, run: Run) -> None:
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom helpcenter.cli import main\nreal, calls = Path.replace, []\n"
        "def dying(self, target):\n    calls.append(target)\n    if len(calls) == 5: os.kill(os.getpid(), signal.SIGKILL)\n    return real(self, target)\n"
        "Path.replace = dying\nmain(['rename', 'five', 'fifth'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=project, env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")}, check=False)
    assert done.returncode == -9
    assert len(changed(project)) > 2
    assert "a verb was broken off halfway" in run("check")[2]
    status, told, error = run("new", "six", "--category", "account")
    assert (status, error) == (0, "helpcenter: a verb had been broken off halfway; what it had changed was undone first.\n")
    assert changed(project) == {line.split()[1] for line in told.splitlines() if line.startswith("wrote ")}


def test_an_address_that_was_published_is_given_to_no_other_article(project: Path, run: Run) -> None:
    assert run("rename", "five", "fifth")[0] == 0
    commit(project)
    assert "was published as 1005" in run("new", "five", "--category", "account")[2]
    assert run("retire", "fifth", *AGREED)[0] == 0
    commit(project)
    assert "was published as 1005" in run("new", "fifth", "--category", "account")[2]
    assert "belongs to 1005" in run("rename", "four", "fifth")[2]
    assert "belongs to 1005" in run("rename", "four", "five")[2]


# --- notices ----------------------------------------------------------------------------------------------------------


def test_a_notice_ends_by_itself_and_is_listed_until_it_is_removed(project: Path, run: Run) -> None:
    today = datetime.date.today()
    write(
        project / "data/notice.yml",
        f"- {{level: info, until: {today - datetime.timedelta(1)}, text: {{zh: 旧的, en: Of old, es: De antes}}}}\n"
        f"- {{level: info, until: {today}, text: {{zh: 今天, en: Of today, es: De hoy}}}}\n",
    )
    assert problems(project) == []
    library = read_library(read_tree(project))
    page = library.page("en", "account/one")
    assert page is not None
    assert [notice["text"] for notice in page_view(library, page, "https://help.example.com/")["notices"]] == ["Of today"]
    assert f"data/notice.yml:1: this notice ended on {today - datetime.timedelta(1)}. Remove it.\n" in run("reviews")[1]
    assert "ended_notices: 1\n" in run("health")[1]


# --- the real articles ------------------------------------------------------------------------------------------------


def test_each_verb_on_the_real_articles_leaves_nothing_stale_and_changes_what_it_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    for name in ("docs", "data", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    write(tmp_path / ".gitignore", "/.cache/\n")
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    library = read_library(read_tree(tmp_path))
    settings = library.settings
    needed = {settings.transaction, settings.exposed, settings.channels_page}
    free = [article for article in library.articles if article.slug not in needed and len(library.in_category(article.category)) > 2]
    gone, kept = next(
        (gone, kept)
        for gone in free
        for kept in library.in_category(gone.category)
        if kept is not gone and all(len({kept.slug, *a.related} - {gone.slug, a.slug}) >= 2 and len(a.related) > 2 for a in library.articles if gone.slug in a.related)
    )  # fmt: skip
    other = next(article for article in free if article not in (gone, kept))
    target = next(
        category.slug for category in settings.categories if category.slug != other.category and library.in_category(category.slug)
    )
    labels = re.findall(r"{{ label\.(\w+) }}", gone.source.body)
    for verb in (
        ("rename", other.slug, "another-name"),
        ("move", "another-name", target),
        ("retire", gone.slug, "--to", kept.slug, *AGREED),
    ):
        commit(tmp_path) if changed(tmp_path) else None
        assert main(list(verb)) == 0
        told = capsys.readouterr().out
        found = [line for line in told.splitlines() if line.startswith("data/product.yml:")]  # what only the article that is gone named
        assert all(any(f"the label `{label}`" in line for label in labels) for line in found), told
        assert verb[0] == "retire" or not found, told
        finds = f"{count(len(found), 'error')}, 0 warnings (labels {len(found)})" if found else "0 errors, 0 warnings"
        assert f"The check finds {finds}." in told, told
        diff = changed(tmp_path)
        assert diff <= {line.split()[-1] for line in told.splitlines() if line.startswith(("moved ", "wrote ", "removed "))} | {
            line.split()[1] for line in told.splitlines() if line.startswith("moved ")
        }
    after = read_library(read_tree(tmp_path))
    assert len(after.articles) == len(library.articles) - 1
    assert not [article.slug for article in after.articles for language in after.languages if article.stale(language.code)]

"""`helpcenter language`: what each verb changes, that nothing is a problem afterwards, and that a refusal changes nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources
from helpcenter.source.files import read_tree
from helpcenter.writing import language
from helpcenter.writing.files import Changes, WritingError, make
from new_language import finish
from places import ROOT
from project import add_language, contents, edit, helpcenter, mkdocs, restamp, small_project, write

THREE = ("fr", "zh-Hant", "ar")


def library_of(project: Path) -> Library:
    return read_library(read_tree(project))


def problems(project: Path) -> list[str]:
    return [str(problem) for problem in check_sources(library_of(project))]


def sources(project: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(project).items() if not path.startswith(("hooks/", ".")) or "/languages/" in path}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    for name in ("docs", "data", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in six languages, built: three were added and finished."""
    project = small_project(tmp_path_factory.mktemp("six"))
    for code in THREE:
        done = helpcenter(project, "language", "add", code)
        assert done.returncode == 0, done.stderr
        finish(project, code)
    restamp(project)
    built = mkdocs(project, "build", "-q")
    assert built.returncode == 0, built.stderr
    return project


# --- add --------------------------------------------------------------------------------------------------------------


def test_a_language_begins_in_preparation_with_its_todos(project: Path) -> None:
    done = helpcenter(project, "language", "add", "fr")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Next: `check --language fr` lists what is missing" in done.stdout
    assert "      - {locale: fr, name: Français, build: false}\n" in (project / "mkdocs.yml").read_text(encoding="utf-8")
    assert (project / "docs/fr/index.md").read_text(encoding="utf-8") == "---\ntitle: TODO\nsummary: TODO\n---\n"
    assert not (project / "docs/fr/account/one.md").exists()
    assert "{zh: 首页, en: Home, es: Inicio, fr: TODO}" in (project / "data/strings.yml").read_text(encoding="utf-8")
    told = problems(project)
    assert len(told) == 1
    assert re.match(r"mkdocs\.yml:\d+: warning: in-preparation: Français \(`fr`\) .* 0% of its pages and 0% of its texts", told[0])
    lacks = helpcenter(project, "check", "--language", "fr")
    by_rule = Counter(line.split(": ")[1] for line in lacks.stdout.splitlines())
    assert lacks.returncode == 1
    assert set(by_rule) == {"same-articles", "front-matter", "unwritten", "sentence-tables"}
    assert (by_rule["same-articles"], by_rule["front-matter"], by_rule["sentence-tables"]) == (3, 4, 1)
    assert "`lists: keys` in words.yml" in lacks.stdout
    assert "`orders` in grammar.py" in lacks.stdout


def test_what_is_begun_is_left_out_of_the_site_until_it_is_whole(project: Path) -> None:
    assert helpcenter(project, "language", "add", "fr").returncode == 0
    write(project / "docs/fr/account/one.md", "no front matter, and TODO\n")
    built = mkdocs(project, "build", "-q")
    assert built.returncode == 0, built.stderr
    assert not any(path.startswith("fr/") for path in contents(project / "site"))
    (project / "docs/fr/account/one.md").unlink()
    add_language(project, "fr")
    restamp(project)
    assert not [line for line in helpcenter(project, "check", "--language", "fr").stdout.splitlines() if line.startswith("docs/")]


def test_a_language_that_is_finished_has_no_problem(six: Path) -> None:
    assert helpcenter(six, "check").stdout == ""


@pytest.mark.parametrize("code", ["es-MX", "zh-Hant-HK", "zh-TW"])
def test_a_variety_of_a_known_language_begins_with_its_words(project: Path, code: str) -> None:
    done = helpcenter(project, "language", "add", code)
    assert done.returncode == 0, done.stderr
    lacks = helpcenter(project, "check", "--language", code).stdout
    assert "sentence-tables" not in lacks


def test_a_name_may_be_given(project: Path) -> None:
    make(project, language.add(library_of(project), "pt-BR", "Português: Brasil"))
    assert '{locale: pt-BR, name: "Português: Brasil", build: false}' in (project / "mkdocs.yml").read_text(encoding="utf-8")
    assert [entry.name for entry in library_of(project).languages][-1] == "Português: Brasil"


# --- six languages, built ---------------------------------------------------------------------------------------------


def test_search_engines_are_told_the_scripts_of_chinese_and_the_root_for_all_others(six: Path) -> None:
    sitemap = (six / "site/sitemap.xml").read_text(encoding="utf-8")
    named = set(re.findall(r'hreflang="([^"]+)" href="[^"]*/account/one/"', sitemap))
    assert named == {"zh-Hans", "zh-Hant", "en", "es", "fr", "ar", "x-default"}
    assert 'hreflang="x-default" href="https://help.example.com/account/one/"' in sitemap


@pytest.mark.parametrize(
    ("code", "opening"),
    [("ar", '<html lang="ar" dir="rtl"'), ("zh-Hant", '<html lang="zh-Hant" dir="ltr"'), ("fr", '<html lang="fr" dir="ltr"')],
)
def test_a_page_tells_its_language_and_direction(six: Path, code: str, opening: str) -> None:
    page = (six / f"site/{code}/account/one/index.html").read_text(encoding="utf-8")
    assert opening in page
    assert ('dir="rtl"' in page) == (code == "ar")
    links = re.findall(r'lang="([^"]+)" hreflang="([^"]+)" data-hc-language', page)
    assert ("zh", "zh-Hans") in links
    assert ("zh-Hant", "zh-Hant") in links


@pytest.mark.parametrize(("code", "term"), [("ar", "مقال"), ("zh-Hant", "说明"), ("zh", "文章"), ("fr", "premier")])
def test_each_language_has_an_index_of_its_own(six: Path, code: str, term: str) -> None:
    folder = six / "site/search"
    names = json.loads((folder / f"{code}.json").read_text(encoding="utf-8"))
    first = json.loads((folder / names["first"]).read_text(encoding="utf-8"))
    last, terms = "", set()
    for line in first["terms"].split("\n"):
        last = last[: "0123456789abcdefghijklmnopqrstuvwxyz".index(line[0])] + line[1:]
        terms.add(last)
    assert any(word.startswith(term) for word in terms)
    prefix = "" if code == "zh" else f"{code}/"
    assert all(url.startswith(f"{prefix}account/") for url, *_ in first["pages"])


# --- drop -------------------------------------------------------------------------------------------------------------


def test_dropping_spanish_from_the_real_articles_leaves_no_problem(real: Path) -> None:
    make(real, language.drop(library_of(real), "es"))
    assert problems(real) == []
    assert not (real / "docs/es").exists()
    assert not re.search(r"^\S.* es: \|-$", (real / "data/pins.yml").read_text(encoding="utf-8"), re.M)
    left = {path.name for path in (real / "data").glob("*.*") if re.search(r'(?m)(?:^|[{,\s])"?es"?: ', path.read_text(encoding="utf-8"))}
    assert left <= {"glossary.json"}, "a note names it there"


def test_what_a_language_that_went_was_addressed_by_leads_to_the_root(project: Path) -> None:
    make(project, language.drop(library_of(project), "es"))
    built = mkdocs(project, "build", "-q")
    assert built.returncode == 0, built.stderr
    site = contents(project / "site")
    for former in ("es/account/one/", "a/1001/es/"):
        assert b'content="1; url=../../../account/one/"' in site[f"{former}index.html"]
    assert b"/es/account/one/ /account/one/ 301\n" in site["_redirects"]
    assert b"/es/ / 301\n" in site["_redirects"]
    assert not any(path.startswith("es/") and "feed" in path for path in site)


def test_a_language_that_comes_back_has_its_addresses_again(project: Path) -> None:
    make(project, language.drop(library_of(project), "es"))
    assert library_of(project).settings.former == ("es",)
    make(project, language.add(library_of(project), "es"))
    assert library_of(project).settings.former == ()


def test_what_was_only_in_preparation_leaves_no_redirects(project: Path) -> None:
    before = sources(project)
    make(project, language.add(library_of(project), "ar"))
    make(project, language.drop(library_of(project), "ar"))
    after = sources(project)
    tables = "hooks/helpcenter/sentences/languages/ar/"
    assert {path: data for path, data in after.items() if not path.startswith(tables)} == before
    assert any(path.startswith(tables) for path in after), "the tables belong to the engine"


# --- source and root --------------------------------------------------------------------------------------------------


def test_english_becomes_the_source_of_the_real_articles_without_a_problem_and_chinese_again(real: Path) -> None:
    before = sources(real)
    make(real, language.source(library_of(real), "en"))
    assert problems(real) == []
    after = library_of(real)
    assert after.source_language == "en"
    assert after.settings.root.code == "zh"
    assert {article.stale(code) for article in after.articles for code in ("zh", "en", "es")} == {False}
    page = after.by_slug["send-transfer"]
    assert (page.id, page.source.path) == (2001, "docs/en/transfers/send-transfer.md")
    assert "translates" not in page.source.meta
    assert "id" not in page.pages["zh"].meta
    make(real, language.source(after, "zh"))
    assert {path for path, data in sources(real).items() if before[path] != data} == set()


def test_what_was_stale_before_is_stale_afterwards(project: Path) -> None:
    edit(project / "docs/es/account/two.md", "translates: h", "translates: h0")
    edit(
        project / "docs/es/account/two.md",
        re.search("translates: (.*)", (project / "docs/es/account/two.md").read_text())[1],
        "h0000000000",
    )  # type: ignore[index]
    make(project, language.source(library_of(project), "en"))
    library = library_of(project)
    assert [(slug, library.by_slug[slug].stale("es"), library.by_slug[slug].stale("zh")) for slug in ("one", "two")] == [
        ("one", False, False),
        ("two", True, False),
    ]


def test_a_waiver_that_was_valid_stays_so(project: Path) -> None:
    for code, text in (("zh", "转账要等 3 分钟。"), ("en", "A transfer takes 3 minutes."), ("es", "La transferencia tarda 3 minutos.")):
        path = project / f"docs/{code}/account/one.md"
        path.write_text(
            path.read_text(encoding="utf-8").rstrip() + f"\n\n<!-- waive fixed-numbers: it is an example -->\n\n{text}\n", encoding="utf-8"
        )
    restamp(project)
    for line in problems(project):
        if expected := re.search(r"(docs/\S+?):\d+: waivers: .*?(h[0-9a-f]{10})", line):
            edit(project / expected[1], "waive fixed-numbers:", f"waive fixed-numbers {expected[2]}:")
    restamp(project)
    before = [line for line in problems(project) if "waived" not in line]
    make(project, language.source(library_of(project), "en"))
    assert [line for line in problems(project) if "waived" not in line] == before == []


def test_the_facts_of_an_article_keep_their_lines_and_comments() -> None:
    source = (
        "---\nid: 1\n# why\ntitle: 一\nsummary: 二\ntype: how-to  # kind\nrelated:\n  - b\n  # c\n  - c\nkeywords: [a,\n  b]\n---\n\ntext\n"
    )
    page = library_from({"docs/zh/account/one.md": source}).pages["zh", "account/one"]
    blocks = language._blocks(library_from({"docs/zh/account/one.md": source}), page)
    assert list(blocks) == ["id", "title", "summary", "type", "related", "keywords"]
    assert "".join(blocks.values()) == source.split("---\n")[1]


def library_from(files: dict[str, str]) -> Library:
    from helpcenter.source.files import from_contents  # noqa: PLC0415 (of this test alone)

    config = "plugins:\n  i18n:\n    languages:\n      - {locale: zh, name: 中文, default: true}\n"
    return read_library(from_contents({"mkdocs.yml": config} | files))


def test_english_gets_the_root_and_what_stood_before_it_leads_there(project: Path) -> None:
    make(project, language.root(library_of(project), "en"))
    assert problems(project) == []
    built = mkdocs(project, "build", "-q")
    assert built.returncode == 0, built.stderr
    site = contents(project / "site")
    assert b'<html lang="en"' in site["account/one/index.html"]
    assert b'<html lang="zh"' in site["zh/account/one/index.html"]
    assert b'<html lang="en"' in site["404.html"]
    assert b"/en/account/one/ /account/one/ 301\n" in site["_redirects"]
    assert b'hreflang="x-default" href="https://help.example.com/account/one/"' in site["sitemap.xml"]
    assert library_of(project).source_language == "zh"
    make(project, language.root(library_of(project), "zh"))
    assert library_of(project).settings.former == ("zh",)


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "es"), "'es' is a language of mkdocs.yml already."),
        (("add", "FR"), "'FR' is not the code of a language: expected one like fr, pt-BR or zh-Hant."),
        (("add", "fil"), "'fil' is not the code of a language"),
        (("add", "../x"), "'../x' is not the code of a language"),
        (("add", "xx"), "what 'xx' calls itself is not known here. Say it: --name NAME."),
        (("drop", "fr"), "'fr' is no language of mkdocs.yml (zh, en, es)."),
        (("drop", "zh"), "'zh' is the source of the others. Make another one the source first: language source CODE."),
        (("source", "zh"), "'zh' is the source already."),
        (("source", "de"), "'de' is no language of mkdocs.yml (zh, en, es)."),
        (("root", "zh"), "'zh' has the root already."),
        (("root", "fr"), "'fr' is no language of mkdocs.yml (zh, en, es)."),
        (("drop", "es", "--name", "x"), "--name belongs to `language add`"),
        (("move", "es"), "invalid choice: 'move'"),
    ],
    ids=" ".join,
)
def test_a_refusal_is_one_sentence_and_changes_nothing(refusing: Path, arguments: tuple[str, ...], told: str) -> None:
    before = sources(refusing)
    done = helpcenter(refusing, "language", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert sources(refusing) == before


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("refusing"))


def test_a_source_is_whole_fresh_and_published(project: Path) -> None:
    make(project, language.add(library_of(project), "fr"))
    with pytest.raises(WritingError, match="'fr' is in preparation: a source is published"):
        language.source(library_of(project), "fr")
    with pytest.raises(WritingError, match="'fr' is in preparation: what has the root is published"):
        language.root(library_of(project), "fr")
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    with pytest.raises(WritingError, match=r"docs/en/account/one\.md is stale"):
        language.source(library_of(project), "en")
    (project / "docs/en/account/two.md").unlink()
    with pytest.raises(WritingError, match=r"docs/en/account/two\.md is missing"):
        language.source(library_of(project), "en")


def test_the_root_is_not_dropped(project: Path) -> None:
    make(project, language.source(library_of(project), "en"))
    with pytest.raises(WritingError, match="'zh' has the root of the site"):
        language.drop(library_of(project), "zh")
    make(project, language.root(library_of(project), "en"))
    make(project, language.drop(library_of(project), "zh"))
    assert problems(project) == []


def test_pages_that_stand_where_a_language_would_are_not_overwritten(project: Path) -> None:
    write(project / "docs/fr/old.md", "text\n")
    with pytest.raises(WritingError, match=r"docs/fr/old\.md exists already"):
        language.add(library_of(project), "fr")


def test_what_git_does_not_have_is_not_changed(project: Path) -> None:
    for command in (("init", "-q"), ("add", "-A"), ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "a")):
        subprocess.run(["git", *command], cwd=project, check=True)
    write(project / "docs/es/account/notes.txt", "mine\n")
    before = sources(project)
    done = helpcenter(project, "language", "drop", "es")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("helpcenter: docs/es/account/notes.txt has changes that are not committed.")
    assert sources(project) == before
    (project / "docs/es/account/notes.txt").unlink()
    assert helpcenter(project, "language", "drop", "es").returncode == 0


def test_outside_a_help_center_nothing_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [shutil.which("python3") or "python3", "-m", "helpcenter", "language", "add", "fr"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "verb",
    [
        lambda it: language.add(it, "fr"),
        lambda it: language.drop(it, "es"),
        lambda it: language.source(it, "en"),
        lambda it: language.root(it, "en"),
    ],
    ids=["add", "drop", "source", "root"],
)
@pytest.mark.parametrize("stopped", [KeyboardInterrupt, OSError], ids=["Ctrl-C", "a disk that is full"])
def test_an_interruption_leaves_all_as_it_was(
    project: Path, verb: Callable[[Library], Changes], stopped: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, changes = sources(project), verb(library_of(project))
    left = [len(changes) // 2]
    moved = Path.replace

    def replace(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == -1:
            raise stopped
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises((KeyboardInterrupt, WritingError)):
        make(project, changes)
    assert sources(project) == before

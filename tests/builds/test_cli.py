"""The command line as CI and writers use it: exit status, formats, choices, and foreign documentation."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.cli import main
from places import ROOT
from project import clean_environment, edit, helpcenter, mkdocs, small_project, write

Foreign = Callable[[dict[str, str], str], tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path)


def test_check_exits_0_when_clean_1_with_errors_2_when_it_cannot_run(project: Path) -> None:
    done = helpcenter(project, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert "15 pages" in done.stderr
    edit(project / "docs/es/account/two.md", "2. Mira la primera pantalla.\n", "")
    done = helpcenter(project, "check")
    assert done.returncode == 1
    assert done.stdout.startswith("docs/es/account/two.md:")
    assert helpcenter(project, "check", "nothing").returncode == 2
    assert "no such folder" in helpcenter(project, "check", "nothing").stderr
    assert helpcenter(project, "check", "--rules", "stepsmatch").returncode == 2
    assert helpcenter(project, "check", "--rules", "general,wallet").returncode == 0
    assert helpcenter(project, "check", "--rules", "general,steps-match").returncode == 1


def test_without_a_verb_it_lists_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    verbs = set(re.findall(r"^    (\w+) ", told.err, re.M))
    assert {"check", "new", "language", "brand", "replies", "external"} <= verbs


def test_the_version_is_that_of_pyproject(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    assert (done := helpcenter(tmp_path, "--version")).returncode == 2
    assert "pyproject.toml: cannot be read" in done.stderr
    write(tmp_path / "pyproject.toml", '[project]\nversion = "7.8.9"\n')
    assert helpcenter(tmp_path, "--version").stdout == "helpcenter 7.8.9\n"


def test_warnings_do_not_fail(project: Path) -> None:
    edit(project / "docs/en/account/two.md", "translates: h", "translates: h1111111111 # h")
    done = helpcenter(project, "check")
    assert done.returncode == 0
    assert "warning: stale-translation" in done.stdout


def test_formats(project: Path) -> None:
    edit(project / "docs/es/account/two.md", "2. Mira la primera pantalla.\n", "")
    rows = json.loads(helpcenter(project, "check", "--format", "json").stdout)
    assert [(row["path"], row["rule"], row["severity"]) for row in rows] == [("docs/es/account/two.md", "steps-match", "error")]
    github = helpcenter(project, "check", "--format", "github").stdout
    assert github.startswith("::error file=docs/es/account/two.md,line=")
    assert ",title=steps-match::" in github


def test_a_built_site_is_checked_too(project: Path) -> None:
    assert mkdocs(project, "build", "-q").returncode == 0
    assert helpcenter(project, "check", "--site", "site").returncode == 0
    page = (project / "site").resolve() / "en/account/one/index.html"
    edit(page, '<html lang="en"', '<html lang="zh"')
    done = helpcenter(project, "check", "--site", "site")
    assert done.returncode == 1
    assert "site/en/account/one/index.html" in done.stdout


def test_foreign_documentation_is_checked_by_the_general_rules_alone(tmp_path: Path, project: Path) -> None:
    for code, word in (("en", "Guide"), ("fr", "Guide"), ("de", "Anleitung")):
        write(
            tmp_path / f"manual/{code}/index.md",
            f"# {word}\n\n## Set up\n\nSee [the details](more.md#details), [out](http://example.org) and `x`.\n",
        )
        write(
            tmp_path / f"manual/{code}/more.md",
            f"{word}\n=====\n\n<details><summary>a</summary></details>\n\n### Details\n\n* a\n    * b\n",
        )
    write(tmp_path / "mkdocs.yml", "site_name: X\ndocs_dir: manual\n")
    write(tmp_path / "manual/de/broken.md", "# A\n\n[x](missing.md) [y](more.md#nowhere)\n")
    done = helpcenter(project, "check", str(tmp_path / "manual"), "--languages", "en,fr,de", "--rules", "general")
    assert [line.split("manual/")[1].split(": ")[:2] for line in done.stdout.splitlines()] == [
        ["de/broken.md:3", "links"],
        ["de/broken.md:3", "links"],
    ]
    assert done.returncode == 1


I18N = "site_name: X\nplugins:\n  - search\n  - i18n:\n{structure}      languages:\n        - {{locale: en, name: E, default: true}}\n        - {{locale: fr, name: F}}\n"
FOLDERS = I18N.format(structure="      docs_structure: folder\n")
EXPECTED = "expected `docs_structure: folder` and a folder for each language, like docs/en/."
BOTH = {"docs/en/index.md": "# A\n\nText.\n", "docs/fr/index.md": "# T\n\nTexte.\n"}
UNREAD = {
    "a folder is missing": (
        {"docs/en/index.md": "# A\n\nText.\n"}, "en,fr,de",
        "no page was found for fr and de: docs/fr/ is missing; docs/de/ is missing.",
    ),
    "a folder that mkdocs.yml promises": ({"mkdocs.yml": FOLDERS, "docs/en/index.md": "# A\n"}, "", "no page was found for fr: docs/fr/ is missing."),
    "a folder without pages": (BOTH | {"docs/de/x.txt": "x"}, "en,de", "no page was found for de: docs/de/ holds no file that ends in `.md`."),
    "semicolons": (BOTH, "en;fr", "no page was found for en;fr: `en;fr` is no code of a language; commas stand between codes, as in `en,es,zh`."),
    "blanks": (BOTH, "en fr", "no page was found for en fr: `en fr` is no code of a language; commas stand between codes, as in `en,es,zh`."),
    "capitals": (BOTH, "en,FR", "no page was found for FR: docs/FR/ is missing (Did you mean `fr`?)."),
    "another sign": (
        BOTH | {"docs/zh_CN/index.md": "# 一\n"}, "en,zh-CN", "no page was found for zh-CN: docs/zh-CN/ is missing (Did you mean `zh_CN`?)."
    ),
    "a region": (BOTH, "en,zh-CN", "no page was found for zh-CN: docs/zh-CN/ is missing."),
    "nothing but a comma": (
        BOTH, ",",
        "docs/ has no folder of a language, like en or pt-BR, and mkdocs.yml declares none: "
        "name them, the source language first, like `--languages en,es,zh`.",
    ),
    "no folder of a language": (
        {"docs/index.md": "# A\n"}, "",
        "docs/ has no folder of a language, like en or pt-BR, and mkdocs.yml declares none: "
        "name them, the source language first, like `--languages en,es,zh`.",
    ),
    "another ending": (BOTH | {"docs/fr/b.markdown": "# B\n"}, "en,fr", "pages are read from files that end in `.md` alone: rename docs/fr/b.markdown."),
    "two other endings": (
        BOTH | {"docs/fr/b.mkd": "# B\n", "docs/fr/deep/c.mdown": "# B\n"}, "en,fr",
        "pages are read from files that end in `.md` alone: rename docs/fr/b.mkd and 1 more.",
    ),
    "nothing but another ending": (
        BOTH | {"docs/de/b.mkdn": "# B\n"}, "en,de", "no page was found for de: docs/de/ holds no file that ends in `.md`, but docs/de/b.mkdn."
    ),
    "suffixes": ({"docs/index.md": "# A\n", "docs/index.fr.md": "# T\n"}, "en,fr", f"languages by suffix are not supported: docs/index.fr.md; {EXPECTED}"),
    "suffixes in folders": ({"docs/guide/a.en.md": "# A\n", "docs/guide/a.fr.md": "# T\n"}, "", f"languages by suffix are not supported: docs/guide/a.en.md; {EXPECTED}"),
    "suffixes beside folders": (BOTH | {"docs/about.fr.md": "# T\n"}, "en,fr", f"languages by suffix are not supported: docs/about.fr.md; {EXPECTED}"),
    "suffixes of the source alone": (
        {"mkdocs.yml": I18N.format(structure="      docs_structure: suffix\n"), "docs/index.md": "# A\n"}, "",
        f"languages by suffix are not supported: mkdocs.yml has `docs_structure: suffix`; {EXPECTED}",
    ),
    "suffixes by default": (
        {"mkdocs.yml": I18N.format(structure=""), "docs/index.md": "# A\n"}, "",
        f"languages by suffix are not supported: mkdocs.yml has no `docs_structure`, which then is `suffix`; {EXPECTED}",
    ),
    "no YAML": (BOTH | {"mkdocs.yml": "site_name: X\na: [\n"}, "", "mkdocs.yml:2: this is not valid YAML: expected the node content, but found '<stream end>'."),
    "no YAML, languages named": (BOTH | {"mkdocs.yml": "a: b: c\n"}, "en,fr", "mkdocs.yml:1: this is not valid YAML: mapping values are not allowed here."),
    "no map": (BOTH | {"mkdocs.yml": "- a\n"}, "en,fr", "mkdocs.yml:1: this is not a configuration: expected a map, with lines like `site_name: …`."),
    "a word as options": (BOTH | {"mkdocs.yml": "plugins: [{i18n: en}]\n"}, "", "mkdocs.yml:1: the options of `i18n` are `en`: expected a map, with lines like `key: value`."),
    "a list as options": (
        BOTH | {"mkdocs.yml": "site_name: X\nplugins:\n  - i18n: [en, fr]\n"}, "en,fr",
        "mkdocs.yml:3: the options of `i18n` are `['en', 'fr']`: expected a map, with lines like `key: value`.",
    ),
    "a word as plugins": (BOTH | {"mkdocs.yml": "plugins: search\n"}, "en,fr", "mkdocs.yml:1: `plugins` is `search`: expected a list of names."),
    "a file to inherit that is missing": (
        BOTH | {"mkdocs.yml": "site_name: X\nINHERIT: ../none.yml\n"}, "en,fr",
        "mkdocs.yml:2: `INHERIT: ../none.yml` leads to ../none.yml, which cannot be read or does not exist.",
    ),
    "a circle": (BOTH | {"mkdocs.yml": "INHERIT: a.yml\n", "a.yml": "INHERIT: mkdocs.yml\n"}, "en,fr", "a.yml:1: `INHERIT: mkdocs.yml` leads in a circle."),
    "an inherited file that is no YAML": (
        BOTH | {"mkdocs.yml": "INHERIT: c/a.yml\n", "c/a.yml": "x: 1\ny: ]\n"}, "en,fr",
        "c/a.yml:2: this is not valid YAML: expected the node content, but found ']'.",
    ),
}  # fmt: skip


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Foreign:
    """Writes files that are no help center of ours and checks them: exit status, what is printed, and what is told beside it."""

    def check(files: dict[str, str], languages: str) -> tuple[int, str, str]:
        folder = tmp_path / "manual"
        folder.mkdir(exist_ok=True)
        for path, text in (({} if "mkdocs.yaml" in files else {"mkdocs.yml": "site_name: X\n"}) | files).items():
            write(folder / path, text)
        monkeypatch.chdir(folder)
        status = main(["check", "docs", *(("--languages", languages) if languages else ()), "--rules", "general"])
        return status, *capsys.readouterr()

    return check


@pytest.mark.parametrize(("files", "languages", "sentence"), UNREAD.values(), ids=UNREAD)
def test_check_says_what_it_cannot_look_at(foreign: Foreign, files: dict[str, str], languages: str, sentence: str) -> None:
    assert foreign(files, languages) == (2, "", f"helpcenter: {sentence}\n")


ONLY = "only a site of MkDocs with a folder for each language can be checked, like docs/en/."
OTHERS = {
    "VitePress": ({"docs/.vitepress/config.ts": ""}, "docs belongs to VitePress, as .vitepress tells"),
    "Docusaurus": ({"docusaurus.config.ts": ""}, "docs belongs to Docusaurus, as docusaurus.config.ts tells"),
    "Hugo": ({"hugo.toml": ""}, "docs belongs to Hugo, as hugo.toml tells"),
    "mdBook": ({"book.toml": ""}, "docs belongs to mdBook, as book.toml tells"),
    "a site for each language": (
        {"docs/en/mkdocs.yml": "docs_dir: .\n"}, "docs holds a site of MkDocs for each language, as docs/en/mkdocs.yml tells"
    ),
    "a site with other pages": ({"mkdocs.yml": "docs_dir: pages\n"}, "docs belongs to no site of MkDocs: mkdocs.yml names another folder as its `docs_dir`"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "found"), OTHERS.values(), ids=OTHERS)
def test_check_refuses_what_is_no_site_of_mkdocs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], files: dict[str, str], found: str
) -> None:
    for path, text in (BOTH | files).items():
        write(tmp_path / "a/b/c" / path, text)
    monkeypatch.chdir(tmp_path / "a/b/c")
    assert (main(["check", "docs", "--rules", "general"]), *capsys.readouterr()) == (2, "", f"helpcenter: {found}; {ONLY}\n")


def test_check_reads_pages_without_any_configuration_as_mkdocs_would(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("en", "fr"):
        write(tmp_path / f"a/b/c/docs/{code}/index.md", "---\nlayout: home\nhero: {name: Docs}\n---\n")
        write(tmp_path / f"a/b/c/docs/{code}/guide.md", "# Guide\n\nText.\n")
    docs = str(tmp_path / "a/b/c/docs")
    for languages in ([], ["--languages", "en,fr"]):
        assert main(["check", docs, "--rules", "general", *languages]) == 0
        assert "4 pages" in capsys.readouterr().err
    write(tmp_path / "a/b/c/docs/fr/guide.md", "# Guide\n\n[Texte](rien.md)\n")
    assert main(["check", docs, "--rules", "general"]) == 1
    assert capsys.readouterr().out.startswith("docs/fr/guide.md:3: links: ")


DEEPER = {
    "a path to the pages": ({"mkdocs.yml": "docs_dir: site/docs\n"}, "site/docs"),
    "languages below the pages": ({"mkdocs.yml": "site_name: X\n"}, "docs/i18n"),
    "a site within a site": ({"mkdocs.yml": "docs_dir: other\n", "manual/mkdocs.yaml": "site_name: X\n"}, "manual/docs"),
    "a file that is inherited": ({"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "docs_dir: ./site/docs/\n"}, "site/docs"),
    "a site above a site": ({"mkdocs.yml": "docs_dir: site/docs\n", "site/mkdocs.yml": "docs_dir: other\n"}, "site/docs"),
    "a broken site below the pages": ({"mkdocs.yml": "site_name: X\n", "docs/i18n/en/mkdocs.yml": "a: ["}, "docs/i18n"),
}


@pytest.mark.parametrize(("files", "docs"), DEEPER.values(), ids=DEEPER)
def test_check_finds_the_site_that_a_folder_belongs_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], files: dict[str, str], docs: str
) -> None:
    pages = {
        f"{docs}/en/index.md": "# A\n\n[x](b.md) [y](no.md)\n",
        f"{docs}/en/b.md": "# B\n",
        f"{docs}/fr/index.md": "# A\n\n!!! note\n    x\n",
    }
    for path, text in (files | pages).items():
        write(tmp_path / path, text)
    for place in (tmp_path, tmp_path / docs / "en"):
        monkeypatch.chdir(place)
        status = main(["check", os.path.relpath(tmp_path / docs), "--rules", "general"])
        printed = capsys.readouterr().out.splitlines()
        assert (status, [line.split(": ")[1] for line in printed]) == (1, ["links", "shown-as-text"])


READ = {
    "languages of mkdocs.yml": (BOTH | {"mkdocs.yml": FOLDERS}, "", 2),
    "folders, where mkdocs.yml names no structure": (BOTH | {"mkdocs.yml": I18N.format(structure="")}, "", 2),
    "languages that are inherited": (BOTH | {"mkdocs.yml": "INHERIT: ../shared/base.yml\n", "../shared/base.yml": FOLDERS}, "", 2),
    "blanks around codes, and one twice": (BOTH, " en , fr, en", 2),
    "one language of two": (BOTH, "fr", 1),
    "folders of any name": ({"docs/english/a.md": "# A\n", "docs/french/a.md": "# T\n"}, "english,french", 2),
    "folders with a region or script": (BOTH | {"docs/pt-BR/a.md": "# T\n", "docs/zh-Hant/a.md": "# 一\n"}, "", 4),
    "texts that are no pages": (BOTH | {"docs/en/robots.txt": "x", "docs/en/a.mdx": "x", "docs/notes.markdown": "x"}, "en,fr", 2),
    "a dot in a name": (BOTH | {"docs/en/v1.2.md": "# A\n", "docs/en/a.fr.md": "# A\n", "docs/x.io.md": "x"}, "en,fr", 4),
    "a page that is not published": (
        BOTH | {"docs/en/a.markdown": "x", "mkdocs.yml": FOLDERS + "exclude_docs: |\n  *.markdown\n"}, "", 2,
    ),
    "a language in preparation": (BOTH | {"mkdocs.yml": FOLDERS + "        - {locale: de, name: D, build: false}\n"}, "", 2),
    "mkdocs.yaml": (BOTH | {"mkdocs.yaml": FOLDERS}, "", 2),
    "a folder data/ of another project": (BOTH | {"data/prices.yml": "a: 1"}, "", 2),
    "an empty mkdocs.yml": (BOTH | {"mkdocs.yml": ""}, "", 2),
    "plugins without options": (BOTH | {"mkdocs.yml": "plugins:\n  - search:\n  - tags\n"}, "", 2),
    "languages as an older plugin names them": (BOTH | {"mkdocs.yml": "plugins: [{i18n: {default_language: en, languages: {en: E, fr: F}}}]\n"}, "", 2),
}  # fmt: skip


@pytest.mark.parametrize(("files", "languages", "pages"), READ.values(), ids=READ)
def test_check_reads_every_language_that_is_there(foreign: Foreign, files: dict[str, str], languages: str, pages: int) -> None:
    status, printed, told = foreign(files, languages)
    assert (status, printed) == (0, ""), told
    assert f"{pages} page" in told


def test_a_language_none_of_whose_pages_can_be_read_is_told_by_its_problems(foreign: Foreign, tmp_path: Path) -> None:
    (tmp_path / "manual/docs/fr").mkdir(parents=True)
    (tmp_path / "manual/docs/fr/index.md").write_bytes(b"\xff")
    assert foreign({"docs/en/index.md": "# A\n"}, "en,fr")[:2] == (
        1,
        "docs/fr/index.md:1: files: byte 0xff is not UTF-8. Save the file as UTF-8.\n",
    )


def test_rules_and_explain(project: Path) -> None:
    assert "steps-match" in helpcenter(project, "rules").stdout
    done = helpcenter(project, "explain", "step-match")
    assert done.returncode == 2
    assert "Did you mean `steps-match`?" in done.stderr


BAD_INPUT = {
    "an empty docs": (lambda p: [path.unlink() for path in (p / "docs").rglob("*.md")], "docs/zh: same-articles"),
    "a language folder missing": (lambda p: [path.unlink() for path in (p / "docs/en").rglob("*.md")], "docs/en: same-articles"),
    "a page that is a symlink": (lambda p: (p / "docs/zh/account/link.md").symlink_to("/etc/passwd"), "docs/zh/account/link.md: files"),
    "invalid UTF-8": (
        lambda p: (p / "docs/es/account/one.md").write_bytes(b"---\ntitle: a\n---\n\xff\n"),
        "docs/es/account/one.md:4: files",
    ),
    "broken YAML": (lambda p: edit(p / "docs/zh/account/one.md", "summary: ", "summary: a: "), "docs/zh/account/one.md:4: yaml"),
    "HTML in a title": (
        lambda p: edit(p / "docs/en/account/one.md", "title: The", "title: <img src=x onerror=alert(1)>The"),
        "docs/en/account/one.md:2: ",
    ),
    "duplicate ids": (lambda p: edit(p / "docs/zh/account/two.md", "id: 1002", "id: 1001"), "docs/zh/account/two.md:2: ledger"),
    "two sources for one address": (lambda p: write(p / "docs/zh/account/README.md", "x"), "docs/zh/account/README.md"),
    "a qr folder": (lambda p: write(p / "docs/qr/index.md", "x"), "docs/qr/index.md: same-articles"),
    "a missing key in data": (lambda p: edit(p / "data/brand.yml", "template: true", "# template"), "data/brand.yml:"),
    "an unknown name": (
        lambda p: edit(p / "docs/es/account/one.md", "Ten a mano", "{{ hold.nothing }} Ten a mano"),
        "docs/es/account/one.md:13: variables",
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_named_at_its_file_and_line_by_check_and_by_build(project: Path, name: str) -> None:
    spoil, place = BAD_INPUT[name]
    spoil(project)
    checked = helpcenter(project, "check")
    built = mkdocs(project, "build", "-q")
    assert checked.returncode == 1
    assert built.returncode != 0
    for told in (checked.stdout, built.stderr):
        assert any(line.startswith(place) for line in told.splitlines()), told
        assert "Traceback" not in told


def test_quotes_and_ampersands_in_a_title_are_text(project: Path) -> None:
    edit(project / "docs/en/account/one.md", "title: The first article", """title: 'A "quoted" & <3 title'""")
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    html = (project / "site/en/account/one/index.html").read_text(encoding="utf-8")
    assert 'content="A &#34;quoted&#34; &amp; &lt;3 title"' in html
    assert '"quoted" & <3' not in html


@pytest.mark.parametrize(
    ("arguments", "missing", "example"),
    [
        (("new",), "SLUG", "new send-transfer --category transfers --type how-to"),
        (("rename", "one"), "NEW", "rename send-transfer transfers/send-coins"),
        (("stamp",), "PAGE", "stamp docs/en/transfers/send-transfer.md"),
        (("explain",), "RULE", "explain untranslated"),
    ],
)
def test_a_verb_without_its_arguments_says_which_and_shows_a_line(
    project: Path, arguments: tuple[str, ...], missing: str, example: str
) -> None:
    done = helpcenter(project, *arguments)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(f"helpcenter: missing: {missing}.")
    assert done.stderr.splitlines()[-1] == f"Example: python -m helpcenter {example}"


def test_names_of_rules_may_have_blanks_around_their_commas(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    done = helpcenter(project, "check", "--rules", "steps-match, wallet")
    assert (done.returncode, done.stdout) == (0, "")


def test_output_is_utf_8_where_the_locale_is_not(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(project / "docs/zh/account/one.md", "打开 App。", "请把助记词发给客服。")
    done = subprocess.run(
        [sys.executable, "-m", "helpcenter", "check", "--rules", "asks-for-secret"],
        cwd=project, capture_output=True, check=False,
        env=clean_environment() | {"PYTHONPATH": str(project / "hooks"), "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "请把助记词发给客服。" in done.stdout.decode("utf-8")
    assert b"Traceback" not in done.stderr

"""The command line as CI and writers use it: exit status, formats, choices, and foreign documentation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from project import edit, helpcenter, mkdocs, small_project, write


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


def test_warnings_do_not_fail(project: Path) -> None:
    edit(project / "docs/en/account/two.md", "translates: h", "translates: h0000000000 # h")
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
            f"# {word}\n\n## Set up\n\nSee [more](more.md#details), [out](http://example.org) and `x`.\n",
        )
        write(
            tmp_path / f"manual/{code}/more.md", f"{word}\n=====\n\n<details><summary>a</summary></details>\n\n### Details\n\n* a\n  * b\n"
        )
    write(tmp_path / "manual/de/broken.md", "# A\n\n[x](missing.md) [y](more.md#nowhere)\n")
    done = helpcenter(project, "check", str(tmp_path / "manual"), "--languages", "en,fr,de", "--rules", "general")
    assert [line.split("manual/")[1].split(": ")[:2] for line in done.stdout.splitlines()] == [
        ["de/broken.md:3", "links"],
        ["de/broken.md:3", "links"],
    ]
    assert done.returncode == 1


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

"""Real builds: only a whole, verified site replaces the last one, whatever the command and whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from project import (
    add_language,
    contents,
    copied,
    edit,
    helpcenter,
    mkdocs,
    restamp,
    small_project,
    translate_data,
    write,
)

COMMANDS = [("build",), ("build", "--strict"), ("build", "-q"), ("build", "-v"), ("build", "--strict", "-q"), ("build", "--dirty")]
BROKEN = {
    "docs/en/account/one.md": ("two.md#steps", "two.md#stepz"),
    "docs/es/account/two.md": ("2. Mira la primera pantalla.\n", ""),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project(tmp_path_factory.mktemp("project"))
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    """A copy of a published project, links kept."""
    return copied(published, tmp_path)


def break_pages(project: Path) -> None:
    for path, (old, new) in BROKEN.items():
        edit(project / path, old, new)


def test_a_build_ends_with_one_line_and_publishes_every_page(project: Path) -> None:
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0
    assert done.stdout.startswith("site/: ")
    assert "zh 5, en 5, es 5 pages" in done.stdout
    assert done.stdout.rstrip().endswith("0 errors, 0 warnings")
    site = contents(project / "site")
    for place in ("", "en/", "es/"):
        assert f"{place}account/one/index.html" in site
        assert f"{place}index.html" in site
    assert {"a/1001/index.html", "a/1001/es/index.html", "404.html", "en/404.html", "es/404.html", "sitemap.xml", "robots.txt"} <= set(site)


def test_two_builds_of_one_tree_are_byte_identical(project: Path) -> None:
    first = contents(project / "site")
    mkdocs(project, "build", "-q", "-d", str(project / "again"))
    assert contents(project / "again") == first


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_broken_page_publishes_nothing_under_any_command(project: Path, command: tuple[str, ...]) -> None:
    before, target = contents(project / "site"), os.readlink(project / "site")
    break_pages(project)
    done = mkdocs(project, *command)
    assert done.returncode != 0
    problems = [line for line in done.stderr.splitlines() if line.startswith("docs/")]
    assert [line.split(": ")[1] for line in problems] == ["links", "steps-match"]
    assert problems[0].startswith("docs/en/account/one.md:")
    assert problems[1].startswith("docs/es/account/two.md:")
    assert "Traceback" not in done.stderr
    assert os.readlink(project / "site") == target
    assert contents(project / "site") == before


def test_problems_become_annotations_on_github(project: Path) -> None:
    break_pages(project)
    done = mkdocs(project, "build", "-q", GITHUB_ACTIONS="true")
    assert done.returncode != 0
    assert done.stderr.count("::error file=docs/") == 2
    assert "::error file=docs/es/account/two.md,line=" in done.stderr


def test_after_a_mended_page_the_next_build_publishes(project: Path) -> None:
    break_pages(project)
    assert mkdocs(project, "build", "-q").returncode != 0
    for path, (old, new) in BROKEN.items():
        if new:
            edit(project / path, new, old)
        else:
            edit(project / path, "1. Abre la app.\n\n", f"1. Abre la app.\n\n{old}")
    assert mkdocs(project, "build", "-q").returncode == 0


def test_a_second_build_at_the_same_time_waits_its_turn_with_a_clear_word(project: Path) -> None:
    edit(project / "docs/es/account/two.md", "Ten a mano tu teléfono.", "Ten tu teléfono a mano.")
    script = "import fcntl, sys, time; lock = open(sys.argv[1], 'a'); fcntl.flock(lock, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script, str(project / ".site" / "lock")], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = mkdocs(project, "build", "-q")
        holder.kill()
    assert done.returncode != 0
    assert "another build of this site is running" in done.stderr


def test_a_site_folder_of_before_is_moved_aside_once(project: Path) -> None:
    (project / "site").unlink()
    write(project / "site/index.html", "an older site")
    assert mkdocs(project, "build", "-q").returncode == 0
    assert (project / "site").is_symlink()
    assert (project / ".site/before-releases/index.html").read_text(encoding="utf-8") == "an older site"


def test_a_sub_path_works(project: Path) -> None:
    done = mkdocs(project, "build", "-q", SITE_URL="https://host.example.com/help/")
    assert done.returncode == 0, done.stderr
    site = contents(project / "site")
    assert b"https://host.example.com/help/en/account/one/" in site["sitemap.xml"]
    assert b'href="/help/' in site["404.html"]
    assert "robots.txt" not in site


def test_a_wrong_address_stops_the_build_before_anything_is_rendered(project: Path) -> None:
    before = contents(project / "site")
    done = mkdocs(project, "build", "-q", SITE_URL="https://u:p@host.example.com/")
    assert done.returncode == 1
    assert done.stderr.count("site_url") == 1
    assert "data/brand.yml:8: data: `site_url` is `https://u:p@host.example.com/` (from SITE_URL) and contains a user name" in done.stderr
    assert contents(project / "site") == before


def test_a_language_is_prepared_by_one_entry_one_folder_and_its_words(project: Path) -> None:
    edit(
        project / "mkdocs.yml",
        "- {locale: es, name: Español}",
        "- {locale: es, name: Español}\n      - {locale: fr, name: Français, build: false}",
    )
    write(project / "docs/fr/index.md", "---\ntitle: Centre d’aide\nsummary: Une phrase.\n---\n")
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    assert not any(path.startswith("fr/") for path in contents(project / "site"))
    edit(project / "mkdocs.yml", "name: Français, build: false", "name: Français")
    missing = helpcenter(project, "check")
    assert missing.returncode == 1
    assert "docs/fr/account/one.md: same-articles: " in missing.stdout
    assert "data/brand.yml:" in missing.stdout
    add_language(project, "fr")
    translate_data(project, "fr", "en")
    restamp(project)

    def of_the_configuration() -> list[str]:
        return [line.split(": ")[1] for line in helpcenter(project, "check").stdout.splitlines() if line.startswith("mkdocs.yml:")]

    assert of_the_configuration() == ["sentence-tables"], "the rules on sentences cannot read it yet"
    edit(project / "mkdocs.yml", "name: Français", "name: Français, build: false")
    assert of_the_configuration() == ["warning"], "how far it is, in one line"


def test_a_lock_file_of_an_editor_stops_nothing(published: Path, tmp_path: Path) -> None:
    project = copied(published, tmp_path)
    (project / "docs/en/account/.#one.md").symlink_to("me@host.1234:567")
    (project / "data/.#brand.yml").symlink_to("me@host.1234:567")
    done = mkdocs(project, "build", "-q")
    assert (done.returncode, ".#" in done.stderr) == (0, False), done.stderr
    assert not any(".#" in path for path in contents(project / "site"))

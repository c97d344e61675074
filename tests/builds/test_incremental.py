"""A build with a cache gives what a build without one gives, byte for byte, and tells of the same problems, whatever has changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from project import (
    REAL_URL,
    ROOT,
    add_language,
    article,
    assert_equal_to_a_clean_build,
    clean_environment,
    contents,
    copied,
    copied_sources,
    edit,
    make_alias,
    mkdocs,
    restamp,
    small_project,
    told,
    translate_data,
    write,
)

Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project(tmp_path_factory.mktemp("project"))
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return copied(built, tmp_path)


# --- changes ----------------------------------------------------------------------------------------------------------


def body(project: Path) -> None:
    edit(project / "docs/es/account/two.md", "Ten a mano tu teléfono.", "Ten tu teléfono a mano.")


def source_text(project: Path) -> None:
    edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
    restamp(project)


def untranslated_text(project: Path) -> None:
    edit(project / "docs/zh/account/one.md", "看懂一件小事。", "看懂一件小事情。")


def title(project: Path) -> None:
    edit(project / "docs/en/account/one.md", "The first article", "The very first article")


def section_title(project: Path) -> None:
    edit(project / "docs/en/account/two.md", "## Steps {#steps}", "## The steps {#steps}")


def order(project: Path) -> None:
    for name, old, new in (("one", 1001, 1009), ("two", 1002, 1001), ("one", 1009, 1002)):
        edit(project / f"docs/zh/account/{name}.md", f"id: {old}", f"id: {new}")
    ledger = (project / "data/ids.yml").read_text(encoding="utf-8")
    write(project / "data/ids.yml", ledger.replace("one", "0").replace("two", "one").replace("0,", "two,").replace("/0]", "/two]"))


def severity(project: Path) -> None:
    edit(project / "docs/zh/account/two.md", "severity: high", "severity: normal")


def related(project: Path) -> None:
    edit(project / "docs/zh/account/one.md", "related: [two, three]", "related: [three, two]")


def renamed(project: Path) -> None:
    make_alias(project, "three", "third")


def broken_link(project: Path) -> None:
    edit(project / "docs/en/account/one.md", "two.md#steps", "two.md#stepz")


def data_value(project: Path) -> None:
    edit(project / "data/brand.yml", "Example Wallet", "Sample Wallet")


def warning_text(project: Path) -> None:
    edit(project / "data/warnings.yml", "Anyone who asks for them is a scammer", "Whoever asks for them is a scammer")


def template(project: Path) -> None:
    edit(project / "overrides/partials/footer.html", "<footer", "<footer data-changed")


def stylesheet(project: Path) -> None:
    with (project / "overrides/assets/stylesheets/help-center.css").open("a", encoding="utf-8") as file:
        file.write(".changed { top: 0 }\n")


def script_of_the_search(project: Path) -> None:
    with (project / "overrides/assets/javascripts/search/analyzer.js").open("a", encoding="utf-8") as file:
        file.write("// changed\n")


def configuration(project: Path) -> None:
    edit(project / "data/brand.yml", "https://help.example.com/", "https://help.example.com/below/")


def code(project: Path) -> None:
    edit(
        project / "hooks/helpcenter/config/substitution.py", 'return f"{indent}**{title}** {text}"', 'return f"{indent}**{title}**  {text}"'
    )


def code_of_an_adapter(project: Path) -> None:
    edit(project / "hooks/adapters/pages.py", "output = minified(output)", 'output = minified(output) + "<!-- changed -->"')


def drawn_image(project: Path) -> None:
    edit(project / "overrides/assets/images/logo.svg", "<svg ", '<svg data-name="changed" ')


def without_a_translation(project: Path) -> None:
    (project / "docs/es/account/three.md").unlink()


def another_language(project: Path) -> None:
    languages = "      - {locale: es, name: Español}\n"
    edit(project / "mkdocs.yml", languages, f"{languages}      - {{locale: fr, name: Français, build: false}}\n")
    add_language(project, "fr")
    translate_data(project, "fr", "en")
    restamp(project)


def touched(project: Path) -> None:
    """The clock was wrong: every file is of the year 2001."""
    for path in project.rglob("*"):
        os.utime(path, (1e9, 1e9), follow_symlinks=False)


CHANGES: tuple[Change, ...] = (
    body, source_text, untranslated_text, title, section_title, order, severity, related, renamed, broken_link, data_value, warning_text,
    template, stylesheet, script_of_the_search, configuration, code, code_of_an_adapter, drawn_image, without_a_translation, another_language, touched,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_the_site_is_that_of_a_clean_build(project: Path, change: Change) -> None:
    change(project)
    assert_equal_to_a_clean_build(project)


def test_a_new_article_comes_language_by_language(project: Path) -> None:
    edit(project / "data/ids.yml", "1003:", "1004: {slug: four, category: account, paths: [account/four]}\n1003:")
    for language in ("zh", "en", "es"):
        text = article(language, "three", "one", 1004).replace("related: [one, two]", "related: [two, one]")
        write(project / f"docs/{language}/account/four.md", text)
        assert_equal_to_a_clean_build(project)
    restamp(project)
    assert_equal_to_a_clean_build(project)


def test_a_broken_link_is_told_every_time_until_it_is_mended(project: Path) -> None:
    before = contents(project / "site")
    edit(project / "docs/en/account/one.md", "two.md#steps", "two.md#stepz")
    for _ in range(2):
        done = mkdocs(project, "build", "-q")
        assert done.returncode != 0
        assert [line.partition(": ")[0][:22] for line in told(done.stderr)] == ["docs/en/account/one.md"]
        assert contents(project / "site") == before
    edit(project / "docs/en/account/one.md", "two.md#stepz", "two.md#steps")
    assert_equal_to_a_clean_build(project)


def test_what_somebody_changed_in_the_site_is_mended(project: Path) -> None:
    before = contents(project / "site")
    (project / "site/en/account/one/index.html").write_text("<p>Send us your words.</p>", encoding="utf-8")
    assert mkdocs(project, "build", "-q").returncode == 0
    assert contents(project / "site") == before
    (project / "site/en/account/one/index.html").unlink()
    (project / "site/more.html").write_text("more", encoding="utf-8")
    assert mkdocs(project, "build", "-q").returncode == 0
    assert contents(project / "site") == before


def garbage(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def lost(file: Path) -> None:
    shutil.rmtree(file.parent)


def another_layout(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE made (something)")


def a_file_in_its_place(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("no folder", encoding="utf-8")


def other_values(file: Path) -> None:
    """Every value is another one's: well-formed, and wrong."""
    with sqlite3.connect(file) as database:
        keys = [key for (key,) in database.execute("SELECT key FROM made ORDER BY key")]
        values = [value for (value,) in database.execute("SELECT value FROM made ORDER BY key")]
        database.executemany("UPDATE made SET value = ? WHERE key = ?", zip(values[1:] + values[:1], keys, strict=True))


def flipped_bytes(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(5000, len(data), 997):
        data[place] ^= 0x55
    file.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "damage",
    [garbage, truncated, emptied, lost, another_layout, a_file_in_its_place, other_values, flipped_bytes],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_cache_costs_time_only(project: Path, damage: Callable[[Path], None]) -> None:
    damage(project / ".cache/helpcenter.sqlite3")
    body(project)
    assert_equal_to_a_clean_build(project)
    title(project)
    assert_equal_to_a_clean_build(project)


def test_another_version_of_a_package_makes_everything_again(project: Path, tmp_path: Path) -> None:
    package = tmp_path / "packages/one_more-1.0.dist-info"
    package.mkdir(parents=True)
    write(package / "METADATA", "Metadata-Version: 2.1\nName: one-more\nVersion: 1.0\n")

    def keys() -> set[bytes]:
        with sqlite3.connect(project / ".cache/helpcenter.sqlite3") as database:
            return {key for (key,) in database.execute("SELECT key FROM made")}

    before = keys()
    assert mkdocs(project, "build", "-q", PYTHONPATH=str(package.parent)).returncode == 0
    after = keys()
    assert len(after) >= 2 * len(before) > 0
    write(package / "METADATA", "Metadata-Version: 2.1\nName: one-more\nVersion: 1.1\n")
    assert mkdocs(project, "build", "-q", PYTHONPATH=str(package.parent)).returncode == 0
    assert len(keys()) >= len(after) + len(before)


def test_nothing_is_made_again_when_nothing_changed(project: Path) -> None:
    release, made = os.readlink(project / "site"), (project / ".cache/helpcenter.sqlite3").stat().st_mtime_ns
    done = mkdocs(project, "build", "-q")
    assert done.stdout.startswith("site/: zh 5, en 5, es 5 pages")
    assert os.readlink(project / "site") == release
    assert (project / ".cache/helpcenter.sqlite3").stat().st_mtime_ns == made


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.sampled_from(CHANGES), min_size=4, max_size=6, unique=True))
def test_after_any_changes_one_after_another(built: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[Change]) -> None:
    project = copied(built, tmp_path_factory.mktemp("sequence"))
    for change in changes:
        try:
            change(project)
        except AssertionError:
            continue  # an earlier change has taken away what this one edits
        mkdocs(project, "build", "-q")
    assert_equal_to_a_clean_build(project)


def test_the_real_site_is_the_same_out_of_the_cache_and_from_one_process(tmp_path: Path, real_site: Path) -> None:
    """Cold with one process for everything, then again out of the cache alone; `real_site` was made by several."""
    project = copied_sources(ROOT, tmp_path / "project")
    alone = "import os, runpy, sys; os.sched_setaffinity(0, {0}) if hasattr(os, 'sched_setaffinity') else None; sys.argv = ['mkdocs', 'build', '-q']; runpy.run_module('mkdocs', run_name='__main__')"
    environment = clean_environment() | {"SITE_URL": REAL_URL}
    done = subprocess.run([sys.executable, "-c", alone], cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == contents(real_site)
    shutil.rmtree(project / ".site")
    (project / "site").unlink()
    assert mkdocs(project, "build", "-q", SITE_URL=REAL_URL).returncode == 0
    assert contents(project / "site") == contents(real_site)

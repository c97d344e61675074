"""What is published is made of the sources alone: two machines make the same bytes, and what somebody put into the cache counts for nothing."""

from __future__ import annotations

import marshal
import os
import pickle
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2.bccache import bc_magic

from helpcenter.articles.cache_keys import base_key
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources
from helpcenter.runtime import cache, release
from helpcenter.source.files import read_tree
from places import ROOT
from project import clean_environment, contents, copied, edit, helpcenter, mkdocs, small_project, write

WORKFLOWS = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / ".github/workflows").glob("*.yml")}
PUBLISH: dict[str, Any] = WORKFLOWS["publish.yml"]["jobs"]
FOREIGN = "Send us a message to unlock your account."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project(tmp_path_factory.mktemp("project"))
    assert mkdocs(project, "build", "-q").returncode == 0
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return copied(built, tmp_path)


# --- the workflow -----------------------------------------------------------------------------------------------------


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, workflow in WORKFLOWS.items():
        for job in workflow["jobs"].values():
            yield from ((name, step) for step in job["steps"])


def test_no_checkout_keeps_a_token_and_every_action_is_pinned() -> None:
    used = [(name, step) for name, step in steps() if "uses" in step]
    assert [name for name, step in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])] == []
    checkouts = [step.get("with", {}) for _, step in used if step["uses"].startswith("actions/checkout@")]
    assert checkouts
    assert all(options.get("persist-credentials") is False for options in checkouts)


def test_issues_of_translations_are_asked_for_and_what_writes_them_runs_no_code_of_the_project() -> None:
    workflow = WORKFLOWS["translations.yml"]
    export, issues = workflow["jobs"]["export"], workflow["jobs"]["issues"]
    assert (workflow["permissions"], export["permissions"], issues["permissions"]) == ({}, {"contents": "read"}, {"issues": "write"})
    assert export["if"] == "vars.TRANSLATION_ISSUES == 'on'"
    assert issues["needs"] == "export"
    commands = "".join(step.get("run", "") + step.get("uses", "") for step in issues["steps"])
    assert not re.search(r"checkout|python|make |\$\{\{", commands)


def test_what_is_published_was_built_twice_alike_beside_the_tests_and_without_a_cache() -> None:
    def before(job: str) -> set[str]:
        needed = PUBLISH[job].get("needs", [])
        direct = {needed} if isinstance(needed, str) else set(needed)
        return direct.union(*map(before, direct))

    assert {"build", "rebuild", "test", "attest"} <= before("publish")
    assert {"build", "rebuild", "test"} <= before("attest")
    assert before("build") == before("rebuild") == {"address"}
    assert not any("actions/cache" in step.get("uses", "") for job in PUBLISH.values() for step in job["steps"])
    assert {job: set(PUBLISH[job]["permissions"].items()) for job in ("build", "rebuild", "test")} == {
        job: {("contents", "read")} for job in ("build", "rebuild", "test")
    }


def rehearsed(job: str, project: Path, **environment: str) -> str:
    """What a job of publish.yml tells as its digest, when its commands run in `project`. The packages are those of this test."""
    for name, module in {"python": "", "mkdocs": "-m mkdocs "}.items():
        write(project / f".venv/bin/{name}", f'#!/bin/sh\nexec {sys.executable} {module}"$@"\n')
        (project / f".venv/bin/{name}").chmod(0o755)
    shutil.copy(ROOT / "Makefile", project / "Makefile")
    for name in ("requirements.txt", ".venv/site"):  # the stamp is newer: everything is installed
        write(project / name, "")
    output = project.with_name(f"{project.name}-output")
    for step in PUBLISH[job]["steps"]:
        if "run" in step:
            told = {"SITE_URL": "https://help.example.com/below/"} if "SITE_URL" in step.get("env", {}) else {}
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=project,
                env=clean_environment() | environment | told | {"GITHUB_OUTPUT": str(output)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    [line] = output.read_text(encoding="utf-8").splitlines()
    return line.removeprefix("digest=")


def test_two_machines_that_differ_make_the_same_site(tmp_path: Path, project: Path) -> None:
    one, two = project, tmp_path / "another place/of this project"
    two.parent.mkdir()
    subprocess.run(["cp", "-r", str(one), str(two)], check=True)  # new times; the cache and the site of before come along to one of them
    for name in (".cache", ".site", "site"):
        shutil.rmtree(two / name, ignore_errors=True)
        (two / name).unlink(missing_ok=True)
    for path in two.rglob("*"):
        os.utime(path, (1e9, 1e9))
    first = rehearsed("build", one, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    mask = os.umask(0o077)
    try:
        second = rehearsed("rebuild", two, TZ="Asia/Kathmandu", LC_ALL="C", PYTHONHASHSEED="77", HOME=str(two), USER="somebody")
    finally:
        os.umask(mask)
    assert first == second
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert b"https://help.example.com/below/" in contents(one / "site")["sitemap.xml"]
    assert not (two / ".cache").exists()


def attested(folder: Path, site: Path, built: str, rebuilt: str) -> bool:
    """Whether the job `attest` goes on to sign, when this site is the artifact and these are the digests of the two builds."""
    folder.mkdir()
    subprocess.run(["tar", "-cf", str(folder / "artifact.tar"), "-C", f"{site}/", "."], check=True)
    [step] = [step for step in PUBLISH["attest"]["steps"] if "run" in step]
    environment = clean_environment() | {"BUILT": built, "REBUILT": rebuilt}
    return subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_only_what_the_second_machine_built_is_attested(tmp_path: Path, project: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project / "site", other)
    (other / "index.html").write_text("another page", encoding="utf-8")
    digest = helpcenter(project, "digest").stdout.strip()
    assert attested(tmp_path / "1", project / "site", digest, digest)
    assert not attested(tmp_path / "2", other, digest, digest), "the first machine tells an honest digest of another site"
    assert not attested(tmp_path / "3", project / "site", digest, "0" * 64)
    assert not attested(tmp_path / "4", project / "site", "", "")


# --- the digest -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_the_digest_is_what_other_tools_work_out(project: Path) -> None:
    listed = "find . -type f | cut -c3- | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum"
    expected = subprocess.run(["sh", "-c", listed], cwd=project / "site", capture_output=True, text=True, check=True).stdout.split()[0]
    assert helpcenter(project, "digest").stdout == f"{expected}\n"
    assert helpcenter(project, "digest", "nothing").returncode == 2


@pytest.mark.parametrize(
    "other",
    [{"a": b"1", "b": b"23"}, {"a": b"12"}, {"a": b"12", "c": b"3"}, {"a": b"12", "b": b"3", "c": b""}, {"b": b"12", "a": b"3"}, {}],
    ids=str,
)
def test_another_site_has_another_digest(other: dict[str, bytes]) -> None:
    assert release.digest(other.items()) != release.digest({"a": b"12", "b": b"3"}.items())


# --- a cache that somebody else has written to --------------------------------------------------------------------------


def poison(project: Path, changed: Callable[[bytes], bytes]) -> None:
    """Gives every entry another value, with the digest that the cache looks at."""
    with sqlite3.connect(project / ".cache" / cache.FILE) as database:
        for key, packed in database.execute("SELECT key, value FROM made").fetchall():
            value = cache._unpacked(key, packed)
            assert value is not None
            database.execute("UPDATE made SET value = ? WHERE key = ?", (cache._packed(key, changed(value)), key))


class Bomb:
    """Makes a file where it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.marker,)


def test_a_foreign_page_in_the_cache_never_reaches_what_is_published(project: Path) -> None:
    clean = contents(project / "site")
    poison(project, lambda value: value.replace(b"</h1>", f"</h1><p>{FOREIGN}</p>".encode()))
    edit(project / "docs/es/account/two.md", "Ten a mano tu teléfono.", "Ten tu teléfono a mano.")
    assert mkdocs(project, "build", "-q").returncode == 0
    assert FOREIGN.encode() in contents(project / "site")["en/account/one/index.html"]  # what a writer may see, and no reader
    edit(project / "docs/es/account/two.md", "Ten tu teléfono a mano.", "Ten a mano tu teléfono.")
    assert mkdocs(project, "build", "-q", HELPCENTER_CACHE="off").returncode == 0
    assert contents(project / "site") == clean


class Agreeing(cache.Cache):
    """Knows of everything it is asked for that nothing was found."""

    def get(self, key: bytes) -> bytes:
        self.put(key, b"")
        return b""


def test_a_broken_page_that_the_cache_calls_clean_is_never_published(project: Path) -> None:
    edit(project / "docs/es/account/two.md", "2. Mira la primera pantalla.\n", "")
    library = read_library(read_tree(project))
    code = cache.digest(cache.code(project / "hooks"), (project / "mkdocs.yml").read_bytes())
    agreeing = Agreeing(project / ".cache")
    assert check_sources(library, cache=agreeing, base=base_key(library, code)) == ()
    agreeing.save()
    agreeing.close()
    assert mkdocs(project, "build", "-q").returncode == 0  # what a writer may see, and no reader
    done = mkdocs(project, "build", "-q", HELPCENTER_CACHE="off")
    assert done.returncode != 0
    assert re.findall(r"^docs/\S+ ([a-z-]+):", done.stderr, re.M) == ["steps-match"]


@pytest.mark.parametrize("form", ["pickled", "a compiled template", "marshalled", "source"])
def test_nothing_in_the_cache_is_ever_run(project: Path, form: str) -> None:
    marker = project / "ran"
    code = f"open({str(marker)!r}, 'w').close()"
    value = {
        "pickled": pickle.dumps(Bomb(marker)),
        "a compiled template": bc_magic + pickle.dumps(Bomb(marker)),
        "marshalled": marshal.dumps(compile(code, "page", "exec")),
        "source": code.encode(),
    }[form]
    poison(project, lambda _: value)
    edit(project / "docs/es/account/two.md", "Ten a mano tu teléfono.", "Ten tu teléfono a mano.")
    mkdocs(project, "build", "-q")
    assert not marker.exists()

"""What is published is made of the sources alone: two machines make the same bytes, and what somebody put into the cache counts for nothing."""

from __future__ import annotations

import json
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
from helpcenter.verifying.minisign import PublicKey, verify
from places import ROOT
from project import clean_environment, contents, copied, edit, helpcenter, mkdocs, small_project, write
from releases import committed, git, new_key

WORKFLOWS = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / ".github/workflows").glob("*.yml")}
PUBLISH: dict[str, Any] = WORKFLOWS["publish.yml"]["jobs"]
[CHANGED] = yaml.safe_load((ROOT / ".github/actions/changed/action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / ".github/gitlab-ci.yml").read_text(encoding="utf-8"))
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
    used = [(name, step) for name, step in steps() if "uses" in step and not step["uses"].startswith("./.github/actions/")]
    assert [name for name, step in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])] == []
    checkouts = [step.get("with", {}) for _, step in used if step["uses"].startswith("actions/checkout@")]
    assert checkouts
    assert all(options.get("persist-credentials") is False for options in checkouts)


SCHEMAS = {
    "vendor.github-workflows": sorted(ROOT.glob(".github/workflows/*.yml")),
    "vendor.github-actions": sorted(ROOT.glob(".github/actions/*/action.yml")),
    "vendor.gitlab-ci": [ROOT / ".github/gitlab-ci.yml"],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_workflows_are_what_their_hosts_read(schema: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, SCHEMAS[schema])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert SCHEMAS[schema]


def test_what_a_pull_request_runs_has_no_secret_and_may_write_nothing() -> None:
    triggers = {name: workflow[True] for name, workflow in WORKFLOWS.items()}  # YAML reads `on` as true
    assert not any("pull_request_target" in on or "workflow_run" in on for on in triggers.values())
    asked = [name for name, on in triggers.items() if "pull_request" in on]
    assert asked == ["check.yml"]
    check = WORKFLOWS["check.yml"]
    assert check["permissions"] == {"contents": "read"}
    assert not any("permissions" in job or "environment" in job for job in check["jobs"].values())
    assert "secrets." not in (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "schedule" in triggers["check.yml"]


def test_secrets_are_where_none_of_the_projects_code_runs() -> None:
    for name, workflow in WORKFLOWS.items():
        for job in workflow["jobs"].values():
            if "secrets." in str(job) or job.get("permissions", {}).get("pages") == "write":
                assert job["environment"]["name"] == "github-pages", name
                commands = "".join(step.get("run", "") + step.get("uses", "") for step in job["steps"])
                assert not re.search(r"checkout|python|make |mkdocs", commands), name
    assert "make" not in str(GITLAB["pages"]["script"])
    assert GITLAB["pages"]["variables"] == {"GIT_STRATEGY": "none"}


# --- what is tested ---------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str]:
    """A repository, and the commit that was published."""
    folder = tmp_path / "repository"
    for path in ("docs/zh/a.md", "data/notice.yml", "data/brand.yml", "hooks/build.py", "README.md", "requirements.txt"):
        write(folder / path, "before\n" * 20)
    return folder, committed(folder)


def asked_to_test(folder: Path, since: str) -> bool:
    """Whether the tests run, in publish.yml and on GitLab, which agree."""
    output = folder.parent / "output"
    output.write_text("", encoding="utf-8")
    environment = clean_environment() | {"SINCE": since, "GITHUB_OUTPUT": str(output)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", CHANGED["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    [line] = output.read_text(encoding="utf-8").splitlines()
    assert line in ("code=yes", "code=no")
    other = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", GITLAB["test"]["script"][0] + "\nexit 77"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert other.returncode == (77 if line == "code=yes" else 0)
    return line == "code=yes"


CONTENT = ("docs/zh/a.md", "docs/en/new/b.md", "data/notice.yml", "data/questions/en/a.txt", "data/pins.yml", "docs/zh/中 文.md")
CODE = (
    "hooks/build.py", "hooks/docs/a.md", "overrides/main.html", "overrides/assets/diagrams/a.svg", "data/brand.yml", "data/hosts.yml", "data/strings.yml",
    "data/new.yml", "data/notice.yml.bak", "data/notice/a", "Docs/a.md", "docs2/a.md", "docs.py", "requirements.txt", ".github/workflows/publish.yml",
    "tests/a.py", "Makefile", "README.md", "mkdocs.yml", ".gitattributes", "a b", "中文",
)  # fmt: skip


@pytest.mark.parametrize("path", CONTENT)
def test_content_alone_is_published_without_the_tests(repository: tuple[Path, str], path: str) -> None:
    folder, published = repository
    write(folder / path, "after\n")
    committed(folder)
    assert not asked_to_test(folder, published)


@pytest.mark.parametrize("path", CODE)
def test_anything_else_is_tested_beside_content_too(repository: tuple[Path, str], path: str) -> None:
    folder, published = repository
    write(folder / path, "after\n")
    write(folder / "docs/zh/a.md", "after\n")
    committed(folder)
    assert asked_to_test(folder, published)


def test_code_that_was_not_published_is_tested_with_the_content_after_it(repository: tuple[Path, str]) -> None:
    """The tests of a push failed; the next one changes an article alone."""
    folder, published = repository
    write(folder / "hooks/build.py", "broken\n")
    broken = committed(folder)
    write(folder / "docs/zh/a.md", "after\n")
    committed(folder)
    assert asked_to_test(folder, published)
    assert not asked_to_test(folder, broken)


def test_code_that_moves_goes_or_changes_its_mode_is_tested(repository: tuple[Path, str]) -> None:
    folder, published = repository
    git(folder, "mv", "hooks/build.py", "docs/zh/build.md")
    moved = committed(folder)
    assert asked_to_test(folder, published)
    (folder / "README.md").chmod(0o755)
    committed(folder)
    assert asked_to_test(folder, moved)
    git(folder, "rm", "-q", "requirements.txt")
    git(folder, "checkout", "-q", moved, "--", "README.md")
    committed(folder)
    assert asked_to_test(folder, moved)


def test_where_it_cannot_be_told_what_was_published_the_tests_run(repository: tuple[Path, str]) -> None:
    folder, published = repository
    git(folder, "checkout", "-q", "--orphan", "other")
    write(folder / "docs/zh/a.md", "of another history\n")
    other = committed(folder)
    git(folder, "checkout", "-q", "main")
    for since in ("", "0" * 40, "no-such-branch", "--help", other, f"{published} --", "$(id)"):
        assert asked_to_test(folder, since), since
    assert not asked_to_test(folder, published)


def test_what_was_published_is_what_the_last_run_that_passed_had(tmp_path: Path) -> None:
    [step] = [step for step in PUBLISH["test"]["steps"] if step.get("id") == "published"]
    for answer, expected in (("echo 1234", "commit=1234"), ("exit 4", "commit="), ("echo", "commit=")):
        write(tmp_path / "bin/gh", f"#!/bin/sh\n{answer}\n")
        (tmp_path / "bin/gh").chmod(0o755)
        output = tmp_path / "output"
        output.unlink(missing_ok=True)
        environment = clean_environment() | {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "GITHUB_OUTPUT": str(output)}
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
        assert output.read_text(encoding="utf-8").strip() == expected
    [run] = [step for step in PUBLISH["test"]["steps"] if step.get("run") == ".ci/run"]
    assert run["if"] == "steps.changed.outputs.code != 'no'"


# --- what is published ------------------------------------------------------------------------------------------------


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
    assert not any("if" in job for job in PUBLISH.values())  # nothing is left out, and nothing goes on after what failed
    assert [PUBLISH[job]["permissions"] for job in ("build", "rebuild", "test")] == [
        {"contents": "read"}, {"contents": "read"}, {"actions": "read", "contents": "read"},
    ]  # fmt: skip


def rehearsed(job: str, project: Path, **environment: str) -> str:
    """What a job of publish.yml tells as its digest, when its commands run in `project`."""
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


def in_git(project: Path) -> str:
    """Make `project` a repository in which `make` works with the packages of this test; return its commit."""
    for name, module in {"python": "", "mkdocs": "-m mkdocs "}.items():
        write(project / f".venv/bin/{name}", f'#!/bin/sh\nexec {sys.executable} {module}"$@"\n')
        (project / f".venv/bin/{name}").chmod(0o755)
    shutil.copy(ROOT / "Makefile", project / "Makefile")
    for name in ("requirements.txt", ".venv/site"):  # the stamp is newer: everything is installed
        write(project / name, "")
    for name in (".gitignore", "pyproject.toml"):
        shutil.copy(ROOT / name, project / name)
    return committed(project)


def test_two_machines_that_differ_make_the_same_site(tmp_path: Path, project: Path) -> None:
    one, two = project, tmp_path / "another place/of this project"
    commit = in_git(project)
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
    told = json.loads(contents(one / "site")["release.json"])
    assert (told["commit"], told["time"], told["site_url"]) == (commit, "1970-01-01T00:00:01Z", "https://help.example.com/below/")
    assert set(told["files"]) == set(contents(one / "site")) - {"release.json"}
    assert contents(one / "site") == contents(two / "site")


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
    linked = tmp_path / "linked"
    shutil.copytree(project / "site", linked)
    (linked / "more").symlink_to("index.html")
    assert not attested(tmp_path / "5", linked, digest, digest), "a link counts in no digest"


# --- make release -----------------------------------------------------------------------------------------------------


def make(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=project, env=clean_environment(), capture_output=True, text=True, check=False)


def test_a_demonstration_is_released_where_that_is_meant_alone(project: Path) -> None:
    in_git(project)
    before = contents(project / "site")
    done = make(project, "release")
    assert done.returncode == 2
    assert done.stderr.count("Not built: data/brand.yml: `template: true` says that names and contacts are samples") == 1
    assert "make release DEMO=1" in done.stderr
    assert contents(project / "site") == before
    done = make(project, "release", "DEMO=1")
    assert done.returncode == 0, done.stderr
    assert json.loads(contents(project / "site")["release.json"])["demonstration"] is True


@pytest.fixture
def company(project: Path, tmp_path: Path) -> tuple[Path, Path, PublicKey]:
    """A project whose releases are signed, the file of the secret key, and the public key."""
    secret, public = new_key(tmp_path / "keys")
    edit(project / "data/brand.yml", "template: true ", f"release_key: {public}\ntemplate: true ")
    in_git(project)
    return project, secret, public


def test_a_signed_release_is_verified_and_a_changed_mirror_is_told(company: tuple[Path, Path, PublicKey], tmp_path: Path) -> None:
    project, secret, public = company
    done = make(project, "release", "DEMO=1", f"KEY={secret}")
    assert done.returncode == 0, done.stderr
    done = helpcenter(project, "verify", "site")
    assert done.returncode == 0, done.stderr
    assert f"Signed by the key {public.name}: https://help.example.com/ of commit" in done.stdout
    assert done.stdout.endswith("files, each as it was released.\n")
    shutil.copytree(project / "site", tmp_path / "mirror")
    (tmp_path / "mirror/en/index.html").write_text("Send your coins", encoding="utf-8")
    done = helpcenter(project, "verify", str(tmp_path / "mirror"), "--key", str(public))
    assert done.returncode == 1
    assert re.match(r"en/index.html: release: is not what was released: 15 bytes that differ; \d+ bytes with the SHA-256 ", done.stderr)
    assert done.stderr.endswith("mirror: 3 problems. It is not what was released.\n")
    assert helpcenter(project, "verify", "site", "--key", str(secret)).returncode == 2
    assert helpcenter(project, "digest").stdout == helpcenter(project, "digest", "site").stdout
    write(tmp_path / "key.pub", f"untrusted comment: of a test\n{public}\n")
    assert helpcenter(project, "verify", "site", "--key", str(tmp_path / "key.pub")).returncode == 0


@pytest.mark.skipif(shutil.which("minisign") is None or shutil.which("jq") is None, reason="needs minisign and jq")
def test_the_workflow_signs_what_the_company_names_a_key_for(tmp_path: Path) -> None:
    secret, public = new_key(tmp_path / "keys")
    [step] = [step for step in PUBLISH["publish"]["steps"] if "run" in step]

    def signed(name: str, key: str, given: str) -> subprocess.CompletedProcess[str]:
        folder = tmp_path / name
        told = {"key": key, "site_url": "https://help.example.com/", "commit": "1" * 40, "time": "2026-11-30T10:00:00Z"}
        write(folder / "built/release.json", json.dumps(told))
        subprocess.run(["tar", "-cf", "../artifact.tar", "."], cwd=folder / "built", check=True)
        environment = clean_environment() | {"RELEASE_KEY": given}
        return subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, capture_output=True, text=True, check=False)

    text = secret.read_text(encoding="utf-8")
    assert signed("with", str(public), text).returncode == 0
    site = contents(tmp_path / "with/site")
    assert (
        verify(site["release.json"], site["release.json.minisig"], public)
        == f"https://help.example.com/ commit {'1' * 40} 2026-11-30T10:00:00Z"
    )
    assert signed("without", "", text).returncode == 0
    assert set(contents(tmp_path / "without/site")) == {"release.json"}
    done = signed("no secret", str(public), "")
    assert done.returncode == 1
    assert "no secret RELEASE_KEY to sign with" in done.stdout
    assert signed("another", str(new_key(tmp_path / "other")[1]), text).returncode != 0


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

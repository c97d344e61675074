"""The engine as a dependency: installed from a tag, below a repository that holds the content alone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from helpcenter.source.engine import DATA, PROJECT, is_shared
from helpcenter.writing.files import WritingError, make_folder
from helpcenter.writing.init import repository
from places import ROOT
from project import REAL_URL, asset, clean_environment, contents, edit, mkdocs, small_project, write

FOLDERS = ("hooks", "overrides", "data", "docs", "tests/rules", ".github")  # what the engine is packed from, with
FILES = (".gitignore", "LICENSE", "mkdocs.yml", "pyproject.toml", "requirements.txt", "requirements-report.txt")
FOOTER, CHANGED = '<footer class="hc-footer"', '<footer data-changed class="hc-footer"'
TAGGED = "git+https://git.example.com/wallet/help-center@v1.2.0"


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=clean_environment() | {"SITE_URL": REAL_URL, "NO_MKDOCS_2_WARNING": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def helpcenter_of(engine: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "helpcenter", *arguments, PYTHONPATH=str(engine))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Tag → the folder that pip installed the engine of this tag in: this one, and one with another footer and other packages."""
    place = tmp_path_factory.mktemp("engines")
    sources = place / "sources"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, sources / name)
    git = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "-C", str(sources))
    version = re.compile(r'(?m)^version = ".*"')
    subprocess.run([*git, "init", "-q"], check=True)
    for tag in ("v7.8.9", "v8.0.0"):
        pyproject = version.sub(f'version = "{tag[1:]}"', (sources / "pyproject.toml").read_text(encoding="utf-8"))
        write(sources / "pyproject.toml", pyproject)
        if tag == "v8.0.0":
            edit(sources / "overrides/partials/footer.html", FOOTER, CHANGED)
            for name in ("requirements.txt", "requirements-report.txt"):
                write(sources / name, (sources / name).read_text(encoding="utf-8") + "# others\n")
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", tag], check=True)
        subprocess.run([*git, "tag", tag], check=True)
        requirement = f"helpcenter @ git+file://localhost{sources}@{tag}"
        options = ("-q", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--target", str(place / tag))
        done = run(place, sys.executable, "-m", "pip", "install", *options, requirement)
        assert done.returncode == 0, done.stderr
    return {tag: place / tag for tag in ("v7.8.9", "v8.0.0")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its engine around it, built."""
    project = small_project(tmp_path_factory.mktemp("whole"))
    done = mkdocs(project, "build", "-q", SITE_URL=REAL_URL)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def content(tmp_path: Path, engines: Mapping[str, Path], whole: Path) -> Path:
    """A repository that `helpcenter init` made, with the content of that project."""
    done = helpcenter_of(engines["v7.8.9"], tmp_path, "init", "content")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "content"
    for name in ("docs", "data", "overrides"):
        shutil.rmtree(folder / name)
    for path in (path for name in ("docs", "data", "overrides") for path in (whole / name).rglob("*") if path.is_file()):
        if not is_shared(name := path.relative_to(whole).as_posix()):
            write(folder / name, path.read_text(encoding="utf-8"))
    use(engines["v7.8.9"], folder)
    return folder


def use(engine: Path, folder: Path) -> None:
    """Makes an engine the one that is installed below .venv; pip has nothing more to do there."""
    python = folder / ".venv/bin/python"
    write(python, f'#!/bin/sh\ncase "$*" in *"-m pip"*) exit 0;; esac\nPYTHONPATH={engine} PYTHONNOUSERSITE=1 exec {sys.executable} "$@"\n')
    python.chmod(0o755)


# --- the site ---------------------------------------------------------------------------------------------------------


def test_the_site_is_that_of_the_whole_project_and_an_upgrade_changes_what_the_engine_changed(
    whole: Path, content: Path, engines: Mapping[str, Path]
) -> None:
    digest = run(whole, sys.executable, "-m", "helpcenter", "digest", PYTHONPATH=str(whole / "hooks")).stdout
    made = run(content, "make", "site")
    assert made.returncode == 0, made.stdout + made.stderr
    assert run(content, "make", "digest").stdout.endswith(digest)
    before = contents(content / "site")
    assert before == contents(whole / "site")

    use(engines["v8.0.0"], content)
    edit(content / "engine.txt", "@", "@ ")  # as a new version would
    refused = run(content, "make", "site")
    assert refused.returncode == 2
    assert "requirements.txt is not what the engine of engine.txt was tested with: make upgrade\n" in refused.stdout
    assert run(content, "make", "upgrade").stdout == "helpcenter 8.0.0\n"
    for name in ("requirements.txt", "requirements-report.txt"):
        assert (content / name).read_text(encoding="utf-8").endswith("# others\n")
    done = run(content, "make", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    after = contents(content / "site")
    assert after.pop("sw.js") != before.pop("sw.js")  # readers' devices ask for the kept pages anew
    assert after == {path: data.replace(FOOTER.encode(), CHANGED.encode()) for path, data in before.items()}
    assert after != before


def test_a_file_of_the_content_replaces_the_engines_of_the_same_path(whole: Path, content: Path) -> None:
    footer = (whole / "overrides/partials/footer.html").read_text(encoding="utf-8")
    write(content / "overrides/partials/footer.html", footer.replace(FOOTER, CHANGED))
    script = (whole / "overrides/assets/javascripts/help-center.js").read_text(encoding="utf-8") + "const ourOwn = 1\n"
    write(content / "overrides/assets/javascripts/help-center.js", script)
    strings = (whole / "data/strings.yml").read_text(encoding="utf-8")
    was, own = "Still not solved?", "Not solved yet?"
    assert was in strings
    write(content / "data/strings.yml", strings.replace(was, own))
    done = run(content, "make", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    site = contents(content / "site")
    assert site[asset(content / "site", "assets/javascripts/help-center.js")].endswith(b"const ourOwn = 1\n")
    page = site["en/account/one/index.html"].decode()
    assert (CHANGED in page, own in page, was in page) == (True, True, False)


def test_it_reports_what_readers_tell(content: Path) -> None:
    request = '- - - [10/Oct/2026:10:00:00 +0000] "GET /en/account/one/ HTTP/1.1" 200 0 "-" "-"\n'
    write(content / "access.log", request * 12)
    write(content / "tickets.csv", "id,created,subject\n1,2026-10-10T10:00:00Z,The second article\n")
    done = run(content, "make", "report", "LOGS=access.log", "TICKETS=tickets.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "read: 12 views, 0 answers, 0 searches, 0 surveys, 1 tickets\n" in done.stdout
    assert "The first article" in (content / "report/en.html").read_text(encoding="utf-8")
    edit(content / "requirements-report.txt", "--hash", " --hash")
    refused = run(content, "make", "report", "LOGS=access.log")
    assert (refused.returncode, "requirements-report.txt is not what the engine" in refused.stdout) == (2, True)


def test_own_tests_of_the_content_are_run(content: Path) -> None:
    test = content / "tests/test_ours.py"
    for expected, code in ((2, "fail()"), (0, "assertTrue(True)")):
        write(test, f"import unittest\nclass Ours(unittest.TestCase):\n    def test(self):\n        self.{code}\n")
        assert run(content, "make", "test").returncode == expected


# --- the rules --------------------------------------------------------------------------------------------------------

STRAYS = {  # path → (content, what is told)
    "overrides/assets/stylesheets/help-center.css": ("@import 'more.css';\n", "1: plain-css"),
    "overrides/assets/javascripts/more.js": ("go()", " published-files"),
    "overrides/partials/toc.html": ("<p>Two words</p>", "1: data-advice"),
    "data/strings.yml": ("minutes: {zh: 分钟}\n", "1: data"),
}


@pytest.mark.parametrize("side", ["content", "engine"])
def test_the_rules_read_the_files_of_both(side: str, content: Path, engines: Mapping[str, Path], tmp_path: Path) -> None:
    engine = Path(shutil.copytree(engines["v7.8.9"], tmp_path / "engine"))
    for path, (text, _) in STRAYS.items():
        write((content if side == "content" else engine / "helpcenter/project") / path, text)
    told = helpcenter_of(engine, content, "check").stdout
    assert {(path, place) for path, (_, place) in STRAYS.items() if f"{path}:{place}:" in told} == {
        (path, place) for path, (_, place) in STRAYS.items()
    }, told


def test_a_name_that_differs_from_the_engines_in_case_alone_is_refused(content: Path, engines: Mapping[str, Path]) -> None:
    write(content / "overrides/partials/Footer.html", "")
    done = helpcenter_of(engines["v7.8.9"], content, "check")
    assert "files: differs from `overrides/partials/Footer.html` only in upper and lower case" in done.stdout


def test_a_refused_file_is_not_replaced_by_the_engines(content: Path, engines: Mapping[str, Path]) -> None:
    (content / "data/strings.yml").symlink_to(engines["v7.8.9"] / "helpcenter/project/data/strings.yml")
    done = helpcenter_of(engines["v7.8.9"], content, "check")
    assert done.returncode == 1
    assert "data/strings.yml: files: this is a symbolic link" in done.stdout


def test_another_template_of_the_engine_makes_another_page_in_spite_of_the_cache(
    content: Path, engines: Mapping[str, Path], tmp_path: Path
) -> None:
    engine = Path(shutil.copytree(engines["v7.8.9"], tmp_path / "engine"))
    use(engine, content)
    assert run(content, "make", "site").returncode == 0
    edit(engine / "helpcenter/project/overrides/partials/footer.html", FOOTER, CHANGED)
    assert run(content, "make", "site").returncode == 0
    assert CHANGED.encode() in contents(content / "site")["es/account/two/index.html"]


# --- the engine -------------------------------------------------------------------------------------------------------


def test_an_installed_engine_knows_its_version_and_explains_its_rules(engines: Mapping[str, Path], tmp_path: Path) -> None:
    assert helpcenter_of(engines["v7.8.9"], tmp_path, "--version").stdout == "helpcenter 7.8.9\n"
    told = run(tmp_path, str(engines["v7.8.9"] / "bin/helpcenter"), "explain", "steps-match", PYTHONPATH=str(engines["v7.8.9"]))
    assert told.returncode == 0, told.stderr
    assert "\nNot a problem: " in told.stdout


def test_it_holds_all_that_it_is_made_of_and_nothing_that_was_built(engines: Mapping[str, Path]) -> None:
    def files(folder: Path) -> set[str]:
        paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        return {path.as_posix() for path in paths if "__pycache__" not in path.parts}

    installed = engines["v7.8.9"] / "helpcenter"
    expected = files(ROOT / "hooks/helpcenter") | {f"adapters/{path}" for path in files(ROOT / "hooks/adapters")}
    for name in ("docs", "data", "overrides", "tests/rules"):
        expected |= {f"project/{name}/{path}" for path in files(ROOT / name)}
    single = {path for path in files(installed) - expected if path.startswith("project/")}
    assert files(installed) == expected | single
    assert {path.removeprefix("project/").split("/")[0] for path in single} == {".github", *FILES}


def test_the_lock_has_the_backend_that_pyproject_asks_for() -> None:
    import tomllib  # noqa: PLC0415

    [backend] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert f"\n{backend} " in (ROOT / "requirements.txt").read_text(encoding="utf-8")


# --- init -------------------------------------------------------------------------------------------------------------


def test_init_pins_the_commit_that_the_engine_was_installed_from(content: Path, engines: Mapping[str, Path]) -> None:
    [told] = engines["v7.8.9"].glob("helpcenter-*.dist-info/direct_url.json")
    commit = json.loads(told.read_text(encoding="utf-8"))["vcs_info"]["commit_id"]
    assert (content / "engine.txt").read_text(encoding="utf-8").endswith(f"/sources@{commit}\n")


def test_what_init_makes_is_the_content_and_nothing_of_the_engine() -> None:
    made = repository(TAGGED)
    assert PROJECT == ROOT
    ours = {path.relative_to(ROOT).as_posix() for name in ("docs", "data") for path in (ROOT / name).rglob("*") if path.is_file()}
    assert {path for path in made if path.startswith(("docs/", "data/"))} == ours - {f"data/{name}" for name in DATA}
    assert {path.rpartition("/")[0] for path in made if path.startswith("overrides/")} == {
        "overrides/assets/diagrams",
        "overrides/assets/images",
    }
    assert made["engine.txt"].decode().endswith(f"\nhelpcenter @ {TAGGED}\n")
    assert "\n/engine.txt  " in made[".github/CODEOWNERS"].decode()
    config = made["mkdocs.yml"].decode()
    [plugins] = re.findall(r"(?ms)^plugins:\n(.*?)\n\n", config)
    assert [line for line in plugins.split("\n") if re.match(r"  \w", line)][-1].startswith("  helpcenter: {}")
    for path, data in made.items():
        if not path.startswith(("docs/", "data/")):
            assert not re.search(rb"(?<![\w/])(?:hooks/|\.ci/|pyproject\.toml)", data) or path.startswith("requirements"), path


def test_its_workflows_are_those_of_this_project_with_its_own_tests() -> None:
    made = repository(TAGGED)
    targets = set(re.findall(r"(?m)^([a-z-]+):", made["Makefile"].decode()))
    for name in ("check.yml", "publish.yml"):
        text = (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")
        own = made[f".github/workflows/{name}"].decode()
        assert yaml.safe_load(own) == yaml.safe_load(text.replace(".ci/run", "make test"))
        assert {*re.findall(r"make (?:-s )?([a-z-]+)", "\n".join(re.findall(r"(?m)(?:run: |\$\().*", own)))} <= targets


REFUSED_ENGINES = {
    "a branch": "git+https://git.example.com/wallet/help-center@main",
    "no version": "git+ssh://git@git.example.com/wallet/help-center",
    "a name alone": "helpcenter==1.2.0",
    "an address in clear": "git+http://git.example.com/wallet/help-center@v1.2.0",
    "another line": f"{TAGGED}\nother",
    "an option": "--index-url=x/y.whl",
}


@pytest.mark.parametrize("engine", REFUSED_ENGINES)
def test_an_engine_that_is_not_one_version_is_refused(engine: str) -> None:
    with pytest.raises(WritingError, match="does not name one version of the engine"):
        repository(REFUSED_ENGINES[engine])


@pytest.mark.parametrize(
    "engine",
    [
        "git+https://git.example.com/wallet/help-center@5f0c2f9f8e1c6f0f1d1f4f8a3f5f0c2f9f8e1c6f",
        "git+ssh://git@git.example.com/wallet/help-center@2026.11",
        "https://git.example.com/helpcenter-1.2.0-py3-none-any.whl --hash=sha256:" + 64 * "0",
        "engine/helpcenter-1.2.0-py3-none-any.whl",
    ],
)
def test_a_commit_a_tag_and_a_wheel_are_one_version(engine: str) -> None:
    assert repository(engine)["engine.txt"].decode().rstrip().endswith(engine)


def test_a_wheel_of_this_machine_is_named_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "helpcenter-1.2.0-py3-none-any.whl", "")
    made = repository("helpcenter-1.2.0-py3-none-any.whl")
    assert made["engine.txt"].decode().endswith(f"\n{tmp_path.resolve()}/helpcenter-1.2.0-py3-none-any.whl\n")


def test_an_engine_that_is_not_whole_says_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    done = helpcenter_of(tmp_path / "hooks", tmp_path, "init", "new", "--engine", TAGGED)
    assert done.returncode == 2
    assert re.fullmatch(r"helpcenter: .*: cannot be read: No such file or directory\. This engine is not whole\.\n", done.stderr)
    assert not (tmp_path / "new").exists()


def test_without_an_origin_init_asks_for_it() -> None:
    with pytest.raises(WritingError, match="Say it: `--engine git"):
        repository()


@pytest.mark.parametrize("place", ["full", "file", "link", "missing/below", "."])
def test_init_refuses_a_folder_that_it_cannot_make(place: str, tmp_path: Path, engines: Mapping[str, Path]) -> None:
    write(tmp_path / "full/file", "mine")
    write(tmp_path / "file", "mine")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    before = sorted(tmp_path.rglob("*"))
    done = helpcenter_of(engines["v7.8.9"], tmp_path / "empty" if place == "." else tmp_path, "init", place)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith("helpcenter: ")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_becomes_the_repository(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    make_folder(tmp_path / "new", {"a/b": b"1"})
    assert contents(tmp_path) == {"new/a/b": b"1"}


class Stopped(dict[str, bytes]):
    """Files of which Ctrl-C interrupts the second."""

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
        yield next(iter(super().items()))
        raise KeyboardInterrupt


def test_a_stopped_or_failed_init_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        make_folder(tmp_path / "new", Stopped({"a": b"1"}))
    with pytest.raises(WritingError, match="cannot be made: File name too long"):
        make_folder(tmp_path / "new", {"a": b"1", 300 * "b": b"2"})
    assert list(tmp_path.iterdir()) == []

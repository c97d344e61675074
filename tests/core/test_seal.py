"""A release is made of a commit alone, by a company, and signed with the key that it names; anything else is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.config.model import Language, Settings
from helpcenter.verifying.release_list import LIST, SIGNATURE, from_json
from helpcenter.verifying.seal import Seal, seal
from helpcenter.writing.files import WritingError
from project import write
from releases import committed, git, new_key

URL = "https://help.example.com/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for path in ("docs/zh/a.md", "data/brand.yml", "README.md"):
        write(folder / path, "text\n")
    write(folder / ".gitignore", "*.tmp\n/site\n")
    return folder


def sealed(root: Path, *, key: Path | None = None, named: str = "", template: bool = False, demonstration: bool = False) -> Seal:
    settings = Settings(languages=(Language("zh", "中文"), Language("en", "English")), template=template, release_key=named)
    return seal(root, settings, URL, key, lambda: "", demonstration)


def test_a_release_tells_its_commit_and_the_time_of_it(root: Path) -> None:
    commit = committed(root)
    write(root / "site/index.html", "ignored, and no source")
    made = from_json(sealed(root).put_on({"index.html": b"home"})[LIST])
    assert (made.commit, made.time, made.site_url, made.languages, made.key) == (commit, "1970-01-01T00:00:01Z", URL, ("zh", "en"), "")
    assert list(made.files) == ["index.html", "sbom.cdx.json"]


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "a changed file": (lambda root: write(root / "docs/zh/a.md", "other\n"), "docs/zh/a.md is not as in the last commit"),
    "a new file": (lambda root: write(root / "new.txt", ""), "new.txt is not as in the last commit"),
    "a file that is gone": (lambda root: (root / "README.md").unlink(), "README.md is not as in the last commit"),
    "a staged file": (lambda root: (write(root / "b", ""), git(root, "add", "b")), "b is not as in the last commit"),
    "an ignored file among the sources": (lambda root: write(root / "docs/zh/b.tmp", ""), "docs/zh/b.tmp is not as in the last commit"),
    "several": (lambda root: [write(root / name, "") for name in ("x", "y", "z")], "x and 2 other files are not as in the last commit"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_folder_that_is_not_as_its_last_commit_is_not_released(root: Path, case: str) -> None:
    committed(root)
    SPOILT[case][0](root)
    with pytest.raises(WritingError) as refused:
        sealed(root)
    assert str(refused.value) == f"{SPOILT[case][1]}, of which a release is made. Commit or remove what differs."


def test_a_folder_without_a_commit_is_not_released(root: Path) -> None:
    with pytest.raises(WritingError, match="Commit the project to git first"):
        sealed(root)
    git(root, "init", "-q")
    with pytest.raises(WritingError, match="Commit the project to git first"):
        sealed(root)


def test_a_demonstration_is_released_where_that_is_meant_alone(root: Path) -> None:
    committed(root)
    with pytest.raises(WritingError, match="make release DEMO=1"):
        sealed(root, template=True)
    assert sealed(root, template=True, demonstration=True).release.demonstration
    assert not sealed(root, demonstration=True).release.demonstration


def test_the_key_that_the_company_names_signs_and_no_other(root: Path, tmp_path: Path) -> None:
    committed(root)
    secret, public = new_key(tmp_path / "keys")
    files = sealed(root, key=secret, named=str(public)).put_on({})
    assert files == sealed(root, key=secret, named=str(public)).put_on({})
    assert from_json(files[LIST]).key == str(public)
    assert SIGNATURE in files
    assert SIGNATURE not in sealed(root, named=str(public)).put_on({})
    write(tmp_path / "page.key", "<!doctype html>")
    (tmp_path / "bytes.key").write_bytes(b"\xff\xfe")
    for key, named, sentence in (
        (new_key(tmp_path / "other")[0], str(public), "is not the key that `release_key` of data/brand.yml names"),
        (secret, "", f"Add it: `release_key: {public}`."),
        (tmp_path / "nothing", str(public), "cannot be read: No such file or directory"),
        (tmp_path, str(public), "cannot be read: Is a directory"),
        (tmp_path / "page.key", str(public), "is no secret key of minisign. `minisign -G` makes one."),
        (tmp_path / "bytes.key", str(public), "is no secret key of minisign. `minisign -G` makes one."),
    ):
        with pytest.raises(WritingError) as refused:
            sealed(root, key=key, named=named)
        assert sentence in str(refused.value)
        assert secret.read_text(encoding="utf-8").split("\n")[1] not in str(refused.value)

"""A release holds the files of its site and no other, whatever it was made of; the last one is kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from helpcenter.runtime import release
from project import contents

ONE = {"index.html": b"one", "a/index.html": b"a", "a/b/index.html": b"b", "style.css": b"css"}
TWO = ONE | {"index.html": b"two"}
THREE = {"index.html": b"three", "a": b"a file where a folder was", "style.css": b"css", "c/d/index.html": b"new"}


@pytest.fixture(autouse=True)
def _two_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The third makes the first go; how many are kept is for test_rollback.py."""
    monkeypatch.setattr(release, "KEPT", 2)


def publish(public: Path, files: Mapping[str, bytes], built: Mapping[str, bytes] | None = None) -> Path:
    """The release of a build that wrote `built` in its workshop."""
    workshop = release.open_workshop(public)
    try:
        release.write(workshop.building, built or {})
        return release.publish(workshop, files)
    finally:
        workshop.close()


def test_each_release_holds_its_files_and_two_are_kept(tmp_path: Path) -> None:
    public = tmp_path / "site"
    first, second = publish(public, ONE), publish(public, TWO)
    assert (contents(first), contents(second)) == (ONE, TWO)
    third = publish(public, THREE, {"index.html": b"three"})
    assert contents(public) == contents(third) == THREE
    assert contents(second) == TWO
    assert not first.exists()
    assert sorted(path for path in (tmp_path / ".site").iterdir() if path.is_dir()) == sorted([second, third])
    assert not any(path.is_dir() and not any(path.iterdir()) for path in third.rglob("*"))


def test_what_was_rendered_is_taken_where_it_is_most_of_the_site(tmp_path: Path) -> None:
    public = tmp_path / "site"
    publish(public, ONE)
    publish(public, TWO)
    publish(public, THREE, THREE | {"left-over.html": b"of no page"})
    assert contents(public) == THREE


def test_a_former_release_is_not_trusted(tmp_path: Path) -> None:
    public, secret = tmp_path / "site", tmp_path / "secret"
    secret.write_bytes(b"css")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/index.html").write_bytes(b"kept")
    first = publish(public, ONE)
    publish(public, TWO)
    (first / "index.html").write_bytes(b"tampered")
    (first / "style.css").unlink()
    (first / "style.css").symlink_to(secret)
    (first / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "linked").hardlink_to(first / "a/index.html")
    third = publish(public, ONE | {"a/index.html": b"changed", "new.html": b"new"})
    assert (tmp_path / "linked").read_bytes() == b"a"
    assert contents(public) == ONE | {"a/index.html": b"changed", "new.html": b"new"}
    assert not any(path.is_symlink() for path in third.rglob("*"))
    assert (tmp_path / "elsewhere/index.html").read_bytes() == b"kept"


def test_the_release_that_is_public_is_never_taken(tmp_path: Path) -> None:
    """Somebody has moved the link back to the release before."""
    public = tmp_path / "site"
    first = publish(public, ONE)
    publish(public, TWO)
    public.unlink()
    public.symlink_to(os.path.relpath(first, tmp_path))
    workshop = release.open_workshop(public)
    release._reuse(workshop, 10)
    assert contents(public) == ONE
    workshop.close()


def test_a_release_can_be_read_by_a_web_server_whatever_the_umask(tmp_path: Path) -> None:
    public = tmp_path / "site"
    before = os.umask(0o077)
    try:
        made = publish(public, ONE)
        kept = release.remembered(made, "1 page")
        (made / "index.html").chmod(0o600)
        assert release.unchanged(public, kept) == "1 page"
    finally:
        os.umask(before)
    publish(public, TWO)
    publish(public, THREE)
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (tmp_path / ".site").rglob("*") if path.name != "lock"}
    assert modes == {(True, 0o755), (False, 0o644)}
    assert (tmp_path / ".site").stat().st_mode & 0o777 == 0o755

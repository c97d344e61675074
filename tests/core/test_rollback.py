"""An earlier release is public again in one step, whatever happens in between; what is kept, and what cannot be gone back to, is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from helpcenter.runtime import release
from places import ROOT
from project import clean_environment, contents, run_here

NUMBERS = range(1, 8)


def site(number: int) -> dict[str, bytes]:
    return {"index.html": f"home {number}".encode(), "en/index.html": b"the same in all"}


def publish(public: Path, files: Mapping[str, bytes]) -> str:
    """The name of the release."""
    workshop = release.open_workshop(public)
    try:
        return release.publish(workshop, files).name
    finally:
        workshop.close()


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A site that seven releases were made of, so that five are kept: 3 to 7."""
    for number in NUMBERS:
        name = publish(tmp_path / "site", site(number))
        os.utime(tmp_path / ".site" / name, (number * 1e6, number * 1e6))  # each at its own time, however fast this machine is
    return tmp_path / "site"


def shown(public: Path) -> int:
    return int(re.findall(rb"\d", (public / "index.html").read_bytes())[0])


def rollback(public: Path, *arguments: str) -> tuple[int, str, str]:
    return run_here(public.parent, "rollback", *arguments)


def test_the_last_five_releases_are_kept(public: Path) -> None:
    assert [shown(public.parent / ".site" / each.name) for each in release.kept(public)] == [7, 6, 5, 4, 3]
    assert [each.public for each in release.kept(public)] == [True, False, False, False, False]
    told = rollback(public, "--list")[1].splitlines()
    assert [line[0] for line in told] == ["*", " ", " ", " ", " "]
    assert told[-1].endswith("1970-02-04 17:20:00 UTC")


def test_one_rollback_after_the_other_goes_back_further_until_there_is_nothing(public: Path) -> None:
    for number in (6, 5, 4, 3):
        status, told, wrong = rollback(public)
        assert (status, wrong, shown(public)) == (0, "", number)
        assert re.match(r"site/ is the release [0-9a-f]{16} of \S+ \S+ UTC again, instead of [0-9a-f]{16} of ", told)
        assert "revert what was wrong there" in told
        assert contents(public) == site(number)
    status, told, wrong = rollback(public)
    assert (status, told, shown(public)) == (2, "", 3)
    assert wrong.endswith("nothing to go back to: none is kept before the current one. Nothing was changed.\n")


def test_several_steps_a_name_and_the_way_forward_again(public: Path) -> None:
    newest = release.kept(public)[0].name
    assert rollback(public, "3")[0] == 0
    assert shown(public) == 4
    status, told, _ = rollback(public, newest[:6])
    assert (status, shown(public)) == (0, 7)
    assert f"site/ is the release {newest} of" in told
    status, told, _ = rollback(public, newest)
    assert (status, told) == (0, f"site/ is the release {newest} already; nothing was changed.\n")


@pytest.mark.parametrize("wanted", ["5", "999", "0", "no-such", "../x", "-1", "", "1.5", "²"])
def test_a_release_that_is_not_kept_is_refused_in_one_sentence(public: Path, wanted: str) -> None:
    status, told, wrong = rollback(public, "--", wanted)
    assert (status, told, shown(public)) == (2, "", 7)
    assert wrong.count("\n") == 1
    assert "Nothing was changed." in wrong


def test_a_site_that_was_never_published_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "folder"):
        place.mkdir(exist_ok=True)
        status, _, wrong = rollback(place / "site")
        assert status == 2
        assert "no release was published there" in wrong
        assert list(place.iterdir()) in ([], [tmp_path / "folder"])
    (tmp_path / "site").mkdir()
    assert rollback(tmp_path / "site")[0] == 2


def test_the_first_release_has_nothing_before_it(tmp_path: Path) -> None:
    publish(tmp_path / "site", site(1))
    status, _, wrong = rollback(tmp_path / "site")
    assert status == 2
    assert "nothing to go back to" in wrong


def test_a_release_in_which_somebody_has_changed_files_is_not_gone_back_to(public: Path) -> None:
    before = release.kept(public)[1].name
    (public.parent / ".site" / before / "index.html").write_bytes(b"give us your coins")
    status, _, wrong = rollback(public)
    assert (status, shown(public)) == (2, 7)
    assert "is not as it was published" in wrong
    assert rollback(public, "2")[0] == 0
    assert shown(public) == 5


def test_what_is_published_after_a_rollback_is_newest_and_what_readers_see_is_never_deleted(public: Path) -> None:
    assert rollback(public, "4")[0] == 0
    assert shown(public) == 3
    publish(public, site(8))
    assert shown(public) == 8
    assert sorted(shown(public.parent / ".site" / each.name) for each in release.kept(public)) == [4, 5, 6, 7, 8]
    assert rollback(public)[0] == 0
    assert shown(public) == 7


def test_while_a_build_is_running_nothing_is_rolled_back(public: Path) -> None:
    workshop = release.open_workshop(public)
    try:
        status, _, wrong = rollback(public)
    finally:
        workshop.close()
    assert (status, shown(public)) == (2, 7)
    assert "another build of this site is running" in wrong


def test_another_site_has_releases_of_its_own(public: Path) -> None:
    staff = public.with_name("site-staff")
    publish(staff, site(1))
    publish(staff, site(2))
    assert rollback(public, "--site", "site-staff")[0] == 0
    assert (shown(staff), shown(public)) == (1, 7)


# Runs a verb in this process and dies, or is stopped with Ctrl-C, right before the named function is called.
DYING = """
import importlib, os, signal, sys
module, name, number, *arguments = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)
target = importlib.import_module(module)
original = getattr(target, name)
def dying(*args, **kwargs):
    os.kill(os.getpid(), int(number))
    return original(*args, **kwargs)
setattr(target, name, dying)
from helpcenter.__main__ import run
sys.argv = ["helpcenter", *arguments]
sys.exit(run())
"""


@pytest.mark.parametrize("number", [9, 2], ids=["killed", "stopped"])
@pytest.mark.parametrize(
    "step",
    [("helpcenter.runtime.release", "_name"), ("helpcenter.runtime.release", "_point"), ("os", "symlink"), ("os", "replace")],
    ids=lambda step: step[1],
)
def test_a_rollback_that_dies_leaves_one_whole_site_and_the_next_one_works(public: Path, step: tuple[str, str], number: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DYING, *step, str(number), "rollback"],
        cwd=public.parent,
        env=clean_environment() | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (-9 if number == 9 else 130), done.stderr
    assert contents(public) == site(7)
    assert "Traceback" not in done.stderr
    assert rollback(public)[0] == 0
    assert contents(public) == site(6)
    assert not (public.parent / ".site/link").is_symlink()


def test_a_folder_that_cannot_be_written_is_told(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(public))

    monkeypatch.setattr(os, "replace", full)
    status, _, wrong = rollback(public)
    assert (status, shown(public)) == (2, 7)
    assert "No space left on device. Nothing was changed." in wrong

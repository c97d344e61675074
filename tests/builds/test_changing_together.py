"""A verb changes all its files or none: after a failure, Ctrl-C, a kill at any moment, a full disk, and beside another verb."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.writing.files import PLAN, WORKSHOP, Changes, Moved, WritingError, alone, make, recover
from places import ROOT

CHANGES: Changes = {
    "a.md": "new a\n",
    "sub/moved.md": Moved("b.md", "moved b\n"),
    "deep/er/c.md": "c\n",
    "gone/d.md": None,
    "e.md": Moved("old/e.md"),
}
KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {hooks!r}]
from test_changing_together import CHANGES
from helpcenter.writing import files

calls = 0
def dying(real):
    def call(self, *arguments, **named):
        global calls
        calls += 1
        if calls == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, *arguments, **named)
    return call

for name in ("write_bytes", "replace", "unlink", "mkdir"):
    setattr(Path, name, dying(getattr(Path, name)))
files.{function}(Path({folder!r}){arguments})
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in (("a.md", "a\n"), ("b.md", "b\r\n"), ("gone/d.md", "d\n"), ("old/e.md", "e\n")):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    return tmp_path


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file by its path, and every folder; what verbs keep for themselves left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if WORKSHOP not in path.parts
    }


def killed(folder: Path, at: int, function: str = "make", arguments: str = ", CHANGES") -> bool:
    """Make the changes in a process that is killed when it touches a file for the `at`-th time; False if it ended before that."""
    script = KILLED.format(
        tests=str(Path(__file__).parent), hooks=str(ROOT / "hooks"), folder=str(folder), at=at, function=function, arguments=arguments
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT / "tests")
    assert done.returncode in {0, -9}, done.stderr
    return done.returncode == -9


def test_files_change_move_come_and_go_and_empty_folders_go_with_them(folder: Path) -> None:
    make(folder, CHANGES)
    assert contents(folder) == {
        "a.md": b"new a\n", "deep": None, "deep/er": None, "deep/er/c.md": b"c\n", "e.md": b"e\n", "sub": None, "sub/moved.md": b"moved b\r\n",
    }  # fmt: skip
    assert not (folder / WORKSHOP).exists()


def test_a_kill_at_any_moment_leaves_what_the_next_verb_undoes(folder: Path) -> None:
    before, moments = contents(folder), 0
    while killed(folder, moments + 1):
        moments += 1
        halfway = (folder / WORKSHOP / PLAN).exists()
        assert bool(recover(folder)) == halfway
        assert contents(folder) == before, f"killed at {moments}"
        assert not (folder / WORKSHOP).exists()
    assert moments > len(CHANGES) * 2
    assert contents(folder) != before


def test_a_kill_while_a_change_is_undone_is_undone_too(folder: Path) -> None:
    before = contents(folder)
    halfway = next(at for at in range(1, 40) if killed(folder, at) and (folder / WORKSHOP / PLAN).exists() and contents(folder) != before)
    assert killed(folder, 2, "recover", "")
    assert recover(folder)
    assert contents(folder) == before, halfway


def test_what_somebody_changed_since_is_not_overwritten(folder: Path) -> None:
    at = next(at for at in range(1, 40) if killed(folder, at) and not (folder / "b.md").exists())
    (folder / "a.md").write_text("by hand\n", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(WritingError, match=r"a\.md: was changed after a verb had been killed halfway"):
        recover(folder)
    assert contents(folder) == before, at


def test_a_full_disk_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real, written = contents(folder), Path.write_bytes, 0

    def full(self: Path, data: bytes) -> int:
        nonlocal written
        written += 1
        if written == 3:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WritingError, match=r"No space left on device\. Nothing was changed"):
        make(folder, CHANGES)
    assert contents(folder) == before
    assert not (folder / WORKSHOP).exists()


@pytest.mark.parametrize("path", ["a.md", "b.md", "gone/d.md", "old/e.md"])
def test_a_read_only_file_is_not_written_moved_or_removed(folder: Path, path: str) -> None:
    before = contents(folder)
    (folder / path).chmod(0o444)
    with pytest.raises(WritingError, match=rf"^{path}: is read-only\. Nothing was changed"):
        make(folder, CHANGES)
    assert contents(folder) == before


def test_a_file_moves_over_no_other(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(WritingError, match=r"^a\.md: exists already, and b\.md would be moved there"):
        make(folder, {"a.md": Moved("b.md", "b\n")})
    assert contents(folder) == before


def test_one_verb_works_at_a_time(folder: Path) -> None:
    with alone(folder), pytest.raises(WritingError, match="another verb is changing files here"), alone(folder):
        pass
    with alone(folder) as undone:
        assert undone == ""


def test_the_plan_names_every_file_and_no_content(folder: Path) -> None:
    at = next(at for at in range(1, 40) if killed(folder, at) and (folder / WORKSHOP / PLAN).exists())
    plan = json.loads((folder / WORKSHOP / PLAN).read_text(encoding="utf-8"))
    assert sorted(plan) == ["a.md", "b.md", "deep/er/c.md", "e.md", "gone/d.md", "old/e.md", "sub/moved.md"], at

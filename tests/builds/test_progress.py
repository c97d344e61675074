"""What a terminal and CI see of long work, and that nothing is said of short work."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

from places import ROOT
from project import clean_environment

SCRIPT = """
import sys, time
from helpcenter.runtime import progress
progress.PATIENCE = float(sys.argv[1])
def slow():
    for letter in "abc":
        time.sleep(0.2)
        yield letter
assert list(progress.with_progress(slow(), 3, "checking")) == ["a", "b", "c"]
"""


def said(patience: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, patience], env=clean_environment() | {"PYTHONPATH": str(ROOT / "hooks")} | environment,
        stderr=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stderr


def test_a_phase_that_took_long_leaves_a_line_in_ci_and_a_short_one_none() -> None:
    assert said("0", CI="true") == "checking: 3, 1 s\n"
    assert said("60", CI="true") == ""
    assert said("0") == ""


def test_a_terminal_sees_one_line_that_moves_and_goes() -> None:
    ours, theirs = pty.openpty()
    environment = clean_environment() | {"PYTHONPATH": str(ROOT / "hooks"), "CI": "true"}
    subprocess.run([sys.executable, "-c", SCRIPT, "0"], env=environment, stderr=theirs, check=True)
    os.close(theirs)
    told = os.read(ours, 10_000).decode()
    assert "checking: 0 of 3, 00:00" in told
    assert "checking: 3 of 3" in told
    assert "\n" not in told

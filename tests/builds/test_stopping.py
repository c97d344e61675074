"""Ctrl-C at any step: one sentence, the documented exit code, no process left behind, and the last site whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from project import clean_environment, contents, mkdocs, small_project

# Runs a module in this process, and presses Ctrl-C for its whole group when the named function is called for the n-th time.
INTERRUPTED = """
import functools, importlib, os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores Ctrl-C, and so would this process
sys.path.insert(0, "hooks")
module, name, times, *arguments = sys.argv[1:]
from helpcenter.runtime import processes
processes.FEW = 1
target, times = importlib.import_module(module), int(times)
original = getattr(target, name)
@functools.wraps(original)
def interrupting(*args, **kwargs):
    global times
    times -= 1
    if times == 0:
        os.killpg(0, signal.SIGINT)
    return original(*args, **kwargs)
setattr(target, name, interrupting)
sys.argv = arguments
runpy.run_module(arguments[0], run_name="__main__")
"""
CHECK = {
    "before the sources are read": ("helpcenter.source.files", "from_contents", "1"),
    "while several processes check": ("helpcenter.runtime.processes", "_one", "1"),
}
BUILD = CHECK | {
    "while several processes render": ("helpcenter.pages.views", "whole", "2"),
    "before the release is named": ("helpcenter.runtime.release", "digest", "1"),
}


def interrupted(project: Path, step: tuple[str, str, str], *command: str) -> tuple[int, str]:
    """(exit code, what was said) of a command that is stopped at a step, with every process that it started ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, *step, *command],
        cwd=project, env=clean_environment() | {"NO_MKDOCS_2_WARNING": "1"}, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    # Returns once no process that it started runs: each holds its pipes. To ask for the group finds those that ended, too, until the system reaps them.
    _, told = process.communicate(timeout=60)
    return process.returncode, told


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("project"))


@pytest.mark.parametrize("step", CHECK)
def test_a_check_that_is_stopped_says_so_in_one_line(project: Path, step: str) -> None:
    assert interrupted(project, CHECK[step], "helpcenter", "check") == (130, "helpcenter: stopped.\n")


def test_a_build_that_is_stopped_leaves_the_last_site(project: Path) -> None:
    assert mkdocs(project, "build", "-q").returncode == 0
    before = contents(project / "site")
    for step in BUILD.values():
        page = project / "docs/zh/account/one.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")  # else nothing is built
        assert interrupted(project, step, "mkdocs", "build", "-q") == (1, "\nAborted!\n"), step
        # Ctrl-C waits while a release is named and published, which is done whole: of a blank line nothing but the worker's digest changes.
        assert contents(project / "site") | {"sw.js": b""} == before | {"sw.js": b""}
        assert not (project / ".site/building").exists()

"""Whatever step a build dies at, the site is one complete verified build, and the next build gives what it would have given."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project import clean_environment, contents, copied, edit, mkdocs, restamp, small_project

# Runs MkDocs in this process and dies right before the named function of the core is called for the n-th time.
DYING = """
import os, signal, sys
sys.path.insert(0, "hooks")
import importlib
importlib.import_module("helpcenter.runtime.release").KEPT = 2  # so that one of the two releases goes
module, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
target = importlib.import_module(module)
original = getattr(target, name)
def dying(*args, **kwargs):
    global times
    times -= 1
    if times == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*args, **kwargs)
setattr(target, name, dying)
from mkdocs.__main__ import cli
sys.argv = ["mkdocs", "build", "-q"]
cli()
"""
STEPS = {
    "before the sources are read": ("helpcenter.source.files", "from_contents", 1),
    "before the workshop is opened": ("helpcenter.runtime.release", "open_workshop", 1),
    "while the first language is rendered": ("helpcenter.pages.views", "whole", 2),
    "while the last language is rendered": ("helpcenter.pages.views", "whole", 13),
    "while the cache is written": ("helpcenter.runtime.cache", "_packed", 2),
    "before short links are written": ("helpcenter.pages.redirects", "redirect_files", 1),
    "before the release is named": ("helpcenter.runtime.release", "digest", 1),
    "before the link is moved": ("helpcenter.runtime.release", "_link", 1),
    "while the link is moved": ("os", "replace", 1),
    "before old releases go": ("helpcenter.runtime.release", "_releases", 2),
    "before the workshop is closed": ("shutil", "rmtree", 2),
}

# Of a build that knows most pages, which begins with a former release.
REUSING = {
    "before a former release is taken": ("os", "rename", 1),
    "before it is filled": ("helpcenter.runtime.release", "_fill", 1),
    "before it has its new name": ("os", "rename", 2),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """(project with a change that is not built yet, its site, the site that the next build must give)."""
    project = small_project(tmp_path_factory.mktemp("project"))
    for name in ("two", "one"):  # two releases, of which the first would go
        assert mkdocs(project, "build", "-q").returncode == 0
        edit(project / f"docs/zh/account/{name}.md", "准备好手机。", "准备好手机和充电线。")
        restamp(project)
    assert mkdocs(project, "build", "-q").returncode == 0
    old = contents(project / "site")
    shutil.copytree(project / ".cache", project / "cache-before")
    edit(project / "docs/zh/account/one.md", "准备好手机和充电线。", "准备好手机和纸笔。")
    restamp(project)
    assert mkdocs(project, "build", "-q", "-d", str(project / "expected")).returncode == 0
    shutil.rmtree(project / ".cache")  # it knows the new site already
    return project, old, contents(project / "expected")


@pytest.mark.parametrize("step", [*STEPS, *REUSING])
def test_a_build_killed_at_a_step_leaves_one_whole_site(
    published: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path, step: str
) -> None:
    project, old, new = published
    copy = copied(project, tmp_path)
    if step in REUSING:
        shutil.copytree(copy / "cache-before", copy / ".cache")
    done = subprocess.run(
        [sys.executable, "-c", DYING, *map(str, (STEPS | REUSING)[step])],
        cwd=copy,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr.decode()
    assert contents(copy / "site") in (old, new)
    after = mkdocs(copy, "build", "-q")
    assert after.returncode == 0, after.stderr
    assert contents(copy / "site") == new
    assert not (copy / ".site/building").exists()


@pytest.mark.parametrize("limit", ["limit()", "processes.FEW = 1; os.register_at_fork(after_in_child=limit)"], ids=["at once", "in a fork"])
def test_a_disk_that_is_full_leaves_the_last_site(
    published: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path, limit: str
) -> None:
    project, old, new = published
    copy = copied(project, tmp_path)
    # No file may grow beyond 8 KB: the first page that is larger cannot be written, as on a full disk.
    script = (
        "import os, resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.path.insert(0, 'hooks');"
        "from helpcenter.runtime import processes; limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000));"
        f"{limit}; sys.argv = ['mkdocs', 'build', '-q']; runpy.run_module('mkdocs', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=copy, env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "[Errno 27] File too large" in told
    assert told.count("Not published: ") == told.count("The last site is unchanged.") == 1
    assert "Traceback" not in done.stderr
    assert contents(copy / "site") == old
    assert mkdocs(copy, "build", "-q").returncode == 0
    assert contents(copy / "site") == new


def test_two_builds_at_the_same_time_do_not_harm_each_other(
    published: tuple[Path, dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    project, _, new = published
    copy = copied(project, tmp_path)
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "-q"],
            cwd=copy,
            env=clean_environment(),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    results = [(process.communicate()[1], process.returncode) for process in both]
    assert 0 in [code for _, code in results]
    for told, code in results:
        assert code == 0 or "another build of this site is running" in told
    assert contents(copy / "site") == new

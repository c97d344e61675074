#!/usr/bin/env python3
"""Builds and tests this project with what may come after its stack, each in an environment of its own below .cache/compat/.

    python .ci/compat.py properdocs     ProperDocs, which continues MkDocs 1.x, in place of mkdocs; all else as it is pinned
    python .ci/compat.py newest         the newest releases of all that pyproject.toml names
    python .ci/compat.py newest -- tests/core -k rules      with these arguments for pytest, where not all tests are wanted

Says what differs from the pinned packages, whether the site is the same byte for byte, and which tests fail. Exits with 1 where it cannot
be built or a test fails.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
HERE = ROOT / ".cache/compat"
PROPERDOCS = "properdocs==1.6.7"
REPLACED = ("mkdocs", "mkdocs-get-deps")  # what ProperDocs stands for
WHEELS = ("install", "-q", "--disable-pip-version-check", "--only-binary", ":all:")
_BLOCK = re.compile(r"(?m)^(?=[A-Za-z0-9])")  # a requirement with its hashes begins here
_NAME = re.compile(r"[\w.-]+")


def main(kind: str, tests: list[str]) -> int:
    folder = HERE / kind
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv/bin/python"
    {"properdocs": _install_properdocs, "newest": _install_newest}[kind](python, folder)
    for line in _differences(python):
        print(line)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"NO_MKDOCS_2_WARNING": "1"}
    sites = {folder / "site": python, folder / "pinned": ROOT / ".venv/bin/python"}
    for site, with_python in sites.items():
        if subprocess.run(
            [with_python, "-m", "mkdocs", "build", "-q", "-d", site], cwd=ROOT, env=environment | {"HELPCENTER_CACHE": "off"}, check=False
        ).returncode:
            print(f"{kind}: the site could not be built with {with_python}.")
            return 1
    differing = list(_differing(*sites))
    print(f"{kind}: {len(differing)} files of the site differ from the pinned build{': ' if differing else ''}{', '.join(differing[:10])}")
    status = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(tests or ["-n", "auto", "--dist", "worksteal"])],
        cwd=ROOT, env=environment, check=False,
    ).returncode  # fmt: skip
    print(f"{kind}: built; {'all tests pass' if status == 0 else 'tests fail'}")
    return int(status != 0)


def _install_properdocs(python: Path, folder: Path) -> None:
    """Install the pinned packages, with ProperDocs for MkDocs in this environment: every process of it loads as_mkdocs.py."""
    blocks = _BLOCK.split((ROOT / "requirements-dev.txt").read_text(encoding="utf-8"))
    kept = folder / "requirements.txt"
    kept.write_text("".join(block for block in blocks if _name(block) not in REPLACED), encoding="utf-8")
    _pip(python, "--no-deps", "--require-hashes", "-r", str(kept))
    _pip(python, "--no-deps", PROPERDOCS)
    packages = Path(subprocess.check_output([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True).strip())
    shutil.copy(ROOT / ".ci/as_mkdocs.py", packages)
    (packages / "as_mkdocs.pth").write_text("import as_mkdocs\n", encoding="utf-8")


def _install_newest(python: Path, _: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = [
        *project["project"]["dependencies"],
        *groups["build"],
        *groups["report"],
        *(each for each in groups["dev"] if isinstance(each, str)),
    ]
    _pip(python, "--upgrade", *(re.split(r"[=<>~ ]", each)[0] for each in asked))


def _pip(python: Path, *arguments: str) -> None:
    if subprocess.run([python, "-m", "pip", *WHEELS, *arguments], check=False).returncode:
        sys.exit(f"pip could not install {' '.join(arguments)}.")


def _name(requirement: str) -> str:
    match = _NAME.match(requirement)
    return match[0].lower().replace("_", "-").replace(".", "-") if match else ""


def _differences(python: Path) -> Iterator[str]:
    """A line for each package that is another, or another version, than what is pinned; a package may be pinned per version of Python."""
    pinned: dict[str, list[str]] = {}
    for list_ in ("requirements.txt", "requirements-dev.txt"):
        for name, version in re.findall(r"(?m)^([\w.-]+)==([^ ;\\]+)", (ROOT / list_).read_text(encoding="utf-8")):
            pinned.setdefault(_name(name), []).append(version)
    freeze = subprocess.check_output([python, "-m", "pip", "freeze", "--disable-pip-version-check"], text=True)
    for name, version in (line.split("==") for line in freeze.splitlines() if "==" in line):
        before = pinned.get(_name(name), [])
        if version not in before:
            yield f"{name} {before[-1] if before else '-'} → {version}"


def _differing(one: Path, other: Path) -> Iterator[str]:
    """The files that are not the same in both folders."""
    paths = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    for path in sorted(paths):
        if not ((one / path).is_file() and (other / path).is_file() and filecmp.cmp(one / path, other / path, shallow=False)):
            yield path.as_posix()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in {"properdocs", "newest"}:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], [each for each in sys.argv[2:] if each != "--"]))

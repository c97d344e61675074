"""A content repository: the pages and data of a company, with the engine as a dependency that engine.txt pins.

It begins as a copy of this project's own content, which a company makes its own.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

from helpcenter.source.engine import PROJECT, is_shared
from helpcenter.source.files import FOLDERS, contents_below

from .files import WritingError

ENGINE = "engine.txt"
_STARTER = Path(__file__).with_name("starter")  # what a content repository has of its own
_COPIED = (".gitignore", "LICENSE", "requirements.txt", "requirements-report.txt")
# This project's own files with what differs there: path → (pattern, replacement)
_CHANGED = {
    "mkdocs.yml": [(r"\n\n# --- hooks:[^\n]*\nhooks:\n  - hooks/build\.py\n", "\n  helpcenter: {}  # the engine; stands last\n")],
    ".github/CODEOWNERS": [(r"(?m)^/(?:hooks|\.ci)/ .*\n", ""), (r"/pyproject\.toml\b", f"/{ENGINE}    ")],
    ".github/workflows/check.yml": [(r"\.ci/run\b", "make test")],
    ".github/workflows/publish.yml": [(r"\.ci/run\b", "make test")],
    ".github/workflows/rollback.yml": [],
    ".github/gitlab-ci.yml": [(r"\.ci/run\b", "make test")],
    ".github/actions/changed/action.yml": [],
}
# One version: a tag or commit, which has a digit where a branch has a name; or a wheel.
_GIT = re.compile(r"git\+(?:https|ssh|file)://\S+@(?=\S*\d)[\w.+-]+")
_WHEEL = re.compile(r"[^\s-]\S*\.whl(?: --hash=sha256:[0-9a-f]{64})?")


def repository(engine: str = "") -> dict[str, bytes]:
    """Return path → content of a new content repository.

    `engine` is where pip finds the engine: `git+https://…@v1.2.0` or a wheel; "" stands for where this one was installed from.
    Raises WritingError where that is not one version, or where files of this engine are missing.
    """
    if not engine and not (engine := _origin()):
        raise WritingError("where the engine comes from is not known here. Say it: `--engine git+https://HOST/PATH@TAG`, or a wheel.")
    if not _GIT.fullmatch(engine) and not _WHEEL.fullmatch(engine):
        sentence = "expected a tag or commit, `git+https://HOST/PATH@TAG`, or a wheel: a branch moves, and a name alone may be anybody's."
        raise WritingError(f"`{engine}` does not name one version of the engine: {sentence}")
    requirement = f"helpcenter @ {engine}" if "://" in engine else str(Path(engine).resolve()) if Path(engine).is_file() else engine
    made = {path: data for path, data in contents_below(PROJECT, FOLDERS).items() if not is_shared(path)}
    made[ENGINE] = f"# The engine in one version. After a change: make upgrade\n{requirement}\n".encode()
    try:
        made |= {path: (PROJECT / path).read_bytes() for path in _COPIED}
        made |= {path.name: path.read_bytes() for path in _STARTER.iterdir() if not path.name.startswith(".")}
        made |= {path: _changed(path).encode() for path in _CHANGED}
    except OSError as error:
        raise WritingError(f"{error.filename}: cannot be read: {error.strerror}. This engine is not whole.") from error
    return made


def _changed(path: str) -> str:
    text = (PROJECT / path).read_text(encoding="utf-8")
    for pattern, replacement in _CHANGED[path]:
        text = re.sub(pattern, replacement, text)
    return text


def _origin() -> str:
    """Where pip installed this engine from, with its commit or hash (PEP 610); "" for sources and for files of this machine."""
    try:
        told = json.loads(metadata.distribution("helpcenter").read_text("direct_url.json") or "{}")
    except metadata.PackageNotFoundError:
        return ""
    url, source, archive = str(told.get("url", "")), told.get("vcs_info"), told.get("archive_info", {})
    if source:
        return f"{source['vcs']}+{url}@{source['commit_id']}"
    digest = archive.get("hashes", {}).get("sha256")
    return f"{url} --hash=sha256:{digest}" if url.startswith("https:") and digest else ""

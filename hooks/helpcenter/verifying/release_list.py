"""The list of a release, `release.json`: every file with its SHA-256 and size, and what the release was made of.

It holds nothing of the machine or the moment, so whoever builds the same commit gets the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

LIST = "release.json"
SIGNATURE = "release.json.minisig"
BILL = "sbom.cdx.json"  # of materials: the packages that the site was built with
FORMAT = 1
MAX_FILES, MAX_FILE_BYTES, MAX_BYTES = 200_000, 1 << 30, 1 << 35  # a list that names more is not read


class ListError(Exception):
    """A list that cannot be used. The message says why, as the end of a sentence."""


@dataclass(frozen=True)
class ListedFile:
    sha256: str
    size: int  # bytes

    def is_(self, data: bytes) -> bool:
        return len(data) == self.size and hashlib.sha256(data).hexdigest() == self.sha256


@dataclass(frozen=True)
class ReleaseList:
    """What was released. `time` is that of the commit, in UTC; `demonstration` tells that names and contacts are samples."""

    site_url: str
    commit: str
    time: str
    engine: str
    languages: tuple[str, ...]
    demonstration: bool
    key: str  # the public key that signs it; "" for none. Whoever verifies it has the key from elsewhere.
    files: Mapping[str, ListedFile] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.site_url} of commit {self.commit[:12]}, {self.time}{', a demonstration' if self.demonstration else ''}"

    def of(self, files: Mapping[str, ListedFile]) -> ReleaseList:
        return replace(self, files=files)

    @property
    def comment(self) -> str:
        """The trusted comment of its signature."""
        return f"{self.site_url} commit {self.commit} {self.time}"


def listed(files: Mapping[str, bytes]) -> dict[str, ListedFile]:
    """Return path → what the list tells of a file, for the files of a site."""
    return {path: ListedFile(hashlib.sha256(data).hexdigest(), len(data)) for path, data in sorted(files.items())}


def as_json(release: ReleaseList) -> bytes:
    """Serialize a list, a line per file."""
    head = {"format": FORMAT, **{field.name: getattr(release, field.name) for field in fields(release) if field.name != "files"}}
    told = "".join(f"  {_json(name)}: {_json(value)},\n" for name, value in head.items())
    lines = ",\n".join(f"    {_json(path)}: {_json(asdict(file))}" for path, file in release.files.items())
    return f'{{\n{told}  "files": {{\n{lines}\n  }}\n}}\n'.encode()


def from_json(data: bytes) -> ReleaseList:
    """Read a list back. Raises ListError where it is none, or names what no site has."""
    try:
        value = json.loads(data)
        if value["format"] != FORMAT:
            raise ListError(f"has the format {value['format']!r}; this engine reads {FORMAT}. Take a newer engine")
        files = {path: ListedFile(str(file["sha256"]), int(file["size"])) for path, file in value["files"].items()}
        site_url, commit, moment, engine = (str(value[name]) for name in ("site_url", "commit", "time", "engine"))
        languages = tuple(str(code) for code in value["languages"])
        release = ReleaseList(site_url, commit, moment, engine, languages, bool(value["demonstration"]), str(value["key"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ListError("is no list of a release") from error
    if stray := [path for path in files if _is_stray(path)]:
        raise ListError(f"names {stray[0]!r}, which is no file of a site")
    if (
        len(files) > MAX_FILES
        or any(not 0 <= file.size <= MAX_FILE_BYTES for file in files.values())
        or sum(file.size for file in files.values()) > MAX_BYTES
    ):
        raise ListError("names more than a site has")
    return release


def _is_stray(path: str) -> bool:
    """Whether a path leads out of the folder of a site, or cannot be asked for."""
    return not path.isprintable() or "\\" in path or any(part in ("", ".", "..") for part in path.split("/"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

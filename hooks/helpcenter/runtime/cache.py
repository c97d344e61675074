"""Content-addressed build cache: rendered pages and clean check results, keyed by a digest of their inputs.

A key covers all inputs, so an entry can never be out of date: different inputs have a different key. Values are stored in one SQLite
file below `.cache/`, each with its own digest. A file that is damaged, locked, read-only, missing or of another version only makes the
build slower. Two builds may use the file at once; each writes what it made in one transaction at its end.

No value is code: all are HTML, JSON, plain words or empty, and nothing here or in the adapters unpickles or unmarshals one. But keys
and digests are not signatures. Anyone who can write to `.cache/` can compute both, and make the next build

- take a foreign page, index or feed for one of its own (keys `page`, `search` and the like);
- skip the rules for a source or a built file (`source`, `data`, `site`: an entry, although empty, means that nothing was found);
- believe that the previous site is still current (`build`), if `.site/` can be written to as well.

The cache is therefore for writers and reviewers. What readers get is built with HELPCENTER_CACHE=off (`make release`), which neither
reads nor writes it: every page is rendered, and every rule looks at every file.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

FILE = "helpcenter.sqlite3"
SWITCH = "HELPCENTER_CACHE"  # environment: "off" builds without a cache
KEPT_BUILDS = 20  # an entry that as many builds did not use goes
WAIT = 5.0  # seconds for another build that writes
_DIGEST = 16  # bytes


class Cache:
    """A store of bytes by key. Without a folder it keeps nothing. No method raises because of a faulty file."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._build = 1
        self._database = self._open(folder) if folder else None

    def _open(self, folder: Path) -> sqlite3.Connection | None:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            try:
                database = sqlite3.connect(folder / FILE, timeout=WAIT, check_same_thread=False)
                database.execute("CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB, build INTEGER)")
                database.execute("SELECT key, value FROM made LIMIT 1").fetchall()
                self._build = (database.execute("SELECT max(build) FROM made").fetchone()[0] or 0) + 1
                return database
            except sqlite3.DatabaseError:
                self._remove()
        return None

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            if self._folder:
                (self._folder / FILE).unlink(missing_ok=True)

    def get(self, key: bytes) -> bytes | None:
        """Return the stored value, or None if it is missing or damaged."""
        if key in self._new:
            return self._new[key]
        try:
            row = self._database.execute("SELECT value, build FROM made WHERE key = ?", (key,)).fetchone() if self._database else None
        except sqlite3.DatabaseError:
            self._give_up()
            return None
        value = _unpacked(key, row[0]) if row else None
        if row and value is not None and row[1] <= self._build - KEPT_BUILDS // 2:
            self._used.add(key)  # told now and then: to write it for every entry in every build takes longer than to read them
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Store a value, to be written by `save`. Does nothing without a file."""
        if self._database:
            self._new[key] = value

    def remember(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Return the stored value, or else what `make` returns, which is then stored."""
        value = self.get(key)
        if value is None:
            self.put(key, value := make())
        return value

    def save(self) -> None:
        """Write the new entries and drop those that the last KEPT_BUILDS builds did not use."""
        if not self._database:
            return
        try:
            with self._database:
                self._database.executemany(
                    "INSERT OR REPLACE INTO made VALUES (?, ?, ?)",
                    ((key, _packed(key, value), self._build) for key, value in self._new.items()),
                )
                self._database.executemany("UPDATE made SET build = ? WHERE key = ?", ((self._build, key) for key in self._used))
                self._database.execute("DELETE FROM made WHERE build <= ?", (self._build - KEPT_BUILDS,))
        except sqlite3.OperationalError:  # locked, read-only, or the disk is full: the next build makes it again
            return
        except sqlite3.DatabaseError:
            self._give_up()
            return
        self._new.clear()
        self._used.clear()

    def close(self) -> None:
        if self._database:
            self._database.close()
            self._database = None

    def leave(self) -> None:
        """Detach a forked process from the file, which belongs to the process that opened it. Later entries are discarded."""
        self._database = None

    def _give_up(self) -> None:
        self.close()
        self._remove()


NOTHING = Cache()


def folder(project: Path, environment: Mapping[str, str]) -> Path | None:
    """Return the cache folder of a project, or None where the environment variable SWITCH is off."""
    return None if environment.get(SWITCH, "").lower() == "off" else project / ".cache"


def digest(*parts: str | bytes | Iterable[str | bytes]) -> bytes:
    """Return the first 16 bytes of the SHA-256 over length-prefixed parts."""
    total = hashlib.sha256()
    for part in parts:
        for piece in (part,) if isinstance(part, str | bytes) else part:
            data = piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
            total.update(len(data).to_bytes(8, "big") + data)
        total.update(b"\n")
    return total.digest()[:_DIGEST]


@lru_cache(maxsize=4)
def code(folder: Path) -> bytes:
    """Return a digest of the code below `folder`, the Python version and all installed packages."""
    sources = sorted(path for path in folder.rglob("*") if path.suffix in {".js", ".py", ".yml"})
    packages = sorted(f"{package.metadata['Name']}=={package.version}" for package in metadata.distributions())
    return digest(sys.version, packages, *(part for path in sources for part in (path.relative_to(folder).as_posix(), path.read_bytes())))


def _packed(key: bytes, value: bytes) -> bytes:
    return digest(key, value) + zlib.compress(value, 1)


def _unpacked(key: bytes, packed: object) -> bytes | None:
    """Return the value, or None if these are not the bytes that were stored under this key."""
    if not isinstance(packed, bytes):
        return None
    with contextlib.suppress(zlib.error):
        value = zlib.decompress(packed[_DIGEST:])
        if digest(key, value) == packed[:_DIGEST]:
            return value
    return None

"""Copies of a release, wherever they are, compared with its list: a folder, a ZIP archive, or what a host serves.

A copy may be a forgery, so nothing of it is believed, kept or followed: no more of a file is read than the list says it has, a host
has so many seconds, and where it leads to another host is a problem.
"""

from __future__ import annotations

import os
import stat
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from itertools import islice
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from helpcenter.problems import Problem, ordered
from helpcenter.runtime.beside import of_the_site
from helpcenter.runtime.progress import with_progress

from .minisign import PublicKey, SignatureError, verify
from .release_list import LIST, MAX_FILES, SIGNATURE, ListedFile, ListError, ReleaseList, from_json

RULE = "release"
MAX_LIST, MAX_SIGNATURE, MAX_UNLISTED = 64 << 20, 4 << 10, 16 << 20  # bytes
_ONE_READ, _ONE_FILE, _WHOLE_SITE = 20, 120, 1800  # seconds that a host may take
_AT_ONCE = 8  # requests
_PATIENCE = 20  # files of a host that does not answer
_NOT_SERVED = ("_headers", "_redirects")  # a host may keep these for itself: they tell it what to do
_PART = 1 << 16  # bytes


class CopyError(Exception):
    """A copy that cannot be read at all, as a sentence."""


class Absent(Exception):
    """The copy has no such file."""


class Unreadable(Exception):
    """A file of the copy cannot be read. The message says why, as the end of a sentence."""


class Copy(Protocol):
    """A place where a release is said to be."""

    @property
    def at_once(self) -> int:
        """How many files may be read at the same time."""

    def paths(self) -> Iterator[str]:
        """Yield the paths of all its files; nothing where they cannot be known."""

    def read(self, path: str, limit: int) -> bytes:
        """Return a file, and of one that is longer `limit` bytes and one more. Raises Absent or Unreadable."""


@dataclass(frozen=True)
class Folder:
    place: Path
    at_once: int = 1

    def paths(self) -> Iterator[str]:
        for place, folders, names in os.walk(self.place):
            links = [name for name in folders if os.path.islink(os.path.join(place, name))]
            yield from (os.path.relpath(os.path.join(place, name), self.place).replace(os.sep, "/") for name in sorted(names + links))

    def read(self, path: str, limit: int) -> bytes:
        place = self.place
        try:
            for part in path.split("/"):
                place /= part
                if place.is_symlink():
                    raise Unreadable("is a link, or below one: a release has files alone")
            if not stat.S_ISREG(place.lstat().st_mode):
                raise Unreadable("is no regular file")
            with place.open("rb") as file:
                return file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Absent from error
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from error


class Zip:
    """An archive with a release at its top, or in its one folder."""

    at_once = 1

    def __init__(self, place: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(place)
        except OSError as error:
            raise CopyError(f"{place}: cannot be read: {error.strerror}.") from error
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise CopyError(f"{place}: is no ZIP archive that can be read: {error}.") from error
        names = [entry.filename for entry in self._archive.infolist() if not entry.is_dir()]
        if twice := [name for name, times in Counter(names).items() if times > 1]:
            raise CopyError(f"{place}: holds `{twice[0]}` twice, so nobody can say which is meant.")
        lists = [name for name in names if name == LIST or name.endswith(f"/{LIST}")]
        self._top = min(lists, key=len).removesuffix(LIST) if lists else ""
        self._names = names

    def paths(self) -> Iterator[str]:
        yield from (name.removeprefix(self._top) if name.startswith(self._top) else f"/{name}" for name in self._names)

    def read(self, path: str, limit: int) -> bytes:
        try:
            with self._archive.open(self._top + path) as file:
                return file.read(limit + 1)
        except KeyError as error:
            raise Absent from error
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError) as error:
            raise Unreadable(f"cannot be read: {error}") from error


class _OwnHost(HTTPRedirectHandler):
    """Follows a redirect to the same host alone."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            raise Unreadable(f"leads elsewhere, to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Host:
    """A site as it is served at an address. What stands there beside the listed files cannot be seen from outside."""

    at_once = _AT_ONCE

    def __init__(self, address: str) -> None:
        self._address = address if address.endswith("/") else f"{address}/"
        self._opener: OpenerDirector = build_opener(_OwnHost)
        self._ends = time.monotonic() + _WHOLE_SITE
        self._silent = 0

    def paths(self) -> Iterator[str]:
        yield from ()

    def read(self, path: str, limit: int) -> bytes:
        if self._silent >= _PATIENCE:
            raise Unreadable(f"was not asked for: {_PATIENCE} files before it had no answer")
        request = Request(self._address + quote(path), headers={"Accept-Encoding": "identity", "User-Agent": "helpcenter verify"})  # noqa: S310 (http or https, see copy_at)
        ends = min(self._ends, time.monotonic() + _ONE_FILE)
        try:
            try:
                answer = self._opener.open(request, timeout=_ONE_READ)
            except HTTPError as error:
                if error.code != 404 or not path.endswith("404.html"):  # a host may serve that page with its own status
                    raise
                answer = error
            with answer:
                parts, length = [], 0
                while length <= limit and (part := answer.read1(min(_PART, limit + 1 - length))):
                    parts.append(part)
                    length += len(part)
                    if time.monotonic() > ends:
                        raise Unreadable("comes too slowly: it was not read to its end")
        except HTTPError as error:
            with error:
                if error.code in (404, 410):
                    raise Absent from error
                raise Unreadable(f"is refused: {error.code} {error.reason}") from error
        except (OSError, HTTPException) as error:  # urllib's own errors are OSErrors
            self._silent += 1
            raise Unreadable(f"cannot be read: {getattr(error, 'reason', None) or error}") from error
        self._silent = 0
        return b"".join(parts)


def copy_at(place: str) -> Copy:
    """Return the copy at an address, in a folder or in a ZIP archive. Raises CopyError."""
    if urlsplit(place).scheme in ("http", "https"):
        if not urlsplit(place).hostname or urlsplit(place).query or urlsplit(place).fragment:
            raise CopyError(f"{place}: is no address of a site: expected https://HOST/ or https://HOST/PATH/.")
        return Host(place)
    if "://" in place:
        raise CopyError(f"{place}: cannot be read: expected http or https, a folder, or a ZIP archive.")
    if Path(place).is_dir():
        return Folder(Path(place).resolve())
    if Path(place).is_file():
        return Zip(Path(place))
    raise CopyError(f"{place}: no such folder or file. Name an address, a folder or a ZIP archive.")


def compare(copy: Copy, key: PublicKey) -> tuple[ReleaseList | None, tuple[Problem, ...]]:
    """Return the list that `key` has signed, None where it has signed none, and what of the copy is not as it was released."""
    try:
        data = copy.read(LIST, MAX_LIST)
    except Absent:
        return None, (_problem(LIST, "is missing, so nothing tells what was released. A site has it that `make release` made."),)
    except Unreadable as error:
        return None, (_problem(LIST, f"{error}."),)
    try:
        verify(data, copy.read(SIGNATURE, MAX_SIGNATURE), key)
        release = from_json(data)
    except Absent:
        return None, (_problem(SIGNATURE, f"is missing: nobody answers for this copy. Expected a signature of the key {key.name}."),)
    except (Unreadable, SignatureError) as error:
        return None, (_problem(SIGNATURE, f"{error}. Trust nothing of this copy."),)
    except ListError as error:
        return None, (_problem(LIST, f"{error}."),)
    with ThreadPoolExecutor(copy.at_once) as pool:
        compared = pool.map(lambda listed: _compared(copy, *listed), release.files.items())
        found = [problem for problem in with_progress(compared, len(release.files), "comparing files") if problem]
    paths = list(islice(copy.paths(), 4 * MAX_FILES))  # with two compressed copies of each, and old assets
    found += [
        _problem(path, "is not part of the release. Remove it, or find out who put it there.") for path in _strays(copy, release, paths)
    ]
    if len(paths) == 4 * MAX_FILES:
        found.append(_problem(paths[-1], "and more are not looked at: there are more files than a site has."))
    return release, ordered(found)


def _strays(copy: Copy, release: ReleaseList, paths: list[str]) -> list[str]:
    """The files that are neither listed nor what a release holds beside its site: compressed copies of listed files, and old assets."""
    unlisted = {path for path in paths if path not in release.files and path not in (LIST, SIGNATURE)}
    packed = {path[:-3] for path in unlisted if path.endswith((".br", ".gz"))}

    def contents() -> Iterator[tuple[str, bytes]]:
        for path in sorted(unlisted | (packed & {*release.files, LIST})):
            try:
                yield path, copy.read(path, MAX_UNLISTED)
            except (Absent, Unreadable):
                yield path, b""

    return [path for path, _ in of_the_site(contents()) if path in unlisted]


def _compared(copy: Copy, path: str, listed: ListedFile) -> Problem | None:
    try:
        data = copy.read(path, listed.size)
    except Absent:
        return None if copy.at_once > 1 and path in _NOT_SERVED else _problem(path, "is missing.")
    except Unreadable as error:
        return _problem(path, f"{error}.")
    if listed.is_(data):
        return None
    found = f"more than {listed.size} bytes" if len(data) > listed.size else f"{len(data)} bytes that differ"
    return _problem(path, f"is not what was released: {found}; {listed.size} bytes with the SHA-256 {listed.sha256[:16]}… were.")


def _problem(path: str, sentence: str) -> Problem:
    return Problem(path if path.isprintable() else repr(path), 0, RULE, sentence)

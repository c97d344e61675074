"""Atomic releases: a verified site replaces the previous one in one step, and never otherwise.

A site is built in `.site/` beside the public `site`, which is a symbolic link to the current release. Publishing renames a new link
over the old one: a reader, a kill, a full disk or a crash sees one or the other, whole. The last releases are kept, and the link can
be moved back to any of them; older ones are deleted.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import itertools
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .beside import assets_again, assets_before, compressed, of_the_site
from .progress import with_progress

BUILDING = "building"
HOST = "host"  # what servers include
_RELEASE = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
FOLDER, FILE = 0o755, 0o644  # modes of what is published
KEPT = 5  # releases, the newest among them


class ReleaseError(Exception):
    """A release could not be made. The message says why and what to do."""


@dataclass(frozen=True)
class Workshop:
    """The place where a site is built before it is public. Holds the lock until `close`."""

    public: Path
    lock: IO[str]

    @property
    def store(self) -> Path:
        return _store(self.public)

    @property
    def building(self) -> Path:
        return self.store / BUILDING

    def close(self) -> None:
        """Delete what was not published, and let the next build begin."""
        shutil.rmtree(self.building, ignore_errors=True)
        self.lock.close()


def _store(public: Path) -> Path:
    return public.parent / f".{public.name}"


def open_workshop(public: Path) -> Workshop:
    """Lock and return an empty folder to build `public` in. Raises ReleaseError if another build holds it, or it cannot be created."""
    store = _store(public)
    try:
        store.mkdir(parents=True, exist_ok=True)
        _mode(store, FOLDER)
        lock = (store / "lock").open("a")
    except OSError as error:
        raise ReleaseError(f"{store}: cannot be written: {error.strerror}. The site is built there before it replaces {public}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise ReleaseError(f"{public}: another build of this site is running. Wait for it to end, then build again.") from error
    workshop = Workshop(public, lock)
    shutil.rmtree(workshop.building, ignore_errors=True)
    return workshop


def draft(public: Path) -> Path:
    """Return the folder in which a preview is built before `show_preview` copies it to `public`."""
    return public.with_name(f"{public.name}-{BUILDING}")


def show_preview(built: Path, files: Mapping[str, bytes]) -> None:
    """Update the preview folder of the draft `built` to hold `files`, the whole site. Unchanged files are left alone."""
    _fill(built.with_name(built.name.removesuffix(f"-{BUILDING}")), files)
    shutil.rmtree(built, ignore_errors=True)


def read(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file below `folder`, sorted by path."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return ((path, (folder / path).read_bytes()) for path in paths)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `folder` by their path there."""
    for place in {os.path.dirname(os.path.join(folder, path)) for path in files}:
        os.makedirs(place, exist_ok=True)
    for path, data in with_progress(files.items(), len(files), "writing files"):
        with open(os.path.join(folder, path), "wb") as file:
            file.write(data)


def publish(workshop: Workshop, files: Mapping[str, bytes]) -> Path:
    """Make `files` public in one step and return their release. The same site twice is one release.

    Some of the files may be in the workshop already. For one release the assets of the one before stay: a page that was opened
    before finds what it has yet to load.
    """
    first = _name(sorted(files.items()))
    release = next(path for name in _names(first) if not (path := workshop.store / name).exists() or _name(read(path)) == first)
    if release.resolve() != workshop.public.resolve():
        whole = {**files, **assets_before(workshop.public, files)}
        if release.exists():
            _fill(release, whole)
        else:
            _reuse(workshop, len(files))
            _fill(workshop.building, whole)
            os.rename(workshop.building, release)
    _open_to_readers(release)
    _link(workshop.public, release)
    for old in _releases(workshop.store)[KEPT:]:
        if old != release:
            shutil.rmtree(old, ignore_errors=True)
    return release


def put_beside(workshop: Workshop, files: Mapping[str, bytes]) -> None:
    """Write files for those who serve the site where no reader gets them, each at once as a whole."""
    _put(workshop.building, workshop.store / HOST, files)


def compress(workshop: Workshop) -> int:
    """Put compressed copies beside the files of the public site, each at once as a whole, and return how many there are."""
    site = workshop.public.resolve()
    made = compressed(dict(of_the_site(read(site))))
    _put(workshop.building, site, made)
    return len(made)


def _put(aside: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files aside, then move each into a folder."""
    write(aside, files)
    folder.mkdir(exist_ok=True)
    _mode(folder, FOLDER)
    for path in files:
        _mode(aside / path, FILE)
        os.replace(aside / path, folder / path)


def _open_to_readers(release: Path) -> None:
    """Give folders and files the modes that a web server needs, whatever umask they were made under."""
    for place, _, names in os.walk(release):
        _mode(place, FOLDER)
        for name in names:
            _mode(os.path.join(place, name), FILE)


def _mode(path: str | Path, mode: int) -> None:
    if stat.S_IMODE(os.stat(path).st_mode) != mode:
        os.chmod(path, mode)


def _reuse(workshop: Workshop, files: int) -> None:
    """Start from the release that is about to be deleted if little was built.

    Writing a few files takes a fraction of the time of writing all and deleting as many.
    """
    built = sum(path.is_file() for path in workshop.building.rglob("*"))
    spare = [release for release in _releases(workshop.store)[KEPT - 1 :] if release.resolve() != workshop.public.resolve()]
    if spare and built < files / 2:
        shutil.rmtree(workshop.building, ignore_errors=True)
        os.rename(spare[-1], workshop.building)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly these files; a file with the right bytes is left alone.

    Any other is deleted and written anew, never overwritten: somebody may be reading it or hold a hard link to it.
    """
    held: set[str] = set()
    for place, folders, names in os.walk(folder, topdown=False):
        here = os.path.relpath(place, folder)
        for name in names + [name for name in folders if os.path.islink(os.path.join(place, name))]:
            path = os.path.normpath(os.path.join(here, name))
            if _holds(os.path.join(place, name), files.get(path)):
                held.add(path)
            else:
                os.unlink(os.path.join(place, name))
        with contextlib.suppress(OSError):  # it holds something
            os.rmdir(place)
    write(folder, {path: data for path, data in files.items() if path not in held})


def _holds(path: str, data: bytes | None) -> bool:
    """Whether `path` is a regular file with these bytes."""
    if data is None or os.path.islink(path) or not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read() == data


def remembered(release: Path, pages: str) -> bytes:
    """Serialize what `unchanged` needs to recognize a release."""
    return f"{release.name} {pages}".encode()


def unchanged(public: Path, kept: bytes | None) -> str:
    """Return the page counts of the remembered release if it is public, whole and untouched; else ""."""
    name, _, pages = (kept or b"").decode().partition(" ")
    release = _store(public) / name
    whole = bool(name) and public.is_symlink() and public.resolve() == release.resolve() and _name(read(release)) == name.partition("-")[0]
    if whole:
        _open_to_readers(release)
    return pages if whole else ""


@dataclass(frozen=True)
class Kept:
    """A release that can be public again."""

    name: str
    published: float  # when it last was, in seconds since 1970
    public: bool


def kept(public: Path) -> list[Kept]:
    """Return the releases of `public`, the one that was published last first. Raises ReleaseError where there are none."""
    store = _store(public)
    if not public.is_symlink() or not store.is_dir():
        raise ReleaseError(f"{public}: no release was published there: expected a link into {store}. Build the site first: make site.")
    return [Kept(path.name, path.stat().st_mtime, public.resolve() == path.resolve()) for path in _releases(store)]


def roll_back(public: Path, wanted: str = "1") -> tuple[Kept, Kept]:
    """Make a kept release public instead of the current one, in one step; return the two, the current one first.

    `wanted` is how many releases to go back, or the beginning of a name. The order of releases stays, so that one after the other
    goes back further. Raises ReleaseError where there is no such release, it is not as it was published, or a build is running.
    """
    found = kept(public)
    here = next((number for number, release in enumerate(found) if release.public), -1)
    if here < 0:
        raise ReleaseError(f"{public}: leads to none of the releases in {_store(public)}. Name one: {_named(found)}.")
    if wanted.isdecimal() and len(wanted) < 4:
        there = here + int(wanted)
        if int(wanted) == 0 or there >= len(found):
            before = found[here + 1 :]
            there_is = (
                f"kept before the current one: {_named(before)}" if before else "nothing to go back to: none is kept before the current one"
            )
            raise ReleaseError(f"{public}: {there_is}. Nothing was changed.")
    else:
        matching = [number for number, release in enumerate(found) if release.name.startswith(wanted)]
        if len(matching) != 1:
            raise ReleaseError(
                f"{wanted}: is {'no' if not matching else 'more than one'} release. Kept are {_named(found)}. Nothing was changed."
            )
        [there] = matching
    release = _store(public) / found[there].name
    workshop = open_workshop(public)  # a build that ended meanwhile would be public after all
    try:
        site = dict(of_the_site(read(release)))
        if _name(site.items()) != release.name.partition("-")[0]:
            raise ReleaseError(
                f"{release}: is not as it was published: somebody has changed files in it. Choose another, or build it again."
            )
        _put(workshop.building, release, assets_again(public, release, site))
        _open_to_readers(release)
        _point(public, release)
    except OSError as error:
        raise ReleaseError(f"{error.filename or release}: {error.strerror}. Nothing was changed.") from error
    finally:
        workshop.close()
    return found[here], found[there]


def _named(releases: Iterable[Kept]) -> str:
    return ", ".join(release.name for release in releases)


def _link(public: Path, release: Path) -> None:
    """Make a release public, as the newest."""
    os.utime(release)
    _point(public, release)


def _point(public: Path, release: Path) -> None:
    target = os.path.relpath(release, public.parent)
    if public.is_symlink() and os.readlink(public) == target:
        return
    link = release.parent / "link"
    with contextlib.suppress(FileNotFoundError):
        link.unlink()
    link.symlink_to(target)
    if public.is_dir() and not public.is_symlink():
        aside = release.parent / "before-releases"
        if aside.exists():
            raise ReleaseError(f"{public}: is a folder, and {aside} exists already. Move one of them away.")
        os.rename(public, aside)
    os.replace(link, public)


def _releases(store: Path) -> list[Path]:
    """Return all releases, newest first."""
    found = (path for path in store.iterdir() if path.is_dir() and _RELEASE.fullmatch(path.name))
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _names(first: str) -> Iterator[str]:
    """Yield the possible names of a release: the first, and more in case somebody has changed files in it."""
    return (first if number == 1 else f"{first}-{number}" for number in itertools.count(1))


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 of a site in hexadecimal, from (path, bytes) sorted by path: that of the list `sha256sum` prints.

    What a folder holds beside the site (beside.py) does not count.
    Anyone can compute it without this code: see “Publish” in .github/OPERATING.md.
    """
    total = hashlib.sha256()
    for path, data in of_the_site(files):
        total.update(f"{hashlib.sha256(data).hexdigest()}  {path}\n".encode())
    return total.hexdigest()


def _name(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the name of the release that holds these files."""
    return digest(files)[:16]

"""What a release holds beside its site: compressed copies of its files, for servers that send them as they are, and the assets of the
release before, for pages that readers opened just before it was replaced.

Neither counts in the digest of a site: how well a file is compressed differs between machines, and what was published before is not
what is published now. A copy counts as one only if it holds its file, byte for byte; so nothing can hide in it.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import brotli

from .processes import mapped

BEFORE = "assets-before.txt"  # lists the assets of the release before as `sha256sum` does; sorts before them
SMALLEST = 1024  # bytes; a smaller file fits one packet, compressed or not
QUALITY = 10  # of 11: measured on the pages here, 2 % larger and more than twice as fast; gzip is 18 % larger
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ".ico", ".webmanifest")
_ASSET = re.compile(r"assets/[\w/.-]+[.-][0-9a-f]{8}[/.][\w/.-]*(?<=\.)(?:css|js|json|svg|png|jpg|jpeg|gif|webp|ico)")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


# --- compressed copies ------------------------------------------------------------------------------------------------


def compressed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return path → content of the compressed copies of a site's files, `.br` and `.gz`. The same on one machine every time."""
    paths = [path for path, data in files.items() if path.endswith(_COMPRESSED) and len(data) >= SMALLEST]
    packed = mapped(_packed, [files[path] for path in paths], "compressing")
    return {path + ending: data for path, both in zip(paths, packed, strict=True) for ending, data in both.items()}


def _packed(data: bytes) -> dict[str, bytes]:
    return {
        ".br": brotli.compress(data, quality=QUALITY),
        ".gz": zlib.compress(data, 9, wbits=31),
    }  # zlib's own header of gzip holds no time


def _unpacked(ending: str, data: bytes, most: int) -> bytes:
    """A copy's content, or if it is longer than `most` bytes its beginning; nothing of a copy that is damaged."""
    try:
        if ending == ".br":
            unpacker = brotli.Decompressor()
            return bytes(unpacker.process(data, output_buffer_limit=most + 1)) if most else b""
        return zlib.decompressobj(wbits=31).decompress(data, most + 1)
    except (brotli.error, zlib.error):
        return b""


# --- assets of the release before -------------------------------------------------------------------------------------


def assets_before(public: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return path → content of the assets in the folder `public` that `files`, which will replace it, lack, with their list.

    They are those of that release alone: what it had kept of the one before it is left out.
    """
    listed = _kept(public)
    paths = (path.relative_to(public).as_posix() for path in sorted((public / "assets").rglob("*")) if path.is_file())
    kept = [path for path in paths if path not in files and path not in listed and _ASSET.fullmatch(path)]
    return _with_list({path: (public / path).read_bytes() for path in kept})


def assets_again(public: Path, release: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the same for a release whose site is `files` and that becomes public again: what it has kept, and the assets that it lacks."""
    found = {path: (release / path).read_bytes() for path in _kept(release) if (release / path).is_file()} | assets_before(public, files)
    return _with_list({path: data for path, data in found.items() if path != BEFORE})


def _kept(release: Path) -> dict[str, str]:
    return _listed((release / BEFORE).read_bytes()) if (release / BEFORE).is_file() else {}


def _with_list(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The list stands first: an asset that it names may be missing, one that it does not name may not be there."""
    rows = "".join(f"{_sha256(data)}  {path}\n" for path, data in sorted(assets.items()))
    return {BEFORE: rows.encode(), **assets} if assets else {}


def _listed(data: bytes) -> dict[str, str]:
    """Path → SHA-256 of the assets that a list names; what is no asset does not count."""
    lines = map(_LINE.fullmatch, data.decode("utf-8", "replace").splitlines())
    return {line[2]: line[1] for line in lines if line and _ASSET.fullmatch(line[2])}


# --- without both -----------------------------------------------------------------------------------------------------


def of_the_site(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield of a folder's (path, bytes), sorted by path, those of the site itself."""
    seen: dict[str, tuple[str, int]] = {}
    before: dict[str, str] = {}
    for path, data in files:
        stem, ending = path[:-3], path[-3:]
        if ending in (".br", ".gz") and stem in seen:
            found = _unpacked(ending, data, seen[stem][1])
            if (_sha256(found), len(found)) == seen[stem]:
                continue
        digest = _sha256(data)
        if path == BEFORE and _is_list(data):
            before = _listed(data)
            continue
        if before.get(path) == digest:
            continue
        seen[path] = digest, len(data)
        yield path, data


def _is_list(data: bytes) -> bool:
    """Whether a list holds nothing else."""
    return data.decode("utf-8", "replace") == "".join(f"{digest}  {path}\n" for path, digest in _listed(data).items())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

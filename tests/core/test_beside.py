"""Compressed copies hold what their file holds, and old assets stay for one release; neither changes the digest of a site."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import zlib
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest

from helpcenter.runtime import release
from helpcenter.runtime.beside import BEFORE, compressed, of_the_site
from places import ROOT

PAGE = b"<p>Never share your recovery phrase.</p>\n" * 40


def published(public: Path, files: Mapping[str, bytes], copies: bool = False) -> dict[str, bytes]:
    """What is public after a release of these files."""
    workshop = release.open_workshop(public)
    try:
        release.publish(workshop, files)
        if copies:
            release.compress(workshop)
    finally:
        workshop.close()
    return dict(release.read(public))


def site(number: int) -> dict[str, bytes]:
    """A site of which each version has a script, a drawing, a module and an index of its own."""
    script = f"go({number})".encode()
    digest = hashlib.sha256(script).hexdigest()[:8]
    return {
        "index.html": PAGE + script,
        "search/en.json": script,
        "assets/same.00000000.css": b"same",
        f"assets/javascripts/own.{digest}.js": script,
        f"assets/javascripts/search-{digest}/box.js": script,
        f"assets/diagrams/en/memo.{digest}.svg": script,
    }


def of_assets(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith("assets/")}


# --- assets of the release before -------------------------------------------------------------------------------------


def test_the_assets_of_a_release_stay_for_the_next_one_and_no_longer(tmp_path: Path) -> None:
    public = tmp_path / "site"
    assert published(public, site(1)) == site(1)
    second = published(public, site(2))
    assert {path: data for path, data in second.items() if path != BEFORE} == of_assets(site(1)) | site(2)
    third = published(public, site(3))
    assert {path: data for path, data in third.items() if path != BEFORE} == of_assets(site(2)) | site(3)


def test_what_stays_is_listed_as_sha256sum_lists_it(tmp_path: Path) -> None:
    published(tmp_path / "site", site(1))
    listed = published(tmp_path / "site", site(2))[BEFORE].decode()
    assert {line[66:] for line in listed.splitlines()} == of_assets(site(1)).keys() - site(2).keys()
    assert subprocess.run(["sha256sum", "-c", "--quiet", BEFORE], cwd=tmp_path / "site", check=False).returncode == 0


def test_a_release_that_comes_back_has_the_assets_of_the_one_that_it_replaces(tmp_path: Path) -> None:
    public = tmp_path / "site"
    for number in (1, 2, 1):
        found = published(public, site(number))
    assert {path: data for path, data in found.items() if path != BEFORE} == of_assets(site(2)) | site(1)
    assert len([path for path in (tmp_path / ".site").iterdir() if path.is_dir()]) == 2


def test_the_same_site_again_changes_nothing(tmp_path: Path) -> None:
    public = tmp_path / "site"
    for number in (1, 2):
        found = published(public, site(number), copies=True)
    assert published(public, site(2)) == found


@pytest.mark.parametrize(
    "path", ["notes.txt", "page.html", "assets/page.12345678.html", "assets/plain.js", "images/a.12345678.png", "assets/a.12345678.png.exe"]
)
def test_only_assets_with_a_hash_stay(tmp_path: Path, path: str) -> None:
    published(tmp_path / "site", site(1) | {path: b"x"})
    assert path not in published(tmp_path / "site", site(1) | {"index.html": b"x"})


# --- the digest -------------------------------------------------------------------------------------------------------


def digest(files: Mapping[str, bytes]) -> str:
    return release.digest(sorted(files.items()))


def test_neither_old_assets_nor_compressed_copies_count_in_the_digest(tmp_path: Path) -> None:
    published(tmp_path / "site", site(1))
    found = published(tmp_path / "site", site(2), copies=True)
    assert {"index.html.br", "index.html.gz", BEFORE} <= found.keys()
    assert digest(found) == digest(site(2))


def line(path: str, data: bytes) -> bytes:
    return f"{hashlib.sha256(data).hexdigest()}  {path}\n".encode()


@pytest.mark.parametrize(
    "stray",
    [
        {"index.html.gz": gzip.compress(b"<p>another page</p>")},
        {"index.html.gz": gzip.compress(PAGE[:-1])},
        {"index.html.gz": gzip.compress(PAGE + b"more")},
        {"index.html.gz": PAGE},
        {"index.html.br": brotli.compress(b"<p>another page</p>")},
        {"index.html.br": brotli.compress(PAGE + b"more")},
        {"index.html.br": zlib.compress(PAGE)},
        {"index.html.br": b""},
        {"other.html.gz": gzip.compress(PAGE)},
        {BEFORE: line("assets/a.12345678.js", b"x") + b"more\n"},
        {BEFORE: line("page.html", b"x"), "page.html": b"x"},
        {BEFORE: line("assets/page.12345678.html", b"x"), "assets/page.12345678.html": b"x"},
        {BEFORE: line("assets/a.12345678.js", b"x"), "assets/a.12345678.js": b"another"},
        {"assets/a.12345678.js": b"x"},
    ],
)
def test_what_only_looks_like_one_counts(stray: Mapping[str, bytes]) -> None:
    whole = {"index.html": PAGE, "style.css": b"a {}"}
    assert digest(whole | stray) != digest(whole)


def test_the_command_of_the_guide_prints_the_same_digest(tmp_path: Path) -> None:
    guide = (ROOT / ".github/OPERATING.md").read_text(encoding="utf-8")
    command = next(text for text in guide.split("```sh\n") if "sha256sum" in text).split("```")[0]
    for number in (1, 2):
        found = published(tmp_path / "site", site(number), copies=True)
        told = subprocess.run(["bash", "-ec", command], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        assert told.split()[0] == digest(found) == digest(site(number))


# --- compressed copies ------------------------------------------------------------------------------------------------


def test_copies_are_made_of_texts_of_some_size_and_hold_what_their_file_holds() -> None:
    files = {f"a.{kind}": PAGE for kind in ("html", "css", "js", "json", "svg", "xml", "txt", "md", "webmanifest")}
    made = compressed(files | {"small.html": PAGE[:1000], "a.png": PAGE, "_headers": PAGE})
    assert made.keys() == {f"{path}.{ending}" for path in files for ending in ("br", "gz")}
    assert {gzip.decompress(data) for path, data in made.items() if path.endswith(".gz")} == {PAGE}
    assert {brotli.decompress(data) for path, data in made.items() if path.endswith(".br")} == {PAGE}
    assert compressed(files) == made


def test_a_copy_does_not_outlive_its_file(tmp_path: Path) -> None:
    public = tmp_path / "site"
    for number in (1, 2, 3, 4):
        published(public, site(number), copies=True)
    found = published(public, site(1))
    assert not [path for path in found if path.endswith((".br", ".gz"))]


def test_copies_can_be_read_by_a_web_server_and_are_no_links(tmp_path: Path) -> None:
    published(tmp_path / "site", site(1), copies=True)
    copies = [path for path in (tmp_path / "site").rglob("*") if path.suffix in {".br", ".gz"}]
    assert {path.stat().st_mode & 0o777 for path in copies} == {0o644}
    assert dict(of_the_site(release.read(tmp_path / "site"))) == site(1)

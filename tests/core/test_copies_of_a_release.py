"""A copy of a release, in a folder, an archive or on a host, is what was signed, file by file, or the difference is told."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from helpcenter.runtime.release import write
from helpcenter.verifying import copies
from helpcenter.verifying.bill import bill
from helpcenter.verifying.copies import CopyError, compare, copy_at
from helpcenter.verifying.minisign import PublicKey, secret_key
from helpcenter.verifying.release_list import LIST, SIGNATURE, ListError, ReleaseList, as_json, from_json, listed
from helpcenter.verifying.seal import Seal
from places import ROOT
from project import contents
from releases import new_key

SITE = {
    "index.html": b"home",
    "404.html": b"not here",
    "en/index.html": "ñ 中".encode(),
    "a b/ü.svg": b"<svg/>",
    "_headers": b"/*\n",
    "empty.txt": b"",
}
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, PublicKey]:
    return new_key(tmp_path / "keys")


@pytest.fixture
def files(key: tuple[Path, PublicKey]) -> dict[str, bytes]:
    """A release, path → content."""
    return released(SITE, key)


def released(site: Mapping[str, bytes], key: tuple[Path, PublicKey]) -> dict[str, bytes]:
    release = ReleaseList("https://help.example.com/", COMMIT, "2026-11-30T10:00:00Z", "1.0.0", ("zh", "en"), False, str(key[1]), {})
    return Seal(release, b"{}\n", secret_key(key[0].read_text(encoding="utf-8"))).put_on(site)


def in_folder(files: Mapping[str, bytes], place: Path) -> str:
    write(place, files)
    return str(place)


def in_zip(files: Mapping[str, bytes], place: Path) -> str:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return str(place)


def in_zip_below_a_folder(files: Mapping[str, bytes], place: Path) -> str:
    return in_zip({f"site-1.2/{path}": data for path, data in files.items()}, place)


PLACES: dict[str, Callable[[Mapping[str, bytes], Path], str]] = {
    "a folder": in_folder,
    "an archive": in_zip,
    "a folder in an archive": in_zip_below_a_folder,
}


def found(place: str, key: PublicKey) -> list[str]:
    return [str(problem) for problem in compare(copy_at(place), key)[1]]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_names_every_file_with_its_digest_and_size_and_what_it_was_made_of(files: Mapping[str, bytes]) -> None:
    told = json.loads(files[LIST])
    assert list(told["files"]) == sorted([*SITE, "sbom.cdx.json"])
    assert told["files"]["en/index.html"] == {"sha256": hashlib.sha256(SITE["en/index.html"]).hexdigest(), "size": 6}
    assert {name: told[name] for name in ("format", "site_url", "commit", "time", "engine", "languages", "demonstration")} == {
        "format": 1,
        "site_url": "https://help.example.com/",
        "commit": COMMIT,
        "time": "2026-11-30T10:00:00Z",
        "engine": "1.0.0",
        "languages": ["zh", "en"],
        "demonstration": False,
    }
    assert as_json(from_json(files[LIST])) == files[LIST]


def test_two_people_get_the_same_bytes_in_whatever_order_files_come(key: tuple[Path, PublicKey]) -> None:
    assert released(SITE, key) == released(dict(reversed(SITE.items())), key)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a//b", "a/../b", "./a", "", "a\\b", "a\nb", "a/", "a\x1b[2Jb", "\u202ea"])
def test_a_list_that_names_what_is_no_file_of_a_site_is_not_read(path: str, files: Mapping[str, bytes]) -> None:
    with pytest.raises(ListError, match="is no file of a site"):
        from_json(as_json(from_json(files[LIST]).of(listed({path: b""}))))


LISTS = {
    "no JSON": b"{",
    "no list": b"[]",
    "nothing": b"{}",
    "a number": b"1",
    "deep": b"[" * 100_000,
    "not UTF-8": b"\xff",
    "another format": b'{"format": 2}',
}


@pytest.mark.parametrize("case", LISTS)
def test_what_is_no_list_is_not_read(case: str) -> None:
    with pytest.raises(ListError):
        from_json(LISTS[case])


@pytest.mark.parametrize("size", [-1, 1 << 40, "many", None])
def test_a_list_with_sizes_that_no_site_has_is_not_read(size: object, files: Mapping[str, bytes]) -> None:
    told = json.loads(files[LIST])
    told["files"]["index.html"]["size"] = size
    with pytest.raises(ListError):
        from_json(json.dumps(told).encode())


# --- copies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_a_whole_copy_is_told_to_be_one(place: str, files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path) -> None:
    made, problems = compare(copy_at(PLACES[place](files, tmp_path / "copy")), key[1])
    assert problems == ()
    assert str(made) == "https://help.example.com/ of commit 0123456789ab, 2026-11-30T10:00:00Z"


@pytest.mark.parametrize("place", PLACES)
def test_every_difference_is_told_at_once(place: str, files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path) -> None:
    changed = {path: data for path, data in files.items() if path != "404.html"}
    changed |= {
        "index.html": b"hOme",
        "en/index.html": b"longer than it was",
        "a b/ü.svg": b"",
        "new/page.html": b"",
        "empty.txt": b"no more",
    }
    assert found(PLACES[place](changed, tmp_path / "copy"), key[1]) == [
        "404.html: release: is missing.",
        f"a b/ü.svg: release: is not what was released: 0 bytes that differ; 6 bytes with the SHA-256 {hashlib.sha256(b'<svg/>').hexdigest()[:16]}… were.",
        f"empty.txt: release: is not what was released: more than 0 bytes; 0 bytes with the SHA-256 {hashlib.sha256(b'').hexdigest()[:16]}… were.",
        f"en/index.html: release: is not what was released: more than 6 bytes; 6 bytes with the SHA-256 {hashlib.sha256(SITE['en/index.html']).hexdigest()[:16]}… were.",
        f"index.html: release: is not what was released: 4 bytes that differ; 4 bytes with the SHA-256 {hashlib.sha256(b'home').hexdigest()[:16]}… were.",
        "new/page.html: release: is not part of the release. Remove it, or find out who put it there.",
    ]


@pytest.mark.parametrize("place", PLACES)
def test_a_list_that_was_changed_with_the_files_is_not_believed(
    place: str, files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path
) -> None:
    other = new_key(tmp_path / "other")
    forged = files | {"index.html": b"give us your coins"}
    for number, (case, reason) in enumerate(
        [
            (forged | {LIST: released(forged, key)[LIST]}, "does not hold: the file is not what the key"),
            (released({"index.html": b"forged"}, other), "was made by the key"),
            ({path: data for path, data in files.items() if path != SIGNATURE}, "is missing: nobody answers for this copy."),
            (
                {path: data for path, data in files.items() if path not in (SIGNATURE, LIST)},
                "is missing, so nothing tells what was released.",
            ),
            (files | {SIGNATURE: b"x" * 5000}, "is no signature of minisign"),
        ]
    ):
        [told] = found(PLACES[place](case, tmp_path / f"copy-{number}"), key[1])
        assert reason in told


def test_an_older_release_is_told_by_its_commit_and_time(files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path) -> None:
    """Whoever serves an old release has its signature, too: the date is what gives it away."""
    made, problems = compare(copy_at(in_folder(files, tmp_path / "copy")), key[1])
    assert made is not None
    assert (made.commit, made.time, problems) == (COMMIT, "2026-11-30T10:00:00Z", ())


def test_links_and_pipes_in_a_folder_are_no_files_of_a_release(
    files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path
) -> None:
    place = tmp_path / "copy"
    in_folder(files, place)
    (tmp_path / "elsewhere").mkdir()
    (place / "en/index.html").rename(tmp_path / "elsewhere/index.html")
    (place / "en").rmdir()
    (place / "en").symlink_to(tmp_path / "elsewhere")
    (place / "404.html").rename(tmp_path / "404.html")
    (place / "404.html").symlink_to(tmp_path / "404.html")
    (place / "empty.txt").unlink()
    os.mkfifo(place / "empty.txt")
    assert found(str(place), key[1]) == [
        "404.html: release: is a link, or below one: a release has files alone.",
        "empty.txt: release: is no regular file.",
        "en: release: is not part of the release. Remove it, or find out who put it there.",
        "en/index.html: release: is a link, or below one: a release has files alone.",
    ]
    (tmp_path / "site").symlink_to(in_folder(files, tmp_path / "whole"))
    assert found(str(tmp_path / "site"), key[1]) == []


def test_an_archive_that_holds_a_file_twice_or_is_none_is_refused(
    files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path
) -> None:
    place = in_zip(files, tmp_path / "twice.zip")
    with zipfile.ZipFile(place, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("index.html", b"which?")
    with pytest.raises(CopyError, match=r"holds `index\.html` twice"):
        copy_at(place)
    (tmp_path / "page.zip").write_bytes(b"<!doctype html>")
    with pytest.raises(CopyError, match="is no ZIP archive"):
        copy_at(str(tmp_path / "page.zip"))


def test_a_file_in_an_archive_that_is_damaged_or_unpacks_without_end_is_told(
    files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path
) -> None:
    place = Path(in_zip(files | {"index.html": bytes(50_000_000)}, tmp_path / "bomb.zip"))
    assert [line.split(":")[0] for line in found(str(place), key[1])] == ["index.html"]
    whole = Path(in_zip(files | {"en/index.html": b"abcdef" * 50}, tmp_path / "whole.zip")).read_bytes()
    (tmp_path / "damaged.zip").write_bytes(whole.replace(b"en/index.html", b"en/indeX.html", 1))
    assert [line.split(":")[0] for line in found(str(tmp_path / "damaged.zip"), key[1])] == ["en/index.html"]


def test_what_lies_beside_the_site_in_an_archive_is_told(files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path) -> None:
    beside = {f"site/{path}": data for path, data in files.items()} | {"readme.txt": b"", "../x": b""}
    assert [line.split(":")[0] for line in found(in_zip(beside, tmp_path / "copy.zip"), key[1])] == ["/../x", "/readme.txt"]


@pytest.mark.parametrize("place", ["nothing", "ftp://help.example.com/", "file:///etc", "https://", "https://help.example.com/?x=1"])
def test_what_is_no_place_is_refused(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CopyError):
        copy_at(place)


# --- hosts ------------------------------------------------------------------------------------------------------------


@contextmanager
def host(files: Mapping[str, bytes], answers: Mapping[str, tuple[int, dict[str, str]]] | None = None, below: str = "/") -> Iterator[str]:
    """The address of a host that serves these files below a path; some paths are answered with a status and headers of their own."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix(below)
            status, headers = (answers or {}).get(path, (200 if path in quoted else 404, {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if status == 200 or path == "404.html":
                self.wfile.write(quoted.get(path, b""))

        def log_message(self, *_: object) -> None:
            pass

    from urllib.parse import quote  # noqa: PLC0415

    quoted = {quote(path): data for path, data in files.items()}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{below}"
    server.shutdown()
    server.server_close()


def test_a_host_that_serves_the_release_passes_at_its_root_and_below_a_path(files: dict[str, bytes], key: tuple[Path, PublicKey]) -> None:
    with host(files) as address:
        assert found(address, key[1]) == []
    with host(files, below="/help/center/") as address:
        assert found(address.rstrip("/"), key[1]) == []


def test_a_host_may_keep_its_own_settings_and_serve_404_html_with_its_status(files: dict[str, bytes], key: tuple[Path, PublicKey]) -> None:
    with host({path: data for path, data in files.items() if path != "_headers"}, {"404.html": (404, {})}) as address:
        assert found(address, key[1]) == []


def test_a_redirect_is_followed_on_the_same_host_alone(files: dict[str, bytes], key: tuple[Path, PublicKey]) -> None:
    with host(files) as other:
        moved = {
            "en/index.html": (308, {"Location": "/en"}),
            "index.html": (302, {"Location": f"{other}index.html"}),
            "empty.txt": (301, {"Location": "file:///etc/hostname"}),
            "404.html": (301, {"Location": "/404.html"}),
        }
        with host(files | {"en": files["en/index.html"]}, moved) as address:
            told = found(address, key[1])
    assert [line.split(":")[0] for line in told] == ["404.html", "empty.txt", "index.html"]
    assert "is refused: 301" in told[1]
    assert f"leads elsewhere, to {other}index.html." in told[2]


def test_what_a_host_serves_changed_or_refuses_is_told(files: dict[str, bytes], key: tuple[Path, PublicKey]) -> None:
    changed = files | {"index.html": b"home<script></script>" + bytes(1_000_000)}
    with host(changed, {"en/index.html": (403, {}), "empty.txt": (410, {}), "404.html": (500, {})}) as address:
        told = found(address, key[1])
    assert [line.split(";")[0] for line in told] == [
        "404.html: release: is refused: 500 Internal Server Error.",
        "empty.txt: release: is missing.",
        "en/index.html: release: is refused: 403 Forbidden.",
        "index.html: release: is not what was released: more than 4 bytes",
    ]


def test_a_host_that_does_not_answer_is_asked_a_few_times_alone(key: tuple[Path, PublicKey], monkeypatch: pytest.MonkeyPatch) -> None:
    many = released({f"{number}.html": b"x" for number in range(40)}, key)
    monkeypatch.setattr(copies.Host, "at_once", 1)
    with host(many) as address:
        copy = copy_at(address)
        lists = {path: copy.read(path, 1 << 20) for path in (LIST, SIGNATURE)}
    whole = copy.read
    monkeypatch.setattr(copy, "read", lambda path, limit: lists.get(path) or whole(path, limit))
    told = [str(problem) for problem in compare(copy, key[1])[1]]
    assert len(told) == 41
    assert sum("was not asked for" in line for line in told) == 21


def test_a_host_that_is_slow_is_not_waited_for(
    files: dict[str, bytes], key: tuple[Path, PublicKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(files) as address:
        copy = copy_at(address)
        monkeypatch.setattr(copies, "_ONE_FILE", -1)
        [problem] = compare(copy, key[1])[1]
    assert problem.sentence == "comes too slowly: it was not read to its end."


# --- the bill of materials --------------------------------------------------------------------------------------------


def test_the_bill_names_every_pinned_package_and_is_what_cyclonedx_says_it_is() -> None:
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    made = bill(requirements, "1.0.0")
    assert made == bill(requirements, "1.0.0")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.decode()) is None
    parts = json.loads(made)["components"]
    pinned = [line.split(" ")[0] for line in requirements.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert [f"{part['name']}=={part['version']}" for part in parts] == pinned
    assert sum(len(part["hashes"]) for part in parts) == requirements.count("--hash=")
    assert all(part["hashes"] for part in parts)


def test_a_package_of_some_systems_alone_is_optional() -> None:
    text = (
        "one==1.0 \\\n    --hash=sha256:"
        + "a" * 64
        + "\n    # via x\ntwo-b==2.0rc1 ; sys_platform == 'win32' \\\n    --hash=sha256:"
        + "b" * 64
        + " \\\n    --hash=sha256:"
        + "c" * 64
        + "\n"
    )
    one, two = json.loads(bill(text, "1"))["components"]
    assert (one["scope"], one["purl"], two["scope"], two["purl"]) == ("required", "pkg:pypi/one@1.0", "optional", "pkg:pypi/two-b@2.0rc1")
    assert [entry["content"][0] for entry in two["hashes"]] == ["b", "c"]


def test_a_folder_is_read_and_not_written(files: dict[str, bytes], key: tuple[Path, PublicKey], tmp_path: Path) -> None:
    place = tmp_path / "copy"
    in_folder(files, place)
    compare(copy_at(str(place)), key[1])
    assert contents(place) == files

"""What hosts are told, asked of real servers: nginx and Caddy, at the root of a host and below it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Browser

from helpcenter.articles.read import read_library
from helpcenter.config.read import read_settings
from helpcenter.pages.hosts import ASKED, DRAWING, HEADERS, KEPT, POLICY, REDIRECTS, ROBOTS, headers, host_files, server_files
from helpcenter.pages.prints import policies
from helpcenter.runtime import release
from helpcenter.source.files import read_tree
from project import helpcenter, make_alias, mkdocs, small_project
from servers import BROTLI, caddy, nginx

TOPS = {"at the root": "", "below a host": "help/"}
FURTHER = {"/en/": "en", "/es/": "es", "/": "zh"}  # where a page is missing, and the language that says so


class Built(NamedTuple):
    project: Path
    top: str

    @property
    def site_url(self) -> str:
        return f"https://wallet.alt/{self.top}"

    @property
    def sent(self) -> dict[str, str]:
        return headers(read_settings(read_tree(self.project)), self.site_url)


@pytest.fixture(scope="module", params=TOPS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = Built(small_project(tmp_path_factory.mktemp("project")), TOPS[request.param])
    make_alias(made.project, "three", "third")
    assert mkdocs(made.project, "build", "-q", SITE_URL=made.site_url).returncode == 0
    assert helpcenter(made.project, "compress").returncode == 0
    return made


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def host(request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, by the lines that the parts say are to be written."""
    folder, parts = tmp_path_factory.mktemp("server"), built.project / ".site/host"
    name = {"nginx": "nginx.conf", "caddy": "Caddyfile"}[request.param]
    told = [line[1:].strip() for line in (parts / name).read_text(encoding="utf-8").splitlines() if line.startswith("#   ")]
    lines = (
        "".join(f"{line}\n" for line in told)
        .replace("/srv/help/site", str(built.project / "site"))
        .replace("/srv/help/.site", str(parts.parent))
    )
    if request.param == "nginx":
        more = "brotli_static on;" if BROTLI.exists() else ""
        with nginx(folder, f"server {{ listen; {more}\n{lines}}}\n") as address:
            yield address + built.top
    else:
        with caddy(folder, lines) as address:
            yield address + built.top


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(address: str, **sent: str) -> Answer:
    """What a server answers, followed nowhere and decoded by nobody."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.netloc, timeout=30)
    try:
        connection.request(
            "GET", url.path + (f"?{url.query}" if url.query else ""), headers={key.replace("_", "-"): value for key, value in sent.items()}
        )
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def files(built: Built, pattern: str) -> list[str]:
    """The files below the site whose addresses do not redirect."""
    return [path for path, _ in release.read(built.project / "site") if re.search(pattern, path) and "account/three/" not in path]


def path_of(file: str) -> str:
    return file.removesuffix("index.html")


# --- headers ----------------------------------------------------------------------------------------------------------


def test_every_file_is_sent_with_every_header_and_its_own_type(built: Built, host: str) -> None:
    types = {
        "html": "text/html",
        "css": "text/css",
        "js": "text/javascript",
        "json": "application/json",
        "svg": "image/svg+xml",
        "xml": "application/xml",
        "txt": "text/plain",
        "md": "text/markdown",
    }
    every = files(built, r"\.(?:html|css|js|json|svg|xml|txt|md)$")
    assert {file.rpartition(".")[2] for file in every} == types.keys()
    own = policies(read_library(read_tree(built.project)))
    assert own.keys() & set(every) == own.keys()
    for file in every:
        answer = ask(host + path_of(file))
        assert (answer.status, answer.body) == (200, (built.project / "site" / file).read_bytes()), file
        policy = DRAWING if file.endswith(".svg") else own.get(file, built.sent[POLICY])
        sent = built.sent | {POLICY: policy} | (ROBOTS if file.endswith(".md") else {})
        assert {name: answer.headers.get_all(name) for name in sent} == {name: [value] for name, value in sent.items()}, file
        assert answer.headers["Content-Type"] == f"{types[file.rpartition('.')[2]]}; charset=utf-8", file


def test_what_has_a_hash_is_kept_and_all_else_is_asked_for(built: Built, host: str) -> None:
    for file in files(built, r"\.(?:html|css|js|json|svg|xml)$"):
        answer = ask(host + path_of(file))
        assert answer.headers.get_all("Cache-Control") == [KEPT if file.startswith("assets/") else ASKED], file
        again = ask(host + path_of(file), If_None_Match=answer.headers["ETag"])
        assert (again.status, again.body) == (304, b""), file


def test_nothing_else_is_kept_for_good(host: str) -> None:
    for path in (
        "",
        "nothing",
        "assets/nothing.js",
        "assets/images/nothing.svg",
        "en/assets/nothing.js",
        "account/three/",
        "en/account/one",
    ):
        assert ask(host + path).headers.get_all("Cache-Control") == [ASKED], path


# --- missing pages, redirects -----------------------------------------------------------------------------------------


def test_a_missing_page_says_so_in_its_language(built: Built, host: str) -> None:
    for place, language in FURTHER.items():
        for path in ("nothing", "nothing/", "account/nothing/", "nothing.js", "nothing/index.html"):
            answer = ask(host + place[1:] + path)
            assert answer.status == 404, path
            assert f'<html lang="{language}"'.encode() in answer.body, path
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_former_addresses_and_folders_without_a_slash_redirect(built: Built, host: str) -> None:
    for code in ("", "en/", "es/"):
        moved, slash = ask(f"{host}{code}account/three/"), ask(f"{host}{code}account/one")
        assert (moved.status, moved.headers["Location"]) == (301, f"/{built.top}{code}account/third/")
        assert (slash.status in {301, 308}, slash.headers["Location"]) == (True, f"/{built.top}{code}account/one/")
        assert moved.headers["Strict-Transport-Security"]
    if built.top:
        bare = ask(host.removesuffix("/"))
        assert (bare.status, bare.headers["Location"]) == (301, f"/{built.top}")


def test_no_reader_gets_what_servers_are_told(host: str) -> None:
    for path in ("host/nginx.conf", "../.site/host/nginx.conf", "nginx.conf", "Caddyfile", ".site/host/Caddyfile"):
        assert not re.search(b"How (?:nginx|Caddy) serves", ask(host + path).body), path


# --- compressed -------------------------------------------------------------------------------------------------------


def test_compressed_copies_are_sent_to_browsers_that_take_them(built: Built, host: str) -> None:
    brotli_too = BROTLI.exists() or "Caddy" in (ask(host).headers["Server"] or "")
    for file in files(built, r"\.gz$"):
        plain = file.removesuffix(".gz")
        if plain.endswith("404.html"):
            continue
        gzipped, both, none = (
            ask(host + path_of(plain), Accept_Encoding=taken) for taken in ("gzip", "gzip, deflate, br, zstd", "identity")
        )
        assert (gzipped.headers["Content-Encoding"], gzipped.body) == ("gzip", (built.project / "site" / file).read_bytes())
        assert gzipped.headers["Vary"] == "Accept-Encoding"
        assert none.headers["Content-Encoding"] is None
        assert {gzipped.headers["Content-Type"], both.headers["Content-Type"]} == {none.headers["Content-Type"]}
        if brotli_too:
            assert (both.headers["Content-Encoding"], brotli.decompress(both.body)) == ("br", none.body)


# --- a browser --------------------------------------------------------------------------------------------------------


def test_a_browser_shows_a_page_and_has_no_complaint_of_a_header(browser: Browser, host: str) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{host}en/account/one/")
    assert page.title()
    page.close()
    assert [text for text in told if re.search("header|Permissions|feature|Cross-Origin|MIME", text)] == []


# --- static hosts -----------------------------------------------------------------------------------------------------


def test_static_hosts_are_told_the_same(built: Built) -> None:
    top = f"/{built.top}"
    text = (built.project / "site" / HEADERS).read_text(encoding="utf-8")
    blocks = {
        lines[0]: dict(line.strip().split(": ", 1) for line in lines[1:]) for lines in (block.splitlines() for block in text.split("\n\n"))
    }
    assert blocks == {f"{top}*": built.sent, f"{top}assets/*": {"Cache-Control": KEPT}}
    assert max(map(len, text.splitlines())) < 2000  # Cloudflare reads no longer line
    rows = [f"{top}{code}account/three/ {top}{code}account/third/ 301" for code in ("", "en/", "es/")]
    rows += [f"{top}{code}/* {top}{code}/404.html 404" for code in ("en", "es")]
    assert (built.project / "site" / REDIRECTS).read_text(encoding="utf-8").splitlines() == rows


def test_a_site_without_encryption_asks_for_none() -> None:
    library = read_library(read_tree(Path(__file__).parent.parent.parent))
    assert "Strict-Transport-Security" not in headers(library.settings, "http://127.0.0.1:8000/")
    for text in (host_files(library, "http://127.0.0.1/"), server_files(library, "http://127.0.0.1/")):
        assert b"Strict-Transport" not in b"".join(text.values())

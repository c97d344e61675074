"""Releases replace each other under load, and no reader notices: every page that was sent finds every file that it names."""

from __future__ import annotations

import hashlib
import http.client
import itertools
import json
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from helpcenter.runtime import release
from project import contents, mkdocs, small_project
from servers import nginx

SWAPS = 100
READERS = 3
_HASHED = re.compile(r"([\w-]+)\.([0-9a-f]{8})((?:\.min)?\.(?:css|js|svg|json))")
_MODULES = re.compile(r"search-[0-9a-f]{8}")
_NAMED = re.compile(r'"((?:\.\./|\./)*(?:assets|search)/[^"]+)"')


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = small_project(tmp_path_factory.mktemp("project"))
    assert mkdocs(made, "build", "-q").returncode == 0
    return made


def edition(site: Mapping[str, bytes], number: int) -> dict[str, bytes]:
    """The site with another content, and so another name, of every asset."""
    mark = f"\n/* {number} */".encode()
    names: dict[str, str] = {}

    def renamed(text: str) -> str:
        return _MODULES.sub(f"search-{number:08x}", _HASHED.sub(lambda found: names.get(found[0], found[0]), text))

    assets = {}
    for path, data in site.items():
        if (found := _HASHED.search(path)) and path.startswith("assets/"):
            assets[path] = data + mark
            names[found[0]] = f"{found[1]}.{hashlib.sha256(data + mark).hexdigest()[:8]}{found[3]}"
        elif _MODULES.search(path):
            assets[path] = data + mark
    return {renamed(path): assets[path] if path in assets else renamed(data.decode()).encode() for path, data in site.items()}


class Reader:
    """Opens pages, and counts what a server answered."""

    def __init__(self, address: str) -> None:
        self.address, self.asked, self.failed = address, 0, list[str]()
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)

    def get(self, url: str) -> bytes:
        """A file of the site; one with a hash in its name must be what the hash says (the theme's is of something else)."""
        self.asked += 1
        self._connection.request("GET", urlsplit(url).path)
        answer = self._connection.getresponse()
        body, found = answer.read(), _HASHED.search(url)
        if answer.status != 200 or (found and ".min." not in found[0] and hashlib.sha256(body).hexdigest()[:8] != found[2]):
            self.failed.append(f"{answer.status} {url}")
        return body

    def open(self, path: str) -> dict[str, str]:
        """A page: name → address of what it names."""
        page = self.get(self.address + path).decode()
        return {name: urljoin(self.address + path, name) for name in _NAMED.findall(page)}

    def load(self, named: Mapping[str, str]) -> None:
        """What a page names, and what an index among it names."""
        for url in named.values():
            body = self.get(url)
            if re.search(r"/search/\w+\.json$", url):
                index = json.loads(body)
                for name in (index["first"], index["learned"], index["sections"], *index["second"]):
                    self.get(urljoin(url, name))

    def close(self) -> None:
        self._connection.close()


def publish(project: Path, site: Mapping[str, bytes]) -> None:
    workshop = release.open_workshop(project / "site")
    try:
        release.publish(workshop, site)
    finally:
        workshop.close()


@pytest.fixture
def address(project: Path, tmp_path: Path) -> Iterator[str]:
    with nginx(tmp_path, f"server {{ listen; set $help_center {project}/site; include {project}/.site/host/nginx.conf; }}\n") as found:
        yield found


def test_a_page_from_before_a_swap_finds_all_that_it_names(project: Path, address: str) -> None:
    site = contents(project / "site")
    reader = Reader(address)
    before = {path: reader.open(path) for path in ("", "en/account/one/", "es/", "a/1001/")}
    publish(project, edition(site, 1))
    after = {path: reader.open(path) for path in before}
    for path, named in before.items():
        assert len(named) > 2
        assert named != after[path]
        reader.load(named)
        reader.load(after[path])
    publish(project, edition(site, 2))
    assert reader.failed == []
    reader.load(before["en/account/one/"])
    assert reader.failed, "assets are kept for one release and no longer"
    reader.close()
    publish(project, site)


def test_no_request_fails_while_a_hundred_releases_replace_each_other(project: Path, address: str) -> None:
    editions = [edition(contents(project / "site"), number) for number in range(4)]
    over, turn = threading.Event(), threading.Condition()
    swapped = 0
    began = [0] * READERS  # how many swaps there had been when each reader opened its page
    readers = [Reader(address) for _ in began]

    def read(number: int) -> None:
        pages = itertools.cycle(("", "en/", "es/account/two/", "en/account/one/", "account/", "a/1002/"))
        while not over.is_set():
            with turn:
                began[number] = swapped
                turn.notify_all()
            readers[number].load(readers[number].open(next(pages)))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        for swap in range(1, SWAPS + 1):
            publish(project, editions[swap % len(editions)])
            with turn:
                swapped = swap
                # A page is open across one swap, not across two: every reader goes on to another before the next.
                assert turn.wait_for(lambda now=swap: min(began) >= now, timeout=60)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    print(f"{SWAPS} swaps, {sum(reader.asked for reader in readers)} requests, {sum(len(reader.failed) for reader in readers)} failed")
    assert [failed for reader in readers for failed in reader.failed] == []
    assert min(reader.asked for reader in readers) > SWAPS * 5

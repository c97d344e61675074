"""Live writing: `mkdocs serve` shows problems in the log and on the page, goes on serving, and touches no published site."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpcenter.articles.read import read_library
from helpcenter.source.files import File, Tree, read_tree
from places import ROOT
from project import clean_environment, contents, edit, mkdocs, small_project, write

PATIENCE = 60.0  # seconds until a page must have been built


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def until(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if seen():
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail("not seen in time")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def served(project: Path, port: int) -> Iterator[str]:
    mkdocs(project, "build", "-q")
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    with (project / "log").open("w") as log, subprocess.Popen(command, cwd=project, env=clean_environment(), stderr=log) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.kill()


def test_a_problem_shows_on_the_page_until_it_is_mended(project: Path, served: str) -> None:
    page = f"{served}es/account/two/"
    until(lambda: "El segundo artículo" in get(page))
    assert "steps-match" not in get(page)
    before = contents(project / "site")
    edit(project / "docs/es/account/two.md", "2. Mira la primera pantalla.\n", "")
    until(lambda: "docs/es/account/two.md:" in get(page) and "steps-match" in get(page))
    edit(project / "docs/es/account/two.md", "1. Abre la app.\n\n", "1. Abre la app.\n\n2. Mira la primera pantalla.\n\n")
    until(lambda: "steps-match" not in get(page))
    assert contents(project / "site") == before


def test_a_preview_reloads_its_pages_which_the_policy_of_a_published_page_would_forbid(project: Path, served: str) -> None:
    for path in ("en/account/one/index.html", "404.html"):
        until(lambda path=path: "livereload(" in get(f"{served}{path}"))  # type: ignore[misc]
        assert "Content-Security-Policy" not in get(f"{served}{path}")
        assert "Content-Security-Policy" in (project / "site" / path).read_text(encoding="utf-8")


def test_a_build_beside_a_running_preview_harms_neither(project: Path, served: str) -> None:
    until(lambda: "The first article" in get(f"{served}en/account/one/"))
    assert mkdocs(project, "build", "-q").returncode == 0
    assert "The first article" in get(f"{served}en/account/one/")


def test_broken_data_shows_on_the_last_preview_until_it_is_mended(project: Path, served: str) -> None:
    page = f"{served}en/account/one/"
    until(lambda: "The first article" in get(page))
    brand = (project / "data/brand.yml").read_text(encoding="utf-8")
    write(project / "data/brand.yml", "a: [")
    until(lambda: "data/brand.yml:2: yaml:" in get(page) and "The first article" in get(page))
    write(project / "data/brand.yml", brand)
    until(lambda: "Not built" not in get(page))


def test_a_folder_that_was_away_is_watched_again(project: Path, served: str) -> None:
    page = f"{served}en/account/one/"
    until(lambda: "The first article" in get(page))
    (project / "docs").rename(project / "away")
    until(lambda: "docs/ is gone" in (project / "log").read_text(encoding="utf-8"))
    (project / "away").rename(project / "docs")
    until(lambda: "Not built" not in get(page))
    edit(project / "docs/en/account/one.md", "Have your phone at hand.", "Have your phone beside you.")
    until(lambda: "Have your phone beside you." in get(page))


def test_a_preview_asks_and_receives(tmp_path: Path, port: int) -> None:
    project = small_project(tmp_path)
    for language in ("zh", "en", "es"):
        for route in ("survey", "thanks"):
            shutil.copy(ROOT / f"docs/{language}/{route}.md", project / f"docs/{language}/{route}.md")
    write(project / ".cache", "no folder")
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=project, env=clean_environment(), stderr=subprocess.DEVNULL) as process:
        try:
            host = f"http://127.0.0.1:{port}"
            until(lambda: "The first article" in get(f"{host}/en/account/one/"))
            assert 'data-endpoint="/feedback"' in get(f"{host}/en/account/one/")
            with pytest.raises(urllib.error.HTTPError, match="503"):  # where nothing can be written nothing arrives
                get(f"{host}/feedback?k=answer&a=1001&l=en&v=yes&r=-&f=0a1b2c3d")
            (project / ".cache").unlink()
            assert get(f"{host}/feedback?k=search&l=zh&q=%E8%B4%A8%E6%8A%BC") == ""
            assert "Thank you" in get(f"{host}/en/thanks/?k=answer&a=1001&l=en&v=no&r=unclear&f=0a1b2c3d")
            for other in ("/feedback", "/feedback?k=else", "/feedback?q=words", "/en/thanks/", "/en/account/one/?k=answer"):
                get(host + other)
        finally:
            process.kill()
    told = (project / ".cache/feedback.log").read_text(encoding="utf-8")
    assert re.sub(r"\[[^]]*\]", "[]", told) == (
        '- - - [] "GET /feedback?k=search&l=zh&q=%E8%B4%A8%E6%8A%BC HTTP/1.1" 204 0 "-" "-"\n'
        '- - - [] "GET /en/thanks/?k=answer&a=1001&l=en&v=no&r=unclear&f=0a1b2c3d HTTP/1.1" 200 0 "-" "-"\n'
    )


@pytest.mark.parametrize("path", ["hooks/adapters/events.py", "hooks/helpcenter/rules/articles/related.py"])
def test_edited_code_is_said_not_to_run(project: Path, served: str, path: str) -> None:
    until(lambda: "The first article" in get(f"{served}en/account/one/"))
    edit(project / path, "from __future__", "# edited\nfrom __future__")
    until(lambda: "hooks/ was edited, and this preview still runs" in (project / "log").read_text(encoding="utf-8"))


def test_a_port_that_is_taken_is_said_before_anything_is_built(project: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        done = mkdocs(project, "serve", "-q", "-a", f"127.0.0.1:{port}", NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 1
    assert f"127.0.0.1:{port} cannot be served: Address already in use. Take another port: make serve PORT={port + 1}" in done.stdout
    assert "Traceback" not in done.stderr
    assert not (project / "site-building").exists()


def test_pages_that_did_not_change_are_those_of_the_last_library() -> None:
    tree = read_tree(ROOT)
    before = read_library(tree)

    def changed(path: str, old: str, new: str) -> Tree:
        text = tree.text(path)
        assert text is not None
        assert old in text
        return Tree({**tree.files, path: File(path, text.replace(old, new))})

    edited = changed("docs/en/transfers/send-transfer.md", "You need:", "You need, once more:")
    after = read_library(edited, before=before)
    assert {key for key, page in after.pages.items() if page is not before.pages[key]} == {("en", "transfers/send-transfer")}
    assert after.settings is before.settings
    assert after == read_library(edited)

    renamed = changed("data/brand.yml", before.settings.values["en"]["brand.name"], "Sample Wallet")
    after = read_library(renamed, before=before)
    assert not any(page is before.pages[key] for key, page in after.pages.items())
    assert after.settings == read_library(renamed).settings != before.settings

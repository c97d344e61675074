"""A small site as its owner has it: no demonstration any more, with pictures, and with steps in tabs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from urllib.parse import urljoin

import lxml.html
import pytest
from playwright.sync_api import Browser

from conftest import serving
from helpcenter.links.routes import PRINT
from helpcenter.pages.sheets import BACKUP, EMERGENCY
from project import edit, mkdocs, restamp, small_project

LANGUAGES = ("zh", "en", "es")
FIRST_STEP = {"zh": "1. 打开 App。", "en": "1. Open the app.", "es": "1. Abre la app."}
SHOWS = {"zh": "App 的[首页]", "en": "The [first] screen", "es": "La [primera] pantalla"}


def png(width: int, height: int) -> bytes:
    """A grey picture, with no more in it than a PNG needs."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURE = png(40, 30)


def steps(first: str, shows: str) -> str:
    """Steps in tabs, below a bullet, and as the page's own, of which the first has a picture and tabs with steps."""
    some = f"{first}\n\n2. B"
    tabs = f'=== "Android"\n\n{indent(some, "    ")}\n\n=== "iOS"\n\n{indent(some, "    ")}'
    within = indent(f"![{shows}](assets/pictures/first-screen.png)\n\n{tabs}", "    ")
    return f"{tabs}\n\n- C\n\n{indent(some, '    ')}\n\nD\n\n{first}\n\n{within}\n"


def own(folder: Path) -> Path:
    """The small project with names, addresses and promises of a real wallet."""
    project = small_project(folder)
    for path in ("data/brand.yml", "data/support.yml"):
        edit(project / path, "example.com", "ours-wallet.com")
    for path in ("data/networks.yml", "data/product.yml", "data/support.yml"):
        edit(project / path, "confirmed: false", "confirmed: true")
    edit(project / "data/brand.yml", "template: true", "template: false")
    edit(project / "data/brand.yml", "{zh: 示例钱包, en: Example Wallet, es: Billetera Ejemplo}", "{zh: 我们钱包, en: Ours, es: Nuestra}")
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = own(tmp_path_factory.mktemp("own"))
    picture = project / "overrides/assets/pictures/first-screen.png"
    picture.parent.mkdir()
    picture.write_bytes(PICTURE)
    for language in LANGUAGES:
        edit(project / f"docs/{language}/account/one.md", f"{FIRST_STEP[language]}\n", steps(FIRST_STEP[language], SHOWS[language]))
    restamp(project)
    done = mkdocs(project, "build", "-q")
    assert done.returncode == 0, done.stderr
    return project / "site"


def pages(site: Path) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), lxml.html.fromstring(path.read_bytes())


def test_nothing_is_drawn_where_there_is_nothing_to_say(site: Path) -> None:
    assert [path for path, page in pages(site) if page.find_class("hc-banner")] == []
    kept = [path for path, page in pages(site) if page.xpath("//meta[@name='robots']")]
    assert [path for path in kept if not path.startswith("a/") and not path.endswith(("404.html", EMERGENCY, BACKUP, PRINT))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_has_one_path_in_all_languages(site: Path, language: str) -> None:
    address = ("" if language == "zh" else f"{language}/") + "account/one/"
    [image] = dict(pages(site))[address + "index.html"].iter("img")
    assert image.get("alt") == SHOWS[language]
    assert (site / urljoin(address, image.get("src"))).read_bytes() == PICTURE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_shows_its_number_in_tabs_and_in_lists_too(browser: Browser, site: Path, language: str) -> None:
    with serving(site) as address:
        page = browser.new_page(viewport={"width": 360, "height": 640})
        page.goto(address + ("" if language == "zh" else f"{language}/") + "account/one/")
        shown = page.evaluate(
            """() => Array.from(document.querySelectorAll(".hc-text ol > li"), (step) =>
                 getComputedStyle(step, "::before").content === "counter(step)" || getComputedStyle(step).listStyleType === "decimal")"""
        )
        page.close()
    assert shown == [True] * 12

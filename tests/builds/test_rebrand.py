"""A company that makes the project its own by the steps of OPERATING.md publishes nothing that is left of ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from cases import COMPANY
from places import ROOT
from project import STEPS, contents, edit, mkdocs, restamp, small_project
from rebrand import ADDRESS, COLOURS, DOMAIN, NAMES, rebrand

OURS: tuple[str, ...] = tuple(yaml.safe_load((COMPANY / "brand.yml").read_text(encoding="utf-8"))["name"].values())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The small project of a company, whose first article names all of the brand, as it is published."""
    project = rebrand(small_project(tmp_path_factory.mktemp("juniper")))
    for code in NAMES:
        ready = STEPS[code][3]
        edit(
            project / f"docs/{code}/account/one.md",
            ready,
            f"{ready} {{{{ brand.name }}}} {{{{ brand.download_url }}}} {{{{ brand.status_url }}}}",
        )
    restamp(project)
    done = mkdocs(project, "build", "-q", SITE_URL=ADDRESS)
    assert done.returncode == 0, done.stderr
    return {path: data.decode("utf-8", "replace") for path, data in contents(project / "site").items()}


def test_nothing_of_the_default_brand_is_published(site: dict[str, str]) -> None:
    lower = {path: text.lower() for path, text in site.items()}
    assert {(path, word) for word in (*OURS, "example.com", *COLOURS) for path, text in lower.items() if word.lower() in text} == set()


@pytest.mark.parametrize("code", NAMES)
def test_every_page_bears_the_name_and_the_address_of_the_company(site: dict[str, str], code: str) -> None:
    root = "" if code == "zh" else f"{code}/"
    for path in ("index.html", "account/index.html", "account/one/index.html"):
        page = site[root + path]
        assert NAMES[code] in page
        assert f'rel="canonical" href="{ADDRESS}{root}{path.removesuffix("index.html")}"' in page
        assert "noindex" not in page
    assert f"help@{DOMAIN}" in "".join(text for path, text in site.items() if path.startswith(f"{root}account/"))


def test_no_source_holds_the_default_brand_but_where_the_steps_change_it(tmp_path: Path) -> None:
    """In all articles, data and drawings: the small project has few of them. Articles explain addresses by example.com."""
    for folder in ("docs", "data", "overrides"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    rebrand(tmp_path)
    sources = {path.relative_to(tmp_path).as_posix(): path.read_bytes().decode().lower() for path in tmp_path.rglob("*") if path.is_file()}
    assert {(path, word) for word in (*OURS, *COLOURS) for path, text in sources.items() if word.lower() in text} == set()
    assert [path for path, text in sources.items() if "example.com" in text and not path.startswith("docs/")] == []

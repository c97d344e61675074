"""A company that makes the project its own by the command publishes nothing that is left of the brand before."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from helpcenter.config.palette import palette
from places import ROOT
from project import asset, contents, helpcenter, mkdocs
from rebrand import ADDRESS, ANSWERS, COLOURS, DOMAIN, IMAGES, NAMES, copy_project, rebrand


def words(brand: Mapping[str, Any]) -> set[str]:
    """What a brand is known by: its names, domains and colours; white is on every page and nobody's."""
    colours = (palette(scheme, colour).values() for scheme, colour in brand["colours"].items())
    return {*brand["name"].values(), *brand["domains"], *itertools.chain.from_iterable(colours)} - {"#FFFFFF"}


def texts(folder: Path) -> dict[str, str]:
    return {path: data.decode("utf-8", "replace") for path, data in contents(folder).items()}


BEFORE = words(yaml.safe_load((ROOT / "data/brand.yml").read_text(encoding="utf-8"))) - words(ANSWERS)
WRITTEN = "\n".join(texts(ROOT / "docs").values())  # an article may link to the company's own domain
LEFT_OVERS = {word for word in BEFORE if word not in WRITTEN}


def left_over(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(path, word) of what is left of the brand before, in any case."""
    for path, text in files.items():
        lower = text.lower()
        yield from ((path, word) for word in LEFT_OVERS if word.lower() in lower)


def test_a_rebranded_project_is_the_companys_in_every_file(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    rebrand(project, tmp_path / "answers")
    assert (done := mkdocs(project, "build", "-q")).returncode == 0, done.stderr
    assert (done := helpcenter(project, "staff")).returncode == 0, done.stderr
    site, staff = texts(project / "site"), texts(project / "site-staff")

    # nothing of the brand before is published, exported, or left in a source that is
    exports = {"replies": helpcenter(project, "replies").stdout}
    assert exports["replies"]
    assert [*left_over(site), *left_over(staff), *left_over(exports)] == []
    sources = texts(project / "docs") | texts(project / "overrides") | texts(project / ".github/ISSUE_TEMPLATE")
    for path, text in texts(project / "data").items():  # whose comments explain by examples
        sources[path] = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    assert list(left_over(sources)) == []

    # every page bears the company's name, address, links and logo
    for code, name in NAMES.items():
        root = "" if code == "zh" else f"{code}/"
        pages = {path: text for path, text in site.items() if f'<html lang="{code}"' in text and "hc-page" in text}
        assert len(pages) > 2
        for path, page in pages.items():
            assert name in page
            assert f'href="https://{DOMAIN}/privacy"' in page
            assert f'href="https://status.{DOMAIN}"' in page
            assert f"https://{DOMAIN}/terms" not in page  # which it has none of
            for image in ("logo.svg", "logo-dark.svg", "favicon.ico"):
                assert asset(project / "site", f"assets/images/{image}") in page
            assert f'property="og:image" content="{ADDRESS}{asset(project / "site", "assets/images/social.png")}"' in page
            if not path.endswith("404.html"):
                assert f'rel="canonical" href="{ADDRESS}{path.removesuffix("index.html")}"' in page
                assert "noindex" not in page
        assert name in site[f"{root}feed.xml"]
        assert name in staff[f"{root}index.html"]
        assert f"help@{DOMAIN}" in site[f"{root}index.html"]

    # pages, staff site and diagrams have its colours and its icon
    for css in (site[asset(project / "site", "assets/stylesheets/help-center.css")], staff["staff.css"]):
        assert f"--hc-brand:{COLOURS['light']}" in css
        assert f"--hc-brand:{COLOURS['dark']}" in css
    drawings = [text for path, text in site.items() if path.startswith("assets/diagrams/")]
    assert all(colour in text for text in drawings for colour in COLOURS.values())
    assert site[asset(project / "site", "assets/images/favicon.svg")] == staff["favicon.svg"] == IMAGES["icon.svg"].decode()
    assert (project / "site" / asset(project / "site", "assets/images/favicon.ico")).read_bytes() == IMAGES["icon.ico"]
    assert (project / "site" / asset(project / "site", "assets/images/social.png")).read_bytes() == IMAGES["card.png"]

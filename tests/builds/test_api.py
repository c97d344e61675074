"""What machines read of the public site: it keeps its schema, says what the pages say, and holds nothing that is for staff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from cases import TODAY
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.config.substitution import substituted
from helpcenter.links.in_html import base_of
from helpcenter.links.routes import COPY
from helpcenter.markdown.inlines import visible
from helpcenter.pages import api
from helpcenter.pages.copies import copy_paths
from helpcenter.pages.feed import ENTRIES, feed_path
from helpcenter.pages.security import SECURITY
from helpcenter.site.html import read_page
from helpcenter.site.plain import page_of, words
from helpcenter.source.files import read_tree
from places import ROOT
from project import REAL_URL, helpcenter, make_alias, mkdocs, small_project

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(read_tree(ROOT))


@pytest.fixture(scope="module")
def listed(real_site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((real_site / api.LIST).read_text(encoding="utf-8"))
    return found


def test_the_list_keeps_its_schema(real_site: Path, listed: dict[str, Any]) -> None:
    schema = json.loads((real_site / api.SCHEMA).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(listed, schema)
    listed["articles"][0]["owner"] = "team-account"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(listed, schema)


def test_the_list_says_what_the_pages_say(real_site: Path, listed: dict[str, Any], library: Library) -> None:
    assert [entry["id"] for entry in listed["articles"]] == [article.id for article in library.articles]
    for entry in listed["articles"]:
        for code, said in entry["languages"].items():
            path = said["url"].removeprefix(listed["site"]) + "index.html"
            page = read_page(path, (real_site / path).read_bytes(), base_of(listed["site"], path))
            heading = page.first("h1")
            assert heading is not None
            assert page.label(heading) == said["title"]
            assert page.language == code
            assert {section["id"] for section in said["sections"]} <= page.anchors
            assert said["short_link"] == f"{listed['site']}a/{entry['id']}/{code}/"


@pytest.mark.parametrize("code", ["zh", "en", "es"])
def test_the_feed_of_each_language_is_ordered_and_dated_by_the_reviews(real_site: Path, library: Library, code: str) -> None:
    feed = etree.fromstring((real_site / feed_path(library, code)).read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]
    newest = sorted((article.reviewed for article in library.articles), reverse=True)[:ENTRIES]
    assert [date[:10] for date in dates if date] == [str(day) for day in newest]
    assert {entry.findtext(f"{ATOM}title") for entry in entries} <= {article.pages[code].text("title") for article in library.articles}


def test_a_copy_says_what_its_page_says_and_the_page_names_it(real_site: Path, library: Library) -> None:
    for path, article, code in copy_paths(library):
        page, copy = real_site / page_of(path), (real_site / path).read_text(encoding="utf-8")
        shown = read_page(path, page.read_bytes(), base_of(REAL_URL, path.removesuffix(COPY)))
        heads = {
            link.attributes.get("type"): link.attributes.get("href") for link in shown.all("link") if link.tokens("rel") == ["alternate"]
        }
        assert heads["text/markdown"] == COPY
        assert (page.parent / heads["application/atom+xml"]).resolve() == (real_site / feed_path(library, code)).resolve()
        (data,) = [text for element, text in shown.scripts if element.attributes.get("type") == "application/ld+json"]
        assert json.loads(data)["@graph"][0]["headline"] == shown.text[shown.all("h1")[0].start : shown.all("h1")[0].end].strip()
        said = "".join(words(line) for line in copy.split("\n"))
        for each in article.pages[code].sections:
            assert "".join(substituted(visible(each.title), library.settings, code).split()) in "".join(said.split()), (path, each.title)
    assert not (real_site / SECURITY).exists()  # data/brand.yml names no contact for it


def test_the_public_site_holds_nothing_of_the_staff(real_site: Path, library: Library) -> None:
    """No reply, owner, waiver or review that is due: an impostor must not get a kit."""
    secrets = [text for texts in library.settings.replies.values() for text in texts.values() if "{" not in text and len(text) > 15]
    secrets += [page.text("reply") for page in library.pages.values() if page.text("reply")]
    secrets += library.settings.roles
    assert len(secrets) > 60
    for path in real_site.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            assert not [secret for secret in secrets if secret in text], path
    assert not (real_site / "staff").exists()


def test_a_page_at_a_former_address_leads_on(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    make_alias(project, "three", "third")
    assert mkdocs(project, "build", "-q").returncode == 0
    site = project / "site"
    assert "../third/" in (site / "account/three/index.html").read_text(encoding="utf-8")
    assert "account/third/" in (site / "a/1003/en/index.html").read_text(encoding="utf-8")


def test_the_health_of_the_real_library_is_told_as_text_and_json() -> None:
    told = helpcenter(ROOT, "health")
    found = json.loads(helpcenter(ROOT, "health", "--format", "json").stdout)
    assert told.returncode == 0
    assert {part: len(rows) for part, rows in found.items()} == {
        part: int(number) for part, _, number in (line.partition(": ") for line in told.stdout.splitlines() if not line.startswith(" "))
    }


def test_health_names_what_is_missing_stale_overdue_and_unlinked(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project / "docs/es/account/two.md").unlink()
    page = project / "docs/zh/account/one.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("看懂一件小事。", "看懂一件大事。").replace(TODAY, "2020-01-01"), encoding="utf-8"
    )
    found = json.loads(helpcenter(project, "health", "--format", "json").stdout)
    assert [(row["language"], row["article"]) for row in found["missing"]] == [("es", "account/two")]
    assert {row["language"] for row in found["stale_pages"]} == {"en", "es"}
    assert [(row["owner"], row["id"]) for row in found["reviews"]] == [("team-account", 1001)]
    assert found["unlinked"] == []

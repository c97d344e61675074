"""A company that answers from Monday to Friday says so everywhere, and nowhere that it answers around the clock."""

from __future__ import annotations

import html
import re

import pytest

from helpcenter.text.words import any_of, unquoted, words
from places import ROOT
from project import REAL_URL, contents, copied_sources, edit, mkdocs

ALWAYS = 'days: monday-sunday, from: "00:00", to: "24:00"'
OFFICE = 'days: monday-friday, from: "09:00", to: "18:00"'
SAID = {
    "zh": ("每天 24 小时", "周一至周五 09:00–18:00（UTC+8）"),
    "en": ("every day, 24 hours a day", "Monday to Friday, 09:00–18:00 (UTC+8)"),
    "es": ("todos los días, las 24 horas", "de lunes a viernes, 09:00–18:00 (UTC+8)"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The real articles, published by a company with office hours."""
    project = copied_sources(ROOT, tmp_path_factory.mktemp("office") / "project")
    edit(project / "data/support.yml", ALWAYS, OFFICE)
    done = mkdocs(project, "build", "-q", SITE_URL=REAL_URL)
    assert done.returncode == 0, done.stderr
    return {path: data.decode("utf-8", "replace") for path, data in contents(project / "site").items()}


@pytest.mark.parametrize("code", SAID)
def test_every_page_that_tells_the_hours_tells_these(site: dict[str, str], code: str) -> None:
    before, now = SAID[code]
    root = "" if code == "zh" else f"{code}/"
    assert [path for path, text in site.items() if before in text] == []
    for path in ("index.html", "contact/index.html", "contact/contact-support/index.html"):
        assert now in site[root + path], path


@pytest.mark.parametrize("code", SAID)
def test_no_page_says_around_the_clock_by_hand(site: dict[str, str], code: str) -> None:
    by_hand = re.compile(f"(?i:{any_of(words('hours', code))})")
    found = set()
    for path, text in site.items():
        if path.endswith(".html") and f'<html lang="{code}"' in text:
            shown = html.unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", text, flags=re.S))
            found |= {(path, match[0]) for match in by_hand.finditer(unquoted(shown).replace(SAID[code][1], ""))}
    assert found == set()

"""Ready replies: one for every article and language, made of the article's facts, and an export that a help desk takes."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache

import pytest

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.pages.replies import replies
from helpcenter.source.files import read_tree
from helpcenter.staff.exports import COLUMNS, replies_as_csv, replies_as_json
from places import ROOT

LANGUAGES = ("zh", "en", "es")


@cache
def library() -> Library:
    return read_library(read_tree(ROOT))


def test_every_article_has_a_reply_in_every_language() -> None:
    found = {(reply.id, reply.language) for reply in replies(library())}
    assert found == {(article.id, language) for article in library().articles for language in LANGUAGES}


def test_every_reply_links_says_when_we_answer_and_what_we_never_ask() -> None:
    words = library().settings.replies
    for reply in replies(library()):
        article = library().by_slug[reply.slug]
        assert f"/a/{reply.id}/{reply.language}/" in reply.text
        assert f"[{reply.title}]({reply.link})" in reply.markdown
        assert words["never"][reply.language] in reply.text
        for key in article.evidence:
            assert f"- {library().settings.evidence[key][reply.language]}" in reply.text
        assert "{" not in reply.text


def test_a_critical_article_has_an_opening_of_its_own() -> None:
    for article in library().articles:
        if article.severity == "critical":
            assert {language for language in LANGUAGES if article.pages[language].text("reply")} == set(LANGUAGES), article.slug


def test_an_emergency_begins_with_what_to_do_and_never_with_a_test_transfer() -> None:
    english = {reply.slug: reply.text for reply in replies(library()) if reply.language == "en"}
    assert "1. Do not type your recovery phrase anywhere" in english["wallet-stolen"]
    assert library().settings.replies["before_sending"]["en"] not in english["wallet-stolen"]
    assert library().settings.replies["before_sending"]["en"] in english["send-transfer"]


@pytest.mark.parametrize("slug", ["recovery-phrase-exposed", "lost-recovery-phrase", "wallet-stolen", "lost-phone"])
@pytest.mark.parametrize(("language", "move"), [("zh", "然后"), ("en", "Then move "), ("es", "Después mueve ")])
def test_who_is_told_to_create_a_wallet_is_told_in_the_same_step_to_move_the_funds_there(slug: str, language: str, move: str) -> None:
    [text] = [reply.text for reply in replies(library()) if (reply.slug, reply.language) == (slug, language)]
    assert len([line for line in text.split("\n") if re.match(r"\d\. .*[。.] ?" + move, line)]) == 1


def test_the_exports_hold_every_reply() -> None:
    found = list(replies(library()))
    assert [row["text"] for row in json.loads(replies_as_json(found))] == [reply.text for reply in found]
    rows = list(csv.DictReader(io.StringIO(replies_as_csv(found))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["content"] for row in rows] == [reply.text for reply in found]
    assert len({row["name"] for row in rows}) == len(found)  # Zammad finds a module by its name

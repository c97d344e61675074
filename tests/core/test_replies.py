"""Ready replies: one for every article and language, made of the article's facts, and what leaves for other programs."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.pages.replies import replies
from helpcenter.source.files import read_tree
from helpcenter.staff.desks import DESKS, export, replies_as_json
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
        assert f"]({reply.link})" in reply.markdown
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
@pytest.mark.parametrize(
    ("language", "move"), [("zh", "转到|转过去"), ("en", "[Mm]ove (everything|what is left|the funds)"), ("es", "[Mm]ueve|mover")]
)
def test_who_is_told_to_create_a_wallet_is_told_in_the_third_step_at_the_latest_to_move_the_funds_there(
    slug: str, language: str, move: str
) -> None:
    [text] = [reply.text for reply in replies(library()) if (reply.slug, reply.language) == (slug, language)]
    assert [line for line in text.split("\n") if re.match(r"[123]\. ", line) and re.search(move, line)]


def test_the_list_for_other_programs_holds_every_reply() -> None:
    found = list(replies(library()))
    rows = json.loads(replies_as_json(found))
    assert [(row["id"], row["language"], row["text"], row["markdown"]) for row in rows] == [
        (reply.id, reply.language, reply.text, reply.markdown) for reply in found
    ]


def test_each_greeting_can_name_the_customer() -> None:
    words = library().settings.replies
    for name in ("greeting", "greeting_incident"):
        for language in LANGUAGES:
            assert words[name][language].startswith(words["hello"][language])
            assert "{customer}" in words["hello_name"][language]


@pytest.mark.parametrize("desk", DESKS)
def test_every_reply_goes_to_every_desk_with_its_values_filled_in(desk: str) -> None:
    found = list(replies(library()))
    names = {language.code: language.name for language in library().languages}
    folders = [{"id": number, "name": f"Help center ({name})"} for number, name in enumerate(names.values())]
    made = export(DESKS[desk], found, library().settings.replies, names, folders)
    whole = "".join(made.files.values())
    sent = [reply for reply in found if desk != "zendesk-dynamic-content" or reply.language != "zh"]
    assert all(f"/a/{reply.id}/{reply.language}/" in whole for reply in sent)
    for placeholder in (DESKS[desk].customer, DESKS[desk].agent):
        whole = whole.replace(json.dumps(placeholder)[1:-1], "").replace(placeholder, "")
    assert re.findall(r"\{\{.*?\}\}|#\{.*?\}", whole) == []

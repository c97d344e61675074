"""What readers are asked: the lines that answers make, what each page offers, and where nothing is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cases import base_files
from helpcenter.articles.model import Library, Page
from helpcenter.articles.read import read_library
from helpcenter.config.model import Settings
from helpcenter.config.read import read_settings
from helpcenter.config.schemas import ARTICLE_TYPES, RESPONSE_CLASSES
from helpcenter.pages.feedback import NONE, PAGES, SURVEY, THANKS, form_of
from helpcenter.pages.replies import reply
from helpcenter.source.files import from_contents, read_tree
from places import ROOT

LANGUAGES = ("zh", "en", "es")


@cache
def library(endpoint: str = "/feedback") -> Library:
    found = read_library(read_tree(ROOT))
    return replace(found, settings=replace(found.settings, feedback=replace(found.settings.feedback, endpoint=endpoint)))


def settings_with(endpoint: str) -> Settings:
    files = base_files()
    assert "endpoint: null" in files["data/feedback.yml"]
    files["data/feedback.yml"] = files["data/feedback.yml"].replace("endpoint: null", f"endpoint: {endpoint}")
    return read_settings(from_contents(files))


def line(page: Page) -> str:
    """The query of the form of a page, with the choices between bars."""
    return "&".join(f"{asked.name}={'|'.join(asked.choices)}" for asked in form_of(library(), page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_an_answer(language: str) -> None:
    article = library().by_slug["deposit-not-arrived"]
    page = article.pages[language]
    reasons = "did-not-help|case-missing|not-my-app|unclear|outdated|-"
    assert line(page) == f"k=answer&a=2002&l={language}&v=yes|no&r={reasons}&f={page.fingerprint[1:9]}&at=-"
    assert page.fingerprint[1:9] != library().by_slug["send-transfer"].pages[language].fingerprint[1:9]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_a_survey(language: str) -> None:
    page = library().page(language, SURVEY)
    assert page
    scale = "1|2|3|4|5"
    assert line(page) == (
        f"k=survey&l={language}&c=urgent|login|complex|general&h=in-app-chat|ticket|email&s=yes|no&fast={scale}&able={scale}&kind={scale}"
        "&m=speed|clear-answer|understanding|next-step|my-language|-"
    )


def test_every_question_and_choice_has_words_and_all_but_one_list_must_be_chosen_from() -> None:
    for language in LANGUAGES:
        pages = [library().page(language, SURVEY), *(article.pages[language] for article in library().articles)]
        for asked in (asked for page in pages if page for asked in form_of(library(), page) if asked.question):
            assert asked.name in {"fast", "able", "kind"} or all(asked.choices.values())
            assert asked.chosen == (NONE if asked.name in {"r", "m"} else "")


def test_each_type_of_article_and_each_class_is_asked_about() -> None:
    feedback = library().settings.feedback
    assert set(feedback.asked) == set(ARTICLE_TYPES)
    assert set(feedback.classes) == set(RESPONSE_CLASSES)
    assert {key for keys in feedback.asked.values() for key in keys} == set(feedback.reasons)


def test_without_an_endpoint_or_a_page_to_arrive_at_nothing_is_asked() -> None:
    page = library().by_slug["send-transfer"].pages["en"]
    assert form_of(library(""), page) == ()
    assert library("").settings.feedback == read_library(read_tree(ROOT)).settings.feedback  # as it is shipped
    pages = {key: found for key, found in library().pages.items() if key != ("en", THANKS)}
    assert form_of(replace(library(), pages=pages), page) == ()


def test_pages_that_are_neither_articles_nor_the_survey_ask_nothing() -> None:
    asking = {page.route for page in library().pages.values() if form_of(library(), page)}
    assert asking == {SURVEY, *(article.route for article in library().articles)}
    assert THANKS in PAGES


def test_how_long_answers_are_kept_is_a_value_and_to_be_confirmed_where_there_are_any() -> None:
    settings = {endpoint: settings_with(endpoint) for endpoint in ("null", "/feedback")}
    for each in settings.values():
        assert [each.values[language]["feedback.retention"] for language in LANGUAGES] == ["90 天", "90 days", "90 días"]
    assert [endpoint for endpoint, each in settings.items() if "feedback.retention" in {what for _, _, what in each.unconfirmed}] == [
        "/feedback"
    ]


@pytest.mark.parametrize(
    "endpoint", ["feedback", "http://example.com/feedback", "https://example.com", "/feedback?k=1", "/", "//example.com/x y", "''", "true"]
)
def test_an_endpoint_that_is_none_is_told(endpoint: str) -> None:
    told = [str(problem) for problem in settings_with(endpoint).problems]
    assert len(told) == 1
    assert told[0].startswith("data/feedback.yml:6: data: `endpoint` is ")


@pytest.mark.parametrize(
    "endpoint", ["null", "/feedback", "/help/told.gif", "https://log.example.com/feedback", "https://example.com:8443/f"]
)
def test_an_endpoint_that_is_one(endpoint: str) -> None:
    settings = settings_with(endpoint)
    assert settings.problems == ()
    assert settings.feedback.endpoint == endpoint.replace("null", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ready_reply_leads_to_the_survey_of_its_class_where_there_is_one(language: str) -> None:
    article = library().by_slug["cannot-log-in"]
    prefix = "" if language == "zh" else f"{language}/"
    asking, silent = (reply(library(endpoint), article, language) for endpoint in ("/feedback", ""))
    address = f"{library().settings.site_url}{prefix}survey/?class=login"
    for text in (asking.text, asking.markdown):
        assert address in text
    assert "survey" not in silent.text
    assert [part for part in asking.parts if address not in part.text] == list(silent.parts)

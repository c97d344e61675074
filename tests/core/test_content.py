"""The knowledge base is complete: every article that was planned, every question it must answer, every term and picture."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from helpcenter.articles.diagrams import drawings
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.links.in_markdown import links_of
from helpcenter.source.files import read_tree
from places import ROOT

LANGUAGES = ("zh", "en", "es")
TAXONOMY: list[dict[str, Any]] = json.loads((ROOT / "tests/data/taxonomy.json").read_text(encoding="utf-8"))
QUESTIONS = {  # of the essay that this help center goes back to: where each is answered
    "How long until I get an answer?": ("contact-support", "q-reply-time"),
    "What are the hours?": ("contact-support", "q-hours"),
    "Which languages?": ("contact-support", "q-languages"),
    "How do I communicate well?": ("prepare-before-contact", "steps"),
    "What is never asked for?": ("contact-support", "q-ask"),
    "How do I recognize phishing?": ("recognize-phishing", "steps"),
    "What do I do after an incident?": ("wallet-stolen", "do-now"),
    "How do I give feedback?": ("contact-support", "q-feedback"),
}


@cache
def library() -> Library:
    return read_library(read_tree(ROOT))


@pytest.mark.parametrize("entry", TAXONOMY, ids=lambda entry: entry["slug"])
def test_every_planned_article_exists_in_every_language_as_planned(entry: dict[str, Any]) -> None:
    article = library().by_slug[entry["slug"]]
    facts = (article.id, article.category, article.type, article.severity, list(article.scope), article.moves_funds)
    assert facts == tuple(entry[key] for key in ("id", "category", "type", "severity", "scope", "moves_funds"))
    assert set(article.pages) == set(LANGUAGES)


@pytest.mark.parametrize("entry", TAXONOMY, ids=lambda entry: entry["slug"])
def test_every_second_query_of_the_plan_is_kept_out_of_the_keywords(entry: dict[str, Any]) -> None:
    """They measure the search, so no page may hold them word for word as keywords."""
    for language in LANGUAGES:
        keywords = library().by_slug[entry["slug"]].pages[language].meta["keywords"]
        assert set(keywords).isdisjoint(entry["queries"][language][1::2])


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_its_answer(question: str, language: str) -> None:
    slug, section = QUESTIONS[question]
    assert section in [found.id for found in library().by_slug[slug].pages[language].sections]


def test_every_article_is_linked_from_another_page() -> None:
    linked = {link.href.split("#")[0].rsplit("/", 1)[-1] for page in library().pages.values() for link in links_of(page)}
    assert {article.slug for article in library().articles if f"{article.slug}.md" not in linked} == set()


def test_every_term_is_defined_in_one_sentence() -> None:
    for term in library().settings.glossary:
        for language in LANGUAGES:
            definition = term.definition[language]
            assert definition.endswith("。" if language == "zh" else "."), (term.id, language)
            assert "\n" not in definition


def test_there_are_pictures_where_people_would_rather_look_than_read() -> None:
    assert len(drawings(library().tree)) >= 12

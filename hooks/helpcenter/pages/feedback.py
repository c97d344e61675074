"""Forms that ask readers: under an article whether it helped, and on the page of the survey how support was.

A form has radio buttons and what the page knows of itself, and nothing that can be typed. Without a script it leads to the page
that says thank you, with the answers as its query; with one, they go to the endpoint of data/feedback.yml. Either is a line in a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpcenter.articles.model import Article, Library, Page
from helpcenter.config.feedback import SCALES
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.links import routes

SURVEY, THANKS = PAGES = ("survey", "thanks")  # routes
NONE = "-"  # no reason, nothing missing, no section
YES, NO = YES_NO = ("yes", "no")
SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Asked:
    """A part of a form.

    name      the key in the query
    question  what the reader is asked; "" for what the page knows of itself, which is not shown
    choices   value → words; one of them is sent
    chosen    the value that is sent where the reader chooses none; "" where they have to
    """

    name: str
    choices: Mapping[str, str]
    question: str = ""
    chosen: str = ""


Form = tuple[Asked, ...]  # in the order of the query


def form_of(library: Library, page: Page) -> Form:
    """Return the form of a page, () where it has none or nothing is asked."""
    if not asks(library, page.language):
        return ()
    article = library.article_of(page)
    if article:
        return _answer(library.settings, article, page)
    return _survey(library.settings, page.language) if page.route == SURVEY else ()


def asks(library: Library, language: str) -> bool:
    """Whether pages in a language ask: answers have an endpoint, and a reader without a script a page to arrive at."""
    return bool(library.settings.feedback.endpoint) and library.page(language, THANKS) is not None


def survey_link(library: Library, language: str, case: str) -> str:
    """Return the address of the survey for a class of cases, "" where nothing is asked."""
    settings = library.settings
    if not asks(library, language) or library.page(language, SURVEY) is None:
        return ""
    return f"{routes.absolute(settings.site_url, routes.url(settings, language, SURVEY))}?class={case}"


def _answer(settings: Settings, article: Article, page: Page) -> Form:
    feedback, words = settings.feedback, _Words(settings, page.language)
    reasons = {key: words.of(feedback.reasons[key]) for key in feedback.asked.get(article.type, ()) if key in feedback.reasons}
    return (
        _known("k", "answer"),
        _known("a", str(article.id)),
        _known("l", page.language),
        Asked("v", words.yes_no(), words.question("solved")),
        Asked("r", reasons | {NONE: words.string("feedback_other")}, words.question("reason"), NONE),
        _known("f", page.fingerprint[1:9]),
        _known("at", NONE),
    )


def _survey(settings: Settings, language: str) -> Form:
    feedback, words = settings.feedback, _Words(settings, language)
    missing = {key: words.of(text) for key, text in feedback.missing.items()}
    scale = {value: words.string(f"survey_{value}") if value in (SCALE[0], SCALE[-1]) else "" for value in SCALE}
    return (
        _known("k", "survey"),
        _known("l", language),
        Asked("c", {key: words.of(text) for key, text in feedback.classes.items()}, words.question("class")),
        Asked("h", {channel.id: words.of(channel.name) for channel in settings.channels}, words.question("channel")),
        Asked("s", words.yes_no(), words.question("answered")),
        *(Asked(name, scale, words.question(name)) for name in SCALES),
        Asked("m", missing | {NONE: words.string("survey_nothing")}, words.question("missing"), NONE),
    )


def _known(name: str, value: str) -> Asked:
    return Asked(name, {value: ""}, chosen=value)


class _Words:
    def __init__(self, settings: Settings, language: str) -> None:
        self.settings, self.language = settings, language

    def of(self, text: Mapping[str, str]) -> str:
        return substituted(text.get(self.language, ""), self.settings, self.language)

    def question(self, name: str) -> str:
        return self.of(self.settings.feedback.texts.get(f"questions.{name}", {}))

    def string(self, name: str) -> str:
        return self.settings.strings[self.language].get(name, "")

    def yes_no(self) -> dict[str, str]:
        return {value: self.string(f"answer_{value}") for value in YES_NO}

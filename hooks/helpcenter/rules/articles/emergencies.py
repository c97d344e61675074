"""Each line of the emergency page fits one line of a phone and leads, in every language, to a section that is there; each critical
incident article has a line that leads to it.

Its reader has seconds and chooses by what happened: a line that leads nowhere, or an emergency without a line, costs the money that
the article would have saved.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.emergencies import emergencies
from helpcenter.articles.model import Library
from helpcenter.config.model import Emergency
from helpcenter.source.schema import nearest, width

from ..rule import WALLET, Finding, Rule

EMERGENCIES = "data/emergencies.yml"
WIDEST = 36  # columns of a line on a phone of 360 px


def check(library: Library) -> Iterator[Finding]:
    for emergency in library.settings.emergencies:
        for sentence in _wrong(emergency, library):
            yield Finding(emergency.line, sentence, EMERGENCIES)
    if not library.settings.emergencies:
        return
    reached = {emergency.article for emergency in emergencies(library)}
    for article in library.articles:
        if article.type == "incident" and article.severity == "critical" and article.slug not in reached:
            sentence = f"no line of {EMERGENCIES} leads to this critical incident article: add one, in the words of who needs it."
            yield Finding(article.source.front.line("severity"), sentence, article.source.path)


def _wrong(emergency: Emergency, library: Library) -> Iterator[str]:
    settings, whole = library.settings, library.whole
    for language in settings.built:
        text = emergency.text[language.code]
        if width(text) > WIDEST:
            yield f"“{text}” is {width(text)} columns wide (a Han character is two); one line of a phone holds {WIDEST}. Shorten it."
    for feature in emergency.needs:
        if feature.removeprefix("!") not in settings.features:
            known = nearest(feature.removeprefix("!"), settings.features)
            yield f"`needs` names `{feature}`, which is no feature of data/product.yml.{known}"
    article = whole.by_slug.get(emergency.article)
    if article is None:
        known = nearest(emergency.article, whole.by_slug)
        yield f"`article` names `{emergency.article}`, which is not an article.{known} Name one that says what to do first."
        return
    for page in article.pages.values():
        ids = [section.id for section in page.sections if section.id]
        if emergency.section not in ids:
            yield f"{page.path} has no section `#{emergency.section}`.{nearest(emergency.section, ids)} Name one that says what to do first."


RULE = Rule("emergencies", WALLET, library=check)

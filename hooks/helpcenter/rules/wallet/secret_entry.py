"""Typing a phrase, private key or keystore is told only in articles with `secret_entry: in-app`, in a sentence that says it happens in the app.

Every phishing page begins with “enter your phrase here”: readers must never learn that a page may ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, sentences
from helpcenter.sentences.wording import Named, Wording

from ..rule import WALLET, Finding, Rule
from . import asks_for_secret

_WORDS, _GIVING = Wording("secret-entry"), Wording(asks_for_secret.RULE.name)
_IN_APP, _ON_PAGE = Named("in-app"), Named("on-page")


def offence(sentence: Sentence, in_app: bool = False) -> int | None:
    """Where the sentence tells the reader to type a key; `in_app` where the article may, if the sentence says “in the app”."""
    said = in_app and _IN_APP.stands(sentence)
    return next((told.start for told in _WORDS.told(sentence) if not said or _ON_PAGE.stands_in(told.clause, sentence.language)), None)


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    in_app = article is not None and article.secret_entry == "in-app"
    for sentence in sentences(page, (_WORDS,)):
        at = offence(sentence, in_app)
        if at is None or _GIVING.offence(sentence) is not None:
            continue
        repair = (
            "Say in this sentence that it happens in the app."
            if in_app
            else "Link to the article that restores a wallet instead (`secret_entry: in-app`)."
        )
        yield Finding(sentence.line_at(at), f"“{sentence.quote(at)}” tells the reader to type a recovery phrase or private key. {repair}")


RULE = Rule("secret-entry", WALLET, page=check, offence=Offence((_WORDS,), offence, ""))

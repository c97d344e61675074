"""The time to a first reply is promised once per kind of case. An article may say `{{ sla.… }}` of its own class (`response`) and
otherwise links to the article with the channels, which shows all classes, each beside examples that are of that class. No page and
no text of data/ states such a time by hand.

Two pages that promise the same case two times make one of them a lie, and a reader in need waits for the shorter one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import page_lines
from helpcenter.config.model import Settings
from helpcenter.config.schemas import RESPONSE_CLASSES
from helpcenter.config.substitution import VARIABLE
from helpcenter.sentences.negations import FORBIDS, says
from helpcenter.sentences.passages import Sentence
from helpcenter.text.words import any_of, listed, of_others, said_apart, unquoted, words

from ..rule import HOUSE, Finding, Rule
from ..wallet.fixed_numbers import numbers

SUPPORT = "data/support.yml"
_VALUES = {f"sla.{name}": name for name in RESPONSE_CLASSES}


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    own = article.response if article else ""
    lists = article is not None and article.slug == library.settings.channels_page
    read = SUPPORT not in library.settings.unread and (page.thin or own in RESPONSE_CLASSES)  # what is not read, other rules tell
    for name, line in _promises(page) if read and not lists else ():
        if name != own:
            case = f"this article is of class `{own}` (`response`)" if own else "this page is no article of that class"
            sentence = (
                f"`{{{{ sla.{name} }}}}` promises the first reply to another case: {case}. Link to the article with the channels instead."
            )
            yield Finding(line, sentence)
    if lists:
        yield from _examples(page, library)
    for text, line in page_lines(page):
        yield from (Finding(line, sentence) for sentence in _by_hand(text, page.language))


def check_data(settings: Settings) -> Iterator[Finding]:
    for text in settings.texts:
        for language, said in text.words.items():
            for name in _classes(said):
                sentence = f"`{text.name}` promises the first reply of one class, `{{{{ sla.{name} }}}}`, wherever it is shown: leave the time out."
                yield Finding(text.lines[language], sentence, text.path)
            yield from (Finding(text.lines[language], sentence, text.path) for sentence in _by_hand(said, language))


def _unshown(library: Library) -> Iterator[Finding]:
    """Classes of articles that are missing where the article with the channels shows others."""
    listing = library.by_slug.get(library.settings.channels_page)
    for language, page in listing.pages.items() if listing and listing.response else ():
        shown = {name for name, _ in _promises(page)}
        used = {article.response: article for article in library.articles if language in article.pages}
        for name, article in used.items() if shown else ():
            if name in RESPONSE_CLASSES and name not in shown and article is not listing:
                sentence = f"this article lists the channels, and does not say how soon cases like `{article.slug}` are answered: write `{{{{ sla.{name} }}}}` into its table."
                yield Finding(0, sentence, page.path)


def _promises(page: Page) -> Iterator[tuple[str, int]]:
    """(class, line) of each value in a page that is the time to a first reply."""
    for key in ("title", "summary", "reply"):
        yield from ((name, page.front.line(key)) for name in _classes(page.text(key)))
    for block in page.walk():
        yield from ((_VALUES[piece.target], piece.line) for piece in block.inlines if piece.kind == "variable" and piece.target in _VALUES)


def _classes(text: str) -> list[str]:
    return [_VALUES[match[1]] for match in VARIABLE.finditer(text) if match[1] in _VALUES]


def _examples(page: Page, library: Library) -> Iterator[Finding]:
    """Articles that a row or a paragraph links to beside the time of another class than theirs."""
    for block in page.walk():
        pieces = [piece for part in block.walk() for piece in part.inlines] if block.kind in {"row", "paragraph"} else []
        stated = {_VALUES[piece.target] for piece in pieces if piece.kind == "variable" and piece.target in _VALUES}
        for piece in pieces if len(stated) == 1 else ():
            other = (
                library.by_slug.get(posixpath.basename(piece.target.partition("#")[0]).removesuffix(".md"))
                if piece.kind == "link"
                else None
            )
            if other and other.response not in stated:
                sentence = f"`{other.slug}` is of class `{other.response}` and promises `{{{{ sla.{other.response} }}}}`; here it stands beside `{{{{ sla.{min(stated)} }}}}`. Move it to its class, or change its `response`."
                yield Finding(piece.line, sentence)


def _by_hand(text: str, language: str) -> Iterator[str]:
    for said in said_apart(unquoted(text)):
        match = listed("reply", language).search(said)
        if not match or of_others(said, language):
            continue
        soon = _soon(language).search(said)
        if soon and says(FORBIDS, said[: soon.end()], language):
            soon = None
        number = next((number for _, number in numbers(Sentence.of(said, language))), "")
        if soon or number:
            yield f"“{(soon[0] if soon else number).strip()}” states by hand how soon support replies: write the value of the article’s class, `{{{{ sla.… }}}}`, or link to the article with the channels."


@cache
def _soon(language: str) -> re.Pattern[str]:
    """Both words, near each other in one clause."""
    reply, soon = (any_of(words(name, language)) for name in ("reply", "reply_soon"))
    return re.compile(rf"(?i:(?:{reply})[^,，;；:：。.后]{{0,30}}?(?:{soon})|(?:{soon})[^,，;；:：。.]{{0,4}}?(?:{reply}))")


RULE = Rule("first-reply", HOUSE, page=check, data=check_data, library=_unshown)

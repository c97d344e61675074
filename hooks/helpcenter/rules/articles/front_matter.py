"""Front matter is a closed set of keys in a fixed order, each of its kind; what does not depend on the language stands in the
source page only.

From these keys the page template makes the scope box, the never-share warning and the way to support: a mistyped one would
take them off the page. MkDocs does not escape them, so that HTML in a title would run on every page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.articles.read import RULE as NAME
from helpcenter.config.product import FEATURE
from helpcenter.config.schemas import ARTICLE_TYPES, RESPONSE_CLASSES, SLUG
from helpcenter.source.schema import Date, Fields, Flag, ListOf, Number, OneOf, Text, problems
from helpcenter.text.words import may_be_unwritten, unwritten

from ..rule import HOUSE, Finding, Rule

SEVERITIES = ("critical", "high", "normal")
SCOPES = ("account", "wallet")
TITLE, SUMMARY, REPLY = Text(most=85), Text(most=170), Text(most=400)  # columns; a Han character is two
KEYWORDS = ListOf(Text(most=85), most=70)
FINGERPRINT = Text(pattern=r"h[0-9a-f]{10}", example="h3f9c1a7e20")
IN_SOURCE = "belongs to the source page: it is the same in every language."
IN_TRANSLATION = "belongs to a translation: the source is not translated from anything."


def check(page: Page, library: Library) -> Iterator[Finding]:
    yield from (Finding(p.line, p.sentence) for p in page.problems if p.rule == NAME)
    if page.problems:
        return
    if page.front.value is None:
        yield Finding(1, "the page has no front matter: expected lines between `---`, beginning with `title: …`.")
        return
    yield from _unwritten(page)
    if isinstance(page.meta.get("reviewed"), datetime.date) and page.meta["reviewed"] > _latest_date():
        yield Finding(
            page.front.line("reviewed"),
            f"`reviewed` is {page.meta['reviewed']}, a day that is still to come: write the day on which somebody last checked the article.",
        )
    shape = _shape(page, library)
    yield from (Finding(p.line, p.sentence) for p in problems(page.front, page.path, shape, NAME))
    if page.meta.get("severity") == "critical" and page.meta.get("type") != "faq" and not page.meta.get("sources") and "id" in page.meta:
        yield Finding(page.front.line("severity"), "a critical article names its `sources`: a reader's money rests on it.")


def _unwritten(page: Page) -> Iterator[Finding]:
    """What `helpcenter new` leaves to the writer."""
    for key in ("title", "summary", "reply"):
        if mark := unwritten(page.text(key), page.language):
            yield Finding(page.front.line(key), f"`{key}` is still {mark}. Write it.")
    keywords = page.meta.get("keywords")
    if keywords == []:
        yield Finding(page.front.line("keywords"), "`keywords` is still empty. Write 20 to 70 phrases as people type them.")
    told = may_be_unwritten(str(keywords), page.language)
    for index, keyword in enumerate(keywords if isinstance(keywords, list) else ()):
        if told and isinstance(keyword, str) and unwritten(keyword, page.language):
            yield Finding(
                page.front.line("keywords", index), f"`keywords` still has {keyword}. Write 20 to 70 phrases as people type them."
            )


def _latest_date() -> datetime.date:
    """The day that has begun somewhere on Earth: who writes and who builds may be half a world apart."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()


def _shape(page: Page, library: Library) -> Fields:
    if page.thin:
        return Fields({"title": TITLE, "summary": SUMMARY}, ordered=True)
    if page.language != library.source_language:
        return Fields(
            {"title": TITLE, "summary": SUMMARY, "reply": REPLY, "keywords": KEYWORDS, "translates": FINGERPRINT},
            optional=["reply", "keywords"],
            ordered=True,
            elsewhere=dict.fromkeys(_source_fields(library), IN_SOURCE),
            hints={"translates": f"Translate the page, then run `python -m helpcenter stamp {page.path}`, which writes it."},
        )
    fields = _source_fields(library)
    return Fields(
        {
            "id": fields["id"],
            "title": TITLE,
            "summary": SUMMARY,
            "reply": REPLY,
            **{k: v for k, v in fields.items() if k != "id"},
            "keywords": KEYWORDS,
        },
        optional=["reply", "needs", "secret_entry", "error_codes", "sources", "aliases", "keywords"],
        ordered=True,
        elsewhere={"translates": IN_TRANSLATION},
    )


def _source_fields(library: Library) -> dict[str, Number | Text | OneOf | ListOf | Flag | Date]:
    """The keys that stand in the source page alone, in their order."""
    settings = library.settings
    return {
        "id": Number(1),
        "type": OneOf(ARTICLE_TYPES),
        "severity": OneOf(SEVERITIES),
        "scope": ListOf(OneOf(SCOPES), 1),
        "needs": ListOf(Text(pattern=FEATURE, example="staking"), 1),
        "moves_funds": Flag(),
        "secret_entry": OneOf(("in-app",)),
        "response": OneOf(RESPONSE_CLASSES),
        "evidence": ListOf(OneOf(settings.evidence, "data/evidence.yml")),
        "error_codes": ListOf(Text()),
        "sources": ListOf(Text()),
        "related": ListOf(Text(pattern=SLUG, example="send-transfer"), 2, 6),
        "aliases": ListOf(Text(pattern=rf"{SLUG}(/{SLUG})?", example="transfers/old-name")),
        "owner": OneOf(settings.roles, "data/roles.yml"),
        "reviewed": Date(),
    }


RULE = Rule(NAME, HOUSE, page=check)

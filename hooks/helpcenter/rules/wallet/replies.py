"""The ready reply of an article tells the whole action and no dangerous one: nothing in it asks for a secret, promises a return, or
sends a reader where a page would not; of a step that moves funds it tells the moving too; a critical article has an opening
of its own.

Support staff paste it without reading it again, and customers obey it word by word: who is told to create a wallet and not to move
the funds there loses them. It is made of the article, its `reply` and data/replies.yml; of a step it tells what stands in bold at
the beginning of its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.markdown.inlines import visible
from helpcenter.pages.replies import reply, told_steps

from ..advice import offences
from ..rule import WALLET, Finding, Rule
from .warning_before_sending import sends

_NUMBERS = "fixed-numbers"  # the time of the first reply comes from data/


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    if article is None or page.language not in {language.code for language in library.settings.built} or not library.settings.replies:
        return
    for paragraph in reply(library, article, page.language).text.split("\n\n"):
        for rule in offences(paragraph, page.language, article.secret_entry == "in-app"):
            if rule != _NUMBERS:
                line = page.front.line("reply" if "reply" in page.meta else "summary")
                yield Finding(line, f"the ready reply breaks {rule}: “{' '.join(paragraph.split())[:60]}”. See `explain {rule}`.")
    if article.severity == "critical" and not page.text("reply"):
        yield Finding(page.front.line("summary"), "a critical article says in `reply` how support opens its ready reply. Write it.")
    for step in told_steps(library, article, page):
        moving = next((paragraph for paragraph in step.paragraphs if sends(visible(paragraph.text), page.language)), None)
        if moving is not None and not sends(step.told, page.language):
            shown = " ".join(visible(moving.text).split())[:60]
            yield Finding(
                moving.line, f"the ready reply does not tell “{shown}”, only “{step.told[:60]}”. Begin the paragraph with it in bold."
            )


RULE = Rule("replies", WALLET, page=check)

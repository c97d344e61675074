"""No article writes the line `{{ warning.never-share }}`: the page template shows this warning on every article.

Written by hand it would stand twice on one page and be missing on another; rendered by the template it can be neither
forgotten nor worded differently.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page

from ..rule import WALLET, Finding, Rule

NAME = "warning.never-share"


def check(page: Page, library: Library) -> Iterator[Finding]:
    if NAME not in page.body:
        return
    for block in page.walk():
        lines = [block.line] if block.kind == "warning" and block.text.strip("{} ") == NAME else []
        lines += [piece.line for piece in block.inlines if piece.kind == "variable" and piece.target == NAME]
        for line in lines:
            yield Finding(line, "`{{ warning.never-share }}` is shown on every article by the page template. Delete this line.")


RULE = Rule("never-share-line", WALLET, page=check)

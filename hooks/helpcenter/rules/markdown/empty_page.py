"""A page has a body: an empty one is a dead end that search and links lead to."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page

from ..rule import GENERAL, Finding, Rule

_WRITTEN = "tracks"  # the one thin page that a writer fills; a landing page may hold a table that helps to choose


def check(page: Page, library: Library) -> Iterator[Finding]:
    if "data/categories.yml" in library.settings.unread:
        return
    empty = not page.shown.strip()
    if page.thin and page.route != _WRITTEN and library.settings.categories:
        if not empty and not all(block.kind in {"table", "waiver"} for block in page.blocks):
            yield Finding(
                page.body_line,
                "this page is filled from the library: it carries only `title` and `summary`, and a table where it helps to choose.",
            )
    elif empty and not page.problems and not (_written_in_front_matter(page) and not library.ours):
        yield Finding(page.body_line if page.meta else 1, "the page is empty. Write it or remove the file.")


def _written_in_front_matter(page: Page) -> bool:
    """Whether a theme or plugin may make the page of more than its body: a template, an icon, an address that it redirects to."""
    return bool(page.meta.keys() - {"title"})


RULE = Rule("empty-page", GENERAL, page=check)

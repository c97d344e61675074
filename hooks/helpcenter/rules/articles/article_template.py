"""An article has the sections of its type, in their order and nothing before them: an emergency acts first, a how-to says what is needed before its steps.

Readers learn where to look, and support staff link to `#steps` or `#do-now` without opening the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from helpcenter.articles.model import Article, Library, Page

from ..rule import HOUSE, Finding, Rule

MOST_STEPS = 12


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    if article is None:
        return
    yield from _before_the_first_section(page)
    if page is not article.source:
        return
    if article.type == "faq":
        yield from _questions(page)
        return
    wanted = wanted_sections(article, library)
    found = [section for section in page.sections if section.level == 2 and section.id in wanted]
    here = [section.id for section in found]
    unnamed = any(section.level and not section.id for section in page.sections)  # told where it stands
    for name in wanted:
        if name not in here and not unnamed:
            yield Finding(page.body_line, f"the section `#{name}` is missing: an article of type {article.type} has {_list(wanted)}.")
    expected = [name for name in wanted if name in here]
    misplaced = next(((section, name) for section, name in zip(found, expected, strict=True) if section.id != name), None)
    if misplaced:
        section, name = misplaced
        yield Finding(section.line, f"`#{section.id}` stands where `#{name}` belongs: the order of type {article.type} is {_list(wanted)}.")
    first = next((section for section in page.sections if section.id), None)
    if first and wanted and not misplaced and wanted[:1] == here[:1] and first.id != wanted[0]:
        yield Finding(first.line, f"the page begins with `#{first.id}`: `#{wanted[0]}` is the first thing a reader needs.")
    yield from _steps(page, article)


def wanted_sections(article: Article, library: Library) -> list[str]:
    """The ids of the sections that the article's type has (data/templates.yml)."""
    sections = (section.id for section in library.settings.templates.get(article.type, ()))
    return [name for name in sections if not (name == "before" and article.type == "concept" and not article.moves_funds)]


def _before_the_first_section(page: Page) -> Iterator[Finding]:
    """In every language: overrides/partials/article.html shows the sections of a how-to and nothing before them."""
    first = next(iter(page.sections), None)
    if first and not first.level:
        stray = next((block for block in first.blocks if block.kind != "waiver"), None)
        if stray:
            yield Finding(stray.line, "this stands before the first section, where a page has no place for it. Move it below a heading.")


def _questions(page: Page) -> Iterator[Finding]:
    for section in page.sections:
        if section.id and not section.id.startswith("q-"):
            yield Finding(section.line, f"`#{section.id}` is no question: in a faq every heading is a question with an id like `#q-hours`.")


def _steps(page: Page, article: Article) -> Iterator[Finding]:
    if article.type == "how-to":
        yield from _numbered(page)
    for section in page.sections:
        for block in section.blocks:
            if block.kind == "list" and block.name == "ordered" and len(block.children) > MOST_STEPS:
                yield Finding(block.line, f"{len(block.children)} steps are more than {MOST_STEPS}. Split the article.")


def _numbered(page: Page) -> Iterator[Finding]:
    steps = next((number for number, section in enumerate(page.sections) if section.id == "steps"), -1)
    if steps >= 0:
        below = takewhile(lambda section: section.level > page.sections[steps].level, page.sections[steps + 1 :])
        every = (block for section in (page.sections[steps], *below) for block in section.walk())
        if not any(block.kind == "list" and block.name == "ordered" for block in every):
            sentence = "`#steps` holds no numbered step: a how-to says what to do as `1. `, `2. `, one action each."
            yield Finding(page.sections[steps].line, sentence)


def _list(names: list[str]) -> str:
    return " ".join(f"`#{name}`" for name in names)


RULE = Rule("article-template", HOUSE, page=check, yields_in_section_to=("unwritten",))

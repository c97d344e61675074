"""Each line of the question bank, data/questions/, leads to one article: the article and the section it names exist, no other article
has the same question, and none holds a contact. The file `none.txt` holds questions that no article answers.

The search learns from the bank. A question under two articles teaches it nothing, and one under a section that was renamed leads
readers past their answer. An article without questions is a warning, in a language whose bank has begun. The rules on secrets and addresses read the bank, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.problems import WARNING
from helpcenter.search.analyzer import searchable
from helpcenter.search.questions import FOLDER, NONE, WRITER, Asked, asked, path_of
from helpcenter.source.schema import nearest

from ..rule import HOUSE, Finding, Rule
from ..wallet.contacts import contacts

_WORD, _NAME = re.compile(r"\w+"), re.compile(r"[\w-]+")
LONGEST = 400  # characters: a whole story; a longer one is a page that was pasted


def check(library: Library) -> Iterator[Finding]:
    paths = sorted(path for path in library.tree.files if path.startswith(FOLDER))
    begun = {path.removeprefix(FOLDER).partition("/")[0] for path in paths}
    slugs = (NONE, *(article.slug for article in library.whole.articles))
    expected = {path_of(language.code, slug) for language in library.settings.languages for slug in slugs}
    yield from (_astray(path, library) for path in paths if path not in expected)
    for language in library.settings.built:
        first: dict[str, str] = {}  # question, its words folded → where it stood first
        for article in library.in_language[language.code]:
            path = path_of(language.code, article.slug)
            bank = asked(library.tree, path)
            sections = {section.id for section in article.pages[language.code].whole.sections if section.id}
            for line, section in bank.sections:
                if section not in sections:
                    page = article.pages[language.code].path
                    yield Finding(line, f"`[{section}]`: {page} has no such section.{nearest(section, sections)}", path)
            yield from _each(bank, path, first)
            if not bank.questions and language.code in begun:
                sentence = (
                    f"nobody asks for {article.pages[language.code].path} here: write what people type who need it, one question a line, "
                    "in their words and not in those of the page."
                )
                yield Finding(0, sentence, path, WARNING)
        path = path_of(language.code, NONE)
        bank = asked(library.tree, path)
        for line, section in bank.sections:
            yield Finding(line, f"`[{section}]`: nothing answers these questions, so no section does. Remove the line.", path)
        yield from _each(bank, path, first)


def _each(bank: Asked, path: str, first: dict[str, str]) -> Iterator[Finding]:
    """What is wrong with the writers and questions of a file; `first` is filled in."""
    for line, writer in bank.writers:
        if not _NAME.fullmatch(writer):
            sentence = f"`{_short(WRITER + writer)}`: `{WRITER}` opens what somebody wrote, with a name of letters, digits, `-` and `_`. Begin a question with another character."
            yield Finding(line, sentence, path)
    for question in bank.questions:
        yield from (Finding(question.line, sentence, path) for sentence in _wrong(question.text))
        folded = " ".join(_WORD.findall(searchable(question.text))) or question.text
        here = f"{path}:{question.line}"
        if (there := first.setdefault(folded, here)) != here:
            sentence = f"“{_short(question.text)}” stands at {there} already: one question leads to one article. Keep one of the two."
            yield Finding(question.line, sentence, path)


def _wrong(text: str) -> Iterator[str]:
    for kind, start, end in contacts(text):
        yield f"“{_short(text[start:end])}” looks like {kind}: it may be somebody's. Write the question without it."
    if len(text) > LONGEST:
        yield f"the question has {len(text)} characters; the limit is {LONGEST}. Keep what tells the case."


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _astray(path: str, library: Library) -> Finding:
    slug = path.rpartition("/")[2].removesuffix(".txt")
    hint = nearest(slug, library.by_slug)
    return Finding(
        0, f"no article has these questions: expected {path_of('<language>', '<slug>')}, with the slug of an article.{hint}", path
    )


RULE = Rule("questions", HOUSE, library=check)

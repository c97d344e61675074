"""The question bank: data/questions/<language>/<slug>.txt, what people ask that an article answers.

One question a line, as somebody would type it. A line `[section]` opens those that this section of the article answers;
questions above the first belong to the article as a whole. A line `@writer` opens what one person wrote, again for the article as a
whole first; the search is measured on people it has not learned from. A line that begins with `#` is a comment. Readers see those that
the search suggests (`suggestions`); one that begins with `~` it never does. data/questions/<language>/none.txt holds what people ask here
that no article answers: there the search should say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.source.files import Tree

FOLDER = "data/questions/"
NONE = "none"  # stands for a slug: no article answers these
WRITER = "@"  # before the name of who wrote what follows
_SECTION = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the line it stands in, the id of the section that answers it, or "", whether readers may see it, and who wrote it, or ""."""

    line: int
    section: str
    text: str
    may_be_seen: bool = True
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a file, and the sections and writers it names, each with its line."""

    questions: tuple[Question, ...]
    sections: tuple[tuple[int, str], ...]
    writers: tuple[tuple[int, str], ...]


def path_of(language: str, slug: str) -> str:
    """The path of the file with the questions of an article in one language."""
    return f"{FOLDER}{language}/{slug}.txt"


def asked(tree: Tree, path: str) -> Asked:
    """Read a file of the bank; where there is none, nothing is asked."""
    questions, sections, writers, section, writer = [], [], [], "", ""
    for line, text in _lines(tree.text(path) or ""):
        if named := _SECTION.fullmatch(text):
            section = named[1]
            sections.append((line, section))
        elif text.startswith(WRITER):
            section, writer = "", text.removeprefix(WRITER)
            writers.append((line, writer))
        else:
            questions.append(Question(line, section, text.removeprefix("~").lstrip(), not text.startswith("~"), writer))
    return Asked(tuple(questions), tuple(sections), tuple(writers))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield number, stripped

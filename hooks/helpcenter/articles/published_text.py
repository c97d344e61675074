"""What would be published as text, and where in it a published example may stand.

An address or phrase out of data/safe_examples.json may stand only in a box `!!! example` that holds the line
`{{ warning.example }}`; anything else that looks like one could be somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpcenter.config.data_texts import data_texts
from helpcenter.markdown.blocks import Block
from helpcenter.runtime.once import once_per_value
from helpcenter.source.yaml_lines import load
from helpcenter.text.lookalikes import undisguised

from .model import Library, Page

_WORDS = re.compile(r"data/.*\.yml|data/questions/.*\.txt|overrides/.*\.html|.*\.svg")
_EXAMPLE_LINE = re.compile(r"warning\.example")


@dataclass(frozen=True)
class Published:
    """A text file that reaches readers. `page` is set where it is an article."""

    path: str
    text: str
    page: Page | None = None

    @property
    def undisguised(self) -> str:
        """The text with look-alikes undone; line n is line n of `text`."""
        return undisguised(self.text)

    @cached_property
    def example_lines(self) -> frozenset[int]:
        """The lines inside the example boxes of the page."""
        if self.page is None or not _EXAMPLE_LINE.search(self.page.body):
            return frozenset()
        boxes = (block for block in self.page.walk() if block.kind == "box" and block.name == "example")
        return frozenset(line for box in boxes if _warns(box) for child in box.children for line in _lines(child))

    def line(self, position: int) -> int:
        """The line of a position in `undisguised`."""
        return self.undisguised.count("\n", 0, position) + 1


def published(library: Library) -> Iterator[Published]:
    """The pages, and the words of data/, of drawings and of templates; what people ask, too, of which the search is made."""
    pages = {page.path: page for page in library.pages.values()}
    for path, file in library.tree.files.items():
        if page := pages.get(path):
            yield Published(path, library.text(page), page)
        elif file.text is not None and _WORDS.fullmatch(path):
            yield Published(path, file.text)


@once_per_value
def page_lines(page: Page) -> tuple[tuple[str, int], ...]:
    """(words, line) of title, summary and reply, and of each line of the text; of code and values only blanks."""
    front = [(page.text(key), page.front.line(key)) for key in ("title", "summary", "reply")]
    body = [(text, block.line + index) for block in page.walk() for index, text in enumerate(block.prose.split("\n"))]
    return (*front, *((text, line) for text, line in body if text.strip()))


def data_lines(file: Published, library: Library) -> Iterator[tuple[str, str, int]]:
    """(text, language, line) of the texts that a file of data/ has per language."""
    if file.page is None and file.path.endswith(".yml"):
        for text in data_texts(load(file.text, file.path), file.path, [language.code for language in library.settings.built]):
            yield from ((words, code, text.lines[code]) for code, words in text.words.items())


def two_ends(secret: str) -> str:
    """The two ends of a string: enough to find it, too little to use it."""
    return secret if len(secret) <= 14 else f"{secret[:6]}…{secret[-4:]}"


def _warns(box: Block) -> bool:
    return any(child.kind == "warning" and child.name == "example" for child in box.children)


def _lines(block: Block) -> Iterator[int]:
    for part in block.walk():
        if part.kind not in {"comment", "waiver"}:
            fence = 1 if part.kind == "code" and part.flaw != "indented" else 0
            yield from range(part.line, part.line + part.text.count("\n") + 1 + fence)

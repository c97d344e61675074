"""Dangerous advice of one kind, found in the sentences of a page or of any other text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpcenter.articles.model import Page

from .passages import Passage, Sentence, Telltale, sentences


@dataclass(frozen=True)
class Offence:
    """Dangerous advice of one kind.

    telltales  patterns or word lists: a text without any of them is not read
    at         where in a sentence the advice stands; None where it does not
    told       the sentence of a problem, with `{quote}`
    """

    telltales: tuple[Telltale, ...]
    at: Callable[[Sentence], int | None]
    told: str

    def found(self, page: Page) -> Iterator[tuple[int, str]]:
        """(line, sentence of the problem) of each sentence of the page that gives such advice."""
        for sentence in sentences(page, self.telltales):
            at = self.at(sentence)
            if at is not None:
                yield sentence.line_at(at), self.told.format(quote=sentence.quote(at))

    def may_stand(self, passage: Passage) -> bool:
        """Whether the passage holds a telltale."""
        return any(telltale.may_stand(passage.plain, passage.language) for telltale in self.telltales)

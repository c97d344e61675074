"""A translation shows the images of its source, each with its own words as alternative text.

A reader who cannot see a picture of where to look has only its alternative text, and needs it in the own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.markdown.inlines import Inline

from ..rule import HOUSE, Finding, Rule

_LETTERS = re.compile(r"[^\W\d_]{4,}|[\u4e00-\u9fff]{2,}")


def check(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        ours, theirs = _images(section), _images(other)
        if [image.target for image in ours] != [image.target for image in theirs]:
            yield Finding(
                ours[0].line if ours else section.line,
                f"“{section.title}” shows {_shown(ours)}; {source.path}:{other.line} shows {_shown(theirs)}. Show the same images in the same order.",
            )
            continue
        for image, counterpart in zip(ours, theirs, strict=True):
            if image.text == counterpart.text and _LETTERS.search(image.text):
                yield Finding(image.line, f"the alternative text “{image.text}” is that of {source.path}:{counterpart.line}. Translate it.")


def _images(section: Section) -> list[Inline]:
    return [piece for block in section.walk() for piece in block.inlines if piece.kind == "image"]


def _shown(images: list[Inline]) -> str:
    return ", ".join(f"`{image.target}`" for image in images) or "no image"


RULE = Rule("images-match", HOUSE, page=check, yields_in_section_to=("links", "link-text"))

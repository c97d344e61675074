"""Every link has words that say where it leads, and every image a description that is not its file name.

Who hears the page, or sees it before its images load, has only these words.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache

from helpcenter.articles.model import Library, Page
from helpcenter.links.in_markdown import PageLink, links_of
from helpcenter.markdown.inlines import tag_attributes
from helpcenter.problems import ERROR, WARNING
from helpcenter.text.quoting import quoted
from helpcenter.text.scripts import read_as
from helpcenter.text.words import words

from ..rule import GENERAL, Finding, Rule

_FILE_NAME = re.compile(r"\S*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico)|(?:img|image|dsc|screenshot|截图|图片)[-_ ]?\d+", re.I)
_NO_NAME = re.compile(r"[A-Za-z]+")  # one plain word may be both a description and a file's name


def check(page: Page, library: Library) -> Iterator[Finding]:
    ours = library.ours
    images = ERROR if ours else WARNING  # in other trees a missing description is told, and stops nothing
    for link in links_of(page):
        unnamed = link.tag == "a" and link.attribute == "href" and link.text == "" and not _named(link.raw)
        if unnamed or (link.kind == "link" and link.text is not None and not link.text.strip()):
            yield Finding(link.line, f"the link {quoted(link.raw)} has no text. Write what a reader finds there.")
        elif ours and (link.kind == "link" or link.tag == "a") and _says_nothing(link.text or "", page.language):
            yield Finding(
                link.line,
                f"the link text {quoted(link.text or '')} does not say where it leads. Write the title of what is there.",
            )
        elif (link.kind == "image" or (link.tag == "img" and link.attribute == "src")) and (sentence := _description(link)):
            yield Finding(link.line, sentence, severity=images)


def _says_nothing(text: str, language: str) -> bool:
    """Whether the words are those of any link: “here”, “this page”, “点击这里” (words.yml)."""
    return bool(text.strip()) and _bare(read_as(text, language)) in _link_words(language)


@cache
def _link_words(language: str) -> frozenset[str]:
    return frozenset(map(_bare, words("link_words", language)))


def _bare(text: str) -> str:
    return "".join(character for character in " ".join(text.casefold().split()) if character.isalnum() or character == " ").strip()


def _named(tag: str) -> bool:
    """Whether the tag tells a name of its own, or is only the place of an id."""
    return bool({"aria-label", "aria-labelledby", "aria-hidden", "title", "id", "name"} & tag_attributes(tag)[1].keys())


def _description(link: PageLink) -> str:
    """What is wrong with the description of an image."""
    text = link.text
    if link.kind == "html":
        attributes = tag_attributes(link.raw)[1]
        if {"aria-hidden", "aria-label", "aria-labelledby"} & attributes.keys() or attributes.get("role") in {"presentation", "none"}:
            return ""
        if text is None:
            return f'the image {link.shown} has no `alt`. Say what it shows, or write `alt=""` when it only decorates.'
        if not text.strip():
            return ""
    if not (text or "").strip():
        return f"the image {link.shown} has no description. Say between `![` and `]` what it shows."
    name = posixpath.basename(link.href.partition("?")[0])
    stem = posixpath.splitext(name)[0]
    said = (text or "").strip()
    if _FILE_NAME.fullmatch(said) or (said.casefold() in {name.casefold(), stem.casefold()} and not _NO_NAME.fullmatch(said)):
        return f"the description {quoted(said)} of an image is a file name. Say what the image shows."
    return ""


RULE = Rule("link-text", GENERAL, page=check)

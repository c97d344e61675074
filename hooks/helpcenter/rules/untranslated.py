"""Every page is in its language: no paragraph, heading or cell is left in the source's or in another language.

A reader in trouble skips what cannot be read, and that may be the step that mattered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..articles import Library, Page
from ..rule import HOUSE, Finding, Rule

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]{2,}(?:[’'][a-z]+)?")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|（[^）]*）|\([^)]*\)")
_COMMON = {
    "en": frozenset(
        "the and of to is are you your with for not it this that or in on if do can from be as at by we our never what how".split()
    ),
    "es": frozenset("el la los las de que y en un una tu tus por con para se es si al del lo su te o como más pero nunca qué cómo".split()),
}
LEAST_WORDS = 5  # a shorter line may be a name or a button
LEAST_HAN = 4


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page)
    same = frozenset(text for text, _ in _texts(source)) if source else frozenset()
    for text, line in _texts(page):
        if found := _foreign(text, page.language):
            yield Finding(line, f"“{_short(text)}” is {found}, on a page in {_name(page.language, library)}. Translate it.")
        elif text in same and len(_LATIN_WORD.findall(text)) >= LEAST_WORDS:
            yield Finding(line, f"“{_short(text)}” is the source's own text. Translate it.")


def _texts(page: Page) -> Iterator[tuple[str, int]]:
    for key in ("title", "summary"):
        if page.text(key):
            yield page.text(key), page.front.line(key)
    for block in page.walk():
        text = "".join(piece.text if piece.kind in {"text", "link", "image"} else " " for piece in block.inlines).strip()
        if text and block.kind in {"paragraph", "heading", "cell", "box", "tab"}:
            yield text, block.line


def _foreign(text: str, language: str) -> str:
    """The name of the other language that `text` is in, or nothing."""
    bare = _QUOTED.sub(" ", text)
    han, words = len(_HAN.findall(bare)), _LATIN_WORD.findall(bare.lower())
    if language != "zh":
        if han >= LEAST_HAN or (han and han > len(words)):
            return "Chinese"
        other, name = ("es", "Spanish") if language == "en" else ("en", "English")
        if len(words) >= LEAST_WORDS and language in _COMMON:
            ours, theirs = (sum(map(_COMMON[code].__contains__, words)) for code in (language, other))
            if theirs >= 2 and theirs > 2 * ours:
                return name
        return ""
    if not han and len(words) >= LEAST_WORDS:
        english, spanish = (sum(map(_COMMON[code].__contains__, words)) for code in ("en", "es"))
        if max(english, spanish) >= 1:
            return "English" if english >= spanish else "Spanish"
    return ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


def _name(code: str, library: Library) -> str:
    return next((language.name for language in library.languages if language.code == code), code)


RULE = Rule("untranslated", HOUSE, page=check, yields_to=("images-match",))

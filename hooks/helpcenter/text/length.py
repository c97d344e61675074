"""How long a text is: in words, and where it is Chinese in Han characters."""

from __future__ import annotations

import re

from .scripts import chinese
from .words import HAN

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[^\W_][\w’'-]*(?:[.,]\d+)*")


def han(text: str) -> int:
    """Count the Han characters."""
    return len(_HAN.findall(text))


def words(text: str) -> int:
    """Count the words and numbers that are not written in Han characters."""
    return len(_WORD.findall(_HAN.sub(" ", text)))


def measured(text: str, language: str) -> int:
    """Return the length of a text of a language in its unit."""
    return han(text) if chinese(language) else words(text)


def unit(language: str) -> str:
    """Return what `measured` counts, as messages name it."""
    return "Han characters" if chinese(language) else "words"

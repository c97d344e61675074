"""Text that is written so that a person cannot read it: in Base64, Base32 or as hexadecimal bytes."""

from __future__ import annotations

import binascii
import re
from base64 import b32decode, b64decode
from collections.abc import Iterator
from functools import lru_cache

_RUN = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{14,}={0,6}(?![A-Za-z0-9+/_=-])")
_READABLE = 0.7  # how much of a text are letters, digits and blanks: bytes that are no text are others too


def coded(text: str) -> Iterator[tuple[int, str]]:
    """(position, what it stands for) of each run of characters that decodes to readable text; one English word is none, as
    explorers show the words of an error so."""
    for run in _RUN.finditer(text):
        if hidden := _decoded(run[0]):
            yield run.start(), hidden


@lru_cache(maxsize=4096)
def _decoded(run: str) -> str:
    """What a run stands for, where that is readable; "" where it is not."""
    bare = run.rstrip("=")
    for decode in (_hexadecimal, _base32, _base64):
        try:
            text = decode(bare).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        word = text.isascii() and text.strip().isalnum()
        if not word and text.isprintable() and sum(letter.isalnum() or letter == " " for letter in text) >= _READABLE * len(text):
            return text
    return ""


def _hexadecimal(run: str) -> bytes:
    return bytes.fromhex(run.removeprefix("0x"))


def _base32(run: str) -> bytes:
    return b32decode(run + "=" * (-len(run) % 8))


def _base64(run: str) -> bytes:
    return b64decode(run.replace("-", "+").replace("_", "/") + "=" * (-len(run) % 4), validate=True)

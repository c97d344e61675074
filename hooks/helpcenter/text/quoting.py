"""Quoting in messages: enough of a text to find it by, never more than fits a line."""

from __future__ import annotations

MOST = 60  # characters


def shortened(text: str, most: int = MOST) -> str:
    """Return the text in at most `most` characters; `…` stands for what is left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quoted(text: str, most: int = MOST) -> str:
    """Return the text in backticks, on one line and in at most `most` characters."""
    return f"`{shortened(' '.join(text.split()), most)}`"

"""The lines of data/ids.yml, where every id and every path ever published is kept."""

from __future__ import annotations

import json

from helpcenter.config.model import LedgerEntry

LEDGER = "data/ids.yml"


def ledger_with(text: str, number: int, entry: LedgerEntry) -> str:
    """Return the text of data/ids.yml with this entry in the place of the one with its number, or at the end."""
    retired = f", retired: {json.dumps(entry.retired, ensure_ascii=False)}" if entry.retired else ""
    to = f", to: {entry.to}" if entry.to else ""
    line = f"{number}: {{slug: {entry.slug}, category: {entry.category}, paths: [{', '.join(entry.paths)}]{retired}{to}}}"
    lines = text.rstrip("\n").split("\n")
    at = next((index for index, old in enumerate(lines) if old.startswith(f"{number}:")), len(lines))
    return "\n".join([*lines[:at], line, *lines[at + 1 :]]) + "\n"

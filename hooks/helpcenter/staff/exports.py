"""Exports of the ready replies: JSON, and the CSV that a help desk imports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from helpcenter.pages.replies import Reply

COLUMNS = ("name", "keywords", "content", "note", "active")


def replies_as_json(found: Sequence[Reply]) -> str:
    """Format all replies as one JSON list, in the order of the library."""
    return json.dumps([asdict(reply) for reply in found], ensure_ascii=False, indent=1) + "\n"


def replies_as_csv(found: Sequence[Reply]) -> str:
    """Format all replies as CSV in the columns of Zammad's text module import; a module of the same name is replaced.

    Source: zammad/zammad, app/models/concerns/can_csv_import.rb and text_module.rb (plain text becomes HTML there).
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        keywords = f"{one.slug} {one.language} {one.id}"
        writer.writerow([f"{one.id} {one.title} ({one.language})", keywords, one.text, one.link, "true"])
    return lines.getvalue()

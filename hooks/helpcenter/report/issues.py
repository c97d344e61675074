"""The text of an issue per gap, for whoever writes: the readers' words, the nearest article and its owner."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .answers import Scope

_WORD = re.compile(r"[\W_]+")
_MARKS = re.compile(r"([\\`*_\[\]<>#|@!~])")  # what GitHub would take for a mark, a person or HTML


def issues(scopes: Mapping[str, Scope], period: str) -> dict[str, str]:
    """Return file name → Markdown, with a title in its first line."""
    made = {}
    for code, scope in scopes.items():
        for gap in scope.gaps if code else ():
            words = gap.words.split(" · ")
            name = _WORD.sub("-", words[0]).strip("-")[:60] or "gap"
            verb = "Write an article" if gap.todo == "write" else "Add questions to the bank"
            lines = [
                f"# {verb} ({code}): {_plain(words[0])}",
                "",
                f"Readers sent these words {gap.searches} times and wrote {gap.tickets} tickets about them, {period}:",
                "",
            ]
            lines += [f"- {_plain(text)}" for text in words]
            if gap.article:
                where = f", section `{gap.section}`" if gap.section else ""
                lines += [
                    "",
                    f"Nearest article: {gap.article}, “{_plain(gap.title)}”{where}; confidence {gap.confidence:.0%}. Owner: `{gap.owner}`.",
                ]
            made[f"{code}-{name}.md"] = "\n".join(lines) + "\n"
    return made


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)

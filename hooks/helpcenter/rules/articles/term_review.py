"""Words that are right in one meaning and wrong in another (the `context_only` variants of data/glossary.json) are listed for a
reader who decides.

Runs only when it is named: `check --rules term-review`. No build can tell a chain of blocks from a choice of network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.problems import WARNING

from ..rule import HOUSE, Finding, Rule

_NOTE = re.compile(r"\s*[（(].*$")


def check(library: Library) -> Iterator[Finding]:
    for language in library.languages:
        words = {
            _NOTE.sub("", variant).lower(): (variant, term.words.get(language.code, ""))
            for term in library.settings.glossary
            for variant in term.context_only.get(language.code, ())
        }
        if not words:
            continue
        pattern = re.compile(
            "|".join(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" for word in sorted(words, key=len, reverse=True)), re.I
        )
        for page in library.pages.values():
            for block in page.walk() if page.language == language.code else ():
                for piece in block.inlines:
                    for match in pattern.finditer(piece.text if piece.kind in {"text", "link"} else ""):
                        variant, term = words[match[0].lower()]
                        yield Finding(piece.line, f"“{match[0]}”: is it meant as in “{variant}”? Then write “{term}”.", page.path)


RULE = Rule("term-review", HOUSE, library=check, severity=WARNING, on_request=True)

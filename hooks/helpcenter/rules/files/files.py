"""Only regular, readable, modest files with plain names are published: no symbolic link, pipe or device, no name that breaks
an address, no bytes that are not UTF-8, nothing so large or so nested that a parser would stand still.

A link out of docs/ publishes files of the build machine, and one pipe or one run of brackets stops every build.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.source.files import RULE as NAME

from ..rule import GENERAL, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    return (Finding(p.line, p.sentence, p.path) for p in library.problems if p.rule == NAME)


RULE = Rule(NAME, GENERAL, library=check)

"""YAML is a plain map of words, numbers and lists: no alias, anchor or tag, no key twice.

MkDocs turns front matter that it cannot read into text of the page and goes on; a few lines of aliases fill the memory; a
second key silently wins over the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.source.yaml_lines import RULE as NAME

from ..rule import GENERAL, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    return (Finding(p.line, p.sentence, p.path) for p in library.problems if p.rule == NAME)


RULE = Rule(NAME, GENERAL, library=check)

"""A translation has the tables of its source: in each section the same number, with as many rows and columns.

A row that is missing is a case that its reader will not find.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.problems import count

from ..rule import HOUSE, Finding, Rule


def check(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        ours, theirs = _tables(section), _tables(other)
        if len(ours) != len(theirs):
            yield Finding(section.line, f"“{section.title}” has {_many(len(ours))}; {source.path}:{other.line} has {_many(len(theirs))}.")
            continue
        for (line, rows, columns), (there, their_rows, their_columns) in zip(ours, theirs, strict=True):
            if (rows, columns) != (their_rows, their_columns):
                yield Finding(
                    line,
                    f"the table has {count(rows, 'row')} and {count(columns, 'column')}; {source.path}:{there} has {their_rows} and {their_columns}. Give each language the same rows.",
                )


def _tables(section: Section) -> list[tuple[int, int, int]]:
    """(line, rows with the head, columns of the widest row) of each table."""
    tables = (block for block in section.walk() if block.kind == "table")
    return [(table.line, len(table.children), max((len(row.children) for row in table.children), default=0)) for table in tables]


def _many(number: int) -> str:
    return {0: "no table", 1: "1 table"}.get(number, f"{number} tables")


RULE = Rule("tables-match", HOUSE, page=check)

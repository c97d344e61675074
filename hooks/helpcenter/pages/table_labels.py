"""Accessible tables on a phone: each cell carries the name of its column, and the roles that `display: block` removes.

A Python-Markdown extension; the stylesheet turns each row into a block on narrow screens.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            table.set("role", "table")
            names = ["".join(cell.itertext()).strip() for cell in table.iter("th")]
            for part in (*table.iter("thead"), *table.iter("tbody")):
                part.set("role", "rowgroup")
            for row in table.iter("tr"):
                row.set("role", "row")
                for name, cell in zip(names, row, strict=False):
                    cell.set("role", "columnheader" if cell.tag == "th" else "cell")
                    if cell.tag == "td":
                        cell.set("data-label", name)


class LabelledTables(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20), so that names and cells hold their final text.
        md.treeprocessors.register(_Labels(md), "labelled-tables", 15)

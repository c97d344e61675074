"""The scan of Markdown agrees with Python-Markdown on links, and knows what is text."""

from __future__ import annotations

import re

import markdown
import pytest

from helpcenter.markdown.blocks import scan, walk

EXTENSIONS = ["admonition", "attr_list", "tables", "pymdownx.superfences", "pymdownx.tabbed"]
LINKS = [
    "[x](y.md)", '[x](y.md "t")', "[x](y.md 't')", '[x](y.md "a) b") z', '[x](y.md "a "b" c")', "[x]( y.md )", "[x](\ny.md)", "[x](y.md\n)", "[x](<a b.md>)", '[x](<a b.md> "t")',
    "[x](a b.md)", "[x](a(b).md)", "[x](a_(b)_(c).md) (d)", "[x](y.md “t”)", '[x](y.md "t)', "[x](it's.md) and (it's)", "[x](y.md don't) and (isn't)", "[x](  )", "[](y.md)",
    "(see [x](y.md) \"q\")", "[x](y.md)(z)", "[[x]](y.md)", "[x [y] z](a.md)", "[a](b.md)[c](d.md)", "[x](y.md){target=_blank}", "![a](b.png){ width=3 }", "[![a](b.png)](c.md)",
    "[x](a\\_b.md)", "[x](y.md?a=1&amp;b=2)", "`[x](y.md)`", "\\[x](y.md)", "[x\\](y.md)", "[x](y.md", "[x] (y.md)", "(x)[y.md]", "<https://a.example/>", "**[x](y.md)**",
    "| a |\n|---|\n| [x](y.md) |", "1. a\n\n    [x](y.md)", '!!! tip "t"\n    [x](y.md)', "> [x](y.md)", "## [x](y.md)", "```\n[x](y.md)\n```", "    [x](y.md)",
]  # fmt: skip


@pytest.mark.parametrize("text", LINKS)
def test_links_lead_where_python_markdown_leads(text: str) -> None:
    rendered = markdown.markdown(text, extensions=EXTENSIONS)
    expected = [
        re.sub("&(?:amp|quot);", lambda m: "&" if "amp" in m[0] else '"', found)
        for found in re.findall(r'(?:href|src)="([^"]*)"', rendered)
    ]
    pieces = [piece for block in walk(scan(text)) for piece in block.inlines]
    assert sorted(piece.target for piece in pieces if piece.kind in {"link", "image", "autolink"}) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**b**{#id} {#id} x", "b {#id} x"),
        ("Text {#id} and more", "Text {#id} and more"),
        ("Text\n{#id}", "Text\n"),
        ("`c`{.x} [a](b){.x}", "c a"),
    ],
)
def test_attributes_are_text_where_they_belong_to_nothing(text: str, shown: str) -> None:
    assert "".join(piece.text for block in scan(text) for piece in block.inlines) == shown


def test_markdown_in_html_is_read_where_the_tag_asks_for_it() -> None:
    kinds = [piece.kind for block in scan('<div class="grid" markdown>\n\n[a](b.md)\n\n</div>') for piece in block.inlines]
    assert kinds == ["html", "link", "html"]
    assert "link" not in [piece.kind for block in scan("<div>\n[a](b.md)\n</div>") for piece in block.inlines]


def test_lines_are_those_of_the_links() -> None:
    text = "one\n[a](b.md) two\nthree [c](d.md)\n\n- x\n\n    y [e](f.md)\n\n| [g](h.md) |\n|---|\n| [i](j.md) |"
    found = [(piece.target, piece.line) for block in walk(scan(text, 10)) for piece in block.inlines if piece.kind == "link"]
    assert found == [("b.md", 11), ("d.md", 12), ("f.md", 16), ("h.md", 18), ("j.md", 20)]

"""On the Markdown subset the scan sees what readers get: compared with the HTML that the configured extensions make of it."""

from __future__ import annotations

import lxml.html
import markdown
import pytest

from helpcenter.articles.model import Page
from helpcenter.articles.read import read_library
from helpcenter.markdown.blocks import Block, scan, walk
from helpcenter.source.files import read_tree
from places import ROOT

# Those of mkdocs.yml.
EXTENSIONS = ["admonition", "attr_list", "tables", "toc", "pymdownx.superfences", "pymdownx.highlight", "pymdownx.tabbed"]
OPTIONS = {
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": False},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.tabbed": {"alternate_style": True},
}
Facts = dict[str, list[object]]

NASTY = {
    "fences in fences": "## A {#a}\n\n````\n```\n[x](y.md)\n```\n````\n\n[x](z.md)\n",
    "a fence in a step": "1. One\n\n    ```\n    1. not a step\n    ```\n\n2. Two\n",
    "tabs for indent": "1. One\n\n\t- a\n\t- b\n\n2. Two\n",
    "boxes in steps": '1. One\n\n    !!! danger "No"\n        Text\n\n        - a\n        - b\n\n    After.\n\n2. Two\n',
    "a list in a box in a step": '1. One\n\n    !!! tip "T"\n        1. in\n        2. in\n\n2. Two\n',
    "escapes": "\\[x\\](y) \\`code\\` \\*a\\* [a\\]b](c.md) `\\`\n",
    "links over lines": "[a\nb](c.md) and `a\nb`\n",
    "brackets in links": "[a [b] c](d.md) [e](f_(g).md) [h](<i j.md>) ![k](l.svg)\n",
    "code with brackets": "`[a](b.md)` [`c`](d.md) ``e`f``\n",
    "titles of links": "[a](b.md \"c\") [d](e.md 'f (g)')\n",
    "tables with bars": "| a | b |\n|---|:-:|\n| `x|y` | c \\| d |\n| [e](f.md) | |\n",
    "a table without outer bars": "a | b\n--|--\nc | d\n",
    "attributes": "## A b {#a-b .x}\n\n### C `d` {: #c }\n\n[e](f.md){: .g }\n",
    "lists with a sentence between": "- a\n- b\n\nthen\n\n1. c\n2. d\n",
    "loose and tight": "1. a\n2. b\n\n    c\n\n3. d\n",
    "tabs": '=== "A"\n\n    1. a\n    2. b\n\n=== "B"\n\n    text\n',
    "emphasis and han": "点**转账**，再点**确认**。**A**B\n",
    "entities": "a &amp; b &lt;c&gt; [d](e.md?f=1&amp;g=2)\n",
    "empty lines with spaces": "1. a\n   \n    b\n  \n2. c\n",
    "a heading right after a paragraph": "text\n## A {#a}\ntext\n",
    "a box right after a paragraph": 'text\n\n!!! info "A"\n    text\ntext\n',
    "comments": "text\n\n<!-- waive x: y -->\n\ntext\n",
    "numbers that are no list": "2024. year\n\n\\1. no\n",
    "deep": "1. a\n\n    - b\n\n        - c\n\n            d\n",
}


def rendered(text: str) -> Facts:
    root = lxml.html.fragment_fromstring(markdown.markdown(text, extensions=EXTENSIONS, extension_configs=OPTIONS), create_parent="div")
    return {
        "headings": [(int(h.tag[1]), h.get("id")) for h in root.iter("h1", "h2", "h3", "h4", "h5", "h6")],
        "steps": [len(items) for items in (ol.findall("li") for ol in root.iter("ol"))],
        "bullets": [len(items) for items in (ul.findall("li") for ul in root.iter("ul"))],
        "tables": [(len(list(t.iter("tr"))), len(t.find(".//tr"))) for t in root.iter("table")],
        "boxes": [
            next(c for c in d.get("class").split() if c != "admonition")
            for d in root.iter("div")
            if "admonition" in (d.get("class") or "").split()
        ],
        "tabs": [label.text_content() for d in root.iter("div") if d.get("class") == "tabbed-labels" for label in d.iter("label")],
        "links": [a.get("href") for a in root.iter("a")],
        "images": [(i.get("src"), i.get("alt")) for i in root.iter("img")],
        "code": sorted(" ".join((c.text_content()).split()) for c in root.iter("code")),
    }


def scanned(blocks: tuple[Block, ...]) -> Facts:
    every = list(walk(blocks))
    pieces = [piece for block in every for piece in block.inlines]
    return {
        "headings": [(b.level, b.name) for b in every if b.kind == "heading"],
        "steps": [len(b.children) for b in every if b.kind == "list" and b.name == "ordered"],
        "bullets": [len(b.children) for b in every if b.kind == "list" and b.name == "bulleted"],
        "tables": [(len(b.children), len(b.children[0].children)) for b in every if b.kind == "table"],
        "boxes": [b.name for b in every if b.kind == "box"],
        "tabs": [b.title for b in every if b.kind == "tab"],
        "links": [p.target for p in pieces if p.kind in {"link", "autolink"}],
        "images": [(p.target, p.text) for p in pieces if p.kind == "image"],
        "code": sorted(
            " ".join(text.split()) for text in [b.text for b in every if b.kind == "code"] + [p.text for p in pieces if p.kind == "code"]
        ),
    }


def real_pages() -> list[Page]:
    return list(read_library(read_tree(ROOT)).pages.values())


@pytest.mark.parametrize("page", real_pages(), ids=lambda page: page.path)
def test_the_scan_sees_what_readers_of_a_real_page_get(page: Page) -> None:
    assert scanned(page.blocks) == rendered(page.shown)


@pytest.mark.parametrize("sample", NASTY)
def test_the_scan_sees_what_readers_of_nasty_samples_get(sample: str) -> None:
    assert scanned(scan(NASTY[sample])) == rendered(NASTY[sample])

"""Fold the cases of an article in its HTML: `<details>`, the heading in its `<summary>`, the text in a `<div>` with the heading's id.

The id stands inside what is folded: a browser that is led to it, by a link, a search hit or its own find-in-page, then opens the case.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from helpcenter.articles.cases import CASE, CASE_TEXT

_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>', re.S)
_END = "</div>\n</details>\n"
_FOLDED = re.compile(rf'<details class="{CASE}"><summary><h([1-6])>(.*?)</h\1></summary>\n<div class="{CASE_TEXT}" id="([^"]*)">', re.S)


def folded(html: str, cases: Collection[str]) -> str:
    """Return the HTML that Markdown made of an article with the sections of these ids folded, each to the next heading that is not below it."""
    pieces: list[str] = []
    at, levels = 0, list[int]()  # of the cases around, the outermost first
    for heading in _HEADING.finditer(html):
        level, id, words = int(heading[1]), heading[2], heading[3]
        pieces.append(html[at : heading.start()])
        while levels and levels[-1] >= level:
            levels.pop()
            pieces.append(_END)
        if id in cases:
            levels.append(level)
            pieces.append(f'<details class="{CASE}"><summary><h{level}>{words}</h{level}></summary>\n<div class="{CASE_TEXT}" id="{id}">')
        else:
            pieces.append(heading[0])
        at = heading.end()
    return "".join([*pieces, html[at:], ("\n" + _END) * len(levels)])


def unfolded(html: str) -> str:
    """Return HTML of `folded` as it was before: paper folds nothing."""
    return _FOLDED.sub(r'<h\1 id="\3">\2</h\1>', html).replace(_END.rstrip("\n"), "")

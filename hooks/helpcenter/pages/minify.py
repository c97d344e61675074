"""Minify what is published without changing what it shows: in pages repeated icons become `<use>` and indentation is dropped, in style
sheets and scripts comments and spaces.

Half of a page's bytes were icons, a twentieth was indentation.
"""

from __future__ import annotations

import re
from collections import Counter

_ICON = re.compile(
    r'((?<=<span class="hc-icon" aria-hidden="true">)<svg|<svg class="hc-icon" aria-hidden="true") xmlns="[^"]*" viewBox="([^"]*)">(.*?)</svg>',
    re.S,
)
_TEMPLATE = re.compile(r"<template\b.*?</template>", re.S)  # what stands in one is no part of the page, and is copied by scripts
_VERBATIM = re.compile(r"<(?P<tag>pre|textarea|script|style)\b.*?</(?P=tag)>", re.S | re.I)
_STRING = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""  # of CSS
_DROPPED = re.compile(rf"{_STRING}|/\*.*?\*/|\s*([{{}};,])\s*|(:) +|\s+", re.S)
_COMMENT_LINE = re.compile(r"^[ \t]*(?://[^\n]*)?(?:\n|\Z)|^[ \t]+", re.M)
_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def minified(html: str) -> str:
    """Minify a page: each repeated icon drawn once, no indentation, no empty lines."""
    return unindented(dedupe_icons(html))


def unindented(html: str) -> str:
    """Replace each run of white space that contains a line break by one line break, except where white space is significant."""
    pieces, at = [], 0
    for kept in _VERBATIM.finditer(html):
        pieces += [_BREAK.sub("\n", html[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*pieces, _BREAK.sub("\n", html[at:])])


def dedupe_icons(html: str) -> str:
    """Replace repeated icons of partials/icon.html and boxes.html with references to the first one outside `<template>`."""
    templates = [match.span() for match in _TEMPLATE.finditer(html)]

    def in_template(at: int) -> bool:
        return any(start <= at < end for start, end in templates)

    outside = Counter(match[3] for match in _ICON.finditer(html) if not in_template(match.start()))
    ids: dict[str, str] = {}

    def icon(match: re.Match[str]) -> str:
        begins, size, drawing = match.groups()
        if drawing in ids:
            return f'{begins} viewBox="{size}"><use href="#{ids[drawing]}"/></svg>'
        if outside[drawing] < 2 or in_template(match.start()):
            return f'{begins} viewBox="{size}">{drawing}</svg>'
        ids[drawing] = f"hc-icon-{len(ids) + 1}"
        return f'{begins} viewBox="{size}"><g id="{ids[drawing]}">{drawing}</g></svg>'

    return _ICON.sub(icon, html)


def minified_js(script: str) -> str:
    """Drop the lines that only comment on a script, and indentation. No text of it may go over several lines."""
    return _COMMENT_LINE.sub("", script)


def minified_css(css: str) -> str:
    """Drop what a browser skips in a style sheet: comments, and white space that separates nothing."""
    commentless = _DROPPED.sub(lambda match: match[0] if match[1] or not match[0].startswith("/*") else "", css)
    return _DROPPED.sub(lambda match: match[1] or match[2] or match[3] or " ", commentless).replace(";}", "}").strip()

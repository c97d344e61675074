"""The ids in a page that a link can lead to, as far as its source tells.

In our own tree a section has the id that its heading states, and nothing else has one. In any other tree each renderer makes
ids of the words of a heading in its own way: all of them count, and where something we cannot see makes ids too, all do.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .articles import Page
from .markdown import visible


@dataclass(frozen=True, slots=True)
class Anchors:
    """`ids`: what may follow `#`. `open`: the page may have others that cannot be known."""

    ids: frozenset[str]
    open: bool = False

    def __contains__(self, anchor: object) -> bool:
        return self.open or anchor in self.ids


def stated(page: Page) -> Anchors:
    """The ids that the headings of an own page state. What the template fills in a thin page is not known."""
    return Anchors(frozenset(block.name for block in page.walk() if block.kind == "heading" and block.name), page.thin)


# Made by what the page includes or runs: snippets, template statements, generated references, components, directives.
_UNKNOWN = re.compile(
    r"--8<--|\{%|\{\{|\{!|\{\*|<<<|!\[\[|^\s*@\w+[({\[]|^ {0,3}::: *[\w-]+[.:/]|^ {0,3}:{3,} *\{|^ {0,3}\.\. \w|</?[A-Z]\w*|^import .* from |^export (?:default|const) "
    r"|#include|@include|\[\[[\w-]+\]\]",
    re.M,
)
_DIRECTIVE = re.compile(r"^ {0,3}(?:`{3,}|:{3,}) *\{", re.M)
_WRITTEN = re.compile(
    r"""\b(?:id|name)\s*[=:]\s*\{?["']?([^\s"'<>{}]+)|\{[^{}\n]*#([\w:.\\-]+)[^{}\n]*\}|^\(([\w:.-]+)\)=|<!--\s*#([\w-]+)\s*-->|\{/\*\s*#([\w-]+)\s*\*/\}""",
    re.M,
)
_HTML_HEADING = re.compile(r"<h[1-6][^<>]*>(.*?)</h[1-6]", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_TRAILING = re.compile(r"\s*(?:\{[^{}]*\}|<!--.*?-->)\s*$")
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]+:")
_ALWAYS = ("", "top")  # the HTML standard: the top of the page


def implied(page: Page) -> Anchors:
    """All ids that a page of an unknown dialect may have."""
    ids: set[str] = set(_ALWAYS)
    repeated: Counter[str] = Counter()
    unknown = bool(_DIRECTIVE.search(page.body))
    headings = [str(page.meta.get("title") or "")]
    tabs = 0
    for block in page.walk():
        if block.kind == "heading":
            if block.name:
                ids.add(block.name)
            headings.append(block.text)
        elif block.kind == "tab":
            tabs += 1
            headings.append(block.title)
        elif block.kind == "footnote":
            ids |= {f"{start}{mark}{block.name}" for start in ("fn", "fnref", "_fn", "_fnref", "user-content-fn") for mark in ":-_"}
        elif block.kind == "html":
            headings += [_TAG.sub("", inside) for inside in _HTML_HEADING.findall(block.text)]
        if block.kind in {"paragraph", "html", "heading", "cell"} and not unknown:
            unknown = bool(_UNKNOWN.search(block.text))
    for text in headings:
        slugs = set(_slugs(text))
        ids |= slugs
        for slug in slugs:
            if repeated[slug]:
                ids |= {
                    f"{slug}-{repeated[slug]}",
                    f"{slug}_{repeated[slug]}",
                    f"{slug}-{repeated[slug] + 1}",
                    f"{slug}_{repeated[slug] + 1}",
                }
        repeated.update(slugs)
    ids |= {f"_{number}" for number in range(1, len(headings) + 1)}
    ids |= {group.replace("\\", "") for match in _WRITTEN.finditer(page.body) for group in match.groups() if group}
    ids |= {f"__tabbed_{group}_{number}" for group in range(1, tabs + 1) for number in range(1, tabs + 1)} if tabs < 20 else set()
    return Anchors(frozenset(ids), unknown)


def _slugs(text: str) -> Iterator[str]:
    """The ids that renderers make of a heading."""
    for variant in {visible(text), _TAG.sub("", text), _TRAILING.sub("", text), visible(_TRAILING.sub("", text))}:
        words = html.unescape(variant).strip()
        yield from (slug(words) for slug in (github, python_markdown, _unicode, _vitepress))
        yield re.sub(r"-+", "-", github(words)).strip("-")
        if ":" in words:
            yield github(_EMOJI_NAME.sub("", words))
            yield github(_EMOJI_NAME.sub("", words).strip())


_NOT_GITHUB = re.compile(r"[^\w\- ]")
_NOT_WORD = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
_VITEPRESS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")


def github(text: str) -> str:
    """As GitHub and Docusaurus (github-slugger): lower case, letters, digits, `_` and `-`, each space a hyphen."""
    return _NOT_GITHUB.sub("", text.lower()).replace(" ", "-")


def python_markdown(text: str) -> str:
    """As Python-Markdown's toc: plain ASCII, gaps one hyphen."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _GAPS.sub("-", _NOT_WORD.sub("", plain).strip().lower())


def _unicode(text: str) -> str:
    return _GAPS.sub("-", _NOT_WORD.sub("", unicodedata.normalize("NFKC", text)).strip().lower())


def _vitepress(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    slug = _VITEPRESS.sub("-", plain).strip("-").lower()
    return f"_{slug}" if slug[:1].isdigit() else slug

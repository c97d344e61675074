"""The ids in a page that a link can lead to, as far as its source tells.

In our own tree a section has the id that its heading states, and nothing else has one. In a tree of plain MkDocs headings have
the ids that Python-Markdown makes. In any other tree each renderer makes ids of the words of a heading in its own way: all of
them count, and where something we cannot see makes ids too, all do.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from helpcenter.articles.library import Page
from helpcenter.markdown.scan import Block, visible

from .dialect import Dialect


@dataclass(frozen=True, slots=True)
class Anchors:
    """`ids`: what may follow `#`. `open`: the page may have others that cannot be known.

    `instead`: the id of a section by the one that another renderer would make for it.
    """

    ids: frozenset[str]
    open: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)

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
    ids = _beside_headings(page)
    repeated: Counter[str] = Counter()
    headings = [str(page.meta.get("title") or "")]
    for block in page.walk():
        if block.kind == "heading":
            if block.name:
                ids.add(block.name)
            headings.append(block.text)
        elif block.kind == "html":
            headings += [_TAG.sub("", inside) for inside in _HTML_HEADING.findall(block.text)]
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
    return Anchors(frozenset(ids), _may_have_others(page))


# Extensions of plain MkDocs that put something else in the place of words, and the marks by which a heading may hold such words.
_REPLACING = ("smarty", "pymdownx.smartsymbols", "pymdownx.keys", "pymdownx.critic", "pymdownx.arithmatex")
_REPLACED = re.compile(r"--|\((?:c|r|tm)\)|\+/-|=/=|\+\+\S+\+\+|\{[+~=>-]{2}|\$", re.I)
_MADE_ELSEWHERE = re.compile(r"--8<--|^/{3,} *\w|\[TAGS\]|material/tags", re.M)  # snippets, blocks with an id, lists of tags
_EMOJI_ALONE = re.compile(r"(?<!\S):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\S)")
_NUMBERED = re.compile(r"(.*)_([0-9]+)", re.S)


def of_toc(page: Page, dialect: Dialect) -> Anchors:
    """The ids that plain MkDocs makes: of each heading the toc of Python-Markdown, and what else stands in the page."""
    ids = _beside_headings(page)
    instead: dict[str, str] = {}
    headings = [block for block in page.walk() if block.kind == "heading"]
    stating = not dialect.lacks("attr_list")
    used = {block.name for block in headings if block.name and stating}
    repeated: Counter[str] = Counter()
    for block in headings:
        own = block.name if block.name and stating else _unique(_toc_slug(block, dialect), used)
        ids.add(own)
        forms = set(_slugs(block.text))
        for form in forms:
            numbered = [f"{form}{mark}{number}" for mark in "-_" for number in (repeated[form], repeated[form] + 1) if repeated[form]]
            for other in (form, *numbered):
                instead.setdefault(other, own)
        repeated.update(forms)
    return Anchors(frozenset(ids), _may_differ(page, headings, dialect), instead)


def _may_differ(page: Page, headings: Sequence[Block], dialect: Dialect) -> bool:
    """Whether something makes ids in a page of plain MkDocs that cannot be told from its headings."""
    if any(dialect.has(extension) for extension in _REPLACING):
        if any(_REPLACED.search(piece.text) for block in headings for piece in block.inlines if piece.kind == "text"):
            return True
    if dialect.has("md_in_html") and "markdown" in page.body and _HTML_HEADING.search(page.body):
        return True
    return any(block.kind not in {"code", "heading"} and _MADE_ELSEWHERE.search(block.text) for block in page.walk())


def _toc_slug(block: Block, dialect: Dialect) -> str:
    """What toc makes of the words of a heading: tags and images leave nothing."""
    words = "".join(piece.text for piece in block.inlines if piece.kind not in {"html", "image"})
    if block.title and dialect.lacks("attr_list"):
        words += f" {{{block.title}}}"
    if dialect.has("pymdownx.emoji"):
        words = _EMOJI_ALONE.sub("", words)  # a picture
    return python_markdown(words, dialect.toc)


def _unique(slug: str, used: set[str]) -> str:
    """The id as Python-Markdown makes it differ from those before: `sec`, `sec_1`, `sec_2`; where nothing is left, `_1`."""
    if slug in used or not slug:
        numbered = _NUMBERED.fullmatch(slug)
        base, number = (numbered[1], int(numbered[2])) if numbered else (slug, 0)
        slug = next(other for other in (f"{base}_{n}" for n in count(number + 1)) if other not in used)
    used.add(slug)
    return slug


def _may_have_others(page: Page) -> bool:
    """Whether something in the page that is run or included may make ids."""
    if _DIRECTIVE.search(page.body):
        return True
    return any(block.kind in {"paragraph", "html", "heading", "cell"} and _UNKNOWN.search(block.text) for block in page.walk())


def _beside_headings(page: Page) -> set[str]:
    """The ids of everything that is no heading: what HTML and attributes state, tabs and footnotes."""
    ids = set(_ALWAYS)
    tabs = 0
    for block in page.walk():
        if block.kind == "tab":
            tabs += 1
            ids |= set(_slugs(block.title))
        elif block.kind == "footnote":
            ids |= {f"{start}{mark}{block.name}" for start in ("fn", "fnref", "_fn", "_fnref", "user-content-fn") for mark in ":-_"}
    ids |= {group.replace("\\", "") for match in _WRITTEN.finditer(page.body) for group in match.groups() if group}
    ids |= {f"__tabbed_{group}_{number}" for group in range(1, tabs + 1) for number in range(1, tabs + 1)} if tabs < 20 else set()
    return ids


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


def python_markdown(text: str, separator: str = "-") -> str:
    """As Python-Markdown's toc: plain ASCII, gaps one separator."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = _NOT_WORD.sub("", plain).strip().lower()
    return re.sub(rf"[{re.escape(separator)}\s]+", lambda gap: separator, words)


def _unicode(text: str) -> str:
    return _GAPS.sub("-", _NOT_WORD.sub("", unicodedata.normalize("NFKC", text)).strip().lower())


def _vitepress(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    slug = _VITEPRESS.sub("-", plain).strip("-").lower()
    return f"_{slug}" if slug[:1].isdigit() else slug

"""The ids in a page that a link can lead to, as far as its source tells.

In our own tree a section has the id that its heading states, and nothing else has one. In another project of MkDocs a page has
the ids that Python-Markdown makes of it with the extensions of mkdocs.yml: it is rendered, and they are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from helpcenter.articles.model import Page
from helpcenter.config.mkdocs_yml import Tag
from helpcenter.config.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Anchors:
    """`ids`: what may follow `#`. `open`: the page may have others that cannot be known.

    `instead`: the id of a section by the one that GitHub would make for it.
    """

    ids: frozenset[str]
    open: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, anchor: object) -> bool:
        return self.open or anchor in self.ids


def stated(page: Page) -> Anchors:
    """The ids that the headings of an own page state. What the template fills in a thin page is not known."""
    return Anchors(frozenset(block.name for block in page.walk() if block.kind == "heading" and block.name), page.thin)


_TOP = ("", "top")  # the HTML standard: the top of the page
_UNRUN = {"pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter", "pymdownx.emoji"}  # they read files; the last asks its theme
_SNIPPET = re.compile(r"-{1,}8<-{1,}")
_EMOJI = re.compile(r"(?<!\S):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\S)")
_SLUGS = {"markdown.extensions.toc.slugify", "markdown.extensions.toc.slugify_unicode", "pymdownx.slugs.slugify"}


def rendered(page: Page, renderer: Renderer) -> Anchors:
    """The ids of a page as MkDocs renders it; open where a plugin, a strange extension or an included file may make others."""
    if not renderer.exact or (renderer.has("pymdownx.snippets") and (_auto_append(renderer) or _SNIPPET.search(page.body))):
        return Anchors(frozenset(), True)
    import lxml.html  # noqa: PLC0415 (as Markdown: for the projects of others alone)
    import markdown  # noqa: PLC0415

    used = {name: options for name, options in renderer.extensions.items() if name not in _UNRUN}
    body = _EMOJI.sub("", page.body) if renderer.has("pymdownx.emoji") else page.body  # a picture leaves nothing in an id
    try:
        options = {name: _known_options(options) for name, options in used.items()}
        options["toc"] = {**options.get("toc", {}), "permalink": False, "anchorlink": False}  # signs beside the words of a heading
        html = markdown.markdown(body, extensions=list({"toc": 0, "tables": 0, "fenced_code": 0} | used), extension_configs=options)
    except Exception:  # an extension that is not here, or that does not take its options: nothing is known
        return Anchors(frozenset(), True)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    ids = {str(value) for value in root.xpath("//@id | //a/@name")}
    instead: dict[str, str] = {}
    repeated: Counter[str] = Counter()
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        form = github(heading.text_content())
        instead.setdefault(f"{form}-{repeated[form]}" if repeated[form] else form, heading.get("id", ""))
        repeated[form] += 1
    return Anchors(frozenset({*ids, *_TOP}), False, instead)


def _auto_append(renderer: Renderer) -> bool:
    return bool((renderer.extensions.get("pymdownx.snippets") or {}).get("auto_append"))


def _known_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of an extension with the function that makes ids, and without those that others made by Python. Raises ValueError."""
    kept = {name: value for name, value in options.items() if not _holds_tag(value)}
    if isinstance(slugify := options.get("slugify"), Tag):
        if slugify.name not in _SLUGS:
            raise ValueError(slugify.name)
        module, _, function = slugify.name.rpartition(".")
        kept["slugify"] = getattr(import_module(module), function)
        if slugify.options is not None:
            kept["slugify"] = kept["slugify"](**slugify.options.get("kwds", {}))
    return kept


def _holds_tag(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(map(_holds_tag, value.values() if isinstance(value, dict) else value))
    return isinstance(value, Tag)


_NOT_GITHUB = re.compile(r"[^\w\- ]")


def github(text: str) -> str:
    """The id as GitHub makes it: lower case, letters, digits, `_` and `-`, each space a hyphen."""
    return _NOT_GITHUB.sub("", text.strip().lower()).replace(" ", "-")

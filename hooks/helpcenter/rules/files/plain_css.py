"""A style sheet loads nothing but the site's own files and runs nothing: no `@import`, no `url()` to elsewhere, no `image-set()`, no
escape that hides one; the style of diagrams, which stands in each of them, loads nothing at all and ends no element.

What a style sheet loads tells another host who reads what, and `</style>` in that of the diagrams begins a script in every drawing.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.diagrams import STYLE
from helpcenter.articles.model import Library
from helpcenter.source.drawings import flaws_in_data
from helpcenter.source.stylesheets import flaws

from ..rule import WALLET, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    for path, file in library.tree.files.items():
        if path.lower().endswith(".css"):
            css = file.text or ""
            found = [(position, f"the style sheet holds {what}. Remove it.") for position, what in flaws(css, path == STYLE)]
            for position, sentence in sorted({*found, *flaws_in_data(css)}):
                yield Finding(css.count("\n", 0, position) + 1, sentence, path)


RULE = Rule("plain-css", WALLET, library=check)

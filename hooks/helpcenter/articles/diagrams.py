"""Diagrams: one drawing for all languages, its words in data/diagrams.yml, one SVG per language in the site. And pictures, the same in all.

A drawing is an SVG below overrides/assets/diagrams/ whose texts are `{{ key }}`; the classes it uses stand in STYLE beside it.
An article names it without a language: `![…](assets/diagrams/memo.svg)`. A picture below overrides/assets/pictures/ is published as
it is and named alike: `![…](assets/pictures/first-screen.png)`. Words hold ` / ` where a line ends, and may hold
`{{ name }}` values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from helpcenter.config import palette
from helpcenter.config.model import Diagram, Settings
from helpcenter.config.substitution import substituted
from helpcenter.source.files import Tree

from .model import Library

FOLDER = "assets/diagrams/"  # in the site, and in articles
PICTURES = "assets/pictures/"
DRAWINGS = "overrides/" + FOLDER
STYLE = DRAWINGS + "diagram.css"
LINE = 1.25  # em, from one line of a text to the next

_TEXT = re.compile(r"<text\b([^<>]*)>\s*\{\{\s*([a-z0-9_]+)\s*\}\}\s*</text>")
_X = re.compile(r'\bx="([^"]*)"')
_SVG = re.compile(r"<svg\b[^<>]*>")
_IMAGE = re.compile(rf"(!\[[^\[\]]*\]\(){FOLDER}([a-z0-9-]+\.svg)\)")
_PICTURE = re.compile(rf"(!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(<?)({PICTURES})")


def drawings(tree: Tree) -> dict[str, str]:
    """The drawings by name."""
    return {
        path.removeprefix(DRAWINGS).removesuffix(".svg"): file.text
        for path, file in tree.files.items()
        if path.startswith(DRAWINGS) and path.endswith(".svg") and file.text is not None
    }


def word_keys(drawing: str) -> dict[str, int]:
    """The keys of the words that a drawing shows, and the line of each."""
    return {match[2]: drawing.count("\n", 0, match.start()) + 1 for match in _TEXT.finditer(drawing)}


def drawn(drawing: str, style: str, diagram: Diagram, settings: Settings, language: str) -> str:
    """The drawing with the words of a language, its title and description for those who do not see it, and the style inside."""

    def text(match: re.Match[str]) -> str:
        words = substituted(diagram.words.get(match[2], {}).get(language, ""), settings, language)
        lines = words.split(" / ")
        if len(lines) == 1:
            return f"<text{match[1]}>{escape(words)}</text>"
        x = _X.search(match[1])
        place = f' x="{x[1]}"' if x else ""
        dy = [f"{-LINE * (len(lines) - 1) / 2:g}em", *[f"{LINE:g}em"] * (len(lines) - 1)]  # the block is centred where one line would be
        spans = "".join(f'<tspan{place} dy="{down}">{escape(line)}</tspan>' for line, down in zip(lines, dy, strict=True))
        return f"<text{match[1]}>{spans}</text>"

    title, description = (escape(substituted(text.get(language, ""), settings, language)) for text in (diagram.title, diagram.text))
    head = f"<title>{title}</title><desc>{description}</desc><style>{' '.join(style.split())}</style>"
    named = _SVG.sub(lambda match: f'{match[0][:-1]} xml:lang="{language}" role="img">{head}', _TEXT.sub(text, drawing), count=1)
    return named if named.endswith("\n") else named + "\n"


def diagram_files(library: Library) -> Iterator[tuple[str, str]]:
    """(path in the site, content) of every diagram in every language, but for those that stand in what the product lacks."""
    style = _brand(library.settings) + (library.tree.text(STYLE) or "")
    left_out = _shown(library.whole) - _shown(library) if library.everything else ()
    for name, drawing in drawings(library.tree).items():
        if (diagram := library.settings.diagrams.get(name)) is None or f"{name}.svg" in left_out:
            continue
        for language in library.settings.built:
            yield f"{FOLDER}{language.code}/{name}.svg", drawn(drawing, style, diagram, library.settings, language.code)


def _shown(library: Library) -> set[str]:
    return {name for page in library.pages.values() for name in diagrams_shown(page.shown)}


def _brand(settings: Settings) -> str:
    """The colours of the brand, for the style of all drawings."""
    if not settings.brand.colours:
        return ""
    light, dark = (palette.declarations(scheme, settings.brand.colours[scheme], "--") for scheme in palette.SCHEMES)
    return f"svg {{ {light} }}\n@media (prefers-color-scheme: dark) {{ svg {{ {dark} }} }}\n"


def diagrams_shown(markdown: str) -> list[str]:
    """The names of the diagrams that the Markdown of a page shows, as `memo.svg`."""
    return [match[2] for match in _IMAGE.finditer(markdown)]


def linked(markdown: str, route: str, language: str) -> str:
    """The Markdown of the page at docs/<language>/<route>.md with its diagrams and pictures by the path of their file."""
    up = "../" * (route.count("/") + 1)
    return _PICTURE.sub(rf"\g<1>{up}\g<2>", _IMAGE.sub(rf"\g<1>{up}{FOLDER}{language}/\g<2>)", markdown))

"""An SVG holds shapes and nothing else: no element or attribute that is on no list, no script, style or reference that leads out,
no words but `{{ key }}` of a diagram, and no more than a browser can draw.

A drawing is a document: opened by itself it runs its scripts on our address, and a form in it asks a reader there. What it says
would stand in one language only, and be checked by no rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.diagrams import DRAWINGS, FOLDER
from helpcenter.articles.model import Library
from helpcenter.site.site import Site
from helpcenter.source.drawings import BUILT, DIAGRAM, PLAIN, read_drawing
from helpcenter.text.quoting import shortened

from ..advice import offences
from ..rule import WALLET, Finding, Rule
from ..spots import FOLDER as SITE


def check(library: Library) -> Iterator[Finding]:
    for path, file in library.tree.files.items():
        if path.lower().endswith(".svg"):
            drawing = read_drawing(file.text or "", DIAGRAM if path.startswith(DRAWINGS) else PLAIN)
            yield from (Finding(line, sentence, path) for line, sentence in sorted(drawing.flaws))
            for line, words in drawing.words:
                if any(offences(words, language.code) for language in library.languages):
                    yield Finding(line, f"the drawing says “{shortened(words.strip())}”, which no page may say. Remove it.", path)


def check_built(site: Site) -> Iterator[Finding]:
    for path, data in site.files.items():
        if path.lower().endswith(".svg"):
            drawing = read_drawing(data.decode("utf-8", "replace"), BUILT if path.startswith(FOLDER) else PLAIN)
            yield from (Finding(line, sentence, f"{SITE}/{path}") for line, sentence in sorted(drawing.flaws))


RULE = Rule("plain-svg", WALLET, library=check, site=check_built, yields_to=("broken-image",))

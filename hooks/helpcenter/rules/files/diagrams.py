"""A diagram has a drawing, the words that it shows in data/diagrams.yml, and an article that shows it.

A text without words would be an empty box in the middle of an explanation, and a drawing that nothing shows grows old unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.diagrams import DRAWINGS, FOLDER, diagrams_shown, drawings, word_keys
from helpcenter.articles.model import Library
from helpcenter.config.model import VALUES
from helpcenter.config.substitution import VARIABLE

from ..rule import HOUSE, Finding, Rule

_DATA = "data/diagrams.yml"


def check(library: Library) -> Iterator[Finding]:
    known, drawn = library.settings.diagrams, drawings(library.tree)
    seen = {name for page in library.whole.pages.values() for name in diagrams_shown(page.body)}
    for name, drawing in drawn.items():
        path = f"{DRAWINGS}{name}.svg"
        if name not in known:
            if any(problem.path == _DATA for problem in library.problems):
                continue
            yield Finding(0, f"`{name}` has no words: write its entry in {_DATA}.", path)
            continue
        words = known[name].words
        for key, line in word_keys(drawing).items():
            if key not in words:
                yield Finding(line, f"`{{{{ {key} }}}}` has no words in {_DATA}.", path)
        for key, texts in {"title": known[name].title, "text": known[name].text, **{f"words.{key}": words[key] for key in words}}.items():
            for language, text in texts.items():
                for value in VARIABLE.finditer(text):
                    unread = VALUES.get(value[1].partition(".")[0]) in library.settings.unread
                    if value[1] not in library.settings.values.get(language, {}) and not unread:
                        yield Finding(known[name].line, f"`{value[0]}` in `{name}.{key}.{language}` is no value of data/.", _DATA)
        for key in words:
            if key not in word_keys(drawing):
                yield Finding(known[name].line, f"the drawing `{name}` does not show `{key}`. Remove it, or draw it.", _DATA)
        if f"{name}.svg" not in seen:
            yield Finding(0, f"no article shows this diagram: write `![…]({FOLDER}{name}.svg)` where it helps, or remove it.", path)
    for name, diagram in known.items():
        if name not in drawn:
            yield Finding(diagram.line, f"`{name}` has no drawing {DRAWINGS}{name}.svg. Draw it, or remove the entry.", _DATA)


RULE = Rule("diagrams", HOUSE, library=check)

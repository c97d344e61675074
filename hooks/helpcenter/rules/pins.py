"""A sentence on which safety rests stands as it was pinned: a prohibition, a warning, a fact with a figure, a text of
data/warnings.yml. One that was changed or removed stops the build until `helpcenter pin` pins it again.

“May” for “never” or a “usually” is one word in a long change, and whoever reads it in one language cannot see it in the others.
A pin makes it a line of its own, which two reviewers read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ..articles import Library, Page
from ..pins import Block, Pin, Statement, excerpt, key_of, of_data, read_block, statements, text_of
from ..rule import WALLET, Finding, Rule
from ..settings import PINS, Settings

_NEAR = 0.45  # of two beginnings, how much is the same


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.settings.pins.get(key_of(page, library))
    if source is None or source.lstrip().startswith(text_of(page)):
        return
    there = tuple(statements(page))
    lines = {section.id: section.line for section in page.sections}
    yield from _gone(read_block(source), there, lines, page.path)


def check_data(settings: Settings) -> Iterator[Finding]:
    found = of_data(settings)
    for key, source in settings.pins.items():
        path = key.rpartition(" ")[0]
        if path.startswith("data/"):
            there = found.get(key, [])
            for finding in _gone(read_block(source), there, {statement.section: statement.line for statement in there}, path):
                yield Finding(finding.line, finding.sentence, path)


def check_pages(library: Library) -> Iterator[Finding]:
    known = {key_of(page, library) for page in library.pages.values()}
    for key in library.settings.pins:
        if key not in known and not key.startswith("data/"):
            yield Finding(
                0,
                f"the page of `{key}` is gone, and with it {len(read_block(library.settings.pins[key]).pins)} pinned sentences. {_meant('')}",
                PINS,
            )


def _gone(block: Block, there: Sequence[Statement], lines: dict[str, int], path: str) -> Iterator[Finding]:
    missed = block.gone(there)
    new = block.unpinned(there) if missed else []
    for pin in missed:
        near = _nearest(pin, new)
        where = f" of `{pin.section}`" if pin.section else ""
        now = f"; now “{excerpt(near.text, 90)}” stands there" if near else ", and nothing like it"
        line = near.line if near else lines.get(pin.section, 0)
        yield Finding(line, f"the pinned sentence “{pin.excerpt}…”{where} no longer stands as it was reviewed{now}. {_meant(path)}")


def _meant(path: str) -> str:
    return f"Put it back; if this is meant, have two reviewers agree and run `helpcenter pin --by WHO --why WHY{' ' * bool(path)}{path}`."


def _nearest(pin: Pin, new: Sequence[Statement]) -> Statement | None:
    """The sentence without a pin that begins most like the pinned one, in its section before others."""

    def likeness(statement: Statement) -> float:
        matcher = SequenceMatcher(None, pin.excerpt, excerpt(statement.text), autojunk=False)
        return matcher.ratio() + (0.2 if statement.section == pin.section else 0)

    best = max(new, key=likeness, default=None)
    return best if best and likeness(best) >= _NEAR else None


RULE = Rule("pins", WALLET, page=check, data=check_data, library=check_pages)

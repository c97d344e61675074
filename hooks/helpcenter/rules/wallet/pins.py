"""A sentence on which safety rests stands as it was pinned: a prohibition, a warning, a fact with a figure, a text of
data/warnings.yml. One that was changed or removed stops the build until `helpcenter pin` pins it again.

“May” for “never” or a “usually” is one word in a long change, and whoever reads it in one language cannot see it in the others.
A pin makes it a line of its own, which two reviewers read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import PINS, Settings
from helpcenter.sentences.pins import WARNS, Block, Pin, Statement, digest, excerpt, key_of, of_data, read_block, statements, text_of

from ..rule import WALLET, Finding, Rule

_ALIKE = 0.35  # how much of two beginnings is the same where one may have been made of the other


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.settings.pins.get(key_of(page, library))
    if source is None or source.lstrip().startswith(text_of(page)):
        return
    there = tuple(statements(page.whole))
    lines = {section.id: section.line for section in page.whole.sections}
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
    library = library.whole  # what is left out now keeps its pins
    known = {key_of(page, library) for page in library.pages.values()}
    for key in library.settings.pins:
        if key not in known and not key.startswith("data/"):
            yield Finding(
                0,
                f"the page of `{key}` is gone, and with it {len(read_block(library.settings.pins[key]).pins)} pinned sentences. {_meant('')}",
                PINS,
            )


def _gone(block: Block, there: Sequence[Statement], lines: Mapping[str, int], path: str) -> Iterator[Finding]:
    missed = block.gone(there)
    places = {(statement.section, statement.digest): index for index, statement in enumerate(there)} if missed else {}
    for pin in missed:
        between = _between(block, pin, places, there)
        boxed = next((statement for statement in between if pin.digest in _in_other_boxes(statement)), None)
        near = boxed or max((s for s in between if _likeness(pin, s) > _ALIKE), key=lambda s: _likeness(pin, s), default=None)
        now = (
            "it stands there in another kind of box" if boxed else f"now “{excerpt(near.text, 90)}” stands there" if near else "it is gone"
        )
        where = f" of `{pin.section}`" if pin.section else ""
        yield Finding(
            near.line if near else lines.get(pin.section, 0),
            f"the pinned sentence “{pin}”{where} is not as it was reviewed: {now}. {_meant(path)}",
        )


def _between(block: Block, pin: Pin, places: Mapping[tuple[str, str], int], there: Sequence[Statement]) -> list[Statement]:
    """The unpinned sentences of the pin's section between those of the pins before and behind it."""
    at = block.pins.index(pin)
    found = [places.get((other.section, other.digest)) for other in block.pins]
    first = next((place for place in reversed(found[:at]) if place is not None), -1)
    last = next((place for place in found[at + 1 :] if place is not None), len(there))
    new = block.unpinned(there[first + 1 : last] if first < last else there)
    return [statement for statement in new if statement.section == pin.section and statement.kind != "heading"]


def _likeness(pin: Pin, statement: Statement) -> float:
    """How much of the letters and of the words of two beginnings is the same."""
    other = excerpt(statement.text)
    words, others = (set(text.lower().split()) for text in (pin.excerpt, other))
    return SequenceMatcher(None, pin.excerpt, other, autojunk=False).ratio() + len(words & others) / max(len(words), 1)


def _in_other_boxes(statement: Statement) -> set[str]:
    return {digest(box, statement.text) for box in (*WARNS, "")}


def _meant(path: str) -> str:
    return f"Put it back; if this is meant, have two reviewers agree and run `helpcenter pin --by WHO --why WHY{' ' * bool(path)}{path}`."


RULE = Rule("pins", WALLET, page=check, data=check_data, library=check_pages)

"""What goes out to translators and what comes back, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .marks import Tagged


@dataclass(frozen=True)
class Entry:
    """A unit on its way out.

    source, target   inline Markdown; the target is the present translation, or ""
    done             whether the target is the translation of this very source
    old              the source as it was when the target was written; "" where that is unknown or the same
    notes            for the translator: where it stands, the terms in it, what must stay
    place            file and line of the source
    """

    key: str
    source: str
    target: str = ""
    done: bool = False
    old: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Sheet:
    """A language's translations to make: (path of the file to be, its entries) in order."""

    source_language: str
    language: str
    files: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True)
class Came:
    """A unit that came back. `text` is tagged; `line` is that of the translators' file; `done` is false for what is marked as unfinished."""

    text: Tagged
    line: int
    done: bool


@dataclass(frozen=True)
class Returned:
    """A file that came back: its target language ("" if it names none) and its units by key."""

    language: str
    units: Mapping[str, Came] = field(default_factory=dict)


class UnreadableFile(Exception):
    """The file is not what it should be; the message says why, with its line if there is one."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.line = sentence, line

"""A control of our app is named as `{{ label.… }}`, a name of data/product.yml, wherever a page or a text of data/ sends a reader to
it; and every label is used.

A name written by hand stays when the app's screen changes, and a reader looks in vain for a button that support swears is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Settings
from helpcenter.config.product import PRODUCT
from helpcenter.config.substitution import VARIABLE
from helpcenter.text.words import any_of, words

from ..rule import HOUSE, Finding, Rule

_END = re.compile(r"(?:^|[。！？；.!?;])\s*$")
_TEXT = {"paragraph", "heading", "cell", "box", "tab"}
_DRAWN = "data/diagrams.yml"  # a drawing shows screens, and a scammer's has a “Chat” as well


def check(page: Page, library: Library) -> Iterator[Finding]:
    names = _names(library.settings, page.language)
    told = [(page.text(key), page.front.line(key)) for key in ("title", "summary", "reply")]
    told += [(block.running, block.line) for block in page.walk() if block.kind in _TEXT]
    for text, line in told:
        for at, name in _by_hand(text, page.language, names):
            yield Finding(line + text.count("\n", 0, at), _sentence(name, names))


def check_data(settings: Settings) -> Iterator[Finding]:
    for text in settings.texts:
        if text.path in (PRODUCT, _DRAWN):
            continue
        for language, said in text.words.items():
            names = _names(settings, language)
            for _, name in _by_hand(said, language, names):
                yield Finding(text.lines[language], _sentence(name, names), text.path)


def _unused(library: Library) -> Iterator[Finding]:
    """Labels that no file uses, be it one whose articles the product at hand leaves out."""
    sources = (file.text or "" for path, file in library.tree.files.items() if path.endswith((".md", ".yml")))
    used = {match[1] for text in sources for match in VARIABLE.finditer(text)}
    for name, label in library.settings.labels.items():
        if f"label.{name}" not in used:
            sentence = f"nothing uses the label `{name}`: write `{{{{ label.{name} }}}}` where a page names it, or remove it."
            yield Finding(label.line, sentence, PRODUCT)


def _names(settings: Settings, language: str) -> Mapping[str, str]:
    """The names on the screen in this language → the label; a name that several labels share stands for the first."""
    return {label.text[language]: name for name, label in reversed([*settings.labels.items()]) if language in label.text}


def _by_hand(text: str, language: str, names: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """(position, name) of each control that a text names by hand."""
    if "**" in text or "“" in text:
        for match in _control(language).finditer(text):
            name = (match[1] or match[2]).strip()
            if name in names and not (match[1] and _subject(text[: match.start()], text[match.end() :])):
                yield match.start(), name


def _subject(before: str, after: str) -> bool:
    """Whether the bold words between these open a sentence, and so are its subject: “**Deposit**: the coins that …”."""
    return bool(after.strip()) and _END.search(before) is not None


@cache
def _control(language: str) -> re.Pattern[str]:
    """A name in bold, or in quotation marks where one is told to tap or to go there."""
    return re.compile(rf"\*\*([^*\n]+)\*\*|(?i:{any_of(words('before_control', language))})\s?“([^”\n]+)”")


def _sentence(name: str, names: Mapping[str, str]) -> str:
    return f"“{name}” is the name of a control of the app: write `{{{{ label.{names[name]} }}}}`, so that it follows {PRODUCT}."


RULE = Rule("labels", HOUSE, page=check, data=check_data, library=_unused)

"""Every page is in its language: no sentence, heading or cell, and no text of data/, is left in the source's or in another language.

A reader in trouble skips what cannot be read, and that may be the step that mattered. Code, what stands in quotation marks or
brackets, and names are no sentences. A Traditional page shares most characters with its Simplified source: it is untranslated where
it holds those that Traditional Chinese does not write, and so the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import Published, data_lines, page_lines
from helpcenter.text.quoting import shortened
from helpcenter.text.scripts import HANS, HANT, chinese, of_script, primary, script
from helpcenter.text.words import HAN, known, languages_of, unquoted

from ..rule import HOUSE, Finding, Rule

_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}][{HAN}，、\\s]*")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}(?:[’'][a-z]+)?|\b[aeoyAEIOY]\b")
_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)|\S+://\S+")
_SENTENCE_END = re.compile(
    rf"(?<=[.!?;:。！？；：])\s+|[。！？；：]+|\n|[{HAN}，、]+"
)  # Latin words between Han characters are on their own
_NAMES = {"en": "English", "es": "Spanish", HANS: "Simplified Chinese", HANT: "Traditional Chinese"}
_OTHER = {HANS: HANT, HANT: HANS}
LEAST_WORDS = 5  # a shorter line may be a name or a button
LEAST_HAN = 4
LEAST_STOP_WORDS = 2
LEAST_OF_SCRIPT = 2  # characters; a single one is told by wrong-script


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page)
    same = frozenset(text.strip() for text, _ in page_lines(source)) if source else frozenset()
    for text, line in ((text.strip(), line) for text, line in page_lines(page)):
        if found := _foreign(text, page.language):
            quote, name = found
            yield Finding(line, f"“{_said(quote)}” is {name}, on a page in {_name(page.language, library)}. Translate it.")
        elif text in same and len(_LATIN_WORD.findall(text)) >= LEAST_WORDS:
            yield Finding(line, f"“{_said(text)}” is the source's own text. Translate it.")


def _data(file: Published, library: Library) -> Iterator[Finding]:
    for text, language, line in data_lines(file, library):
        if found := _foreign(text, language):
            quote, name = found
            yield Finding(line, f"“{_said(quote)}” is {name}, where {_name(language, library)} belongs. Translate it.")


def _foreign(text: str, language: str) -> tuple[str, str] | None:
    """What of `text` is in another language, and the name of that language."""
    bare = _BRACKETED.sub(" ", unquoted(text))
    if other := _OTHER.get(script(language)):
        theirs, ours = (len(list(of_script(bare, name))) for name in (other, script(language)))
        if theirs >= LEAST_OF_SCRIPT and theirs > ours:
            return text, _NAMES[other]
    elif script(language) != "Jpan":
        run = max(_HAN_RUN.findall(bare), key=len, default="")
        han = len(_HAN.findall(run))
        if han >= LEAST_HAN or (han and han > len(_LATIN_WORD.findall(bare))):
            return (text if bare == text else run.strip()), "Chinese"
    known_languages = languages_of("stop_words")
    if script(language) == "Latn" and primary(language) not in known_languages:
        return None  # whose words could be taken for another's; sentence-tables asks for them
    others = [code for code in known_languages if code != primary(language)]
    every = [word.lower().replace("’", "'") for word in _LATIN_WORD.findall(bare)]
    if len(every) < LEAST_WORDS or all(_count(every, code) < LEAST_STOP_WORDS for code in others):
        return None  # nor has one of its sentences
    for sentence in (*_SENTENCE_END.split(bare), bare):
        found = _LATIN_WORD.findall(sentence)
        if len(found) < LEAST_WORDS or (chinese(language) and _HAN.search(sentence)):
            continue
        small = [word.lower().replace("’", "'") for word in found]
        ours = _count(small, language)
        other = max(others, key=lambda code: _count(small, code))
        theirs = _count(small, other)
        if theirs >= LEAST_STOP_WORDS and theirs > 2 * ours and not _is_name(found):
            return sentence.strip(), _NAMES.get(other, f"in `{other}`")
    return None


def _count(found: list[str], language: str) -> int:
    """How many of the words are words of this language (words.yml)."""
    return sum(map(known("stop_words", language).__contains__, found))


def _is_name(found: list[str]) -> bool:
    """Whether the words of substance, two or more, begin with a capital: “Fiscalía General de la República”."""
    names = [word[0].isupper() for word in found if not any(word in known("stop_words", code) for code in languages_of("stop_words"))]
    return len(names) >= 2 and all(names)


def _said(text: str) -> str:
    return shortened(" ".join(text.split()))


def _name(code: str, library: Library) -> str:
    return next((language.name for language in library.languages if language.code == code), code)


RULE = Rule("untranslated", HOUSE, page=check, file=_data, yields_to=("images-match", "unwritten"))

"""No text holds characters that cannot be seen or that turn the direction of reading, and no word mixes Latin letters with
Cyrillic or Greek ones that look the same.

Such a word is not found by a search, an address or a command copied with one does not work, and a link or a name can be made
to look like another. Joiners inside emoji and in scripts that are written with them are fine.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.text.lookalikes import BIDI, INVISIBLE, LATIN_LOOK

from ..rule import GENERAL, Finding, Rule

# U+FEFF is refused with the file (rule files).
_HIDDEN = re.compile(f"[{''.join(chr(code) for code in [*INVISIBLE, *BIDI] if code < 0x10000 and code != 0xFEFF)}]|[\U000e0000-\U000e007f]")
_TURNING_ENTITY = re.compile(r"&#(?:x0*20(?:2[a-e]|6[6-9])|0*(?:823[4-8]|829[4-7]));?", re.I)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERRIDES = "\u202d\u202e"
_OTHER_SCRIPT = re.compile(r"[\u0370-\u052f]")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOKS_LATIN = frozenset(LATIN_LOOK)
_WRITTEN_SO = frozenset(
    (
        "ab",
        "av",
        "ba",
        "be",
        "bg",
        "bs",
        "ce",
        "cu",
        "cv",
        "el",
        "kk",
        "kv",
        "ky",
        "mk",
        "mn",
        "os",
        "ru",
        "sh",
        "sr",
        "tg",
        "tt",
        "uk",
        "uz",
    )
)


def check(library: Library) -> Iterator[Finding]:
    languages = {page.path: page.language for page in library.whole.pages.values()}
    for path, file in library.tree.files.items():
        text = file.text or ""
        if not text.isascii() or "&#" in text:
            yield from _hidden(path, text)
        if _OTHER_SCRIPT.search(text) and languages.get(path, "") not in _WRITTEN_SO:
            yield from _mixed(path, text)


def _hidden(path: str, text: str) -> Iterator[Finding]:
    seen: set[int] = set()
    for match in (*_HIDDEN.finditer(text), *_TURNING_ENTITY.finditer(text)):
        start = text.rfind("\n", 0, match.start()) + 1
        if start in seen or (len(match[0]) == 1 and _belongs(text, match.start(), start)):
            continue
        seen.add(start)
        line = text.count("\n", 0, match.start()) + 1
        character = html.unescape(match[0])[0]
        yield Finding(line, f"“{_around(text, *match.span())}” holds {_name(character)}, which cannot be seen. Delete it.", path)


def _belongs(text: str, at: int, line_start: int) -> bool:
    """Whether the script, or the emoji, around a hidden character is written with it."""
    code, before, after = ord(text[at]), text[at - 1 : at], text[at + 1 : at + 2]
    if code in BIDI:
        line_end = text.find("\n", at)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        return text[at] not in _OVERRIDES and bool(_RIGHT_TO_LEFT.search(line))
    if code >= 0xE0000:  # flags of regions: a black flag, then tags
        start = at
        while start and ord(text[start - 1]) >= 0xE0000:
            start -= 1
        return text[start - 1 : start] == "\U0001f3f4"
    if code == 0x200D and (_is_emoji(before) or _is_emoji(after)):
        return True
    return any(_is_joined_script(neighbour) for neighbour in (before, after))


def _is_emoji(character: str) -> bool:
    return bool(character) and (character == "\ufe0f" or unicodedata.category(character) in {"So", "Sk", "Cn"})


def _is_joined_script(character: str) -> bool:
    """Arabic, the scripts of India and South-East Asia, Mongolian, old Hangul: written with joiners or without spaces."""
    return bool(character) and (0x0590 <= ord(character) < 0x1FFF or ord(character) in range(0xA840, 0xABFF)) and not character.isdigit()


def _name(character: str) -> str:
    names = INVISIBLE | BIDI
    name = names.get(ord(character), "")
    article = "an" if name[:1] in "aeio" else "a"
    return f"{article} {name} (U+{ord(character):04X})"


def _around(text: str, start: int, end: int) -> str:
    """The word that holds the place, with the character made visible."""
    left = re.search(r"[^\s]{0,20}$", text[max(0, start - 20) : start])
    right = re.match(r"[^\s]{0,20}", text[end : end + 20])
    shown = (left[0] if left else "") + text[start:end] + (right[0] if right else "")
    return "".join(
        f"<U+{ord(character):04X}>" if ord(character) in INVISIBLE or ord(character) in BIDI else character for character in shown
    )


# --- look-alikes ------------------------------------------------------------------------------------------------------


def _mixed(path: str, text: str) -> Iterator[Finding]:
    """Words with a letter of another script in the place of a Latin one. Whole words of such letters count where the file has
    no other word of their script."""
    words = [match for match in _WORD.finditer(text) if _OTHER_SCRIPT.search(match[0])]
    foreign = any(len(match[0]) > 1 and not _LATIN.search(match[0]) and not _LOOKS_LATIN.issuperset(match[0]) for match in words)
    for match in words:
        others = {character for character in match[0] if _OTHER_SCRIPT.match(character)}
        latin = _LATIN.search(match[0])
        if _LOOKS_LATIN.issuperset(others) and (latin or (len(match[0]) > 2 and not foreign)):
            odd = next(character for character in match[0] if character in others)
            script = "Cyrillic" if ord(odd) >= 0x400 else "Greek"
            read = "".join(LATIN_LOOK.get(character, character) for character in match[0])
            yield Finding(
                text.count("\n", 0, match.start()) + 1,
                f"“{match[0]}” has the {script} letter “{odd}” (U+{ord(odd):04X}), which looks like “{LATIN_LOOK[odd]}”. Write `{read}` in Latin letters.",
                path,
            )


RULE = Rule("invisible-characters", GENERAL, library=check, yields_to=("url-tricks",))

"""PO of GNU gettext: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html

A text stands as Markdown; `msgctxt` is the key, `#|` the source as it was, `fuzzy` what is still to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .sheet import Came, Entry, Returned, Sheet, UnreadableFile

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_FIELD = re.compile(r"(msgctxt|msgid|msgstr)\s+(.*)")
_LANGUAGE = re.compile(r"^Language:\s*(\S+)", re.M)


def write(sheet: Sheet) -> str:
    """Return the file of a sheet."""
    head = f"Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: {sheet.language}\nX-Source-Language: {sheet.source_language}\n"
    parts = [f'msgid ""\nmsgstr {_quoted(head)}\n']
    for _, entries in sheet.files:
        parts += map(_entry, entries)
    return "\n".join(parts)


def _entry(entry: Entry) -> str:
    lines = [f"#. {note}" for note in entry.notes]
    lines.append(f"#: {entry.place}")
    if entry.target and not entry.done:
        lines.append("#, fuzzy")
    if entry.old:
        lines += [f"#| msgctxt {_quoted(entry.key)}", f"#| msgid {_quoted(entry.old)}"]
    lines += [f"msgctxt {_quoted(entry.key)}", f"msgid {_quoted(entry.source)}", f"msgstr {_quoted(entry.target)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


@dataclass
class _Open:
    """An entry while it is read."""

    line: int = 0
    fuzzy: bool = False
    fields: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Returned:
    """Read a file. Raises UnreadableFile at the line that is no PO."""
    language, found = "", dict[str, Came]()
    entry, current = _Open(), ""

    def close() -> None:
        nonlocal entry, current, language
        if "msgstr" in entry.fields:
            key = entry.fields.get("msgctxt", "")
            if not key and not entry.fields.get("msgid"):
                named = _LANGUAGE.search(entry.fields["msgstr"])
                language = named[1] if named else ""
            elif key in found:
                raise UnreadableFile(f"the unit `{key}` is there twice.", entry.line)
            else:
                words = entry.fields["msgstr"]
                found[key] = Came((("text", words),) if words else (), entry.line, not entry.fuzzy)
        entry, current = _Open(), ""

    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line:
            close()
        elif line.startswith("#"):
            if "msgstr" in entry.fields:
                close()
            entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
        elif given := _FIELD.fullmatch(line):
            if given[1] in entry.fields:
                close()
            entry.line = entry.line or number
            current = given[1]
            entry.fields[current] = _unquoted(given[2], number)
        elif line.startswith('"') and current:
            entry.fields[current] += _unquoted(line, number)
        else:
            raise UnreadableFile(f"this is no line of a PO file: {line[:40]!a}. Plural forms are not used here.", number)
    close()
    return Returned(language, found)


def _unquoted(text: str, line: int) -> str:
    quoted = _STRING.fullmatch(text)
    if not quoted:
        raise UnreadableFile("a string is not closed, or something stands behind it.", line)
    return re.sub(r"\\(.)", lambda found: _UNESCAPES.get(found[1], found[0]), quoted[1])

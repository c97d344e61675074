"""JSON with source and translation in one file, as the message catalogues of gotext: https://pkg.go.dev/golang.org/x/text/cmd/gotext

A text stands as Markdown; `id` is the key, `message` the source, `translation` what to write, `fuzzy` what is still to do; the source as
it was and the terms stand in `translatorComment`.
"""

from __future__ import annotations

import json
from typing import Any

from .sheet import Came, Entry, Returned, Sheet, UnreadableFile


def write(sheet: Sheet) -> str:
    """Return the file of a sheet."""
    messages = [_message(entry) for _, entries in sheet.files for entry in entries]
    return json.dumps({"language": sheet.language, "messages": messages}, ensure_ascii=False, indent=1) + "\n"


def _message(entry: Entry) -> dict[str, object]:
    notes = "\n".join([*entry.notes, *([f"The source was: {entry.old}"] if entry.old else [])])
    fuzzy = {"fuzzy": True} if entry.target and not entry.done else {}
    return {
        "id": entry.key,
        "message": entry.source,
        "translation": entry.target,
        **fuzzy,
        "translatorComment": notes,
        "position": entry.place,
    }


def read(text: str) -> Returned:
    """Read a file. Raises UnreadableFile for what is no such JSON."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"this is not JSON: {error.msg}.", error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableFile(f"this JSON is not read: {str(error) or 'it is nested too deep'}.") from error
    messages = value.get("messages") if isinstance(value, dict) else None
    if not isinstance(messages, list):
        raise UnreadableFile('expected {"language": …, "messages": […]}.', 1)
    found: dict[str, Came] = {}
    at = 0
    for message in messages:
        key, words = (message.get(name) for name in ("id", "translation")) if isinstance(message, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(words, str | None):
            raise UnreadableFile("a message has no text `id` and `translation`.")
        if key in found:
            raise UnreadableFile(f"the unit `{key}` is there twice.")
        at = max(at, text.find(json.dumps(key, ensure_ascii=False), at))
        found[key] = Came((("text", words),) if words else (), text.count("\n", 0, at) + 1, message.get("fuzzy") is not True)
    language = value.get("language")
    return Returned(language if isinstance(language, str) else "", found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice in one object")
    return found

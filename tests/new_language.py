"""What a translator does after `language add`: fills the TODOs of a small project, so that the language can be published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import yaml

from helpcenter.text.scripts import HANT, of_script, pairs, script
from project import add_language, edit, write

SAID = {"fr": "Ne faites pas ceci", "ar": "لا تفعل ذلك"}  # in the place of every text of data/
WORDS = {
    "fr": "based_on: en\nsays:\n  negation:\n    words: [ne]\n",
    "ar": "based_on: en\nsays:\n  negation:\n    words: [لا]\n",
}
GRAMMAR = "from ..en.grammar import English as GRAMMAR\n"
LISTS = {"fr": {"link_words": "ici", "hours": "jour et nuit", "stop_words": "le"}, "ar": {"link_words": "هنا", "hours": "على مدار الساعة"}}
_KEPT = re.compile(r"\{\{[^}]*\}\}|\{[^}]*\}|\d[\d,.]*|[%×]")


def traditional(text: str) -> str:
    """A Simplified text in Traditional characters, each by the first that fits."""
    table: dict[str, str] = {}
    for one, simple in pairs():
        if list(of_script(simple, "Hans")):
            table.setdefault(simple, one)
    return "".join(table.get(character, character) for character in text)


def finish(project: Path, code: str) -> None:
    """Writes the pages, the texts of data/ and the tables of a language, and takes `build: false` away."""
    add_language(project, code)
    _fill(project, code)
    if code in WORDS:
        folder = project / f"hooks/helpcenter/sentences/languages/{code}"
        write(folder / "words.yml", WORDS[code])
        write(folder / "grammar.py", GRAMMAR)
    for name, word in LISTS.get(code, {}).items():
        edit(project / "hooks/helpcenter/text/words.yml", f"\n{name}:\n", f"\n{name}:\n  {code}: [{word}]\n")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    write(config, re.sub(rf"(locale: {code}, .*), build: false", r"\1", text))


def _fill(project: Path, code: str) -> None:
    made: Callable[[str, str], str]
    if script(code) == HANT:
        made = lambda chinese, english: traditional(chinese)  # noqa: E731
    else:
        made = lambda chinese, english: " ".join([SAID[code], *_KEPT.findall(english)]) + ("." if english.endswith(".") else "")  # noqa: E731

    def filled(value: object) -> object:
        if isinstance(value, list):
            return [filled(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {key: filled(item) for key, item in value.items()}
        if isinstance(found.get("zh"), str) and isinstance(found.get("en"), str):
            found[code] = made(found["zh"], found["en"])
        elif isinstance(found.get("zh"), list) and code in found:
            found[code] = list(dict.fromkeys(made(*both) for both in zip(found["zh"], found["en"], strict=False)))
        return found

    for path in (project / "data").glob("*.yml"):
        write(path, yaml.safe_dump(filled(yaml.safe_load(path.read_text(encoding="utf-8"))), allow_unicode=True, sort_keys=False))
    glossary = project / "data/glossary.json"
    write(glossary, json.dumps(filled(json.loads(glossary.read_text(encoding="utf-8"))), ensure_ascii=False, indent=1))
    strings = project / "data/strings.yml"
    texts = yaml.safe_load(strings.read_text(encoding="utf-8"))
    if code in SAID:
        texts["months"][code] = ", ".join([SAID[code]] * 12)
        texts["date"][code] = "{d} {month} {y}"
    write(strings, yaml.safe_dump(texts, allow_unicode=True, sort_keys=False))

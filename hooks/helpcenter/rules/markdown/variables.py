"""Every `{{ name }}` names a value of data/ and every `{{ warning.name }}` line a warning; neither stands in code, each is
written just so, and a translation uses the same values as its source, section by section.

An unknown name would reach readers as braces, as would one that a machine translation wrote in another way; and a value that
one language lacks is a number that nobody updates there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.config.model import VALUES, Settings
from helpcenter.config.substitution import VARIABLE
from helpcenter.markdown.blocks import blotted
from helpcenter.problems import count
from helpcenter.source.schema import nearest
from helpcenter.text.quoting import quoted

from ..rule import HOUSE, Finding, Rule

_TEXT = {"paragraph", "heading", "cell", "box", "tab"}
_HINT = re.compile(r"[{}%$｛｝﹛﹜]|\w[.．]\w")
_TYPED = re.compile(r"[$#@]?\{[\s{]*[^{}\n]*\}[\s}]*|%?\b[a-z][\w-]*(?:\.[\w-]+)+%?")
_DRAWN = "data/diagrams.yml"
_WORD = re.compile(r"[\w-]+")


def check(page: Page, library: Library) -> Iterator[Finding]:
    settings = library.settings
    values = settings.values.get(page.language, {})
    for key in ("title", "summary", "reply"):
        for sentence, _ in _mistyped(VARIABLE.sub(" ", page.text(key)), values):
            yield Finding(page.front.line(key), sentence)
    for block in page.walk():
        if block.kind == "code":
            for match in VARIABLE.finditer(block.text):
                line = block.line + block.text.count("\n", 0, match.start()) + (0 if block.flaw == "indented" else 1)
                yield Finding(line, f"`{match[0]}` stands in code, where no value is put in. Write it outside.")
        for piece in block.inlines:
            if piece.kind == "variable" and piece.target.startswith("warning."):
                yield Finding(piece.line, f"`{piece.raw}` stands inside a paragraph. Give it a line of its own between empty lines.")
            elif piece.kind == "code" and VARIABLE.search(piece.text):
                yield Finding(piece.line, f"`{piece.text}` stands in code, where no value is put in. Write it outside.")
        if block.kind in _TEXT and _HINT.search(text := blotted(block, {"code", "variable", "link", "image", "autolink", "url"})):
            for sentence, line in _mistyped(text, [*values, *(f"warning.{name}" for name in settings.warnings)]):
                yield Finding(block.line + line, sentence)
    yield from _parity(page, library)


def _mistyped(text: str, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """(sentence, line of the text) for each name of a value that is not written as one, be it in other brackets or in none."""
    for number, written in enumerate(text.split("\n")):
        line = unicodedata.normalize("NFKC", written)
        for typed in _TYPED.finditer(line):
            name = ".".join(_WORD.findall(typed[0]))
            meant = nearest(name, known) if "{" in typed[0] else f" Did you mean `{name}`?" if name in known else ""
            shown = (written if len(written) == len(line) else line)[slice(*typed.span())]
            if meant:
                yield f"{quoted(shown)} is shown as typed: a value is written in two braces, `{{{{ name }}}}`.{meant}", number


def _unknown(library: Library) -> Iterator[Finding]:
    """Names that data/ does not hold; one on several articles is missing in its file of data/, and is told there, once."""
    found: dict[str, list[tuple[Page, int]]] = {}
    for page in library.pages.values():
        for name, line in _unknown_names(page, library.settings):
            found.setdefault(name, []).append((page, line))
    for name, places in found.items():
        group, _, key = name.partition(".")
        path = VALUES.get(group, "")
        if path in library.settings.unread:
            continue
        known = library.settings.values.get(places[0][0].language, {})
        near = nearest(key, library.settings.warnings) if group == "warning" else nearest(name, known)
        if path and len({page.route for page, _ in places}) > 1:
            page, line = places[0]
            pages = count(len({page.path for page, _ in places}), "page")
            yield Finding(
                0, f"`{name}` is missing here; {pages} use it, the first is {page.path}:{line}. Add it, or mend its name there.{near}", path
            )
            continue
        kind = "warning of data/warnings.yml" if group == "warning" else "value of data/"
        for page, line in places:
            yield Finding(line, f"`{{{{ {name} }}}}` is no {kind}.{near}", page.path)


def _unknown_in_data(settings: Settings) -> Iterator[Finding]:
    """Names in texts of data/ that data/ does not hold; those of drawings are told by the rule `diagrams`."""
    for text in settings.texts:
        for language, said in text.words.items() if text.path != _DRAWN else ():
            known = settings.values.get(language, {})
            for match in VARIABLE.finditer(said) if known else ():
                if match[1] not in known and VALUES.get(match[1].partition(".")[0]) not in settings.unread:
                    yield Finding(text.lines[language], f"`{match[0]}` is no value of data/.{nearest(match[1], known)}", text.path)


def _unknown_names(page: Page, settings: Settings) -> Iterator[tuple[str, int]]:
    """(name, line) of each name in a page that data/ does not hold."""
    values = settings.values.get(page.language, {})

    def known(name: str) -> bool:
        group, _, key = name.partition(".")
        return key in settings.warnings if group == "warning" else name in values

    fields = {key: VARIABLE.findall(page.text(key)) for key in ("title", "summary", "reply")}
    if all(map(known, VARIABLE.findall(page.body))) and all(known(name) for names in fields.values() for name in names):
        return
    for key, names in fields.items():
        yield from ((name, page.front.line(key)) for name in names if not known(name))
    for block in page.walk():
        if block.kind == "warning" and not known(f"warning.{block.name}"):
            yield f"warning.{block.name}", block.line
        for piece in block.inlines:
            if piece.kind == "variable" and not piece.target.startswith("warning.") and not known(piece.target):
                yield piece.target, piece.line


def _parity(page: Page, library: Library) -> Iterator[Finding]:
    for section, other, source in section_pairs(page, library):
        ours, theirs = _names(section), _names(other)
        known = library.settings.values.get(page.language, {})
        ours, theirs = (Counter({name: n for name, n in names.items() if name in known}) for names in (ours, theirs))
        if ours != theirs:
            differing = "; ".join(
                f"`{{{{ {name} }}}}` {count(ours[name], 'time')}, {source.path}:{other.line} {count(theirs[name], 'time')}"
                for name in sorted(ours | theirs)
                if ours[name] != theirs[name]
            )
            yield Finding(section.line, f"“{section.title}” uses {differing}. Use the same values in every language.")


def _names(section: Section) -> Counter[str]:
    return Counter(piece.target for block in section.walk() for piece in block.inlines if piece.kind == "variable")


RULE = Rule("variables", HOUSE, page=check, data=_unknown_in_data, library=_unknown)

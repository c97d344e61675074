"""XLIFF 1.2, which translation tools read best: https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html

Bold words and links are `<g>`, values and code `<x>`; what a tag stands for is never taken from the file, only its number. The source
as it was and its translation are an `<alt-trans>`, terms are notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .marks import Tagged, Token, tagged, tokens
from .sheet import Came, Returned, Sheet, UnreadableFile

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_N = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNFINISHED = re.compile(r"new|needs-")  # states of a target that somebody still has to work on
_TEXTS = {f"{_N}source", f"{_N}target"}
_THROUGH = {f"{_N}mrk"}  # marks of tools around whole segments


def write(sheet: Sheet) -> str:
    """Return the file of a sheet."""
    root = etree.Element(f"{_N}xliff", {"version": "1.2"}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs do not know the default namespace
    for path, entries in sheet.files:
        about = {"original": path, "source-language": sheet.source_language, "target-language": sheet.language, "datatype": "x-markdown"}
        body = etree.SubElement(etree.SubElement(root, f"{_N}file", about), f"{_N}body")
        for entry in entries:
            unit = etree.SubElement(
                body, f"{_N}trans-unit", {"id": entry.key, _SPACE: "preserve", "approved": "yes" if entry.done else "no"}
            )
            _fill(etree.SubElement(unit, f"{_N}source"), tagged(entry.source, entry.source), entry.source)
            state = "translated" if entry.done else "needs-review-translation" if entry.target else "new"
            _fill(etree.SubElement(unit, f"{_N}target", state=state), tagged(entry.target, entry.source), entry.source)
            for note in entry.notes:
                etree.SubElement(unit, f"{_N}note", {"from": "help center"}).text = note
            if entry.old:
                before = etree.SubElement(unit, f"{_N}alt-trans", {"origin": "help center", "alttranstype": "previous-version"})
                etree.SubElement(before, f"{_N}source").text = entry.old
                etree.SubElement(before, f"{_N}target").text = entry.target
    _indent(root, 0)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _indent(element: etree._Element, depth: int) -> None:
    """Put each element on a line of its own, but none inside a text, where white space counts."""
    if len(element) and element.tag not in _TEXTS:
        element.text = "\n" + " " * (depth + 1)
        for child in element:
            _indent(child, depth + 1)
            child.tail = element.text
        element[-1].tail = "\n" + " " * depth


def _fill(element: etree._Element, text: Tagged, source: str) -> None:
    names = {str(number): token for number, token in enumerate(_marks(source), 1)}
    stack = [element]
    for kind, value in text:
        if kind == "text":
            _append(stack[-1], value)
        elif kind == "close":
            stack.pop()
        else:
            token = names[value]
            about = {"id": value, "ctype": _ctype(token)}
            if kind == "mark":
                etree.SubElement(stack[-1], f"{_N}x", about | {"equiv-text": token.raw})
            else:
                stack.append(etree.SubElement(stack[-1], f"{_N}g", about))


def _marks(source: str) -> Iterator[Token]:
    return (token for token in tokens(source) if token.kind in {"mark", "open"})


def _ctype(token: Token) -> str:
    kind = token.name.split(" ")[0]
    return kind if kind in {"bold", "link", "image"} else f"x-{kind}"


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def read(text: str) -> Returned:
    """Read a file. Raises UnreadableFile for what is no XLIFF 1.2, and for any document type or entity before it is expanded."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.I):
        raise UnreadableFile(
            "the file declares a document type or entities, which XLIFF does not need and which can read or fill this machine."
        )
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(f"this is not well-formed XML: {error.msg}.", error.lineno or 0) from error
    if root.tag != f"{_N}xliff":
        raise UnreadableFile(f"the root is {root.tag!a}; expected XLIFF 1.2 (`xliff` of {NAMESPACE}).", 1)
    languages = {str(part.get("target-language")) for part in root.iter(f"{_N}file") if part.get("target-language")}
    if len(languages) > 1:
        raise UnreadableFile(f"it holds several target languages: {', '.join(sorted(languages))}. Import one file per language.")
    found: dict[str, Came] = {}
    for unit in root.iter(f"{_N}trans-unit"):
        key, target = str(unit.get("id")), unit.find(f"{_N}target")
        line = unit.sourceline if isinstance(unit.sourceline, int) else 0
        if key in found:
            raise UnreadableFile(f"the unit `{key}` is there twice.", line)
        state = str(target.get("state", "")) if target is not None else "new"
        content = tuple(_content(target)) if target is not None else ()
        found[key] = Came(content, line, not (_UNFINISHED.match(state) and unit.get("approved") != "yes"))
    return Returned(languages.pop() if languages else "", found)


def _content(element: etree._Element) -> Iterator[tuple[str, str]]:
    if element.text:
        yield "text", element.text
    for child in element:
        number = str(child.get("id", ""))
        if child.tag in _THROUGH:
            yield from _content(child)
        elif child.tag == f"{_N}g":
            yield "open", number
            yield from _content(child)
            yield "close", number
        else:
            yield "mark", number if child.tag == f"{_N}x" else ""
        if child.tail:
            yield "text", child.tail

"""An article is written in the closed Markdown subset: headings with ids, paragraphs, lists, tables, boxes, tabs, code, links,
images, bold and the waiver comment. Nothing else stands in it: no attribute list but the id of a heading, no mark of another
dialect, no list, table or tag that is none here.

On the subset our scan agrees with the rendered page, so that what was checked is what readers get. What the renderer does not
know is shown as it was typed; what it knows and we do not may hide a word of a warning, or be seen by no check at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpcenter.articles.model import Library, Page
from helpcenter.markdown import foreign_marks
from helpcenter.markdown.blocks import Block, blotted
from helpcenter.problems import count
from helpcenter.text.quoting import quoted

from ..rule import HOUSE, Finding, Rule

BOXES = ("danger", "warning", "info", "tip", "example")
_KINDS = {
    "quote": "a quotation (`>`)",
    "rule": "a horizontal line",
    "definition": "a link definition (`[label]: address`; write the address in the link)",
    "footnote": "a footnote",
    "html": "raw HTML",
    "comment": "a comment that is no waiver (`<!-- waive RULE: reason -->`)",
}
_FLAWS = {
    "underlined": "a heading that is underlined: write `## Title {#id}`",
    "no space": "a heading without a space after `#`",
    "indented": "code by indentation: indent by 4 only inside a step or a box, and fence code with ```",
    "unclosed": "code that is not closed: end it with a line of the same marks",
    "closed elsewhere": "code whose last line is indented otherwise than its first: it would not end there. Indent both alike",
    "text after comment": "text after a comment on its line",
    "uneven indent": "a list whose items are indented differently",
    "list indented by less than 4": "a list indented by less than 4 spaces: it would become part of the outer one. Indent by 4",
    "followed by another list": "steps and bullets right after each other: they would become one list. Put a sentence between them",
    "list without blank line": "a list without an empty line before it: it would show as text",
    "tight": "a list right below the words of its step or bullet: leave an empty line before it, as before every list, "
    "for below other text it would be shown as text",
    "delimiter row": "a table whose second line has not as many columns as its head: it would show as text",
    "too deep": "nested too deep",
}
_APART = {"html", "quote", "comment", "waiver"}  # blocks that need no empty line around them, or are refused anyway
_TEXT = {"paragraph", "heading", "cell", "box", "tab"}
_LANGUAGE = re.compile(r"[\w+#.-]*")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*(?:[#.]\S|[\w:@-]+[ \t]*=)[^\n]*\}|\{:[^\n]*\}|(?<=[)\]*_`>\ufffc])\{[^{}\n]*\}")
_TAG = re.compile(r"\\?</?[A-Za-z!?][^<>\n]*>?")
_CLOSING = re.compile(r"</([A-Za-z][\w-]*)")
_NO_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?=[<~\"'^=:&$%,/;?@]|$)", re.M)  # Python-Markdown shows the backslash before them
_LATER_ITEM = re.compile(r"\n(?=(?:[-*+]|\d{1,9}\.) )")
_LATER_FENCE = re.compile(r"\n(?=```|~~~)")
_TICK = re.compile(r"(?<!\\)`+")
_BRACE = re.compile(r"[{}｛｝﹛﹜]+")
_BRACES = "is shown as typed: a value is written `{{ name }}`. Braces that are meant stand in code."
_BULLETS = "•‣⁃◦●○■□▪▫◆◇·・∙►▶➤➢❖✓✔‧"
_NO_LIST = re.compile(
    r"^(?:\d{1,3}[)）](?=\s|[^\W\d])|\d{1,2}、(?!\d)|\d{1,2}．(?!\d)|\d{1,2}\.(?:-|(?=[^\W\d_ªº]{2}|[*“\"¿¡\[(`]))"
    r"|[(（](?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）]|[A-Za-z][)）]\s|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
    rf"|[①-⒛❶-➓㈠-㈩]|[{_BULLETS}]|–(?!\d)|—\s|[-+](?=[^\W\d_]|[*“\"¿¡\[(`])|\*(?=[^\s*])(?=[^*]*$))",
    re.M,
)


def check(page: Page, library: Library) -> Iterator[Finding]:
    every = page.walk()
    inside_flawed = {id(part) for block in every if block.kind == "list" and block.flaw for part in block.walk() if part is not block}
    for block in every:
        if block.kind in _KINDS:
            yield Finding(block.line, f"found {_KINDS[block.kind]}, which is outside the Markdown subset of CONTRIBUTING.md.")
        elif block.flaw:
            if not (block.flaw in {"list without blank line", "tight"} and id(block) in inside_flawed):
                yield Finding(block.line, f"found {_FLAWS.get(block.flaw, block.flaw)}.")
        elif block.kind == "box" and (block.text != "!!!" or block.name not in BOXES):
            yield Finding(block.line, f"found the box `{block.text} {block.name}`; expected `!!!` with one of {', '.join(BOXES)}.")
        elif block.kind == "box" and not block.title.strip():
            yield Finding(block.line, f'the box has no title: write `!!! {block.name} "Title"`.')
        elif block.kind in {"box", "tab", "item"} and not block.children:
            yield Finding(block.line, f"the {block.kind} is empty.")
        elif block.kind == "item" and block.children[0].line != block.line:
            yield Finding(block.line, f"`{block.name}` stands alone and makes no item here: write its first words beside it.")
        elif block.kind == "list":
            yield from _numbers(block)
        elif block.kind == "table":
            yield from _cells(block)
        elif block.kind == "code" and not _LANGUAGE.fullmatch(block.name):
            yield Finding(block.line, f"found {quoted(block.name)} after the marks of code: only the name of a language may stand there.")
        if block.kind in _TEXT:
            yield from _in_text(block)
    yield from _places(page.blocks, [line.expandtabs(4) for line in page.shown_in_place.split("\n")], page.body_line)


def _numbers(block: Block) -> Iterator[Finding]:
    """Readers get 1, 2, 3 …, whatever numbers were typed."""
    if block.name == "bracketed":
        for item in block.children:
            sign = item.name
            yield Finding(item.line, f"`{sign}` makes no list here and is shown as text: write `{sign[:-1]}. ` and one space.")
        return
    if block.name != "ordered":
        return
    typed = [int(item.name[:-1]) for item in block.children]
    shown = next((shown for shown, number in enumerate(typed, 1) if number != shown and set(typed) != {1}), 0)
    if shown:
        what = "the list begins with" if shown == 1 else f"step {shown} of the list is written"
        repair = "Indent by 4 what stands between it and the step before, or begin with 1." if shown == 1 else "Number them 1, 2, 3."
        yield Finding(block.children[shown - 1].line, f"{what} {typed[shown - 1]}, but readers see {shown}. {repair}")


def _cells(table: Block) -> Iterator[Finding]:
    wide = len(table.children[0].children)
    if len(table.children) == 1:
        yield Finding(table.line, "the table has a head and no row. Add one, or write a sentence.")
    for row in table.children[1:]:
        cells = len(row.children)
        if cells > wide:
            yield Finding(row.line, f"the row has {count(cells, 'cell')}, the table {count(wide, 'column')}: the last is not shown.")
        elif cells < wide:
            yield Finding(
                row.line,
                f"the row has {count(cells, 'cell')}, the table {count(wide, 'column')}. "
                "Write each cell, be it empty; text below a table needs an empty line before it.",
            )


def _places(blocks: Sequence[Block], lines: Sequence[str], first_line: int, holder: int = 0) -> Iterator[Finding]:
    """Each block begins at its column, below an empty line or a heading: elsewhere it is another block, or none.

    `lines` are those of the page from line `first_line` on; the first block of a step stands on its line, `holder`.
    """
    before = ""
    for block in blocks:
        at = block.line - first_line
        indent = len(lines[at]) - len(lines[at].lstrip(" "))
        if block.kind == "heading" and holder:
            yield Finding(
                block.line, "a heading stands within a step, box or tab, where it begins no section: write it at the margin, or in bold."
            )
        elif block.line != holder and not block.flaw and block.kind not in _APART:
            if indent % 4:
                yield Finding(
                    block.line,
                    f"the {block.kind} is indented by {indent}: what belongs to a step, box or tab is indented by 4, all else by none.",
                )
            elif before and before not in {"heading", *_APART} and block.kind != "heading" and lines[at - 1].strip():
                sentence = f"the {block.kind} stands right below the {before}: leave an empty line before it, or it may be shown as text."
                yield Finding(block.line, sentence)
        held = lines[at + 1 : at + 2 + block.text.count("\n")] if block.kind == "code" and not block.flaw and block.line != holder else []
        if any(line.strip() and not line.startswith(" " * indent) for line in held):
            yield Finding(
                block.line, "a line of the code is indented by less than its marks, so it would end there. Indent all as far as the marks."
            )
        for line in range(at, at + len(block.children) + 1) if block.kind == "table" and block.line != holder else ():
            if len(lines[line]) - len(lines[line].lstrip(" ")) != indent:
                yield Finding(
                    line + first_line, "the line is indented otherwise than the first of its table, which ends before it. Indent all alike."
                )
                break
        before = block.kind
        for item, following in pairwise(block.children) if block.kind == "list" else ():
            if len(item.children) > 1 and lines[following.line - first_line - 1].strip():
                sentence = (
                    "the item stands right below what belongs to the one before: leave an empty line before it, or it becomes part of that."
                )
                yield Finding(following.line, sentence)
        for part in block.children if block.kind == "list" else (block,) if block.kind in {"box", "tab"} else ():
            yield from _places(part.children, lines, first_line, part.line)


def _in_text(block: Block) -> Iterator[Finding]:
    """What is left in running text that is no text."""
    text = blotted(block, {"code", "variable", "autolink"})

    def at(place: int, sentence: str) -> Finding:
        return Finding(block.line + text.count("\n", 0, place), sentence)

    if block.kind == "heading" and block.title and block.title != f"#{block.name}":
        yield Finding(block.line, f"found `{{{block.title}}}`: the only attribute in an article is the id of a heading, `{{#id}}`.")
    told: list[tuple[int, int]] = []
    for found in _ATTRIBUTES.finditer(text) if "{" in text else ():
        told.append(found.span())
        yield at(
            found.start(),
            f"found the attribute list {quoted(block.running[slice(*found.span())])}: it can hide, restyle or redirect what it stands at. "
            "Remove it; the only attribute in an article is the id of a heading, `{#id}`.",
        )
    for mark in foreign_marks.found(text):
        if any(start <= mark.at < end for start, end in told):
            continue
        told.append((mark.at, mark.at + len(mark.typed)))
        if mark.name == foreign_marks.BRACES:
            yield at(mark.at, f"{quoted(mark.typed)} {_BRACES}")
        elif mark.name == foreign_marks.ROW:
            yield at(
                mark.at,
                f"{quoted(mark.typed)} is shown as text: a table has an empty line before it, a head, "
                "and below the head a line like `|---|---|` with as many columns.",
            )
            break
        else:
            what = f"{quoted(mark.typed)} ({mark.name})"
            yield at(mark.at, f"found {what}, which is outside the Markdown subset of CONTRIBUTING.md. Write it in words, or as code.")
    for brace in _BRACE.finditer(text):
        if not any(start <= brace.start() < end for start, end in told):
            yield at(brace.start(), f"{quoted(brace[0])} {_BRACES}")
            break
    if block.kind == "paragraph":
        for sign in _NO_LIST.finditer(text):
            yield at(
                sign.start(),
                f"{quoted(sign[0])} makes no list here and is shown as text: begin the line with `1. ` or `- `, the space included.",
            )
        for item in _LATER_ITEM.finditer(text) if not block.flaw else ():
            yield at(item.end(), "the list below this paragraph is shown as text: leave an empty line before it.")
            break
        if fence := _LATER_FENCE.search(block.text):
            yield at(
                fence.end(), "code begins in the middle of a paragraph: leave an empty line before it, and indent it as the paragraph is."
            )
    yield from (at(*found) for found in _tags(text, block))
    for escape in _NO_ESCAPE.finditer(text) if "\\" in text else ():
        if not _TAG.match(text, escape.end() - 1):
            shown = text[escape.end() - 1 : escape.end() + 1].strip()
            yield at(
                escape.end() - 1, f"{quoted(shown)} is shown with its backslash, which does nothing here. Leave it out, or make it code."
            )
    if tick := _TICK.search(text):
        yield at(
            tick.start(),
            f"{quoted(block.running[tick.start() :], 20)} begins code that is not closed. Close it, or write a single sign as `` ` ``.",
        )
    for piece in block.inlines:
        if piece.kind == "reference":
            yield Finding(piece.line, f"found the reference link {quoted(piece.raw)}: write the address in the link.")


def _tags(text: str, block: Block) -> Iterator[tuple[int, str]]:
    """Where `<` begins a tag, or what browsers and Python-Markdown take for one and do not show."""
    if "<" not in text:
        return
    opened: list[str] = []
    raw = {piece.raw: piece.text for piece in block.inlines if piece.kind == "html"}
    for tag in _TAG.finditer(text):
        typed = tag[0]
        if typed in raw:
            name = raw[typed]
            if name.startswith("/") and name[1:] in opened:
                opened.remove(name[1:])  # told with its opening tag
                continue
            opened.append(name)
            yield tag.start(), f"found raw HTML {quoted(typed)}, which is outside the Markdown subset of CONTRIBUTING.md."
        elif typed.startswith("\\"):
            yield tag.start(), f"{quoted(typed)}: a backslash does not make `<` a sign here. Write `&lt;` for `<`, or make it code."
        elif typed.endswith(">"):
            yield tag.start(), f"{quoted(typed)} is taken for a tag and not shown: write `&lt;` for `<`, or make it code."
        elif not (text[: tag.start()][-1:].isascii() and text[: tag.start()][-1:].isalnum()):
            yield tag.start(), f"{quoted(typed, 20)} is half a tag: write `&lt;` for `<`, or make it code."


RULE = Rule("markdown-subset", HOUSE, page=check, yields_to=("raw-html", "shown-as-text", "links", "variables", "needs"))

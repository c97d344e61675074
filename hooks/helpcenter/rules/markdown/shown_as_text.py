"""What is meant as markup becomes markup: no link, box, emphasis, id, fence or tag is shown to readers as it was typed, or
swallows what follows it.

Half a link in the middle of a warning looks like a forged page, and leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.config.renderer import Renderer
from helpcenter.markdown import foreign_marks
from helpcenter.markdown.blocks import MASK, Block, blot, blotted
from helpcenter.markdown.inlines import tag_attributes
from helpcenter.text.quoting import quoted

from ..rule import GENERAL, Finding, Rule

_TO = (
    r"(?:https?://[^\s()（）\[\]]*|mailto:[^\s()（）]+|www\.[^\s()（）]+|\.{0,2}/[^\s()（）\[\]]*|#[\w-]+|"
    r"[\w./-]+\.(?:md|html?|png|jpe?g|svg|gif|pdf)(?:#[^\s()（）\[\]]*)?)"
)
_LINKS = (
    (re.compile(rf"(?<![\w\]])\[([^\[\]\n]+)\][ \t\n]+\({_TO}\)"), "has a space between `]` and `(`: write them together"),
    (re.compile(rf"\[([^\[\]\n]+)\][ ]?(?:（{_TO}[)）]|\({_TO}）)"), "has full-width brackets: write `(` and `)`"),
    (re.compile(rf"【([^【】\n]+)】\({_TO}\)"), "has full-width brackets: write `[` and `]`"),
    (re.compile(rf"(?<![\w\])])\(([^()\n]+)\)\[{_TO}\](?![(:\[])"), "has its brackets the wrong way round: write `[words](address)`"),
    (re.compile(rf"(?<![\w\]])\[([^\[\]\n]+)\]\({_TO}(?=[\s，。、；]|$)"), "is not closed: write `)` after the address"),
    (re.compile(rf"(?<!\w)\[([^\[\]()\n ][^\[\]()\n]{{0,80}})\({_TO}\)(?![^\n]*\])"), "lacks `]` before the address"),
    (
        re.compile(rf"(?<![\[\]\ufffc])((?<=[\s（(])\w[^\[\]()\n]{{0,40}}|^\w[^\[\]()\n]{{0,40}})\]\({_TO}\)", re.M),
        "lacks `[` before its words",
    ),
)
_REFERENCE = re.compile(r"!?\[[^\[\]`]{2,}\]\[[^\[\]`.$]*\]")
_WORD = re.compile(r"[^\W\d_]{2}")
_TASKS = {"", "x", "X", " "}
_ATTRIBUTES = re.compile(
    r"\{:?[ ]*#(?!(?:if|each|await|key|snippet)\b)[A-Za-z][\w-]*[ ]*\}|\{#\s+[a-z][\w-]*\}$|\{#[a-z][\w-]*$|｛\s*#\w[^｛｝\n]*｝", re.M
)
_BOLD_RUN = re.compile(r"\*{2,3}")
_NO_BOLD = re.compile(r"(?:kwargs|args|argv|options|opts|params|props|kw|ptr|pp)\b|\w+[,)=]")
_HAN = r"\u3400-\u9fff\u3040-\u30ff"
_UNDERSCORED = re.compile(
    rf"(?<=[{_HAN}])(?P<a>__?)(?=[^\s_])[^_\n]*?[^\s_](?P=a)(?![A-Za-z0-9_])"  # after a Han character
    rf"|(?<![\w*])(?P<b>__?)(?=[^\s_])[^_\n]*?[^\s_](?P=b)(?=[{_HAN}])"  # before one
    rf"|(?<=[A-Za-z0-9])(?P<c>__)(?=[{_HAN}“])[^_\n]*?(?P=c)(?![A-Za-z0-9_])"
)
_MALFORMED_BOX = re.compile(
    r"^(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*[ \t]*[\"“”‘’「『«'].*$|^(?:！！！|!！！) ?[A-Za-z][\w-]*.*$|^===[!+]? ?[“”‘’「『'].*$", re.M
)
_DIRECTIVE = re.compile(r"^[ ]{0,3}:{3,}[ \t]*\{?[A-Za-z][\w-]*\}?(?![\w.]*[./]).*$", re.M)
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|DANGER|INFO)\]", re.I)
_OPEN_COMMENT = re.compile(r"<!--(?!.*?-->)", re.S)
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_DYNAMIC = re.compile(r"--8<--|\{%")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.S)
_CLOSED = {
    "details",
    "summary",
    "div",
    "table",
    "section",
    "figure",
    "video",
    "audio",
    "picture",
    "pre",
    "iframe",
    "select",
    "blockquote",
    "center",
}
_CLOSED |= {"span", "strong", "b", "em", "i", "code", "kbd", "sub", "sup", "a", "button", "mark", "small", "u", "s", "ul", "ol"}
_TEXT = {"paragraph", "heading", "cell"}


def check(page: Page, library: Library) -> Iterator[Finding]:
    ours, renderer = library.ours, library.renderer
    labels = _labels(page)
    for block in page.walk():
        if block.kind in _TEXT:
            masked = _masked(block)
            yield from _links(block, masked, labels)
            if not (ours and block.kind == "heading"):  # the rule heading-ids tells that the heading has no id
                yield from _attributes(block, masked)
            yield from _emphasis(block, masked)
            yield from _boxes(block, renderer)
            if renderer.exact:
                yield from _marks(block, masked, renderer)
        yield from _fences(block, page, ours)
        if (ours or renderer.exact) and block.kind in {"paragraph", "html"}:
            yield from _directives(block)
        if not ours:  # in our tree the rule markdown-subset tells of such flaws
            yield from _blocks(block, renderer)
            yield from _off(block, renderer)
            yield from _lists(block, page, renderer)
    if "][" in page.body and (ours or (renderer.exact and not renderer.has("pymdownx.snippets"))):  # a snippet may define labels
        yield from _references(page)
    if not ours:  # raw HTML is outside our subset, whose rule tells of each tag
        yield from _tags(page)


def _finding(block: Block, at: int, what: str, why: str) -> Finding:
    return Finding(block.line + block.text.count("\n", 0, at), f"{quoted(what)} {why}.")


def _masked(block: Block) -> str:
    """The text with everything that became markup or is escaped blotted out, place for place."""
    text = block.text
    if not any(mark in text for mark in "[]({*_<\\`（【｛"):
        return text
    text = blotted(block, {"link", "image", "autolink", "code", "variable"})
    if "<" in text:
        text = _TAG.sub(lambda tag: blot(tag[0]), text)
    return re.sub(r"\\[^\w\s]", MASK * 2, text) if "\\" in text else text


def _links(block: Block, masked: str, labels: set[str]) -> Iterator[Finding]:
    if "]" in masked or "】" in masked or "[" in masked:
        told: list[tuple[int, int]] = []
        for pattern, why in _LINKS:
            for found in pattern.finditer(masked):
                known = found[1].strip() in _TASKS or " ".join(found[1].split()).casefold() in labels
                if not known and not any(start < found.end() and found.start() < end for start, end in told):
                    told.append(found.span())
                    yield _finding(block, found.start(), block.text[slice(*found.span())], f"is shown as text: it {why}")


def _references(page: Page) -> Iterator[Finding]:
    """The links by a label that the page does not define."""
    labels = _labels(page)
    for block in page.walk():
        for piece in block.inlines if block.kind in _TEXT else ():
            if piece.kind == "reference" and piece.target not in labels and _REFERENCE.fullmatch(piece.raw) and _WORD.search(piece.raw):
                before = block.text[: max(0, block.text.find(piece.raw))][-1:]
                if not (before.isalnum() or before in {"]", ")"}):
                    yield Finding(piece.line, f"{quoted(piece.raw)} is shown as text: no line defines `[{piece.target[:40]}]: address`.")


def _labels(page: Page) -> set[str]:
    return {block.name for block in page.walk() if block.kind == "definition"}


def _attributes(block: Block, masked: str) -> Iterator[Finding]:
    if "{" not in masked and "｛" not in masked:
        return
    for found in _ATTRIBUTES.finditer(masked):
        line = masked[masked.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0].strip()
        attached = masked[: found.start()][-1:] in {MASK, "*", "_", ">", "]", "`"}
        if not attached and (line != found[0] or block.kind == "heading"):
            yield _finding(block, found.start(), found[0], "is shown as text: an id stands at the very end of a heading, as `{#id}`")


def _emphasis(block: Block, masked: str) -> Iterator[Finding]:
    if "_" in masked:
        for found in _UNDERSCORED.finditer(masked):
            repair = "underscores make no emphasis beside a letter, and a Han character is one; write `*`"
            yield _finding(block, found.start(), found[0], f"is shown as text: {repair}")
    if "**" not in masked:
        return
    opened: list[int] = []
    for run in _BOLD_RUN.finditer(masked):
        before, after = masked[: run.start()][-1:], masked[run.end() :][:1]
        if before in {"/", "\\", "*"} or after in {"/", "*"} or (before.isdigit() and after.isdigit()):
            continue
        if opened and before.strip():
            opened.pop()
        elif after.strip():
            opened.append(run.start())
        elif before.strip():
            opened.append(run.start())
            break
    if opened and not _NO_BOLD.match(masked, opened[0] + 2):
        shown = masked[opened[0] : opened[0] + 30].partition("\n")[0]
        if not (masked[: opened[0]][-1:].isascii() and masked[: opened[0]][-1:].isalnum() and masked[opened[0] + 2 :][:1].isalnum()):
            yield _finding(
                block,
                opened[0],
                block.text[opened[0] : opened[0] + len(shown)],
                "is shown with its stars: bold needs `**` right before and right after its words",
            )


def _boxes(block: Block, renderer: Renderer) -> Iterator[Finding]:
    if block.kind != "paragraph":
        return
    for found in _MALFORMED_BOX.finditer(block.text):
        yield _finding(block, found.start(), found[0], 'is shown as text: the title stands between straight quotes, as `!!! note "Title"`')
    if renderer.exact:
        for piece in block.inlines:
            if piece.kind == "variable":
                yield Finding(piece.line, f"{quoted(piece.raw)} is shown as text: nothing in mkdocs.yml puts a value there.")


def _fences(block: Block, page: Page, ours: bool) -> Iterator[Finding]:
    if block.kind == "code" and block.flaw != "indented":
        lines = page.body.split("\n")
        fence = _FENCE.match(lines[block.line - page.body_line]) if 0 <= block.line - page.body_line < len(lines) else None
        if block.flaw == "unclosed" and not ours:
            if not any(_FENCE.match(line) for line in lines[block.line - page.body_line + 1 :]):
                yield Finding(
                    block.line, "the fence that begins here is never closed: all that follows is code. Close it with the same marks."
                )
        elif fence and (inner := re.search(rf"^{fence[1][0]}{{{len(fence[1])},}}[A-Za-z][\w+-]*[ \t]*$", block.text, re.M)):
            next_one = f"“{inner[0].strip()}” at {page.path}:{block.line + 1 + block.text.count(chr(10), 0, inner.start())}"
            yield Finding(
                block.line, f"the fence that begins here is not closed before the next one, {next_one}. Close it with the same marks."
            )


def _blocks(block: Block, renderer: Renderer) -> Iterator[Finding]:
    """What is wrong with a block as a whole."""
    if block.kind == "comment" and block.flaw == "unclosed":
        yield Finding(
            block.line, f"the comment {quoted(block.text.split(chr(10))[0])} is never closed: what follows is shown, or lost. Write `-->`."
        )
    elif block.kind == "paragraph" and block.flaw == "list without blank line" and renderer.exact:
        yield Finding(block.line, f"the list after {quoted(block.text.split(chr(10))[0])} is shown as text: leave an empty line before it.")
    elif block.kind == "heading" and block.flaw == "no space" and block.level > 1 and renderer.has("pymdownx.saneheaders"):
        yield Finding(block.line, f"{quoted('#' * block.level + block.text)} is shown as text: write a space after `{'#' * block.level}`.")
    elif block.kind == "quote" and renderer.lacks("pymdownx.quotes"):
        first = next((child for child in block.children if child.kind == "paragraph"), None)
        if first and (alert := _ALERT.match(first.text)):
            yield Finding(first.line, f"{quoted(alert[0])} is shown as text: MkDocs knows boxes as `!!! note`.")
    if block.kind in _TEXT and (comment := _OPEN_COMMENT.search(_masked(block))):
        yield _finding(
            block,
            comment.start(),
            block.text[comment.start() : comment.start() + 50],
            "is shown as text: the comment is never closed. Write `-->`",
        )


_LANGUAGE_ONLY = re.compile(r"[\w+#.-]*(?:[ ]*hl_lines=.*)?|\{.*\}")
_INLINE_ATTRIBUTES = re.compile(r"(?<=[)\ufffc*_`])\{:?[ ]*(?:[.#][\w-]+|[\w-]+=[^{}\s]+)[^{}\n]*\}")
_CONTAINERS = {"item", "box", "tab", "quote", "footnote"}


def _off(block: Block, renderer: Renderer) -> Iterator[Finding]:
    """Blocks that are shown as they were typed because the extension that makes them is not in mkdocs.yml."""

    def finding(line: int, what: str, extension: str) -> Iterator[Finding]:
        if renderer.lacks(extension):
            yield Finding(line, f"{what} is shown as text: mkdocs.yml has no `{extension}` below `markdown_extensions`. Add it.")

    if block.kind == "box":
        extension = "admonition" if block.text == "!!!" else "pymdownx.details"
        yield from finding(block.line, quoted(f"{block.text} {block.name}"), extension)
    elif block.kind == "tab":
        yield from finding(block.line, f"the tab {quoted(block.title)}", "pymdownx.tabbed")
    elif block.kind == "heading" and block.title:
        yield from finding(block.line, quoted(f"{{{block.title}}}"), "attr_list")
    elif block.kind == "footnote":
        yield from finding(block.line, quoted(f"[^{block.name}]:"), "footnotes")
    elif block.kind == "code" and block.flaw != "indented" and not _LANGUAGE_ONLY.fullmatch(block.name):
        yield from finding(block.line, f"the code that begins with {quoted(block.name)}", "pymdownx.superfences")
    for child in block.children if block.kind in _CONTAINERS else ():
        if child.kind == "code" and child.flaw != "indented":
            yield from finding(child.line, f"the fence within the {block.kind}", "pymdownx.superfences")


def _marks(block: Block, masked: str, renderer: Renderer) -> Iterator[Finding]:
    """Marks within text whose extension is not in mkdocs.yml."""
    marks = [mark for mark in foreign_marks.found(masked) if mark.extension]
    marks += [foreign_marks.Mark(found.start(), found[0], "", "attr_list") for found in _INLINE_ATTRIBUTES.finditer(masked)]
    for mark in marks:
        if renderer.lacks(mark.extension):
            why = f"is shown as text: mkdocs.yml has no `{mark.extension}` below `markdown_extensions`. Add it"
            yield _finding(block, mark.at, mark.typed, why)


def _lists(block: Block, page: Page, renderer: Renderer) -> Iterator[Finding]:
    """Lists that Python-Markdown takes for another list, or for none, where nothing in mkdocs.yml reads them otherwise."""
    if block.kind != "list" or not renderer.exact:
        return
    if block.name == "bracketed":
        sign = block.children[0].name
        if renderer.lacks("pymdownx.fancylists"):
            yield Finding(block.line, f"`{sign}` makes no list in MkDocs and is shown as text: write `{sign[:-1]}. `.")
        return
    flat = renderer.lacks("sane_lists") and renderer.lacks("pymdownx.fancylists")
    lines = page.body.split("\n")
    for item in block.children:
        for child in item.children[1:]:
            line = lines[child.line - page.body_line].expandtabs(4)
            indent = len(line) - len(line.lstrip(" "))
            if indent % 4 and child.kind == "list" and flat:
                sentence = f"the list is indented by {indent}: it becomes part of the one around it, as one flat list. Indent it by 4."
                yield Finding(child.line, sentence)
            elif indent % 4 and child.kind != "list" and not lines[child.line - page.body_line - 1].strip():
                sentence = f"the {child.kind} is indented by {indent}: it stands outside of the list, which ends before it. Indent it by 4."
                yield Finding(child.line, sentence)


def _tags(page: Page) -> Iterator[Finding]:
    """The raw tags that open an element and never close it."""
    if "<" not in page.body or _DYNAMIC.search(page.body):
        return
    opened: dict[str, list[tuple[int, str]]] = {}
    for block in page.walk():
        if block.kind == "html" and block.text.lstrip()[:7].lower() in {"<script", "<style>", "<style "}:
            continue
        for piece in block.inlines:
            if piece.kind != "html":
                continue
            name = piece.text.lstrip("/")
            if piece.text.startswith("/"):
                if opened.get(name):
                    opened[name].pop()
            elif name in _CLOSED and not piece.raw.endswith("/>") and (name != "a" or "href" in tag_attributes(piece.raw)[1]):
                opened.setdefault(name, []).append((piece.line, piece.raw))
    for name, places in opened.items():
        closed = page.body.rfind(f"</{name}")
        last = page.body_line + page.body.count("\n", 0, closed) if closed >= 0 else 0
        for line, raw in places:
            if line > last:
                yield Finding(line, f"the tag {quoted(raw)} is never closed: it takes in all that follows. Write `</{name}>`.")


def _directives(block: Block) -> Iterator[Finding]:
    """`:::` boxes, which other renderers know."""
    for found in _DIRECTIVE.finditer(block.text):
        line = block.line + block.text.count("\n", 0, found.start())
        yield Finding(line, f'{quoted(found[0])} is shown as text: a box is written `!!! note "Title"` here, its content indented by 4.')


RULE = Rule("shown-as-text", GENERAL, page=check)

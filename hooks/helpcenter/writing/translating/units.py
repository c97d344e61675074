"""A page as units of translation, and put together again from translated ones.

A unit is the text of one heading, paragraph (of a step, too), table cell, box or tab title, or of `title`, `summary`, `reply` and
`keywords` in the front matter. All that stands around units (lists, numbers, ids, boxes, code, shared warnings) is the source's.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from helpcenter.articles.model import Page
from helpcenter.markdown.blocks import Block, scan

from ..files import WritingError

FRONT = ("title", "summary", "reply", "keywords")
BETWEEN_KEYWORDS = " | "
_KINDS = ("heading", "paragraph", "cell", "box", "tab")
_COLUMNS = 120  # of a list of keywords


@dataclass(frozen=True)
class Unit:
    """A text that is translated as a whole.

    key       the page's route, `#section` or `@field`, and a digest of the text: it changes when the text does, and only then
    kind      what it is: heading, paragraph, cell, box, tab, or the name of its field
    span      where it stands in the page's body; None in the front matter
    """

    key: str
    kind: str
    text: str
    line: int
    section: str = ""
    span: tuple[int, int] | None = None


def units(page: Page) -> tuple[Unit, ...]:
    """Take a page apart. Raises WritingError where its Markdown cannot be taken apart."""
    taken: Counter[str] = Counter()

    def named(place: str, kind: str, text: str) -> str:
        folded = " ".join(text.split())
        key = f"{page.route}{place}:{hashlib.sha256(f'{kind} {folded}'.encode()).hexdigest()[:8]}"
        taken[key] += 1
        return key if taken[key] == 1 else f"{key}.{taken[key]}"

    found = []
    for field in FRONT:
        if text := field_text(page, field):
            found.append(Unit(named(f"@{field}", field, text), field, text, page.front.line(field)))
    for section, block, span in _places(page):
        text = " ".join(block.running.split("\n"))
        found.append(Unit(named(f"#{section}", block.kind, text), block.kind, text, block.line, section, span))
    return tuple(found)


def field_text(page: Page, field: str) -> str:
    """Return a field of the front matter as one text; "" where it is missing."""
    value = page.meta.get(field)
    return BETWEEN_KEYWORDS.join(map(str, value)) if isinstance(value, list) else page.text(field)


def _places(page: Page) -> Iterator[tuple[str, Block, tuple[int, int]]]:
    """Yield each text block with its section and its place in the body."""
    starts = [0]
    for line in page.body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    section, cursor = "", 0
    for block in page.walk():
        if block.kind == "heading":
            section = block.name
        if block.kind not in _KINDS or not block.running.strip():
            continue
        lines = block.running.split("\n")
        at = block.line - page.body_line
        start = page.body.find(lines[0], max(cursor, starts[at]), starts[at + 1])
        last = start if len(lines) == 1 else page.body.find(lines[-1], starts[at + len(lines) - 1], starts[at + len(lines)])
        if start < 0 or last < 0:
            raise WritingError(f"{page.path}:{block.line}: cannot be taken apart. Run python -m helpcenter check.")
        cursor = last + len(lines[-1])
        yield section, block, (start, cursor)


def put_together(page: Page, texts: Mapping[str, str]) -> str:
    """Return the body of a source page with the text of each unit, by its key, in the place of its own; waivers are left out."""
    parts, at = [], 0
    for unit in units(page):
        if unit.span:
            parts += [page.body[at : unit.span[0]], texts[unit.key]]
            at = unit.span[1]
    body = "".join([*parts, page.body[at:]])
    return re.sub(r"(?m)^ *<!--\s*waive .*?-->\n+", "", body)


def front_matter(fields: Mapping[str, str]) -> str:
    """Return the front matter of a translation with its fences."""
    return "\n".join(["---", *(f"{name}: {_yaml(name, text)}" for name, text in fields.items()), "---", ""])


def with_field(head: str, page: Page, field: str, text: str) -> str:
    """Return front matter with another value of a field that is a single line or a flow list."""
    line = f"{field}: {_yaml(field, text)}"
    changed, times = re.subn(rf"(?m)^{field}:.*(?:\n[ -].*)*$", lambda _: line, head, count=1)
    return changed if times else re.sub(r"(?m)^(summary:.*(?:\n[ ].*)*)$", lambda found: f"{found[1]}\n{line}", head, count=1)


def _yaml(field: str, text: str) -> str:
    if field != "keywords":
        return scalar(text)
    words = [scalar(word.strip(), "[{}]") for word in text.split(BETWEEN_KEYWORDS.strip()) if word.strip()]
    return textwrap.fill(f"[{', '.join(words)}]", _COLUMNS, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def scalar(text: str, among: str = "{}") -> str:
    """Return a text as a YAML scalar that is read as that text inside `among` (a flow list `[{}]`), quoted only where it must be."""
    try:
        if yaml.safe_load(f"key: {among.replace('{}', text)}") == {"key": [text] if among != "{}" else text}:
            return text
    except yaml.YAMLError:
        pass
    return json.dumps(text, ensure_ascii=False)


def shape_flaw(unit: Unit, text: str) -> str:
    """Tell why `text` would not stay the text of one such unit; "" if it would."""
    around = {
        "heading": f"## {text} {{#x}}",
        "paragraph": text,
        "cell": f"| {text} | x |\n|---|---|\n| x | x |",
        "box": f'!!! info "{text}"\n    x',
        "tab": f'=== "{text}"\n    x',
    }.get(unit.kind)
    if around is None:
        return ""
    blocks = scan(around)
    block = blocks[0] if len(blocks) == 1 else Block("", 0)
    if block.kind == "table":
        cells = block.children[0].children
        block = cells[0] if len(cells) == 2 else Block("", 0)
    if (block.kind, block.running, block.flaw, block.name) == (unit.kind, text, "", {"heading": "x", "box": "info"}.get(unit.kind, "")):
        return ""
    return f"it would not stay one {unit.kind}: a sign in it or at its beginning means something in Markdown"

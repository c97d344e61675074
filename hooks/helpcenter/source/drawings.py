"""Allowlist for SVG: shapes, and nothing that runs, loads or leads elsewhere. Whatever is not in these lists is refused.

An SVG is a document: opened by itself, or drawn into a page, it runs its scripts on our address. It is parsed as a browser parses it,
because there are more ways to write what runs than a pattern can know. Words are in data/diagrams.yml, in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote
from xml.parsers import expat

from helpcenter.text.quoting import shortened

from . import stylesheets

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_SHAPES = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask pattern "
    "marker".split()
)
# What may hold characters in a drawing of a diagram, in any other, and in a diagram with its words.
DIAGRAM = frozenset({"text"})
PLAIN = frozenset({"title", "desc", "style"})
BUILT = frozenset({"text", "tspan", "title", "desc", "style"})

_ATTRIBUTES = frozenset(
    # structure
    "id class style data-name role lang xml:lang xml:space version baseProfile focusable aria-hidden aria-labelledby aria-describedby aria-label "
    # geometry
    "viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength transform transform-origin "
    "href xlink:href "
    # paint
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
    "stroke-dashoffset opacity color display visibility overflow paint-order vector-effect shape-rendering color-interpolation "
    "mix-blend-mode isolation clip-path clip-rule mask "
    # gradients, patterns, masks, markers
    "offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform "
    "clipPathUnits maskUnits maskContentUnits mask-type markerUnits markerWidth markerHeight orient refX refY marker-start marker-mid "
    "marker-end "
    # text
    "dx dy rotate textLength lengthAdjust text-anchor text-rendering dominant-baseline alignment-baseline baseline-shift font-family "
    "font-size font-style font-weight letter-spacing word-spacing text-decoration writing-mode".split()
)
_NAMES = {XLINK: "xlink:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_HREF = frozenset({"href", "xlink:href"})
_FREE = frozenset({"id", "class", "data-name", "aria-labelledby", "aria-describedby"})  # no browser takes these for CSS
_NUMBERS_AND_NAMES = re.compile(r"[\w\s.,#%-]*", re.A)  # most values: nothing in them can load
_KEY = re.compile(r"\s*(?:\{\{\s*[a-z0-9_]+\s*\}\}|\d{1,2})\s*")  # the number of a step is the same in every language
_LOCAL = re.compile(r"#[\w.:-]+")
_PAINTED = re.compile(r"url\(\s*[\"']?#([\w.:-]+)", re.I)

MAX_ELEMENTS = 5_000  # as drawn: what is shown twice counts twice
MAX_DEPTH = 30  # elements in one another
MAX_STEPS = 3  # from a `use`, pattern or mask to another: ten in a row may draw 10^10 shapes
MAX_FLAWS = 20


@dataclass(frozen=True)
class Drawing:
    """A parsed SVG. `flaws`: (line, sentence) of everything that is not allowed. `words`: (line, text) of its titles and descriptions."""

    flaws: tuple[tuple[int, str], ...]
    words: tuple[tuple[int, str], ...] = ()


@dataclass(eq=False)
class _Element:
    name: str
    line: int
    told: bool = False  # it may not stand here: what it holds need not be told
    text: str = ""
    parts: list[_Element] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)  # the ids of what it draws with itself


class _Enough(Exception):
    """Raised to stop reading."""


def read_drawing(text: str, holding: frozenset[str] = PLAIN) -> Drawing:
    """Parse an SVG, in which the elements of `holding` (DIAGRAM, PLAIN or BUILT) may contain text. Never raises."""
    return _Reader(holding).read(text)


def sides(svg: str) -> tuple[float, float]:
    """Return width and height of a drawing in its own units, those of its `viewBox`; zeros without one."""
    box = re.search(r"<svg\b[^<>]*\sviewBox\s*=\s*[\"']([^\"'<>]*)", svg)
    numbers = re.findall(r"-?\d*\.?\d+", box[1]) if box else []
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == 4 else (0, 0)


def in_data(address: str) -> str:
    """Return the drawing inside a `data:image/svg+xml,…` address; "" for any other address."""
    head, _, rest = address.partition(",")
    return unquote(rest) if head.lower() == "data:image/svg+xml" else ""


@lru_cache(maxsize=1024)
def _flaws_of_style(css: str) -> tuple[tuple[int, str], ...]:
    """Return the flaws of a style; cached, because all diagrams share one."""
    return tuple(stylesheets.flaws(css, drawing=True))


class _Reader:
    def __init__(self, holding: frozenset[str]) -> None:
        self.holding = holding
        self.flaws: dict[tuple[int, str], None] = {}
        self.words: list[tuple[int, str]] = []
        self.open: list[_Element] = []
        self.ids: dict[str, _Element] = {}
        self.root: _Element | None = None
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = lambda target, data: self._flaw(f"the instruction `<?{target[:30]}`")
        parser.StartCdataSectionHandler = lambda: self._flaw("`<![CDATA[`")

    def read(self, text: str) -> Drawing:
        try:
            self.parser.Parse(text, True)
            if self.root:
                self._measure(self.root)
        except _Enough:
            pass
        except expat.ExpatError as error:
            self.flaws[error.lineno, f"the drawing is not well-formed XML ({expat.ErrorString(error.code)}). Export it again."] = None
        return Drawing(tuple(self.flaws), tuple(self.words))

    def _flaw(self, what: str, mend: str = "Remove it.", line: int = 0) -> None:
        self.flaws[line or self.parser.CurrentLineNumber, f"the drawing holds {what}. {mend}"] = None
        if len(self.flaws) >= MAX_FLAWS:
            raise _Enough

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            self._flaw(f"the encoding `{encoding[:30]}`", "Save it as UTF-8.")

    def _doctype(self, name: str, system: str | None, public: str | None, subset: int) -> None:
        self._flaw("a `<!DOCTYPE`, which may define entities")
        raise _Enough

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if (prefix, uri) not in {(None, SVG), ("xlink", XLINK)}:
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            self._flaw(f"the name space `{name[:30]}={shortened(uri or '')}`", "Save it as plain SVG.")

    def _comment(self, text: str) -> None:
        if "<" in text or ">" in text:
            self._flaw("a comment with `<` or `>`, which ends earlier where it is drawn into a page")

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        element = _Element(name, self.parser.CurrentLineNumber)
        around = self.open[-1] if self.open else None
        element.told = True
        if around and around.told:
            pass
        elif space != SVG:
            if around is None:  # of others their name space was told
                self._flaw(f"`<{name[:30]}>` outside of the name space of SVG", f'Write `xmlns="{SVG}"` on the first element.')
        elif around is None and name != "svg":
            self._flaw(f"`<{name[:30]}>` as its first element", "Begin it with `<svg>`.")
        elif name not in _SHAPES and name not in self.holding:
            words = name in BUILT and self.holding is PLAIN
            self._flaw(
                f"`<{name[:30]}>`", "Words belong in a diagram: data/diagrams.yml has them in every language." if words else "Remove it."
            )
        elif around and around.name in BUILT and (around.name, name) != ("text", "tspan"):
            self._flaw(f"`<{name[:30]}>` inside of `<{around.name}>`")
        else:
            element.told = False
            for written, value in attributes.items():
                self._attribute(element, written, value)
        if len(self.open) >= MAX_DEPTH:
            self._flaw(f"elements nested more than {MAX_DEPTH} deep", "Draw it with fewer groups.")
            raise _Enough
        if self.open:
            self.open[-1].parts.append(element)
        self.root = self.root or element
        self.open.append(element)

    def _attribute(self, element: _Element, written: str, value: str) -> None:
        space, _, name = written.rpartition(" ")
        if space and space not in _NAMES:
            return  # the name space was told
        name = _NAMES.get(space, "") + name
        if name == "id":
            self.ids.setdefault(value, element)
        if name not in _ATTRIBUTES:
            self._flaw(f"the attribute `{name[:40]}` on `<{element.name[:30]}>`")
        elif name in _HREF:
            if _LOCAL.fullmatch(value):
                element.shows.append(value[1:])
            else:
                self._flaw(f"a reference to `{shortened(value.strip())}`", "Only `#id` of the same drawing may be shown.")
        elif name == "aria-label":
            self._word(element, value)
        elif "<" in value or ">" in value:
            self._flaw(f"`<` or `>` in `{name}`")
        elif name not in _FREE and not _NUMBERS_AND_NAMES.fullmatch(value):
            for _, what in _flaws_of_style(value):
                self._flaw(f"{what} in `{name}`")
            element.shows += _PAINTED.findall(value)

    def _characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def _end(self, full: str) -> None:
        element = self.open.pop()
        if element.told or not element.text.strip():
            return
        if element.name == "style":
            self._style(element)
        elif element.name in {"title", "desc"}:
            self._word(element, element.text)
        elif self.holding is DIAGRAM and element.name == "text":
            if not _KEY.fullmatch(element.text):
                self._flaw(
                    f"the words “{element.text.strip()[:40]}”", "Write `{{ key }}`, and the words in data/diagrams.yml.", element.line
                )
        elif element.name not in self.holding:
            self._flaw(f"the words “{element.text.strip()[:40]}” outside of a text", line=element.line)

    def _word(self, element: _Element, text: str) -> None:
        if self.holding is DIAGRAM:
            self._flaw(f"the words “{text.strip()[:40]}”", "Write them in data/diagrams.yml.", element.line)
        else:
            self.words.append((element.line, text))

    def _style(self, element: _Element) -> None:
        for position, what in _flaws_of_style(element.text):
            self._flaw(f"{what} in its style", line=element.line + element.text.count("\n", 0, position))
        for id in _PAINTED.findall(element.text):  # a style paints many shapes: with what draws nothing further
            if id not in self.ids or not self.ids[id].name.endswith("Gradient"):
                self._flaw(f"`url(#{id})` in its style, which is not a gradient above it", "Write it as an attribute.", element.line)

    def _measure(self, root: _Element) -> None:
        """Counts the elements as they are drawn."""
        drawn = 0
        waiting = [(root, 0)]
        while waiting:
            element, steps = waiting.pop()
            drawn += 1
            if drawn + len(waiting) > MAX_ELEMENTS:
                self._flaw(f"more than {MAX_ELEMENTS:,} elements as it is drawn", "Draw it more simply.", element.line)
                return
            if steps > MAX_STEPS:
                self._flaw(f"references more than {MAX_STEPS} deep, or in a circle", "Draw it more simply.", element.line)
                return
            waiting += ((part, steps) for part in element.parts)
            waiting += ((self.ids[id], steps + 1) for id in element.shows if id in self.ids)


def flaws_in_data(css: str) -> Iterator[tuple[int, str]]:
    """Yield (position in the style sheet, sentence) of the flaws of drawings embedded as `data:image/svg+xml`."""
    for position, address in stylesheets.urls(css):
        if svg := in_data(address):
            yield from ((position, sentence) for _, sentence in read_drawing(svg).flaws)

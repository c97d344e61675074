"""Images as a file holds them: whether they are whole, and what they carry beside the picture.

PNG, JPEG, GIF, WebP and SVG are read as far as needed: the list of their parts, never the pixels. No function raises.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp")
SVG = ".svg"

_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"), (b"RIFF", "WebP"))
_OTHER_IMAGES = (b"\x00\x00\x01\x00", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x00")  # ICO, BMP, TIFF, AVIF: browsers look at the content
_POINTER = b"version https://git-lfs"


@dataclass(frozen=True)
class Image:
    """`broken`: why it does not show, or empty. `carries`: what else it holds, each named for a reader of the report."""

    broken: str = ""
    carries: tuple[str, ...] = ()


def read_image(data: bytes) -> Image:
    """A raster image by its content, whatever its name says."""
    if not data:
        return Image("is empty")
    if data.startswith(_POINTER):
        return Image("is a pointer of Git LFS, not the image itself")
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")
    if not kind:
        return Image() if data.startswith(_OTHER_IMAGES) else Image("is no image")
    try:
        return {"PNG": _png, "JPEG": _jpeg, "GIF": _gif, "WebP": _webp}[kind](data)
    except IndexError:
        return Image(f"is cut off: the {kind} ends in the middle")


def _png(data: bytes) -> Image:
    """Chunks of length, type, content, CRC-32 (PNG specification, §5.3)."""
    at, pixels = 8, False
    carries: list[str] = []
    texts = {b"tEXt": "the text “{}”", b"zTXt": "the text “{}”", b"iTXt": "the text “{}”", b"eXIf": "EXIF data"}
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            return Image("is cut off: the PNG ends in the middle")
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return Image(f"is damaged: the checksum of its part {kind.decode('latin-1')!r} is wrong")
        if kind in texts:
            key = data[at + 8 : at + 87].split(b"\0")[0].decode("latin-1")  # of a text chunk, like Author
            carries.append("XMP data" if key == "XML:com.adobe.xmp" else texts[kind].format(key))
        pixels = pixels or kind == b"IDAT"
        at = end
        if kind == b"IEND":
            if data[at:].strip(b"\0"):
                carries.append("data after its end (a cropped picture may still be whole there)")
            return Image("" if pixels else "is damaged: the PNG has no picture", tuple(carries))
    return Image("is cut off: the PNG has no end")


def _jpeg(data: bytes) -> Image:
    """Segments of marker, length, content up to the scan (ITU T.81, annex B)."""
    at = 2
    carries: list[str] = []
    while True:
        if data[at] != 0xFF:
            return Image("is damaged: a JPEG marker is missing", tuple(carries))
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = data[at + 2] << 8 | data[at + 3]
        content = data[at + 4 : at + 2 + length]
        if marker == 0xE1:
            carries.append("EXIF data" if content.startswith(b"Exif") else "XMP data")
        elif marker == 0xED:
            carries.append("IPTC data")
        elif marker == 0xFE:
            carries.append("a comment")
        elif marker == 0xDA:
            whole = data.rfind(b"\xff\xd9", at) > 0
            return Image("" if whole else "is cut off: the JPEG has no end", tuple(carries))
        elif marker == 0xD9:
            return Image("is damaged: the JPEG has no picture", tuple(carries))
        at += 2 + length


def _gif(data: bytes) -> Image:
    """Blocks up to the trailer (GIF89a specification)."""

    def colours(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 0x80 else 0

    def blocks(at: int) -> int:
        while data[at]:
            at += data[at] + 1
        return at + 1

    at, pictures = 13 + colours(data[10]), 0
    carries: list[str] = []
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x21:
            if data[at + 1] == 0xFE:
                carries.append("a comment")
            elif data[at + 1] == 0xFF and data[at + 3 : at + 11] == b"XMP Data":
                carries.append("XMP data")
            at = blocks(at + 2)
        elif data[at] == 0x2C:
            at = blocks(at + 11 + colours(data[at + 9]))
            pictures += 1
        else:
            return Image("" if pictures else "is damaged: the GIF has an unknown part", tuple(carries))
    return Image("" if pictures else "is damaged: the GIF has no picture", tuple(carries))


def _webp(data: bytes) -> Image:
    """RIFF chunks of type, length, content (WebP container specification)."""
    if data[8:12] != b"WEBP":
        return Image("is no image")
    at, pixels = 12, False
    carries: list[str] = []
    names = {b"EXIF": "EXIF data", b"XMP ": "XMP data"}
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > len(data):
            return Image("is cut off: the WebP ends in the middle", tuple(carries))
        if kind in names:
            carries.append(names[kind])
        pixels = pixels or kind in {b"VP8 ", b"VP8L", b"ANMF"}
        at += 8 + length + length % 2
    return Image("" if pixels else "is damaged: the WebP has no picture", tuple(carries))


# --- SVG --------------------------------------------------------------------------------------------------------------

_ACTIVE = (
    (re.compile(r"<\s*(?:[\w-]+:)?script\b", re.I), "a script"),
    (re.compile(r"<[^<>]*\s(on[a-z]{3,})\s*=", re.I), "an event handler"),
    (re.compile(r"<\s*(?:[\w-]+:)?foreignObject\b", re.I), "foreign content (foreignObject)"),
    (re.compile(r"<\s*(?:[\w-]+:)?(?:iframe|embed|object|audio|video)\b", re.I), "foreign content"),
    (re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]*\b(?:SYSTEM\s+[\"'](?!http://www\.w3\.org/))", re.I), "an entity"),
    (re.compile(r"<\?xml-stylesheet|@import\b", re.I), "a foreign style sheet"),
    (re.compile(r"url\(\s*[\"']?\s*(?:https?:)?//", re.I), "a reference to another site"),
    (
        re.compile(r"<\s*(?:metadata|rdf:RDF|[\w-]*:?xmpmeta)\b|<\?xpacket|\b(?:sodipodi:docname|inkscape:export-filename)\s*=", re.I),
        "metadata of the drawing program",
    ),
)
_REFERENCE = re.compile(r"\s(?:xlink:href|href|src|from|to|values)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_FOREIGN = re.compile(r"\s*(?:(?:https?:)?//|javascript:|vbscript:|data:(?!image/(?:png|jpeg|gif|webp)))", re.I)


def svg_carries(text: str) -> Iterator[tuple[int, str]]:
    """(position, what it holds beside the drawing) of an SVG: what runs, loads or tells of its maker."""
    for pattern, what in _ACTIVE:
        if match := pattern.search(text):
            yield match.start(), what
    for match in _REFERENCE.finditer(text):
        target = html.unescape(match[1] or match[2] or "")
        if _FOREIGN.match(re.sub(r"[\t\r\n]", "", target)):
            yield match.start(1 if match[1] else 2), f"a reference to `{target.strip()[:60]}`"


def svg_broken(text: str) -> tuple[int, str] | None:
    """(line, why) when an SVG does not show: it is empty, not well-formed XML, or no drawing. None where entities stand in it,
    which are not read here."""
    if not text.strip():
        return 0, "is empty"
    if text.startswith(_POINTER.decode()):
        return 0, "is a pointer of Git LFS, not the image itself"
    if "<!ENTITY" in text:
        return None
    roots: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: roots.append(name)
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        return error.lineno, f"is not well-formed XML ({expat.ErrorString(error.code)})"
    return None if roots and roots[0].rpartition(":")[2] == "svg" else (1, "is no drawing: its first element is not `svg`")

"""Raster images: whether they are intact, how large they are, and what they carry besides the picture.

List the parts of a PNG, JPEG, GIF, WebP or ICO, name those that no picture needs, and let Pillow decode the pixels. No function raises.
For SVG see `drawings`.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico")
SVG = ".svg"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"RIFF", "WebP"),
    (b"\x00\x00\x01\x00", "ICO"),
)
_OTHER_KINDS = {  # browsers look at the content, whatever a name says
    b"\x00\x00\x02\x00": "CUR", b"BM": "BMP", b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"\x00\x00\x00": "AVIF",
    b"\xff\x0a": "JPEG XL",
}  # fmt: skip
# The parts that a picture needs. Others are what no browser shows, and may hold anything.
_PNG_PARTS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"hIST", b"pHYs",
    b"tIME", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
_JPEG_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}  # DHT, DAC, DQT, DNL, DRI
_JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in the data of a scan
_JPEG_NAMED: Mapping[int, tuple[bytes, ...]] = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE",), 0xEE: (b"Adobe",)}
_GIF_LOOPS = (b"\x0bNETSCAPE2.0\x03\x01", b"\x0bANIMEXTS1.0\x03\x01")  # how often it plays: two bytes and the end follow
_WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_POINTER = b"version https://git-lfs"
MAX_SIDE = 4_096  # pixels: more than any screen of a phone or desktop shows
_MAX_PIXELS = 4 * MAX_SIDE**2  # that are decoded of all frames together: what moves for longer is known by its first ones


@dataclass(frozen=True)
class Image:
    """An image. `broken`: why it cannot be shown, or "". `carries`: what else it contains, each named for the reader of a report.

    `kind` is PNG, JPEG, GIF, WebP, ICO, or another one recognized by its first bytes; `sides` are width and height in pixels, 0 if unknown.
    """

    broken: str = ""
    carries: tuple[str, ...] = ()
    kind: str = ""
    sides: tuple[int, int] = (0, 0)


def read_image(data: bytes) -> Image:
    """Parse a raster image by its content, whatever its name says."""
    if not data:
        return Image("is empty")
    if data.startswith(_POINTER):
        return Image("is a pointer of Git LFS, not the image itself")
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")
    if not kind:
        other = next((kind for signature, kind in _OTHER_KINDS.items() if data.startswith(signature)), "")
        return Image("" if other else "is not an image", kind=other)
    found = _Found()
    try:
        broken = {"PNG": _png, "JPEG": _jpeg, "GIF": _gif, "WebP": _webp, "ICO": _ico}[kind](data, found)
    except IndexError:
        broken = f"is cut off: the {kind} ends in the middle"
    if not broken and max(found.sides) <= MAX_SIDE and not _decodes(data, kind):
        broken = f"is damaged: the {kind} does not decode"
    return Image(broken, tuple(dict.fromkeys(found.carries)), kind, found.sides)


def _decodes(data: bytes, kind: str) -> bool:
    """Whether the frames of a picture can be shown, as far as `_MAX_PIXELS` go."""
    import PIL.Image  # noqa: PLC0415 (most runs look at no new picture)

    PIL.Image.MAX_IMAGE_PIXELS = MAX_SIDE**2
    left = _MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            image = PIL.Image.open(io.BytesIO(data), formats=[kind])
            for frame in range(getattr(image, "n_frames", 1)):
                if (left := left - image.width * image.height) < 0:
                    break
                image.seek(frame)
                image.load()
    except Exception:  # each decoder has its own
        return False
    return True


@dataclass
class _Found:
    """What has been read so far."""

    carries: list[str] = field(default_factory=list)
    sides: tuple[int, int] = (0, 0)

    def large(self, width: int, height: int) -> None:
        self.sides = max(self.sides[0], width), max(self.sides[1], height)

    def unknown(self, part: bytes) -> None:
        self.carries.append(f"a part of an unknown kind, {part.decode('latin-1')!r}")

    def after(self, rest: bytes) -> None:
        if rest.strip(b"\0"):
            self.carries.append("data after its end (a cropped picture may still be whole there, or a page)")


def _png(data: bytes, found: _Found) -> str:
    """Read chunks of length, type, content, CRC-32 (PNG specification, §5.3). Returns why it is broken, like the readers below."""
    at, pixels = 8, False
    texts = {b"tEXt": "the text “{}”", b"zTXt": "the text “{}”", b"iTXt": "the text “{}”", b"eXIf": "EXIF data"}
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            return "is cut off: the PNG ends in the middle"
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return f"is damaged: the checksum of its part {kind.decode('latin-1')!r} is wrong"
        if kind in texts:
            key = data[at + 8 : at + 87].split(b"\0")[0].decode("latin-1")  # of a text chunk, like Author
            found.carries.append("XMP data" if key == "XML:com.adobe.xmp" else texts[kind].format(key))
        elif kind == b"IHDR":
            found.large(int.from_bytes(data[at + 8 : at + 12], "big"), int.from_bytes(data[at + 12 : at + 16], "big"))
        elif kind not in _PNG_PARTS:
            found.unknown(kind)
        pixels = pixels or kind == b"IDAT"
        at = end
        if kind == b"IEND":
            found.after(data[at:])
            return "" if pixels else "is damaged: the PNG has no picture"
    return "is cut off: the PNG has no end"


def _jpeg(data: bytes, found: _Found) -> str:
    """Read segments of marker, length, content (ITU T.81, annex B), and after each scan its data, up to the next marker."""
    at, pixels = 2, False
    while True:
        if data[at] != 0xFF:
            return "is damaged: a JPEG marker is missing"
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            found.after(data[at + 2 :])
            return "" if pixels else "is damaged: the JPEG has no picture"
        length = data[at + 2] << 8 | data[at + 3]
        content = data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xE1:
            found.carries.append("EXIF data" if content.startswith(b"Exif") else "XMP data")
        elif marker == 0xED:
            found.carries.append("IPTC data")
        elif marker == 0xFE:
            found.carries.append("a comment")
        elif marker in _JPEG_FRAMES:
            found.large(int.from_bytes(content[3:5], "big"), int.from_bytes(content[1:3], "big"))
        elif marker == 0xDA:
            pixels = True
            following = _JPEG_MARKER.search(data, at)
            if following is None:
                return "is cut off: the JPEG has no end"
            at = following.start()
        elif marker not in _JPEG_TABLES and not content.startswith(_JPEG_NAMED.get(marker, ())):
            found.unknown(content[:12].split(b"\0")[0])


def _gif(data: bytes, found: _Found) -> str:
    """Read blocks up to the trailer (GIF89a specification)."""

    def colours(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 0x80 else 0

    def blocks(at: int) -> int:
        while data[at]:
            at += data[at] + 1
        return at + 1

    def large(at: int) -> None:
        found.large(int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little"))

    large(6)
    at, pictures = 13 + colours(data[10]), 0
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x21:
            start, label = at + 2, data[at + 1]
            at = blocks(start)
            if label == 0xFE:
                found.carries.append("a comment")
            elif label == 0xFF and data[start + 1 : start + 9] == b"XMP Data":
                found.carries.append("XMP data")
            elif label == 0xFF and not (data.startswith(_GIF_LOOPS, start) and at == start + 17):
                found.unknown(data[start + 1 : start + 12])
            elif label not in {0xFF, 0xF9}:
                found.unknown(bytes([label]))
        elif data[at] == 0x2C:
            large(at + 5)
            at = blocks(at + 11 + colours(data[at + 9]))
            pictures += 1
        elif pictures:
            found.unknown(data[at : at + 12])
            return ""
        else:
            return "is damaged: the GIF has an unknown part"
    found.after(data[at + 1 :])
    return "" if pictures else "is damaged: the GIF has no picture"


def _webp(data: bytes, found: _Found) -> str:
    """Read RIFF chunks of type, length, content (WebP container specification)."""
    if data[8:12] != b"WEBP":
        return "is not an image"
    at, pixels = 12, False
    end = 8 + int.from_bytes(data[4:8], "little")
    names = {b"EXIF": "EXIF data", b"XMP ": "XMP data"}
    while at + 8 <= min(end, len(data)):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + length]
        if len(content) < length:
            return "is cut off: the WebP ends in the middle"
        if kind in names:
            found.carries.append(names[kind])
        elif kind not in _WEBP_PARTS:
            found.unknown(kind)
        elif kind == b"VP8X":
            found.large(int.from_bytes(content[4:7], "little") + 1, int.from_bytes(content[7:10], "little") + 1)
        elif kind == b"VP8L":
            bits = int.from_bytes(content[1:5], "little")
            found.large((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif kind == b"VP8 ":
            found.large(int.from_bytes(content[6:8], "little") & 0x3FFF, int.from_bytes(content[8:10], "little") & 0x3FFF)
        pixels = pixels or kind in {b"VP8 ", b"VP8L", b"ANMF"}
        at += 8 + length + length % 2
    found.after(data[at:])
    return "" if pixels else "is damaged: the WebP has no picture"


def _ico(data: bytes, found: _Found) -> str:
    """Read the directory of an icon: 16 bytes for each image with its size and place; an image is a PNG or a bitmap without its header."""
    count = int.from_bytes(data[4:6], "little")
    at = end = 6 + 16 * count
    for entry in (data[begin : begin + 16] for begin in range(6, at, 16)):
        length, place = int.from_bytes(entry[8:12], "little"), int.from_bytes(entry[12:16], "little")
        content = data[place : place + length]
        if len(entry) < 16 or len(content) < length:
            return "is cut off: the ICO ends in the middle"
        width, height = entry[0] or 256, entry[1] or 256
        found.large(width, height)
        if content.startswith(_SIGNATURES[0][0]):
            if broken := _png(content, found):
                return broken
        elif content[:4] == b"\x28\x00\x00\x00":
            row = (width * int.from_bytes(content[14:16], "little") + 31) // 32 * 4 + (
                width + 31
            ) // 32 * 4  # colours, and what is transparent
            colours = int.from_bytes(content[32:36], "little") or (1 << bits if (bits := content[14]) <= 8 else 0)
            if length > 40 + 4 * colours + row * height:
                found.carries.append("data after its end (a cropped picture may still be whole there, or a page)")
        else:
            return "is damaged: the ICO has an image that is neither PNG nor bitmap"
        if place != end:
            found.carries.append("data between its images")
        end = place + length
    found.after(data[end:])
    return "" if count else "is damaged: the ICO has no picture"


# --- SVG --------------------------------------------------------------------------------------------------------------


def svg_broken(text: str) -> tuple[int, str] | None:
    """Return (line, reason) if an SVG cannot be shown: it is empty, not well-formed XML, or not a drawing. Returns None if it contains
    entities, which are not read here."""
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
    return None if roots and roots[0].rpartition(":")[2] == "svg" else (1, "is not a drawing: its first element is not `svg`")

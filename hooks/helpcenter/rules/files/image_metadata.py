"""An image is a PNG, JPEG, GIF, WebP or, as an icon, ICO of modest size and holds its picture and nothing else: no EXIF, XMP, IPTC, comment, text, part
of an unknown kind or data after its end, and at most 4,096 pixels a side.

MkDocs publishes files as they are: a photograph tells where it was taken, a screenshot what was cropped away, a file that is a
picture and a page shows either, and a small file of 30,000 × 30,000 pixels takes a phone's whole memory.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.source.images import MAX_SIDE, RASTER, read_image

from ..rule import WALLET, Finding, Rule

_KINDS = ("PNG", "JPEG", "GIF", "WebP")
_ICON = ".ico"


def check(library: Library) -> Iterator[Finding]:
    for path, file in library.tree.files.items():
        if path.lower().endswith(RASTER):
            yield from (Finding(0, sentence, path) for sentence in _sentences(file.data, path.endswith(_ICON)))


def _sentences(data: bytes, icon: bool) -> Iterator[str]:
    image = read_image(data)
    if icon and image.kind and image.kind != "ICO":
        yield f"this is {image.kind} inside, and its name says ICO. Save it as ICO, or name it for what it is."
    elif image.kind and image.kind not in _KINDS and not icon:
        yield f"this is {image.kind} inside, which is not a kind that is published. Save it as PNG."
    if image.carries:
        yield f"the image holds {', '.join(image.carries)}: save it without (for example with `exiftool -all=` or “export for web”)."
    if max(image.sides) > MAX_SIDE:
        yield f"the image has {image.sides[0]:,} × {image.sides[1]:,} pixels; the limit is {MAX_SIDE:,} a side. Make it smaller."


RULE = Rule("image-metadata", WALLET, library=check)

"""An image holds its picture and nothing else: no EXIF, XMP, IPTC, comment or text in PNG, JPEG, GIF and WebP, and in SVG no
script, event handler, reference to another site or metadata (S19).

MkDocs publishes files as they are: a photograph tells where it was taken, a screenshot what was cropped away, and a drawing
that is opened by itself runs its script on our address.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..articles import Library
from ..images import RASTER, SVG, read_image, svg_carries
from ..rule import WALLET, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    for path, file in library.tree.files.items():
        if path.lower().endswith(RASTER):
            if carries := dict.fromkeys(read_image(file.data).carries):
                yield Finding(
                    0,
                    f"the image holds {', '.join(carries)}: save it without (for example with `exiftool -all=` or “export for web”).",
                    path,
                )
        elif path.lower().endswith(SVG):
            text = file.text or ""
            for position, what in sorted(svg_carries(text)):
                yield Finding(text.count("\n", 0, position) + 1, f"the drawing holds {what}: remove it.", path)


RULE = Rule("image-metadata", WALLET, library=check)

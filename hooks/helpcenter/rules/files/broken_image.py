"""Every image file can be shown: it is not empty, not cut off, not damaged, and an image at all.

A failed download or a pointer of a large-file store looks like any other file until a reader sees the gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.source.images import RASTER, SVG, read_image, svg_broken

from ..rule import GENERAL, Finding, Rule

_REPAIR = "Export it again."


def check(library: Library) -> Iterator[Finding]:
    for path, file in library.tree.files.items():
        if path.lower().endswith(RASTER):
            if broken := read_image(file.data).broken:
                yield Finding(0, f"this file {broken}. {_REPAIR}", path)
        elif path.lower().endswith(SVG) and (found := svg_broken(file.text or "")):
            yield Finding(found[0], f"this file {found[1]}. {_REPAIR}", path)


RULE = Rule("broken-image", GENERAL, library=check)

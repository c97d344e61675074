"""What every page loads, and what carries the brand in it: the logo, the style sheet with its colours, the script, the icon of the tab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpcenter.articles.model import Library
from helpcenter.config import palette
from helpcenter.source.drawings import sides as sides_of_drawing
from helpcenter.source.images import read_image

from .minify import minified_css, minified_js

IMAGES = "assets/images/"  # in the site
FOLDER = "overrides/" + IMAGES
SCRIPT = "assets/javascripts/help-center.js"
STYLE = "assets/stylesheets/help-center.css"
ICON = IMAGES + "favicon.svg"
WIDE = 1.25  # width by height: from here on a logo stands without the name beside it
HEIGHT = 30  # pixels, of the logo in the header

_START = re.compile(r"<svg\b([^<>]*)>")
_PLACE = re.compile(r'\s(?:xmlns|x|y|width|height)="[^"]*"')


def style_sheet(library: Library) -> str:
    """Return the style sheet of the pages, minified, the colours of the brand before all else."""
    return minified_css(palette.style(library.settings.brand.colours) + (library.tree.text(f"overrides/{STYLE}") or ""))


def brand_files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, content) of the files that every page loads."""
    yield STYLE, style_sheet(library)
    if script := library.tree.text(f"overrides/{SCRIPT}"):
        yield SCRIPT, minified_js(script)
    yield ICON, icon(library)


def icon(library: Library) -> str:
    """Return the icon of the tab: the file that data/brand.yml names, else the logo, white on the colour of the brand."""
    brand = library.settings.brand
    if own := library.tree.text(FOLDER + brand.images.get("favicon", "")):
        return own
    logo = library.tree.text(FOLDER + brand.images.get("logo", "")) or '<svg viewBox="0 0 1 1"/>'
    start, size = _START.search(logo), 'x="5" y="5" width="22" height="22" color="#FFFFFF"'
    if start is not None:
        logo = f"<svg {size}{_PLACE.sub('', start[1])}>{logo[start.end() :].rstrip()}"
    ground = f'<rect width="32" height="32" rx="8" fill="{brand.colours.get("light", "")}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{ground}{logo}</svg>\n'


def logo(library: Library) -> dict[str, Any]:
    """Return the logo as the header shows it.

    inline         its file, where it is a drawing in the page's own colours, to be drawn into the page; else ""
    images         else what is shown instead: (class, path) of one image, or of one on light and one on dark pages
    wide           whether it stands without the name beside it
    width, height  in pixels
    """
    found = library.settings.brand.images
    light, dark = found.get("logo", ""), found.get("logo_dark", "")
    width, height = sides(library, light)
    ratio = width / height if height else 1
    inline = "currentColor" in (library.tree.text(FOLDER + light) or "")
    names = [("", light)] if not dark else [("hc-brand__light", light), ("hc-brand__dark", dark)]
    return {
        "inline": IMAGES + light if inline and light else "",
        "images": [] if inline else [(name, IMAGES + file) for name, file in names if file],
        "wide": ratio > WIDE,
        "width": round(HEIGHT * ratio),
        "height": HEIGHT,
    }


def sides(library: Library, name: str) -> tuple[float, float]:
    """Return width and height of an image of the brand: pixels, or units of a drawing; zeros where they are not known."""
    file = library.tree.files.get(FOLDER + name)
    if file is None:
        return 0, 0
    return sides_of_drawing(file.text) if file.text is not None else read_image(file.data).sides

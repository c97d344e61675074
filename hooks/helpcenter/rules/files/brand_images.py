"""The images that data/brand.yml names stand in overrides/assets/images/ and are of the shape that their place shows; no other file
stands there.

A logo that is missing or cut is what a reader knows an impostor by, and one of the brand before stays public where nobody names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.pages.brand import FOLDER, HEIGHT, IMAGES, WIDE, logo, sides

from ..rule import HOUSE, Finding, Rule

BRAND = "data/brand.yml"
_STYLED = re.compile(r"""<style\b|\sstyle\s*=\s*["']""")
_WIDEST = 6  # times its height: what a phone's header has room for
_SOCIAL = (1200, 630)
_ICO = (32, 32)


def check(library: Library) -> Iterator[Finding]:
    brand = library.settings.brand
    if not brand.images:
        return  # told by the rule `data`
    for key, name in brand.images.items():
        line = brand.lines[f"images.{key}"]
        if FOLDER + name not in library.tree.files:
            if FOLDER + name not in {problem.path for problem in library.tree.problems}:
                yield Finding(
                    line, f"`images.{key}` is `{name}`, and {FOLDER}{name} does not exist. Put it there, or remove the key.", BRAND
                )
        elif sentence := _shape(library, key, name):
            yield Finding(line, sentence, BRAND)
    if "favicon" not in brand.images and (sentence := _needs_icon(library, brand.images["logo"])):
        yield Finding(brand.lines["images.logo"], sentence, BRAND)
    yield from _unnamed(library)


def _unnamed(library: Library) -> Iterator[Finding]:
    """The files in the folder that nothing names; the rule `files` tells of two names that differ in upper and lower case only."""
    named = {name.lower() for name in library.settings.brand.images.values()}
    shown = "".join(file.text or "" for path, file in library.tree.files.items() if path.endswith((".html", ".md")))
    for path in library.tree.files:
        name = path.removeprefix(FOLDER)
        if path.startswith(FOLDER) and name.lower() not in named and IMAGES + name not in shown:
            yield Finding(
                0, f"neither {BRAND} nor a template or page names this image, and it would be published. Name it, or remove it.", path
            )


def _shape(library: Library, key: str, name: str) -> str:
    """What is wrong with the shape of an image; "" where nothing is, or where it is not known."""
    width, height = sides(library, name)
    if not width or not height:
        return f"`images.{key}`: {name} has no `viewBox`, so its shape is not known. Save it with one." if name.endswith(".svg") else ""
    is_ = f"`images.{key}`: {name} is {width:g} × {height:g}"
    ratio = width / height
    if key == "social":
        return "" if (width, height) == _SOCIAL else f"{is_}; expected {_SOCIAL[0]} × {_SOCIAL[1]} pixels."
    if key == "favicon":
        return "" if width == height else f"{is_}; expected a square."
    if key == "favicon_ico":
        return (
            ""
            if width == height and width >= _ICO[0]
            else f"{is_}; expected {_ICO[0]} × {_ICO[1]} pixels, more sizes in the same file if you like."
        )
    if not 1 / WIDE <= ratio <= _WIDEST:
        return f"{is_}; expected a square, or a wide one up to {_WIDEST}:1."
    if not name.endswith(".svg") and height < 2 * HEIGHT:
        return f"{is_} pixels; expected a height of at least {2 * HEIGHT}, for sharp screens."
    if key == "logo" and logo(library)["inline"] and _STYLED.search(library.tree.text(FOLDER + name) or ""):
        return (
            f"`images.{key}`: {name} has `currentColor`, so it is drawn into each page, whose policy lets no `<style>` and no `style=` apply. "
            "Write its colours as attributes, like `fill`."
        )
    light = sides(library, library.settings.brand.images.get("logo", ""))
    if key == "logo_dark" and light[1] and abs(light[0] / light[1] - ratio) > 0.02 * ratio:
        return f"{is_}, and the logo is {light[0]:g} × {light[1]:g}; expected the same shape."
    return ""


def _needs_icon(library: Library, logo: str) -> str:
    width, height = sides(library, logo)
    if not width or not height:
        return ""
    if not logo.endswith(".svg"):
        return f"`images.logo` is {logo}, of which no icon can be drawn. Add `favicon: favicon.svg`."
    return f"`images.logo`: {logo} is wide, and no icon can be drawn of it. Add `favicon: favicon.svg`." if width / height > WIDE else ""


RULE = Rule("brand-images", HOUSE, library=check)

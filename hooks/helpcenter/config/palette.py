"""The palette: every colour that carries the brand, derived from its two, and the contrast of colours.

A colour is `#RRGGBB`. Contrast is that of WCAG 2.2: the ratio of the relative luminances, from 1 to 21.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Mapping

TEXT = 4.5  # the least contrast of text (WCAG 2.2, 1.4.3)
SCHEMES = ("light", "dark")
COLOUR = r"#[0-9A-Fa-f]{6}"
_TOKENS = re.compile(r'^\[data-scheme(?P<dark>="dark")?\] *\{(?P<tokens>[^}]*)\}', re.M)
_TOKEN = re.compile(rf"--hc-([a-z-]+): *({COLOUR})\b")


def palette(scheme: str, brand: str) -> dict[str, str]:
    """Return token → colour of the brand on pages of a scheme: what carries its colour itself, what stands on it, a tint as a ground."""
    if scheme == "light":
        hover, on, tint = _shade(brand, lambda light: light * 0.765), "#FFFFFF", _shade(brand, lambda _: 0.91, 0.26)
        return {"brand": brand, "brand-hover": hover, "on-brand": on, "tint": tint, "link": brand, "focus": brand}
    hover, on = _shade(brand, lambda light: light + (1 - light) * 0.29), _shade(brand, lambda _: 0.076, 0.69)
    tint = _shade(brand, lambda _: 0.137, 0.37)
    return {"brand": brand, "brand-hover": hover, "on-brand": on, "tint": tint, "link": brand, "focus": hover}


def for_dark(brand: str) -> str:
    """Return a colour of the same hue for dark pages, to propose where there is none."""
    return _shade(brand, lambda _: 0.75, 0.6)


def declarations(scheme: str, brand: str, prefix: str = "--hc-") -> str:
    """Return the palette as custom properties of CSS."""
    return " ".join(f"{prefix}{name}: {colour};" for name, colour in palette(scheme, brand).items())


def style(colours: Mapping[str, str]) -> str:
    """Return the palettes as the beginning of the pages' style sheet, which may set any of them anew."""
    if not colours:
        return ""
    light, dark = (declarations(scheme, colours[scheme]) for scheme in SCHEMES)
    return f'[data-scheme] {{ {light} }}\n[data-scheme="dark"] {{ {dark} }}\n'


def tokens(css: str) -> dict[str, dict[str, tuple[str, int]]]:
    """Return scheme → token → its colour and line, as the pages' style sheet sets them; dark pages have all of light ones that they do not set."""
    found: dict[str, dict[str, tuple[str, int]]] = {scheme: {} for scheme in SCHEMES}
    for block in _TOKENS.finditer(css):
        for token in _TOKEN.finditer(css, *block.span("tokens")):
            for scheme in ("dark",) if block["dark"] else SCHEMES:
                found[scheme][token[1]] = token[2], css.count("\n", 0, token.start()) + 1
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """Return the colour of the same hue and saturation that is nearest in lightness and passes; "" if none does."""
    _, light, _ = _hls(colour)
    near = sorted((step / 200 for step in range(201)), key=lambda other: abs(other - light))
    shades = (_shade(colour, lambda _, to=to: to) for to in near)  # type: ignore[misc]
    return next((shade for shade in shades if passes(shade)), "")


def _luminance(colour: str) -> float:
    """Return the relative luminance, from 0 to 1 (WCAG 2.2, definitions)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shade(colour: str, light: Callable[[float], float], most: float = 1.0) -> str:
    """Return the colour with another lightness, and with at most this saturation."""
    hue, before, saturation = _hls(colour)
    return "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light(before), min(saturation, most)))


def _hls(colour: str) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(*_rgb(colour))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue

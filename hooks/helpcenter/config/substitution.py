"""The one substitution: `{{ name }}` becomes a value of data/, a line `{{ warning.name }}` becomes that box.

Values only, no code. An unknown name is left as it is; the rule `variables` reports it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from helpcenter.text.words import HAN

from .model import Settings

VARIABLE = re.compile(r"\{\{\s*([\w.-]*)\s*\}\}")
WARNING_LINE = re.compile(r"^([ ]*)\{\{\s*warning\.([\w-]+)\s*\}\}[ ]*$", re.M)
_ENDS_IN_HAN = re.compile(rf"([{HAN}][*_]*) ([*_]*)\Z")  # a blank behind it, be it inside or outside of what is marked bold
_BEGINS_WITH_HAN = re.compile(rf"^([*_]*) ([*_]*[{HAN}])")
_HAN_LAST, _HAN_FIRST = re.compile(rf"[{HAN}][*_]*\Z"), re.compile(rf"^[*_]*[{HAN}]")
_NEAR = 8  # characters: more than a Han character, a blank and marks
_MARKDOWN = re.compile(r"([\\`*_\[\]{}#|!])")


def substituted(text: str, settings: Settings, language: str) -> str:
    """Return `text` with its values filled in, unescaped: for titles, summaries and whatever a template escapes."""
    return filled(text, settings.values.get(language, {}))


def filled(text: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """Return `text` with each value in the place of its name, as `written`; without a blank between it and a Han character where both are one.

    Whether the value is 示例钱包 or a name in Latin letters is not known to whoever writes the page.
    """
    if "{{" not in text:
        return text
    pieces, at = "", 0
    for match in VARIABLE.finditer(text):
        value = written(values[match[1]]) if match[1] in values else match[0]
        pieces = _joined(_joined(pieces, text[at : match.start()]), value)
        at = match.end()
    return _joined(pieces, text[at:])


def _joined(left: str, right: str) -> str:
    near = max(0, len(left) - _NEAR)
    if _HAN_FIRST.match(right) and (found := _ENDS_IN_HAN.search(left, near)):
        left = left[: found.start()] + found[1] + found[2]
    elif _HAN_LAST.search(left, near):
        right = _BEGINS_WITH_HAN.sub(r"\1\2", right)
    return left + right


def markdown(text: str, settings: Settings, language: str) -> str:
    """Return the Markdown of a page with boxes and values filled in. A value can never become markup."""
    values = settings.values.get(language, {})

    def written(value: str) -> str:
        return _MARKDOWN.sub(r"\\\1", html.escape(value, quote=False))

    return filled(WARNING_LINE.sub(lambda match: _box(match, settings, language), text), values, written)


def _box(match: re.Match[str], settings: Settings, language: str) -> str:
    return warning_box(match[2], settings, language, match[1]) or match[0]


def warning_box(name: str, settings: Settings, language: str, indent: str = "") -> str:
    """Return the Markdown of a shared box, each line with this indent; "" if no box has that name."""
    warning = settings.warnings.get(name)
    if warning is None or language not in warning.text:
        return ""
    title, text = warning.title[language], warning.text[language]
    if warning.level == "paragraph":
        return f"{indent}**{title}** {text}"
    return f'{indent}!!! {warning.level} "{title}"\n{indent}    {text}'

"""The one substitution: `{{ name }}` becomes a value of data/, a line `{{ warning.name }}` becomes that box.

Values only, no code. An unknown name is left as it is; the rule `variables` reports it.
"""

from __future__ import annotations

import html
import re

from .model import Settings

VARIABLE = re.compile(r"\{\{\s*([\w.-]*)\s*\}\}")
WARNING_LINE = re.compile(r"^([ ]*)\{\{\s*warning\.([\w-]+)\s*\}\}[ ]*$", re.M)
_MARKDOWN = re.compile(r"([\\`*_\[\]{}#|!])")


def substituted(text: str, settings: Settings, language: str) -> str:
    """Return `text` with its values filled in, unescaped: for titles, summaries and whatever a template escapes."""
    values = settings.values.get(language, {})
    return VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


def markdown(text: str, settings: Settings, language: str) -> str:
    """Return the Markdown of a page with boxes and values filled in. A value can never become markup."""
    values = settings.values.get(language, {})

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        return _MARKDOWN.sub(r"\\\1", html.escape(values[match[1]], quote=False))

    return VARIABLE.sub(value, WARNING_LINE.sub(lambda match: _box(match, settings, language), text))


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

"""What static-i18n is building: the first language, or in a build nested in the first one's a further language."""

from __future__ import annotations

from typing import Protocol, cast

from mkdocs.config.defaults import MkDocsConfig


class _Plugin(Protocol):
    """Undocumented attributes of the plugin; a test holds it to them."""

    building: bool  # further languages
    current_language: str


def nested(config: MkDocsConfig) -> bool:
    """Whether a further language is built, or has just been: whatever is done once for all languages is not done now."""
    return _plugin(config).building


def language(config: MkDocsConfig) -> str:
    """The code of the language that is being built."""
    return _plugin(config).current_language


def _plugin(config: MkDocsConfig) -> _Plugin:
    return cast(_Plugin, config.plugins["i18n"])

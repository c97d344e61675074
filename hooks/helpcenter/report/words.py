"""The words of a report in a language: its own of words.yml, and what the project's data calls classes, channels and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.pages.feedback import NONE
from helpcenter.text.scripts import primary


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return loaded


def words_in(language: str) -> dict[str, str]:
    """Return the words of the report in a language; in English where it has none."""
    return {name: texts.get(language) or texts.get(primary(language)) or texts["en"] for name, texts in _words().items()}


def called(value: str, column: str, settings: Settings, language: str) -> str:
    """Return what a value of a column is called: `unclear` of `reason` is what data/feedback.yml calls it. What has no name stays a key."""
    feedback = settings.feedback
    other = {NONE: {language: settings.strings[language].get("feedback_other", NONE)}}
    names: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "reason": {**feedback.reasons, **other},
        "detail": feedback.reasons,
        "missing": feedback.missing,
        "case": feedback.classes,
        "channel": {channel.id: channel.name for channel in settings.channels},
    }
    name = names.get(column, {}).get(value, {}).get(language, "")
    return substituted(name, settings, language) if name else words_in(language).get(f"is_{value}", value)

"""No text of data/ that a reader sees gives dangerous advice: it keeps the rules for sentences of articles (S01, S02, S13–S17).

A warning, a definition or the words of a diagram stand on many pages, and nobody reads them again.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import WALLET, Finding, Rule
from ..settings import Settings, Texts

_NUMBERS = "fixed-numbers"  # what data/ is for


def check(settings: Settings) -> Iterator[Finding]:
    from ..advice import offences  # noqa: PLC0415 (it is made of the other rules, and imports this package)

    for path, line, name, texts, around in _texts(settings):
        for language, text in texts.items():
            for rule in offences(text, language, around=around.get(language, "")):
                if rule != _NUMBERS:
                    yield Finding(line, f"`{name}` in {language} breaks {rule}: “{text[:60]}”. See `explain {rule}`.", path)


def _texts(settings: Settings) -> Iterator[tuple[str, int, str, Texts, Texts]]:
    """(file, line, name, texts, what stands above them) of everything that data/ brings to pages."""
    for name, warning in settings.warnings.items():
        yield "data/warnings.yml", 0, f"{name}.title", warning.title, {}
        yield "data/warnings.yml", 0, f"{name}.text", warning.text, warning.title
    for name, diagram in settings.diagrams.items():
        for key, texts in {"title": diagram.title, "text": diagram.text, **diagram.words}.items():
            spoken = {language: text.replace(" / ", " ") for language, text in texts.items()}
            yield "data/diagrams.yml", diagram.line, f"{name}.{key}", spoken, diagram.title
    for term in settings.glossary:
        yield "data/glossary.json", 0, f"{term.id}.definition", term.definition, term.words
    for name in next(iter(settings.strings.values()), {}):
        yield (
            "data/strings.yml",
            0,
            name,
            {language: strings[name] for language, strings in settings.strings.items() if name in strings},
            {},
        )
    for name, text in settings.replies.items():
        yield "data/replies.yml", 0, name, text, {}
    for notice in settings.notices:
        yield "data/notice.yml", notice.line, "text", notice.text, {}
    for channel in settings.channels:
        yield "data/support.yml", 0, "channels.how", channel.how, channel.name


RULE = Rule("data-advice", WALLET, data=check)

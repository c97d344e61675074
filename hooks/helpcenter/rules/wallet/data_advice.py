"""No text of data/ that a reader sees gives dangerous advice: it keeps the rules for sentences of articles, and
what is only a name for something (what to have ready, a waiting time, a channel) names no secret, unless it says that it is not meant. Nor does a template
hold words of its own: they stand in data/strings.yml, in every language.

A warning, a label or the words of a diagram stand on many pages, and nobody reads them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helpcenter.articles.model import Library
from helpcenter.config.data_texts import DataText
from helpcenter.config.model import Settings
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.negations import NEGATION, says
from helpcenter.sentences.passages import plain
from helpcenter.sentences.wording import Named

from ..advice import offences
from ..rule import WALLET, Finding, Rule

NUMBERS = "fixed-numbers"  # what data/ is for
_NAMES = ("data/brand.yml", "data/evidence.yml", "data/networks.yml", "data/product.yml", "data/staff.yml", "data/support.yml")
_LABELS = "labels."  # of data/product.yml: “Back up recovery phrase” is a button
_GLOSSARY = "data/glossary.json"
_SECRETS = Named("secrets")


def check(settings: Settings) -> Iterator[Finding]:
    for text in settings.texts:
        for language, words in text.words.items() if not _is_term(text) else ():
            said = words.replace(" / ", " ")  # where a line of a drawing ends
            broken = [rule for rule in offences(said, language, around=text.above.get(language, "")) if rule != NUMBERS]
            for rule in broken:
                yield Finding(text.line, f"`{text.name}` in {language} breaks {rule}: “{said[:60]}”. See `explain {rule}`.", text.path)
            named = text.path in _NAMES and not text.name.startswith(_LABELS)
            if named and not broken and not says(NEGATION, said, language) and (secret := _secret(said, language)):
                yield Finding(
                    text.line,
                    f"`{text.name}` in {language} names a secret (“{secret}”): “{said[:60]}”. A reader would get it ready, or hand it over: name something else, or say that it is not to be shown.",
                    text.path,
                )


def _secret(text: str, language: str) -> str:
    return _SECRETS.first(plain(text, language), language) if language in LANGUAGES else ""


def _is_term(text: DataText) -> bool:
    """Whether it is a word of the glossary: a name and no sentence."""
    return text.path == _GLOSSARY and "." not in text.name


# --- templates --------------------------------------------------------------------------------------------------------

_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(script|style|svg)\b.*?</\1\s*>", re.S)
_ATTRIBUTE = re.compile(
    r"\b(?:alt|title|placeholder|label|aria-label|aria-description)\s*=\s*\"([^\"]*)\"|\bcontent\s*=\s*\"([^\"]{20,})\"", re.I
)
_TAG = re.compile(r"<[^<>]*>")
_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}|[\u4e00-\u9fff]{2,}")  # two words, or Chinese


def check_templates(library: Library) -> Iterator[Finding]:
    for path, file in library.tree.files.items():
        if path.startswith("overrides/") and path.endswith(".html"):
            for line, words in _own_words(file.text or ""):
                yield Finding(
                    line,
                    f"the template shows words of its own: “{words[:60]}”. Write them into data/strings.yml in every language, and `{{{{ hc.s.… }}}}` here.",
                    path,
                )


@lru_cache(maxsize=64)
def _own_words(text: str) -> tuple[tuple[int, str], ...]:
    """(line, words) of what a template shows or says that comes from no value."""
    html = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    said = [(match.start(), match[1] or match[2] or "") for match in _ATTRIBUTE.finditer(html)]
    shown = _TAG.sub(lambda match: re.sub(r"[^\n]", "\x00", match[0]), html)
    said += [(match.start(), match[0]) for match in re.finditer(r"[^\x00]+", shown)]
    return tuple(
        (html.count("\n", 0, at + len(words) - len(words.lstrip())) + 1, " ".join(words.split()))
        for at, words in sorted(said)
        if _WORDS.search(words)
    )


RULE = Rule("data-advice", WALLET, data=check, library=check_templates)

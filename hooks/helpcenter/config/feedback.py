"""What readers are asked, data/feedback.yml: the questions, the fixed lists of answers, and where answers go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from helpcenter.source.schema import Fields, Flag, ListOf, Localized, MapOf, Shape, Text
from helpcenter.source.yaml_lines import Yaml

FEEDBACK = "data/feedback.yml"
KINDS = ("answer", "search", "survey")  # of lines, each with what it says of itself in `sent`
SCALES = ("fast", "able", "kind")  # what a survey asks for, from 1 to 5
QUESTIONS = ("solved", "reason", "class", "channel", "answered", *SCALES, "missing")
_KEY = r"[a-z0-9]+(-[a-z0-9]+)*"
_ENDPOINT = r"/[\w./-]*[\w-]|https://[\w.-]+(?::\d+)?/[\w./-]*[\w-]"  # of the host of the site, or of another; a path without a query

_Texts = Mapping[str, str]  # by language


@dataclass(frozen=True)
class Feedback:
    """What readers are asked.

    endpoint  where answers go, "" where nothing is asked
    texts     `privacy`, `app`, `sent.…` and `questions.…`, by name and language; {} where the project has no such file
    reasons   why an article did not help, by key
    asked     the keys of the reasons that an article of each type offers
    classes, missing  answers of the survey, by key
    lines     of data/feedback.yml, by key: `endpoint`, `asked.how-to`
    """

    endpoint: str = ""
    texts: Mapping[str, _Texts] = field(default_factory=dict)
    reasons: Mapping[str, _Texts] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, _Texts] = field(default_factory=dict)
    missing: Mapping[str, _Texts] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def schema(text: Localized, duration: Text, types: Collection[str], classes: Collection[str]) -> Fields:
    """Return the schema of the file, for the article types and the classes of cases that there are."""
    choices, reasons = MapOf(text, _KEY), ListOf(Text(pattern=_KEY), 1)

    def each(names: Collection[str], shape: Shape) -> Fields:
        return Fields(dict.fromkeys(names, shape))

    return Fields(
        {
            "endpoint": Text(pattern=_ENDPOINT, example="/feedback", or_null=True),
            "retention": Fields({"time": duration, "confirmed": Flag()}),
            "privacy": text,
            "sent": each(KINDS, text),
            "app": text,
            "questions": each(QUESTIONS, text),
            "reasons": choices,
            "asked": each(types, reasons),
            "classes": each(classes, text),
            "missing": choices,
        }
    )


def read_feedback(source: Yaml) -> Feedback:
    """Return what data/feedback.yml says; of an empty file, that nothing is asked."""
    value = source.value
    if not value:
        return Feedback()
    texts = {name: value[name] for name in ("privacy", "app")}
    texts |= {f"{group}.{name}": text for group in ("sent", "questions") for name, text in value[group].items()}
    return Feedback(
        value["endpoint"] or "",
        texts,
        value["reasons"],
        {name: tuple(keys) for name, keys in value["asked"].items()},
        value["classes"],
        value["missing"],
        {"endpoint": source.line("endpoint")} | {f"asked.{name}": source.line("asked", name) for name in value["asked"]},
    )

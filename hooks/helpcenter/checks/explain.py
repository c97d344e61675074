"""The rule index and a rule's explanation: its requirement and reason, with a bad and a good example out of its golden cases."""

from __future__ import annotations

from typing import Any

import yaml

from helpcenter.rules import RULES
from helpcenter.rules.rule import GROUPS, Rule
from helpcenter.source.engine import PROJECT

_CASES = PROJECT / "tests" / "rules"


def first_sentence(rule: Rule) -> str:
    """The requirement itself, without its reason, on one line."""
    return " ".join(rule.requirement.split("\n\n")[0].split())


def rule_index() -> str:
    """One line per rule: name, severity, requirement; by group."""
    lines = []
    for group in GROUPS:
        lines.append(f"{group}")
        for rule in sorted((rule for rule in RULES if rule.group == group), key=lambda rule: rule.name):
            lines.append(f"  {rule.name:24} {rule.severity:8} {first_sentence(rule)}")
    return "\n".join(lines) + "\n"


def rule_index_page() -> str:
    """The rule index as the Markdown page that stands beside the rules."""
    lines = [
        "# The rules\n",
        "Made by `python -m helpcenter rules --markdown`. `python -m helpcenter explain RULE` tells the reason and shows examples.\n",
    ]
    for group in GROUPS:
        lines += [f"## {group}\n", "| rule | severity | requirement |", "|---|---|---|"]
        rules = sorted((rule for rule in RULES if rule.group == group), key=lambda rule: rule.name)
        lines += [f"| {rule.name} | {rule.severity} | {first_sentence(rule).replace('|', chr(92) + '|')} |" for rule in rules]
        lines.append("")
    return "\n".join(lines)


def explain(name: str) -> str:
    """Return the text and examples of a rule. Raises KeyError for an unknown name."""
    rule = {rule.name: rule for rule in RULES}[name]
    text = f"{rule.name} ({rule.group}, {rule.severity})\n\n{rule.requirement}\n"
    for heading, wanted in (("Found", True), ("Not a problem", False)):
        for path in sorted((_CASES / name).glob("*.yml")):
            case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
            if bool(case.get("problems")) == wanted:
                text += f"\n{heading}: {path.stem.replace('-', ' ')}\n{_example(case)}"
                break
    return text


def _example(case: dict[str, Any]) -> str:
    shown = {key: case[key] for key in ("facts", "words", "body", "bodies", "files", "site") if case.get(key)}
    lines = yaml.dump(shown, allow_unicode=True, sort_keys=False, width=120, Dumper=_Dumper).splitlines()
    found = case.get("problems") or ()
    return "".join(f"    {line}\n" for line in lines) + "".join(f"    → {problem}\n" for problem in found)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, as a writer would."""


_Dumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
)

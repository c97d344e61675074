"""Every rule finds exactly what its golden cases say, and nothing in their near-misses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from cases import RULES, cases, problems_of, read_case
from helpcenter.rules import RULES as INDEX
from places import ROOT


@pytest.mark.parametrize("path", cases(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    case = read_case(path)
    found = problems_of(path.parent.name, case)
    if os.environ.get("ACCEPT"):
        head, _, _ = text.partition("\nproblems:")
        listed = "\n".join("  - " + yaml.safe_dump(line, allow_unicode=True, width=100_000, default_style="'").strip() for line in found)
        path.write_text(f"{head}\nproblems:{' []' if not found else chr(10) + listed}\n", encoding="utf-8")
        return
    assert found == case["problems"]


def test_every_rule_has_a_case_that_it_catches_and_a_near_miss() -> None:
    for rule in INDEX:
        found = [yaml.safe_load(path.read_text(encoding="utf-8"))["problems"] for path in sorted((RULES / rule.name).glob("*.yml"))]
        assert any(found), f"{rule.name}: no case that it catches"
        assert not all(found), f"{rule.name}: no near-miss"


def test_every_folder_of_cases_belongs_to_a_rule() -> None:
    assert {path.name for path in RULES.iterdir() if path.is_dir()} == {rule.name for rule in INDEX}


def test_sentences_that_only_sound_dangerous_break_no_rule_on_dangerous_advice() -> None:
    case = read_case(ROOT / "tests/data/only_sound_dangerous.yml")
    assert {rule.name: problems_of(rule.name, case) for rule in INDEX if rule.offence} == {rule.name: [] for rule in INDEX if rule.offence}

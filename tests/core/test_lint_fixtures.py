"""The sentences of tests/data/lint_fixtures.tsv raise exactly the rule they are marked with, on a page as in a plain text.

They are 40 that no help page may say and 35 that it says every day.
"""

from __future__ import annotations

import csv

import pytest

from cases import SAMPLE, library_of
from helpcenter.checks.run import check_sources, chosen
from helpcenter.rules.advice import offences
from places import ROOT

BESIDE = {"pay-to-unlock": {"fixed-numbers"}}  # “deposit 100 coins to unlock” is both

with (ROOT / "tests" / "data" / "lint_fixtures.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [
        (row["lang"], row["secret_entry"] == "1", row["expected_rule"], row["sentence"]) for row in csv.DictReader(file, delimiter="\t")
    ]
RULES = sorted({rule for _, _, rule, _ in ROWS if rule})


@pytest.mark.parametrize(("language", "in_app", "expected", "sentence"), ROWS)
def test_a_plain_sentence(language: str, in_app: bool, expected: str, sentence: str) -> None:
    found = set(offences(sentence, language, in_app))
    assert found - BESIDE.get(expected, set()) == ({expected} if expected else set())


@pytest.mark.parametrize(("language", "in_app", "expected", "sentence"), ROWS)
def test_the_same_sentence_on_a_page(language: str, in_app: bool, expected: str, sentence: str) -> None:
    bodies = {code: f"## Steps {{#steps}}\n\n- {sentence if code == language else 'x'}\n" for code in ("zh", "en", "es")}
    library = library_of({"bodies": bodies, "facts": {"secret_entry": "in-app"} if in_app else {}})
    page = library.page(language, SAMPLE)
    assert page is not None
    problems = check_sources(library, chosen(RULES))
    assert {problem.rule for problem in problems} - BESIDE.get(expected, set()) == ({expected} if expected else set())
    assert {(problem.path, problem.line) for problem in problems} <= {(page.path, page.body_line + 2)}


def test_every_sentence_is_read() -> None:
    assert len(ROWS) == 75
    assert sum(not expected for _, _, expected, _ in ROWS) == 35

"""The index of rules: one line each. A new rule is one file here, one folder of cases in tests/rules, and one line below."""

from __future__ import annotations

from ..rule import Rule
from . import (
    steps_match,
)

RULES: tuple[Rule, ...] = (
    steps_match.RULE,
)

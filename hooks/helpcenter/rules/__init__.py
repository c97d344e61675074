"""All rules, by name: each module of this package defines one, as `RULE`. A new rule is one file here and one folder of cases in tests/rules."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..rule import Rule

RULES: tuple[Rule, ...] = tuple(import_module(f".{module.name}", __name__).RULE for module in sorted(iter_modules(__path__)))

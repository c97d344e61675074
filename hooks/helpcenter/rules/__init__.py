"""All rules, by name: each module of the folders here defines one, as `RULE`. A new rule is one file here and one folder of cases in tests/rules."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import walk_packages

from .rule import Rule

_FILES = (module.name for module in walk_packages(__path__, f"{__name__}.") if module.name.count(".") == __name__.count(".") + 2)
_MODULES = [import_module(name) for name in sorted(_FILES, key=lambda name: name.rpartition(".")[2])]
RULES: tuple[Rule, ...] = tuple(replace(module.RULE, requirement=(module.__doc__ or "").strip()) for module in _MODULES)

"""All rules over the sources, and over the built site: every problem at once, in a stable order."""

from __future__ import annotations

from collections.abc import Collection

from .articles import Library
from .problems import Problem, ordered
from .rule import Rule
from .rules import RULES
from .site import Site
from .waivers import apply


def chosen(names: Collection[str]) -> tuple[Rule, ...]:
    """The rules of these names and groups; all when none is named. Raises KeyError for a name that is neither."""
    known = {rule.name for rule in RULES} | {rule.group for rule in RULES}
    for name in names:
        if name not in known:
            raise KeyError(name)
    return tuple(rule for rule in RULES if not names or rule.name in names or rule.group in names)


def check_sources(library: Library, rules: Collection[Rule] = RULES) -> tuple[Problem, ...]:
    """What is wrong with the sources; what a waiver lets pass is listed as waived."""
    found = [problem for rule in rules for problem in rule.on_sources(library)]
    return ordered(apply(library, found, {rule.name for rule in rules}))


def check_site(site: Site, rules: Collection[Rule] = RULES) -> tuple[Problem, ...]:
    """What is wrong with the built site."""
    return ordered(problem for rule in rules for problem in rule.on_site(site))

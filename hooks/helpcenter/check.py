"""All rules over the sources, and over the built site: every problem at once, in a stable order."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .articles import Library
from .problems import ERROR, Problem, ordered
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
    return ordered(apply(library, _told_once(library, found, rules), {rule.name for rule in rules}))


def _told_once(library: Library, found: list[Problem], rules: Collection[Rule]) -> Iterator[Problem]:
    """The problems without those of rules that yield to another one there."""
    yields_to = {rule.name: rule.yields_to for rule in rules if rule.yields_to}
    if not yields_to:
        yield from found
        return
    first = {name for names in yields_to.values() for name in names}
    lines = {(problem.path, problem.line, problem.rule) for problem in found if problem.rule in first and problem.severity == ERROR}
    pages = {page.path: page for page in library.pages.values()}
    sections = {
        (page.language, page.route, section.id, rule)
        for path, line, rule in lines
        if (page := pages.get(path)) and (section := page.section_at(line))
    }
    for problem in found:
        names = yields_to.get(problem.rule, ())
        if any((problem.path, problem.line, name) in lines for name in names):
            continue
        page = pages.get(problem.path) if names else None
        section = page.section_at(problem.line) if page else None
        if page and section and page.language != library.source_language:
            if any((library.source_language, page.route, section.id, name) in sections for name in names):
                continue
        yield problem


def check_site(site: Site, rules: Collection[Rule] = RULES) -> tuple[Problem, ...]:
    """What is wrong with the built site."""
    return ordered(problem for rule in rules for problem in rule.on_site(site))

"""All rules over the sources, and over the built site: every problem at once, in a stable order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpcenter.articles.model import Library
from helpcenter.articles.published_text import Published, published
from helpcenter.articles.waivers import apply
from helpcenter.config.product import PRODUCT
from helpcenter.problems import ERROR, Problem, ordered
from helpcenter.rules import RULES
from helpcenter.rules.rule import Rule
from helpcenter.runtime.cache import NOTHING, Cache, digest
from helpcenter.runtime.garbage import paused_gc
from helpcenter.runtime.processes import in_two_steps, mapped, worth_forking
from helpcenter.runtime.progress import with_progress
from helpcenter.site.plain import page_of
from helpcenter.site.site import Site, from_outside, is_html, outside

BUILD = tuple(rule for rule in RULES if not rule.on_request)
_IMAGE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|ico|avif)$")
_TIER = re.compile(r"^assets/search/\w+\.(?:first|second)\.")


def chosen(names: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules of these names and groups, or without any name all that a build runs. Raises KeyError for a name that is neither."""
    known = {rule.name for rule in RULES} | {rule.group for rule in RULES}
    for name in names:
        if name not in known:
            raise KeyError(name)
    return tuple(rule for rule in RULES if rule.name in names or (not rule.on_request and (not names or rule.group in names)))


@paused_gc()
def check_sources(library: Library, rules: Collection[Rule] = BUILD, cache: Cache = NOTHING, base: bytes = b"") -> tuple[Problem, ...]:
    """Return the problems of the sources; one that a waiver lets pass is listed as waived. Languages in preparation are not looked at.

    A file that had no problem with the same `base` (see `base_key`) and the same around it is not checked again.
    """
    library = library.published
    found = [problem for rule in rules for problem in rule.on_library(library)]
    files = tuple(published(library))
    base = digest(base, (rule.name for rule in rules))
    every = _source_keys(library, files, base)

    def of(file: Published | None) -> list[Problem]:
        if file is None:
            return [problem for rule in rules for problem in rule.on_data(library.settings)]
        return [problem for rule in rules for problem in rule.on_file(file, library)]

    # data/ comes first: it takes as long as thirty files, which another process checks meanwhile
    found += _without_known(
        of,
        {digest("data", base, library.tree.text(PRODUCT) or ""): None} | {every[file.path]: file for file in files},
        cache,
        "checking the sources",
    )
    return ordered(apply(library, _told_once(library, found, rules), {rule.name for rule in rules}))


def _told_once(library: Library, found: list[Problem], rules: Collection[Rule]) -> Iterator[Problem]:
    """Yield the problems, without those of rules that yield to another one there."""
    by_name = {rule.name: rule for rule in rules}
    first = {name for rule in rules for name in rule.yields_to + rule.yields_in_section_to}
    told = [problem for problem in found if problem.rule in first and problem.severity == ERROR]
    pages = {page.path: page for page in library.pages.values()} if told else {}

    def place(problem: Problem) -> tuple[str, str, str] | None:
        page = pages.get(problem.path)
        section = page.section_at(problem.line) if page else None
        return (page.language, page.route, section.id) if page and section else None

    lines = {(problem.path, problem.line, problem.rule) for problem in told}
    sections = {(place(problem), problem.rule) for problem in told}
    for problem in found:
        rule = by_name.get(problem.rule)
        if rule is None or not told or not rule.yields_to + rule.yields_in_section_to:
            yield problem
            continue
        here = place(problem)
        there = (library.source_language, *here[1:]) if here else None
        yields = any((problem.path, problem.line, name) in lines for name in rule.yields_to) or any(
            (place_of, name) in sections for place_of in (here, there) if place_of for name in rule.yields_in_section_to
        )
        if not yields:
            yield problem


def _without_known(check: Callable[[Any], list[Problem]], values: Mapping[bytes, Any], cache: Cache, phase: str) -> Iterator[Problem]:
    """Yield the problems of the values, without checking those whose key is known to have none."""
    todo = {key: value for key, value in values.items() if cache.get(key) is None}
    for key, found in zip(todo, mapped(check, list(todo.values()), phase), strict=True):
        yield from found
        if not found:
            cache.put(key, b"")


@paused_gc()
def check_site(site: Site, rules: Collection[Rule] = BUILD, cache: Cache = NOTHING, base: bytes = b"") -> tuple[Problem, ...]:
    """Return the problems of the built site.

    A file that stood in a site without problems is not checked again as long as all that its rules look at is the same.
    """
    base = digest(base, site.site_url, (rule.name for rule in rules))
    paths = tuple(filter(is_html, site.files))
    keys = {path: digest("outside", base, path, site.files[path]) for path in paths}

    seen = {path: kept.decode() for path in paths if (kept := cache.get(keys[path])) is not None}

    def facts(share: Sequence[str]) -> Mapping[str, str]:
        return {path: outside(site.read(path)) for path in share}

    def problems(share: Sequence[str], seen: Mapping[str, str]) -> list[Problem]:
        known = {path: from_outside(path, seen[path], site.base(path)) for path in set(paths).difference(share)}
        looked_at = replace(site, known=known)
        return [
            problem for rule in with_progress(rules, len(rules), "checking the built site, by rule") for problem in rule.on_site(looked_at)
        ]

    new: Mapping[str, str]
    if seen or not worth_forking(len(paths)):
        new = facts([path for path in paths if path not in seen])
        seen |= new
        every = _site_keys(site, seen, base)
        found = problems([path for path in paths if cache.get(every[path]) is None], seen)
    else:
        new, found = in_two_steps(paths, facts, problems)
        every = _site_keys(site, new, base)
        if found:
            found = problems(paths, new)  # once more, whole: what is wrong on many pages is told once
    for path, fact in new.items():
        cache.put(keys[path], fact.encode())
    for key in every.values() if not found else ():
        cache.put(key, b"")
    return ordered(found)


def _source_keys(library: Library, files: tuple[Published, ...], base: bytes) -> Mapping[str, bytes]:
    """The key of each source file by its path: what its own rules look at."""
    around, counterparts = _outline(library), _texts_by_route(library)
    return {
        file.path: digest("source", base, around, file.path, file.text, counterparts[file.page.route] if file.page else [])
        for file in files
    }


def _texts_by_route(library: Library) -> Mapping[str, list[str]]:
    """The text of each article's page in all languages, by route."""
    texts: dict[str, list[str]] = {}
    for page in library.pages.values():
        texts.setdefault(page.route, []).append(library.made_of(page))
    return texts


def _outline(library: Library) -> bytes:
    """The digest of what a rule may know of the pages that links lead to: which files there are, their headings, their aliases."""

    def parts() -> Iterator[str]:
        yield from library.tree.files
        yield from (problem.path for problem in library.tree.problems)
        yield from (f"without {page.path}" for page in library.left_out)
        for page in library.pages.values():
            shown = page.shown if page.left_out else page.body
            yield "\n".join(line for line in shown.split("\n") if "{#" in line or line.lstrip().startswith("#"))
            yield str(page.meta.get("aliases"))
            yield page.body if "][" in page.body else ""  # its labels may be used elsewhere

    return digest(parts())


def _site_keys(site: Site, seen: Mapping[str, str], base: bytes) -> Mapping[str, bytes]:
    """The cache key of each HTML file: itself, its copy as Markdown, its source in all languages, and what its links lead to. `seen` is
    what `outside` tells."""

    def parts() -> Iterator[str | bytes]:
        for path, data in site.files.items():
            if _TIER.search(path):
                continue  # named by its content, which any text changes; no page names it
            yield path
            yield seen[path] if path in seen else data if _IMAGE.search(path) else ""
        for article in site.library.articles:
            yield f"{article.id} {article.route} {article.aliases} {sorted(article.pages)}"

    around, texts = digest(base, parts()), _texts_by_route(site.library)
    copies = {page_of(path): data for path, data in site.files.items() if page_of(path)}
    return {
        path: digest(
            "site",
            around,
            path,
            site.files[path],
            copies.get(path, b""),
            [text for source in site.shows(path) for text in texts[source.route]],
        )
        for path in seen
    }

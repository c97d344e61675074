"""A section of a translation links to what the section of its source links to: the same pages, sections and external addresses,
each as often.

A reader of one language must not be sent elsewhere, or nowhere, because a link was lost or changed in translation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.articles.model import Library, Page, Section
from helpcenter.articles.parity import section_pairs
from helpcenter.links.in_markdown import PageLink, links_of
from helpcenter.links.source_targets import Targets, read_href, targets_of
from helpcenter.links.web import host_name, read_web_address

from ..links import external_links, links, url_tricks
from ..markdown import shown_as_text
from ..rule import HOUSE, Finding, Rule

_PLACE = re.compile(r"\.md$")


@dataclass(frozen=True, slots=True)
class _Led:
    """One link: `to` is what is compared, the same in every language; `line` and `shown` tell of it."""

    to: str
    line: int
    shown: str


def check(page: Page, library: Library) -> Iterator[Finding]:
    targets = targets_of(library)
    source = library.source_of(page)
    if source is None:
        return
    ours, theirs = _by_section(page, targets), _by_section(source, targets)
    for section, other, _ in section_pairs(page, library):
        here, there = ours.get(section.line, []), theirs.get(other.line, [])
        counts, expected = Counter(led.to for led in here), Counter(led.to for led in there)
        if counts == expected:
            continue
        extra, missing = counts - expected, expected - counts
        if max(extra.total(), missing.total()) <= _told(page, section, library) + _told(source, other, library):
            continue  # another rule tells of the link that makes the difference
        for led in here[::-1]:
            if extra[led.to]:
                extra[led.to] -= 1
                repair = (
                    f"{source.path}:{_first(there, missing) or other.line} has {_shown(there, missing)}"
                    if missing
                    else f"{source.path}:{other.line} has no such link"
                )
                yield Finding(
                    led.line, f"the link to {led.shown} is not that of the source: {repair}. Link to the same targets in every language."
                )
        if not counts - expected:
            place = _first(there, missing) or other.line
            where = f"“{section.title}”" if section.level else "the part before the first section"
            yield Finding(
                section.line,
                f"{where} lacks the link to {_shown(there, missing)} of {source.path}:{place}. Link to the same targets in every language.",
            )


def _told(page: Page, section: Section, library: Library) -> int:
    """How many links of a section other rules tell of."""
    findings = (
        links.check(page, library),
        url_tricks.check(page, library),
        shown_as_text.check(page, library),
        external_links.check(page, library),
    )
    lines = [line for line in (other.line for other in page.sections) if line > section.line]
    end = min(lines, default=page.body_line + page.body.count("\n") + 2)
    return sum(1 for found in findings for finding in found if section.line <= finding.line < end)


def _by_section(page: Page, targets: Targets) -> dict[int, list[_Led]]:
    """The links of a page by the line of their section."""
    sections: tuple[Section, ...] = page.sections
    found: dict[int, list[_Led]] = {section.line: [] for section in sections}
    lines = [section.line for section in sections]
    for link in links_of(page):
        if link.navigates and lines:
            begins = max((line for line in lines if line <= link.line), default=lines[0])
            found[begins].append(_Led(_compared(link, page, targets), link.line, link.shown))
    return found


def _compared(link: PageLink, page: Page, targets: Targets) -> str:
    """What a link leads to, named alike in every language: route and anchor, or host and path."""
    if link.dynamic:
        return link.href.strip()
    web = read_web_address(link.href)
    if web is not None:
        host = host_name(web.host)
        entry = targets.library.settings.hosts.get(host)
        if entry and entry.localized:
            return f"one of the hosts `{entry.localized}`"
        codes = "|".join(language.code for language in targets.library.languages)
        path = re.sub(rf"^/(?:{codes})(?:[-_][A-Za-z]+)?(?=/|$)", "", web.path)  # an address with a part for each language
        return f"{host}{path.rstrip('/')}"
    address = read_href(link.href)
    if address.scheme:
        return link.href.strip()
    anchor = f"#{address.anchor}" if address.anchor else ""
    if not address.path:
        return f"{page.route}{anchor}"
    target = targets.resolve(page, address.path)
    path = target.path or target.wanted
    language = targets.language_of(path)
    return _PLACE.sub("", path.removeprefix(f"{targets.docs}/{language}/" if language else "")) + anchor


def _shown(links: list[_Led], counted: Counter[str]) -> str:
    """The links that are counted, as their author wrote them."""
    left, found = Counter(counted), []
    for led in links:
        if left[led.to] > 0:
            left[led.to] -= 1
            found.append(led.shown)
    return " and ".join(found)


def _first(links: list[_Led], counted: Counter[str]) -> int:
    """The line of the first link that is counted; 0 for none."""
    return next((led.line for led in links if counted[led.to] > 0), 0)


RULE = Rule("same-links", HOUSE, page=check, yields_in_section_to=("links", "external-links", "url-tricks", "link-text", "shown-as-text"))

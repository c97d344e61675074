"""A waiver lets one rule pass in one section, in place and with its reason: `<!-- waive RULE hFINGERPRINT: reason -->`.

It holds for the section it stands in as that section, and its source, read now: when either changes, the fingerprint no
longer fits and the waiver is a problem. There is no list of exceptions anywhere else. A waiver before the first heading
holds for the front matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from helpcenter.problems import Problem

from .model import Library, Page

RULE = "waivers"
WAIVED = "waived"
NEVER = ("files", "yaml", "data", "front-matter", "recovery-phrase", "private-key", "unwritten", "support-hours", RULE)


@dataclass(frozen=True)
class Waiver:
    """One waiver: the rule it names, its reason, and the lines of the section it covers."""

    page: Page
    line: int
    rule: str
    reason: str
    fingerprint: str
    expected: str
    first: int
    last: int

    @property
    def valid(self) -> bool:
        return bool(self.reason) and self.fingerprint == self.expected and self.rule not in NEVER

    def covers(self, problem: Problem) -> bool:
        return problem.path == self.page.path and problem.rule == self.rule and self.first <= problem.line <= self.last


def waivers(library: Library) -> list[Waiver]:
    """Every waiver of the library."""
    found = []
    for page in library.pages.values():
        if "<!-- waive" not in page.body.replace("<!--waive", "<!-- waive"):
            continue
        sections = page.whole.sections
        for index, section in enumerate(sections):
            first = section.line if section.level else 1
            last = sections[index + 1].line - 1 if index + 1 < len(sections) else page.body_line + page.body.count("\n") + 1
            expected = _fingerprint(library, page, section.id, first, last)
            for block in section.walk():
                if block.kind == "waiver" and block.line not in page.left_out:
                    found.append(Waiver(page, block.line, block.name, block.title, block.text, expected, first, last))
    return found


def apply(library: Library, problems: Iterable[Problem], checked: Collection[str]) -> list[Problem]:
    """The problems with the waived ones marked so, and those of the waivers themselves.

    `checked` names the rules that ran: a waiver of another rule cannot be called unused.
    """
    every = waivers(library)
    used: set[int] = set()
    result = []
    for problem in problems:
        at = next((index for index, waiver in enumerate(every) if waiver.valid and waiver.covers(problem)), None)
        if at is None:
            result.append(problem)
        else:
            used.add(at)
            result.append(replace(problem, severity=WAIVED, sentence=f"{problem.sentence} Waived: {every[at].reason}"))
    for index, waiver in enumerate(every):
        whole = waiver.page.left_out.isdisjoint(range(waiver.first, waiver.last + 1))  # else it may be for what is left out
        if waiver.valid and index not in used and waiver.rule in checked and whole:
            sentence = f"the waiver of `{waiver.rule}` covers no problem any more. Remove it."
            result.append(Problem(waiver.page.path, waiver.line, RULE, sentence))
    return result


def _fingerprint(library: Library, page: Page, identifier: str, first: int, last: int) -> str:
    """Of the section's text without waivers, and of its source section's, white space folded; ten hexadecimal digits after `h`."""
    texts = [_text(page, first, last)]
    source = library.source_of(page)
    if source is not None:
        sections = source.whole.sections
        for index, section in enumerate(sections):
            if section.id == identifier:
                end = sections[index + 1].line - 1 if index + 1 < len(sections) else source.body_line + source.body.count("\n") + 1
                texts.append(_text(source, section.line if section.level else 1, end))
    return "h" + hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:10]


def _text(page: Page, first: int, last: int) -> str:
    lines = page.body.split("\n")[max(0, first - page.body_line) : last - page.body_line + 1]
    head = f"{page.text('title')} {page.text('summary')} " if first == 1 else ""
    return head + " ".join(" ".join(line.split()) for line in lines if not line.lstrip().startswith("<!--"))

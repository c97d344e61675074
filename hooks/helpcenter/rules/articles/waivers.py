"""A waiver names a rule that may be waived, gives its reason, and holds for its section as it reads now; none is left over.

An exception that nobody remembers hides the next real problem: it expires when its section, or the section's source, changes.
Files, data and secrets are never waived.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.articles.waivers import NEVER, waivers
from helpcenter.articles.waivers import RULE as NAME

from ..rule import HOUSE, Finding, Rule


def check(library: Library) -> Iterator[Finding]:
    for waiver in waivers(library):
        if waiver.rule in NEVER:
            yield Finding(waiver.line, f"`{waiver.rule}` cannot be waived. Fix the problem it reports.", waiver.page.path)
        elif not waiver.reason:
            yield Finding(waiver.line, f"the waiver of `{waiver.rule}` gives no reason: write it after the colon.", waiver.page.path)
        elif not waiver.fingerprint:
            yield Finding(
                waiver.line,
                f"the waiver of `{waiver.rule}` is not signed: write `waive {waiver.rule} {waiver.expected}: …` once you have checked it.",
                waiver.page.path,
            )
        elif not waiver.valid:
            yield Finding(
                waiver.line,
                f"the waiver of `{waiver.rule}` has expired: its section, or its source, has changed. Check again, then write {waiver.expected}.",
                waiver.page.path,
            )


RULE = Rule(NAME, HOUSE, library=check)

"""What a rule is: one requirement, a function that finds the places that break it, and how strict it is.

A rule file defines `check` and `RULE`; its docstring is the requirement and its reason, and is what
`python -m helpcenter explain` prints. The framework adds path, name and severity to what `check` finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from helpcenter.articles.model import Library, Page
from helpcenter.articles.published_text import Published
from helpcenter.config.model import Settings
from helpcenter.problems import ERROR, Problem
from helpcenter.sentences.offences import Offence
from helpcenter.site.site import Site

GENERAL, HOUSE, WALLET = GROUPS = ("general", "house", "wallet")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that breaks a rule. `path` is only needed where the rule looks at more than one page."""

    line: int
    sentence: str
    path: str = ""
    severity: str = ""
    column: int = 0


PageCheck = Callable[[Page, Library], Iterable[Finding]]
FileCheck = Callable[[Published, Library], Iterable[Finding]]
DataCheck = Callable[[Settings], Iterable[Finding]]
LibraryCheck = Callable[[Library], Iterable[Finding]]
SiteCheck = Callable[[Site], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """`name` in kebab-case; `group` is general (any documentation), house (our conventions) or wallet (safety).

    What a rule may look at decides how long its answer is kept: `page` at one source page, its counterparts in the other
    languages, data/ and the places that links lead to; `file` at one published text and data/; `data` at data/ alone; of the features
    of data/product.yml pages and files know only what is left out of them. `library`
    may look at all sources and runs each time; `site` looks at the built site. A rule has at least one of them,
    or an `offence`: dangerous advice, which is looked for in every sentence of pages, replies, data/ and the built site.
    A rule with both reads pages with its `page` check alone.

    The `requirement` is the docstring of the rule's file. A rule `on_request` runs only when it is named. A problem is told once: this rule is silent on a line where a rule of `yields_to` has found an error, and in a section where
    one of `yields_in_section_to` has, in this page or in its source.
    """

    name: str
    group: str
    page: PageCheck | None = None
    file: FileCheck | None = None
    data: DataCheck | None = None
    library: LibraryCheck | None = None
    site: SiteCheck | None = None
    offence: Offence | None = None
    severity: str = ERROR
    on_request: bool = False
    yields_to: tuple[str, ...] = ()
    yields_in_section_to: tuple[str, ...] = ()
    requirement: str = ""

    def on_library(self, library: Library) -> Iterator[Problem]:
        if self.library:
            yield from (self._problem(finding, finding.path) for finding in self.library(library))

    def on_data(self, settings: Settings) -> Iterator[Problem]:
        if self.data:
            yield from (self._problem(finding, finding.path) for finding in self.data(settings))

    def on_file(self, file: Published, library: Library) -> Iterator[Problem]:
        if self.file:
            yield from (self._problem(finding, file.path) for finding in self.file(file, library))
        if self.page and file.page:
            yield from (self._problem(finding, file.path) for finding in self.page(file.page, library))
        elif self.offence and file.page:
            yield from (self._problem(Finding(line, told), file.path) for line, told in self.offence.found(file.page))

    def on_site(self, site: Site) -> Iterator[Problem]:
        if self.site:
            yield from (self._problem(finding, finding.path) for finding in self.site(site))

    def _problem(self, finding: Finding, path: str) -> Problem:
        return Problem(path, finding.line, self.name, finding.sentence, finding.severity or self.severity, finding.column)

"""What one build knows, from the check of its sources to its release."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from helpcenter.articles.model import Library
from helpcenter.pages.frame import View
from helpcenter.problems import Problem
from helpcenter.runtime.cache import NOTHING, Cache
from helpcenter.runtime.release import Workshop
from helpcenter.site.site import Site
from helpcenter.verifying.seal import Seal

from .known_pages import KnownPage

CODE = Path(__file__).parent.parent  # hooks/, or the installed engine: below it stands all code that a site is made with


@dataclass
class Pages:
    """The pages of one language: `known` ones, and by its source each that is rendered, with the cache key of its HTML and its view."""

    known: list[KnownPage] = field(default_factory=list)
    rendered: dict[str, tuple[bytes, View]] = field(default_factory=dict)


@dataclass
class Session:
    """One build of all languages. Its fields stand in the order in which the events set them."""

    command: str = ""  # on_startup: `build` or `serve`
    last: Library | None = None  # of the build before in this process; the next one reads only what has changed since
    started: float = field(default_factory=time.monotonic)  # seconds

    # on_config, once for all languages
    site_url: str = "/"
    cache: Cache = NOTHING
    key: bytes = b""  # of the whole site in the cache
    library: Library = field(init=False)  # set before any later event happens
    base: bytes = b""  # part of every key in the cache: what all pages and checks are made of
    found: tuple[Problem, ...] = ()
    seal: Seal | None = None  # of a release
    workshop: Workshop | None = None  # where the site is built; None under `serve`, which publishes nothing

    # on_files, for each language
    languages: dict[str, Pages] = field(default_factory=dict)
    forks: dict[int, str] = field(default_factory=dict)  # number of a process that renders → its language
    forked: bool = False  # whether this is such a process

    # on_post_build, once for all languages
    generated: dict[str, bytes] = field(default_factory=dict)  # path in the site → content
    verified: Site | None = None  # the site, if it may be published

    @property
    def serving(self) -> bool:
        return self.command == "serve"

    def next(self) -> Session:
        """The session of another build in this process, of which `mkdocs serve` makes many."""
        self.cache.close()
        return Session(self.command, self.last)

    def known_files(self) -> dict[str, bytes]:
        """Path in the site → HTML of the pages of all languages that came out of the cache."""
        return {page.dest_uri: page.html for pages in self.languages.values() for page in pages.known if page.html is not None}

"""What the adapters share, and no hook itself: what static-i18n is building, and what one language's build knows of its pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from helpcenter.links import routes
from helpcenter.pages import views


class KnownPage(File):
    """A page that is not rendered here: its HTML is known (see `known_files`), or None where another process writes it. Links may lead to it."""

    html: bytes | None = None

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: its bytes are in hand, and go to where they are published."""


@dataclass
class Pages:
    """`made`: by the source of a page that is to be rendered, its key and what its template shows of other pages."""

    known: list[KnownPage] = field(default_factory=list)
    made: dict[str, tuple[bytes, views.View]] = field(default_factory=dict)


def inner(config: MkDocsConfig) -> bool:
    """Whether static-i18n is running the build of a further language (undocumented attribute)."""
    return bool(config.plugins["i18n"].building)


def language(config: MkDocsConfig) -> str:
    """The language that static-i18n is building (undocumented attribute)."""
    return str(config.plugins["i18n"].current_language)


def pages(config: MkDocsConfig) -> Pages:
    """The pages of the language that is being built."""
    found: Pages = config.extra["languages"][language(config)]
    return found


def known(file: File, config: MkDocsConfig, html: bytes | None) -> KnownPage:
    """The file of a page as one that is known."""
    code, _, name = file.src_uri.partition("/")
    place = routes.url(config.extra["library"].settings, code, name.removesuffix(".md")) + "index.html"
    page = KnownPage(file.src_uri, None, config.site_dir, config.use_directory_urls, dest_uri=place)
    page.html = html
    return page


def known_files(config: MkDocsConfig) -> dict[str, bytes]:
    """Path in the site → HTML of the pages of all languages that are known."""
    every = (page for found in config.extra["languages"].values() for page in found.known)
    return {page.dest_uri: page.html for page in every if page.html is not None}

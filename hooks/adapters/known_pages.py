"""A page that MkDocs has no work with: its HTML is in the cache, or another process writes it."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from helpcenter.config.model import Settings
from helpcenter.links import routes


class KnownPage(File):
    """The file of a page, to which links may lead. `html` is None where another process writes it."""

    def __init__(self, file: File, html: bytes | None, settings: Settings, config: MkDocsConfig) -> None:
        code, _, name = file.src_uri.partition("/")
        place = routes.url(settings, code, name.removesuffix(".md")) + "index.html"
        super().__init__(file.src_uri, None, config.site_dir, config.use_directory_urls, dest_uri=place)
        self.html = html

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: its bytes are in hand, and go to where they are published."""

"""Which Markdown a tree is written in, as far as its mkdocs.yml tells: ours, plain MkDocs, or unknown.

The general rules check any documentation. What one renderer makes a link, a box or a list another shows as text, so a rule
that depends on the renderer asks here first and stays silent where it is unknown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import yaml

from helpcenter.articles.library import DOCS, Library
from helpcenter.config.mkdocs_yml import ConfigError, config_of, named
from helpcenter.config.settings import has_data
from helpcenter.source.files import Tree

# Plugins that neither change Markdown nor make pages: with any other, what a page shows is not known from its source.
_INERT = {
    "search", "i18n", "tags", "minify", "git-revision-date", "git-revision-date-localized", "git-committers", "git-authors", "redirects", "awesome-pages",
    "awesome-nav", "literate-nav", "section-index", "sitemap", "rss", "social", "privacy", "offline", "optimize", "meta", "glightbox", "htmlproofer", "exclude",
    "material/search", "material/tags", "material/social", "material/privacy", "material/offline", "material/meta", "material/info",
}  # fmt: skip
# The extensions of Python-Markdown itself, which like those of pymdownx are known here; and what one stands for.
_OWN = {
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs", "legacy_em", "md_in_html",
    "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
}  # fmt: skip
_BUNDLES = {
    "extra": ("attr_list", "def_list", "footnotes", "md_in_html"),
    "pymdownx.extra": ("attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.superfences"),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is known of how the pages are rendered.

    ours        a help center of this project, with data/
    mkdocs      MkDocs with nothing that changes Markdown in a way of its own
    config      mkdocs.yml with all that it inherits, as YAML of one form, where it belongs to the pages; else ""
    extensions  of Markdown, as mkdocs.yml names them, with their options
    excluded    patterns of files that are not published, as in .gitignore, seen from the folder of the pages
    folders     whether each page is published as a folder with an index (MkDocs' default); None where that is unknown
    """

    ours: bool = False
    mkdocs: bool = False
    config: str = ""
    extensions: Mapping[str, Any] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    folders: bool | None = None

    def lacks(self, extension: str) -> bool:
        """Whether a Markdown extension is known to be off: no other of these pages' is one that may do the same."""
        return self.mkdocs and not self._strange and not self.has(extension)

    def has(self, extension: str) -> bool:
        """Whether mkdocs.yml names a Markdown extension, by itself or in a bundle."""
        return any(extension in (name, *_BUNDLES.get(name, ())) for name in self.extensions)

    @property
    def _strange(self) -> bool:
        return any(name not in _OWN and not name.startswith("pymdownx.") for name in self.extensions)

    @property
    def toc(self) -> str:
        """What stands between the words of an id that Python-Markdown makes of a heading; "" where ids are made in an unknown way."""
        options = self.extensions.get("toc") or {}
        return "" if not self.mkdocs or self._strange or "slugify" in options else str(options.get("separator", "-"))

    def mentions(self, pattern: str) -> bool:
        return bool(re.search(pattern, self.config, re.I))

    def excludes(self, path: str) -> bool:
        """Whether the file (seen from the folder of the pages) is not published; of .gitignore's rules the common ones."""
        hidden = False
        for pattern in self.excluded:
            if _matches(path, pattern.lstrip("!")):
                hidden = not pattern.startswith("!")
        return hidden


def dialect_of(library: Library) -> Dialect:
    """The dialect of a library, found once."""
    kept: Dialect | None = vars(library).get("_dialect")
    if kept is None:
        kept = vars(library)["_dialect"] = _dialect(library.tree, library.docs)
    return kept


def _dialect(tree: Tree, docs: str) -> Dialect:
    try:
        config = config_of(tree)
    except ConfigError:
        config = {}
    if posixpath.normpath(str(config.get("docs_dir") or DOCS)) != docs:
        config = {}
    ours = docs == DOCS and has_data(tree)
    plugins = named(config.get("plugins"))
    inert = bool(config) and not config.get("hooks") and plugins.keys() <= _INERT
    offline = not {"offline", "material/offline"}.isdisjoint(plugins)  # it publishes files, not folders, unless it is switched off
    return Dialect(
        ours,
        inert and not ours,
        yaml.safe_dump(config, allow_unicode=True, width=1_000_000) if config else "",
        {name.removeprefix("markdown.extensions."): options for name, options in named(config.get("markdown_extensions")).items()},
        tuple(line for key in ("exclude_docs", "draft_docs") for line in _patterns(config.get(key))),
        None if offline else config.get("use_directory_urls", True) is not False,
    )


def _patterns(text: Any) -> list[str]:
    """The patterns of a text with one a line, as in .gitignore."""
    lines = [line.strip() for line in text.split("\n")] if isinstance(text, str) else []
    return [line for line in lines if line and not line.startswith("#")]


def _matches(path: str, pattern: str) -> bool:
    folder = pattern.endswith("/")
    pattern = pattern.rstrip("/")
    parts = path.split("/")
    if "/" in pattern:
        pattern = pattern.lstrip("/")
        return (fnmatchcase(path, pattern) and not folder) or fnmatchcase(path, f"{pattern}/*")
    return any(fnmatchcase(part, pattern) for part in (parts[:-1] if folder else parts))

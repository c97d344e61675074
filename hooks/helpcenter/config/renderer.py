"""How MkDocs renders the pages of a project that is not ours, as its mkdocs.yml says: which Markdown is on, what is published where.

The general rules check such a project, too. What depends on a plugin, hook or extension that is not known here cannot be told
from the source, and the rules stay silent about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from helpcenter.source.files import Tree

from .mkdocs_yml import ConfigError, config_of, named

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
class Renderer:
    """What is known of how pages are rendered.

    plain        MkDocs and Markdown extensions alone make the pages: no hook, no plugin that may change Markdown
    extensions   of Markdown, as mkdocs.yml names them, with their options
    excluded     patterns of files that are not published, as in .gitignore, seen from the folder of the pages
    folders      whether each page is published as a folder with an index (MkDocs' default); None where that is unknown
    falls_back   whether a page that a language lacks may be published there in the source language
    from_docs    whether `/path` is read as a path below the folder of the pages
    """

    plain: bool = False
    extensions: Mapping[str, Any] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    folders: bool | None = None
    falls_back: bool = True
    from_docs: bool = False

    @property
    def exact(self) -> bool:
        """Whether all Markdown is known here: no extension is one that may do anything."""
        return self.plain and all(name in _OWN or name.startswith("pymdownx.") for name in self.extensions)

    def lacks(self, extension: str) -> bool:
        """Whether a Markdown extension is known to be off."""
        return self.exact and not self.has(extension)

    def has(self, extension: str) -> bool:
        """Whether mkdocs.yml names a Markdown extension, by itself or in a bundle."""
        return any(extension in (name, *_BUNDLES.get(name, ())) for name in self.extensions)

    def excludes(self, path: str) -> bool:
        """Whether the file (seen from the folder of the pages) is not published; of .gitignore's rules the common ones."""
        hidden = False
        for pattern in self.excluded:
            if _matches(path, pattern.lstrip("!")):
                hidden = not pattern.startswith("!")
        return hidden


def renderer_of(tree: Tree) -> Renderer:
    """The renderer of a tree with its mkdocs.yml; one of which nothing is known where MkDocs would not take the file."""
    try:
        config = config_of(tree)
    except ConfigError:
        return Renderer()
    plugins = named(config.get("plugins"))
    offline = not {"offline", "material/offline"}.isdisjoint(plugins)  # it publishes files, not folders, unless it is switched off
    links = _map(_map(config.get("validation")).get("links")) or _map(config.get("validation"))
    return Renderer(
        not config.get("hooks") and plugins.keys() <= _INERT,
        {name.removeprefix("markdown.extensions."): options or {} for name, options in named(config.get("markdown_extensions")).items()},
        tuple(line for key in ("exclude_docs", "draft_docs") for line in _patterns(config.get(key))),
        None if offline else config.get("use_directory_urls", True) is not False,
        _map(plugins.get("i18n")).get("fallback_to_default") is not False,
        links.get("absolute_links") == "relative_to_docs",
    )


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


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

"""Which Markdown a tree is written in, as far as its mkdocs.yml tells: ours, plain MkDocs, or unknown.

The general rules check any documentation. What one renderer makes a link, a box or a list another shows as text, so a rule
that depends on the renderer asks here first and stays silent where it is unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

import yaml

from .articles import DOCS, Library
from .settings import CONFIG, named, read_config
from .tree import Tree

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
    "extra": ("attr_list", "def_list", "footnotes"),
    "pymdownx.extra": ("attr_list", "def_list", "footnotes", "pymdownx.superfences"),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is known of how the pages are rendered.

    ours        a help center of this project, with data/
    mkdocs      MkDocs with nothing that changes Markdown in a way of its own
    config      the text of mkdocs.yml, where it belongs to the pages; else ""
    extensions  of Markdown, as mkdocs.yml names them
    excluded    patterns of files that are not published, as in .gitignore, seen from the folder of the pages
    """

    ours: bool = False
    mkdocs: bool = False
    config: str = ""
    extensions: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def lacks(self, extension: str) -> bool:
        """Whether a Markdown extension is known to be off: no other of these pages' is one that may do the same."""
        strange = any(name not in _OWN and not name.startswith("pymdownx.") for name in self.extensions)
        named = {other for name in self.extensions for other in (name, *_BUNDLES.get(name, ()))}
        return self.mkdocs and not strange and extension not in named

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
    config = tree.text(CONFIG) or ""
    folder = re.search(r"^docs_dir:\s*[\"']?([^\s\"'#]+)", config, re.M)
    if (folder[1].strip("./") if folder else DOCS) != docs:
        config = ""
    ours = docs == DOCS and any(path.startswith("data/") for path in tree.files)
    try:
        read = read_config(config)
    except yaml.YAMLError:
        read = {}
    inert = bool(read) and not {"hooks", "INHERIT"} & read.keys() and named(read.get("plugins")).keys() <= _INERT
    extensions = tuple(name.removeprefix("markdown.extensions.") for name in named(read.get("markdown_extensions")))
    return Dialect(ours, inert and not ours, config, extensions, (*_lines(config, "exclude_docs"), *_lines(config, "draft_docs")))


def _lines(config: str, key: str) -> list[str]:
    """The indented, non-empty lines below a key of the first level."""
    found = re.search(rf"^{key}:[^\n]*\n((?:[ \t]+[^\n]*(?:\n|$)|\n|-[^\n]*(?:\n|$))*)", config, re.M)
    return [line.strip() for line in found[1].split("\n") if line.strip() and not line.strip().startswith("#")] if found else []


def _matches(path: str, pattern: str) -> bool:
    folder = pattern.endswith("/")
    pattern = pattern.rstrip("/")
    parts = path.split("/")
    if "/" in pattern:
        pattern = pattern.lstrip("/")
        return (fnmatchcase(path, pattern) and not folder) or fnmatchcase(path, f"{pattern}/*")
    return any(fnmatchcase(part, pattern) for part in (parts[:-1] if folder else parts))

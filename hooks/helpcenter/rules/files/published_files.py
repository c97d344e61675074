"""Only files of known kinds that a page needs are published: drawings, images, and the style sheets and scripts that a page loads; in
the built site each file is one that something makes.

Whatever else stands below overrides/assets/ is published as it is: a page that nobody checked runs its scripts on the official
address, and an app that lies there is taken for the official one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch

from helpcenter.articles import diagrams
from helpcenter.articles.model import Library
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.links.in_html import OWN
from helpcenter.pages.assets import LOADED, assets
from helpcenter.pages.generated import generated_paths
from helpcenter.pages.offline import WORKER
from helpcenter.pages.redirects import SCRIPT, STYLE
from helpcenter.search.files import MODULES, SCRIPTS, search_paths
from helpcenter.site.html import Reference
from helpcenter.site.site import Site, is_html

from ..rule import WALLET, Finding, Rule
from ..spots import FOLDER

THEME = "overrides/"
ASSETS = THEME + "assets/"
KINDS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", *LOADED)
_IMAGES = {".avif", ".bmp", ".tif", ".tiff", ".heic", ".jxl", ".apng", ".psd"}  # to be saved as another kind
_OF_TOOLS = (
    ".DS_Store",
    ".gitkeep",
    ".gitignore",
    ".gitattributes",
    ".*.sw?",
    ".#*",
    ".~lock.*",
    ".*~",
)  # hidden files that tools leave, and MkDocs leaves out
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|(?<!\S)#.*?$", re.S | re.M)


# --- sources ----------------------------------------------------------------------------------------------------------


def check(library: Library) -> Iterator[Finding]:
    for path in library.tree.hidden:
        if path.startswith((f"{library.docs}/", THEME)) and not any(fnmatch(path.rpartition("/")[2], name) for name in _OF_TOOLS):
            yield Finding(0, "this is hidden: it is neither read nor checked. Remove it, or name it without the full stop.", path)
    text = _loading(library)
    for path in library.tree.files:
        if path.startswith(ASSETS):
            if sentence := _asset(path, text):
                yield Finding(0, sentence, path)
        elif path.startswith(THEME) and not path.endswith(".html"):
            yield Finding(0, "only templates (`.html`) and the folder assets/ stand in overrides/. Remove it.", path)


def _asset(path: str, loading: str) -> str:
    """What is wrong with a file below overrides/assets/; "" where nothing is. `loading` is all text that may name it."""
    name = path.rpartition("/")[2]
    stem, full_stop, ending = name.rpartition(".")
    kind = full_stop + ending
    if not full_stop:
        return "the name has no ending: a server may send it as a page. Remove it."
    if kind not in KINDS:
        if kind.lower() in KINDS:
            return f"`{kind}` is written in upper case, which some servers do not know. Name it `{stem}{kind.lower()}`."
        if kind.lower() in _IMAGES:
            return f"`{kind}` is not a kind that is published. Save it as PNG."
        kinds = ", ".join(kind[1:] for kind in KINDS)
        return f"`{kind}` is not a kind that is published ({kinds}): it could run on our address, or be taken for official. Remove it."
    if "." in stem:
        return f"the name has two endings, and some servers go by the first. Name it `{stem.replace('.', '-')}{kind}`."
    if kind in LOADED and path != diagrams.STYLE and path.removeprefix(THEME) not in loading:
        return f"no page loads this: neither {CONFIG} nor a template names it. Remove it, or load it."
    return ""


def _loading(library: Library) -> str:
    """The text of mkdocs.yml and the templates without comments, and the names that the core loads."""
    named = [SCRIPT, STYLE, *(SCRIPTS + name for name in MODULES)]
    files = library.tree.files.items()
    texts = [file.text or "" for path, file in files if path == CONFIG or (path.startswith(THEME) and path.endswith(".html"))]
    return "\n".join((*named, *(_COMMENT.sub("", text) for text in texts)))


# --- the built site ---------------------------------------------------------------------------------------------------


def check_built(site: Site) -> Iterator[Finding]:
    library, ours = site.library, search_paths(site.library, site.files)
    published = {place for place, data in assets(library).values() if place.endswith(KINDS) and site.files.get(place) == data}
    errors = [site.not_found(language.code) for language in library.settings.built]
    made = {*site.sources, *errors, *generated_paths(library, site.site_url, site.files), *published}
    strays = [path for path in site.files if path not in made]
    for path in strays:
        yield Finding(0, "no page, short link, redirect, search or asset makes this file. Remove it.", f"{FOLDER}/{path}")
    wanted = {path for path in site.files if path.endswith(LOADED)} - ours - {WORKER} - set(strays)
    for path in sorted(wanted - _loaded(site, wanted)):
        yield Finding(0, "no page loads this file. Remove it.", f"{FOLDER}/{path}")


def _loaded(site: Site, wanted: set[str]) -> set[str]:
    """Which of the style sheets and scripts a page loads. Pages are read only until each was seen."""
    found: set[str] = set()
    for path in filter(is_html, site.files):
        if any(name.rpartition("/")[2].encode() in site.files[path] for name in wanted - found):
            found |= {site.find(reference.target.path) for reference in site.read(path).references if _loads(reference)}
    return found


def _loads(reference: Reference) -> bool:
    element = reference.element
    styles = element.tag == "link" and "stylesheet" in element.tokens("rel")
    return reference.target.kind == OWN and (styles or (element.tag == "script" and reference.attribute == "src"))


RULE = Rule("published-files", WALLET, library=check, site=check_built)

"""Assets: the style sheets, scripts and images of the site, each at an address that changes with its content and with nothing else.

What names an asset names it as its source does (`assets/images/logo.svg`); `address` says where it is published
(`assets/images/logo.1a2b3c4d.svg`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from helpcenter.articles import diagrams
from helpcenter.articles.model import Library, Page
from helpcenter.links.routes import ASSETS, hashed, relative
from helpcenter.runtime.once import once_per_value
from helpcenter.search.files import MODULES, SCRIPTS

from .brand import brand_files

LOADED = (".css", ".js")  # kinds that pages load
_SOURCES = "overrides/"
_SHOWN = re.compile(rf"\b{ASSETS}[\w./-]+")
_URL = re.compile(r"""(url\(\s*["']?)(?!data:|#|/)([^"')\s]+)""")


@once_per_value
def assets(library: Library) -> Mapping[str, tuple[str, bytes]]:
    """Return name → (address below the root of the site, content) of every asset but the scripts of the search, whose folder has the hash."""
    files = library.tree.files.items()
    sources = {path.removeprefix(_SOURCES): _bytes(file.text, file.data) for path, file in files if path.startswith(_SOURCES + ASSETS)}
    modules = {SCRIPTS + name for name in MODULES}
    contents = {name: data for name, data in sources.items() if name not in modules and not name.startswith(diagrams.FOLDER)}
    contents |= {name: text.encode() for made in (diagrams.diagram_files(library), brand_files(library)) for name, text in made}
    placed = {name: (hashed(name, data), data) for name, data in contents.items() if not name.endswith(".css")}
    for name in contents.keys() - placed.keys():
        style = _with_addresses(name, contents[name].decode("utf-8", "replace"), placed).encode()
        placed[name] = hashed(name, style), style
    return dict(sorted(placed.items()))


def address(library: Library, name: str) -> str:
    """Return where an asset is published; `name` itself where there is no such asset."""
    return assets(library)[name][0] if name in assets(library) else name


def loaded(library: Library) -> dict[str, str]:
    """Return name → address of the style sheets and scripts."""
    return {name: place for name, (place, _) in assets(library).items() if name.endswith(LOADED)}


def shown(library: Library, page: Page) -> list[str]:
    """Return the addresses of the images that the Markdown of a page shows."""
    names = set(_SHOWN.findall(page.shown))
    names |= {f"{diagrams.FOLDER}{page.language}/{name}" for name in diagrams.diagrams_shown(page.shown)}
    return sorted(address(library, name) for name in names if name in assets(library))


def _bytes(text: str | None, data: bytes) -> bytes:
    return data if text is None else text.encode()


def _with_addresses(name: str, style: str, placed: Mapping[str, tuple[str, bytes]]) -> str:
    """A style sheet that names images by their addresses."""
    here = posixpath.dirname(name)

    def named(found: re.Match[str]) -> str:
        image = posixpath.normpath(posixpath.join(here, found[2]))
        return found[1] + relative(placed[image][0], f"{here}/") if image in placed else found[0]

    return _URL.sub(named, style)

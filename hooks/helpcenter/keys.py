"""What each thing is made of, as a key of the cache: pure functions over the library.

Everything hangs on `base`: the code, the packages, data/, the templates and mkdocs.yml. On it hang the keys of the source
files, which also name what a rule may know of other pages, and those of rendered pages (see `views`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .articles import Library
from .cache import digest
from .published import Published

_HEADING = re.compile(r"^.*(?:\{#|^[ ]{0,3}#).*$", re.M)
_ASSETS = "overrides/assets/"  # copied as they are; a page knows them by their name
_DRAWN = "overrides/assets/images/"  # some of these are drawn into pages


def base(library: Library, code: bytes) -> bytes:
    """The digest of all that every page and every check is made of, the pages themselves apart."""
    files = library.tree.files.items()
    return digest(
        code, library.docs, *(part for path, file in files if _is_common(path, library) for part in (path, file.text or file.data))
    )


def _is_common(path: str, library: Library) -> bool:
    return not path.startswith(f"{library.docs}/") and (not path.startswith(_ASSETS) or path.startswith(_DRAWN))


def outline(library: Library) -> bytes:
    """The digest of what a rule may know of the pages that links lead to: which files there are, their headings, their aliases."""

    def parts() -> Iterator[str]:
        yield from library.tree.files
        yield from (problem.path for problem in library.tree.problems)
        for page in library.pages.values():
            yield "\n".join(_HEADING.findall(page.body))
            yield str(page.meta.get("aliases"))
            yield page.body if "][" in page.body else ""  # its labels may be used elsewhere

    return digest(parts())


def of_sources(library: Library, files: tuple[Published, ...], base: bytes) -> Mapping[str, bytes]:
    """The key of each source file by its path: what its own rules look at."""
    around = outline(library)
    counterparts: dict[str, list[str]] = {}
    for page in library.pages.values():
        counterparts.setdefault(page.route, []).append(library.tree.text(page.path) or "")
    return {
        file.path: digest("source", base, around, file.path, file.text, counterparts[file.page.route] if file.page else [])
        for file in files
    }

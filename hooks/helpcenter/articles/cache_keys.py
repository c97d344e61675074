"""What each thing is made of, as a key of the cache: pure functions over the library.

Everything hangs on `base`: the code, the packages, data/, the templates and mkdocs.yml. On it hang the keys of the source
files, which also name what a rule may know of other pages, and those of rendered pages (see `views`).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any

from helpcenter.runtime.cache import digest
from helpcenter.runtime.once import once_per_value
from helpcenter.source.files import Tree

from .model import Library, Page
from .published_text import Published

_ASSETS = "overrides/assets/"  # copied as they are; a page knows them by their name
_DRAWN = "overrides/assets/images/"  # some of these are drawn into pages


def base(library: Library, code: bytes) -> bytes:
    """The digest of all that every page and every check is made of, the pages themselves apart."""
    files = library.tree.files.items()
    return digest(
        code, library.docs, *(part for path, file in files if _is_common(path, library) for part in (path, file.text or file.data))
    )


def of_build(tree: Tree, code: bytes, *where: str) -> bytes:
    """The key of a whole site: every file it is made of, where it goes, and today, for a review may be overdue since midnight."""
    files = (part for path, file in tree.files.items() for part in (path, file.text or file.data))
    return digest("build", code, files, [str(problem) for problem in tree.problems], tree.hidden, where, datetime.date.today().isoformat())


def _is_common(path: str, library: Library) -> bool:
    return not path.startswith(f"{library.docs}/") and (not path.startswith(_ASSETS) or path.startswith(_DRAWN))


def outline(library: Library) -> bytes:
    """The digest of what a rule may know of the pages that links lead to: which files there are, their headings, their aliases."""

    def parts() -> Iterator[str]:
        yield from library.tree.files
        yield from (problem.path for problem in library.tree.problems)
        for page in library.pages.values():
            yield "\n".join(line for line in page.body.split("\n") if "{#" in line or line.lstrip().startswith("#"))
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


def of_search(library: Library, language: str, base: bytes) -> bytes:
    """The key of a language's index: its pages, and the facts of its articles, which stand in their source pages."""
    codes = {language, library.source_language}
    pages = (page for page in library.pages.values() if page.language in codes)
    return digest("search", base, language, *(part for page in pages for part in (page.path, library.tree.text(page.path) or "")))


def of_page(library: Library, page: Page, base: bytes, site_url: str, view: Mapping[str, Any]) -> bytes:
    """The key of a rendered page: its own text, and what its template takes from elsewhere."""
    kept, frame = _frame_keys(library), view["frame"]
    if id(frame) not in kept:
        kept[id(frame)] = digest(_as_json({name: value for name, value in frame.items() if name != "s"}))  # its words stand in data/
    own = _as_json({name: value for name, value in view.items() if name != "frame"})
    return digest("page", base, site_url, page.path, library.tree.text(page.path) or "", kept[id(frame)], own)


@once_per_value
def _frame_keys(library: Library) -> dict[int, bytes]:
    """The digests of frames by their identity, filled by and by: the library keeps the frames of its topics, each for all their pages."""
    return {}


def _as_json(view: Mapping[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False, sort_keys=True)

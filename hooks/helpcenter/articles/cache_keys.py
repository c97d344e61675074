"""Cache keys of a whole build, and of what all its parts are made of; the key of a part stands beside what makes it."""

from __future__ import annotations

import datetime

from helpcenter.config.product import PRODUCT, without_features
from helpcenter.runtime.cache import digest
from helpcenter.source.files import File, Tree

from .model import Library

_ASSETS = "overrides/assets/"  # a page knows them by their address, which its view holds
_ASKED = "data/questions/"  # the search alone is made of them
_DRAWN = "overrides/assets/images/"  # some of these are drawn into pages


def build_key(tree: Tree, code: bytes, *where: str) -> bytes:
    """The key of a whole site: every file it is made of, where it goes, and today, for a review may be overdue since midnight."""
    files = (part for path, file in tree.files.items() for part in (path, file.text or file.data))
    return digest("build", code, files, [str(problem) for problem in tree.problems], tree.hidden, where, datetime.date.today().isoformat())


def base_key(library: Library, code: bytes) -> bytes:
    """The digest of all that every page and every check is made of, the pages themselves apart."""
    files = library.tree.files.items()
    shown = [str(notice.line) for notice in library.settings.notices_on(datetime.date.today())]  # one may have ended since midnight
    common = (part for path, file in files if _is_common(path, library) for part in (path, _common(file)))
    return digest(code, library.docs, shown, *common)


def _common(file: File) -> str | bytes:
    """What of a file all pages and checks are made of: of the features each knows what is left out of it."""
    return without_features(file.text) if file.path == PRODUCT and file.text else file.text or file.data


def _is_common(path: str, library: Library) -> bool:
    return not path.startswith((f"{library.docs}/", _ASKED)) and (not path.startswith(_ASSETS) or path.startswith(_DRAWN))

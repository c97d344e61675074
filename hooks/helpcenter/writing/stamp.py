"""`helpcenter stamp` and `helpcenter pin`: a translation, or a safety sentence, counts as up to date again."""

from __future__ import annotations

import datetime
import re

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import PINS
from helpcenter.problems import count
from helpcenter.sentences.pins import pinned
from helpcenter.source.schema import nearest

from .files import Changes, WritingError

_TRANSLATES = re.compile(r"^translates:.*$", re.M)


def stamp(library: Library, paths: list[str], unchanged: bool = False) -> Changes:
    """Return the pages with the current fingerprint of their source in `translates`.

    `paths` are translations; with `unchanged`, source pages whose last change needs no translation. Raises WritingError for anything
    else.
    """
    changes: Changes = {}
    for path in paths:
        for page in _to_stamp(library, path, unchanged):
            source = library.source_of(page)
            if source is None:
                raise WritingError(f"{page.path}: has no source page in {library.docs}/{library.source_language}/.")
            if page.problems or not page.meta:
                raise WritingError(f"{page.path}: has no front matter that can be stamped. Run python -m helpcenter check.")
            text = library.tree.text(page.path) or ""
            changed = stamped(text, page, source.fingerprint)
            if changed != text:
                changes[page.path] = changed
    return changes


def stamped(text: str, page: Page, fingerprint: str) -> str:
    """Return the text of a translation with the fingerprint of its source in `translates`."""
    end = len(text) - len(page.body)
    head, line = text[:end], f"translates: {fingerprint}"
    head = _TRANSLATES.sub(line, head, count=1) if _TRANSLATES.search(head) else head.rstrip("-\n") + f"\n{line}\n---\n"
    return head + text[end:]


def _to_stamp(library: Library, path: str, unchanged: bool) -> list[Page]:
    page = next((page for page in library.pages.values() if page.path == path), None)
    if page is None:
        raise WritingError(f"{path}: is not a page of this help center. Expected a path like docs/en/transfers/send-transfer.md.")
    if page.thin:
        return []  # its lists are filled from the library: nothing of it is translated from a text
    if page.language == library.source_language:
        if not unchanged:
            raise WritingError(f"{path}: is a source page. If its change needs no translation: stamp --unchanged {path}.")
        return [other for other in library.pages.values() if other.route == page.route and other is not page]
    if unchanged:
        raise WritingError(f"{path}: is a translation. --unchanged takes the source page, and stamps all its translations.")
    return [page]


def pin(library: Library, paths: list[str], by: str, why: str, today: datetime.date) -> Changes:
    """Return data/pins.yml with the safety sentences of `paths` (pages and files of data/; all if none is named) as they are now.

    Raises WritingError for a path that has none, and when a pinned sentence goes without saying who agreed and why.
    """
    if PINS in library.settings.unread:
        raise WritingError(f"{PINS}: has problems, so no pin in it is known. Mend them first, or bring the file back from git.")
    known = {page.path for page in library.pages.values()} | {text.path for text in library.settings.texts}
    if unknown := next((path for path in paths if path not in known), None):
        raise WritingError(f"{unknown}: is neither a page nor a file of data/ with texts.{nearest(unknown, known)}")
    run = " ".join(f"{today} {by or '-'}: {why or 'new sentences'}".split())
    text, lost = pinned(library.published, paths, run)
    if lost and not (by and why):
        raise WritingError(
            f"{count(len(lost), 'pinned sentence')} would go, the first is {lost[0]}. Have two reviewers agree, then say who and why: --by WHO --why WHY."
        )
    return {} if text == library.tree.text(PINS) else {PINS: text}

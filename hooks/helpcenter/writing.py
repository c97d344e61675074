"""What writers and translators do to pages by command: a stamp says that a translation is made from its source as it is now."""

from __future__ import annotations

import re
from pathlib import Path

from .articles import Library, Page

_TRANSLATES = re.compile(r"^translates:.*$", re.M)


class WritingError(Exception):
    """The command cannot be carried out; nothing was changed."""


def stamp(root: Path, library: Library, paths: list[str]) -> list[str]:
    """Writes the source's fingerprint into `translates` of each translation; a source page stamps all its translations.

    Returns one line for each page that changed. Raises WritingError, before anything is written, for a path that is no
    page, has no source or has unreadable front matter.
    """
    changes: dict[str, tuple[str, str]] = {}
    for path in paths:
        for page in _translations_of(library, path):
            source = library.source_of(page)
            assert source is not None
            text = (root / page.path).read_text(encoding="utf-8")
            end = text.find("\n---", 3)
            head, rest = text[: end + 1], text[end + 1 :]
            line = f"translates: {source.fingerprint}"
            head = _TRANSLATES.sub(line, head, 1) if _TRANSLATES.search(head) else head + line + "\n"
            if head + rest != text:
                changes[page.path] = (head + rest, f"{page.path}: {line}")
    for path, (text, _) in changes.items():
        replace_text(root / path, text)
    return [told for _, told in changes.values()]


def replace_text(path: Path, text: str) -> None:
    """Replaces a file in one step: an interruption leaves the old text or the new one."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WritingError(f"{path}: cannot be written: {error.strerror}.") from error


def _translations_of(library: Library, path: str) -> list[Page]:
    page = next((page for page in library.pages.values() if page.path == path), None)
    if page is None:
        raise WritingError(f"{path}: is no page of this help center. Expected a path like docs/en/transfers/send-transfer.md.")
    if page.language == library.source_language:
        pages = [other for other in library.pages.values() if other.route == page.route and other is not page]
    else:
        pages = [page]
    for translation in pages:
        if library.source_of(translation) is None:
            raise WritingError(f"{translation.path}: has no source page in {library.docs}/{library.source_language}/.")
        if translation.problems or translation.thin:
            raise WritingError(f"{translation.path}: has no front matter that can be stamped. Run `python -m helpcenter check`.")
    return pages


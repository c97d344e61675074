"""`helpcenter translations` and `helpcenter reviews`: what is left to translate and to review."""

from __future__ import annotations

import datetime
import difflib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from helpcenter.articles.model import NEVER_STAMPED, Library, Page
from helpcenter.articles.read import parse_page
from helpcenter.problems import count


def translations(root: Path, library: Library, only: str = "") -> str:
    """List per language (or of one only) the articles that are missing and those that are stale, with what changed in the source since."""
    lines: list[str] = []
    for language in library.languages:
        if language.source or (only and language.code != only):
            continue
        missing = [article for article in library.articles if language.code not in article.pages]
        stale = [article for article in library.articles if article.stale(language.code)]
        state = "" if language.built else ", in preparation"
        lines.append(
            f"{language.name} ({language.code}{state}): {len(missing)} missing, {len(stale)} stale of {count(len(library.articles), 'article')}"
        )
        lines += [f"  missing  {library.path_of(language.code, article.route)} ({article.severity})" for article in missing]
        for article in stale:
            page = article.pages[language.code]
            lines.append(f"  stale    {page.path} ({article.severity})")
            lines += [f"           {line}" for line in _changes_since(root, library, article.source, page.text("translates"))]
    return "\n".join(lines) + "\n"


def _changes_since(root: Path, library: Library, source: Page, fingerprint: str) -> list[str]:
    """Return a diff from the text that was translated if git has it, else the sections of the source."""
    before = as_translated(root, source, fingerprint)
    if before is None:
        return [f"sections of the source: {' '.join('#' + section.id for section in source.sections if section.id)}"]
    then, now = (f"{page.text('title')}\n{page.text('summary')}\n{page.body}".splitlines() for page in (before, source))
    return [line for line in difflib.unified_diff(then, now, lineterm="", n=0) if not line.startswith(("---", "+++"))]


def as_translated(root: Path, source: Page, fingerprint: str) -> Page | None:
    """Return the source page as it was when it had this fingerprint; None where git has no such text."""
    if fingerprint == source.fingerprint:
        return source
    if not re.fullmatch(r"h[0-9a-f]{10}", fingerprint) or fingerprint == NEVER_STAMPED:
        return None
    texts = (parse_page(source.path, source.language, source.route, old) for old in _history(root, source.path))
    return next((page for page in texts if page.fingerprint == fingerprint), None)


def _history(root: Path, path: str, most: int = 100) -> Iterator[str]:
    """Yield the file's texts in git, newest first; nothing without git or history."""
    try:
        commits = subprocess.run(
            ["git", "log", f"-{most}", "--format=%H", "--", path], cwd=root, capture_output=True, text=True, check=True
        ).stdout.split()
        for commit in commits:
            shown = subprocess.run(["git", "show", f"{commit}:./{path}"], cwd=root, capture_output=True, check=False)
            if shown.returncode == 0:
                yield shown.stdout.decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        return


def reviews(library: Library, today: datetime.date, ahead: int = 30) -> str:
    """List the notices that have ended, and the reviews that are overdue or due within `ahead` days, by owner, most severe first."""
    order = {"critical": 0, "high": 1, "normal": 2}
    soon = [article for article in library.articles if article.review_due <= today + datetime.timedelta(days=ahead)]
    lines = [
        f"data/notice.yml:{notice.line}: this notice ended on {notice.until}. Remove it."
        for notice in library.settings.ended_notices(today)
    ]
    reporting = library.settings.reporting
    aging = [country for country in reporting.countries if reporting.due(country) <= today + datetime.timedelta(days=ahead)]
    lines += [
        f"data/authorities.yml:{country.line}: {reporting.owner} reads the sources of `{country.code}` again by {reporting.due(country)}."
        for country in sorted(aging, key=reporting.due)
    ]
    if not soon:
        lines.append(f"No review is due until {today + datetime.timedelta(days=ahead)}.")
    for owner in sorted({article.owner for article in soon}):
        lines.append(owner)
        for article in sorted((a for a in soon if a.owner == owner), key=lambda a: (order.get(a.severity, 3), a.review_due, a.id)):
            days = (article.review_due - today).days
            when = f"overdue by {count(-days, 'day')}" if days < 0 else f"due in {count(days, 'day')}"
            lines.append(f"  {article.severity:8} {article.review_due} {when:22} {article.id} {article.source.path}")
    return "\n".join(lines) + "\n"

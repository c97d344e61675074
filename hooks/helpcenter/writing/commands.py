"""Commands that change articles (new, rename, stamp, pin) or list what is left to translate or review.

Each command computes all its changes first and then applies them together: after a problem or an interruption the files are as they
were.
"""

from __future__ import annotations

import codecs
import contextlib
import datetime
import difflib
import os
import re
import subprocess
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpcenter.articles.model import NEVER_STAMPED, Article, Library, Page
from helpcenter.articles.read import parse_page, read_library
from helpcenter.articles.waivers import waivers
from helpcenter.config.model import PINS, Language
from helpcenter.config.schemas import SLUG
from helpcenter.problems import count
from helpcenter.sentences.pins import pinned
from helpcenter.source.files import File, Tree
from helpcenter.source.schema import nearest
from helpcenter.text.words import UNWRITTEN

LEDGER = "data/ids.yml"
_SLUGS = {"data/home.yml": "most_asked", "data/support.yml": "page", "data/constants.yml": "articles", "data/notice.yml": "article"}
_TRANSLATES = re.compile(r"^translates:.*$", re.M)


@dataclass(frozen=True)
class Moved:
    """A file that moves here from `old`, with its new text."""

    old: str
    text: str


Changes = dict[str, str | Moved | None]  # path → new text, the file that moves here, or None to remove it


class WritingError(Exception):
    """The command cannot be carried out; nothing was changed."""


# --- changing files together ----------------------------------------------------------------------------------------


def make(root: Path, changes: Mapping[str, str | Moved | None]) -> None:
    """Apply all changes or none: new texts are written aside first, and replaced files are restored after a failure.

    A file keeps its line ends, byte order mark and permissions. Raises WritingError if a file cannot be written; an interruption is
    passed on once the files are restored.
    """
    texts = {path: change for path, change in changes.items() if change is not None}
    gone = [path for path, change in changes.items() if change is None] + [
        change.old for change in texts.values() if isinstance(change, Moved)
    ]
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in (*texts, *gone)}
    aside = {path: (root / path).with_name(f".{Path(path).name}.new") for path in texts}
    try:
        for path, place in aside.items():
            change = texts[path]
            old, text = (change.old, change.text) if isinstance(change, Moved) else (path, change)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_encoded(text, before[old] or b""))
            if before[old] is not None:
                place.chmod((root / old).stat().st_mode)
        for path, place in aside.items():
            place.replace(root / path)
        for path in gone:
            (root / path).unlink()
    except BaseException as error:
        for place in aside.values():
            with contextlib.suppress(OSError):
                place.unlink()
        _restore(root, before)
        if isinstance(error, OSError):
            raise WritingError(f"{error.filename}: cannot be written: {error.strerror}. Nothing was changed.") from error
        raise


def _encoded(text: str, like: bytes) -> bytes:
    """Encode the text as UTF-8, with the line ends and byte order mark of the file `like`."""
    if b"\r\n" in like:
        text = text.replace("\n", "\r\n")
    return (codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b"") + text.encode()


def _restore(root: Path, before: Mapping[str, bytes | None]) -> None:
    for path, content in before.items():
        now = (root / path).read_bytes() if (root / path).is_file() else None
        if content is None and now is not None:
            (root / path).unlink()
        elif content is not None and now != content:
            (root / path).write_bytes(content)


# --- new ------------------------------------------------------------------------------------------------------------


def new(library: Library, slug: str, category: str = "", kind: str = "how-to") -> Changes:
    """Return the files of a new article in every language, from its type's template, and its line in the ledger.

    The id is the one that the ledger reserves for the slug, else the next free one of `category`. Raises WritingError for a slug that
    is taken or malformed, and for an unknown category or type.
    """
    settings = library.settings
    if not re.fullmatch(SLUG, slug):
        raise WritingError(f"{slug!r} is not a slug: expected lower-case English words with hyphens, like send-transfer.")
    if slug in library.by_slug:
        raise WritingError(f"{slug!r} is taken by {library.by_slug[slug].source.path}.")
    reserved = next(((number, entry) for number, entry in settings.ledger.items() if entry.slug == slug), None)
    if reserved and reserved[1].paths:
        raise WritingError(
            f"{slug!r} was published as {reserved[0]} ({LEDGER}:{reserved[1].line}). Bring that article back, or take another slug."
        )
    category = category or (reserved[1].category if reserved else "")
    first = next((entry.first_id for entry in settings.categories if entry.slug == category), None)
    if first is None:
        known = [entry.slug for entry in settings.categories]
        raise WritingError(f"{category!r} is not a category.{nearest(category, known)} Name one with --category: {', '.join(known)}.")
    if kind not in settings.templates:
        raise WritingError(f"{kind!r} is not a type.{nearest(kind, settings.templates)} Types: {', '.join(settings.templates)}.")
    number = reserved[0] if reserved else _next_id(library, first)
    route = f"{category}/{slug}"
    changes: Changes = {LEDGER: _ledger_with(library, number, slug, category, route)}
    for language in settings.languages:
        path = f"{library.docs}/{language.code}/{route}.md"
        if path in library.tree.files:
            raise WritingError(f"{path}: exists already.")
        changes[path] = _skeleton(library, language, number, kind)
    return changes


def _next_id(library: Library, first: int) -> int:
    taken = {number for number in library.settings.ledger if first <= number < first + 1000}
    return max(taken, default=first) + 1


def _ledger_with(library: Library, number: int, slug: str, category: str, route: str) -> str:
    line = f"{number}: {{slug: {slug}, category: {category}, paths: [{route}]}}"
    lines = (library.tree.text(LEDGER) or "").rstrip("\n").split("\n")
    at = next((index for index, text in enumerate(lines) if text.startswith(f"{number}:")), None)
    if at is None:
        return "\n".join([*lines, line]) + "\n"
    return "\n".join([*lines[:at], line, *lines[at + 1 :]]) + "\n"


def _skeleton(library: Library, language: Language, number: int, kind: str) -> str:
    title = f"title: {UNWRITTEN}\nsummary: {UNWRITTEN}\n"
    if language.source:
        front = (
            f"id: {number}\n{title}type: {kind}\nseverity: high\nscope: [account, wallet]\nmoves_funds: false\nresponse: general\nevidence: []\n"
            f"sources: []\nrelated: []\naliases: []\nowner: {library.settings.roles[0]}\nreviewed: {datetime.date.today()}\nkeywords: []\n"
        )
    else:
        front = f"{title}keywords: []\ntranslates: {NEVER_STAMPED}\n"
    sections = (
        f"## {section.titles.get(language.code, section.id)} {{#{section.id}}}\n\n{UNWRITTEN}\n"
        for section in library.settings.templates[kind]
    )
    return f"---\n{front}---\n\n" + "\n".join(sections)


# --- rename ---------------------------------------------------------------------------------------------------------


def rename(library: Library, old: str, new_name: str) -> Changes:
    """Return the changes that move an article in every language: the old path becomes an alias; links, `related` and data/ follow.

    `old` is a slug; `new_name` a slug or category/slug. Raises WritingError if either does not fit.
    """
    article = library.by_slug.get(old.rpartition("/")[2])
    if article is None:
        raise WritingError(f"{old!r} is not an article.{nearest(old, library.by_slug)}")
    category, _, slug = new_name.rpartition("/")
    category = category or article.category
    route = f"{category}/{slug}"
    if not re.fullmatch(SLUG, slug) or category not in {entry.slug for entry in library.settings.categories}:
        raise WritingError(f"{new_name!r}: expected a slug like send-transfer, or category/slug with an existing category.")
    if route == article.route:
        raise WritingError(f"{old!r} has this name already.")
    if slug in library.by_slug and library.by_slug[slug] is not article:
        raise WritingError(f"{slug!r} is taken by {library.by_slug[slug].source.path}.")
    if taken := next((other for other in library.articles if route in other.aliases and other is not article), None):
        raise WritingError(f"{route!r} is a former path of {taken.source.path}, to which it redirects forever.")
    broken = [page.path for page in article.pages.values() if page.problems]
    if broken:
        raise WritingError(f"{broken[0]}: has problems. Mend them first: python -m helpcenter check.")

    changes: Changes = {}
    for page in library.pages.values():
        text = library.tree.text(page.path) or ""
        here = route if page.route == article.route else page.route
        changed = _relinked(text, page, here, article.route, route)
        if page is article.source:
            changed = _aliased(changed, page, article, route)
        if slug != article.slug and page.language == library.source_language:
            end = changed.index("\n---", 3)
            changed = _with_slug(changed[:end], {"related"}, article.slug, slug) + changed[end:]
        if page.route == article.route:
            changes[f"{library.docs}/{page.language}/{route}.md"] = Moved(page.path, changed)
        elif changed != text:
            changes[page.path] = changed
    changes[LEDGER] = _ledger_renamed(library, article, slug, category, route)
    for path, key in _SLUGS.items():
        text = library.tree.text(path) or ""
        changed = _with_slug(text, {key}, article.slug, slug)
        if changed != text:
            changes[path] = changed
    return _kept_fresh(library, changes, article.route, route)


def _kept_fresh(library: Library, changes: Changes, old: str, new_route: str) -> Changes:
    """Stamp again what was fresh before the changes: only addresses changed, so no translation or waiver is out of date."""
    after = _library_after(library, changes)
    texts: dict[str, str] = {}

    def now(page: Page) -> Page:
        return after.pages[page.language, new_route if page.route == old else page.route]

    for source, page in library.translations():
        moved = now(page)
        if page.meta.get("translates") == source.fingerprint != now(source).fingerprint:
            texts[moved.path] = _stamped(after.tree.text(moved.path) or "", moved, now(source).fingerprint)
    renewed = {(waiver.page.path, waiver.line): waiver for waiver in waivers(after)}
    for waiver in waivers(library):
        page = now(waiver.page)
        fresh = renewed[page.path, waiver.line + page.body_line - waiver.page.body_line]
        if waiver.valid and not fresh.valid:
            lines = texts.get(page.path, after.tree.text(page.path) or "").split("\n")
            lines[fresh.line - 1] = lines[fresh.line - 1].replace(fresh.fingerprint, fresh.expected)
            texts[page.path] = "\n".join(lines)
    for path, text in texts.items():
        change = changes.get(path)
        changes[path] = Moved(change.old, text) if isinstance(change, Moved) else text
    return changes


def _library_after(library: Library, changes: Changes) -> Library:
    """Return the library as it will be once the changes are applied."""
    files = dict(library.tree.files)
    for path, change in changes.items():
        if isinstance(change, Moved):
            files.pop(change.old)
        if change is None:
            files.pop(path)
        else:
            files[path] = File(path, change.text if isinstance(change, Moved) else change)
    return read_library(Tree(files), docs=library.docs)


def _relinked(text: str, page: Page, here: str, old: str, new_route: str) -> str:
    """Return the text with its links to `old` leading to `new_route`, and, if the page itself moves, with all its links adjusted."""
    result, at, cursor = [], 0, 0
    head = text[: len(text) - len(page.body)]
    lines = [0, *(found.end() for found in re.finditer("\n", page.body))]
    for block in page.walk():
        for piece in block.inlines:
            if piece.kind not in {"link", "image", "code"}:
                continue
            place = page.body.find(piece.raw, max(cursor, lines[piece.line - page.body_line]))
            if place < 0:
                continue
            cursor = place + (len(piece.raw) if piece.kind == "code" else 1)  # an image may stand inside a link, nothing inside code
            path, mark, anchor = piece.target.partition("#")
            if not path.endswith(".md") or ":" in path:
                continue
            route = _route_of(path, page.route)
            target = _link(new_route if route == old else route, here) + mark + anchor
            start = page.body.find(piece.target, place + piece.raw.index("]("))
            if target == piece.target or not place < start < place + len(piece.raw):
                continue
            result.append(page.body[at:start] + target)
            at = start + len(piece.target)
    return head + "".join(result) + page.body[at:]


def _link(route: str, here: str) -> str:
    """Return the relative link from the page `here` to the page `route`, both below a language's folder."""
    return os.path.relpath(route, os.path.dirname(here) or ".") + ".md"


def _route_of(path: str, here: str) -> str:
    folder = here.rpartition("/")[0]
    return os.path.normpath(os.path.join("/", folder, path)).lstrip("/").removesuffix(".md")


def _aliased(text: str, page: Page, article: Article, route: str) -> str:
    aliases = [alias for alias in (*article.aliases, article.route) if alias != route]
    line = f"aliases: [{', '.join(aliases)}]"
    end = len(text) - len(page.body)
    head, body = text[:end], text[end:]
    if re.search(r"^aliases:.*(?:\n[ -].*)*$", head, re.M):
        return re.sub(r"^aliases:.*(?:\n[ -].*)*$", line, head, count=1, flags=re.M) + body
    return re.sub(r"^owner:", f"{line}\nowner:", head, count=1, flags=re.M) + body


def _with_slug(text: str, keys: Collection[str], old: str, new_slug: str) -> str:
    """Replace `old` by `new_slug` in YAML (or front matter with its fences) wherever it is a value of one of `keys`."""
    begins = 4 if text.startswith("---\n") else 0
    root = yaml.compose(text[begins:], Loader=yaml.SafeLoader)
    places: list[tuple[int, int]] = []

    def walk(node: yaml.Node | None, inside: bool) -> None:
        if isinstance(node, yaml.ScalarNode) and inside and node.value == old:
            places.append((node.start_mark.index + begins, node.end_mark.index + begins))
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                walk(item, inside)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, key.value in keys)

    walk(root, False)
    for start, end in sorted(places, reverse=True):
        text = text[:start] + new_slug + text[end:]
    return text


def _ledger_renamed(library: Library, article: Article, slug: str, category: str, route: str) -> str:
    entry = library.settings.ledger.get(article.id)
    paths = [*(entry.paths if entry else (article.route,))]
    if route not in paths:
        paths.append(route)
    text = library.tree.text(LEDGER) or ""
    line = f"{article.id}: {{slug: {slug}, category: {category}, paths: [{', '.join(paths)}]}}"
    return re.sub(rf"^{article.id}:.*$", line, text, count=1, flags=re.M)


# --- stamp ----------------------------------------------------------------------------------------------------------


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
            stamped = _stamped(text, page, source.fingerprint)
            if stamped != text:
                changes[page.path] = stamped
    return changes


def _stamped(text: str, page: Page, fingerprint: str) -> str:
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


# --- pin ------------------------------------------------------------------------------------------------------------


def pin(library: Library, paths: list[str], by: str, why: str, today: datetime.date) -> Changes:
    """Return data/pins.yml with the safety sentences of `paths` (pages and files of data/; all if none is named) as they are now.

    Raises WritingError for a path that has none, and when a pinned sentence goes without saying who agreed and why.
    """
    known = {page.path for page in library.pages.values()} | {text.path for text in library.settings.texts}
    if unknown := next((path for path in paths if path not in known), None):
        raise WritingError(f"{unknown}: is neither a page nor a file of data/ with texts.{nearest(unknown, known)}")
    run = " ".join(f"{today} {by or '-'}: {why or 'new sentences'}".split())
    text, lost = pinned(library, paths, run)
    if lost and not (by and why):
        raise WritingError(
            f"{count(len(lost), 'pinned sentence')} would go, the first is {lost[0]}. Have two reviewers agree, then say who and why: --by WHO --why WHY."
        )
    return {} if text == library.tree.text(PINS) else {PINS: text}


# --- what is left to do ---------------------------------------------------------------------------------------------


def translations(root: Path, library: Library) -> str:
    """List per language the articles that are missing and those that are stale, with what changed in the source since."""
    lines: list[str] = []
    for language in library.languages:
        if language.source:
            continue
        missing = [article for article in library.articles if language.code not in article.pages]
        stale = [article for article in library.articles if article.stale(language.code)]
        state = "" if language.built else ", in preparation"
        lines.append(
            f"{language.name} ({language.code}{state}): {len(missing)} missing, {len(stale)} stale of {count(len(library.articles), 'article')}"
        )
        lines += [f"  missing  {library.docs}/{language.code}/{article.route}.md ({article.severity})" for article in missing]
        for article in stale:
            page = article.pages[language.code]
            lines.append(f"  stale    {page.path} ({article.severity})")
            lines += [f"           {line}" for line in _changes_since(root, library, article.source, page.text("translates"))]
    return "\n".join(lines) + "\n"


def _changes_since(root: Path, library: Library, source: Page, fingerprint: str) -> list[str]:
    """Return a diff from the text that was translated if git has it, else the sections of the source."""
    for old in _history(root, source.path):
        before = parse_page(source.path, source.language, source.route, old)
        if before.fingerprint == fingerprint:
            then, now = (f"{page.text('title')}\n{page.text('summary')}\n{page.body}".splitlines() for page in (before, source))
            return [line for line in difflib.unified_diff(then, now, lineterm="", n=0) if not line.startswith(("---", "+++"))]
    return [f"sections of the source: {' '.join('#' + section.id for section in source.sections if section.id)}"]


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
    """List the reviews that are overdue or due within `ahead` days, by owner, most severe first."""
    order = {"critical": 0, "high": 1, "normal": 2}
    soon = [article for article in library.articles if article.review_due <= today + datetime.timedelta(days=ahead)]
    if not soon:
        return f"No review is due until {today + datetime.timedelta(days=ahead)}.\n"
    lines: list[str] = []
    for owner in sorted({article.owner for article in soon}):
        lines.append(owner)
        for article in sorted((a for a in soon if a.owner == owner), key=lambda a: (order.get(a.severity, 3), a.review_due, a.id)):
            days = (article.review_due - today).days
            when = f"overdue by {count(-days, 'day')}" if days < 0 else f"due in {count(days, 'day')}"
            lines.append(f"  {article.severity:8} {article.review_due} {when:22} {article.id} {article.source.path}")
    return "\n".join(lines) + "\n"

"""`helpcenter rename`: an article moves in every language, and all that leads to it follows."""

from __future__ import annotations

import re
from collections.abc import Collection

import yaml

from helpcenter.articles.model import Article, Library, Page
from helpcenter.articles.read import read_library
from helpcenter.articles.waivers import waivers
from helpcenter.config.schemas import SLUG
from helpcenter.links import routes
from helpcenter.search.questions import path_of
from helpcenter.source.files import File, Tree
from helpcenter.source.schema import nearest

from .files import Changes, Moved, WritingError
from .new import LEDGER, ledger_with
from .stamp import stamped

_SLUGS = {"data/home.yml": "most_asked", "data/support.yml": "page", "data/constants.yml": "articles", "data/notice.yml": "article"}


def rename(library: Library, old: str, new_name: str) -> Changes:
    """Return the changes that move an article in every language: the old path becomes an alias; links, `related`, data/ and its questions follow.

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
            changes[library.path_of(page.language, route)] = Moved(page.path, changed)
        elif changed != text:
            changes[page.path] = changed
    entry = library.settings.ledger.get(article.id)
    paths = dict.fromkeys([*(entry.paths if entry else (article.route,)), route])
    changes[LEDGER] = ledger_with(library, article.id, slug, category, tuple(paths))
    for path, key in _SLUGS.items():
        text = library.tree.text(path) or ""
        changed = _with_slug(text, {key}, article.slug, slug)
        if changed != text:
            changes[path] = changed
    for language in library.settings.languages if slug != article.slug else ():
        if asked := library.tree.text(path_of(language.code, article.slug)):
            changes[path_of(language.code, slug)] = Moved(path_of(language.code, article.slug), asked)
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
            texts[moved.path] = stamped(after.tree.text(moved.path) or "", moved, now(source).fingerprint)
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
            route = routes.route_of_link(path, page.route)
            target = routes.markdown_link(new_route if route == old else route, here) + mark + anchor
            start = page.body.find(piece.target, place + piece.raw.index("]("))
            if target == piece.target or not place < start < place + len(piece.raw):
                continue
            result.append(page.body[at:start] + target)
            at = start + len(piece.target)
    return head + "".join(result) + page.body[at:]


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

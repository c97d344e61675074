"""What follows when an article moves or goes: links, lists of slugs, aliases, and the stamps and waivers that stay valid."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import yaml

from helpcenter.articles.model import Article, Library, Page, route_of_link
from helpcenter.articles.read import read_library
from helpcenter.articles.waivers import waivers
from helpcenter.config.schemas import SLUG
from helpcenter.links import routes
from helpcenter.source.files import File, Tree
from helpcenter.source.schema import nearest

from .files import Changes, Moved, WritingError
from .ledger import LEDGER
from .stamp import stamped

IN_DATA = {  # the keys of data/ that name articles by their slugs
    "data/home.yml": ("most_asked", "transaction", "exposed", "backup"),
    "data/support.yml": ("page",),
    "data/constants.yml": ("articles",),
    "data/notice.yml": ("article",),
    "data/emergencies.yml": ("article",),
}


def article_named(library: Library, name: str) -> Article:
    """Return the article with this slug or category/slug. Raises WritingError where there is none, or a page of it cannot be read."""
    article = library.by_route.get(name) if "/" in name else library.by_slug.get(name)
    if article is None:
        known = library.by_route if "/" in name else library.by_slug
        now = next((other for other in library.articles if name in other.aliases), None)
        hint = f" It is {now.route} now." if now else nearest(name, known)
        raise WritingError(f"{name!r} is not an article.{hint}")
    refuse_unread(library, LEDGER, *IN_DATA)
    if broken := next((page.path for page in article.pages.values() if page.problems), ""):
        raise WritingError(f"{broken}: has problems. Mend them first: python -m helpcenter check.")
    return article


def refuse_slug(slug: str) -> None:
    """Raise WritingError for what is no name of an article, category, term or diagram."""
    if not re.fullmatch(SLUG, slug) or slug == "index":
        raise WritingError(f"{slug!r} is not a slug: expected lower-case English words with hyphens, like send-transfer.")


def refuse_unread(library: Library, *paths: str) -> None:
    """Raise WritingError where one of these files of data/ has a problem: what it holds is not known."""
    if unread := next((path for path in paths if path in library.settings.unread), ""):
        raise WritingError(f"{unread}: has problems. Mend them first: python -m helpcenter check.")


# --- links ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lead:
    """Where links to the route `old` lead from now on: to `new`, which has only these `sections`; None where all anchors stay."""

    old: str
    new: str
    sections: Collection[str] | None = None


def relinked(page: Page, text: str, here: str, lead: Lead) -> tuple[str, list[tuple[int, str]]]:
    """Return the text of a page, which stands at the route `here` from now on, with its links leading right, and (line, words) of those
    that lead to another article now. A link that would lead to the top of its own page becomes its words."""
    result, at, cursor = [], 0, 0
    turned: list[tuple[int, str]] = []
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
            path, _, anchor = piece.target.partition("#")
            if not path.endswith(".md") or ":" in path or place < at:
                continue
            route = route_of_link(path, page.route)
            if route != lead.old and here == page.route:
                continue
            if route == lead.old and lead.sections is not None:
                anchor = anchor if anchor in lead.sections else ""
                turned.append((piece.line, piece.text))
                if lead.new == here and not anchor:
                    result.append(page.body[at:place] + piece.raw[1 : piece.raw.rindex("](")])
                    at = place + len(piece.raw)
                    continue
            target = routes.markdown_link(lead.new if route == lead.old else route, here) + (f"#{anchor}" if anchor else "")
            start = page.body.find(piece.target, place + piece.raw.index("]("))
            if target == piece.target or not place < start < place + len(piece.raw):
                continue
            result.append(page.body[at:start] + target)
            at = start + len(piece.target)
    return head + "".join(result) + page.body[at:], turned


# --- front matter and data/ -------------------------------------------------------------------------------------------


def with_aliases(text: str, page: Page, aliases: Collection[str]) -> str:
    """Return the text of a source page with these aliases."""
    return with_key(text, page, f"aliases: [{', '.join(dict.fromkeys(aliases))}]", "owner")


def with_key(text: str, page: Page, line: str, before: str) -> str:
    """Return the text of a page with `line` (`key: value`) in place of that key of its front matter; a new one stands above `before`."""
    end = len(text) - len(page.body)
    head, body, key = text[:end], text[end:], line.partition(":")[0]
    own = re.compile(rf"^{key}:.*(?:\n(?: |- ).*)*$", re.M)
    if own.search(head):
        return own.sub(lambda _: line, head, count=1) + body
    return re.sub(rf"^{before}:", lambda found: f"{line}\n{found[0]}", head, count=1, flags=re.M) + body


def with_related(text: str, page: Page, old: str, new: str) -> str:
    """Return the text of a source page with `old` of its `related` replaced by `new`; without it where it is "" or the page itself."""
    if not page.meta:
        return text
    end = text.index("\n---", 3)
    own = page.route.rpartition("/")[2]
    return with_slug(text[:end], {"related"}, old, "" if new == own else new) + text[end:]


def with_slug(text: str, keys: Collection[str], old: str, new: str) -> str:
    """Replace `old` by `new` in YAML (or front matter with its fence) wherever it is a value of one of `keys`.

    No list names a slug twice after that; with `new` "" the lists lose `old`, and single values stay.
    """
    begins = 4 if text.startswith("---\n") else 0
    places: list[tuple[int, int, str]] = []

    def walk(node: yaml.Node | None, inside: bool) -> None:
        if isinstance(node, yaml.ScalarNode) and inside and node.value == old and new:
            places.append((node.start_mark.index, node.end_mark.index, new))
        elif isinstance(node, yaml.SequenceNode):
            values = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
            if inside and old in values and (not new or new in values):
                kept = f"[{', '.join(value for value in dict.fromkeys(new if v == old else v for v in values) if value)}]"
                flow = kept if node.flow_style else f"  {kept}\n"
                places.append((node.start_mark.index, node.end_mark.index, flow))
                return
            for item in node.value:
                walk(item, inside)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, key.value in keys)

    walk(yaml.compose(text[begins:], Loader=yaml.SafeLoader), False)
    for start, end, value in sorted(places, reverse=True):
        text = text[: begins + start] + value + text[begins + end :]
    return text


def with_slug_in_data(library: Library, old: str, new: str) -> Changes:
    """Return the files of data/ that name the article `old`, naming `new` instead."""
    texts = {path: library.tree.text(path) or "" for path in IN_DATA}
    found = {path: with_slug(text, IN_DATA[path], old, new) for path, text in texts.items()}
    return {path: text for path, text in found.items() if text != texts[path]}


# --- what was fresh stays fresh ---------------------------------------------------------------------------------------


def kept_fresh(library: Library, changes: Changes, moved: Mapping[str, str]) -> Changes:
    """Stamp again what was fresh before the changes: they are the same in every language, so no translation or waiver is out of date.

    `moved` leads from routes before the changes to routes after them.
    """
    after = library_after(library, changes).whole
    texts: dict[str, str] = {}

    def now(page: Page) -> Page | None:
        return after.pages.get((page.language, moved.get(page.route, page.route)))

    for source, page in library.translations():
        page_now, source_now = now(page), now(source)
        if page_now and source_now and page.meta.get("translates") == source.fingerprint != source_now.fingerprint:
            texts[page_now.path] = stamped(after.tree.text(page_now.path) or "", page_now, source_now.fingerprint)
    renewed = {(waiver.page.path, waiver.line): waiver for waiver in waivers(after)}
    for waiver in waivers(library):
        if (page_now := now(waiver.page)) is None:
            continue
        fresh = renewed.get((page_now.path, waiver.line + page_now.body_line - waiver.page.body_line))
        if fresh and waiver.valid and not fresh.valid:
            lines = texts.get(page_now.path, after.tree.text(page_now.path) or "").split("\n")
            lines[fresh.line - 1] = lines[fresh.line - 1].replace(fresh.fingerprint, fresh.expected)
            texts[page_now.path] = "\n".join(lines)
    for path, text in texts.items():
        change = changes.get(path)
        changes[path] = Moved(change.old, text) if isinstance(change, Moved) else text
    return changes


def library_after(library: Library, changes: Changes) -> Library:
    """Return the library as it will be once the changes are applied."""
    files = dict(library.tree.files)
    for path, change in changes.items():
        if isinstance(change, Moved):
            gone = files.pop(change.old)
            files[path] = File(path, gone.text if change.text is None else change.text, gone.data)
        elif change is None:
            files.pop(path, None)
        else:
            files[path] = File(path, None, change) if isinstance(change, bytes) else File(path, change)
    return read_library(Tree(files), docs=library.docs)

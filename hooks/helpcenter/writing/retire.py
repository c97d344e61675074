"""`helpcenter retire` and `helpcenter merge`: an article goes, and whatever led to it leads to what takes its place, or says so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import yaml

from helpcenter.articles.diagrams import DRAWINGS, PICTURES, diagrams_shown
from helpcenter.articles.model import Article, Library, Page, route_of_link
from helpcenter.config.model import PINS, LedgerEntry
from helpcenter.problems import count
from helpcenter.rules.articles.front_matter import KEYWORDS
from helpcenter.search.questions import asked, path_of
from helpcenter.sentences.pins import pinned

from .files import Changes, Work, WritingError
from .ledger import LEDGER, ledger_with
from .repair import (
    Lead,
    article_named,
    kept_fresh,
    library_after,
    refuse_unread,
    relinked,
    with_aliases,
    with_key,
    with_related,
    with_slug_in_data,
)

DIAGRAMS = "data/diagrams.yml"
_NEEDED = {
    "transaction": "data/home.yml",
    "exposed": "data/home.yml",
    "backup": "data/home.yml",
    "page": "data/support.yml",
}  # keys that must name an article


def retire(library: Library, old: str, to: str, by: str, why: str, today: datetime.date) -> Work:
    """Work out how an article goes: its addresses, its id, links, lists and data/ lead to the article `to`.

    With `to` "" its addresses show a page that says so, its entries in lists go, and links in texts are left to the writer. The
    pins of its sentences go with them, so somebody (`by`) answers for it (`why`). Raises WritingError where a name does not fit, or
    where something cannot be without the article.
    """
    article = article_named(library, old)
    successor = article_named(library, to) if to else None
    return _gone(library, article, successor, _run(by, why, today), merged=False)


def merge(library: Library, gone: str, kept: str, by: str, why: str, today: datetime.date) -> Work:
    """Work out how one article becomes part of another: as `retire`, and `kept` is found by the keywords of `gone`.

    Its text is left to the writer, section by section: nobody has reviewed or translated it where it would stand.
    """
    return _gone(library, article_named(library, gone), article_named(library, kept), _run(by, why, today), merged=True)


def _run(by: str, why: str, today: datetime.date) -> str:
    """When, by whom and why an article goes."""
    if not by.strip() or not why.strip():
        raise WritingError("an article with its reviewed warnings would go: say who decided it and why, --by WHO --why WHY.")
    return " ".join(f"{today} {by}: {why}".split())


def _gone(library: Library, article: Article, successor: Article | None, run: str, merged: bool) -> Work:
    refuse_unread(library, PINS, DIAGRAMS)
    if article is successor:
        raise WritingError(f"{article.route!r} cannot take its own place. Name another article.")
    if successor is None:
        _refuse_needed(library, article)
    changes: Changes = {page.path: None for page in article.pages.values()}
    turned: list[tuple[Page, int, str]] = []
    shortened: list[str] = []
    for page in library.pages.values():
        if page.route == article.route:
            continue
        text = library.tree.text(page.path) or ""
        changed = text
        if successor:
            changed, found = _led_on(page, text, article, successor)
            turned += [(page, line, words) for line, words in found]
        elif page.thin and (changed := _without_entries(page, text, article.route)) != text:
            shortened.append(page.path)
        if page.language == library.source_language and not page.thin and not page.problems:
            changed = with_related(changed, page, article.slug, successor.slug if successor else "")
        if merged and successor and page.route == successor.route:
            changed = _with_keywords(changed, page, article.pages.get(page.language))
        if changed != text:
            changes[page.path] = changed
    changes[LEDGER] = _ledger(library, article, successor, run)
    changes |= with_slug_in_data(library, article.slug, successor.slug if successor else "")
    images, unseen = _images(library, article, merged)
    changes |= images | _questions(library, article, successor)
    after = library_after(library, changes).whole
    pins, _ = pinned(after, [*shortened, DIAGRAMS, LEDGER], run, [f"{article.id} {code}" for code in article.pages])
    if pins != library.tree.text(PINS):
        changes[PINS] = pins
    left = [*(_sections_of(article, successor) if merged and successor else ()), *_turned(after, turned), *unseen]
    return Work(kept_fresh(library, changes, {}), tuple(left), _next(article, successor, merged))


def _questions(library: Library, article: Article, successor: Article | None) -> Changes:
    """The question bank once the article is gone: its successor is asked its questions, as a whole."""
    changes: Changes = {}
    for language in library.languages:
        path = path_of(language.code, article.slug)
        if library.tree.text(path) is None:
            continue
        changes[path] = None
        if successor:
            kept = path_of(language.code, successor.slug)
            asks = (f"{'' if question.may_be_seen else '~'}{question.text}\n" for question in asked(library.tree, path).questions)
            changes[kept] = "".join(asks) + (library.tree.text(kept) or "")
    return changes


def _led_on(page: Page, text: str, article: Article, successor: Article) -> tuple[str, list[tuple[int, str]]]:
    """The text of a page whose links lead to the successor, with (line, words) of each; the successor takes over the addresses."""
    sections = {section.id for section in successor.source.sections if section.id}
    changed, found = relinked(page, text, page.route, Lead(article.route, successor.route, sections))
    if page is successor.source:
        changed = with_aliases(changed, page, [*successor.aliases, article.route, *article.aliases])
    return changed, found


def _turned(after: Library, links: Sequence[tuple[Page, int, str]]) -> Iterator[str]:
    """A line for each link that leads to another article now, at the line where it stands after the changes."""
    for page, line, words in links:
        now = after.pages[page.language, page.route]
        yield f"{page.path}:{line + now.body_line - page.body_line}: the link “{words}” leads to another article now: read whether it still fits."


def _refuse_needed(library: Library, article: Article) -> None:
    settings = library.settings
    named = {"transaction": settings.transaction, "exposed": settings.exposed, "backup": settings.backup, "page": settings.channels_page}
    for key, slug in named.items():
        if slug == article.slug:
            raise WritingError(
                f"{article.slug!r} is `{key}` of {_NEEDED[key]}, which readers are led to. Name the article that takes its place: --to NEW."
            )


def _ledger(library: Library, article: Article, successor: Article | None, run: str) -> str:
    """The ledger in which the article is retired; what led to it leads to its successor."""
    text, ledger = library.tree.text(LEDGER) or "", library.settings.ledger
    own = ledger.get(article.id) or LedgerEntry(article.slug, article.category, (article.route,), 0)
    others = {path for number, entry in ledger.items() if number != article.id for path in entry.paths}
    paths = dict.fromkeys([*own.paths, *(alias for alias in article.aliases if alias not in others)])
    entries = {article.id: replace(own, paths=tuple(paths), retired=run)} | {
        number: entry for number, entry in ledger.items() if entry.to == article.id
    }
    for number, entry in entries.items():
        text = ledger_with(text, number, replace(entry, to=successor.id if successor else 0))
    return text


def _without_entries(page: Page, text: str, route: str) -> str:
    """The text of a thin page without the rows, and the list items that are nothing else, that link to `route`; the rest renumbered."""
    lines = page.body.split("\n")
    linking = {
        piece.line - page.body_line
        for block in page.walk()
        for piece in block.inlines
        if piece.kind == "link" and route_of_link(piece.target.partition("#")[0], page.route) == route
    }
    for at in sorted(linking, reverse=True):
        item = re.fullmatch(r"(?:(\d+)\.|-) +\[[^\[\]]*\]\([^()]*\)[.。;；]?", lines[at].strip())
        if item or lines[at].startswith("|"):
            lines.pop(at)
        if item and item[1]:
            _renumber(lines, at, int(item[1]))
    return text[: len(text) - len(page.body)] + "\n".join(lines)


def _renumber(lines: list[str], at: int, number: int) -> None:
    """Count the items of the list from line `at` on, of which the first becomes `number`."""
    for index in range(at, len(lines)):
        found = re.match(r"(\d+)\. ", lines[index])
        if lines[index].startswith("#") or (found and int(found[1]) != number + 1):
            return
        if found:
            lines[index] = f"{number}. {lines[index][found.end() :]}"
            number += 1


def _with_keywords(text: str, page: Page, gone: Page | None) -> str:
    """The text of a page that is also found by the keywords of `gone`, as far as there is room."""
    own, more = (page.meta.get("keywords") for page in (page, gone or page))
    if not isinstance(own, list) or not isinstance(more, list):
        return text
    words = {str(word).casefold(): word for word in [*more, *own]}
    kept = list(dict.fromkeys(words[str(word).casefold()] for word in [*own, *more]))[: KEYWORDS.most]
    line = yaml.safe_dump({"keywords": kept}, allow_unicode=True, default_flow_style=None, width=120).rstrip("\n")
    return text if kept == own else with_key(text, page, line, "translates")


def _images(library: Library, article: Article, keep: bool) -> tuple[Changes, list[str]]:
    """What becomes of the drawings and pictures that no other page shows: they go, or, with `keep`, are left to the writer; of drawings
    the check tells that."""
    others = [page.body for page in library.pages.values() if page.route != article.route]
    seen = {name for body in others for name in diagrams_shown(body)}
    drawn = {name for page in article.pages.values() for name in diagrams_shown(page.body)} - seen
    paths = [f"{DRAWINGS}{name}" for name in sorted(drawn)]
    for path in library.tree.files:
        name = path.removeprefix("overrides/")
        if name.startswith(PICTURES) and name in article.source.body and not any(name in body for body in others):
            paths.append(path)
    if keep:
        pictures = [path for path in paths if not path.startswith(DRAWINGS)]
        return {}, [f"{path}: no page shows this any more. Show it in the article that is kept, or remove it." for path in pictures]
    changes: Changes = dict.fromkeys(paths, None)
    changes |= {path: None for path in library.tree.hidden if path == f"overrides/{PICTURES}{article.id}/.gitkeep"}
    words = library.tree.text(DIAGRAMS) or ""
    for name in (name.removesuffix(".svg") for name in drawn):
        words = re.sub(rf"^{re.escape(name)}:.*\n(?:[ \t].*\n|\n(?=[ \t]))*", "", words, flags=re.M)
    if drawn:
        changes[DIAGRAMS] = words if re.search(r"^[^#\s]", words, re.M) else words + "{}\n"
    return changes, []


def _sections_of(gone: Article, kept: Article) -> Iterator[str]:
    """A line for each section whose text is to be brought over, or not."""
    page = gone.source
    there: Collection[str] = {section.id for section in kept.source.sections}
    for section in page.sections:
        if section.level and section.blocks:
            where = f"{kept.source.path} has a section of that id" if section.id in there else f"{kept.source.path} has none like it"
            yield f"{page.path}:{section.line}: “{section.title}” ({count(len(section.blocks), 'block')}): {where}."


def _next(article: Article, successor: Article | None, merged: bool) -> str:
    read = f"git show HEAD:./{article.source.path}"
    if merged and successor:
        return f"bring over what {successor.source.path} lacks, in every language (the old text: {read}), and commit; two reviewers read {PINS}."
    return f"commit, once nothing is left to you; two reviewers read {PINS}. The old text: {read}."

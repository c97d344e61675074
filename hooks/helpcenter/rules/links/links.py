"""Every link and image in a page leads to a page, section or file that exists, in the language it stands in, and is written so
that it works wherever the site stands.

A reader in trouble who meets a dead end, or a page in another language, looks for help elsewhere and finds impostors.
"""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence

from helpcenter.articles.model import Library, Page
from helpcenter.links.in_markdown import PageLink, links_of
from helpcenter.links.source_targets import ALIKE, SHARED, Href, SourceTarget, Targets, read_href, targets_of
from helpcenter.markdown.needs import unmet
from helpcenter.problems import WARNING
from helpcenter.text.quoting import quoted, shortened

from ..rule import GENERAL, Finding, Rule

_WEB = {"http", "https", "//"}
_FULL_WIDTH = re.compile(r"[。，、；：！？）】」》』”’…]+$")
_PLAIN = re.compile(r"[.,;:!?)\]\"'*]+$")
_TWICE = re.compile(r"%25[0-9A-Fa-f]{2}")
_NO_SCHEME = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|io|cn|es|info)(?:/\S*)?", re.I)
_OF_THE_THEME = ("__", "tag:")  # lines of code, parts of the frame, lists of tags
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def check(page: Page, library: Library) -> Iterator[Finding]:
    targets = targets_of(library)
    for link in links_of(page):
        if link.kind == "url" or link.dynamic:
            continue
        found = _wrong(link, page, targets)
        if found:
            sentence, severity = found
            yield Finding(link.line, sentence, severity=severity)


def _wrong(link: PageLink, page: Page, targets: Targets) -> tuple[str, str] | None:
    """What is wrong with a link, and how strict to be ("" for an error)."""
    href = link.href
    if not href.strip():
        if link.kind == "definition" or (link.kind == "html" and link.attribute not in {"href", "src"}):
            return None
        what = "the image" if link.kind == "image" or link.tag == "img" else "the link"
        return f"{what} {quoted(link.raw)} has no address. Say where it leads.", ""
    address = read_href(href)
    if address.scheme:
        sentence = _web(link, page, targets) if address.scheme in _WEB else ""
        return (sentence, "") if sentence else None
    if "\\" in href:
        return f"{link.shown} holds a backslash, which is no part of an address. Write `/`.", ""
    if _TWICE.search(href):
        return f"{link.shown} is encoded twice: `%25` stands where `%` belongs. Write the plain characters.", ""
    if address.path.startswith("/"):
        sentence = _absolute(link, address, targets)
        return (sentence, "") if sentence else None
    if not address.path:
        return _anchor(link, page.path, address.anchor, page, targets)
    target = targets.resolve(page, address.path)
    if target.unknown:
        return None
    if not target.path:
        return _missing(link, address, target, page, targets)
    return _reached(link, address, target, page, targets)


# --- the web --------------------------------------------------------------------------------------------------------


def _web(link: PageLink, page: Page, targets: Targets) -> str:
    if glued := _FULL_WIDTH.search(link.href.strip()):
        return f"the punctuation mark `{glued[0]}` is glued to the address {link.shown}. Write it after the link."
    if link.href.endswith((",", ";")) or (link.href.endswith(".") and targets.ours):
        return f"the punctuation mark `{link.href[-1]}` is glued to the address {link.shown}. Write it after the link."
    if targets.ours and targets.is_own_site(link.href):
        own = targets.own_page(link.href)
        repair = f"Write `{_relative(own.path, page)}`." if own else "Link to the page by its file."
        return f"{link.shown} is an address of this site: a reader of a copy or a preview would leave it. {repair}"
    return ""


def _absolute(link: PageLink, address: Href, targets: Targets) -> str:
    """What is wrong with `/path`: always in our tree; with MkDocs alone where a source file is named, which it leaves as it is."""
    if targets.ours:
        return (
            f"{link.shown} begins at the root of the server, which fails when the site stands below a path. Write it relative to this page."
        )
    if targets.renderer.plain and address.path.endswith(".md") and not targets.renderer.from_docs:
        return f"{link.shown} begins at the root of the server, where no `.md` file is published. Write it relative to this page."
    return ""


# --- the tree -------------------------------------------------------------------------------------------------------


def _missing(link: PageLink, address: Href, target: SourceTarget, page: Page, targets: Targets) -> tuple[str, str] | None:
    path = address.path
    if target.alike:
        if unicodedata.normalize("NFC", target.wanted) == target.alike:
            return f"{link.shown} is not in Unicode form NFC, the file {target.alike} is: they look alike and differ. Type it anew.", ""
        file = targets.files.get(target.alike, target.alike)
        written = _relative(file, page)
        return (
            f"{link.shown} differs from the file {file} in upper and lower case: on most servers it is not found. Write `{written}`.",
            "",
        )
    for marks in (_FULL_WIDTH, _PLAIN):
        bare = marks.sub("", path)
        if bare and bare != path and targets.resolve(page, bare).path:
            return f"the punctuation mark `{path[len(bare) :]}` is glued to the address {link.shown}. Write it after the link.", ""
    if _EMAIL.fullmatch(path):
        return f"{link.shown} is taken for a file: an e-mail address begins with `mailto:`.", ""
    if _NO_SCHEME.fullmatch(path):
        return f"{link.shown} is taken for a file: a web address begins with `https://`.", ""
    if " " in path.strip() and not re.search(r"\.\w{2,4}$|[/\"“]", path):
        return None if not targets.ours else (f"{link.shown} is no address: it holds spaces.", "")
    elsewhere = targets.elsewhere(target)
    if elsewhere:
        return _untranslated(link, elsewhere, page, targets)
    return f"{link.shown} leads to {_place(target, targets)}, which does not exist.{_hint(target, page, targets)}", ""


def _place(target: SourceTarget, targets: Targets) -> str:
    """The wanted path as its author finds it: our shared files stand in overrides/."""
    shared, published = SHARED
    wanted = target.wanted.removeprefix(f"{targets.docs}/")
    return f"{shared}{wanted.removeprefix(published)}" if targets.ours and wanted.startswith(published) else target.wanted


def _untranslated(link: PageLink, elsewhere: str, page: Page, targets: Targets) -> tuple[str, str] | None:
    """A link to what only another language has: in a tree that may fall back to it a warning, or usual."""
    strict = targets.ours or not targets.renderer.falls_back
    if not strict and (page.language in targets.partial or elsewhere not in targets.pages):
        return None
    sentence = f"{link.shown} leads to what `{page.language}` does not have; only {elsewhere} exists. Translate it, or link to what `{page.language}` has."
    return sentence, "" if strict else WARNING


def _hint(target: SourceTarget, page: Page, targets: Targets) -> str:
    """What was most likely meant."""
    for article in targets.library.articles:
        if any(target.wanted == targets.library.path_of(page.language, alias) for alias in article.aliases):
            return f" The article moved: write `{_relative(targets.library.path_of(page.language, article.route), page)}`."
    name = posixpath.basename(target.wanted)
    same = [
        path
        for path in targets.files
        if posixpath.basename(path) == name and targets.language_of(path) == targets.language_of(target.wanted)
    ]
    if not same:
        folder, end = posixpath.dirname(target.wanted), posixpath.splitext(name)[1]
        beside = {posixpath.basename(path): path for path in targets.files if posixpath.dirname(path) == folder and path.endswith(end)}
        same = [beside[near] for near in difflib.get_close_matches(name, sorted(beside), 1, 0.8)]
    return f" Did you mean `{_relative(same[0], page)}`?" if len(same) == 1 else ""


def _relative(path: str, page: Page) -> str:
    shared, published = SHARED
    if path.startswith(shared):
        path = published + path.removeprefix(shared)
        if path.startswith(ALIKE):
            return path
        path = f"{page.path.partition('/')[0]}/{path}"
    return posixpath.relpath(path, posixpath.dirname(page.path))


def _reached(link: PageLink, address: Href, target: SourceTarget, page: Page, targets: Targets) -> tuple[str, str] | None:
    """What is wrong with a link whose file exists."""
    if targets.renderer.plain and link.kind == "html" and target.path not in targets.folders and not targets.serves(page, address.path):
        return _raw(link, target.path, page, targets), ""
    if target.guessed and (targets.ours or (targets.renderer.plain and link.kind != "html" and not targets.serves(page, address.path))):
        return f"{link.shown} does not name a file, so the build neither checks nor adapts it. Write `{_relative(target.path, page)}`.", ""
    if (link.kind == "image" or link.tag == "img") and target.path.endswith(".md"):
        return f"the image {link.shown} leads to a page. Link to it, or name an image.", ""
    reached = targets.pages.get(target.path)
    if reached is None and (left_out := targets.left_out.get(target.path)):
        needed = targets.library.needed_by(left_out)
        return f"{link.shown} leads to {target.path}, which {_lacked(needed)}", ""
    if targets.renderer.excludes(target.path.removeprefix(f"{targets.docs}/")) or (
        reached is not None and reached.meta.get("draft") is True
    ):
        return f"{link.shown} leads to {target.path}, which is not published: it is a draft or excluded in mkdocs.yml.", ""
    language = targets.language_of(target.path)
    if language and language != page.language and (wrong := _other_language(link, target, language, page, targets)):
        return wrong, ""
    if reached is not None and address.anchor:
        return _anchor(link, target.path, address.anchor, page, targets)
    return None


def _lacked(needed: Sequence[str]) -> str:
    """What is wrong with a link to what is left out, and how to repair it."""
    because = f" because {unmet(needed)}" if needed else ""
    mark = f"mark the paragraph, item or row that the link stands in with `{{needs={','.join(needed)}}}`" if needed else "remove the link"
    return f"is left out{because}: {mark}, or link to what the product has."


def _raw(link: PageLink, path: str, page: Page, targets: Targets) -> str:
    """MkDocs adapts the addresses of Markdown alone to where it publishes pages."""
    markdown = {"a": "a Markdown link", "img": "a Markdown image"}.get(link.tag, "")
    published = targets.published(page, path)
    repair = ", or ".join(part for part in (markdown, published and f"`{published}`") if part) or "the address at which it is published"
    return f"{link.shown} leads nowhere in the site: raw HTML is not adapted to where this page is published. Write {repair}."


def _other_language(link: PageLink, target: SourceTarget, language: str, page: Page, targets: Targets) -> str:
    if link.kind == "image" or link.tag not in {"", "a", "area"}:
        return (
            f"{link.shown} shows a file of `{language}` in a page of `{page.language}`. Use an own or a shared one." if targets.ours else ""
        )
    own = targets.files.get(targets.in_language(target.path, page.language), "")
    if targets.ours:
        repair = f"Write `{_relative(own, page)}`." if own else f"Link to a page that `{page.language}` has."
    elif own and own != page.path and target.path in targets.pages:  # to itself in another language: a language switch
        repair = f"`{page.language}` has {own}: write `{_relative(own, page)}`."
    else:
        return ""
    return f"{link.shown} leaves `{page.language}`: it leads to {target.path}. {repair}"


def _anchor(link: PageLink, path: str, anchor: str | None, page: Page, targets: Targets) -> tuple[str, str] | None:
    if anchor is None or (not anchor and not targets.ours):
        return None
    if not anchor:
        return f"{link.shown} leads nowhere but to the top of the page. Name a section, or remove the link.", ""
    anchors = targets.anchors(path)
    if anchor.startswith(_OF_THE_THEME) and targets.renderer.plain:
        return None
    if anchor in anchors or unicodedata.normalize("NFC", anchor) in anchors:
        return None
    where = "this page" if path == page.path else path
    for marks in (_FULL_WIDTH, _PLAIN):
        if marks.sub("", anchor) in anchors.ids and marks.sub("", anchor):
            return (
                f"the punctuation mark `{anchor[len(marks.sub('', anchor)) :]}` is glued to the address {link.shown}. Write it after the link.",
                "",
            )
    if instead := anchors.instead.get(anchor) or anchors.instead.get(unicodedata.normalize("NFC", anchor)):
        return f"{link.shown}: {where} has no section `#{shortened(anchor)}`: MkDocs names it `#{instead}`. Write `#{instead}`.", ""
    reached = targets.pages.get(path)
    left_out = next((block for block in reached.headings_left_out if block.name == anchor), None) if reached else None
    if reached and left_out:
        return f"{link.shown} leads to a section of {path} which {_lacked(reached.needed_at(left_out.line))}", ""
    folded = next((known for known in sorted(anchors.ids) if known.casefold() == anchor.casefold()), "")
    if folded:
        return f"{link.shown}: {where} has `#{folded}`; upper and lower case differ. Write `#{folded}`.", ""
    near = difflib.get_close_matches(anchor, sorted(known for known in anchors.ids if len(known) > 1), 1, 0.6)
    hint = f" Did you mean `#{near[0]}`?" if near else ""
    return f"{link.shown}: {where} has no section `#{shortened(anchor)}`.{hint}", ""


RULE = Rule("links", GENERAL, page=check, yields_to=("raw-html",))

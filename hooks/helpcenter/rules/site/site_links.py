"""Every URL of the built site leads to a page, anchor or file that exists, in the language it stands in, and no redirect leads to another.

A reader in trouble who meets a dead end or another language looks for help elsewhere, and finds impostors. What leads to
the same page in another language says so with `hreflang` or `rel="alternate"`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache, partial

from helpcenter.links import routes
from helpcenter.links.in_html import INVALID, OUTSIDE, OWN
from helpcenter.site.html import HtmlPage, Reference
from helpcenter.site.site import INDEX, Site, tidy
from helpcenter.text.quoting import shortened

from ..rule import GENERAL, Finding, Rule
from ..spots import Spot, at, findings, named

_IMAGES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8", "webp": b"RIFF"}  # how each begins


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    alike = cache(partial(_alike, site))
    for path, page in site.pages.items():
        if page.cut:
            yield Spot(path, f"the page was not read to its end: {page.cut}. Its links are unknown.")
    for path, reference in site.references():
        sentence = _wrong(site, path, reference, alike)
        if sentence:
            name = named(site.pages.get(path), reference)
            what = f"{reference.element.tag} {reference.attribute}"
            same = f"{what} as written: {reference.url}", f"{what} target: {' '.join(reference.target)}"
            yield at(path, reference, f"{name} leads to `{shortened(reference.url)}`: {sentence}", *same)


def _wrong(site: Site, path: str, reference: Reference, alike: Callable[[str], str | None]) -> str:
    """What is wrong with where a URL leads; "" where nothing is."""
    kind, place, fragment = reference.target
    if reference.element.tag == "sitemap" and site.sources:
        return ""  # the rule sitemap compares it with the pages
    if kind == OUTSIDE:
        return f"this is outside of the site, which begins at `{site.base(path).root}`. Link to a page below it."
    if kind == INVALID:
        return "this is no valid URL. Write the whole address, or a path of this site."
    if kind != OWN or not reference.url.strip() or reference.element.tag == "base":
        return ""
    file = site.find(place)
    if not file:
        return _missing(path, place, alike(place))
    if reference.element.tag != "css" and not site.has_anchor(file, fragment):
        return _no_anchor(site, path, file, fragment)
    if reference.redirects:
        return _onward(site, path, file)
    if reference.element.tag == "img" and not _is_image(site.files[file], file):
        return "this image is empty, or not what its ending says. Save it again."
    return _other_language(site, path, file, reference) if reference.navigates and not reference.counterpart else ""


def _is_image(data: bytes, file: str) -> bool:
    return bool(data) and data.startswith(_IMAGES.get(file.rpartition(".")[2].lower(), b""))


def _missing(path: str, place: str, alike: str | None) -> str:
    what = "page" if place.endswith("/") or not place else "file"
    sentence = f"the site has no {what} `{shortened(place, 80) or '/'}`."
    if alike is None:
        return f"{sentence} Mend the link or restore what it leads to."
    difference = " The case differs." if alike.casefold() == place.casefold() else ""
    return f"{sentence}{difference} Did you mean `{_link(path, alike)}`?"


def _alike(site: Site, place: str) -> str | None:
    """The place that was most likely meant: the same but for its writing, else the same name elsewhere in its language, else a near one."""
    meant = tidy(place)
    if meant in site.by_tidy_path:
        return site.by_tidy_path[meant]
    folder, _, name = meant.rstrip("/").rpartition("/")
    places = [
        (*tidied.rstrip("/").rpartition("/")[::2], there)
        for tidied, there in site.by_tidy_path.items()
        if _language(site, there) == _language(site, place)
    ]
    elsewhere = next((there for _, other, there in places if folder and other == name), None)
    beside = {other: there for around, other, there in places if around == folder}
    return elsewhere or next((beside[near] for near in get_close_matches(name, beside, 1, 0.7)), None)


def _language(site: Site, place: str) -> str:
    """The language folder of a place; "" for the source language's and for files of all."""
    first = place.partition("/")[0]
    return first if any(language.code == first for language in site.library.languages) else ""


def _no_anchor(site: Site, path: str, file: str, fragment: str) -> str:
    where = "this page" if file == path else f"`{file.removesuffix(INDEX) or '/'}`"
    page = site.page(file)
    known = sorted(page.anchors) if page else []
    near = [id for id in known if id.casefold() == fragment.casefold()] or get_close_matches(fragment, known, 1, 0.6)
    return f"{where} has no id `{shortened(fragment)}`." + (f" Did you mean `#{near[0]}`?" if near else " Link to a section that exists.")


def _onward(site: Site, path: str, file: str) -> str:
    """What is wrong with a redirect to `file`: it comes back, or it goes on."""
    seen, at = [path], file
    while (there := site.page(at)) and (onward := there.redirect):
        if at in seen:
            return "it leads in a circle: " + " → ".join(f"`{there.removesuffix(INDEX)}`" for there in [*seen, at]) + ". Lead to a page."
        seen.append(at)
        at = site.find(onward.target.path) if onward.target.kind == OWN else ""
    return f"this redirects on. Lead to `{_link(path, at.removesuffix(INDEX))}` at once." if len(seen) > 1 and at else ""


def _other_language(site: Site, path: str, file: str, reference: Reference) -> str:
    page, target = site.page(path), site.page(file)
    if page is None or target is None or not _published(site, page, target):
        return ""
    language, language_there = (  # of what it is made of, where that is known: the rule site-pages tells of a page that says another
        site.sources[at].language if at in site.sources else seen.language for at, seen in ((path, page), (file, target))
    )
    if language_there in {language, reference.element.language}:
        return ""
    source = site.sources.get(file)
    counterpart = routes.url(site.library.settings, language, source.route) if source else None
    known = counterpart is not None and counterpart + INDEX in site.files
    mend = f"`{_link(path, counterpart)}`" if counterpart is not None and known else f"a page in {language}"
    return f"this page is in {language}, that one in {language_there}. Link to {mend}."


def _published(site: Site, *pages: HtmlPage) -> bool:
    codes = {language.code for language in site.library.settings.built}
    return all(page.language in codes for page in pages)


def _link(path: str, place: str) -> str:
    return routes.relative(place, path[: path.rfind("/") + 1])


RULE = Rule("site-links", GENERAL, site=check)

"""A reader of the built site sees words and no syntax: each link has an address and a text, each image a description.

What Markdown or a template did not understand is shown as it was written, often in the middle of a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.markdown import foreign_marks
from helpcenter.markdown.blocks import blot
from helpcenter.site.html import Element, HtmlPage
from helpcenter.site.plain import is_plain, page_of
from helpcenter.site.rendered import squeezed
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import GENERAL, Finding, Rule
from ..spots import Spot, findings

_CODE = ("code", "pre", "kbd", "samp", "var", "textarea", "math")
_SHOWN = {"alt", "aria-label", "title", "placeholder", "content"}
_LEFTOVER = re.compile(
    r"\{\{ *[\w.-]+ *(?:\|[^{}\n]*)?\}\}"  # a value
    r"|\{%-? *\w[^{}\n]*%\}"  # a template's statement
    r"|\{:? ?[#.][\w-]+ ?\}"  # attributes
    r"|^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?: [a-z-]+)?[ \t]*(?:[\"“][^\n]*)?$|^[ \t]*===[+!]?[ \t]+\"[^\n]*"  # a box or tab
    r"|^[ \t]*:::+[ \t]*(?:\{?\w[^\n]*)?$"  # a box of other dialects
    r"|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|DANGER|INFO)\]"
    r"|(?<![A-Za-z0-9_\]])\[(?=[^\[\]\n]{0,99}[^\W\d_])[^\[\]\n]{1,100}\](?: ?\((?:https?:|mailto:|\.{0,2}/|#|[\w./-]+\.md)[^()\s]*\)|\[[^\[\]\n]{0,100}\])",  # a link
    re.M,
)


_CODE_SPAN = re.compile(r"(`+).+?\1")
_NO_MARKDOWN = re.compile(r"\{\{ *[\w.-]+ *\}\}|\{%-? *\w[^{}\n]*%\}|\{:? ?[#.][\w-]+ ?\}|^[ >]*(?:!!!|\?\?\?\+?|===) +[\w\"].*|<!--.*")
_MARKS = re.compile(r"\{[{%#.:]|!!!|\?\?\?|===|:::|\[!|\](?:\(| \(|\[)")  # at least one of them is in whatever is left over


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    for path, page in site.pages.items():
        yield from _links(path, page)
        yield from _images(path, page)
        yield from _leftovers(path, page)
    for path in site.files:
        if is_plain(path) and page_of(path) not in site.known:
            yield from _leftovers_in_plain(path, site)


def _links(path: str, page: HtmlPage) -> Iterator[Spot]:
    for link in page.all("a", "area"):
        address = link.attributes.get("href")
        if address is None:
            continue
        label = page.label(link)
        if not address.strip():
            yield Spot(path, f"the link “{shortened(label)}” has an empty address. Say where it leads, or write plain text.", link)
        elif not label and link.attributes.get("aria-hidden") != "true":
            yield Spot(path, f"the link to `{shortened(address)}` has no text. Write what a reader finds there.", link, address)


def _images(path: str, page: HtmlPage) -> Iterator[Spot]:
    for image in page.all("img"):
        facts = image.attributes
        source = facts.get("src", "")
        if not source.strip() and "srcset" not in facts:
            yield Spot(path, f"an image “{shortened(facts.get('alt', ''))}” has no address. Say which file it shows.", image)
        decorative = facts.get("role") in {"none", "presentation"} or facts.get("aria-hidden") == "true"
        if not decorative and not facts.keys() & {"alt", "aria-label", "aria-labelledby"}:
            sentence = f'the image `{shortened(source)}` has no description. Write in `alt` what it shows, or `alt=""` for decoration.'
            yield Spot(path, sentence, image, source)


def _leftovers(path: str, page: HtmlPage) -> Iterator[Spot]:
    text = _without_code(page)
    spots = [(found.end() - len(found[0].lstrip()), found[0].strip()) for found in _LEFTOVER.finditer(text)] if _MARKS.search(text) else []
    told = [(at, at + len(words)) for at, words in spots]
    spots += [
        (mark.at, mark.typed)
        for mark in foreign_marks.found(text)
        if not any(start < mark.at + len(mark.typed) and mark.at < end for start, end in told)
    ]
    for at, words in spots:
        yield Spot(path, _sentence(words), at=at, written=words)
    for element in page.elements:
        for name, value in element.attributes.items():
            if name in _SHOWN and _is_read(element, name) and (left := _LEFTOVER.search(value)):
                yield Spot(path, _sentence(left[0].strip(), f" in `<{element.tag} {name}>`"), element, left[0].strip())


def _leftovers_in_plain(path: str, site: Site) -> Iterator[Spot]:
    for number, line in enumerate(site.files[path].decode("utf-8", "replace").split("\n"), 1):
        if left := _NO_MARKDOWN.search(_CODE_SPAN.sub("", line)):
            yield Spot(path, _sentence(left[0].strip()), line=number)


def _without_code(page: HtmlPage) -> str:
    """The text with what stands in code blotted out, place for place."""
    text, at, kept = page.text, 0, []
    for element in sorted(page.all(*_CODE), key=lambda element: element.start):
        if element.start >= at:
            kept += [text[at : element.start], blot(text[element.start : element.end])]
            at = element.end
    return "".join([*kept, text[at:]])


def _is_read(element: Element, name: str) -> bool:
    """Whether an attribute is text for readers: `content` only where it describes the page."""
    facts = element.attributes
    return name != "content" or facts.get("name", facts.get("property", "")).lower() in {"description", "og:title", "og:description"}


def _sentence(words: str, where: str = "") -> str:
    return f"`{shortened(squeezed(words))}` is shown{where or ' to the reader'} as it was written. Mend the markup, or make it code."


RULE = Rule("site-text", GENERAL, site=check)

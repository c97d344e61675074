"""Texts of the built site that no rule over the sources has read in this form.

An article whose page shows the words of its source, letter for letter, was checked in its source. The rest was added later: words of
templates, values, text for scripts and screen readers, drawings, and the whole text of a page that differs from its source.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate

from helpcenter.articles.model import Page
from helpcenter.config import substitution
from helpcenter.runtime.once import once_per_value

from .html import HtmlPage, texts
from .plain import is_plain, lines, page_of
from .rendered import Shown, hides, squeezed
from .site import Site

_DRAWING = ".svg"
_JOINED = " - "  # between the parts of `<title>`
_MARKUP = (
    re.compile(  # what Markdown takes out of a line: comments, images, where links lead, ids, kinds of boxes, fences, numbers of steps
        r"<!--.*?-->|!\[[^\[\]]*(?=\])|\]\([^()\s]*(?:\([^()]*\))?[^()\s]*\)|\{#[\w-]+\}|^ *!!! \w+|^ *```[^\n]*|^ *\d+\. ", re.M | re.S
    )
)
_QUOTED = re.compile(r"^[ >]+")
_MARKS = re.compile(r"[\s!-/:-@\[-`{-~]+")  # white space and the marks that Markdown is written with


@once_per_value
def unchecked(site: Site) -> Mapping[str, tuple[Shown, ...]]:
    """Return file → its unchecked texts, in order, for all pages to be checked, their copies, and the drawings."""
    return dict(_by_file(site))


def reads_as_its_source(page: HtmlPage, sources: Sequence[Page], site: Site) -> bool:
    """Whether the text of articles in the page has all letters and words of its sources, in order, and hides none."""
    written = "".join(_letters(substitution.markdown(source.shown, site.library.settings, source.language)) for source in sources)
    same = _MARKS.sub("", page.reading.words) == written
    return same and not any(hides(mark) for mark, _ in page.reading.marks)


def _by_file(site: Site) -> Iterator[tuple[str, tuple[Shown, ...]]]:
    known = _checked(site)
    for path, page in site.pages.items():
        sources = site.shows(path)
        own: set[str] = set()
        shown = page.reading.shown
        if sources and reads_as_its_source(page, sources, site):
            own = {squeezed(page.text[heading.start : heading.end]) for heading in page.all("h2", "h3")}  # for a table of contents
        elif page.reading.marks:
            shown = texts(site.files[path])
        yield path, tuple(text for text in shown if text.text not in own and not _is_known(text, known))
    for path, data in site.files.items():
        if is_plain(path) and page_of(path) not in site.known:
            yield path, tuple(text for text in plain_texts(path, site) if not _is_known(text, known))
        if path.endswith(_DRAWING):
            yield path, tuple(text for text in texts(data) if not _is_known(text, known))


def plain_texts(path: str, site: Site) -> tuple[Shown, ...]:
    """Return the words of a copy or another file for programs, line by line, without an article's own text where it is that of its source."""
    text = site.files[path].decode("utf-8", "replace")
    source = site.sources.get(page_of(path))
    code = path.partition("/")[0]
    built = {language.code for language in site.library.settings.built}
    language = source.language if source else code if code in built else site.library.settings.root.code
    own: range = range(0)
    if source:
        own = _lines_with(text, _letters(substitution.markdown(source.shown, site.library.settings, source.language)))
    return tuple(lines(text, language, own))


def _letters(markdown: str) -> str:
    return _MARKS.sub("", html.unescape(_MARKUP.sub("", markdown)))


def _lines_with(text: str, letters: str) -> range:
    """Return the numbers of the lines of a copy that have all these letters, in order and without others between them; none where it has not."""
    each = [_letters(_QUOTED.sub("", line)) for line in text.split("\n")]
    at = "".join(each).find(letters) if letters else -1
    if at < 0:
        return range(0)
    ends = list(accumulate(map(len, each)))
    first = bisect_right(ends, at)
    return range(first + 1, bisect_left(ends, at + len(letters)) + 2)


def _is_known(shown: Shown, known: Collection[tuple[str, str]]) -> bool:
    return (shown.language, shown.text) in known or (
        _JOINED in shown.text and all((shown.language, part) in known for part in shown.text.split(_JOINED))
    )


def _checked(site: Site) -> frozenset[tuple[str, str]]:
    """Return (language, text) of the titles and summaries of all pages and of the texts of data/. Glossary words are included: a word
    gives no advice."""
    settings = site.library.settings
    every = [(page.language, page.text(key)) for page in site.library.pages.values() for key in ("title", "summary")]
    every += [(language, text.replace(" / ", " ")) for found in settings.texts for language, text in found.words.items()]
    every += [(language, found.get("brand.name", "")) for language, found in settings.values.items()]
    return frozenset((language, squeezed(substitution.substituted(text, settings, language))) for language, text in every)

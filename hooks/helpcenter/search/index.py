"""The index of one language: what stands where, weighed by lunr and packed for a browser.

The first tier is small and finds the page: the words of titles and keywords, with the weights of lunr (BM25 with its
fields and boosts), rounded. The second tier finds the section: the summary of every page and the heading and text of
every section as they are, for the excerpts need them anyway; index.js weighs their words when they have arrived. A text keeps its bounds,
so that an excerpt is a whole sentence: a line is a sentence or a row of a table, whose cells are parted by tabs; the row of heads begins
with one. A line that would mean something else by itself begins with ALONE_NEVER and is in no excerpt. With it comes what the question bank teaches (see `learned`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lunr.builder import Builder

from helpcenter.articles.model import REPORTING, Article, Library, Page
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import outermost, visible
from helpcenter.runtime.cache import NOTHING, Cache, digest
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.negations import NEGATION, says
from helpcenter.sentences.passages import plain
from helpcenter.text.scripts import chinese

from .analyzer import terms
from .questions import NONE, asked, path_of

# Chosen on the odd queries of the plan (benchmarks/search.py); the even ones measure.
BOOSTS = {"title": 10, "keywords": 10}  # of the first tier
PLACE_BOOSTS = {"heading": 2, "text": 1.6, "summary": 3}  # of the second
LENGTH, SATURATION = 0.3, 1.2  # BM25's b and k1
EXCERPT = {"han": 42, "latin": 84}  # characters of a line that are shown: two lines on a phone
ALONE_NEVER, PROHIBITIONS = "- ", "do-not"  # the latter is the section of what not to do (data/templates.yml)
SCALE = 1  # weights per whole number of lunr's score
_SPACE = re.compile(r"\s+")
_COLON, _QUOTED = re.compile(r"[:：]$"), re.compile("[“«「]")
_SENTENCE_END = re.compile(r"([。！？]+[”’」）]*)\s*(?=.)|([.!?…]+[”’»)]*)\s+(?=[^\Wa-z\d_]|[¿¡“«(])")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

Tier = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class Place:
    """A section of the page with that number; with `anchor` "" its summary. `telling` is false of a heading of
    data/templates.yml: many articles have it, so it says nothing of this one."""

    page: int
    anchor: str
    heading: str
    text: str
    telling: bool = True


@dataclass(frozen=True)
class Index:
    """The articles, all pages in order (theirs, then the others that are found), the places of these, and the first tier: term → number
    of the page → weight."""

    articles: tuple[Article, ...]
    pages: tuple[Page, ...]
    places: tuple[Place, ...]
    first: Tier


def index(library: Library, language: str, cache: Cache = NOTHING, base: bytes = b"") -> Index:
    """Return the index of the articles of one language. `base` is the key of data/ and the code, under which its parts are cached."""
    articles, further = library.in_language[language], _further(library, language)
    pages = (*(article.pages[language] for article in articles), *further)
    places = tuple(
        Place(number, *place)
        for number, page in enumerate(pages)
        for place in (_kept_places(library, page, cache, base) if number < len(articles) else _listed(library, page))
    )
    said = [fields(article, language, library.settings) for article in articles] + [_fields_of_further(library, page) for page in further]
    return Index(articles, pages, places, _kept_first(said, language, cache, base))


def _further(library: Library, language: str) -> tuple[Page, ...]:
    """The pages that are no articles and are found all the same: what to do in an emergency, and where to report."""
    found = (library.page(language, route) for route in (f"{library.settings.emergency}/index", REPORTING))
    return tuple(page for page in found if page)


def _fields_of_further(library: Library, page: Page) -> dict[str, str]:
    names = [country.name[page.language] for country in library.settings.reporting.countries] if page.route == REPORTING else []
    return {"title": _one_line(page.text("title"), library.settings, page.language), "keywords": " \n ".join(names)}


def _listed(library: Library, page: Page) -> Iterator[tuple[str, str, str]]:
    """The places of a page whose content the template lists: its summary, and each country with its authorities."""
    reporting, language = library.settings.reporting, page.language
    yield "", "", _one_line(page.text("summary"), library.settings, language)
    for country in reporting.countries if page.route == REPORTING else ():
        told = ((each.official, each.name[language], reporting.purposes[each.purpose][language]) for each in country.authorities)
        yield country.code, country.name[language], "\n".join(line for lines in told for line in dict.fromkeys(lines))


def _kept_places(library: Library, page: Page, cache: Cache, base: bytes) -> list[tuple[str, str, str, bool]]:
    key = digest("places", base, page.path, library.made_of(page))
    found: list[tuple[str, str, str, bool]] = json.loads(cache.remember(key, lambda: _json(list(_places(page, library.settings)))))
    return found


def _kept_first(pages: list[dict[str, str]], language: str, cache: Cache, base: bytes) -> Tier:
    def made() -> bytes:
        return _json({term: list(weights.items()) for term, weights in _weighed(pages, language).items()})

    kept = cache.remember(digest("first", base, language, _json(pages)), made)
    return {term: dict(weights) for term, weights in json.loads(kept).items()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _one_line(text: str, settings: Settings, language: str) -> str:
    return _SPACE.sub(" ", substituted(text, settings, language)).strip()


def fields(article: Article, language: str, settings: Settings) -> dict[str, str]:
    """The fields of the first tier: what the page is called, and what its readers call it."""
    page = article.pages[language]
    words = page.meta.get("keywords")
    keywords = [str(word) for word in words] if isinstance(words, list) else []
    return {
        "title": _one_line(page.text("title"), settings, language),
        "keywords": " \n ".join([*keywords, *article.error_codes, article.slug.replace("-", " ")]),
    }


def texts_of_pages(library: Library, language: str, places: Sequence[Place]) -> list[tuple[int, str]]:
    """Return (number of the page, text): what each article says of itself, that is its title, keywords, error messages, summary and
    headings, and what is asked of it; of another page its summary and headings. What nothing answers has the number after the last page's."""
    articles = library.in_language[language]
    texts: list[tuple[int, str]] = []
    for number, article in enumerate(articles):
        said = fields(article, language, library.settings)
        texts += [(number, text) for text in (said["title"], *said["keywords"].split(" \n "))]
        texts += [(number, question.text) for question in asked(library.tree, path_of(language, article.slug)).questions]
    texts += [(place.page, place.heading or place.text) for place in places]
    nothing = 1 + max((place.page for place in places), default=-1)
    return texts + [(nothing, question.text) for question in asked(library.tree, path_of(language, NONE)).questions]


def texts_of_places(library: Library, language: str, places: Sequence[Place]) -> list[tuple[int, str]]:
    """Return (number of the place, text): the heading of each section, and the questions that name it."""
    numbers = {(place.page, place.anchor): number for number, place in enumerate(places)}
    texts = [(number, place.heading) for number, place in enumerate(places) if place.heading]
    for page, article in enumerate(library.in_language[language]):
        for question in asked(library.tree, path_of(language, article.slug)).questions:
            if question.section and (page, question.section) in numbers:
                texts.append((numbers[page, question.section], question.text))
    return texts


def _places(page: Page, settings: Settings) -> Iterator[tuple[str, str, str, bool]]:
    """(anchor, heading, text, telling) of the summary of a page and of its sections."""
    common = {section.titles.get(page.language) for sections in settings.templates.values() for section in sections}
    yield "", "", _lines(_one_line(page.text("summary"), settings, page.language)), True
    for section in page.sections:
        if section.id:
            heading = _one_line(visible(section.title), settings, page.language)
            alone = partial(_forbids if section.id == PROHIBITIONS else _stands_alone, language=page.language)
            text = "\n".join(_texts(section.blocks, settings, page.language, alone))
            yield section.id, heading, text, heading not in common


def _texts(blocks: Sequence[Block], settings: Settings, language: str, alone: Callable[[str], bool]) -> Iterator[str]:
    """The lines of blocks as a reader sees them, without code blocks, boxes of the template and pictures. `alone` tells which may stand
    by themselves; of a list with a lead (“They ask you to:”) none may."""
    lead = ""
    for block in blocks:
        words = _seen(block, settings, language) if block.kind in {"paragraph", "box", "tab"} else ""
        if block.kind == "table":
            for number, row in enumerate(block.children):
                cells = "\t".join(_seen(cell, settings, language) for cell in row.children)
                yield cells if number else f"\t{cells}"
            continue
        yield from (line if alone(line) else ALONE_NEVER + line for line in _lines(words).split("\n") if line)
        led = block.kind == "list" and _COLON.search(lead)
        yield from _texts(block.children, settings, language, (lambda _: False) if led else alone)
        lead = words


def _stands_alone(line: str, language: str) -> bool:
    """Whether it is no quotation, which may be a myth or a scammer's, and its “not” is in the part that is shown."""
    shown = line[: EXCERPT["han" if chinese(language) else "latin"] // 2]
    return not _QUOTED.match(line) and (not _forbids(line, language) or len(line) <= len(shown) * 2 or _forbids(shown, language))


def _forbids(line: str, language: str) -> bool:
    """Whether it says itself that it forbids; what a section of prohibitions says without a “not” would be an order anywhere else."""
    return language in LANGUAGES and says(NEGATION, plain(line, language), language)


def _seen(block: Block, settings: Settings, language: str) -> str:
    """The running text of a block, in one line."""
    return _one_line("".join(piece.text for piece in outermost(block.inlines) if piece.kind not in {"html", "image"}), settings, language)


def _lines(text: str) -> str:
    """A text with each of its sentences in a line."""
    return _SENTENCE_END.sub(lambda match: f"{match[1] or match[2]}\n", text)


def _weighed(pages: list[dict[str, str]], language: str) -> Tier:
    """Term → page → weight, all fields together, as lunr weighs them."""
    if not pages:
        return {}  # lunr would divide by their number
    builder = Builder()
    builder.ref("id")
    for field, boost in BOOSTS.items():
        builder.field(field, boost=boost)
    builder.b(LENGTH)
    builder.k1(SATURATION)
    for number, texts in enumerate(pages):
        builder.add({"id": str(number)} | {field: terms(text, language) for field, text in texts.items()})
    builder.build()
    names = {facts["_index"]: term for term, facts in builder.inverted_index.items()}
    found: dict[str, dict[int, int]] = {}
    for key, vector in builder.field_vectors.items():
        at = int(key.partition("/")[2])
        for term, weight in zip(vector.elements[::2], vector.elements[1::2], strict=True):
            known = found.setdefault(names[int(term)], {})
            known[at] = known.get(at, 0) + max(1, round(float(weight) * SCALE))
    return found


def packed(tier: Tier) -> tuple[str, str]:
    """Return (terms, postings): the terms in order, one a line, each without what it shares with the one before (how much, as one
    digit of base 64); and on the same line of the second text, for each page the distance from the last one and the weight."""
    words, lines, last = [], [], ""
    for term in sorted(tier):
        shared = 0
        while shared < min(len(term), len(last), 63) and term[shared] == last[shared]:
            shared += 1
        words.append(_DIGITS[shared] + term[shared:])
        previous, numbers = -1, []
        for place in sorted(tier[term]):
            numbers += [place - previous - 1, tier[term][place]]
            previous = place
        lines.append(" ".join(map(str, numbers)))
        last = term
    return "\n".join(words), "\n".join(lines)

"""The files of the search, by their path in the site: two tiers per language, what its questions teach and which of them are suggested,
the scripts, and what the guard knows.

Their names hold a hash of their content, as those of all assets; one small file per language stands elsewhere, has a name of its own
and says which ones they are. The scripts are modules that import each other by relative names:
their folder has the hash, of all of them together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from helpcenter.articles.incidents import first_action
from helpcenter.articles.model import REPORTING, Library
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.inlines import visible
from helpcenter.runtime.cache import NOTHING, Cache, digest
from helpcenter.runtime.once import once_per_value
from helpcenter.text.scripts import chinese, pairs, primary
from helpcenter.text.words import words as words_of
from helpcenter.wallet.secret_shapes import for_browser

from .analyzer import PARTICLES, forms, searchable
from .index import EXCERPT, LENGTH, PLACE_BOOSTS, SATURATION, SCALE, Index, fields, index, packed, texts_of_pages, texts_of_places
from .learned import Learned, learned, learned_apart
from .pinyin import pinyin
from .questions import NONE, asked, path_of
from .suggestions import Line, Wording, suggested
from .synonyms import groups

FOLDER = "assets/search/"
INDEXES = "search/"  # one per language, by its own name: a page stays the same when another page changes
SCRIPTS = "assets/javascripts/search/"  # the modules, below overrides/ and as MkDocs would publish them
# The last is the style of what they show.
MODULES = (
    "box.js",
    "worker.js",
    "index.js",
    "analyzer.js",
    "learned.js",
    "pinyin.js",
    "suggestions.js",
    "secrets.js",
    "feedback.js",
    "offline.js",
    "trusted.js",
    "results.css",
)
# Bytes of a language's texts, of which gzip leaves 0.3: up to WHOLE they are one file, above it files of about SHARD each, of which a
# browser reads those that it needs. Not counted as compressed: that differs between versions of zlib.
WHOLE, SHARD = 1_000_000, 100_000
# A question for which no page scores as much by its words is one that no article seems to answer. How many of the bank's questions, and of
# those about other things, are doubted because of this or of LOUDER in index.js, benchmarks/bank.py prints.
DOUBTED = {"zh": 19, "en": 41, "es": 38}
# The files of a language: the first tier, what is learned of the articles and of their sections, and what is suggested, in the order in which a
# browser asks for them; and the texts, one file or several. A wrong order of results costs more than a wrong section, so what is learned comes
# in two.
ALONE, SEVERAL = ("first", "learned", "sections", "suggested"), "second"
SEVERITIES = ("critical", "high", "normal")


def search_files(library: Library, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content of every file. The index of a language is cached by its pages and data/."""
    made = dict(_everywhere(library))
    for language in library.settings.built:
        parts = _parts(library, language.code, cache, base)
        kinds = [*ALONE, *[SEVERAL] * (len(parts) - len(ALONE))]
        named = [(_hashed(f"{language.code}.{kind}.json", part), part) for kind, part in zip(kinds, parts, strict=True)]
        made |= dict(named)
        addresses = [routes.relative(path, INDEXES) for path, _ in named]
        made[_index(language.code)] = _json(dict(zip(ALONE, addresses, strict=False)) | {SEVERAL: addresses[len(ALONE) :]})
    return made


def _parts(library: Library, language: str, cache: Cache, base: bytes) -> list[bytes]:
    """The files of a language as JSON: ALONE, then one or more of SEVERAL."""

    def made() -> bytes:
        first, second = tiers(library, language, cache, base)
        learned = all_lessons(library, language, cache, base)
        sections = {name: learned.pop(name) for name in ("sections", "starts")}
        suggested = all_suggestions(library, language, cache, base)
        return b"\0".join(map(_json, (first, learned, sections, suggested, *second)))  # JSON holds no such byte

    return cache.remember(_key(library, language, base), made).split(b"\0")


def _key(library: Library, language: str, base: bytes) -> bytes:
    """The key of a language's index: its pages and questions, and the facts of its articles, which stand in their source pages."""
    codes = {language, library.source_language}
    pages = [part for page in library.pages.values() if page.language in codes for part in (page.path, library.made_of(page))]
    questions = [path_of(language, slug) for slug in (NONE, *(article.slug for article in library.in_language[language]))]
    return digest("search", base, language, *pages, *(part for path in questions for part in (path, library.tree.text(path) or "")))


def search_paths(library: Library, site: Mapping[str, bytes]) -> set[str]:
    """Return the paths of the search's files in a built site. The name of a tier holds the hash of its content."""
    found = set(_everywhere(library))
    for language in library.settings.built:
        tiers = [f"{language.code}.{kind}" for kind in (*ALONE, SEVERAL)]
        named = ((path, tier) for path in site for tier in tiers if path.startswith(f"{FOLDER}{tier}."))
        found |= {_index(language.code), *(path for path, tier in named if path == _hashed(f"{tier}.json", site[path]))}
    return found


def search_assets(library: Library, language: str) -> dict[str, str]:
    """Return name → path in the site of what a page loads for its search: the modules `box`, `worker`, `secrets`, `feedback` and `offline`, which
    import the others, `words`, and `index`, which names the rest.
    """
    shared = {path.rpartition("/")[2].partition(".")[0]: path for path in _everywhere(library)}
    return {name: shared[name] for name in ("box", "worker", "secrets", "feedback", "offline", "words")} | {"index": _index(language)}


def _index(language: str) -> str:
    return f"{INDEXES}{language}.json"


@once_per_value
def _everywhere(library: Library) -> Mapping[str, bytes]:
    """Path → content of what all languages share."""
    modules = {name: library.tree.text(f"overrides/{SCRIPTS}{name}") or "" for name in MODULES}
    folder = f"{SCRIPTS.removesuffix('/')}-{routes.short_hash(_json(modules))}/"
    shared = _json(shared_words())
    return {folder + name: text.encode() for name, text in modules.items()} | {_hashed("words.json", shared): shared}


def _hashed(name: str, data: bytes) -> str:
    return routes.hashed(FOLDER + name, data)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def tiers(library: Library, language: str, cache: Cache = NOTHING, base: bytes = b"") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what the worker reads first, and the sections that follow, in shards; `shards` of the first names the page each begins with."""
    settings, made = library.settings, index(library, language, cache, base)
    words, postings = packed(made.first)
    pages = []
    for article in made.articles:
        title = substituted(article.pages[language].text("title"), settings, language)
        kind = settings.strings[language].get("kind_" + article.type.replace("-", "_"), "")
        url = routes.url(settings, language, article.route)
        severity = SEVERITIES.index(article.severity) if article.severity in SEVERITIES else len(SEVERITIES)
        action = first_action(article.pages[language]) if article.type == "incident" else None
        told = substituted(" ".join(visible(action.text).split()), settings, language) if action else ""
        pages.append([url, title, kind, severity, article.id, told])
    for page in made.pages[len(made.articles) :]:
        title = substituted(page.text("title"), settings, language)
        pages.append([routes.url(settings, language, page.route), title, "", len(SEVERITIES) if page.route == REPORTING else 0, 0, ""])
    errors: dict[str, list[int]] = {}
    for number, article in enumerate(made.articles):
        for code in article.error_codes:
            errors.setdefault(" ".join(searchable(code).split()), []).append(number)
    first: dict[str, Any] = {
        "language": language,
        "pages": pages,
        "terms": words,
        "postings": postings,
        "synonyms": [
            [group[own], [word for code in group if code != own for word in group[code]]]
            for group in groups(settings)
            if (own := language if group.get(language) or not chinese(language) else primary(language)) and group.get(own)
        ],
        "questions": sorted({searchable(word) for word in words_of("question_words", language)}, key=lambda word: (-len(word), word)),
        "errors": errors,
        "particles": PARTICLES,
        "forms": forms(language),
        "excerpt": EXCERPT,
        "doubted": DOUBTED.get(language, 0),
        "weights": {"b": LENGTH, "k1": SATURATION} | {field: boost * SCALE for field, boost in PLACE_BOOSTS.items()},
    }
    places: list[list[Any]] = [
        [place.page, place.anchor, place.heading, place.text, *(() if place.telling else (0,))] for place in made.places
    ]
    shards = _shards(places)
    first["shards"] = [shard[0][0] if shard else 0 for shard in shards]
    return first, [{"places": shard} for shard in shards]


def lessons(made: Learned) -> dict[str, Any]:
    """Return what is learned as the worker reads it; `rarity` has a number for each line of `terms`, or none at all."""
    words, postings = packed(made.weights)
    rarity = " ".join(str(made.rarity[feature]) for feature in sorted(made.weights)) if made.rarity else ""
    return {"terms": words, "postings": postings, "classes": made.classes, "rarity": rarity}


def all_lessons(library: Library, language: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, Any]:
    """Return what is learned of the pages, and of the sections of each with the number of its first place, for those are counted through;
    and for Chinese how the characters and words of all that are typed as pinyin."""
    made = index(library, language, cache, base)
    pages, sections = (texts(library, language, made.places) for texts in (texts_of_pages, texts_of_places))
    starts = [number for number, place in enumerate(made.places) if not place.anchor]
    groups = [range(start, end) for start, end in pairwise([*starts, len(made.places)])]

    def teach() -> bytes:
        of_pages, of_sections = learned_of_pages(made, pages, language), learned_apart(sections, groups, language)
        taught = {"pages": lessons(of_pages), "sections": lessons(of_sections), "starts": starts}
        if chinese(language):
            taught["pinyin"] = pinyin((word for word in of_pages.rarity if len(word) == 1), (text for _, text in pages))
        return _json(taught)

    found: dict[str, Any] = json.loads(cache.remember(digest("learned", base, language, _json([pages, sections, starts])), teach))
    return found


def learned_of_pages(made: Index, texts: Iterable[tuple[int, str]], language: str) -> Learned:
    """Return what these texts of the pages teach: a class for each page, and one for what nothing answers, where such texts are among them."""
    told = tuple(texts)
    return _learned(told, max(len(made.pages), 1 + max((number for number, _ in told), default=-1)), language)


_learned = lru_cache(maxsize=1)(learned)  # what is suggested follows what is learned of the pages


def all_suggestions(library: Library, language: str, cache: Cache = NOTHING, base: bytes = b"") -> list[tuple[int, str, str]]:
    """Return what is suggested while somebody types: (number of the article, its section or "", question)."""
    made = index(library, language, cache, base)
    sections = {(place.page, place.anchor) for place in made.places}
    lines = [
        Line(number, question.section, question.text)
        for number, article in enumerate(made.articles)
        for question in asked(library.tree, path_of(language, article.slug)).questions
        if question.may_be_seen and (number, question.section) in sections
    ]
    texts = texts_of_pages(library, language, made.places)

    def chosen() -> bytes:
        titles = [fields(article, language, library.settings)["title"] for article in made.articles]
        headings = titles + [place.heading for place in made.places]
        wording = Wording(language, [*headings, *(place.text for place in made.places)], headings, [line.text for line in lines])
        taught = learned_of_pages(made, texts, language)
        return _json([(line.article, line.section, line.text) for line in suggested(lines, wording, taught, titles)])

    asks = [(line.article, line.section, line.text) for line in lines]
    kept = cache.remember(digest("suggested", base, language, _json([asks, texts, [place.text for place in made.places]])), chosen)
    found: list[tuple[int, str, str]] = json.loads(kept)
    return found


def _shards(places: list[list[Any]]) -> list[list[list[Any]]]:
    """The places, whose first value is their page, in parts: all in one, or of about SHARD bytes each, cut between pages."""
    if len(_json(places)) <= WHOLE:
        return [places]
    shards: list[list[list[Any]]] = []
    size = SHARD
    for _, group in groupby(places, key=itemgetter(0)):
        page = list(group)
        if size >= SHARD:
            shards.append([])
            size = 0
        shards[-1] += page
        size += len(_json(page))
    return shards


def shared_words() -> dict[str, Any]:
    """Return what the scripts of all languages read: the traditional characters that differ from their simplified ones, in step with
    these, of which the worker makes the latter; and what the guard knows."""
    return {
        "simplified": "".join(simple for _, simple in pairs()),
        "traditional": "".join(traditional for traditional, _ in pairs()),
        "secrets": for_browser(),
    }

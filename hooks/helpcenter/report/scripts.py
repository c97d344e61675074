"""The scripts of the search box, run here: the guard that knows secrets, and the search that finds the article.

A second guard or search in Python would soon differ from what readers have. V8 runs the modules of overrides/ as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from helpcenter.articles.model import Article, Library
from helpcenter.links import routes
from helpcenter.runtime.once import once_per_value
from helpcenter.search.files import SCRIPTS, all_lessons, learned_of_pages, shared_words, tiers
from helpcenter.search.index import index, texts_of_pages
from helpcenter.search.learned import Learned, scores

from .group import imported

SURE = 0.25  # confidence below which no article is taken to answer: of questions with less, a quarter would be right
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w.-]+)"$', re.M)
_EXPORT = re.compile(r"^export (class|const|function\*?) (\w+)", re.M)
# What a browser has and V8 alone has not.
_ATOB = """
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
function atob(text) {
  const bare = text.replace(/=+$/, "")
  if (/[^A-Za-z0-9+/]/.test(bare) || bare.length % 4 === 1) throw new Error("not Base64")
  let made = "", bits = 0, value = 0
  for (const sign of bare) {
    value = ((value << 6) | SIGNS.indexOf(sign)) & 0xffffff
    bits += 6
    if (bits >= 8) made += String.fromCharCode((value >> (bits -= 8)) & 255)
  }
  return made
}
const modules = {}, indexes = {}
"""
_ASKED = """
let guard
function open_guard(table) {
  guard = new modules["secrets.js"].Guard(table)
  return true
}
function open_index(language, first, words, places, lessons) {
  const made = new modules["index.js"].Index(first, words)
  made.learn(lessons, modules["pinyin.js"].Pinyin)
  made.add(places)
  indexes[language] = made
  return true
}
function spans(text) { return guard.find(text).map(({ from, to, kind }) => [from, to, kind]) }
function find(language, text) {
  const { results, doubtful } = indexes[language].search(text)
  return [results.map(({ url, sections }) => [url, sections[0]?.anchor ?? ""]), doubtful]
}
"""


@dataclass(frozen=True)
class Match:
    """The article that the search finds first for a text, None where there is none.

    confidence  how sure that is, from 0 to 1
    answers     false where the search itself says that no article seems to answer, or is hardly sure
    section     the id of its section that answers best, or ""
    """

    article: Article | None = None
    confidence: float = 0.0
    answers: bool = False
    section: str = ""


class Scripts:
    """The guard and the searches of a library. Raises CannotReport where V8 is not installed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._engine: Any = imported("py_mini_racer").MiniRacer()
        self._engine.eval(_ATOB)
        for name in ("analyzer.js", "learned.js", "pinyin.js", "index.js", "secrets.js"):
            self._engine.eval(_as_function(name, library.tree.text(f"overrides/{SCRIPTS}{name}") or ""))
        self._engine.eval(_ASKED)
        self._words = shared_words()
        self._engine.call("open_guard", self._words["secrets"])
        self._opened: set[str] = set()
        self._found: dict[tuple[str, str], Match] = {}

    def __enter__(self) -> Scripts:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()  # its thread would keep the process from ending

    def secrets(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Return (start, end, kind) of what must not be kept, in characters of Python: "phrase", "key", "code", "number" or "maybe"."""
        found: list[tuple[int, int, str]] = [tuple(span) for span in self._engine.call("spans", text)]
        if found and not text.isascii():
            places = _places(text)
            found = [(places[start], places[end], kind) for start, end, kind in found]
        return found

    def find(self, language: str, text: str) -> Match:
        """Return the article that readers of this language would be shown first."""
        if (language, text) not in self._found:
            self._found[language, text] = self._find(language, text)
        return self._found[language, text]

    def _find(self, language: str, text: str) -> Match:
        if language not in self._opened:
            self._open(language)
        listed, doubtful = self._engine.call("find", language, text)
        articles = _by_url(self._library, language)  # other pages, like that of where to report, answer no ticket
        url, section = next(((url, section) for url, section in listed if url in articles), ("", ""))
        if not url:
            return Match()
        article = articles[url]
        confidence = _confidence(self._library, language, text, article)
        return Match(article, confidence, not doubtful and confidence >= SURE, section)

    def _open(self, language: str) -> None:
        first, second = tiers(self._library, language)
        places = [place for shard in second for place in shard["places"]]
        self._engine.call("open_index", language, first, self._words, places, all_lessons(self._library, language))
        self._opened.add(language)


def _as_function(name: str, module: str) -> str:
    """A module as a function that is called at once, so that its names stay its own; what it exports goes into `modules`."""
    exported = ", ".join(match[2] for match in _EXPORT.finditer(module))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r'const \1 = modules["\2"]', module))
    return f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {exported} }}\n}})()'


def _places(text: str) -> list[int]:
    """For each unit of UTF-16, which JavaScript counts, the character of Python."""
    found: list[int] = []
    for place, character in enumerate(text):
        found += [place] * (2 if ord(character) > 0xFFFF else 1)
    return [*found, len(text)]


@once_per_value
def _by_url(library: Library, language: str) -> Mapping[str, Article]:
    return {routes.url(library.settings, language, article.route): article for article in library.in_language[language]}


@once_per_value
def _taught(library: Library, language: str) -> Learned:
    made = index(library, language)
    return learned_of_pages(made, texts_of_pages(library, language, made.places), language)


def _confidence(library: Library, language: str, text: str, article: Article) -> float:
    """How much of what the question bank says speaks for this article: of the questions of writers it has not learned from, of those with
    0.2 to 0.4 a quarter get the right article, with 0.4 to 0.8 half, above that four fifths."""
    told = scores(_taught(library, language), text, language)
    best = max(told)
    number = library.in_language[language].index(article)
    return exp(told[number] - best) / sum(exp(score - best) for score in told)

"""What a request tells: a page was read, an article solved something or not, a search failed, a survey was answered; or why it tells nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from helpcenter.articles.model import Library
from helpcenter.links import routes
from helpcenter.pages.feedback import NONE

from .group import imported
from .lines import Line
from .scrub import Scrubber

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_PRINT = re.compile(r"[0-9a-f]{8}")
LONGEST_QUERY = 300  # characters of the words of a search
NOT_READ = (301, 302, 303, 307, 308)  # short links and old addresses: what they lead to is counted


@dataclass(frozen=True, slots=True)
class View:
    """A page of an article was read; `previous` is the article from which a reader came to the page that lists the contacts, else 0."""

    hour: int
    language: str
    article: int
    previous: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """“Did this solve it?”: yes or no, the reason of a no, the fingerprint of the page that was read, and the id of the section that was
    opened last; "-" where no reason was chosen, or no section is known."""

    hour: int
    language: str
    article: int
    solved: bool
    reason: str
    fingerprint: str
    section: str


@dataclass(frozen=True, slots=True)
class Search:
    """The words, scrubbed, of a search that found nothing and that a reader sent."""

    hour: int
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers to the survey about one case; the three grades are from 1 to 5."""

    hour: int
    language: str
    case: str
    channel: str
    solved: bool
    fast: int
    able: int
    kind: int
    missing: str


Event = View | Answer | Search | Survey


@lru_cache(maxsize=100_000)
def is_robot(agent: str) -> bool:
    """Whether the kept list of crawler-user-agents knows this agent."""
    return bool(imported("crawleruseragents").is_crawler(agent))


class Reading:
    """Tells of each line what it says, for one library. Raises CannotReport where the list of robots is not installed."""

    def __init__(self, library: Library, scrubber: Scrubber) -> None:
        settings = library.settings
        self._scrubber = scrubber
        self._languages = {language.code for language in settings.built}
        self._base = urlsplit(settings.site_url).path.rstrip("/")
        self._articles = {article.id: article.id for article in library.articles}
        self._articles |= {number: taking.id for number, taking in library.retired.items() if taking}
        self._sections = {
            (language, article.id, section.id)
            for article in library.articles
            for language, page in article.pages.items()
            for section in page.sections
        }
        self._pages = {
            path: (language, article.id)
            for article in library.articles
            for language, path in routes.article_urls(article, settings).items()
        }
        contact = next((article.id for article in library.articles if article.slug == settings.channels_page), 0)
        self._contact = contact
        self._classes = set(settings.response_minutes)
        self._page_of = lru_cache(maxsize=200_000)(self._look_up)
        is_robot("")

    def event(self, line: Line) -> Event | str:
        """Return what a line tells, or the reason why it is left out."""
        if line.agent and is_robot(line.agent):
            return "robots"
        if line.method != "GET":
            return "other methods"
        path, mark, query = line.target.partition("?")
        if mark and "k=" in query and (sent := dict(parse_qsl(query, max_num_fields=20) if query.count("&") < 20 else ())).get("k"):
            if sent["k"] not in {"answer", "search", "survey"}:
                return "not a page"
            return self._sent(line.hour, sent) if line.status < 400 else "errors of the server"
        page = self._page_of(path)
        if page is None:
            return "not a page"
        if line.status in NOT_READ:
            return "redirects"
        if line.status >= 400:
            return "errors of the server"
        language, article = page
        previous = 0
        if article == self._contact and len(line.before) > 1:
            _, previous = self._page_of(path_of_address(line.before)) or ("", 0)
        return View(line.hour, language, article, previous if previous != article else 0)

    def _look_up(self, path: str) -> tuple[str, int] | None:
        path = unquote(path)
        if not path.startswith(self._base + "/"):
            return None
        return self._pages.get(path[len(self._base) + 1 :].removesuffix("index.html"))

    def _sent(self, hour: int, sent: Mapping[str, Any]) -> Event | str:
        language = sent.get("l", "")
        if language not in self._languages:
            return "feedback that is not ours"
        if sent["k"] == "search":
            words = sent.get("q", "").strip()
            return (
                Search(hour, language, self._scrubber.scrubbed(words)) if 0 < len(words) <= LONGEST_QUERY else "feedback that is not ours"
            )
        if sent["k"] == "answer":
            number, reason, fingerprint = sent.get("a", ""), sent.get("r", NONE), sent.get("f", "")
            article = self._articles.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
            if article is None or sent.get("v") not in {"yes", "no"} or not _key(reason) or not _PRINT.fullmatch(fingerprint):
                return "feedback that is not ours"
            section = sent.get("at", NONE)
            known = (language, article, section) in self._sections
            return Answer(hour, language, article, sent["v"] == "yes", reason, fingerprint, section if known else NONE)
        grades = [sent.get(name, "") for name in ("fast", "able", "kind")]
        case, channel, missing = (sent.get(name, NONE) for name in "chm")
        is_ours = case in self._classes and _key(channel) and _key(missing) and sent.get("s") in {"yes", "no"}
        if not is_ours or any(grade not in {"1", "2", "3", "4", "5"} for grade in grades):
            return "feedback that is not ours"
        fast, able, kind = map(int, grades)
        return Survey(hour, language, case, channel, sent["s"] == "yes", fast, able, kind, missing)


def _key(text: str) -> bool:
    return text == NONE or bool(_KEY.fullmatch(text))


def path_of_address(address: str) -> str:
    """The path of an address, "" where it is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""

"""What the counts mean: the commonest problems, what is missing, what did not help, what was promised, and what the staff should learn.

Every list is ranked by what mending it would save: readers who were left with their problem. What fewer than `k` told is summed as “other”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.pages.feedback import NONE

from .meaning import grouped
from .scripts import Scripts
from .tables import GRADES, Rows
from .words import called

Z = 1.96  # standard deviations of an interval of 95 %
SHOWN_WORDS = 5  # texts of a group
MOST_CHANGED = 10  # articles of a training sheet that were reviewed anew: the ones that matter most
HELPS = 0.8  # the share of readers that an article is to help, below which it is to be mended
LOW_GRADE = 3.5  # the mean of a grade, below which the staff is to learn


@dataclass(frozen=True)
class Problem:
    """An article with its readers. `solved` is a share, None where fewer than k answered; `unsolved` is what mending it would save;
    `detail` is the commonest reason of a no, `section` the one where most of them were said, as far as k readers told."""

    article: int
    title: str
    views: int
    searches: int
    tickets: int
    sure: int | None
    answers: int
    solved: float | None
    unsolved: int
    owner: str
    state: str
    todo: str
    detail: str
    section: str


@dataclass(frozen=True)
class Gap:
    """What readers look for and do not find, in their words. `article` is the nearest one, 0 where there is none."""

    words: str
    searches: int
    tickets: int
    unsolved: int
    article: int
    title: str
    confidence: float
    owner: str
    todo: str
    section: str


@dataclass(frozen=True)
class Reading:
    """An article that is read: how many it solved, and how many went on to write."""

    article: int
    title: str
    views: int
    wrote: int
    tickets: int
    answers: int
    solved: float | None
    low: float | None
    high: float | None
    unsolved: int


@dataclass(frozen=True)
class No:
    """A reason of readers whom an article did not help, and the section that they had opened last, "" where that is not known of k of them.
    `current` is the share that read the text as it is today."""

    article: int
    title: str
    reason: str
    section: str
    answers: int
    current: float
    owner: str


@dataclass(frozen=True)
class Reply:
    """First replies of a case in an hour of the day (UTC; -1 for all): how many came in the time that was promised."""

    case: str
    hour: int
    promised: int
    tickets: int
    within: float
    median: int
    late: int


@dataclass(frozen=True)
class Satisfaction:
    """The survey of a case and channel: means from 1 to 5, each with half its interval of 95 %."""

    case: str
    channel: str
    answers: int
    solved: float
    low: float
    high: float
    fast: float
    fast_within: float
    able: float
    able_within: float
    kind: float
    kind_within: float


@dataclass(frozen=True)
class Missing:
    """What readers missed in the answer to a case."""

    case: str
    missing: str
    answers: int


@dataclass(frozen=True)
class Lesson:
    """What the staff should learn next: why, about which article or case, and by how much."""

    why: str
    article: int
    title: str
    what: str


@dataclass(frozen=True)
class Scope:
    """The answers for one language, or for all of them."""

    problems: tuple[Problem, ...] = ()
    gaps: tuple[Gap, ...] = ()
    readings: tuple[Reading, ...] = ()
    noes: tuple[No, ...] = ()
    replies: tuple[Reply, ...] = ()
    satisfaction: tuple[Satisfaction, ...] = ()
    missing: tuple[Missing, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    days: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Counted:
    """The rows of one scope, with the library that they speak of."""

    rows: Rows
    library: Library
    scripts: Scripts
    k: int
    today: date


def scopes(rows: Rows, library: Library, scripts: Scripts, k: int, today: date) -> dict[str, Scope]:
    """Return the answers by language, those for all languages at ""."""
    found = {"": _scope(Counted(rows, library, scripts, k, today), "")}
    for language in library.settings.built:
        own = {name: [row for row in those if row["language"] == language.code] for name, those in rows.items()}
        found[language.code] = _scope(Counted(own, library, scripts, k, today), language.code)
    return found


def _scope(of: Counted, language: str) -> Scope:
    shown = language or of.library.source_language
    looked_for, gaps = _searched(of)
    problems = _problems(of, shown, looked_for)
    replies = _replies(of)
    satisfaction = _satisfaction(of)
    return Scope(
        tuple(sorted(problems, key=lambda row: (-row.unsolved, -row.views, row.article))),
        gaps,
        _readings(of, problems),
        _noes(of, shown),
        replies,
        satisfaction,
        _missing(of),
        _lessons(of, shown, problems, satisfaction),
        tuple(sorted(_sums(of.rows["days"], "day").items())),
    )


def _sums(rows: Iterable[Mapping[str, Any]], key: str, value: str = "n") -> dict[Any, int]:
    found: dict[Any, int] = defaultdict(int)
    for row in rows:
        found[row[key]] += row[value]
    return found


def interval(yes: int, n: int) -> tuple[float, float]:
    """Return the interval of 95 % of a share (Wilson)."""
    if not n:
        return 0.0, 1.0
    share, squared = yes / n, Z * Z / n
    middle, half = share + squared / 2, Z * sqrt(share * (1 - share) / n + squared / (4 * n))
    return max(0.0, (middle - half) / (1 + squared)), min(1.0, (middle + half) / (1 + squared))


def _title(article: Article, settings: Settings, language: str) -> str:
    page = article.pages.get(language) or article.source
    return substituted(page.text("title"), settings, page.language)


# --- problems and gaps ------------------------------------------------------------------------------------------------


def _searched(of: Counted) -> tuple[dict[int, int], tuple[Gap, ...]]:
    """How many searches an article was meant by, and what is not found."""
    meant: dict[int, int] = defaultdict(int)
    gaps: list[Gap] = []
    for language in dict.fromkeys(row["language"] for name in ("searches", "subjects") for row in of.rows[name]):
        texts = {row["words"]: row["n"] for row in of.rows["searches"] if row["language"] == language}
        subjects = {row["words"]: row["n"] for row in of.rows["subjects"] if row["language"] == language}
        by_article: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
        others: list[tuple[str, int]] = []
        for words in texts.keys() | subjects.keys():
            if _said(words):
                match = of.scripts.find(language, words)
                count = (words, texts.get(words, 0) + subjects.get(words, 0))
                if match.answers and match.article:
                    by_article[match.article.id, ""].append(count)
                    meant[match.article.id] += texts.get(words, 0)
                else:
                    others.append(count)
        groups = [(True, sorted(group, key=lambda text: (-text[1], text[0]))) for group in by_article.values()]
        groups += [(False, group) for group in grouped(others, language)]
        for answers, group in groups:
            gaps.append(_gap(of, language, answers, group, (texts, subjects)))
    return meant, tuple(sorted(gaps, key=lambda gap: (gap.todo != "write", -gap.unsolved, gap.words)))


def _said(words: str) -> bool:
    """Whether more than masks is left of a text."""
    return any(character.isalpha() for part in words.split("[") for character in part.rpartition("]")[2])


def _gap(
    of: Counted, language: str, answers: bool, group: Sequence[tuple[str, int]], counts: tuple[Mapping[str, int], Mapping[str, int]]
) -> Gap:
    match = of.scripts.find(language, group[0][0])
    searches, subjects = (sum(each.get(words, 0) for words, _ in group) for each in counts)
    article = match.article
    return Gap(
        " · ".join(words for words, _ in group[:SHOWN_WORDS]),
        searches,
        subjects,
        searches + subjects,
        article.id if article else 0,
        _title(article, of.library.settings, language) if article else "",
        round(match.confidence, 2),
        article.owner if article else "",
        "add" if answers else "write",
        match.section if answers else "",
    )


def _problems(of: Counted, shown: str, looked_for: Mapping[int, int]) -> list[Problem]:
    views, wrote = _sums(of.rows["views"], "article"), _sums(of.rows["wrote"], "previous")
    tickets, sure = _sums(of.rows["tickets"], "article"), _sums(of.rows["tickets"], "article", "sure")
    answers, yes = _sums(of.rows["answers"], "article"), _sums(of.rows["answers"], "article", "yes")
    reasons, sections = (_commonest(of, key) for key in ("reason", "section"))
    found = []
    for article in of.library.articles:
        n = article.id
        told = answers.get(n, 0) >= of.k
        solved = yes.get(n, 0) / answers[n] if told else None
        read, asked, written = views.get(n, 0), looked_for.get(n, 0), tickets.get(n, 0)
        if read + asked + written < of.k:
            continue
        left = read * (1 - solved) if solved is not None else float(wrote.get(n, 0))
        state = "overdue" if article.review_due < of.today else "stale" if article.stale(shown) else ""
        todo = _todo(state, solved, asked, of.k)
        found.append(
            Problem(
                n,
                _title(article, of.library.settings, shown),
                read,
                asked,
                written,
                round(sure[n] / written) if written else None,
                answers.get(n, 0),
                None if solved is None else round(solved, 3),
                round(left) + asked + written,
                article.owner,
                state,
                todo,
                reasons.get(n, NONE) if todo == "mend" else "",
                sections.get(n, "") if todo == "mend" else "",
            )
        )
    return found


def _commonest(of: Counted, key: str) -> dict[int, str]:
    """Article → the reason or the section of most of its answers “no”, where at least k told it."""
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in of.rows["reasons"]:
        if row[key] != NONE:
            counts[row["article"]][row[key]] += row["n"]
    most = {article: max(told, key=lambda each: (told[each], each)) for article, told in counts.items()}
    return {article: each for article, each in most.items() if counts[article][each] >= of.k}


def _todo(state: str, solved: float | None, asked: int, k: int) -> str:
    if state:
        return "review" if state == "overdue" else "translate"
    if solved is not None and solved < HELPS:
        return "mend"
    return "add" if asked >= k else "look"


def _readings(of: Counted, problems: Sequence[Problem]) -> tuple[Reading, ...]:
    wrote, yes = _sums(of.rows["wrote"], "previous"), _sums(of.rows["answers"], "article", "yes")
    found = []
    for row in problems:
        low, high = interval(yes.get(row.article, 0), row.answers) if row.solved is not None else (None, None)
        found.append(
            Reading(
                row.article,
                row.title,
                row.views,
                wrote.get(row.article, 0),
                row.tickets,
                row.answers,
                row.solved,
                None if low is None else round(low, 3),
                None if high is None else round(high, 3),
                wrote.get(row.article, 0) + row.tickets,
            )
        )
    return tuple(sorted(found, key=lambda row: (-row.unsolved, row.article)))


def _noes(of: Counted, shown: str) -> tuple[No, ...]:
    counts: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    by_id = {article.id: article for article in of.library.articles}
    for row in of.rows["reasons"]:
        article = by_id.get(row["article"])
        page = article.pages.get(row["language"]) if article else None
        told = counts[row["article"], row["reason"], "" if row["section"] == NONE else row["section"]]
        told[0] += row["n"]
        told[1] += row["n"] if page and page.fingerprint[1:].startswith(row["fingerprint"]) else 0
    for key in [key for key, (n, _) in counts.items() if key[2] and n < of.k]:
        few, rest = counts.pop(key), counts[(*key[:2], "")]
        rest[:] = [rest[0] + few[0], rest[1] + few[1]]
    found = [
        No(number, _title(by_id[number], of.library.settings, shown), reason, section, n, round(current / n, 2), by_id[number].owner)
        for (number, reason, section), (n, current) in counts.items()
        if n >= of.k and number in by_id
    ]
    if left := sum(n for n, _ in counts.values()) - sum(row.answers for row in found):
        found.append(No(0, "", "other", "", left, 0.0, ""))
    return tuple(sorted(found, key=lambda row: (row.reason == "other", -row.answers, row.article, row.reason, row.section)))


# --- support ------------------------------------------------------------------------------------------------------------


def _replies(of: Counted) -> tuple[Reply, ...]:
    by: dict[tuple[str, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in of.rows["replies"]:
        for hour in (-1, row["hour"]):
            by[row["case"], hour][row["minutes"]] += row["n"]
    found = []
    for (case, hour), minutes in by.items():
        promised = of.library.settings.response_minutes.get(case, 0)
        n = sum(minutes.values())
        if n >= of.k and promised:
            late = sum(count for minute, count in minutes.items() if minute > promised)
            found.append(Reply(case, hour, promised, n, round(1 - late / n, 3), _median(minutes), late))
    return tuple(sorted(found, key=lambda row: (row.hour >= 0, -row.late, row.case, row.hour)))


def _median(counts: Mapping[int, int]) -> int:
    half, seen = sum(counts.values()) / 2, 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= half:
            return value
    return 0


def _satisfaction(of: Counted) -> tuple[Satisfaction, ...]:
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in of.rows["surveys"]:
        for key in ((row["case"], row["channel"]), ("all", "all")):
            for name, value in row.items():
                if isinstance(value, int):
                    sums[key][name] += value
    small = [key for key, told in sums.items() if told["n"] < of.k]
    for key in small:
        for name, value in sums.pop(key).items():
            sums["other", "other"][name] += value
    found = []
    for (case, channel), told in sums.items():
        n = told["n"]
        if n < of.k:
            continue
        low, high = interval(told["solved"], n)
        grades = [value for name in GRADES for value in _mean(n, told[name], told[f"{name}_squares"])]
        found.append(Satisfaction(case, channel, n, round(told["solved"] / n, 3), round(low, 3), round(high, 3), *grades))
    return tuple(
        sorted(found, key=lambda row: (row.case != "all", row.case == "other", row.able + row.kind + row.fast, row.case, row.channel))
    )


def _mean(n: int, total: int, squares: int) -> tuple[float, float]:
    mean = total / n
    deviation = sqrt(max(0.0, (squares - n * mean * mean) / (n - 1))) if n > 1 else 0.0
    return round(mean, 2), round(Z * deviation / sqrt(n), 2)


def _missing(of: Counted) -> tuple[Missing, ...]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row in of.rows["missing"]:
        counts[row["case"], row["missing"]] += row["n"]
    found = [Missing(*key, n) for key, n in counts.items() if n >= of.k]
    if rest := sum(counts.values()) - sum(row.answers for row in found):
        found.append(Missing("other", "other", rest))
    return tuple(sorted(found, key=lambda row: (row.case == "other", -row.answers, row.case, row.missing)))


# --- training -----------------------------------------------------------------------------------------------------------


def _lessons(of: Counted, shown: str, problems: Sequence[Problem], satisfaction: Sequence[Satisfaction]) -> tuple[Lesson, ...]:
    """What came back in the last month, which cases are graded low, and what was rewritten in it."""
    months = sorted({row["month"] for name in ("views", "tickets") for row in of.rows[name]})
    found: list[Lesson] = []
    if not months:
        return ()
    last = months[-1]
    titles = {row.article: row.title for row in problems}
    tickets: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in of.rows["tickets"]:
        tickets[row["article"]][row["month"]] += row["n"]
    back = []
    for number, by in tickets.items():
        now, before = by.get(last, 0), by.get(months[-2], 0) if len(months) > 1 else 0
        if number in titles and now >= of.k and now > before * 1.2:
            back.append((now - before, number, f"{before} → {now}"))
    found += [Lesson("back", number, titles[number], what) for _, number, what in sorted(back, key=lambda each: (-each[0], each[1]))]
    for graded in satisfaction:
        for grade in GRADES if graded.case not in {"all", "other"} else ():
            mean, half = getattr(graded, grade), getattr(graded, f"{grade}_within")
            if mean < LOW_GRADE:
                names = [called(getattr(graded, key), key, of.library.settings, shown) for key in ("case", "channel")]
                found.append(Lesson(f"low_{grade}", 0, " · ".join(names), f"{mean} ± {half}"))
    changed = [
        article
        for article in of.library.articles
        if article.reviewed.year * 100 + article.reviewed.month == last and shown in article.pages
    ]
    saves = {row.article: row.unsolved for row in problems}
    changed.sort(key=lambda article: (-saves.get(article.id, 0), article.id))
    found += [
        Lesson("changed", article.id, _title(article, of.library.settings, shown), article.reviewed.isoformat())
        for article in changed[:MOST_CHANGED]
    ]
    return tuple(found)

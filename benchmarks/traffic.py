"""Made-up traffic of which the truth is known, and how long a report of it takes. Never shown as if it were real.

    python benchmarks/traffic.py                      reports of 1, 10 and 30 million lines: seconds and peak memory
    python benchmarks/traffic.py 1000000 FOLDER       writes access.log and tickets.csv with so many lines into a folder

What is planted, and must be found in this order and nothing else: gaps (questions that no article answers), articles that do not help,
cases of support that come back, and a class whose replies are late. Beside them: robots, files that are no pages, errors, redirects, and texts
that hold secrets and personal data, made at run time or published as vectors.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks")]

from helpcenter.articles.model import Library  # noqa: E402
from helpcenter.articles.read import read_library  # noqa: E402
from helpcenter.links import routes  # noqa: E402
from helpcenter.source.files import read_tree  # noqa: E402

START, DAYS = datetime(2026, 9, 1, tzinfo=UTC), 60
# Questions that no article answers, each with another wording, and how often both are asked; the most frequent first in each language.
GAPS = {
    "zh": [("你们公司招聘 实习生岗位", "公司招聘 实习生岗位", 90), ("汽车保险 理赔流程", "汽车保险 理赔", 45)],
    "en": [("guitar lessons for my nephew", "nephew guitar lessons", 80), ("capital gains tax form for my accountant", "tax form for my accountant", 50)],
    "es": [("vacantes de trabajo en su oficina", "oficina vacantes trabajo", 70), ("recetas de cocina para cenar", "recetas cenar cocina", 40)],
}  # fmt: skip
# Articles that do not help: the share of yes, the reason of a no, and the section where it is said
WEAK = (2003, 0.35, "unclear", "fix-fee-coin"), (3002, 0.5, "case-missing", "code-refused")
RETURNING = 1005  # the article whose case comes back in the last month
WROTE = 2002, 150  # the article after which readers go on to the page with the contacts, and how many do
LOW = "complex"  # the class whose replies do not seem competent
LANGUAGES = ("zh", "en", "es")
LATE = "login"  # the class whose first replies are late
HELPED = 0.93  # the share of yes elsewhere
BROWSERS = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "curl/8.14.1",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
]


@dataclass
class Truth:
    """What a report must find."""

    views: Counter[tuple[str, int]] = field(default_factory=Counter)  # (language, article) → by people
    gaps: dict[str, list[int]] = field(default_factory=dict)  # language → searches of each planted gap, in order
    answers: Counter[tuple[int, bool]] = field(default_factory=Counter)
    robots: int = 0
    surveys: int = 0
    tickets: int = 0


def _line(when: datetime, rest: str) -> str:
    return f"203.0.113.{when.second} - - [{when:%d/%b/%Y:%H:%M:%S} +0000] {rest}\n"


def _get(target: str, agent: str, status: int = 200, before: str = "-") -> str:
    return f'"GET {target} HTTP/2.0" {status} 5120 "{before}" "{agent}"'


def write_traffic(folder: Path, lines: int, library: Library, searches: Sequence[tuple[str, str]] = (), seed: int = 1) -> Truth:
    """Write `folder`/access.log and tickets.csv; `searches` are further (language, words) that readers sent, at random times."""
    random_ = random.Random(seed)
    truth = Truth()
    site = library.settings.site_url.rstrip("/")
    prefix = urlsplit(site).path + "/"
    pages = [
        (path, (language, article.id))
        for article in library.articles
        for language, path in routes.article_urls(article, library.settings).items()
    ]
    tails = [_get(prefix + quote(path), random_.choice(BROWSERS)) for path, _ in pages]
    weights = [60 / (1 + number // 3) ** 0.7 for number in range(len(pages))]
    others = [
        (_get(f"{prefix}assets/stylesheets/help-center.css", BROWSERS[0]), 200.0),
        (_get(f"{prefix}search/en.json", BROWSERS[1]), 60.0),
        (_get(f"{prefix}a/2001/", BROWSERS[1], 301), 8.0),
        (_get(f"{prefix}wp-login.php", BROWSERS[2], 404), 5.0),
        *((_get(prefix + quote(pages[1][0]), robot), 20.0) for robot in ROBOTS),
    ]
    tails += [tail for tail, _ in others]
    weights += [weight for _, weight in others]

    feedback = [
        _get(f"{prefix}feedback?{urlencode(query)}", random_.choice(BROWSERS), 204) for query in _sent(library, truth, searches, random_)
    ]
    contact = routes.article_urls(library.by_slug[library.settings.channels_page], library.settings)["en"]
    wrote = next(path for path, page in pages if page == ("en", WROTE[0]))
    feedback += [_get(prefix + contact, BROWSERS[0], before=f"{site}/{wrote}")] * WROTE[1]
    truth.views[next(page for path, page in pages if path == contact)] += WROTE[1]
    extra = sorted((START + timedelta(seconds=random_.randrange(DAYS * 86_400)), tail) for tail in feedback)
    many, hours, at = max(0, lines - len(extra)), DAYS * 24, 0
    counts: Counter[int] = Counter()
    with (folder / "access.log").open("w", encoding="utf-8") as log:
        for hour in range(hours):
            begins = START + timedelta(hours=hour)
            chosen = random_.choices(range(len(tails)), weights, k=many * (hour + 1) // hours - many * hour // hours)
            counts.update(chosen)
            stamps = [_line(begins + timedelta(minutes=minute), "")[:-1] for minute in range(60)]
            log.writelines(f"{stamps[number * 60 // len(chosen)]}{tails[tail]}\n" for number, tail in enumerate(chosen))
            while at < len(extra) and extra[at][0] < begins + timedelta(hours=1):
                log.write(_line(*extra[at]))
                at += 1
    truth.views.update({page: counts[number] for number, (_, page) in enumerate(pages) if counts[number]})
    truth.robots = sum(counts[len(tails) - 1 - number] for number in range(len(ROBOTS)))
    _write_tickets(folder / "tickets.csv", library, truth, random_)
    return truth


def _sent(library: Library, truth: Truth, searches: Sequence[tuple[str, str]], random_: random.Random) -> Iterator[dict[str, object]]:
    """The queries of what readers send: searches that failed, answers below articles, surveys."""
    for language, gaps in GAPS.items():
        truth.gaps[language] = [count for *_, count in gaps]
        for first, second, count in gaps:
            for number in range(count):
                yield {"k": "search", "l": language, "q": first if number % 3 else second}
    for language, words in searches:
        yield {"k": "search", "l": language, "q": words}
    weak = {number: (share, reason, section) for number, share, reason, section in WEAK}
    for article in library.articles:
        share, reason, section = weak.get(article.id, (HELPED, "outdated", "-"))
        for number in range(100):
            language, yes = LANGUAGES[number % 3], number < round(100 * share)
            truth.answers[article.id, yes] += 1
            answer = {"v": "yes", "r": "-"} if yes else {"v": "no", "r": reason}
            fingerprint = article.pages[language].fingerprint[1:9]
            yield {"k": "answer", "a": article.id, "l": language, **answer, "f": fingerprint, "at": section}
    for number in range(240):
        case = ("login", LOW, "general")[number % 3]
        truth.surveys += 1
        good = {name: random_.choice([4, 5]) for name in ("fast", "able", "kind")}
        grades = good | {"able": random_.choice([2, 3])} if case == LOW else good
        yield {"k": "survey", "l": LANGUAGES[number // 3 % 3], "c": case, "h": "ticket", "s": "yes", **grades, "m": "-"}


def _write_tickets(path: Path, library: Library, truth: Truth, random_: random.Random) -> None:
    """Tickets of some articles, whose subjects are titles; those of RETURNING double in the last month, and those of LATE are answered late."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Id", "Subject", "Created at", "First reply time in minutes", "Tags", "Requester email"])
        for article in (article for article in library.articles if article.id in {RETURNING, 2002, 3001}):
            for month, count in ((0, 20), (1, 60 if article.id == RETURNING else 20)):
                for number in range(count):
                    when = START + timedelta(days=30 * month + number % 28, hours=random_.randrange(24))
                    promised = library.settings.response_minutes[article.response]
                    minutes = promised * 3 if article.response == LATE and number % 2 else promised // 2
                    truth.tickets += 1
                    language = LANGUAGES[number % 3]
                    rows.writerow(
                        [
                            truth.tickets,
                            article.pages[language].text("title"),
                            when.isoformat(),
                            minutes,
                            article.response,
                            "someone@mail.example",
                        ]
                    )


def measure() -> None:
    """Print seconds and peak memory of the report of 1, 10 and 30 million lines."""
    print(f"{'lines':>12} {'bytes':>14} {'seconds':>8} {'peak MB':>8}")
    for millions in map(int, os.environ.get("MILLIONS", "1 10 30").split()):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_traffic(folder, millions * 1_000_000, read_library(read_tree(ROOT)))
            started = time.perf_counter()
            command = [
                sys.executable,
                "-m",
                "helpcenter",
                "report",
                str(folder / "access.log"),
                "--tickets",
                str(folder / "tickets.csv"),
                "--out",
                str(folder / "out"),
            ]
            subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")}, check=True, stdout=subprocess.DEVNULL)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(
                f"{millions * 1_000_000:12,} {(folder / 'access.log').stat().st_size:14,} {time.perf_counter() - started:8.1f} {peak:8}",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        write_traffic(Path(sys.argv[2]), int(sys.argv[1]), read_library(read_tree(ROOT)))
    else:
        measure()

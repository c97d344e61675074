"""Measures the search in Chromium on the real articles: what it finds, how much it weighs, how long it takes.

    make bench                        or   python benchmarks/search.py [odd | spoiled | 1008]

The queries are those of tests/data/taxonomy.json with their article as the answer. The table reports the even ones (second,
fourth, …), which are no keywords. The odd ones are; `odd` measures each of them with itself taken out of the keywords, and
weights are chosen on that. `spoiled` asks the even ones as they are and as people type them who have no
accents, no Chinese keyboard, or no time. A number makes a corpus of so many articles (see speed.py) and measures sizes and times on it.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from pypinyin import lazy_pinyin

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from speed import write_corpus  # noqa: E402

from conftest import QUIET, Quiet, find_chromium, importing, serving  # noqa: E402
from helpcenter.articles.model import Library  # noqa: E402
from helpcenter.articles.read import read_library  # noqa: E402
from helpcenter.runtime import release  # noqa: E402
from helpcenter.search import files  # noqa: E402
from helpcenter.source.files import read_tree  # noqa: E402
from helpcenter.text.scripts import pairs  # noqa: E402

LANGUAGES = ("zh", "en", "es")
SEARCH = """([language, queries]) => queries.map((query) => {
    const started = performance.now()
    const urls = made[language].search(query).results.map((result) => result.url)
    return [urls, performance.now() - started]
})"""
NEEDS = "([first, words, queries]) => { const made = new Index(first, words); return queries.map((query) => made.search(query).needs) }"
# The same in the worker, as box.js asks it: the time from a message to its answer.
IN_WORKER = """async ([names, folder, words, worker, queries]) => {
    const made = new Worker(worker, { type: "module" }), times = []
    const ask = (message) => new Promise((done) => {
        made.onmessage = (event) => event.data.number === message.number && done()
        made.postMessage(message)
    })
    made.postMessage({names, folder, words})
    await ask({query: queries[0], number: 0})
    await new Promise((done) => setTimeout(done, 2000)) // until the second tier is in
    for (const [number, query] of queries.entries()) {
        const started = performance.now()
        await ask({query, number: number + 1})
        times.push(performance.now() - started)
    }
    return times
}"""
Tiers = tuple[dict[str, Any], list[dict[str, Any]]]
KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
WAYS = {  # in which a query is spoiled
    "zh": ("traditional", "pinyin", "pinyin in one word", "half in pinyin", "initials"),
    "en": ("typo",),
    "es": ("no accents", "typo"),
}
HAN = re.compile("[\u4e00-\u9fff]+")


def typo(query: str, randomness: random.Random) -> str:
    """One seeded edit in the longest Latin word: a letter dropped, doubled, exchanged with the next, or the key beside it."""
    words = [word for word in query.split() if word.isascii() and word.isalpha() and len(word) >= 4]
    if not words:
        return query
    word = max(words, key=len)
    at = randomness.randrange(1, len(word) - 1)
    row = next((row for row in KEYS if word[at] in row), "e")
    beside = row[(row.index(word[at]) + 1) % len(row)] if word[at] in row else "e"
    edits = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
    return query.replace(word, randomness.choice([*edits, word[:at] + beside + word[at + 1 :]]), 1)


def spoiled(query: str, how: str, randomness: random.Random) -> str:
    """A query as somebody types it `how` (WAYS)."""
    if how == "typo":
        return typo(query, randomness)
    if how == "no accents":
        return "".join(c for c in unicodedata.normalize("NFD", query) if unicodedata.category(c) != "Mn")
    if how == "traditional":
        return query.translate({ord(simple): traditional for traditional, simple in reversed(pairs())})

    def typed(run: re.Match[str]) -> str:
        kept = len(run[0]) // 2 if how == "half in pinyin" else 0
        syllables = lazy_pinyin(run[0][kept:])
        joined = {"pinyin": " ".join(syllables), "initials": "".join(syllable[0] for syllable in syllables)}.get(how, "".join(syllables))
        return f" {run[0][:kept]}{joined} "

    return HAN.sub(typed, query).strip()


def queries(language: str, first: int, step: int = 2) -> list[tuple[str, int]]:
    """(query, id of its article) of the plan: of each article's list the one numbered `first`, and every `step`th from there."""
    taxonomy: list[dict[str, Any]] = json.loads((ROOT / "tests/data/taxonomy.json").read_text(encoding="utf-8"))
    return [(query, entry["id"]) for entry in taxonomy for query in entry["queries"][language][first::step]]


def quality(found: list[list[str]], right: list[str]) -> tuple[float, float, float]:
    """(success@1, success@5, MRR@10) of the urls found for each query and the one that is right."""
    ranks = [urls.index(url) + 1 if url in urls[:10] else 0 for urls, url in zip(found, right, strict=True)]
    one, five = (sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, 5))
    return one, five, sum(1 / rank for rank in ranks if rank) / len(ranks)


def load(page: Page, library: Library, language: str) -> Tiers:
    """The two tiers of a language, which `page` has read too, the second whole."""
    first, second = files.tiers(library, language)
    page.evaluate(
        """([l, words, first, places, lessons]) => {
            window.made ||= {}
            made[l] = new Index(first, words)
            made[l].add(places)
            made[l].learn(lessons, Pinyin)
        }""",
        [
            language,
            files.shared_words(),
            first,
            [place for shard in second for place in shard["places"]],
            files.all_lessons(library, language),
        ],
    )
    return first, second


def p95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=20)[18]


def times(browser: Browser, library: Library) -> None:
    """How long a query takes: in the worker, and the same code on a page's main thread, at full speed and 4 times slower."""
    made = files.search_files(library)
    with tempfile.TemporaryDirectory() as site:
        release.write(Path(site), made | {"index.html": b"<!doctype html>"})
        with serving(Path(site)) as address:
            print(f"{'':4} {'p95 ms in the worker':>21} {'main thread':>12} {'main thread, 4 times slower':>28}")
            for language in LANGUAGES:
                asked = [query for query, _ in queries(language, 1)]
                page = browser.new_page()
                page.goto(address)
                view = files.search_assets(library, language)
                names = json.loads(made[view["index"]])
                urls = [address + view[name] for name in ("index", "words", "worker")]
                inside = page.evaluate(IN_WORKER, [names, *urls, asked])
                page.close()
                with importing(browser, "index", "pinyin") as page:
                    load(page, library, language)
                    plain = [milliseconds for _, milliseconds in page.evaluate(SEARCH, [language, asked])]
                    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
                    slow = [milliseconds for _, milliseconds in page.evaluate(SEARCH, [language, asked])]
                print(f"{language:4} {p95(inside):21.1f} {p95(plain):12.1f} {p95(slow):28.1f}")


def large(browser: Browser, articles: int) -> None:
    """Sizes and times on so many articles. They are the real ones again and again, so nothing is said of what is found."""
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder), articles)
        library = read_library(read_tree(Path(folder)))
        print(
            f"{articles} articles\n{'':4} {'tier 1 gz':>10} {'tier 2 gz':>10} {'files':>6} {'read for a query: median':>25} {'p95':>8} {'ms/article':>11}"
        )
        with importing(browser, "index", "pinyin") as page:
            for language in LANGUAGES:
                started = time.perf_counter()
                tiers = files.tiers(library, language)
                build = 1000 * (time.perf_counter() - started) / len(library.articles)
                sizes = [weight(file) for file in tiers[1]]
                asked = [query for query, _ in queries(language, 1)]
                needed = page.evaluate(NEEDS, [tiers[0], files.shared_words(), asked])
                read = [float(sum(sizes[number] for number in set(numbers))) for numbers in needed]
                print(
                    f"{language:4} {weight(tiers[0]):10} {sum(sizes):10} {len(sizes):6} {median(read):25.0f} {p95(read):8.0f} {build:11.1f}"
                )
        times(browser, library)


def weight(*tier: dict[str, Any]) -> int:
    """Bytes of the files of a tier, each compressed."""
    return sum(len(gzip.compress(json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode())) for file in tier)


def urls_of(tiers: Tiers) -> dict[int, str]:
    return {row[4]: row[0] for row in tiers[0]["pages"]}


@contextmanager
def without(library: Library, language: str, dropped: set[str]) -> Iterator[None]:
    """Within, no article's keywords hold the queries that are dropped."""
    fronts = [article.pages[language].front.value for article in library.articles]
    kept = [front["keywords"] for front in fronts]
    for front in fronts:
        front["keywords"] = [word for word in front["keywords"] if word not in dropped]
    yield
    for front, words in zip(fronts, kept, strict=True):
        front["keywords"] = words


def odd(page: Page, library: Library) -> None:
    print(f"{'':4} {'queries':>7} {'s@1':>6} {'s@5':>6} {'MRR@10':>7}")
    for language in LANGUAGES:
        found, right = [], []
        for number in (0, 2, 4, 6):
            asked = queries(language, number, step=100)
            with without(library, language, {query for query, _ in asked}):
                urls = urls_of(load(page, library, language))
            found += [urls for urls, _ in page.evaluate(SEARCH, [language, [query for query, _ in asked]])]
            right += [urls[identifier] for _, identifier in asked]
        print(f"{language:4} {len(right):7} " + " ".join(f"{figure:6.3f}" for figure in quality(found, right)))


def even(page: Page, library: Library) -> None:
    print(
        f"{'':4} {'queries':>7} {'s@1':>6} {'s@5':>6} {'MRR@10':>7} {'typo s@5':>9} {'tier 1 gz':>10} {'tier 2 gz':>10} {'ms/article':>11}"
    )
    for language in LANGUAGES:
        started = time.perf_counter()
        files.tiers(library, language)
        build = 1000 * (time.perf_counter() - started) / len(library.articles)
        tiers = load(page, library, language)
        sizes = weight(tiers[0]), weight(*tiers[1])
        urls = urls_of(tiers)
        asked = [(query, urls[identifier]) for query, identifier in queries(language, 1)]
        found = page.evaluate(SEARCH, [language, [query for query, _ in asked]])
        one, five, mrr = quality([urls for urls, _ in found], [url for _, url in asked])
        randomness = random.Random(7)
        typos = [(wrong, url) for query, url in asked if (wrong := typo(query, randomness)) != query]
        found = page.evaluate(SEARCH, [language, [query for query, _ in typos]])
        typo_five = quality([urls for urls, _ in found], [url for _, url in typos])[1]
        print(f"{language:4} {len(asked):7} {one:6.3f} {five:6.3f} {mrr:7.3f} {typo_five:9.3f} {sizes[0]:10} {sizes[1]:10} {build:11.1f}")
    made = files.search_files(library)
    for path, data in made.items():
        if path.endswith(".js") or "/words." in path:
            print(f"{path:48} {len(gzip.compress(data))} bytes gz")


def losses(page: Page, library: Library) -> None:
    """What success@1 loses on the even queries, those that a way changes, when they are asked in that way."""
    print(f"{'':4} {'':20} {'queries':>7} {'s@1 plain':>10} {'s@1':>6} {'loss':>6}")
    for language in LANGUAGES:
        urls = urls_of(load(page, library, language))
        for how in WAYS[language]:
            randomness = random.Random(7)
            asked = [(query, spoiled(query, how, randomness), urls[identifier]) for query, identifier in queries(language, 1)]
            changed = [each for each in asked if each[0] != each[1]]
            plain, other = (
                quality(
                    [found for found, _ in page.evaluate(SEARCH, [language, [each[way] for each in changed]])], [url for *_, url in changed]
                )[0]
                for way in (0, 1)
            )
            print(f"{language:4} {how:20} {len(changed):7} {plain:10.3f} {other:6.3f} {plain - other:6.3f}")


class Gzipped(Quiet):
    """Compresses, and lets the browser keep files for ten minutes, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        for name, value in (("Content-Type", self.guess_type(path)), ("Content-Encoding", "gzip"), ("Content-Length", str(len(data)))):
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)


def cold(browser: Browser) -> None:
    """From opening the box to the first result on a slow phone: 1.6 Mbps, 150 ms round trip, main thread 4 times slower (no
    browser slows workers down). The whole query is in the field at once, so this is the wait that a fast typist has."""
    with tempfile.TemporaryDirectory() as site:
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", f"{site}/site"],
            cwd=ROOT,
            check=True,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        )
        with serving(Path(site) / "site", Gzipped) as address:
            print(f"{'':4} {'first result, cold, ms':>24} {'with sections, ms':>20}   (median of five)")
            for language, query in {"zh": "充值没到账", "en": "deposit missing", "es": "depósito no llega"}.items():
                times = []
                for _ in range(5):
                    context = browser.new_context(viewport={"width": 360, "height": 640})
                    page = context.new_page()
                    session = context.new_cdp_session(page)
                    session.send("Network.enable")
                    session.send(
                        "Network.emulateNetworkConditions",
                        {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 9e4},
                    )
                    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
                    page.goto(address + ("" if language == "zh" else f"{language}/"), wait_until="networkidle")
                    page.wait_for_selector("button[aria-haspopup=dialog]")
                    times.append(
                        page.evaluate(
                            """async (query) => {
                                const started = performance.now(), field = document.querySelector(".hc-search__input")
                                const seen = (selector) => new Promise((done) => {
                                    const look = () => document.querySelector(selector) ? done(performance.now() - started) : requestAnimationFrame(look)
                                    look()
                                })
                                document.querySelector("button[aria-haspopup=dialog]").click()
                                field.value = query
                                field.dispatchEvent(new Event("input", { bubbles: true }))
                                return [await seen(".hc-search__page"), await seen(".hc-search__section")]
                            }""",
                            query,
                        )
                    )
                    context.close()
                print(f"{language:4} {median(t[0] for t in times):24.0f} {median(t[1] for t in times):20.0f}")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        articles = read_library(read_tree(ROOT))
        tables = {"odd": (odd,), "spoiled": (losses,), "": (even, losses)}.get(sys.argv[1] if sys.argv[1:] else "")
        if tables is None:
            large(browser, int(sys.argv[1]))
        else:
            with importing(browser, "index", "pinyin") as tab:
                for table in tables:
                    table(tab, articles)
        if not sys.argv[1:]:
            times(browser, articles)
            cold(browser)
        browser.close()

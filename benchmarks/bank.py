"""Measures the search on the question bank, data/questions/, in Chromium: each question by an index that has not learned from it.

    make bench                        or   python benchmarks/bank.py

The questions of a language are dealt into five folds; those of a fold are asked when the search has learned from the other four, or
from a share of them. For `other writers` those of one writer are asked when it has learned from all others, and of nothing that the
writer wrote: how it will do with people it has never met. `words` is the search without what is learned.

Beside it: questions about other things, of which the search should say that no article answers them (tests/data/elsewhere/), and
pairs of articles that must come in one order (tests/data/danger/). No weight is chosen on either; the limit in files.py, below
which no article is taken to answer, is chosen on the bank.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from search import LANGUAGES, quality, weight  # noqa: E402

from conftest import QUIET, find_chromium, importing  # noqa: E402
from helpcenter.articles.model import Library  # noqa: E402
from helpcenter.articles.read import read_library  # noqa: E402
from helpcenter.search import files  # noqa: E402
from helpcenter.search.questions import Question, asked, path_of  # noqa: E402
from helpcenter.source.files import File, read_tree  # noqa: E402

FOLDS = 5
SHARES = (0.25, 0.5, 0.75, 1)  # of the other folds that is learned from
LONG = {"zh": 18, "en": 9, "es": 9}  # Han characters or words from which on a question is a long sentence
OPEN = "([words, first, places]) => { window.made = new Index(first, words); made.add(places) }"
ASK = """([lessons, queries]) => {
    made.learned = null
    if (lessons) made.learn(lessons, Pinyin)
    return queries.map((query) => {
        const { results, doubtful } = made.search(query)
        return [results.map((result) => result.url), results[0]?.sections[0]?.anchor ?? "", doubtful]
    })
}"""
Answer = tuple[list[str], str, bool]  # urls, the first section of the first, whether no article seems to answer
Asked = tuple[int, Question]  # the number of the article that answers, and the question


def lines(kind: str, name: str) -> list[str]:
    text = (ROOT / "tests/data" / kind / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def is_long(text: str, language: str) -> bool:
    return (len(text) if language == "zh" else len(text.split())) >= LONG[language]


def lessons(library: Library, language: str, kept: list[Asked]) -> dict[str, Any]:
    """What the worker reads when the bank holds these questions alone."""
    articles = library.in_language[language]
    bank = {path_of(language, article.slug): [question for of, question in kept if of == number] for number, article in enumerate(articles)}
    texts = {path: "\n".join(f"[{question.section}]\n{question.text}" for question in of) for path, of in bank.items()}
    tree = replace(library.tree, files={**library.tree.files, **{path: File(path, text) for path, text in texts.items()}})
    return files.all_lessons(replace(library, tree=tree), language)


def crossed(page: Page, library: Library, language: str, bank: list[Asked], folds: list[str], share: float = 1) -> list[Answer]:
    """The answer to each question, learned from `share` of the questions of the other folds."""
    randomness = random.Random(1)
    answers: dict[int, Answer] = {}
    for fold in sorted(set(folds)):
        others = [each for each, own in zip(bank, folds, strict=True) if own != fold]
        made = lessons(library, language, randomness.sample(others, round(share * len(others))))
        held = [number for number, own in enumerate(folds) if own == fold]
        answers |= zip(held, page.evaluate(ASK, [made, [bank[number][1].text for number in held]]), strict=True)
    return [answers[number] for number in range(len(bank))]


def table(page: Page, library: Library, language: str) -> None:
    first, second = files.tiers(library, language)
    page.evaluate(OPEN, [files.shared_words(), first, [place for shard in second for place in shard["places"]]])
    urls = [row[0] for row in first["pages"]]
    articles = library.in_language[language]
    bank = [
        (n, question) for n, article in enumerate(articles) for question in asked(library.tree, path_of(language, article.slug)).questions
    ]
    ways: dict[str, list[Answer]] = {"words": page.evaluate(ASK, [None, [question.text for _, question in bank]])}
    dealt = [str(number % FOLDS) for number in range(len(bank))]
    random.Random(1).shuffle(dealt)
    ways["other writers"] = crossed(page, library, language, bank, [question.writer for _, question in bank])
    for share in SHARES:
        ways[f"{share:.0%} learned"] = crossed(page, library, language, bank, dealt, share)
    for way, answers in ways.items():
        found: dict[str, tuple[list[list[str]], list[str]]] = defaultdict(lambda: ([], []))
        sections = []
        for (number, question), (listed, anchor, _) in zip(bank, answers, strict=True):
            for kind in ("all", "long") if is_long(question.text, language) else ("all",):
                found[kind][0].append(listed)
                found[kind][1].append(urls[number])
            if question.section and listed[:1] == [urls[number]]:
                sections.append(anchor == question.section)
        figures = [*quality(*found["all"]), quality(*found["long"])[0], sum(sections) / len(sections)]
        print(f"{language:4} {way:14} {len(bank):9} " + " ".join(f"{figure:8.3f}" for figure in figures))
    beside(page, library, language, [doubtful for _, _, doubtful in answers])


def beside(page: Page, library: Library, language: str, doubted: list[bool]) -> None:
    """What is said of questions that no article answers, and the order of pairs; `doubted` are the answers to the bank's own."""
    made = files.all_lessons(library, language)
    elsewhere: list[Answer] = page.evaluate(ASK, [made, lines("elsewhere", f"{language}.txt")])
    right, wrong = sum(doubtful for _, _, doubtful in elsewhere) / len(elsewhere), sum(doubted) / len(doubted)
    pairs = [line.split("\t") for line in lines("danger", f"{language}.tsv")]
    answers: list[Answer] = page.evaluate(ASK, [made, [question for _, _, question in pairs]])
    kept = 0
    for (before, after, _), (listed, _, _) in zip(pairs, answers, strict=True):
        slugs = [url.split("/")[-2] for url in listed]
        kept += before in slugs and (after not in slugs or slugs.index(before) < slugs.index(after))
    print(
        f"{language:4} nothing fits: recall {right:.3f}, precision at as many of both {right / (right + wrong or 1):.3f}, wrongly said of "
        f"{wrong:.3f} of the bank; {kept / len(pairs):.3f} of {len(pairs)} pairs in order; what is learned: {weight(made)} bytes gz"
    )


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        project = read_library(read_tree(ROOT))
        with importing(browser, "index", "pinyin") as tab:
            print(f"{'':4} {'':14} {'questions':>9} {'s@1':>8} {'s@5':>8} {'MRR@10':>8} {'long s@1':>8} {'section':>8}")
            for code in LANGUAGES:
                table(tab, project, code)
        browser.close()

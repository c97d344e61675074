"""What other searches find for the queries of benchmarks/search.py: Material's own, and Pagefind where it is installed.

    pip install "pagefind[extended]"; python benchmarks/other_searches.py

Both get the texts of our articles as plain pages with title, summary, keywords, headings and paragraphs, so that they may
find what we find. Material stands with static-i18n as its documentation says; its worker is asked as its own page asks it.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from search import LANGUAGES, ROOT, quality, queries  # which also makes the modules below known

from conftest import QUIET, find_chromium, serving
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.search import index
from helpcenter.source.files import read_tree

CONFIG = """\
site_name: Help
site_url: http://127.0.0.1/
theme: {name: material}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: zh, name: 中文, default: true, build: true}
        - {locale: en, name: English, build: true}
        - {locale: es, name: Español, build: true}
"""
MATERIAL = """async (queries) => {
    const {base, search} = JSON.parse(document.getElementById("__config").textContent)
    const root = new URL(base, location.href), {config, docs} = await (await fetch(new URL("search/search_index.json", root))).json()
    const worker = new Worker(new URL(search, location.href))
    const ask = (message) => new Promise((done) => { worker.onmessage = (event) => done(event.data); worker.postMessage(message) })
    await ask({type: 0, data: {config, docs, options: {suggest: false}}})
    const found = []
    for (const query of queries) {
        const answer = await ask({type: 2, data: query})
        found.push(answer.data.items.slice(0, 10).map((group) => group.find((doc) => !doc.location.includes("#")).location))
    }
    return found
}"""
PAGEFIND = """async (queries) => {
    const pagefind = await import(new URL("/pagefind/pagefind.js", location.href))
    await pagefind.init()
    const found = []
    for (const query of queries) {
        const {results} = await pagefind.search(query)
        found.push((await Promise.all(results.slice(0, 10).map((result) => result.data()))).map((data) => data.url.replace(/^\\//, "")))
    }
    return found
}"""


def write_pages(library: Library, root: Path) -> None:
    for language in LANGUAGES:
        made = index.index(library, language)
        for number, article in enumerate(made.articles):
            fields = index.fields(article, language, library.settings)
            here = [place for place in made.places if place.page == number]
            lines = [f"# {fields['title']}", here[0].text, fields["keywords"].replace(" \n ", ", ")]
            for place in here[1:]:
                lines += [f"## {place.heading}", place.text]
            path = root / "docs" / language / f"{article.route}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        (root / "docs" / language / "index.md").write_text("# Help\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def foreign(found: list[list[str]], language: str) -> float:
    """The share of pages of other languages among the first five."""
    first = [url.split("/")[0] for urls in found for url in urls[:5]]
    return sum((folder if folder in LANGUAGES else "zh") != language for folder in first) / (len(first) or 1)


def run(page: Page, library: Library) -> None:
    routes = {article.id: article.route for article in library.articles}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_pages(library, root)
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True, capture_output=True)
        tools = {"Material": MATERIAL}
        if importlib.util.find_spec("pagefind"):
            subprocess.run([sys.executable, "-m", "pagefind", "--site", "site"], cwd=root, check=True, capture_output=True)
            tools["Pagefind"] = PAGEFIND
        else:
            print('Pagefind is not installed: pip install "pagefind[extended]"')
        print(f"{'':14} {'queries':>7} {'s@1':>6} {'s@5':>6} {'MRR@10':>7} {'other language':>15}")
        with serving(root / "site") as base:
            for tool, script in tools.items():
                for language in LANGUAGES:
                    prefix = "" if language == "zh" else f"{language}/"
                    asked = queries(language, 1)
                    page.goto(base + prefix)
                    found = page.evaluate(script, [query for query, _ in asked])
                    one, five, mrr = quality(found, [f"{prefix}{routes[identifier]}/" for _, identifier in asked])
                    print(f"{tool:10} {language:3} {len(asked):7} {one:6.3f} {five:6.3f} {mrr:7.3f} {foreign(found, language):15.3f}")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        run(browser.new_page(), read_library(read_tree(ROOT)))
        browser.close()

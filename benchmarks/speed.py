"""How long a build takes, beside stock Material with static-i18n on the same articles: cold, after an edit, with nothing changed.

    python benchmarks/speed.py [48 288 1008]

The articles are the real ones; larger corpora hold them again and again under new names, each set with links among itself.
All commands run as a user runs them, in turns; the table shows the shortest and the median of three runs (one at 1,008).
Beside them, cold, stand Zensical and Hugo where they are on the PATH. They build the same articles and check nothing: Zensical
with its own theme and search and all languages as one, Hugo with a page of ten lines and no search.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from helpcenter.articles.read import read_library  # noqa: E402
from helpcenter.source.files import read_tree  # noqa: E402
from helpcenter.writing.files import make  # noqa: E402
from helpcenter.writing.stamp import stamp  # noqa: E402
from project import SOURCES, clean_environment  # noqa: E402

STOCK = """\
site_name: Help
site_url: https://help.example.com/
theme: {name: material, language: zh}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: zh, name: 中文, default: true}
        - {locale: en, name: English}
        - {locale: es, name: Español}
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {permalink: false}
  - pymdownx.superfences
  - pymdownx.highlight: {use_pygments: false}
  - pymdownx.tabbed: {alternate_style: true}
"""
# The others get what stock gets, without its plugins.
ZENSICAL = re.sub(r"plugins:.*?(?=markdown_extensions)", "", STOCK, flags=re.S)
HUGO = """\
baseURL = "https://help.example.com/"
defaultContentLanguage = "zh"
disableKinds = ["taxonomy", "term", "rss"]
[languages]
zh = {contentDir = "docs/zh"}
en = {contentDir = "docs/en"}
es = {contentDir = "docs/es"}
"""
HUGO_PAGE = """\
<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><nav>
{{ range .Site.Home.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .CurrentSection }}{{ range first 24 .RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
{{ range .AllTranslations }}<a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a>{{ end }}
</nav><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "-q")
# As a user's: Python keeps the bytecode of our modules, which tests must not leave behind.
ENVIRONMENT = {name: value for name, value in clean_environment().items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "NO_MKDOCS_2_WARNING": "1"
}
EDITED = "docs/en/transfers/send-transfer.md"
_LINK = re.compile(r"(\]\((?:\.\./[\w-]+/)?)([\w-]+)\.md")
_FACTS = re.compile(r"^(id|related|aliases|title): (.*)$", re.M)


def write_corpus(folder: Path, articles: int) -> None:
    """The project with so many articles, a multiple of the real ones, in `folder`."""
    for name in SOURCES:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    library = read_library(read_tree(ROOT))
    slugs = {article.slug for article in library.articles}
    ledger, taken = [], {article.id for article in library.articles} | set(library.settings.ledger)
    for number in range(articles - len(library.articles)):
        article, copy = library.articles[number % len(library.articles)], number // len(library.articles) + 2
        identifier = next(i for i in range(article.id // 1000 * 1000 + 1, 10**6) if i not in taken)
        taken.add(identifier)
        ledger.append(f"{identifier}: {{slug: {article.slug}-c{copy}, category: {article.category}, paths: [{article.route}-c{copy}]}}\n")
        for page in article.pages.values():
            text = _copied((ROOT / page.path).read_text(encoding="utf-8"), copy, identifier, slugs)
            path = folder / page.path.replace(".md", f"-c{copy}.md")
            path.write_text(text, encoding="utf-8")
    constants = folder / "data/constants.yml"  # a copy may say what its article may
    copies = range(2, articles // len(slugs) + 1)
    constants.write_text(
        re.sub(
            r"^(  articles: \[)(.*)\]$",
            lambda match: match[1] + ", ".join([match[2], *(f"{slug}-c{copy}" for slug in match[2].split(", ") for copy in copies)]) + "]",
            constants.read_text(encoding="utf-8"),
            flags=re.M,
        ),
        encoding="utf-8",
    )
    with (folder / "data/ids.yml").open("a", encoding="utf-8") as file:
        file.writelines(sorted(ledger))
    library = read_library(read_tree(folder))
    make(folder, stamp(library, [article.source.path for article in library.articles], unchanged=True))


def _copied(text: str, copy: int, identifier: int, slugs: set[str]) -> str:
    """The page for a copy of its article: its facts are its own, its links lead to the same copy of other articles."""

    def fact(match: re.Match[str]) -> str:
        name, value = match[1], match[2]
        if name == "id":
            return f"id: {identifier}"
        if name == "related":
            return "related: [" + ", ".join(f"{slug.strip()}-c{copy}" for slug in value.strip("[]").split(",") if slug.strip()) + "]"
        return "aliases: []" if name == "aliases" else f"title: {value.rstrip(chr(34))} {copy}" + ('"' if value.endswith('"') else "")

    def link(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}-c{copy}.md" if match[2] in slugs else match[0]

    _, front, body = text.split("---\n", 2)
    return f"---\n{_FACTS.sub(fact, front)}---\n{_LINK.sub(link, body)}"


class Run:
    """One command: seconds, and the most memory that it and all it started held together, in MB, looked at every `watched` seconds.

    Looking takes time of its own, so it is done in a turn that does not count where there are several.
    """

    def __init__(self, folder: Path, command: Sequence[str], watched: float = 0) -> None:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.memory = 0.0
        if watched:
            threading.Thread(target=self._watch, args=(process, watched), daemon=True).start()
        output = process.communicate()[0]
        self.seconds = time.perf_counter() - started
        if process.returncode:
            raise SystemExit(output[-3000:])

    def _watch(self, process: subprocess.Popen[str], seconds: float) -> None:
        while process.poll() is None:
            self.memory = max(self.memory, sum(_memory(number) for number in _family(process.pid)))
            time.sleep(seconds)


def _family(number: int) -> Iterator[int]:
    yield number
    children = Path(f"/proc/{number}/task/{number}/children")
    try:
        found = children.read_text().split()
    except OSError:
        return
    for child in found:
        yield from _family(int(child))


def _memory(number: int) -> float:
    """Its share of memory (PSS) in MB."""
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.resolve().rglob("*") if path.is_file()) / 1e6


def others(docs: Path, folder: Path) -> dict[str, tuple[Path, list[str], Path]]:
    """Name → (folder, command, site) of the other generators that are here, ready to build `docs`."""
    found = {}
    if shutil.which("zensical"):
        there = folder / "zensical"
        shutil.copytree(docs, there / "docs")
        (there / "mkdocs.yml").write_text(ZENSICAL, encoding="utf-8")
        found["zensical"] = there, ["zensical", "build", "--clean"], there / "site"
    if shutil.which("hugo"):
        there = folder / "hugo"
        shutil.copytree(docs, there / "docs")
        for index in list(there.rglob("index.md")):
            index.rename(index.with_name("_index.md"))
        (there / "hugo.toml").write_text(HUGO, encoding="utf-8")
        (there / "layouts/_default").mkdir(parents=True)
        for name in ("single.html", "list.html"):
            (there / "layouts/_default" / name).write_text(HUGO_PAGE, encoding="utf-8")
        found["hugo"] = there, ["hugo", "--quiet"], there / "public"
    return found


def edit(page: Path, line: str) -> None:
    """Writes another `line` above the list of what a reader needs."""
    text, found = re.subn(r"^You need.*:$", line, page.read_text(encoding="utf-8"), count=1, flags=re.M)
    assert found
    page.write_text(text, encoding="utf-8")


def measure(articles: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        ours, stock = Path(temporary) / "ours", Path(temporary) / "stock"
        ours.mkdir()
        stock.mkdir()
        write_corpus(ours, articles)
        shutil.copytree(ours / "docs", stock / "docs")
        (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
        beside = others(ours / "docs", Path(temporary))
        runs: dict[str, list[Run]] = {name: [] for name in ("stock", *beside, "cold", "edit", "nothing")}
        large = articles >= 1000
        for turn in range(1 if large else 4):
            watched = 2 if large else 0.2 if turn == 0 else 0
            runs["stock"].append(Run(stock, MKDOCS, watched))
            for name, (folder, command, site) in beside.items():
                shutil.rmtree(site, ignore_errors=True)
                runs[name].append(Run(folder, command, watched))
            shutil.rmtree(ours / ".cache", ignore_errors=True)
            runs["cold"].append(Run(ours, MKDOCS, watched))
            edit(ours / EDITED, f"You need{', once more' * (turn + 1)}:")
            runs["edit"].append(Run(ours, MKDOCS, watched))
            runs["nothing"].append(Run(ours, MKDOCS, watched))
        sites = {"stock": stock / "site", "cold": ours / "site"} | {name: site for name, (_, _, site) in beside.items()}
        timed = {name: [run.seconds for run in found][0 if large else 1 :] for name, found in runs.items()}
        shortest = {name: min(seconds) for name, seconds in timed.items()}
        for name, found in runs.items():
            size = f"{megabytes(sites[name]):8.1f}" if name in sites else " " * 8
            print(
                f"{articles:5} × 3  {name:8} {shortest[name]:8.2f} {median(timed[name]):8.2f} {shortest[name] / shortest['stock']:7.3f}"
                f" {max(run.memory for run in found):8.0f} {size} {1000 * shortest[name] / articles / 3:9.1f}",
                flush=True,
            )


def main() -> None:
    names = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "Markdown")
    print(", ".join(f"{name} {version(name)}" for name in names), f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{'articles':10} {'build':8} {'min s':>8} {'median':>8} {'ratio':>7} {'MB mem':>8} {'MB site':>8} {'ms/page':>9}")
    for articles in [int(argument) for argument in sys.argv[1:]] or [48, 288]:
        measure(articles)


if __name__ == "__main__":
    main()

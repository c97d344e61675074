"""Measures the guard: seconds per page of the source rules and the built-site pass, what it finds on the broken site,
and builds killed at random moments.

    make bench                                   all of it, one table each
    python benchmarks/guard.py speed|defects|kills

Never part of the tests. README.md beside this file says what the figures mean.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from broken_site import DEFECTS, STRAYS, broken_build, broken_site, with_stray  # noqa: E402
from cases import base_files  # noqa: E402
from helpcenter.articles.read import read_library  # noqa: E402
from helpcenter.checks.run import check_site, check_sources  # noqa: E402
from helpcenter.site.site import read_site, site_from_contents  # noqa: E402
from helpcenter.source.files import from_contents, read_tree  # noqa: E402
from project import clean_environment, contents, edit, mkdocs, restamp, small_project, write  # noqa: E402
from small_site import SITE_URL  # noqa: E402

TOOLS = os.pathsep.join([str(ROOT / ".venv/bin"), os.environ.get("PATH", "")])  # lychee is among the dev requirements


def generated(articles: int) -> dict[str, str]:
    """A sound library of `articles` × 3: the real articles, and copies of them with ids and slugs of their own."""
    real = read_library(read_tree(ROOT))
    files = base_files() | {
        path: file.text for path, file in real.tree.files.items() if file.text is not None and not path.startswith("docs/")
    }
    ledger = []
    sources = list(real.articles)
    for number in range(articles):
        original = sources[number % len(sources)]
        slug = original.slug if number < len(sources) else f"{original.slug}-{number}"
        identifier = 10_000 + number
        ledger.append(f"{identifier}: {{slug: {slug}, category: {original.category}, paths: [{original.category}/{slug}]}}\n")
        texts = {code: real.tree.files[page.path].text or "" for code, page in original.pages.items()}
        texts["zh"] = re.sub(r"^id: .*$", f"id: {identifier}", texts["zh"], count=1, flags=re.M)
        for code, text in texts.items():
            files[f"docs/{code}/{original.category}/{slug}.md"] = text
    for page in real.pages.values():
        if page.thin:
            files[page.path] = real.tree.files[page.path].text or ""
    files["data/ids.yml"] = "".join(ledger)
    return files


def speed() -> None:
    print(f"{'articles':>9} {'pages':>6} {'read':>8} {'rules':>8} {'ms/page':>8}   built-site pass")
    for articles in (len(read_library(read_tree(ROOT)).articles), 300, 1000):
        files = generated(articles)
        started = time.perf_counter()
        library = read_library(from_contents(files))
        read = time.perf_counter() - started
        started = time.perf_counter()
        found = check_sources(library)
        rules = time.perf_counter() - started
        pages = len(library.pages)
        print(f"{articles:9} {pages:6} {read:7.2f}s {rules:7.2f}s {1000 * (read + rules) / pages:8.2f}   {len(found)} problems")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        done = mkdocs(ROOT, "build", "-q", "-d", str(site))
        if done.returncode:
            sys.exit(done.stderr)
        library = read_library(read_tree(ROOT))
        started = time.perf_counter()
        read_back = read_site(site, library, "https://help.example.com/")
        found = check_site(read_back)
        seconds = time.perf_counter() - started
        pages = sum(path.endswith(".html") for path in contents(site))
        print(f"built site: {pages} HTML pages, {seconds:.2f} s, {1000 * seconds / pages:.2f} ms a page, {len(found)} problems")


PLAIN = """\
site_name: Broken
site_url: https://help.example.com/
docs_dir: docs
theme: {name: material}
plugins:
  - i18n:
      docs_structure: folder
      languages: [{locale: zh, name: 中文, default: true, build: true}, {locale: en, name: English, build: true}, {locale: es, name: Español, build: true}]
markdown_extensions: [admonition, attr_list, tables, toc]
validation: {nav: {omitted_files: ignore}, links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""


def defects() -> None:
    """What is found on the broken site, class by class, and what link checkers find on the same pages without our hooks."""
    files, expected = broken_site()
    names = {defect.name: defect.language for defect in DEFECTS}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            write(root / path, text)
        started = time.perf_counter()
        found = {(p.path, p.line, p.rule) for p in check_sources(read_library(read_tree(root)))}
        rows.append(
            (
                "this project",
                {expected[place] for place in found & set(expected)},
                len(found - set(expected)),
                time.perf_counter() - started,
            )
        )

        write(root / "mkdocs.yml", PLAIN)
        write(root / "docs/assets/images/logo.svg", files["overrides/assets/images/logo.svg"])
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-d"]
        rows.append(complaints("mkdocs build --strict", [*mkdocs[:-2], "-d", "strict", "--strict"], root, names))
        subprocess.run([*mkdocs, "site"], check=False, cwd=root, capture_output=True, env=clean_environment())
        pages = sorted(map(str, (root / "site").rglob("*.html")))
        offline = [
            "--offline",
            "--no-progress",
            "--include-fragments=full",
            "--root-dir",
            str(root / "site"),
            "--index-files",
            "index.html",
        ]
        rows.append(complaints("lychee", ["lychee", *offline, *pages], root, names))
        rows.append(
            complaints(
                "linkinator", ["linkinator", "site", "--recurse", "--check-fragments", "--skip", "^https?://(?!localhost)"], root, names
            )
        )
    print(f"{'tool':28} {'found':>6} {'missed':>7} {'false alarms':>13} {'seconds':>8}")
    for name, hits, false_alarms, seconds in filter(None, rows):
        print(f"{name:28} {len(hits):6} {len(expected) - len(hits):7} {false_alarms:13} {seconds:8.2f}")
    site, library, built = broken_build()
    contents = {path: text.encode() for path, text in site.items()}
    told = [(p.path, p.line, p.rule) for p in check_site(site_from_contents(contents, library, SITE_URL))]
    strays = 0
    for stray in STRAYS:
        stray_files, place = with_stray(stray)
        strays += [(p.path, p.line, p.rule) for p in check_sources(read_library(from_contents(stray_files)))] == [place]
    print(
        f"stray files: {strays}/{len(STRAYS)}; built site: {len(set(told) & set(built))}/{len(built)}, {len(set(told) - set(built))} false alarms"
    )
    classes = Counter(rule for _, _, rule in expected)
    caught = Counter(rule for _, _, rule in found & set(expected))
    print("\n" + "\n".join(f"{rule:24} {caught[rule]:3}/{total}" for rule, total in sorted(classes.items())))


def complaints(tool: str, command: list[str], root: Path, names: dict[str, str]) -> tuple[str, set[str], int, float] | None:
    """(tool, defects on whose page it complains, complaints about sound pages, seconds); None where it is not installed.

    A complaint is a page and a reason; what it says of a defect's page in the language of the defect is taken as found.
    """
    started = time.perf_counter()
    try:
        done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True, env=clean_environment() | {"PATH": TOOLS})
    except FileNotFoundError:
        return None
    hits, others, page = set(), 0, ""
    for line in (done.stdout + done.stderr).splitlines():
        complaint = re.match(r"WARNING|\[ERROR\]| +\[(?!200)\S+\]", line)
        if not complaint or "Doc file" in line:  # where a checker says of which page it speaks
            place = re.search(r"(?:(en|es|zh)/)?transfers/([a-z0-9-]+)(?:\.md|/)", line)
            page = f"{place[1] or 'zh'}/{place[2]}" if place else ""
        if not complaint:
            continue
        language, _, slug = page.partition("/")
        if names.get(slug) == language:
            hits.add(slug)
        else:
            others += 1
    return tool, hits, others, time.perf_counter() - started


def kills(times: int = 100) -> None:
    """Builds killed at random moments: each leaves one whole site, and the last build gives the expected one."""
    with tempfile.TemporaryDirectory() as folder:
        project = small_project(Path(folder) / "project")
        mkdocs(project, "build", "-q")
        old = contents(project / "site")
        edit(project / "docs/zh/account/one.md", "准备好手机。", "准备好手机和纸笔。")
        restamp(project)
        started = time.perf_counter()
        mkdocs(project, "build", "-q", "-d", str(project / "expected"))
        length = time.perf_counter() - started
        new = contents(project / "expected")
        whole = 0
        randomness = random.Random(1)
        for _ in range(times):
            process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "build", "-q"],
                cwd=project,
                env=clean_environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(randomness.uniform(0, length))
            process.send_signal(signal.SIGKILL)
            process.wait()
            whole += contents(project / "site") in (old, new)
        rc = mkdocs(project, "build", "-q").returncode
        print(
            f"{times} kills within {length:.1f} s: {whole} times one whole site; the next build: exit {rc}, {'the expected bytes' if contents(project / 'site') == new else 'OTHER BYTES'}"
        )


if __name__ == "__main__":
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    for name in sys.argv[1:] or ("speed", "defects", "kills"):
        print(f"== {name}")
        {"speed": speed, "defects": defects, "kills": kills}[name]()

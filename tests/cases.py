"""Golden cases of the rules: a small site in memory, and the exact problems that one rule finds in it.

tests/rules/<rule>/<sentence>.yml:

    body: …            the sample article's body, the same in every language; or
    bodies: {zh: …, en: …, es: …}
    facts: {…}         front matter of the sample's source page, over the defaults
    words: {en: {…}}   front matter of its translations, over the defaults
    files: {path: …}   further source files; null removes one of the base, {old: new} replaces each old in it
    site: {path: …}    files of the built site, for rules that look at it; or
    built: {path: …}   changes to a complete small site of the case's pages: text is the whole file, null removes it,
                       {old: new} replaces each old
    site_url: …        where the site is served, https://help.example.com/ unless given
    problems: […]      what the rule must find, exactly; [] for a near-miss

`{body}` stands for the line of docs/<language>/transfers/sample.md at which the body begins, in problems as `:{body+2}:`.
`{today}` stands for the day of the run.
Run `ACCEPT=1 pytest tests/core/test_rules.py` to write what is found into `problems`; then read every line of the change.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_site, check_sources, chosen
from helpcenter.pages.redirects import SCRIPT, STYLE
from helpcenter.site.site import site_from_contents
from helpcenter.source.files import from_contents
from places import ROOT
from small_site import SITE_URL, small_site

RULES = ROOT / "tests" / "rules"
COMPANY = ROOT / "tests" / "data" / "company"
LOGO = (COMPANY / "logo.svg").read_text(encoding="utf-8")
SAMPLE = "transfers/sample"

BESIDE = ("notice.yml", "emergencies.yml", "authorities.yml")  # files of data/ that a project may do without

TODAY = datetime.date.today().isoformat()  # when articles of tests were reviewed: never overdue, never to come

FACTS: dict[str, Any] = {
    "id": 2001,
    "title": "示例文章",
    "summary": "一句话说明。",
    "type": "how-to",
    "severity": "high",
    "scope": ["account", "wallet"],
    "moves_funds": False,
    "response": "complex",
    "evidence": ["txid"],
    "related": ["other-one", "other-two"],
    "owner": "team-transfers",
    "reviewed": TODAY,
    "keywords": ["示例"],
}
WORDS = {
    "en": {"title": "A sample article", "summary": "One sentence about it.", "keywords": ["sample"]},
    "es": {"title": "Un artículo de ejemplo", "summary": "Una frase sobre el tema.", "keywords": ["ejemplo"]},
}


def front_matter(fields: dict[str, Any]) -> str:
    lines = [
        f"{key}: {yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).strip().removesuffix('...').strip()}"
        for key, value in fields.items()
    ]
    return "---\n" + re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", "\n".join(lines)) + "\n---\n"


@cache
def company_files() -> dict[str, str]:
    """What a company that adopts this project changes (OPERATING.md, “Make it yours”), as no company has it: the same in every test,
    whoever this help center belongs to."""
    files = {f"data/{path.name}": path.read_text(encoding="utf-8") for path in sorted(COMPANY.glob("*.yml"))}
    return files | {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text(encoding="utf-8")}


@cache
def _base() -> dict[str, str]:
    """The real configuration of no company, with a ledger, hosts, pins and home page of its own, and without what names its articles and hosts."""
    paths = [path for path in sorted((ROOT / "data").iterdir()) if path.is_file() and path.name not in BESIDE]
    base = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths} | company_files()
    base["data/ids.yml"] = "2001: {slug: sample, category: transfers, paths: [transfers/sample]}\n"
    base["data/diagrams.yml"] = "{}\n"
    base |= {f"overrides/{name}": "/* */\n" for name in (SCRIPT, STYLE)}
    base["data/pins.yml"] = "{}\n"
    base["data/home.yml"] = "most_asked: [sample]\nemergency: incident\n"
    base["data/hosts.yml"] = (
        "bitcoin.org: {owner: team-security, reason: protocol documentation}\n"
        "consumer.ftc.gov: {owner: team-security, reason: authority, localized: consumer}\n"
        "consumidor.ftc.gov: {owner: team-security, reason: authority, localized: consumer}\n"
        "github.com: {owner: team-security, reason: standards, paths: [/bitcoin/bips]}\n"
    )
    return base


def base_files() -> dict[str, str]:
    """The configuration files of every case."""
    return dict(_base())


def cases() -> list[Path]:
    return sorted(RULES.glob("*/*.yml"))


def read_case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8").replace("{today}", TODAY))
    return case


def files_of(case: dict[str, Any]) -> dict[str, str]:
    """All source files of a case."""
    files: dict[str, Any] = dict(_base())
    bodies = case.get("bodies") or {code: case.get("body", "## Steps {#steps}\n\nText.\n") for code in ("zh", "en", "es")}
    source_fields = FACTS | case.get("facts", {})
    for code, body in bodies.items():
        fields = source_fields if code == "zh" else WORDS[code] | {"translates": "h0000000000"} | case.get("words", {}).get(code, {})
        files[f"docs/{code}/{SAMPLE}.md"] = front_matter({k: v for k, v in fields.items() if v is not None}) + body
    files |= _changed(files, case.get("files", {}))
    return {path: text for path, text in files.items() if text is not None}


def library_of(case: dict[str, Any]) -> Library:
    return read_library(from_contents(files_of(case)))


def built_files(case: dict[str, Any], library: Library) -> dict[str, str]:
    """The files of the built site of a case."""
    files: dict[str, Any] = dict(case["site"]) if "site" in case else small_site(library)
    files |= _changed(files, case.get("built", {}))
    return {path: text for path, text in files.items() if text is not None}


def _changed(files: Mapping[str, str], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The files that change: a text is the whole file, {old: new} replaces each old."""
    changed: dict[str, Any] = {}
    for path, change in changes.items():
        changed[path] = change
        if isinstance(change, dict):
            changed[path] = files[path]
            for old, new in change.items():
                assert old in changed[path], f"{path} does not hold {old!r}"
                changed[path] = changed[path].replace(old, new)
    return changed


def problems_of(rule: str, case: dict[str, Any]) -> list[str]:
    """What the rule finds in the case, as text."""
    library = library_of(case)
    rules = chosen([rule])
    found = [*check_sources(library, rules)]
    if "site" in case or "built" in case:
        contents = {path: text.encode() for path, text in built_files(case, library).items()}
        found += check_site(site_from_contents(contents, library, case.get("site_url", SITE_URL)), rules)
    return [_relative(str(problem), library) for problem in found]


def _relative(problem: str, library: Library) -> str:
    """Line numbers of the sample's body relative to its first line, so that a new front matter key changes no case."""

    def place(match: re.Match[str]) -> str:
        page = library.page(match[2], SAMPLE)
        line = int(match[3])
        if page is None or line < page.body_line:
            return match[0]
        return f"{match[1]}:{{body+{line - page.body_line}}}"

    return re.sub(rf"(docs/(\w+)/{SAMPLE}\.md):(\d+)", place, problem)

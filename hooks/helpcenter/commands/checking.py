"""What is wrong, due or to be known: check, rules, explain, reviews, health, external."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from helpcenter.articles.model import DOCS, Library
from helpcenter.articles.product import for_product
from helpcenter.articles.read import read_library
from helpcenter.checks.explain import explain, rule_index, rule_index_page
from helpcenter.checks.run import check_site, check_sources, chosen
from helpcenter.checks.unread import language_folders, no_project, unread
from helpcenter.config.languages import OURS
from helpcenter.config.mkdocs_yml import ConfigError, config_files, project_of
from helpcenter.config.model import Language, Settings
from helpcenter.config.product import PRODUCT
from helpcenter.config.read import read_settings
from helpcenter.problems import Problem, count, errors, ordered, tally
from helpcenter.reporting import REPORTERS
from helpcenter.rules.rule import Rule
from helpcenter.site.site import read_site
from helpcenter.source.engine import read_project
from helpcenter.source.files import read_tree
from helpcenter.source.schema import nearest
from helpcenter.staff.health import health, health_as_text
from helpcenter.writing.external_links import external_links, look_up
from helpcenter.writing.files import unfinished
from helpcenter.writing.todo import reviews

from .command import OK, PROBLEMS, CannotRun, Verbs, built, example, project, shown


def add(verbs: Verbs) -> None:
    check = verbs.add_parser("check", help="find what is wrong with the articles, without building them")
    check.add_argument(
        "docs", nargs="?", default=DOCS, metavar="DOCS", help="the pages of a site of MkDocs, a folder per language (default: docs)"
    )
    check.add_argument("--languages", help="codes, the source language first, like en,es,zh (default: those of its mkdocs.yml)")
    check.add_argument("--language", default="", metavar="CODE", help="what a language in preparation lacks before it can be published")
    check.add_argument("--rules", default="", help="names and groups of rules, like general,wallet,steps-match (default: all)")
    check.add_argument(
        "--without", default="", metavar="FEATURES", help="as if the product lacked these features too, like account,passkeys"
    )
    check.add_argument("--site", metavar="SITE", help="also check this built site")
    check.add_argument("--format", choices=sorted(REPORTERS), default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    check.set_defaults(run=_check)

    rules = verbs.add_parser("rules", help="list the rules")
    rules.add_argument("--markdown", action="store_true", help="as the page in hooks/helpcenter/rules/")
    rules.set_defaults(run=lambda options: shown(rule_index_page() if options.markdown else rule_index()))

    explaining = verbs.add_parser(
        "explain", help="what a rule requires and why, with examples from its cases", epilog=example("explain untranslated")
    )
    explaining.add_argument("rule", metavar="RULE")
    explaining.set_defaults(run=_explain)

    reviewing = verbs.add_parser("reviews", help="the reviews that are overdue or due in the next 30 days, by owner")
    reviewing.set_defaults(run=lambda options: shown(reviews(project()[1], datetime.date.today())))

    standing = verbs.add_parser("health", help="content health report: missing, stale, overdue, unlinked, waived, unconfirmed")
    standing.add_argument("--format", choices=("text", "json"), default="text")
    standing.set_defaults(run=_health)

    looking = verbs.add_parser("external", help="check the external links with lychee (on a schedule, never in a build)")
    looking.add_argument("--format", choices=sorted(REPORTERS), default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    looking.set_defaults(run=_external)


def _check(options: argparse.Namespace) -> int:
    started = time.monotonic()
    try:
        rules = chosen([name.strip() for name in options.rules.split(",") if name.strip()])
    except KeyError as error:
        raise CannotRun(f"{error.args[0]!r} is neither a rule nor a group. `python -m helpcenter rules` lists them.") from error
    library = _without(
        _library(Path(options.docs), options.languages), [name.strip() for name in options.without.split(",") if name.strip()]
    )
    found = check_sources(library, rules)
    if options.language:
        found, library = _lacking(library, options.language, rules, found)
    if options.site:
        found = ordered([*found, *check_site(read_site(built(options.site), library, library.settings.site_url), rules)])
    print(REPORTERS[options.format](found), end="")
    if unfinished(Path.cwd()):
        print("helpcenter: a verb was broken off halfway: these files are not as it found them. The next verb undoes it.", file=sys.stderr)
    if options.format != "json":
        seconds = time.monotonic() - started
        print(f"{count(len(library.pages), 'page')}, {count(len(rules), 'rule')}, {seconds:.2f} s: {tally(found)}", file=sys.stderr)
    return PROBLEMS if errors(found) else OK


def _lacking(library: Library, code: str, rules: Collection[Rule], found: Collection[Problem]) -> tuple[tuple[Problem, ...], Library]:
    """The problems that a library would have besides `found`, were this language published. Raises CannotRun for one that is."""
    known = {language.code: language for language in library.languages}
    if code not in known:
        raise CannotRun(f"{code!r} is no language of mkdocs.yml.{nearest(code, known)} `language add {code}` adds it.")
    if known[code].built:
        raise CannotRun(f"{code!r} is published: `check` without --language checks it.")
    published = read_library(library.tree, read_settings(library.tree, (code,)))
    return tuple(problem for problem in check_sources(published, rules) if problem not in set(found)), published


def _library(docs: Path, languages: str | None) -> Library:
    """Read the library whose language folders are in `docs`. Raises CannotRun when there is nothing to read."""
    if not docs.is_dir():
        raise CannotRun(f"{docs}: no such folder. Run this where mkdocs.yml stands, or name the folder that holds a folder per language.")
    try:
        root = project_of(docs)
    except ConfigError as error:
        raise CannotRun(str(error)) from error
    if root is None:  # pages alone, as in a test or a part of a repository, are read as MkDocs does without a configuration
        if told := no_project(docs):
            raise CannotRun(told)
        root = Path(os.path.abspath(docs)).parent
    name = Path(os.path.abspath(docs)).relative_to(root).as_posix()
    ours = name == DOCS and any((root / path).is_file() for path in OURS)
    tree = read_project(root, config_files(root)) if ours else read_tree(root, (name,), config_files(root))
    settings = read_settings(tree)
    folders = [entry.name for entry in docs.iterdir() if entry.is_dir()]
    if languages is not None:
        settings = _with_languages([code.strip() for code in languages.split(",") if code.strip()], settings.site_url)
    elif not settings.languages:
        settings = _with_languages(language_folders(folders))
    library = read_library(tree, settings, name)
    if not library.ours and (missed := unread(library, folders)):
        raise CannotRun(missed)
    return library


def _without(library: Library, names: list[str]) -> Library:
    """Return the library of a product that lacks these features, and those that it lacks already. Raises CannotRun for an unknown one."""
    settings, known = library.settings, library.settings.features
    if unknown := next((name for name in names if name not in known), None):
        raise CannotRun(f"{unknown!r} is no feature of {PRODUCT}.{nearest(unknown, known)}")
    features = {name: replace(feature, offered=feature.offered and name not in names) for name, feature in known.items()}
    return for_product(replace(library.whole, settings=replace(settings, features=features))) if names else library


def _with_languages(codes: list[str], site_url: str = "") -> Settings:
    return Settings(tuple(Language(code, code, index == 0) for index, code in enumerate(dict.fromkeys(codes))), site_url)


def _explain(options: argparse.Namespace) -> int:
    try:
        return shown(explain(options.rule))
    except KeyError as error:
        names = [rule.name for rule in chosen([])]
        raise CannotRun(
            f"{options.rule!r} is not a rule.{nearest(options.rule, names)} `python -m helpcenter rules` lists them."
        ) from error


def _health(options: argparse.Namespace) -> int:
    found = health(project()[1], datetime.date.today())
    return shown(json.dumps(found, ensure_ascii=False, indent=1) + "\n" if options.format == "json" else health_as_text(found))


def _external(options: argparse.Namespace) -> int:
    root, library = project()
    links = external_links(library)
    found = look_up(root, links)
    print(REPORTERS[options.format](found), end="")
    print(f"{count(len(links), 'external link')}: {tally(found)}", file=sys.stderr)
    return PROBLEMS if errors(found) else OK

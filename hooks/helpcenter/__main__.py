"""The one command line: `python -m helpcenter VERB` with hooks/ on the path (`make check` sets it).

Exit status: 0 clean, 1 problems that are errors, 2 the command could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from .articles import DOCS, Library, read_library
from .check import check_site, check_sources, chosen
from .explain import explain, index
from .problems import REPORTERS, count, errors, ordered, tally
from .settings import Language, Settings, read_settings
from .shape import nearest
from .site import read_site
from .tree import read_tree
from .writing import WritingError, stamp

OK, PROBLEMS, FAILED = 0, 1, 2


class _CannotRun(Exception):
    pass


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (_CannotRun, WritingError) as error:
        print(f"helpcenter: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpcenter", description="Checks and keeps a multilingual help center.")
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    check = verbs.add_parser("check", help="find what is wrong with the articles, without building them")
    check.add_argument("docs", nargs="?", default=DOCS, metavar="DOCS", help="the folder with a folder per language (default: docs)")
    check.add_argument("--languages", help="codes, the source language first, like en,es,zh (default: those of mkdocs.yml beside DOCS)")
    check.add_argument("--rules", default="", help="names and groups of rules, like general,wallet,steps-match (default: all)")
    check.add_argument("--site", metavar="SITE", help="also check this built site")
    check.add_argument("--format", choices=sorted(REPORTERS), default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    check.set_defaults(run=_check)

    rules = verbs.add_parser("rules", help="list the rules")
    rules.set_defaults(run=lambda options: _print(index()))

    explaining = verbs.add_parser("explain", help="what a rule requires, why, and an example out of its cases")
    explaining.add_argument("rule")
    explaining.set_defaults(run=_explain)

    stamping = verbs.add_parser("stamp", help="write into a translation that it is made from its source as it is now")
    stamping.add_argument("pages", nargs="+", metavar="PAGE", help="a translation, or a source page for all its translations")
    stamping.set_defaults(run=_stamp)
    return parser


def _print(text: str) -> int:
    print(text, end="")
    return OK


def _check(options: argparse.Namespace) -> int:
    started = time.monotonic()
    try:
        rules = chosen([name for name in options.rules.split(",") if name])
    except KeyError as error:
        raise _CannotRun(f"{error.args[0]!r} is no rule and no group. `python -m helpcenter rules` lists them.") from error
    library = _library(Path(options.docs), options.languages)
    found = check_sources(library, rules)
    if options.site:
        if not Path(options.site).is_dir():
            raise _CannotRun(f"{options.site}: no such folder. Build the site first: make site.")
        found = ordered([*found, *check_site(read_site(Path(options.site), library, library.settings.site_url), rules)])
    print(REPORTERS[options.format](found), end="")
    if options.format != "json":
        seconds = time.monotonic() - started
        print(f"{count(len(library.pages), 'page')}, {count(len(rules), 'rule')}, {seconds:.2f} s: {tally(found)}", file=sys.stderr)
    return PROBLEMS if errors(found) else OK


def _library(docs: Path, languages: str | None) -> Library:
    """The library whose language folders stand in `docs`. Raises _CannotRun when there is nothing to read."""
    if not docs.is_dir():
        raise _CannotRun(f"{docs}: no such folder. Run this where mkdocs.yml stands, or name the folder that holds a folder per language.")
    root, name = docs.parent, docs.name or docs.resolve().name
    if not docs.name:
        root = docs.resolve().parent
    ours = name == DOCS and (root / "mkdocs.yml").is_file()
    tree = read_tree(root, (DOCS, "data", "overrides") if ours else (name,))
    settings = read_settings(tree)
    if languages:
        codes = [code.strip() for code in languages.split(",") if code.strip()]
        settings = Settings(tuple(Language(code, code, index == 0) for index, code in enumerate(codes)), settings.site_url)
    elif not settings.languages:
        codes = sorted(entry.name for entry in docs.iterdir() if entry.is_dir() and len(entry.name) == 2)
        if not codes:
            raise _CannotRun(f"{docs}: has no folder of a language (two letters), and no mkdocs.yml beside it declares any. Use --languages.")
        settings = Settings(tuple(Language(code, code, index == 0) for index, code in enumerate(codes)))
    return read_library(tree, settings, name)


def _project() -> tuple[Path, Library]:
    root = Path.cwd()
    if not (root / "mkdocs.yml").is_file() or not (root / "data").is_dir():
        raise _CannotRun("this is not the folder of a help center: expected mkdocs.yml and data/ here.")
    return root, read_library(read_tree(root))


def _explain(options: argparse.Namespace) -> int:
    try:
        return _print(explain(options.rule))
    except KeyError as error:
        names = [rule.name for rule in chosen([])]
        raise _CannotRun(f"{options.rule!r} is no rule.{nearest(options.rule, names)} `python -m helpcenter rules` lists them.") from error


def _stamp(options: argparse.Namespace) -> int:
    root, library = _project()
    told = stamp(root, library, [Path(page).as_posix() for page in options.pages])
    return _print("".join(f"{line}\n" for line in told) or "Nothing to stamp: every page is up to date.\n")


if __name__ == "__main__":
    sys.exit(main())

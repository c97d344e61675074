"""Command line: `python -m helpcenter VERB`, with hooks/ on the Python path (`make check` sets it).

Exit status: 0 no errors, 1 problems that are errors, 2 the command could not run, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import datetime
import io
import json
import os
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from helpcenter.articles.model import DOCS, Library
from helpcenter.articles.read import read_library
from helpcenter.checks.explain import explain, rule_index, rule_index_page
from helpcenter.checks.run import check_site, check_sources, chosen
from helpcenter.checks.unread import language_folders, no_project, unread
from helpcenter.config.languages import OURS
from helpcenter.config.mkdocs_yml import ConfigError, config_files, project_of
from helpcenter.config.model import Language, Settings
from helpcenter.config.read import read_settings
from helpcenter.config.schemas import ARTICLE_TYPES
from helpcenter.pages.replies import replies
from helpcenter.problems import count, errors, ordered, tally
from helpcenter.reporting import REPORTERS
from helpcenter.runtime import release
from helpcenter.site.site import read_site
from helpcenter.source.files import read_tree
from helpcenter.source.schema import nearest
from helpcenter.staff.exports import replies_as_csv, replies_as_json
from helpcenter.staff.health import health, health_as_text
from helpcenter.staff.site import staff_files
from helpcenter.writing.brand import ask, from_file
from helpcenter.writing.external_links import ExternalError, external_links, look_up
from helpcenter.writing.files import Changes, Moved, WritingError, make
from helpcenter.writing.new import new
from helpcenter.writing.rename import rename
from helpcenter.writing.stamp import pin, stamp
from helpcenter.writing.todo import reviews, translations

OK, PROBLEMS, FAILED = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """An argument parser whose error messages end with an example of the verb."""

    def error(self, message: str) -> NoReturn:
        message = message.replace("the following arguments are required:", "missing:")
        example = f"\n{self.epilog}" if self.epilog else ""
        self.exit(FAILED, f"helpcenter: {message}. `{self.prog} --help` explains more.{example}\n")


class _CannotRun(Exception):
    pass


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where a test captures it
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8")  # a file or a pipe: JSON and CSV are UTF-8 whatever the locale
    parser = _parser()
    options = parser.parse_args(arguments)
    if "run" not in options:
        parser.print_help(sys.stderr)
        return FAILED
    try:
        return int(options.run(options))
    except (_CannotRun, WritingError, ExternalError) as error:
        print(f"helpcenter: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:  # noqa: PLR0915 (a table of verbs)
    parser = _Parser(prog="python -m helpcenter", description="Check and maintain a multilingual help center.")
    parser.add_argument("--version", action="store_const", const=_version, dest="run", help="print the version of the engine")
    verbs = parser.add_subparsers(metavar="VERB", required=False)

    check = verbs.add_parser("check", help="find what is wrong with the articles, without building them")
    check.add_argument(
        "docs", nargs="?", default=DOCS, metavar="DOCS", help="the pages of a site of MkDocs, a folder per language (default: docs)"
    )
    check.add_argument("--languages", help="codes, the source language first, like en,es,zh (default: those of its mkdocs.yml)")
    check.add_argument("--rules", default="", help="names and groups of rules, like general,wallet,steps-match (default: all)")
    check.add_argument("--site", metavar="SITE", help="also check this built site")
    check.add_argument("--format", choices=sorted(REPORTERS), default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    check.set_defaults(run=_check)

    rules = verbs.add_parser("rules", help="list the rules")
    rules.add_argument("--markdown", action="store_true", help="as the page in hooks/helpcenter/rules/")
    rules.set_defaults(run=lambda options: _print(rule_index_page() if options.markdown else rule_index()))

    explaining = verbs.add_parser(
        "explain", help="what a rule requires and why, with examples from its cases", epilog=_example("explain untranslated")
    )
    explaining.add_argument("rule", metavar="RULE")
    explaining.set_defaults(run=_explain)

    starting = verbs.add_parser(
        "new",
        help="create an article in every language from its type's template",
        epilog=_example("new send-transfer --category transfers --type how-to"),
    )
    starting.add_argument("slug", metavar="SLUG")
    starting.add_argument("--category", default="", help="where the ledger does not reserve the slug")
    starting.add_argument("--type", default="how-to", dest="kind", help=" | ".join(ARTICLE_TYPES))
    starting.set_defaults(run=lambda options: _change(lambda library: new(library, options.slug, options.category, options.kind)))

    branding = verbs.add_parser(
        "brand", help="make the help center yours: asks for name, address, colours and images", epilog=_example("brand --from answers.yml")
    )
    branding.add_argument("--from", dest="answers", metavar="FILE", help="take the answers from this YAML file, keys as in data/brand.yml")
    branding.set_defaults(run=_brand)

    renaming = verbs.add_parser(
        "rename",
        help="move an article in every language; its old address redirects, links follow",
        epilog=_example("rename send-transfer transfers/send-coins"),
    )
    renaming.add_argument("old", metavar="OLD", help="its slug")
    renaming.add_argument("new", metavar="NEW", help="a slug, or category/slug")
    renaming.set_defaults(run=lambda options: _change(lambda library: rename(library, options.old, options.new)))

    stamping = verbs.add_parser(
        "stamp",
        help="mark a translation as up to date with its source",
        epilog=_example("stamp docs/en/transfers/send-transfer.md"),
    )
    stamping.add_argument("pages", nargs="+", metavar="PAGE", help="a translation; with --unchanged a source page")
    stamping.add_argument("--unchanged", action="store_true", help="the last change of this source page needs no translation")
    stamping.set_defaults(
        run=lambda options: _change(lambda library: stamp(library, [Path(p).as_posix() for p in options.pages], options.unchanged))
    )

    pinning = verbs.add_parser("pin", help="pin the safety sentences as they are now; two reviewers read the change")
    pinning.add_argument("paths", nargs="*", metavar="PATH", help="pages and files of data/ (default: all)")
    pinning.add_argument("--by", default="", help="who agreed: needed when a pinned sentence goes")
    pinning.add_argument("--why", default="", help="why it was changed: needed when a pinned sentence goes")
    pinning.set_defaults(
        run=lambda options: _change(
            lambda library: pin(library, [Path(p).as_posix() for p in options.paths], options.by, options.why, datetime.date.today())
        )
    )

    translating = verbs.add_parser("translations", help="what is missing or stale in each language, and what changed in the source")
    translating.set_defaults(run=lambda options: _print(translations(*_project())))

    reviewing = verbs.add_parser("reviews", help="the reviews that are overdue or due in the next 30 days, by owner")
    reviewing.set_defaults(run=lambda options: _print(reviews(_project()[1], datetime.date.today())))

    answering = verbs.add_parser("replies", help="export the ready replies for support staff")
    answering.add_argument("--format", choices=("csv", "json"), default="json")
    answering.set_defaults(
        run=lambda options: _print({"csv": replies_as_csv, "json": replies_as_json}[options.format](list(replies(_project()[1]))))
    )

    staffing = verbs.add_parser("staff", help="build the private staff site (deploy it behind a login)")
    staffing.add_argument("folder", nargs="?", default="site-staff", metavar="FOLDER")
    staffing.set_defaults(run=_staff)

    digesting = verbs.add_parser(
        "digest", help="print the SHA-256 of a built site; equal sites have equal digests, wherever they were built"
    )
    digesting.add_argument("site", nargs="?", default="site", metavar="SITE")
    digesting.set_defaults(run=_digest)

    standing = verbs.add_parser("health", help="content health report: missing, stale, overdue, unlinked, waived, unconfirmed")
    standing.add_argument("--format", choices=("text", "json"), default="text")
    standing.set_defaults(run=_health)

    looking = verbs.add_parser("external", help="check the external links with lychee (on a schedule, never in a build)")
    looking.add_argument("--format", choices=sorted(REPORTERS), default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    looking.set_defaults(run=_external)
    return parser


def _example(arguments: str) -> str:
    return f"Example: python -m helpcenter {arguments}"


def _print(text: str) -> int:
    print(text, end="")
    return OK


def _version(options: argparse.Namespace) -> int:
    path = Path(__file__).parents[2] / "pyproject.toml"
    try:
        return _print(f"helpcenter {tomllib.loads(path.read_text(encoding='utf-8'))['project']['version']}\n")
    except OSError as error:
        raise _CannotRun(f"{path}: cannot be read: {error.strerror}. The version of the engine is in that file.") from error


def _check(options: argparse.Namespace) -> int:
    started = time.monotonic()
    try:
        rules = chosen([name.strip() for name in options.rules.split(",") if name.strip()])
    except KeyError as error:
        raise _CannotRun(f"{error.args[0]!r} is neither a rule nor a group. `python -m helpcenter rules` lists them.") from error
    library = _library(Path(options.docs), options.languages)
    found = check_sources(library, rules)
    if options.site:
        found = ordered([*found, *check_site(read_site(_built(options.site), library, library.settings.site_url), rules)])
    print(REPORTERS[options.format](found), end="")
    if options.format != "json":
        seconds = time.monotonic() - started
        print(f"{count(len(library.pages), 'page')}, {count(len(rules), 'rule')}, {seconds:.2f} s: {tally(found)}", file=sys.stderr)
    return PROBLEMS if errors(found) else OK


def _library(docs: Path, languages: str | None) -> Library:
    """Read the library whose language folders are in `docs`. Raises _CannotRun when there is nothing to read."""
    if not docs.is_dir():
        raise _CannotRun(f"{docs}: no such folder. Run this where mkdocs.yml stands, or name the folder that holds a folder per language.")
    try:
        root = project_of(docs)
    except ConfigError as error:
        raise _CannotRun(str(error)) from error
    if root is None:  # pages alone, as in a test or a part of a repository, are read as MkDocs does without a configuration
        if told := no_project(docs):
            raise _CannotRun(told)
        root = Path(os.path.abspath(docs)).parent
    name = Path(os.path.abspath(docs)).relative_to(root).as_posix()
    ours = name == DOCS and any((root / path).is_file() for path in OURS)
    tree = read_tree(root, (DOCS, "data", "overrides") if ours else (name,), config_files(root))
    settings = read_settings(tree)
    folders = [entry.name for entry in docs.iterdir() if entry.is_dir()]
    if languages is not None:
        settings = _with_languages([code.strip() for code in languages.split(",") if code.strip()], settings.site_url)
    elif not settings.languages:
        settings = _with_languages(language_folders(folders))
    library = read_library(tree, settings, name)
    if not library.ours and (missed := unread(library, folders)):
        raise _CannotRun(missed)
    return library


def _with_languages(codes: list[str], site_url: str = "") -> Settings:
    return Settings(tuple(Language(code, code, index == 0) for index, code in enumerate(dict.fromkeys(codes))), site_url)


def _project() -> tuple[Path, Library]:
    root = Path.cwd()
    if not (root / "mkdocs.yml").is_file() or not (root / "data").is_dir():
        raise _CannotRun("this is not the folder of a help center: expected mkdocs.yml and data/ here.")
    return root, read_library(read_tree(root))


def _external(options: argparse.Namespace) -> int:
    root, library = _project()
    links = external_links(library)
    found = look_up(root, links)
    print(REPORTERS[options.format](found), end="")
    print(f"{count(len(links), 'external link')}: {tally(found)}", file=sys.stderr)
    return PROBLEMS if errors(found) else OK


def _health(options: argparse.Namespace) -> int:
    found = health(_project()[1], datetime.date.today())
    return _print(json.dumps(found, ensure_ascii=False, indent=1) + "\n" if options.format == "json" else health_as_text(found))


def _digest(options: argparse.Namespace) -> int:
    return _print(release.digest(release.read(_built(options.site))) + "\n")


def _built(folder: str) -> Path:
    """Return the folder of a built site. Raises _CannotRun when it does not exist."""
    if not Path(folder).is_dir():
        raise _CannotRun(f"{folder}: no such folder. Build the site first: make site.")
    return Path(folder)


def _staff(options: argparse.Namespace) -> int:
    root, library = _project()
    found = check_sources(library)
    print(REPORTERS["text"](found), end="", file=sys.stderr)
    if errors(found):
        raise _CannotRun(f"not built: {tally(found)}. The last staff site is unchanged.")
    made = staff_files(library, library.settings.site_url, datetime.date.today())
    try:
        workshop = release.open_workshop((root / options.folder).absolute())
        try:
            release.publish(workshop, made)
        finally:
            workshop.close()
    except (OSError, release.ReleaseError) as error:
        raise _CannotRun(f"not published: {error}. The last staff site is unchanged.") from error
    return _print(f"{options.folder}/: {len(list(replies(library)))} replies, {tally(found)}\n")


def _explain(options: argparse.Namespace) -> int:
    try:
        return _print(explain(options.rule))
    except KeyError as error:
        names = [rule.name for rule in chosen([])]
        raise _CannotRun(
            f"{options.rule!r} is not a rule.{nearest(options.rule, names)} `python -m helpcenter rules` lists them."
        ) from error


def _brand(options: argparse.Namespace) -> int:
    beside = {path.as_posix(): path.read_text(encoding="utf-8") for path in sorted(Path(".github/ISSUE_TEMPLATE").glob("*.yml"))}
    if options.answers is None:
        try:
            return _change(lambda library: ask(library, input, print, Path.cwd(), beside))
        except (EOFError, KeyboardInterrupt) as error:
            raise _CannotRun(
                "stopped before the last answer; nothing was written. Answers may come from a file, too: --from FILE."
            ) from error
    path = Path(options.answers)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _CannotRun(
            f"{path}: cannot be read: {getattr(error, 'strerror', 'it is not UTF-8')}. Expected a YAML file with answers."
        ) from error
    return _change(lambda library: from_file(library, options.answers, text, path.parent, beside))


def _change(work_out: Callable[[Library], Changes]) -> int:
    """Compute the changes of a writing verb, apply them together and list the files."""
    root, library = _project()
    changes = work_out(library)
    make(root, changes)
    lines = [_done(path, change) for path, change in changes.items()]
    return _print("".join(lines) or "Nothing to do: everything is up to date.\n")


def _done(path: str, change: str | bytes | Moved | None) -> str:
    if isinstance(change, Moved):
        return f"moved {change.old} to {path}\n"
    return f"{'removed' if change is None else 'wrote'} {path}\n"

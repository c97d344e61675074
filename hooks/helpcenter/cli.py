"""Command line: `python -m helpcenter VERB`, with hooks/ on the Python path (`make check` sets it) or the engine installed.

Exit status: 0 no errors, 1 problems that are errors, 2 the command could not run, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

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
from helpcenter.config.schemas import ARTICLE_TYPES, NOTICE_LEVELS
from helpcenter.pages.replies import replies
from helpcenter.problems import ERROR, Problem, count, errors, ordered, tally
from helpcenter.reporting import REPORTERS
from helpcenter.rules.articles.front_matter import SEVERITIES
from helpcenter.rules.rule import Rule
from helpcenter.runtime import release
from helpcenter.site.site import read_site
from helpcenter.source.engine import PROJECT, read_project
from helpcenter.source.files import read_tree
from helpcenter.source.schema import nearest
from helpcenter.staff.desks import DESKS, DeskError, export, replies_as_json
from helpcenter.staff.health import health, health_as_text
from helpcenter.staff.site import staff_files
from helpcenter.writing import language as languages
from helpcenter.writing.brand import ask, from_file
from helpcenter.writing.entries import new_category, new_diagram, new_notice, new_term
from helpcenter.writing.external_links import ExternalError, external_links, look_up
from helpcenter.writing.files import Changes, Moved, Work, WritingError, alone, make, make_folder, unfinished
from helpcenter.writing.init import repository
from helpcenter.writing.kept import refuse_unsaved
from helpcenter.writing.new import new
from helpcenter.writing.rename import move, rename
from helpcenter.writing.repair import library_after
from helpcenter.writing.retire import merge, retire
from helpcenter.writing.stamp import pin, stamp
from helpcenter.writing.todo import reviews, translations
from helpcenter.writing.translating.formats import FORMATS, read_file
from helpcenter.writing.translating.incoming import Import, RefusedTranslations, take
from helpcenter.writing.translating.outgoing import sheet
from helpcenter.writing.translating.sheet import UnreadableFile

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
    rules.set_defaults(run=lambda options: _print(rule_index_page() if options.markdown else rule_index()))

    explaining = verbs.add_parser(
        "explain", help="what a rule requires and why, with examples from its cases", epilog=_example("explain untranslated")
    )
    explaining.add_argument("rule", metavar="RULE")
    explaining.set_defaults(run=_explain)

    founding = verbs.add_parser(
        "init",
        help="make a content repository: your pages and data, with the engine as a dependency",
        epilog=_example("init ../our-help --engine git+https://HOST/PATH@v1.2.0"),
    )
    founding.add_argument("folder", metavar="FOLDER", help="a new or empty one")
    founding.add_argument("--engine", default="", help="where pip finds it, in one version (default: where this one came from)")
    founding.set_defaults(run=_init)

    starting = verbs.add_parser(
        "new",
        help="begin an article, category, term, diagram or notice in every language",
        epilog=_example("new send-transfer --category transfers --type how-to"),
    )
    starting.add_argument(
        "what", nargs="+", metavar="SLUG", help="of an article; or category SLUG, term SLUG, diagram SLUG, notice [ARTICLE]"
    )
    starting.add_argument("--category", default="", help="of an article, where the ledger does not reserve the slug")
    starting.add_argument("--type", default="how-to", dest="kind", help="of an article: " + " | ".join(ARTICLE_TYPES))
    starting.add_argument("--owner", default="", help="of an article: a role of data/roles.yml")
    starting.add_argument("--severity", default="", help="of an article: " + " | ".join(SEVERITIES))
    starting.add_argument("--icon", default="question", help="of a category: an Octicon")
    starting.add_argument("--level", default="info", help="of a notice: " + " | ".join(NOTICE_LEVELS))
    starting.add_argument("--until", default="", metavar="DAY", help="of a notice: the last day on which it is shown")
    starting.set_defaults(run=lambda options: _change(options, lambda library: _begun(library, options)))

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
    renaming.set_defaults(run=lambda options: _change(options, lambda library: Work(rename(library, options.old, options.new))))

    moving = verbs.add_parser(
        "move", help="put an article into another category, in every language", epilog=_example("move scan-payment-qr using")
    )
    moving.add_argument("article", metavar="ARTICLE", help="its slug")
    moving.add_argument("category", metavar="CATEGORY")
    moving.set_defaults(run=lambda options: _change(options, lambda library: Work(move(library, options.article, options.category))))

    retiring = verbs.add_parser(
        "retire",
        help="take an article away; its addresses lead to the one that takes its place, or say that it is gone",
        epilog=_example("retire network-fees --to choose-network --by example-wallet/docs --why 'one page says both'"),
    )
    retiring.add_argument("old", metavar="OLD", help="its slug")
    retiring.add_argument("--to", default="", metavar="NEW", help="the article that takes its place")
    retiring.set_defaults(
        run=lambda options: _change(
            options, lambda library: retire(library, options.old, options.to, options.by, options.why, datetime.date.today())
        )
    )

    merging = verbs.add_parser(
        "merge",
        help="make one article part of another: as retire, and its keywords find the other",
        epilog=_example("merge network-fees choose-network --by example-wallet/docs --why 'one page says both'"),
    )
    merging.add_argument("gone", metavar="GONE", help="the slug of the article that goes")
    merging.add_argument("kept", metavar="KEPT", help="the slug of the article that stays")
    merging.set_defaults(
        run=lambda options: _change(
            options, lambda library: merge(library, options.gone, options.kept, options.by, options.why, datetime.date.today())
        )
    )
    for going in (retiring, merging):
        going.add_argument("--by", default="", metavar="WHO", help="who decided it")
        going.add_argument("--why", default="", metavar="WHY", help="why")

    speaking = verbs.add_parser(
        "language",
        help="add or drop a language; make one the source of the others, or give it the root of the site",
        epilog=_example("language add fr"),
    )
    speaking.add_argument("what", metavar="WHAT", choices=tuple(_LANGUAGE), help=" | ".join(_LANGUAGE))
    speaking.add_argument("code", metavar="CODE", help="like fr, pt-BR or zh-Hant")
    speaking.add_argument("--name", default="", help="with add: what the language calls itself (default: its name in Unicode CLDR)")
    speaking.set_defaults(run=_language)

    stamping = verbs.add_parser(
        "stamp",
        help="mark a translation as up to date with its source",
        epilog=_example("stamp docs/en/transfers/send-transfer.md"),
    )
    stamping.add_argument("pages", nargs="+", metavar="PAGE", help="a translation; with --unchanged a source page")
    stamping.add_argument("--unchanged", action="store_true", help="the last change of this source page needs no translation")
    stamping.set_defaults(
        run=lambda options: _change(
            options, lambda library: Work(stamp(library, [Path(p).as_posix() for p in options.pages], options.unchanged))
        )
    )

    pinning = verbs.add_parser("pin", help="pin the safety sentences as they are now; two reviewers read the change")
    pinning.add_argument("paths", nargs="*", metavar="PATH", help="pages and files of data/ (default: all)")
    pinning.add_argument("--by", default="", help="who agreed: needed when a pinned sentence goes")
    pinning.add_argument("--why", default="", help="why it was changed: needed when a pinned sentence goes")
    pinning.set_defaults(
        run=lambda options: _change(
            options,
            lambda library: Work(pin(library, [Path(p).as_posix() for p in options.paths], options.by, options.why, datetime.date.today())),
        )
    )

    for changing in (branding, starting, renaming, moving, retiring, merging, stamping, pinning):
        changing.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    for risky in (renaming, moving, retiring, merging, speaking):
        risky.add_argument("--force", action="store_true", help="even where git does not keep what is there now")

    translating = verbs.add_parser(
        "translations",
        help="what is missing or stale in each language; with --format as files for translators, with `import FILE` back into the pages",
        epilog=_example("translations --format xliff --language en"),
    )
    translating.add_argument("what", nargs="*", metavar="import FILE", help="write the translations of this file into docs/ and data/")
    translating.add_argument("--format", choices=sorted(FORMATS), help="write what is missing or stale as files for translators")
    translating.add_argument("--language", default="", metavar="CODE", help="list, export or import this language alone")
    translating.add_argument("--out", default="translations", metavar="FOLDER", help="where the files go (default: translations)")
    translating.add_argument("--terms-read", action="store_true", help="somebody has read the units that lack a term of the glossary")
    translating.add_argument("--by", default="", help="import: who agreed, where a pinned sentence changes")
    translating.add_argument("--why", default="", help="import: why it changes")
    translating.set_defaults(run=_translations)

    reviewing = verbs.add_parser("reviews", help="the reviews that are overdue or due in the next 30 days, by owner")
    reviewing.set_defaults(run=lambda options: _print(reviews(_project()[1], datetime.date.today())))

    answering = verbs.add_parser(
        "replies",
        help="export the ready replies for support staff: as JSON, or as files that a help desk imports",
        epilog=_example("replies --desk zammad --out replies"),
    )
    answering.add_argument("--desk", choices=sorted(DESKS), help="the help desk")
    answering.add_argument("--out", default="replies", metavar="FOLDER", help="where its files go (default: replies)")
    answering.add_argument("--known", action="append", default=[], metavar="FILE", help="JSON: what the desk's API lists as there already")
    answering.set_defaults(run=_replies)

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
    path = PROJECT / "pyproject.toml"
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
    library = _without(
        _library(Path(options.docs), options.languages), [name.strip() for name in options.without.split(",") if name.strip()]
    )
    found = check_sources(library, rules)
    if options.language:
        found, library = _lacking(library, options.language, rules, found)
    if options.site:
        found = ordered([*found, *check_site(read_site(_built(options.site), library, library.settings.site_url), rules)])
    print(REPORTERS[options.format](found), end="")
    if unfinished(Path.cwd()):
        print("helpcenter: a verb was broken off halfway: these files are not as it found them. The next verb undoes it.", file=sys.stderr)
    if options.format != "json":
        seconds = time.monotonic() - started
        print(f"{count(len(library.pages), 'page')}, {count(len(rules), 'rule')}, {seconds:.2f} s: {tally(found)}", file=sys.stderr)
    return PROBLEMS if errors(found) else OK


def _lacking(library: Library, code: str, rules: Collection[Rule], found: Collection[Problem]) -> tuple[tuple[Problem, ...], Library]:
    """The problems that a library would have besides `found`, were this language published. Raises _CannotRun for one that is."""
    known = {language.code: language for language in library.languages}
    if code not in known:
        raise _CannotRun(f"{code!r} is no language of mkdocs.yml.{nearest(code, known)} `language add {code}` adds it.")
    if known[code].built:
        raise _CannotRun(f"{code!r} is published: `check` without --language checks it.")
    published = read_library(library.tree, read_settings(library.tree, (code,)))
    return tuple(problem for problem in check_sources(published, rules) if problem not in set(found)), published


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
    tree = read_project(root, config_files(root)) if ours else read_tree(root, (name,), config_files(root))
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


def _without(library: Library, names: list[str]) -> Library:
    """Return the library of a product that lacks these features, and those that it lacks already. Raises _CannotRun for an unknown one."""
    settings, known = library.settings, library.settings.features
    if unknown := next((name for name in names if name not in known), None):
        raise _CannotRun(f"{unknown!r} is no feature of {PRODUCT}.{nearest(unknown, known)}")
    features = {name: replace(feature, offered=feature.offered and name not in names) for name, feature in known.items()}
    return for_product(replace(library.whole, settings=replace(settings, features=features))) if names else library


def _with_languages(codes: list[str], site_url: str = "") -> Settings:
    return Settings(tuple(Language(code, code, index == 0) for index, code in enumerate(dict.fromkeys(codes))), site_url)


def _root() -> Path:
    root = Path.cwd()
    if not (root / "mkdocs.yml").is_file() or not (root / "data").is_dir():
        raise _CannotRun("this is not the folder of a help center: expected mkdocs.yml and data/ here.")
    return root


def _project() -> tuple[Path, Library]:
    root = _root()
    return root, read_library(read_project(root))


@contextlib.contextmanager
def _at_work() -> Iterator[tuple[Path, Library]]:
    """The project, while no other verb changes it, and with what a killed one left undone."""
    root = _root()
    with alone(root) as undone:
        if undone:
            print(f"helpcenter: {undone}", file=sys.stderr)
        yield root, read_library(read_project(root))


def _translations(options: argparse.Namespace) -> int:
    root, library = _project()
    codes = [language.code for language in library.languages if not language.source]
    if options.language and options.language not in codes:
        raise _CannotRun(
            f"{options.language!r} is no language to translate into.{nearest(options.language, codes)} There are: {', '.join(codes)}."
        )
    if options.what:
        if len(options.what) != 2 or options.what[0] != "import":
            raise _CannotRun("expected `translations`, `translations --format FORMAT`, or `translations import FILE`.")
        with _at_work() as (root, library):
            return _import(root, library.whole, options)
    if not options.format:
        return _print(translations(root, library.whole, options.language))
    made: Changes = {}
    for language in library.languages:
        if language.code in ([options.language] if options.language else codes) and (found := sheet(root, library.whole, language)).files:
            made[f"help-center.{language.code}.{FORMATS[options.format].ending}"] = FORMATS[options.format].write(found)
    folder = root / options.out
    if taken := next((name for name in made if (folder / name).exists()), None):
        raise _CannotRun(
            f"{options.out}/{taken}: exists already, and somebody may be working in it. Move it, or name another folder with --out."
        )
    make(folder, made)
    return _print("".join(f"wrote {options.out}/{name}\n" for name in made) or "Nothing to translate: everything is up to date.\n")


def _import(root: Path, library: Library, options: argparse.Namespace) -> int:
    """Write the translations of a file into the pages, or tell everything that is wrong with them and write nothing."""
    name = options.what[1]
    codes = [language.code for language in library.languages if not language.source]
    try:
        returned = read_file(Path(name))
    except UnreadableFile as error:
        raise _CannotRun(f"{name}{f':{error.line}' if error.line else ''}: {error.sentence}") from error
    named = _known_language(returned.language, codes)
    language = options.language or named
    if not language:
        raise _CannotRun(f"{name}: its language is {returned.language!r}; expected one of {', '.join(codes)}. Name it with --language.")
    if named not in {"", language}:
        raise _CannotRun(f"{name}: is in {named!r} and not in {language!r}.")
    agreed = f"{datetime.date.today()} {options.by}: {options.why}" if options.by and options.why else ""
    try:
        changes, notes = take(root, library, Import(name, returned, language, options.terms_read, agreed))
    except RefusedTranslations as refused:
        print(REPORTERS["text"](refused.problems), end="")
        print(f"Nothing was written: {tally(refused.problems)}.", file=sys.stderr)
        return PROBLEMS
    make(root, changes)
    for note in notes:
        print(note, file=sys.stderr)
    return _print("".join(f"wrote {path}\n" for path in changes) or "Nothing to do: everything is up to date.\n")


def _replies(options: argparse.Namespace) -> int:
    root, library = _project()
    found = list(replies(library))
    if not options.desk:
        return _print(replies_as_json(found))
    problems = errors(check_sources(library))
    if problems:
        print(REPORTERS["text"](problems), end="", file=sys.stderr)
        raise _CannotRun(f"not exported: {tally(problems)}.")
    languages = {language.code: language.name for language in library.languages}
    known = [item for name in options.known for item in _listed(Path(name))]
    try:
        made = export(DESKS[options.desk], found, library.settings.replies, languages, known)
    except DeskError as error:
        raise _CannotRun(str(error)) from error
    make(root / options.out, made.files)
    for note in made.notes:
        print(note, file=sys.stderr)
    return _print("".join(f"wrote {options.out}/{name}\n" for name in made.files))


def _listed(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects with an id that a JSON file lists, at whatever key a desk's API has put the list."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not JSON in UTF-8"
        raise _CannotRun(f"{path}: {reason}. Expected what the desk's API lists.") from error
    rest = [value]
    while rest:
        part = rest.pop(0)
        if isinstance(part, dict) and "id" in part:
            yield part
        elif isinstance(part, dict | list):
            rest += part.values() if isinstance(part, dict) else part


def _known_language(named: str, codes: Collection[str]) -> str:
    """Return the language that a tool means by `es-MX` or `pt_BR`: the nearest of ours; "" where there is none."""
    parts = named.replace("_", "-").lower().split("-")
    known = {code.lower(): code for code in codes}
    return next((known["-".join(parts[:end])] for end in range(len(parts), 0, -1) if "-".join(parts[:end]) in known), "")


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


def _init(options: argparse.Namespace) -> int:
    made = repository(options.engine)
    make_folder(Path(options.folder), made)
    return _print(f"{options.folder}/: {count(len(made), 'file')}. Next: cd {options.folder} && git init && make site\n")


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
            return _change(options, lambda library: Work(ask(library, input, print, Path.cwd(), beside)))
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
    return _change(options, lambda library: Work(from_file(library, options.answers, text, path.parent, beside)))


def _begun(library: Library, options: argparse.Namespace) -> Work:
    """The work of `new`. On a terminal it asks for the owner and the severity of an article."""
    kind, *names = options.what
    if kind not in ("article", "category", "term", "diagram", "notice"):
        kind, names = "article", options.what
    if len(names) > 1 or (not names and kind != "notice"):
        raise _CannotRun(f"new {kind}: expected {'at most ' if kind == 'notice' else ''}one name, not {len(names)}.")
    name = names[0] if names else ""
    match kind:
        case "category":
            return new_category(library, name, options.icon)
        case "term":
            return new_term(library, name)
        case "diagram":
            return new_diagram(library, name)
        case "notice":
            return new_notice(library, name, options.level, options.until, datetime.date.today())
    owner = options.owner or _asked("Who owns it", library.settings.roles)
    severity = options.severity or _asked("How much harm if it is wrong", SEVERITIES)
    return new(library, name, options.category, options.kind, owner, severity)


def _asked(question: str, choices: Sequence[str]) -> str:
    """The answer to a question on a terminal; "" where nobody answers."""
    if not sys.stdin.isatty():
        return ""
    try:
        return input(f"{question}? {' | '.join(choices)}: ").strip()
    except EOFError:
        return ""


def _change(options: argparse.Namespace, work_out: Callable[[Library], Work]) -> int:
    """Compute the work of a writing verb, apply its changes together, and list them with what is left to do.

    With `options.dry_run` nothing is applied. A verb with an `options.force` moves or removes texts: without it, it refuses those that
    git does not keep, and what the check finds once they are moved is left to do.
    """
    moves_texts = "force" in options
    with _at_work() as (root, library):
        work = work_out(library.whole)
        if moves_texts and not options.force:
            refuse_unsaved(root, work.changes)
        if not options.dry_run:
            make(root, work.changes)
    found = check_sources(library_after(library, work.changes)) if moves_texts else ()
    left = [*work.left, *REPORTERS["text"](found).splitlines()]
    lines = [_done(path, change) for path, change in work.changes.items()] or ["Nothing to do: everything is up to date."]
    if left:
        lines += [f"Left to you ({count(len(left), 'place')}):", *left]
    if moves_texts:
        lines.append(f"The check finds {tally(found)}.")
    if work.next:
        lines.append(f"Next: {work.next}")
    if options.dry_run:
        lines.append("This was a dry run: nothing was changed.")
    return _print("".join(f"{line}\n" for line in lines))


_LANGUAGE: dict[str, Callable[[Library, argparse.Namespace], Changes]] = {
    "add": lambda library, options: languages.add(library, options.code, options.name),
    "drop": lambda library, options: languages.drop(library, options.code),
    "source": lambda library, options: languages.source(library, options.code),
    "root": lambda library, options: languages.root(library, options.code),
}


def _language(options: argparse.Namespace) -> int:
    if options.name and options.what != "add":
        raise _CannotRun("--name belongs to `language add`: a name that there is stands in mkdocs.yml.")
    with _at_work() as (root, library):
        if broken := [problem for problem in library.settings.problems if problem.severity == ERROR]:
            raise _CannotRun(f"{broken[0]} Mend that first.")
        published = {each.code for each in library.settings.built}
        changes = _LANGUAGE[options.what](library.whole, options)
        if not options.force:
            refuse_unsaved(root, changes)
        make(root, changes)
    gone = Counter(path.partition(f"/{options.code}/")[0] for path, change in changes.items() if change is None)
    lines = [_done(path, change) for path, change in changes.items() if change is not None]
    lines += [f"removed {folder}/{options.code}/ ({count(number, 'file')})" for folder, number in gone.items()]
    lines.append(languages.next_steps(options.what, options.code, options.code in published))
    return _print("\n".join(lines))


def _done(path: str, change: str | bytes | Moved | None) -> str:
    if isinstance(change, Moved):
        return f"moved {change.old} to {path}"
    return f"{'removed' if change is None else 'wrote'} {path}"

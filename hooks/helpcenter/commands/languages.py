"""Languages and translators: language, translations."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

from helpcenter.articles.model import Library
from helpcenter.problems import ERROR, count, tally
from helpcenter.reporting import REPORTERS
from helpcenter.source.schema import nearest
from helpcenter.writing import language as writing_language
from helpcenter.writing.files import Changes, make
from helpcenter.writing.kept import refuse_unsaved
from helpcenter.writing.todo import translations
from helpcenter.writing.translating.formats import FORMATS, read_file
from helpcenter.writing.translating.incoming import Import, RefusedTranslations, take
from helpcenter.writing.translating.outgoing import sheet
from helpcenter.writing.translating.sheet import UnreadableFile

from .command import PROBLEMS, CannotRun, Verbs, at_work, done, example, project, shown

_LANGUAGE: dict[str, Callable[[Library, argparse.Namespace], Changes]] = {
    "add": lambda library, options: writing_language.add(library, options.code, options.name),
    "drop": lambda library, options: writing_language.drop(library, options.code),
    "source": lambda library, options: writing_language.source(library, options.code),
    "root": lambda library, options: writing_language.root(library, options.code),
}


def add(verbs: Verbs) -> None:
    speaking = verbs.add_parser(
        "language",
        help="add or drop a language; make one the source of the others, or give it the root of the site",
        epilog=example("language add fr"),
    )
    speaking.add_argument("what", metavar="WHAT", choices=tuple(_LANGUAGE), help=" | ".join(_LANGUAGE))
    speaking.add_argument("code", metavar="CODE", help="like fr, pt-BR or zh-Hant")
    speaking.add_argument("--name", default="", help="with add: what the language calls itself (default: its name in Unicode CLDR)")
    speaking.add_argument("--force", action="store_true", help="even where git does not keep what is there now")
    speaking.set_defaults(run=_language)

    translating = verbs.add_parser(
        "translations",
        help="what is missing or stale in each language; with --format as files for translators, with `import FILE` back into the pages",
        epilog=example("translations --format xliff --language en"),
    )
    translating.add_argument("what", nargs="*", metavar="import FILE", help="write the translations of this file into docs/ and data/")
    translating.add_argument("--format", choices=sorted(FORMATS), help="write what is missing or stale as files for translators")
    translating.add_argument("--language", default="", metavar="CODE", help="list, export or import this language alone")
    translating.add_argument("--out", default="translations", metavar="FOLDER", help="where the files go (default: translations)")
    translating.add_argument("--terms-read", action="store_true", help="somebody has read the units that lack a term of the glossary")
    translating.add_argument("--by", default="", help="import: who agreed, where a pinned sentence changes")
    translating.add_argument("--why", default="", help="import: why it changes")
    translating.set_defaults(run=_translations)


def _language(options: argparse.Namespace) -> int:
    if options.name and options.what != "add":
        raise CannotRun("--name belongs to `language add`: a name that there is stands in mkdocs.yml.")
    with at_work() as (root, library):
        if broken := [problem for problem in library.settings.problems if problem.severity == ERROR]:
            raise CannotRun(f"{broken[0]} Mend that first.")
        published = {each.code for each in library.settings.built}
        changes = _LANGUAGE[options.what](library.whole, options)
        if not options.force:
            refuse_unsaved(root, changes)
        make(root, changes)
    gone = Counter(path.partition(f"/{options.code}/")[0] for path, change in changes.items() if change is None)
    lines = [done(path, change) for path, change in changes.items() if change is not None]
    lines += [f"removed {folder}/{options.code}/ ({count(number, 'file')})" for folder, number in gone.items()]
    lines.append(writing_language.next_steps(options.what, options.code, options.code in published))
    return shown("\n".join(lines))


def _translations(options: argparse.Namespace) -> int:
    root, library = project()
    codes = [language.code for language in library.languages if not language.source]
    if options.language and options.language not in codes:
        raise CannotRun(
            f"{options.language!r} is no language to translate into.{nearest(options.language, codes)} There are: {', '.join(codes)}."
        )
    if options.what:
        if len(options.what) != 2 or options.what[0] != "import":
            raise CannotRun("expected `translations`, `translations --format FORMAT`, or `translations import FILE`.")
        with at_work() as (root, library):
            return _import(root, library.whole, options)
    if not options.format:
        return shown(translations(root, library.whole, options.language))
    made: Changes = {}
    for language in library.languages:
        if language.code in ([options.language] if options.language else codes) and (found := sheet(root, library.whole, language)).files:
            made[f"help-center.{language.code}.{FORMATS[options.format].ending}"] = FORMATS[options.format].write(found)
    folder = root / options.out
    if taken := next((name for name in made if (folder / name).exists()), None):
        raise CannotRun(
            f"{options.out}/{taken}: exists already, and somebody may be working in it. Move it, or name another folder with --out."
        )
    make(folder, made)
    return shown("".join(f"wrote {options.out}/{name}\n" for name in made) or "Nothing to translate: everything is up to date.\n")


def _import(root: Path, library: Library, options: argparse.Namespace) -> int:
    """Write the translations of a file into the pages, or tell everything that is wrong with them and write nothing."""
    name = options.what[1]
    codes = [language.code for language in library.languages if not language.source]
    try:
        returned = read_file(Path(name))
    except UnreadableFile as error:
        raise CannotRun(f"{name}{f':{error.line}' if error.line else ''}: {error.sentence}") from error
    named = _known_language(returned.language, codes)
    language = options.language or named
    if not language:
        raise CannotRun(f"{name}: its language is {returned.language!r}; expected one of {', '.join(codes)}. Name it with --language.")
    if named not in {"", language}:
        raise CannotRun(f"{name}: is in {named!r} and not in {language!r}.")
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
    return shown("".join(f"wrote {path}\n" for path in changes) or "Nothing to do: everything is up to date.\n")


def _known_language(named: str, codes: Collection[str]) -> str:
    """Return the language that a tool means by `es-MX` or `pt_BR`: the nearest of ours; "" where there is none."""
    parts = named.replace("_", "-").lower().split("-")
    known = {code.lower(): code for code in codes}
    return next((known["-".join(parts[:end])] for end in range(len(parts), 0, -1) if "-".join(parts[:end]) in known), "")

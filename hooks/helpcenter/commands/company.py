"""A company makes the help center its own: init, brand."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpcenter.problems import count
from helpcenter.writing.brand import ask, from_file
from helpcenter.writing.files import Work, make_folder
from helpcenter.writing.init import repository

from .command import CannotRun, Verbs, change, example, shown


def add(verbs: Verbs) -> None:
    founding = verbs.add_parser(
        "init",
        help="make a content repository: your pages and data, with the engine as a dependency",
        epilog=example("init ../our-help --engine git+https://HOST/PATH@v1.2.0"),
    )
    founding.add_argument("folder", metavar="FOLDER", help="a new or empty one")
    founding.add_argument("--engine", default="", help="where pip finds it, in one version (default: where this one came from)")
    founding.set_defaults(run=_init)

    branding = verbs.add_parser(
        "brand", help="make the help center yours: asks for name, address, colours and images", epilog=example("brand --from answers.yml")
    )
    branding.add_argument("--from", dest="answers", metavar="FILE", help="take the answers from this YAML file, keys as in data/brand.yml")
    branding.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    branding.set_defaults(run=_brand)


def _init(options: argparse.Namespace) -> int:
    made = repository(options.engine)
    make_folder(Path(options.folder), made)
    return shown(f"{options.folder}/: {count(len(made), 'file')}. Next: cd {options.folder} && git init && make site\n")


def _brand(options: argparse.Namespace) -> int:
    beside = {path.as_posix(): path.read_text(encoding="utf-8") for path in sorted(Path(".github/ISSUE_TEMPLATE").glob("*.yml"))}
    if options.answers is None:
        try:
            return change(options, lambda library: Work(ask(library, input, print, Path.cwd(), beside)))
        except (EOFError, KeyboardInterrupt) as error:
            raise CannotRun(
                "stopped before the last answer; nothing was written. Answers may come from a file, too: --from FILE."
            ) from error
    path = Path(options.answers)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CannotRun(
            f"{path}: cannot be read: {getattr(error, 'strerror', 'it is not UTF-8')}. Expected a YAML file with answers."
        ) from error
    return change(options, lambda library: Work(from_file(library, options.answers, text, path.parent, beside)))

"""Command line: `python -m helpcenter VERB`, with hooks/ on the Python path (`make check` sets it) or the engine installed.

Exit status: 0 no errors, 1 problems that are errors, 2 the command could not run, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import NoReturn

from helpcenter.commands import articles, checking, company, languages, learning, publishing, releasing
from helpcenter.commands.command import FAILED, CannotRun, shown
from helpcenter.source.engine import version
from helpcenter.writing.external_links import ExternalError
from helpcenter.writing.files import WritingError


class _Parser(argparse.ArgumentParser):
    """An argument parser whose error messages end with an example of the verb."""

    def error(self, message: str) -> NoReturn:
        message = message.replace("the following arguments are required:", "missing:")
        example = f"\n{self.epilog}" if self.epilog else ""
        self.exit(FAILED, f"helpcenter: {message}. `{self.prog} --help` explains more.{example}\n")


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where a test captures it
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8")  # a file or a pipe: JSON and CSV are UTF-8 whatever the locale
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.run is None:
        parser.print_help(sys.stderr)
        return FAILED
    try:
        return int(options.run(options))
    except (CannotRun, WritingError, ExternalError) as error:
        print(f"helpcenter: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m helpcenter", description="Check and maintain a multilingual help center.")
    parser.add_argument("--version", action="store_const", const=_version, dest="run", help="print the version of the engine")
    verbs = parser.add_subparsers(metavar="VERB", required=False)
    for kind in (checking, articles, languages, company, publishing, releasing, learning):
        kind.add(verbs)
    return parser


def _version(options: argparse.Namespace) -> int:
    try:
        return shown(f"helpcenter {version()}\n")
    except OSError as error:
        raise CannotRun(f"{error.filename}: cannot be read: {error.strerror}. The version of the engine is in that file.") from error

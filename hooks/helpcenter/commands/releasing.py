"""What is published and what was: compressed copies, digest, verify, rollback."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from helpcenter.config.read import read_settings
from helpcenter.problems import count
from helpcenter.reporting import REPORTERS
from helpcenter.runtime import release
from helpcenter.source.engine import read_project
from helpcenter.verifying.minisign import PublicKey, SignatureError, public_key
from helpcenter.verifying.release_list import SIGNATURE

from .command import OK, PROBLEMS, CannotRun, Verbs, built, example, project_folder, shown


def add(verbs: Verbs) -> None:
    compressing = verbs.add_parser(
        "compress", help="put a compressed copy beside each file of a built site (.br, .gz), for a server that sends them as they are"
    )
    compressing.add_argument("site", nargs="?", default="site", metavar="SITE")
    compressing.set_defaults(run=_compress)

    digesting = verbs.add_parser(
        "digest", help="print the SHA-256 of a built site, without its signature; equal sites have equal digests, wherever they were built"
    )
    digesting.add_argument("site", nargs="?", default="site", metavar="SITE")
    digesting.set_defaults(run=_digest)

    verifying = verbs.add_parser(
        "verify",
        help="compare a site or a mirror of it, file by file, with what was released and signed",
        epilog=example("verify https://help.example.com/ --key RW…"),
    )
    verifying.add_argument("copy", metavar="URL|FOLDER|ZIP")
    verifying.add_argument("--key", metavar="KEY", help="the public key, or a file with it (default: release_key of data/brand.yml)")
    verifying.set_defaults(run=_verify)

    back = verbs.add_parser(
        "rollback",
        help="make an earlier release public again, in one step",
        epilog=example("rollback 2"),
    )
    back.add_argument("release", nargs="?", default="1", metavar="RELEASE", help="how many to go back (default: 1), or its name")
    back.add_argument("--site", default="site", metavar="SITE", help="which site (default: site)")
    back.add_argument("--list", action="store_true", help="list the releases that are kept, and change nothing")
    back.set_defaults(run=_rollback)


def _compress(options: argparse.Namespace) -> int:
    site = built(options.site)
    try:
        workshop = release.open_workshop(site.absolute())
        try:
            made = release.compress(workshop)
        finally:
            workshop.close()
    except (OSError, release.ReleaseError) as error:
        raise CannotRun(f"not compressed: {error}. What is there without a copy is sent as it is.") from error
    return shown(f"{options.site}/: {made} compressed copies\n")


def _digest(options: argparse.Namespace) -> int:
    files = release.read(built(options.site))
    return shown(release.digest((path, data) for path, data in files if path != SIGNATURE) + "\n")


def _verify(options: argparse.Namespace) -> int:
    from helpcenter.verifying.copies import CopyError, compare, copy_at  # noqa: PLC0415 (what asks hosts; no other verb needs it)

    key = _key(options.key)
    try:
        made, found = compare(copy_at(options.copy), key)
    except CopyError as error:
        raise CannotRun(str(error)) from error
    print(REPORTERS["text"](found), end="", file=sys.stderr)
    if made:
        print(f"Signed by the key {key.name}: {made}.")
    if found:
        print(f"{options.copy}: {count(len(found), 'problem')}. It is not what was released.", file=sys.stderr)
        return PROBLEMS
    return shown(f"{options.copy}: {count(len(made.files) if made else 0, 'file')}, each as it was released.\n")


def _key(given: str | None) -> PublicKey:
    """Return the key to compare with. Raises CannotRun where there is none."""
    if not given:
        if not (given := read_settings(read_project(project_folder())).release_key):
            raise CannotRun("which key? Name the public key with --key: data/brand.yml has no `release_key`.")
    elif Path(given).is_file():
        try:
            given = Path(given).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CannotRun(f"{given}: cannot be read as a public key.") from error
    try:
        return public_key(given)
    except SignatureError as error:
        raise CannotRun(f"--key {error}.") from error


def _rollback(options: argparse.Namespace) -> int:
    public = Path(options.site).absolute()
    try:
        if options.list:
            lines = (f"{'*' if each.public else ' '} {each.name}  {_moment(each.published)}\n" for each in release.kept(public))
            return shown("".join(lines))
        left, now = release.roll_back(public, options.release)
    except release.ReleaseError as error:
        raise CannotRun(str(error)) from error
    if left == now:
        print(f"{options.site}/ is the release {now.name} already; nothing was changed.")
        return OK
    return shown(
        f"{options.site}/ is the release {now.name} of {_moment(now.published)} again, instead of {left.name} of {_moment(left.published)}.\n"
        "The next build publishes what the sources say: revert what was wrong there. "
        f"Back to where it was: `helpcenter rollback {left.name}`.\n"
    )


def _moment(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")

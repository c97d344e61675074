"""An article's life: new, rename, move, retire, merge, stamp, pin."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from helpcenter.articles.model import Library
from helpcenter.config.schemas import ARTICLE_TYPES, NOTICE_LEVELS
from helpcenter.rules.articles.front_matter import SEVERITIES
from helpcenter.writing.entries import new_category, new_diagram, new_notice, new_term
from helpcenter.writing.files import Work
from helpcenter.writing.new import new
from helpcenter.writing.rename import move, rename
from helpcenter.writing.retire import merge, retire
from helpcenter.writing.stamp import pin, stamp

from .command import CannotRun, Verbs, change, example


def add(verbs: Verbs) -> None:
    starting = verbs.add_parser(
        "new",
        help="begin an article, category, term, diagram or notice in every language",
        epilog=example("new send-transfer --category transfers --type how-to"),
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
    starting.set_defaults(run=lambda options: change(options, lambda library: _begun(library, options)))

    renaming = verbs.add_parser(
        "rename",
        help="move an article in every language; its old address redirects, links follow",
        epilog=example("rename send-transfer transfers/send-coins"),
    )
    renaming.add_argument("old", metavar="OLD", help="its slug")
    renaming.add_argument("new", metavar="NEW", help="a slug, or category/slug")
    renaming.set_defaults(run=lambda options: change(options, lambda library: Work(rename(library, options.old, options.new))))

    moving = verbs.add_parser(
        "move", help="put an article into another category, in every language", epilog=example("move scan-payment-qr using")
    )
    moving.add_argument("article", metavar="ARTICLE", help="its slug")
    moving.add_argument("category", metavar="CATEGORY")
    moving.set_defaults(run=lambda options: change(options, lambda library: Work(move(library, options.article, options.category))))

    retiring = verbs.add_parser(
        "retire",
        help="take an article away; its addresses lead to the one that takes its place, or say that it is gone",
        epilog=example("retire network-fees --to choose-network --by example-wallet/docs --why 'one page says both'"),
    )
    retiring.add_argument("old", metavar="OLD", help="its slug")
    retiring.add_argument("--to", default="", metavar="NEW", help="the article that takes its place")
    retiring.set_defaults(
        run=lambda options: change(
            options, lambda library: retire(library, options.old, options.to, options.by, options.why, datetime.date.today())
        )
    )

    merging = verbs.add_parser(
        "merge",
        help="make one article part of another: as retire, and its keywords find the other",
        epilog=example("merge network-fees choose-network --by example-wallet/docs --why 'one page says both'"),
    )
    merging.add_argument("gone", metavar="GONE", help="the slug of the article that goes")
    merging.add_argument("kept", metavar="KEPT", help="the slug of the article that stays")
    merging.set_defaults(
        run=lambda options: change(
            options, lambda library: merge(library, options.gone, options.kept, options.by, options.why, datetime.date.today())
        )
    )

    stamping = verbs.add_parser(
        "stamp",
        help="mark a translation as up to date with its source",
        epilog=example("stamp docs/en/transfers/send-transfer.md"),
    )
    stamping.add_argument("pages", nargs="+", metavar="PAGE", help="a translation; with --unchanged a source page")
    stamping.add_argument("--unchanged", action="store_true", help="the last change of this source page needs no translation")
    stamping.set_defaults(
        run=lambda options: change(
            options, lambda library: Work(stamp(library, [Path(p).as_posix() for p in options.pages], options.unchanged))
        )
    )

    pinning = verbs.add_parser("pin", help="pin the safety sentences as they are now; two reviewers read the change")
    pinning.add_argument("paths", nargs="*", metavar="PATH", help="pages and files of data/ (default: all)")
    pinning.add_argument("--by", default="", help="who agreed: needed when a pinned sentence goes")
    pinning.add_argument("--why", default="", help="why it was changed: needed when a pinned sentence goes")
    pinning.set_defaults(
        run=lambda options: change(
            options,
            lambda library: Work(pin(library, [Path(p).as_posix() for p in options.paths], options.by, options.why, datetime.date.today())),
        )
    )

    for going in (retiring, merging):
        going.add_argument("--by", default="", metavar="WHO", help="who decided it")
        going.add_argument("--why", default="", metavar="WHY", help="why")
    for changing in (starting, renaming, moving, retiring, merging, stamping, pinning):
        changing.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    for risky in (renaming, moving, retiring, merging):
        risky.add_argument("--force", action="store_true", help="even where git does not keep what is there now")


def _begun(library: Library, options: argparse.Namespace) -> Work:
    """The work of `new`. On a terminal it asks for the owner and the severity of an article."""
    kind, *names = options.what
    if kind not in ("article", "category", "term", "diagram", "notice"):
        kind, names = "article", options.what
    if len(names) > 1 or (not names and kind != "notice"):
        raise CannotRun(f"new {kind}: expected {'at most ' if kind == 'notice' else ''}one name, not {len(names)}.")
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

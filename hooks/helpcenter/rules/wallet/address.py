"""A blockchain address on a page is one of data/safe_examples.json, written exactly so, passes its checksum, and stands in a
box `!!! example` with the line `{{ warning.example }}`.

Readers copy addresses. Money sent to an example, to a mistyped address or to a token's contract is gone, and a checksum alone
proves nothing: every real address passes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.articles.published_text import Published, two_ends
from helpcenter.wallet.recognize import ADDRESS, Named, found

from ..rule import WALLET, Finding, Rule


def check(file: Published, library: Library) -> Iterator[Finding]:
    if "data/safe_examples.json" in library.settings.unread:
        return
    safe = library.settings.safe_addresses
    lines = file.text.split("\n")
    for named in found(file.undisguised):
        if named.kind == ADDRESS:
            line = file.line(named.position)
            sentence = _flaw(named, line, lines[line - 1], file, named.token in safe)
            if sentence:
                yield Finding(line, f"the {named.what} address `{two_ends(named.token)}` {sentence}")


def _flaw(named: Named, line: int, source: str, file: Published, safe: bool) -> str:
    if not safe:
        also = f" and {named.flaw}" if named.flaw else ""
        return (
            f"is not in data/safe_examples.json{also}: a reader may send money to it. Show one of that list, or only `{named.token[:4]}…`."
        )
    if named.flaw:
        return f"{named.flaw}: write it exactly as in data/safe_examples.json."
    if named.token not in source:
        return "is written with look-alike, full-width or invisible characters or with marks inside: copy it again from data/safe_examples.json."
    if line not in file.example_lines:
        return (
            'stands outside an example box: put it into `!!! example "…"` together with the line `{{ warning.example }}`, or leave it out.'
        )
    return ""


RULE = Rule("address", WALLET, file=check)

"""No host name stands in a text but those of data/hosts.yml and our own: not in prose, a title, an image's description or code,
and not spelled with “dot” or `[.]`.

“Start the claim at …” needs no link: a reader types what stands there, and a name that is no link is seen by no rule for links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Settings
from helpcenter.links.hosts_in_text import hosts
from helpcenter.links.web import host_name
from helpcenter.text.quoting import shortened

from ..rule import WALLET, Finding, Rule

# What the rules for links read: targets, addresses, e-mail addresses, values and ids.
_LINKED = re.compile(r"\]\((?:<[^<>\n]*>|[^\s()]*)|(?:[a-z]+:)?//\S+|[\w.+-]+@[\w.-]+|\{\{.*?\}\}|\{[#:.][\w-][^{}\n]*\}", re.I)
_NEVER_SHOWN = ("translates", "sources", "related", "aliases", "reviewed", "owner")


def check(page: Page, library: Library) -> Iterator[Finding]:
    text = library.text(page)
    hidden = {page.front.line(key) for key in _NEVER_SHOWN if key in page.meta}
    for line, host in _found(text, library.settings):
        if line not in hidden:
            yield Finding(line, _sentence(host))


def check_data(settings: Settings) -> Iterator[Finding]:
    for text in settings.texts:
        for language, words in text.words.items():
            for _, host in _found(words, settings):
                yield Finding(text.line, f"`{text.name}` in {language}: {_sentence(host)}", text.path)


def _found(text: str, settings: Settings) -> Iterator[tuple[int, str]]:
    """(line, host) of each host in a text that is neither declared nor ours."""
    shown = _LINKED.sub(_blanks, text)
    for at, host in hosts(shown, settings.domain_ends):
        name = host_name(host)
        if name not in settings.linkable and not settings.owns(name):
            yield shown.count("\n", 0, at) + 1, host


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0]) if "\n" not in match[0] else re.sub(r"[^\n]", " ", match[0])


def _sentence(host: str) -> str:
    return f"`{shortened(host)}` is a host name in the text: a reader may go there, and nobody watches it. Remove it, or link to a host of data/hosts.yml."


RULE = Rule("bare-host", WALLET, page=check, data=check_data, yields_to=("url-tricks",))

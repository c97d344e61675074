"""What readers are asked has somewhere to arrive: `endpoint` of data/feedback.yml is a path of this site or an address of ours, the pages
`survey` and `thanks` are there in every language, and an article offers reasons that the file knows.

Answers that go to another company tell it who reads about a stolen wallet. A key that is not in the list would be counted as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.config.feedback import FEEDBACK
from helpcenter.config.model import Settings
from helpcenter.links.web import host_name, read_web_address
from helpcenter.pages.feedback import PAGES
from helpcenter.source.schema import nearest

from ..rule import WALLET, Finding, Rule


def check_data(settings: Settings) -> Iterator[Finding]:
    feedback = settings.feedback
    address = read_web_address(feedback.endpoint)
    host = host_name(address.host) if address else ""
    if host and not settings.owns(host):
        yield Finding(
            feedback.lines["endpoint"],
            f"`endpoint` leads to `{host}`, which is below none of the `domains` of data/brand.yml ({', '.join(settings.domains)}): answers of "
            "readers go to no other company. Name a path of this site, or an address of yours.",
            FEEDBACK,
        )
    for name, keys in feedback.asked.items():
        for key in keys:
            if key not in feedback.reasons:
                yield Finding(
                    feedback.lines[f"asked.{name}"],
                    f"`asked.{name}` offers `{key}`, which is none of `reasons`.{nearest(key, feedback.reasons) or ' Add it there, or remove it.'}",
                    FEEDBACK,
                )


def check_pages(library: Library) -> Iterator[Finding]:
    settings = library.settings
    for language in settings.built if settings.feedback.endpoint else ():
        for route in PAGES:
            if library.page(language.code, route) is None:
                path = f"{library.docs}/{language.code}/{route}.md"
                yield Finding(0, f"this page is missing, and `endpoint` of {FEEDBACK} needs it. Write its `title` and `summary`.", path)


RULE = Rule("feedback", WALLET, data=check_data, library=check_pages)

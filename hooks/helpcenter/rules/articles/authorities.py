"""Where to report, data/authorities.yml: each authority can be reached; each site, and each e-mail's host, is an https host of
data/hosts.yml; each purpose and place is one of the file; and each language has the page that shows them.

A reader who was robbed believes what stands there. A forged site of the police is the next robbery.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import REPORTING, Library
from helpcenter.config.model import Authority, Settings
from helpcenter.links.deception import tricks
from helpcenter.links.web import allowed, declared, read_web_address
from helpcenter.source.schema import nearest

from ..rule import WALLET, Finding, Rule

AUTHORITIES, HOSTS = "data/authorities.yml", "data/hosts.yml"


def check(library: Library) -> Iterator[Finding]:
    settings = library.settings
    reporting = settings.reporting
    for authority in reporting.authorities:
        for sentence in _wrong(authority, settings):
            yield Finding(authority.line, f"“{authority.official}”: {sentence}", AUTHORITIES)
    for what, known, used in (
        ("purposes", reporting.purposes, {authority.purpose for authority in reporting.authorities}),
        ("places", reporting.places, {authority.visit for authority in reporting.authorities}),
    ):
        for key in sorted(known.keys() - used):
            yield Finding(0, f"no authority names `{key}` of `{what}`. Remove it.", AUTHORITIES)
    for language in settings.built if reporting.countries else ():
        if library.page(language.code, REPORTING) is None:
            path = f"{library.docs}/{language.code}/{REPORTING}.md"
            yield Finding(0, f"no page shows these in {language.name}: write {path} with `title` and `summary`.", AUTHORITIES)


def _wrong(authority: Authority, settings: Settings) -> Iterator[str]:
    known, places = settings.reporting.purposes, settings.reporting.places
    if authority.purpose not in known:
        yield f"`for` names `{authority.purpose}`, which is not one of `purposes`.{nearest(authority.purpose, known)}"
    if authority.visit and authority.visit not in places:
        yield f"`visit` names `{authority.visit}`, which is not one of `places`.{nearest(authority.visit, places)}"
    if not authority.links and not authority.visit:
        yield "nothing says how to reach it. Give a `phone`, `site`, `email` or `visit` that somebody has read in a source."
    if HOSTS in settings.unread:
        return
    address = read_web_address(authority.site) if authority.site else None
    if address and next(tricks(authority.site, True), ""):
        yield f"`{authority.site}` is not what it seems. Write the address as the authority does."
    elif address:
        entry = declared(settings.hosts, address.host)
        if entry is None:
            yield f"its host `{address.host}` is not in {HOSTS}. Read the address in a source, and have the host's owner add it."
        elif not allowed(entry, address.path):
            yield f"of `{address.host}` only {', '.join(f'`{path}`' for path in entry.paths)} may be linked ({HOSTS}:{entry.line})."
    host = authority.email.rpartition("@")[2]
    if host and declared(settings.hosts, host) is None:
        yield f"the host of its e-mail, `{host}`, is not in {HOSTS}. Read it in a source, and have the host's owner add it."


RULE = Rule("authorities", WALLET, library=check)

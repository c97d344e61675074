"""Settings as frozen values: the languages of mkdocs.yml, and the files of data/."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote, urlsplit

from helpcenter.problems import Problem
from helpcenter.text.scripts import primary, script

from .data_texts import DataText
from .feedback import FEEDBACK, Feedback
from .product import Feature

RULE = "data"
PINS = "data/pins.yml"
VALUES = {  # the first part of a value's name → the file that it stands in
    "brand": "data/brand.yml",
    "sla": "data/support.yml",
    "hold": "data/product.yml",
    "label": "data/product.yml",
    "support": "data/support.yml",
    "network": "data/networks.yml",
    "warning": "data/warnings.yml",
    "feedback": FEEDBACK,
}

Texts = Mapping[str, str]  # by language


@dataclass(frozen=True)
class Language:
    """A language of the site.

    source   the one that the others are translated from; the facts of an article stand in its page
    built    false while it is in preparation: neither published nor checked, unless somebody asks
    root     its addresses have no prefix; the source where no language is marked
    """

    code: str
    name: str
    source: bool = False
    built: bool = True
    root: bool = False


@dataclass(frozen=True)
class Category:
    slug: str
    first_id: int
    icon: str
    emergency: bool = False
    line: int = 0


@dataclass(frozen=True)
class WarningText:
    """A shared warning: its level (the kind of box), title and text per language."""

    level: str
    title: Texts
    text: Texts


@dataclass(frozen=True)
class Notice:
    """A short text above every page: its level, the article with the details ("" for none), and the text per language.

    `until` is the last day on which it is shown.
    """

    level: str
    article: str
    text: Texts
    line: int = 0
    until: datetime.date = datetime.date.max


@dataclass(frozen=True)
class Emergency:
    """What may have happened, in a reader's words per language, and the section of the article with the first thing to do.

    needs  features of data/product.yml without which it cannot happen, as in `needs=` of a page
    """

    text: Texts
    article: str
    section: str
    needs: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Authority:
    """Where to report in one country.

    official  its name as it calls itself; `name` what readers of each language may call it
    purpose   what for, `visit` where to go in person: keys of `purposes` and `places` of data/authorities.yml
    source    where its facts were read, for whoever reviews them
    """

    official: str
    name: Texts
    purpose: str
    phones: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    email: str = ""
    site: str = ""
    visit: str = ""
    source: str = ""
    line: int = 0

    @property
    def contacts(self) -> frozenset[str]:
        """What a reader dials, or writes to."""
        return frozenset((*self.phones, *self.texts, *filter(None, [self.email])))

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(what a reader sees, where it leads) of each of its channels but the visit."""
        called = ((phone, f"tel:{quote(phone.replace(' ', ''))}") for phone in self.phones)
        texted = ((number, f"sms:{number}") for number in self.texts)
        mailed = ((self.email, f"mailto:{self.email}") for _ in range(bool(self.email)))
        return (*called, *texted, *mailed, *((self.site.removeprefix("https://").rstrip("/"), self.site) for _ in range(bool(self.site))))


@dataclass(frozen=True)
class Country:
    """A country, or a part of one with authorities of its own. `local` is the language of their official names; to readers of the
    languages `first_in` it is shown before the others. `checked` is the day on which somebody last read all its sources."""

    code: str
    name: Texts
    local: str
    checked: datetime.date
    authorities: tuple[Authority, ...]
    first_in: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Reporting:
    """Where to report a theft or fraud, by country: data/authorities.yml. Each country is checked again after `days`."""

    owner: str = ""
    days: int = 0
    purposes: Mapping[str, Texts] = field(default_factory=dict)
    places: Mapping[str, Texts] = field(default_factory=dict)
    countries: tuple[Country, ...] = ()

    def due(self, country: Country) -> datetime.date:
        """The day by which a country is to be checked again."""
        return country.checked + datetime.timedelta(days=self.days)

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        return tuple(authority for country in self.countries for authority in country.authorities)

    @cached_property
    def contacts(self) -> frozenset[str]:
        return frozenset(contact for authority in self.authorities for contact in authority.contacts)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Where the links of the page lead."""
        return frozenset(address for authority in self.authorities for _, address in authority.links)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of their sites and e-mail addresses, as written."""
        sites = {urlsplit(authority.site).netloc for authority in self.authorities if authority.site}
        return frozenset(sites | {authority.email.rpartition("@")[2] for authority in self.authorities if authority.email})


@dataclass(frozen=True)
class Host:
    owner: str
    reason: str
    paths: tuple[str, ...] = ()
    localized: str = ""
    line: int = 0


@dataclass(frozen=True)
class Channel:
    id: str
    name: Texts
    how: Texts
    contact: str = ""
    line: int = 0


@dataclass(frozen=True)
class Label:
    """The name of a control of the app, or the path to it, as it stands on the screen per language."""

    text: Texts
    line: int = 0


@dataclass(frozen=True)
class Term:
    """A glossary term: its word and its forbidden variants per language."""

    id: str
    words: Texts
    forbidden: Mapping[str, tuple[str, ...]]
    context_only: Mapping[str, tuple[str, ...]]
    exempt: Mapping[str, tuple[str, ...]]  # longer words that hold a variant and are right
    definition: Texts = field(default_factory=dict)  # one plain sentence, for the page of the glossary
    gloss: bool = False  # worth a word of explanation where an article first uses it
    loose: bool = False  # also an everyday word, which a translation may say otherwise: “confirm”, “send”


@dataclass(frozen=True)
class Constant:
    """A protocol constant: texts with a number that prose may state, but only in these articles and categories.

    `says` is a name that the sentence must contain (“NIST”).
    """

    name: str
    texts: Mapping[str, tuple[str, ...]]
    articles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True)
class TemplateSection:
    """A section of an article type: its id, the default heading per language, and whether it is folded until a reader opens it."""

    id: str
    titles: Texts
    folded: bool = False


@dataclass(frozen=True)
class Diagram:
    """The words of a drawing per language: its title, its description for those who cannot see it, and each text by key."""

    title: Texts
    text: Texts
    words: Mapping[str, Texts]
    line: int = 0


@dataclass(frozen=True)
class LedgerEntry:
    """An id with every path its article was published under. `retired` tells when, by whom and why the article went (""
    while it is there), `to` the id of the article that takes its place, 0 where none does."""

    slug: str
    category: str
    paths: tuple[str, ...]
    line: int
    retired: str = ""
    to: int = 0


@dataclass(frozen=True)
class Brand:
    """What the company looks like: its colour on light and on dark pages, and what its images are called in overrides/assets/images/.

    `lines` are those of data/brand.yml, by key: `colours.light`.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """All configuration. `values` and `strings` are by language, then by name."""

    languages: tuple[Language, ...] = ()
    site_url: str = ""
    former: tuple[str, ...] = ()  # prefixes that once stood before the pages of a language
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    strings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    template: bool = True
    release_key: str = ""  # minisign's public key; "" where releases are not signed
    known_copies: tuple[str, ...] = ()  # hosts that show copies of any page and are no forgeries
    features: Mapping[str, Feature] = field(default_factory=dict)
    brand: Brand = field(default_factory=Brand)
    categories: tuple[Category, ...] = ()
    warnings: Mapping[str, WarningText] = field(default_factory=dict)
    evidence: Mapping[str, Texts] = field(default_factory=dict)
    response_minutes: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)
    channels_page: str = ""
    feedback: Feedback = field(default_factory=Feedback)
    hosts: Mapping[str, Host] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    ledger: Mapping[int, LedgerEntry] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    safe_addresses: frozenset[str] = frozenset()
    safe_phrases: frozenset[str] = frozenset()
    constants: tuple[Constant, ...] = ()
    templates: Mapping[str, tuple[TemplateSection, ...]] = field(default_factory=dict)
    diagrams: Mapping[str, Diagram] = field(default_factory=dict)
    synonyms: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    replies: Mapping[str, Texts] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    staff: Mapping[str, Texts] = field(default_factory=dict)
    most_asked: tuple[str, ...] = ()
    emergency: str = ""
    offline: bool = True  # whether readers’ devices keep pages
    emergencies: tuple[Emergency, ...] = ()
    reporting: Reporting = field(default_factory=Reporting)
    transaction: str = ""  # the article to which the search leads with a transaction's hash
    exposed: str = ""  # and with a secret
    backup: str = ""  # the article that leads to the sheet with blanks
    domains: tuple[str, ...] = ()  # of our own: what contacts and addresses of data/ stand below
    domain_ends: frozenset[str] = frozenset()
    texts: tuple[DataText, ...] = ()  # every text of data/ that a reader is shown
    pins: Mapping[str, str] = field(default_factory=dict)  # the blocks of data/pins.yml, see `pins`
    unconfirmed: tuple[tuple[str, int, str], ...] = ()  # (file, line, what): to confirm before the site is no template
    unread: frozenset[str] = frozenset()  # files of data/ with a problem: nothing is to be concluded from what they seem to lack
    problems: tuple[Problem, ...] = ()

    @cached_property
    def linkable(self) -> Mapping[str, Host]:
        """The hosts that a writer may link to: those of authorities stand on the page that lists them alone."""
        return {name: host for name, host in self.hosts.items() if name not in self.reporting.hosts}

    @property
    def source(self) -> Language:
        return next((language for language in self.languages if language.source), self.languages[0])

    @property
    def lacking(self) -> frozenset[str]:
        """What a page may need and this product cannot meet: features that it has not, and with `!` those that it has."""
        return frozenset(f"!{name}" if feature.offered else name for name, feature in self.features.items())

    def notices_on(self, day: datetime.date) -> tuple[Notice, ...]:
        """The notices that are shown on this day."""
        return tuple(notice for notice in self.notices if notice.until >= day)

    def ended_notices(self, day: datetime.date) -> tuple[Notice, ...]:
        """The notices that are no longer shown on this day."""
        return tuple(notice for notice in self.notices if notice.until < day)

    @property
    def root(self) -> Language:
        """The language whose addresses have no prefix."""
        return next((language for language in self.languages if language.root), self.source)

    def hreflang(self, code: str) -> str:
        """The code by which search engines and browsers know a language: with its script where another language shares its name."""
        others = (other.code for other in self.built if other.code != code)
        told = code == primary(code) and any(primary(other) == code and script(other) != script(code) for other in others)
        return f"{code}-{script(code)}" if told else code

    def owns(self, address: str) -> bool:
        """Whether a host, or a host with a path, is below one of our domains."""
        host, _, path = address.partition("/")
        for domain in self.domains:
            name, _, account = domain.partition("/")
            if account:
                if host == name and (path == account or path.startswith(f"{account}/")):
                    return True
            elif host == name or host.endswith(f".{name}"):
                return True
        return False

    @property
    def built(self) -> tuple[Language, ...]:
        return tuple(language for language in self.languages if language.built)

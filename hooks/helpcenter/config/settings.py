"""Settings: the languages of mkdocs.yml and the files of data/ as frozen values.

A missing or mistyped key is a problem at its file and line; the value then gets a harmless default, so that one pass can report
everything.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpcenter.problems import Problem, count, ordered
from helpcenter.source.files import Tree
from helpcenter.source.schema import ANYTHING, Fields, Flag, ListOf, Localized, MapOf, Number, OneOf, Shape, Text, problems
from helpcenter.source.yaml_lines import Yaml, load

from .data_texts import DataText, data_texts
from .mkdocs_yml import CONFIG, ConfigError, config_of, named
from .site_address import flaw

RULE = "data"
PINS = "data/pins.yml"
DOMAIN_ENDS = "data/domain_ends.txt"
OURS = ("data/brand.yml", "data/ids.yml")  # one of them is in every help center of this project
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
KEY = r"[a-z0-9_]+"
DOMAIN = r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[\w.+-]+)*"  # a host with all below it, or one account there: t.me/example
ARTICLE_TYPES = ("how-to", "troubleshooting", "concept", "incident", "faq")
RESPONSE_CLASSES = ("urgent", "login", "complex", "general")
NOTICE_LEVELS = ("danger", "caution", "info")
WARNING_LEVELS = ("danger", "warning", "info", "tip", "paragraph", "template")

VALUES = {  # the first part of a value's name → the file that it stands in
    "brand": "data/brand.yml",
    "sla": "data/support.yml",
    "hold": "data/support.yml",
    "support": "data/support.yml",
    "network": "data/networks.yml",
    "warning": "data/warnings.yml",
}

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Language:
    """A language of the site. `built` is false while it is in preparation: checked and listed, but not published."""

    code: str
    name: str
    source: bool = False
    built: bool = True


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
    """A short text above every page: its level, the article with the details, and the text per language."""

    level: str
    article: str
    text: Texts
    line: int = 0


@dataclass(frozen=True)
class Host:
    owner: str
    reason: str
    paths: tuple[str, ...] = ()
    localized: str = ""
    line: int = 0


@dataclass(frozen=True)
class Channel:
    name: Texts
    how: Texts
    first_reply: str
    contact: str = ""
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
    """A section of an article type: its id, and the default heading per language."""

    id: str
    titles: Texts


@dataclass(frozen=True)
class Diagram:
    """The words of a drawing per language: its title, its description for those who cannot see it, and each text by key."""

    title: Texts
    text: Texts
    words: Mapping[str, Texts]
    line: int = 0


@dataclass(frozen=True)
class LedgerEntry:
    slug: str
    category: str
    paths: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Settings:
    """All configuration. `values` and `strings` are by language, then by name."""

    languages: tuple[Language, ...] = ()
    site_url: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    strings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    template: bool = True
    categories: tuple[Category, ...] = ()
    warnings: Mapping[str, WarningText] = field(default_factory=dict)
    evidence: Mapping[str, Texts] = field(default_factory=dict)
    response_minutes: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    hours: Texts = field(default_factory=dict)
    channels_page: str = ""
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
    domains: tuple[str, ...] = ()  # of our own: what contacts and addresses of data/ stand below
    domain_ends: frozenset[str] = frozenset()
    texts: tuple[DataText, ...] = ()  # every text of data/ that a reader is shown
    pins: Mapping[str, str] = field(default_factory=dict)  # the blocks of data/pins.yml, see `pins`
    unconfirmed: tuple[tuple[str, int, str], ...] = ()  # (file, line, what): to confirm before the site is no template
    unread: frozenset[str] = frozenset()  # files of data/ with a problem: nothing is to be concluded from what they seem to lack
    problems: tuple[Problem, ...] = ()

    @property
    def source(self) -> Language:
        return next((language for language in self.languages if language.source), self.languages[0])

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


def has_data(tree: Tree) -> bool:
    """Whether the tree is a help center of this project rather than any MkDocs site."""
    return any(path in tree.files for path in OURS)


def read_settings(tree: Tree) -> Settings:
    """Return the settings of a project's tree. Any other MkDocs site has languages only."""
    languages, site_url, found = _languages(tree)
    if not languages:
        sentence = "declares no languages: expected `plugins: i18n: languages:` with `locale`, `name` and one `default: true`."
        return Settings(problems=(Problem(CONFIG, 1 if tree.text(CONFIG) else 0, RULE, sentence),))
    if not has_data(tree):
        return Settings(languages=languages, site_url=site_url, problems=ordered(found))
    return _Reader(tree, languages, site_url, found).settings()


# --- mkdocs.yml -----------------------------------------------------------------------------------------------------


def _languages(tree: Tree) -> tuple[tuple[Language, ...], str, list[Problem]]:
    try:
        config = config_of(tree)
    except ConfigError as error:
        return (Language("zh", "中文", True),), "", [Problem(error.path, error.line, RULE, error.sentence)]
    text = tree.text(CONFIG)
    declared = (named(config.get("plugins")).get("i18n") or {}).get("languages")
    languages = tuple(
        Language(
            str(entry["locale"]), str(entry.get("name", entry["locale"])), bool(entry.get("default")), entry.get("build", True) is not False
        )
        for entry in (declared if isinstance(declared, list) else ())
        if isinstance(entry, dict) and entry.get("locale")
    )
    if languages and not any(language.source for language in languages):
        return languages, "", [Problem(CONFIG, 1, RULE, "no language is marked `default: true`: the source language is unknown.")]
    address = str(config.get("site_url") or "")
    found = []
    if address and (wrong := flaw(address)):
        line = next((number for number, text in enumerate((text or "").split("\n"), 1) if text.startswith("site_url:")), 1)
        by = " (from SITE_URL)" if os.environ.get("SITE_URL") == address else ""
        expected = "expected https://host/ or https://host/path/, without user name, query or file"
        found = [Problem(CONFIG, line, RULE, f"`site_url` is `{address}`{by} and {wrong}; {expected}.")]
    return languages, address, found


# --- data/ ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Read each file of data/ once, check its shape, and gather the problems."""

    def __init__(self, tree: Tree, languages: tuple[Language, ...], site_url: str, found: list[Problem]) -> None:
        self.tree, self.languages, self.site_url, self.found = tree, languages, site_url, found
        self.codes = [language.code for language in languages if language.built]
        self.known = [language.code for language in languages]
        self.local = Localized(self.codes, self.known)
        self.files: dict[str, Yaml] = {}
        self.unread: set[str] = set()

    def read(self, name: str, shape: Shape) -> Yaml:
        path = f"data/{name}"
        text = self.tree.text(path)
        if text is None:
            if path not in {problem.path for problem in self.tree.problems}:
                self.found.append(
                    Problem(path, 0, RULE, "this file is missing: the build takes its values from it. Bring it back from git.")
                )
            self.unread.add(path)
            return Yaml()
        source = _json(text, path) if name.endswith(".json") else load(text, path)
        wrong = source.problems or tuple(problems(source, path, shape, RULE))
        self.found += wrong
        self.unread |= {path} if wrong else set()
        self.files[path] = Yaml(None if wrong else source.value, source.lines)
        return self.files[path]

    def texts(self) -> tuple[DataText, ...]:
        """Return the texts of all files of data/, including files that nothing here reads."""
        found: list[DataText] = []
        for path in sorted(self.tree.files):
            if path.startswith("data/") and path.endswith((".yml", ".yaml", ".json")) and path != PINS:
                text = self.tree.text(path) or ""
                source = self.files.get(path) or (_json(text, path) if path.endswith(".json") else load(text, path))
                found += data_texts(source, path, self.known)
        return tuple(found)

    def settings(self) -> Settings:
        brand = self.read("brand.yml", self._brand_shape())
        support = self.read("support.yml", self._support_shape())
        networks = self.read("networks.yml", self._networks_shape())
        strings = self.read("strings.yml", MapOf(self.local, KEY))
        categories = self.read(
            "categories.yml", MapOf(Fields({"ids": Number(1), "icon": Text(), "emergency": Flag()}, ["emergency"]), SLUG)
        )
        warnings = self.read("warnings.yml", MapOf(Fields({"level": OneOf(WARNING_LEVELS), "title": self.local, "text": self.local}), SLUG))
        evidence = self.read("evidence.yml", MapOf(self.local, KEY))
        replies = self.read("replies.yml", MapOf(self.local, KEY))
        staff = self.read("staff.yml", MapOf(self.local, KEY))
        notice = Fields({"level": OneOf(NOTICE_LEVELS), "article": Text(pattern=SLUG), "text": self.local})
        notices = self.read("notice.yml", ListOf(notice, 1, 3)) if self.tree.text("data/notice.yml") is not None else Yaml()
        roles = self.read("roles.yml", ListOf(Text(), 1))
        hosts = self.read(
            "hosts.yml",
            MapOf(
                Fields(
                    {"owner": OneOf(roles.value or ()), "reason": Text(), "paths": ListOf(Text()), "localized": Text()},
                    ["paths", "localized"],
                )
            ),
        )
        ledger = self.read("ids.yml", MapOf(Fields({"slug": Text(pattern=SLUG), "category": Text(pattern=SLUG), "paths": ListOf(Text())})))
        section = Fields({"id": Text(pattern=SLUG), **dict.fromkeys(self.codes, Text())}, known=self.local.known)
        templates = self.read("templates.yml", Fields(dict.fromkeys(ARTICLE_TYPES, ListOf(section, 1))))
        constants = self.read("constants.yml", MapOf(self._constant_shape(), SLUG))
        home = self.read("home.yml", Fields({"most_asked": ListOf(Text(pattern=SLUG)), "emergency": Text(pattern=SLUG)}))
        diagrams = self.read(
            "diagrams.yml", MapOf(Fields({"title": self.local, "text": self.local, "words": MapOf(self.local, KEY)}), SLUG)
        )
        words = Fields(dict.fromkeys(self.codes, ListOf(Text(), 1)), self.codes, known=self.local.known)
        synonyms = self.read("synonyms.yml", ListOf(words))
        terms = self.read("glossary.json", ListOf(ANYTHING))
        examples = self.read("safe_examples.json", ANYTHING)
        pins = self.read(PINS.removeprefix("data/"), MapOf(ANYTHING))
        return Settings(
            languages=self.languages,
            site_url=self.site_url,
            values=self._values(brand, support, networks, strings),
            strings={code: {key: str(text[code]) for key, text in (strings.value or {}).items()} for code in self.codes},
            template=(brand.value or {}).get("template", True),
            categories=tuple(
                Category(slug, entry["ids"], entry["icon"], entry.get("emergency", False), categories.line(slug))
                for slug, entry in (categories.value or {}).items()
            ),
            warnings={name: WarningText(w["level"], w["title"], w["text"]) for name, w in (warnings.value or {}).items()},
            evidence=evidence.value or {},
            response_minutes={name: (support.value or {}).get("sla", {}).get(name, {}).get("minutes", 0) for name in RESPONSE_CLASSES},
            channels=tuple(
                Channel(c["name"], c["how"], c["first_reply"], c.get("contact", ""), support.line("channels", index, "contact"))
                for index, c in enumerate((support.value or {}).get("channels", ()))
            ),
            hours=(support.value or {}).get("hours", {}),
            channels_page=(support.value or {}).get("page", ""),
            hosts={
                name: Host(h["owner"], h["reason"], tuple(h.get("paths", ())), h.get("localized", ""), hosts.line(name))
                for name, h in (hosts.value or {}).items()
            },
            roles=tuple(roles.value or ()),
            ledger={
                number: LedgerEntry(entry["slug"], entry["category"], tuple(entry["paths"]), ledger.line(number))
                for number, entry in (ledger.value or {}).items()
                if isinstance(number, int)
            },
            glossary=tuple(
                Term(
                    t["id"],
                    {code: t[code] for code in self.codes if code in t},
                    {code: tuple(words) for code, words in t.get("forbidden", {}).items()},
                    {code: tuple(words) for code, words in t.get("context_only", {}).items()},
                    {code: tuple(words) for code, words in t.get("exempt", {}).items()},
                    t.get("definition", {}),
                )
                for t in terms.value or ()
            ),
            safe_addresses=frozenset(entry["address"] for entry in (examples.value or {}).get("addresses", ())),
            safe_phrases=frozenset((examples.value or {}).get("mnemonics", ())),
            constants=tuple(
                Constant(
                    name,
                    {code: tuple(str(text) for text in c["texts"][code]) for code in self.codes},
                    tuple(c.get("articles", ())),
                    tuple(c.get("categories", ())),
                    c.get("says", ""),
                )
                for name, c in (constants.value or {}).items()
            ),
            templates={
                name: tuple(TemplateSection(s["id"], {code: s[code] for code in self.codes}) for s in sections)
                for name, sections in (templates.value or {}).items()
            },
            diagrams={
                name: Diagram(entry["title"], entry["text"], entry["words"], diagrams.line(name))
                for name, entry in (diagrams.value or {}).items()
            },
            synonyms=tuple({code: tuple(map(str, words)) for code, words in group.items()} for group in synonyms.value or ()),
            replies=replies.value or {},
            staff=staff.value or {},
            notices=tuple(Notice(n["level"], n["article"], n["text"], notices.line(index)) for index, n in enumerate(notices.value or ())),
            most_asked=tuple((home.value or {}).get("most_asked", ())),
            emergency=(home.value or {}).get("emergency", ""),
            domains=tuple((brand.value or {}).get("domains", ())),
            domain_ends=self._domain_ends(),
            texts=self.texts(),
            pins={str(key): str(block) for key, block in (pins.value or {}).items()},
            unconfirmed=self._unconfirmed(support, networks),
            unread=frozenset(self.unread),
            problems=ordered(self.found),
        )

    def _constant_shape(self) -> Shape:
        return Fields(
            {
                "texts": Fields(dict.fromkeys(self.codes, ListOf(Text())), known=self.local.known),
                "articles": ListOf(Text(pattern=SLUG)),
                "categories": ListOf(Text(pattern=SLUG)),
                "says": Text(),
                "source": Text(),
            },
            ["articles", "categories", "says"],
        )

    def _domain_ends(self) -> frozenset[str]:
        text = self.tree.text(DOMAIN_ENDS)
        if text is None:
            self.found.append(Problem(DOMAIN_ENDS, 0, RULE, "this file is missing: a host name in a text is known by it."))
        return frozenset(word for line in (text or "").split("\n") if not line.startswith("#") for word in line.split())

    def _brand_shape(self) -> Shape:
        keys: dict[str, Shape] = {
            "template": Flag(),
            "rights_confirmed": Flag(),
            "domains": ListOf(Text(pattern=DOMAIN, example="example.com"), 1),
            "name": self.local,
            "download_url": Text(pattern=r"https://\S+", example="https://example.com/app"),
            "status_url": Text(pattern=r"https://\S+", example="https://status.example.com"),
            "official_channels": self.local,
            "apk_cert_sha256": self.local,
            "extension_id": self.local,
        }
        text = self.tree.text(VALUES["brand"]) or ""
        optional = ["domains"]  # without any, no contact or address of data/ is ours (rule contacts)
        return Fields(keys, optional, hints={key: self._users(f"brand.{key}") for key in keys if f"{key}:" not in text})

    def _users(self, name: str) -> str:
        """Return `88 pages use `{{ brand.name }}`.`, for the message about a missing key."""
        used = re.compile(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}")
        pages = sum(path.endswith(".md") and bool(used.search(file.text or "")) for path, file in self.tree.files.items())
        return f"{count(pages, 'page')} {'uses' if pages == 1 else 'use'} `{{{{ {name} }}}}`. Add it."

    def _support_shape(self) -> Shape:
        minutes = Fields({"minutes": Number(1), "confirmed": Flag()})
        phrase = Fields({"text": self.local, "confirmed": Flag()})
        channel = Fields(
            {
                "id": Text(pattern=SLUG),
                "name": self.local,
                "how": self.local,
                "contact": Text(),
                "first_reply": OneOf(RESPONSE_CLASSES),
                "confirmed": Flag(),
            },
            ["contact"],
        )
        return Fields(
            {
                "page": Text(pattern=SLUG),
                "hours": self.local,
                "languages": ListOf(OneOf(self.codes), 1),
                "sla": Fields({**dict.fromkeys(RESPONSE_CLASSES, minutes), "complaint": phrase, "content_review": phrase}),
                "hold": MapOf(phrase, KEY),
                "channels": ListOf(channel, 1),
            }
        )

    def _networks_shape(self) -> Shape:
        network = Fields(
            {"name": Text(), "family": Text(), "native": Text(), "tokens": Text(), "explorer": Text(pattern=r"https://\S+")},
            ["tokens", "explorer"],
        )
        return Fields({"confirmed": Flag(), "phrases": MapOf(self.local, KEY), "networks": MapOf(network, SLUG)})

    def _values(self, brand: Yaml, support: Yaml, networks: Yaml, strings: Yaml) -> dict[str, dict[str, str]]:
        """Return the values of `{{ name }}` per language: plain text, never markup."""
        values: dict[str, dict[str, str]] = {}
        for code in self.codes:
            named: dict[str, str] = {}
            for key, value in (brand.value or {}).items():
                if not isinstance(value, bool | list):
                    named[f"brand.{key}"] = value[code] if isinstance(value, dict) else value
            for key, value in (support.value or {}).get("sla", {}).items():
                named[f"sla.{key}"] = value["text"][code] if "text" in value else duration(value["minutes"], strings.value or {}, code)
            for key, value in (support.value or {}).get("hold", {}).items():
                named[f"hold.{key}"] = value["text"][code]
            if hours := (support.value or {}).get("hours"):
                named["support.hours"] = hours[code]
            for key, value in (networks.value or {}).get("phrases", {}).items():
                named[f"network.{key}"] = value[code]
            for identifier, network in (networks.value or {}).get("networks", {}).items():
                named |= {f"network.{identifier}.{key}": str(value) for key, value in network.items()}
            values[code] = named
        return values

    def _unconfirmed(self, support: Yaml, networks: Yaml) -> tuple[tuple[str, int, str], ...]:
        found = []
        for group in ("sla", "hold"):
            for key, value in (support.value or {}).get(group, {}).items():
                if not value["confirmed"]:
                    found.append(("data/support.yml", support.line(group, key), f"{group}.{key}"))
        for index, channel in enumerate((support.value or {}).get("channels", ())):
            if not channel["confirmed"]:
                found.append(("data/support.yml", support.line("channels", index), f"the channel {channel['id']}"))
        if networks.value and not networks.value["confirmed"]:
            found.append(("data/networks.yml", networks.line("confirmed"), "the networks"))
        return tuple(found)


def duration(minutes: int, strings: Mapping[str, Texts], code: str) -> str:
    """Format a time span: `10 minutes`, or `24 hours` for whole hours."""
    key, number = ("hours", minutes // 60) if minutes >= 60 and minutes % 60 == 0 else ("minutes", minutes)
    text = strings.get(key, {}).get(code, "{n} " + key)
    return text.replace("{n}", str(number))


def _json(text: str, path: str) -> Yaml:
    try:
        return Yaml(json.loads(text))
    except json.JSONDecodeError as error:
        return Yaml(problems=(Problem(path, error.lineno, RULE, f"this is not valid JSON: {error.msg}."),))


__all__ = [
    "Category",
    "Channel",
    "Constant",
    "Host",
    "Language",
    "LedgerEntry",
    "Settings",
    "Term",
    "WarningText",
    "duration",
    "read_settings",
]

"""Reading mkdocs.yml and the files of data/ into settings.

A missing or mistyped key is a problem at its file and line; the value then gets a harmless default, so that one pass can report
everything.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from helpcenter.problems import Problem, count, ordered
from helpcenter.source.files import Tree
from helpcenter.source.schema import Fields, problems
from helpcenter.source.yaml_lines import Yaml, load

from .data_texts import DataText, data_texts
from .feedback import FEEDBACK, read_feedback
from .languages import former_prefixes, has_data, read_languages
from .mkdocs_yml import CONFIG
from .model import (
    PINS,
    RULE,
    Authority,
    Brand,
    Category,
    Channel,
    Constant,
    Country,
    Diagram,
    Emergency,
    Host,
    Label,
    Language,
    LedgerEntry,
    Notice,
    Reporting,
    Settings,
    TemplateSection,
    Term,
    Texts,
    WarningText,
)
from .product import PRODUCT, features
from .schemas import RESPONSE_CLASSES, schemas
from .substitution import filled
from .times import in_words, minutes, opening_hours

DOMAIN_ENDS = "data/domain_ends.txt"


def read_settings(tree: Tree, published: Collection[str] = ()) -> Settings:
    """Return the settings of a project's tree. Any other MkDocs site has languages only.

    Languages in preparation that `published` names are read as if they were published.
    """
    languages, site_url, found = read_languages(tree, published)
    if not languages:
        sentence = "declares no languages: expected `plugins: i18n: languages:` with `locale`, `name` and one `default: true`."
        return Settings(problems=(Problem(CONFIG, 1 if tree.text(CONFIG) else 0, RULE, sentence),))
    if not has_data(tree):
        return Settings(languages=languages, site_url=site_url, problems=ordered(found))
    return _Reader(tree, languages, site_url, found).settings()


class _Reader:
    """Reads each file of data/ once, checks it against its schema, and gathers the problems."""

    def __init__(self, tree: Tree, languages: tuple[Language, ...], site_url: str, found: list[Problem]) -> None:
        self.tree, self.languages, self.site_url, self.found = tree, languages, site_url, found
        self.codes = [language.code for language in languages if language.built]
        self.known = [language.code for language in languages]
        self.files: dict[str, Yaml] = {}
        self.unread: set[str] = set()
        self.schemas = schemas(self.codes, self.known, ())
        self.roles = tuple(self.read("roles.yml").value)
        self.schemas = schemas(self.codes, self.known, self.roles)  # hosts name a role

    def read(self, name: str) -> Yaml:
        """Return a file with its lines; its value is empty where it is missing or does not fit its schema."""
        path = f"data/{name}"
        text = self.tree.text(path)
        if text is None:
            if path not in {problem.path for problem in self.tree.problems}:
                self.found.append(
                    Problem(path, 0, RULE, "this file is missing: the build takes its values from it. Bring it back from git.")
                )
            self.unread.add(path)
            return Yaml({})
        schema = self.schemas[name]
        if name == "brand.yml" and isinstance(schema, Fields):
            schema = replace(schema, hints={key: self._users(f"brand.{key}") for key in schema.of if f"{key}:" not in text})
        source = _parsed(text, path)
        wrong = source.problems or tuple(problems(source, path, schema, RULE))
        self.found += wrong
        self.unread |= {path} if wrong else set()
        self.files[path] = Yaml((not wrong and source.value) or {}, source.lines)
        return self.files[path]

    def read_if_there(self, name: str) -> Yaml:
        """Return a file that a project may do without."""
        return self.read(name) if self.tree.text(f"data/{name}") is not None else Yaml({})

    def texts(self) -> tuple[DataText, ...]:
        """Return the texts of all files of data/, including files that nothing here reads."""
        found: list[DataText] = []
        for path in sorted(self.tree.files):
            if path.startswith("data/") and path.endswith((".yml", ".yaml", ".json")) and path != PINS:
                source = self.files.get(path) or _parsed(self.tree.text(path) or "", path)
                found += data_texts(source, path, self.codes)
        return tuple(found)

    def settings(self) -> Settings:
        brand, product, support, networks, home = (self.read(f"{name}.yml") for name in ("brand", "product", "support", "networks", "home"))
        categories, hosts, ledger, diagrams = (self.read(f"{name}.yml") for name in ("categories", "hosts", "ids", "diagrams"))
        strings = self.read("strings.yml").value
        feedback = self.read_if_there("feedback.yml")
        values = self._values(brand, product, support, networks, feedback, strings)
        notices, emergencies = self.read_if_there("notice.yml"), self.read_if_there("emergencies.yml")
        examples = self.read("safe_examples.json").value
        return Settings(
            languages=self.languages,
            site_url=self.site_url,
            former=former_prefixes(self.tree),
            values=values,
            strings={code: self._strings(strings, values[code], code) for code in self.codes},
            template=brand.value.get("template", True),
            release_key=brand.value.get("release_key", ""),
            known_copies=tuple(brand.value.get("known_copies", ())),
            features=features(product),
            brand=Brand(
                brand.value.get("colours", {}),
                brand.value.get("images", {}),
                {f"{key}.{name}": brand.line(key, name) for key in ("colours", "images") for name in brand.value.get(key, {})},
            ),
            categories=tuple(
                Category(slug, entry["ids"], entry["icon"], entry.get("emergency", False), categories.line(slug))
                for slug, entry in categories.value.items()
            ),
            warnings={name: WarningText(w["level"], w["title"], w["text"]) for name, w in self.read("warnings.yml").value.items()},
            evidence=_all_filled(self.read("evidence.yml").value, values),
            response_minutes={name: minutes(support.value["sla"][name]["time"]) if support.value else 0 for name in RESPONSE_CLASSES},
            channels=tuple(
                Channel(c["id"], c["name"], c["how"], c.get("contact", ""), support.line("channels", index, "contact"))
                for index, c in enumerate(support.value.get("channels", ()))
            ),
            labels={name: Label(label["text"], product.line("labels", name)) for name, label in product.value.get("labels", {}).items()},
            channels_page=support.value.get("page", ""),
            feedback=read_feedback(feedback),
            hosts={
                name: Host(h["owner"], h["reason"], tuple(h.get("paths", ())), h.get("localized", ""), hosts.line(name))
                for name, h in hosts.value.items()
            },
            roles=self.roles,
            ledger={
                number: LedgerEntry(
                    entry["slug"],
                    entry["category"],
                    tuple(entry["paths"]),
                    ledger.line(number),
                    entry.get("retired", ""),
                    entry.get("to", 0),
                )
                for number, entry in ledger.value.items()
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
                    t.get("gloss") is True,
                    t.get("loose") is True,
                )
                for t in self.read("glossary.json").value
            ),
            safe_addresses=frozenset(entry["address"] for entry in examples.get("addresses", ())),
            safe_phrases=frozenset(examples.get("mnemonics", ())),
            constants=tuple(
                Constant(
                    name,
                    {code: tuple(str(text) for text in c["texts"][code]) for code in self.codes},
                    tuple(c.get("articles", ())),
                    tuple(c.get("categories", ())),
                    c.get("says", ""),
                )
                for name, c in self.read("constants.yml").value.items()
            ),
            templates={
                name: tuple(TemplateSection(s["id"], {code: s[code] for code in self.codes}, s.get("folded", False)) for s in sections)
                for name, sections in self.read("templates.yml").value.items()
            },
            diagrams={
                name: Diagram(entry["title"], entry["text"], entry["words"], diagrams.line(name)) for name, entry in diagrams.value.items()
            },
            synonyms=tuple({code: tuple(map(str, words)) for code, words in group.items()} for group in self.read("synonyms.yml").value),
            replies=_all_filled(self.read("replies.yml").value, values),
            staff=_all_filled(self.read("staff.yml").value, values),
            notices=tuple(
                Notice(n["level"], n.get("article", ""), n["text"], notices.line(index), n.get("until", datetime.date.max))
                for index, n in enumerate(notices.value)
            ),
            most_asked=tuple(home.value.get("most_asked", ())),
            emergency=home.value.get("emergency", ""),
            emergencies=tuple(
                Emergency(e["text"], e["article"], e["section"], tuple(e.get("needs", ())), emergencies.line(index))
                for index, e in enumerate(emergencies.value)
            ),
            reporting=self._reporting(self.read_if_there("authorities.yml")),
            offline=home.value.get("offline", True),
            transaction=home.value.get("transaction", ""),
            exposed=home.value.get("exposed", ""),
            backup=home.value.get("backup", ""),
            domains=tuple(brand.value.get("domains", ())),
            domain_ends=self._domain_ends(),
            texts=self.texts(),
            pins={str(key): str(block) for key, block in self.read("pins.yml").value.items()},
            unconfirmed=self._unconfirmed(product, support, networks, feedback),
            unread=frozenset(self.unread),
            problems=ordered(self.found),
        )

    def _reporting(self, source: Yaml) -> Reporting:
        found = source.value
        return Reporting(
            found.get("owner", ""),
            found.get("review_days", 0),
            found.get("purposes", {}),
            found.get("places", {}),
            tuple(
                Country(
                    code,
                    country["name"],
                    country["local"],
                    country["checked"],
                    tuple(
                        Authority(
                            a["official"],
                            a["name"],
                            a["for"],
                            tuple(a.get("phone", ())),
                            tuple(a.get("sms", ())),
                            a.get("email", ""),
                            a.get("site", ""),
                            a.get("visit", ""),
                            a["source"],
                            source.line("countries", code, "authorities", index),
                        )
                        for index, a in enumerate(country["authorities"])
                    ),
                    tuple(country.get("first_in", ())),
                    source.line("countries", code),
                )
                for code, country in found.get("countries", {}).items()
            ),
        )

    def _strings(self, strings: Mapping[str, Texts], values: Mapping[str, str], code: str) -> dict[str, str]:
        """Return the words of the templates; `source_version` is what the source language's version is called."""
        found = {key: filled(text[code], values) for key, text in strings.items()}
        source = next((language for language in self.languages if language.source), self.languages[0])
        return found | {"source_version": found.get(f"version_{source.code}", source.name)}

    def _domain_ends(self) -> frozenset[str]:
        text = self.tree.text(DOMAIN_ENDS)
        if text is None:
            self.found.append(Problem(DOMAIN_ENDS, 0, RULE, "this file is missing: a host name in a text is known by it."))
        return frozenset(word for line in (text or "").split("\n") if not line.startswith("#") for word in line.split())

    def _users(self, name: str) -> str:
        """Return `88 pages use `{{ brand.name }}`. Add it.`, for the message about a missing key."""
        used = re.compile(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}")
        pages = sum(path.endswith(".md") and bool(used.search(file.text or "")) for path, file in self.tree.files.items())
        return f"{count(pages, 'page')} {'uses' if pages == 1 else 'use'} `{{{{ {name} }}}}`. Add it." if pages else "Add it."

    def _values(
        self, brand: Yaml, product: Yaml, support: Yaml, networks: Yaml, feedback: Yaml, strings: Mapping[str, Texts]
    ) -> dict[str, dict[str, str]]:
        """Return the values of `{{ name }}` per language: plain text, never markup."""
        values: dict[str, dict[str, str]] = {}
        for code in self.codes:
            named: dict[str, str] = {}
            for key, value in product.value.get("labels", {}).items():
                named[f"label.{key}"] = value["text"][code]
            for key, value in brand.value.items():
                if isinstance(value, str) or (isinstance(value, dict) and code in value):
                    named[f"brand.{key}"] = filled(value[code] if isinstance(value, dict) else value, named)
            kept = {key: feedback.value[key] for key in ("retention",) if key in feedback.value}
            for group, limits in (("sla", support.value.get("sla", {})), ("hold", product.value.get("hold", {})), ("feedback", kept)):
                for key, value in limits.items():
                    named[f"{group}.{key}"] = value["text"][code] if "text" in value else in_words(value["time"], strings, code)
            if hours := support.value.get("hours"):
                named["support.hours"] = opening_hours(hours, support.value["time_zone"], strings, code)
            for key, value in networks.value.get("phrases", {}).items():
                named[f"network.{key}"] = value[code]
            for identifier, network in networks.value.get("networks", {}).items():
                named |= {
                    f"network.{identifier}.{key}": in_words(value["time"], strings, code) if key == "final" else str(value)
                    for key, value in network.items()
                }
            values[code] = named
        return values

    def _unconfirmed(self, product: Yaml, support: Yaml, networks: Yaml, feedback: Yaml) -> tuple[tuple[str, int, str], ...]:
        found = []
        for path, source, group, name in (
            ("data/product.yml", product, "labels", "label"),
            ("data/product.yml", product, "hold", "hold"),
            ("data/support.yml", support, "sla", "sla"),
        ):
            for key, value in source.value.get(group, {}).items():
                if not value["confirmed"]:
                    found.append((path, source.line(group, key), f"{name}.{key}"))
        for index, channel in enumerate(support.value.get("channels", ())):
            if not channel["confirmed"]:
                found.append(("data/support.yml", support.line("channels", index), f"the channel {channel['id']}"))
        for name, feature in features(product).items():
            if not feature.confirmed:
                found.append((PRODUCT, feature.line, f"the feature {name}"))
        if feedback.value.get("endpoint") and not feedback.value["retention"]["confirmed"]:
            found.append((FEEDBACK, feedback.line("retention"), "feedback.retention"))
        if networks.value and not networks.value["confirmed"]:
            found.append(("data/networks.yml", networks.line("confirmed"), "the networks"))
        return tuple(found)


def _all_filled(texts: Mapping[str, Texts], values: Mapping[str, Mapping[str, str]]) -> dict[str, Texts]:
    return {key: {code: filled(text, values.get(code, {})) for code, text in own.items()} for key, own in texts.items()}


def _parsed(text: str, path: str) -> Yaml:
    if not path.endswith(".json"):
        return load(text, path)
    try:
        return Yaml(json.loads(text))
    except json.JSONDecodeError as error:
        return Yaml(problems=(Problem(path, error.lineno, RULE, f"this is not valid JSON: {error.msg}."),))

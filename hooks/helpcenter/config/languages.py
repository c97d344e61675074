"""The languages of the site, of mkdocs.yml, and its address: SITE_URL of the environment, else that of data/brand.yml.

Canonical links, the sitemap, the feeds and the 404 page are derived from the address, so a mistake in it is a mistake on every page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from helpcenter.problems import Problem
from helpcenter.source.files import Tree
from helpcenter.source.yaml_lines import load

from .mkdocs_yml import CONFIG, ConfigError, config_of, named
from .model import RULE, Language

BRAND = "data/brand.yml"
OURS = (BRAND, "data/ids.yml")  # one of them is in every help center of this project
SOURCE_KEY, FORMER_KEY = "source_language", "former_prefixes"  # below `extra` of mkdocs.yml
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_FILE = re.compile(r"\.(?:html?|php|aspx?|xml|json|txt)$", re.I)


def has_data(tree: Tree) -> bool:
    """Whether the tree is a help center of this project rather than any MkDocs site."""
    return any(path in tree.files for path in OURS)


def read_languages(tree: Tree, published: Collection[str] = ()) -> tuple[tuple[Language, ...], str, list[Problem]]:
    """Return the languages, the address of the site ("" for none), and what is wrong with either.

    The one with `default: true` has the root of the site; it is the source too, unless `extra: source_language:` names another.
    Those of `published` count as published even in preparation.
    """
    try:
        config = config_of(tree)
    except ConfigError as error:
        return (Language("zh", "中文", True),), "", [Problem(error.path, error.line, RULE, error.sentence)]
    entries = [entry for entry in _entries(config) if isinstance(entry, dict) and entry.get("locale")]
    root = next((str(entry["locale"]) for entry in entries if entry.get("default")), "")
    extra = config.get("extra")
    source = str((extra.get(SOURCE_KEY) if isinstance(extra, dict) else None) or root)
    languages = tuple(
        Language(
            code := str(entry["locale"]),
            str(entry.get("name", code)),
            code == source,
            entry.get("build", True) is not False or code in published,
            code == root,
        )
        for entry in entries
    )
    if languages and not root:
        return languages, "", [Problem(CONFIG, 1, RULE, "no language is marked `default: true`: the source language is unknown.")]
    found = []
    known = {language.code: language for language in languages}
    if languages and not (source in known and known[source].built):
        why = "is in preparation" if source in known else "is no language of `plugins: i18n: languages:`"
        found.append(
            Problem(
                CONFIG, _line(tree, CONFIG, SOURCE_KEY), RULE, f"`{SOURCE_KEY}` is `{source}`, which {why}: expected one that is published."
            )
        )
        languages = tuple(replace(language, source=language.root) for language in languages)
    path, line, address = _address(tree, config)
    if path != CONFIG and "site_url" in config:
        found.append(
            Problem(CONFIG, _line(tree, CONFIG, "site_url"), RULE, f"`site_url` stands in {BRAND}. Write it there, and remove this line.")
        )
    if address and (wrong := address_flaw(address)):
        by = " (from SITE_URL)" if os.environ.get("SITE_URL") == address else ""
        expected = "expected https://host/ or https://host/path/, without user name, query or file"
        found.append(Problem(path, line, RULE, f"`site_url` is `{address}`{by} and {wrong}; {expected}."))
    return languages, address, found


def former_prefixes(tree: Tree) -> tuple[str, ...]:
    """Return the prefixes that once stood before the pages of a language; what is asked for below them redirects to the root."""
    try:
        extra = config_of(tree).get("extra")
    except ConfigError:
        return ()
    listed = extra.get(FORMER_KEY) if isinstance(extra, dict) else None
    return tuple(str(code) for code in listed) if isinstance(listed, list) else ()


def declared_at(tree: Tree, code: str) -> int:
    """Return the line of mkdocs.yml that declares a language; 0 where another file does."""
    text = tree.text(CONFIG) or ""
    found = re.search(rf"\blocale:\s*[\"']?{re.escape(code)}(?![\w-])", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _entries(config: Mapping[str, Any]) -> list[Any]:
    declared = (named(config.get("plugins")).get("i18n") or {}).get("languages")
    return declared if isinstance(declared, list) else []


def site_address(tree: Tree) -> str:
    """Return the address of the site with a slash at its end; "" for none."""
    try:
        return _address(tree, config_of(tree))[2]
    except ConfigError:
        return ""


def _address(tree: Tree, config: Mapping[str, Any]) -> tuple[str, int, str]:
    """Return the file and line of the address, and the address."""
    path, address = CONFIG, config.get("site_url")
    brand = load(tree.text(BRAND) or "", BRAND).value
    if BRAND in tree.files:
        path, address = BRAND, os.environ.get("SITE_URL") or (brand.get("site_url") if isinstance(brand, dict) else "")
    text = str(address or "")
    return path, _line(tree, path, "site_url"), text if not text or text.endswith("/") or address_flaw(text) else f"{text}/"


def _line(tree: Tree, path: str, key: str) -> int:
    """Return the line of a key; 1 where it is not."""
    return next((number for number, text in enumerate((tree.text(path) or "").split("\n"), 1) if text.lstrip().startswith(f"{key}:")), 1)


def address_flaw(address: str) -> str:
    """Return what is wrong with `site_url`, to follow it in a sentence; "" if the site can be published there."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "is not an address"
    if re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", address):
        return "holds a space or a sign that no address has"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        return f"begins with `{parts.scheme}:`" if parts.scheme else "names no https:// address"
    if not host:
        return "names no host"
    if "@" in parts.netloc:
        return "contains a user name, which would appear on every page"
    if "?" in address or "#" in address:
        return "holds a query or a fragment"
    if "//" in parts.path or {".", ".."} & set(parts.path.split("/")):
        return "holds an empty, `.` or `..` part"
    if not parts.path.isascii():
        return f"holds letters that a sitemap wants encoded: write `{quote(parts.path, safe='/%')}`"
    if _FILE.search(parts.path):
        return "names a file"
    return ""

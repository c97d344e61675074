"""What the checks cannot read in a site that is not ours: a check that reads nothing must not say that all is well.

Supported is MkDocs, with a folder for each language.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from helpcenter.articles.model import PAGE_ENDINGS, Library
from helpcenter.config.mkdocs_yml import CONFIG, NAMES, config_of, named
from helpcenter.source.schema import nearest

_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_FOLDER = re.compile(r"[a-z]{2}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}(?:-[A-Z]{2})?))?")  # zh, pt-BR, zh_TW, zh-Hant, zh-Hant-HK
# What stands in, or at most three folders above, the pages of another tool.
_OTHERS = {
    ".vitepress": "VitePress", ".vuepress": "VuePress", "docusaurus.config.*": "Docusaurus", "hugo.toml": "Hugo", "hugo.y*ml": "Hugo",
    "config/_default": "Hugo", "archetypes": "Hugo", "_config.yml": "Jekyll", "book.toml": "mdBook", "conf.py": "Sphinx", "antora.yml": "Antora",
    "astro.config.*": "Astro", "zensical.toml": "Zensical", "eleventy.config.*": "Eleventy", ".eleventy.js": "Eleventy", "docs.json": "Mintlify",
    "mint.json": "Mintlify", ".gitbook.yaml": "GitBook", "SUMMARY.md": "GitBook",
}  # fmt: skip


def no_project(docs: Path) -> str:
    """What was found where no mkdocs.yml has the folder `docs` as its pages, as a sentence; "" where nothing says that it is not MkDocs."""
    places = (docs, *docs.absolute().parents[:3])
    signs = ((tool, found) for place in places for pattern, tool in _OTHERS.items() for found in sorted(place.glob(pattern)))
    tool, sign = next(signs, ("", docs))
    if tool:
        found = f"{docs} belongs to {tool}, as {sign.name} tells"
    elif own := next(iter(sorted(docs.glob("*/mkdocs.y*ml"))), None):
        found = f"{docs} holds a site of MkDocs for each language, as {own} tells"
    elif above := next((place / name for place in docs.absolute().parents[:3] for name in NAMES if (place / name).is_file()), None):
        found = f"{docs} belongs to no site of MkDocs: {os.path.relpath(above)} names another folder as its `docs_dir`"
    else:
        return ""
    return f"{found}; only a site of MkDocs with a folder for each language can be checked, like {docs}/en/."


def language_folders(folders: Collection[str]) -> list[str]:
    """The names that are a language's: two letters, alone or with a region or script."""
    return sorted(name for name in folders if _FOLDER.fullmatch(name))


def unread(library: Library, folders: Collection[str]) -> str:
    """The first thing that is not looked at, as a sentence; "" when everything is.

    `folders` are the names of all folders that stand among the pages, empty ones too.
    """
    return next(_unread(library, folders), "")


def _unread(library: Library, folders: Collection[str]) -> Iterator[str]:
    codes = [language.code for language in library.settings.built]
    read = {language for language, _ in library.pages} | set(_refused(library))
    missing = [code for code in codes if code not in read]
    yield from _by_suffix(library, missing)
    if not codes:
        example = "name them, the source language first, like `--languages en,es,zh`"
        yield f"{library.docs}/ has no folder of a language, like en or pt-BR, and {CONFIG} declares none: {example}."
    other = list(_other_endings(library))
    if missing:
        why = "; ".join(_why(library.docs, code, folders, other) for code in missing)
        yield f"no page was found for {' and '.join(missing)}: {why}."
    if other:
        more = f" and {len(other) - 1} more" if len(other) > 1 else ""
        yield f"pages are read from files that end in `.md` alone: rename {other[0]}{more}."


def _refused(library: Library) -> Iterator[str]:
    """The folders among the pages of which something was not read, and a problem tells so."""
    for problem in library.tree.problems:
        if problem.path.startswith(f"{library.docs}/"):
            yield problem.path.removeprefix(f"{library.docs}/").partition("/")[0]


def _why(docs: str, code: str, folders: Collection[str], other: list[str]) -> str:
    if not _CODE.fullmatch(code):
        return f"`{code}` is no code of a language; commas stand between codes, as in `en,es,zh`"
    if code not in folders:
        alike = [name for name in folders if name.casefold().replace("_", "-") == code.casefold().replace("_", "-")]
        hint = f" Did you mean `{alike[0]}`?" if alike else nearest(code, language_folders(folders))
        return f"{docs}/{code}/ is missing{f' ({hint.strip()})' if hint else ''}"
    named = next((path for path in other if path.startswith(f"{docs}/{code}/")), "")
    return f"{docs}/{code}/ holds no file that ends in `.md`{f', but {named}' if named else ''}"


def _by_suffix(library: Library, missing: list[str]) -> Iterator[str]:
    """Pages whose language stands in their names, which static-i18n expects unless it is told `docs_structure: folder`."""
    expected = f"expected `docs_structure: folder` and a folder for each language, like {library.docs}/en/."
    codes = {language.code for language in library.settings.languages}
    for path in sorted(library.tree.files):
        folder, _, _ = path.removeprefix(f"{library.docs}/").rpartition("/")
        stem, ending = posixpath.splitext(path)
        if path.startswith(f"{library.docs}/") and folder.partition("/")[0] not in codes and ending in PAGE_ENDINGS:
            code = posixpath.splitext(stem)[1].removeprefix(".")
            if code in codes or (not codes and _FOLDER.fullmatch(code)):
                yield f"languages by suffix are not supported: {path}; {expected}"
    i18n = named(config_of(library.tree).get("plugins")).get("i18n") or {}
    if missing and i18n.get("languages") and i18n.get("docs_structure", "suffix") == "suffix":
        what = "has `docs_structure: suffix`" if "docs_structure" in i18n else "has no `docs_structure`, which then is `suffix`"
        yield f"languages by suffix are not supported: {CONFIG} {what}; {expected}"


def _other_endings(library: Library) -> Iterator[str]:
    """The pages, to MkDocs, of the languages that end in another way than `.md`."""
    for path in sorted(library.tree.files):
        below = path.removeprefix(f"{library.docs}/")
        code = below.partition("/")[0]
        published = path.endswith(PAGE_ENDINGS[1:]) and not library.renderer.excludes(below)
        if published and path.startswith(f"{library.docs}/") and any(code == language.code for language in library.settings.built):
            yield path

"""`helpcenter language`: a language is added, dropped, made the source of the others, or given the root of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from helpcenter.articles.model import Article, Library, Page
from helpcenter.articles.read import parse_page, read_library
from helpcenter.articles.waivers import waivers
from helpcenter.config.data_texts import NOT_SHOWN_KEYS
from helpcenter.config.languages import FORMER_KEY, SOURCE_KEY
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.config.model import PINS, Language
from helpcenter.search.questions import FOLDER as QUESTIONS
from helpcenter.sentences.languages import FOLDER, LANGUAGES, folder
from helpcenter.sentences.languages.skeleton import skeleton
from helpcenter.source.files import File, Tree
from helpcenter.source.schema import nearest
from helpcenter.text.words import UNWRITTEN

from .files import Changes, WritingError
from .stamp import stamped
from .yaml_edits import Edits, keys_of, value_of

CODE = r"[a-z]{2}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"  # what static-i18n and BCP 47 both take
_OPTIONAL = "data/synonyms.yml"  # a language may lack words there
_NAMED_BY_CODE = ("search_in_{}", "version_{}")  # keys of data/strings.yml that name a language
_LISTS = ("languages", "first_in")  # keys of data/ that list languages; a country need be first in none
_WORDS = ("title", "summary", "reply", "keywords")  # front matter of every language; the rest are facts, which stand in the source


def add(library: Library, code: str, name: str = "") -> Changes:
    """Return the changes that begin a language in preparation: its entry, its home page and landing pages, its keys of data/, its sentence tables.

    What is to be written is a visible TODO. Articles are not begun: `translations` lists them, and what is there is known to be
    written. Raises WritingError for a code that is malformed or taken.
    """
    if not re.fullmatch(CODE, code):
        raise WritingError(f"{code!r} is not the code of a language: expected one like fr, pt-BR or zh-Hant.")
    if code in _known(library):
        raise WritingError(f"{code!r} is a language of {CONFIG} already.")
    if taken := next((path for path in library.tree.files if path.startswith(f"{library.docs}/{code}/")), None):
        raise WritingError(f"{taken} exists already: move {library.docs}/{code}/ away first.")
    name = name or _own_name(code)
    if not name:
        raise WritingError(f"what {code!r} calls itself is not known here. Say it: --name NAME.")
    config = _Config(library)
    config.edits.add_item(config.languages, f"{{locale: {code}, name: {_quoted(name)}, build: false}}")
    changes: Changes = {CONFIG: config.without_former(code)}
    for page in library.pages.values():
        if page.language == library.source_language and page.thin:
            changes[library.path_of(code, page.route)] = f"---\ntitle: {UNWRITTEN}\nsummary: {UNWRITTEN}\n---\n"
    for path, edits in _data(library):
        before = edits.text
        if path != _OPTIONAL:
            _add_key(edits, path, library, code)
        if (text := edits.made()) != before:
            changes[path] = text
    if code not in LANGUAGES and (tables := _tables(library)):
        for file, text in skeleton(code).items():
            if f"{tables}/{folder(code)}/{file}" not in library.tree.files:
                changes[f"{tables}/{folder(code)}/{file}"] = text
    return changes


def drop(library: Library, code: str) -> Changes:
    """Return the changes that take a language out of mkdocs.yml, docs/, data/ with the question bank, and the pins.

    What it was addressed by, `<code>/…`, redirects to the language of the root. Its sentence tables stay: they belong to the engine.
    Raises WritingError for one that is not there, and for the source or the root.
    """
    language = _language(library, code)
    if language.source:
        raise WritingError(f"{code!r} is the source of the others. Make another one the source first: language source CODE.")
    if language is library.settings.root:
        raise WritingError(f"{code!r} has the root of the site. Give it to another one first: language root CODE.")
    config = _Config(library)
    config.edits.remove_item(config.languages, config.place(code))
    changes: Changes = {CONFIG: config.with_former(code) if language.built else config.edits.made()}
    changes |= {path: None for path in library.tree.files if path.startswith((f"{library.docs}/{code}/", f"{QUESTIONS}{code}/"))}
    known = _known(library)
    for path, edits in _data(library):
        before = edits.text
        _drop_key(edits, path, known, code)
        if (text := edits.made()) != before:
            changes[path] = text
    if (pins := library.tree.text(PINS)) and (left := re.sub(rf"^\S.* {re.escape(code)}: \|-\n(?:  .*\n)*", "", pins, flags=re.M)) != pins:
        changes[PINS] = (
            left if library.settings.pins.keys() - {key for key in library.settings.pins if key.endswith(f" {code}")} else "{}\n"
        )
    return changes


def source(library: Library, code: str) -> Changes:
    """Return the changes that make a language the source: the facts of every article move into its page, and the others are stamped
    for it.

    What was up to date stays so; a translation that was stale stays stale. Raises WritingError for a language that is not
    published, is the source already, or is not itself a fresh and whole translation.
    """
    language = _language(library, code)
    if language.source:
        raise WritingError(f"{code!r} is the source already.")
    if not language.built:
        raise WritingError(f"{code!r} is in preparation: a source is published. Finish it first: check --language {code}.")
    broken = [page.path for page in library.pages.values() if page.problems]
    if broken:
        raise WritingError(f"{broken[0]}: has problems. Mend them first: python -m helpcenter check.")
    old = [page.route for page in library.pages.values() if page.language == library.source_language]
    if missing := [route for route in old if library.page(code, route) is None]:
        raise WritingError(f"{library.path_of(code, missing[0])} is missing: a source has every page. Translate it first.")
    if stale := [article for article in library.articles if article.stale(code)]:
        raise WritingError(f"{stale[0].pages[code].path} is stale: a source must be the newest text. Translate it and `stamp` it first.")
    config = _Config(library)
    changes: Changes = {CONFIG: config.with_source(code)}
    for article in library.articles:
        changes |= _turned(library, article, code)
    return _stamped(library, _with_waivers(library, changes), code)


def root(library: Library, code: str) -> Changes:
    """Return the changes that give a language the root of the site; the one that had it gets its code as prefix.

    Addresses with the new one's prefix redirect to the root. Raises WritingError for a language that is not published or has it already.
    """
    language = _language(library, code)
    if language is library.settings.root:
        raise WritingError(f"{code!r} has the root already.")
    if not language.built:
        raise WritingError(f"{code!r} is in preparation: what has the root is published. Finish it first: check --language {code}.")
    config = _Config(library)
    before = library.settings.root.code
    config.edits.remove_pair(config.entry(before), "default")
    config.edits.add_pair(config.entry(code), keys_of(config.entry(code))[-1], "default", "true")
    text = _with_extra(config.edits.made(), SOURCE_KEY, library.source_language if library.source_language != code else "")
    former = [prefix for prefix in library.settings.former if prefix != before]
    return {CONFIG: _with_extra(text, FORMER_KEY, f"[{', '.join([*former, code])}]")}


# --- mkdocs.yml -------------------------------------------------------------------------------------------------------


class _Config:
    """mkdocs.yml and its list of languages. Raises WritingError where another file holds it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.edits = Edits(library.tree.text(CONFIG) or "")
        found = value_of(self.edits.root, "plugins", "i18n", "languages")
        if not isinstance(found, yaml.SequenceNode) or not found.value:
            raise WritingError(f"{CONFIG} does not hold `plugins: i18n: languages:` itself. Change the languages where they stand.")
        self.languages = found

    def place(self, code: str) -> int:
        return next(at for at, item in enumerate(self.languages.value) if getattr(value_of(item, "locale"), "value", "") == code)

    def entry(self, code: str) -> yaml.MappingNode:
        entry: yaml.MappingNode = self.languages.value[self.place(code)]
        return entry

    def with_source(self, code: str) -> str:
        return _with_extra(self.edits.text, SOURCE_KEY, code if code != self.library.settings.root.code else "")

    def with_former(self, code: str) -> str:
        return _with_extra(self.edits.made(), FORMER_KEY, f"[{', '.join([*self.library.settings.former, code])}]")

    def without_former(self, code: str) -> str:
        former = self.library.settings.former
        left = [prefix for prefix in former if prefix != code]
        return (
            self.edits.made()
            if len(left) == len(former)
            else _with_extra(self.edits.made(), FORMER_KEY, f"[{', '.join(left)}]" if left else "")
        )


def _with_extra(text: str, key: str, value: str) -> str:
    """mkdocs.yml with this key below `extra`, or with "" without it, and without an `extra` that nothing is left of."""
    line = f"  {key}: {value}\n" if value else ""
    if re.search(rf"^  {key}:", text, re.M):
        changed = re.sub(rf"^  {key}:.*\n", line, text, count=1, flags=re.M)
        return changed if value else re.sub(r"\n^extra:[ \t]*\n(?![ \t])", "", changed, count=1, flags=re.M)
    if not value:
        return text
    if re.search(r"^extra:[ \t]*(?:#.*)?$", text, re.M):
        return re.sub(r"^extra:.*\n", lambda found: found[0] + line, text, count=1, flags=re.M)
    if re.search(r"^extra:", text, re.M):
        raise WritingError(f"`extra` of {CONFIG} stands on one line: write its keys below it, one a line.")
    return f"{text.rstrip()}\n\nextra:\n{line}"


# --- data/ ------------------------------------------------------------------------------------------------------------


def _data(library: Library) -> Iterator[tuple[str, Edits]]:
    for path, file in library.tree.files.items():
        if path.startswith("data/") and path.endswith((".yml", ".yaml", ".json")) and path != PINS and file.text:
            try:
                yield path, Edits(file.text)
            except yaml.YAMLError as error:
                raise WritingError(f"{path}: cannot be read. Mend it first: python -m helpcenter check.") from error


def _add_key(edits: Edits, path: str, library: Library, code: str) -> None:
    known = _known(library)

    def value(like: yaml.Node) -> str:
        mark = f'"{UNWRITTEN}"' if path.endswith(".json") else UNWRITTEN
        return f"[{mark}]" if isinstance(like, yaml.SequenceNode) else mark

    for node in edits.maps(NOT_SHOWN_KEYS):
        keys = keys_of(node)
        if library.source_language in keys and code not in keys:
            edits.add_pair(node, [key for key in keys if key in known][-1], code, value)


def _drop_key(edits: Edits, path: str, known: Sequence[str], code: str) -> None:
    for node in edits.maps():
        keys = keys_of(node)
        if path == "data/strings.yml" and node is edits.root:
            for name in _NAMED_BY_CODE:
                if (key := name.format(code.lower().replace("-", "_"))) in keys:
                    edits.remove_pair(node, key)
        if keys == [code]:
            edits.replace(node, "{}")
        elif code in keys and any(key in known for key in keys if key != code):
            edits.remove_pair(node, code)
        for key in _LISTS:
            listed = value_of(node, key)
            if not isinstance(listed, yaml.SequenceNode) or code not in (codes := [item.value for item in listed.value]):
                continue
            if key == "first_in" and codes == [code]:
                edits.remove_pair(node, key)
            else:
                edits.remove_item(listed, codes.index(code))


# --- the source -------------------------------------------------------------------------------------------------------


def _turned(library: Library, article: Article, code: str) -> Changes:
    """The pages of an article with its facts in the page of another language, and the stamps of the others."""
    old, new = article.source, article.pages[code]
    facts, words = _blocks(library, old), _blocks(library, new)
    front = [words.get(key, "") if key in _WORDS else text for key, text in facts.items()]
    front += [text for key, text in words.items() if key in _WORDS and key not in facts]
    translated = [text for key, text in facts.items() if key in _WORDS]
    changes: Changes = {
        new.path: f"---\n{''.join(front)}---\n{new.body}",
        old.path: f"---\n{''.join(translated)}translates: {new.fingerprint}\n---\n{old.body}",
    }
    for page in article.pages.values():
        if page is not old and page is not new and page.meta.get("translates") == old.fingerprint:
            changes[page.path] = stamped(library.tree.text(page.path) or "", page, new.fingerprint)
    return changes


def _blocks(library: Library, page: Page) -> dict[str, str]:
    """The lines of each key of a front matter, with the comments above it."""
    text = library.tree.text(page.path) or ""
    lines = text[: len(text) - len(page.body)].split("\n")[1:-2]
    found: dict[str, str] = {}
    key, above = "", ""
    for line in lines:
        if begins := re.match(r"(\w+):", line):
            key = begins[1]
            found[key], above = f"{above}{line}\n", ""
        elif line.startswith("#") or not key:
            above += f"{line}\n"
        else:
            found[key] += f"{above}{line}\n"
            above = ""
    return found


def _with_waivers(library: Library, changes: Changes) -> Changes:
    """The changes with the waivers that were valid made so again: they hold for a section and its source."""
    files = {**library.tree.files} | {path: File(path, change) for path, change in changes.items() if isinstance(change, str)}
    after = read_library(Tree(files), docs=library.docs)
    renewed = {(waiver.page.path, waiver.line): waiver for waiver in waivers(after)}
    for waiver in waivers(library):
        page = after.pages[waiver.page.language, waiver.page.route]
        fresh = renewed[page.path, waiver.line + page.body_line - waiver.page.body_line]
        if waiver.valid and not fresh.valid:
            lines = (after.tree.text(page.path) or "").split("\n")
            change = changes.get(page.path)
            lines = (change if isinstance(change, str) else "\n".join(lines)).split("\n")
            lines[fresh.line - 1] = lines[fresh.line - 1].replace(fresh.fingerprint, fresh.expected)
            changes[page.path] = "\n".join(lines)
    return changes


def _stamped(library: Library, changes: Changes, code: str) -> Changes:
    """The changes with the stamps for the source as it is now: a waiver is part of the text that is stamped."""
    for article in library.articles:
        page = article.pages[code]
        text = changes[page.path]
        fingerprint = parse_page(page.path, code, page.route, text if isinstance(text, str) else "").fingerprint
        for other in article.pages.values():
            if isinstance(change := changes.get(other.path), str) and other is not page:
                changes[other.path] = change.replace(f"translates: {page.fingerprint}\n", f"translates: {fingerprint}\n", 1)
    return changes


# --- names ------------------------------------------------------------------------------------------------------------


def _known(library: Library) -> list[str]:
    return [language.code for language in library.languages]


def _language(library: Library, code: str) -> Language:
    found = next((language for language in library.languages if language.code == code), None)
    if found is None:
        raise WritingError(f"{code!r} is no language of {CONFIG} ({', '.join(_known(library))}).{nearest(code, _known(library))}")
    return found


def _own_name(code: str) -> str:
    """What a language calls itself by Unicode CLDR, `Français` for fr; "" where that is unknown."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (its tables are needed here alone)

    try:
        name = Locale.parse(code, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return ""
    return name[:1].upper() + name[1:] if name else ""


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"\w[\w ()-]*", name) else '"' + name.replace('"', "”") + '"'


def _tables(library: Library) -> str:
    """The folder of the sentence tables below the project; "" where the engine stands elsewhere."""
    at = FOLDER.as_posix()
    here = "hooks/helpcenter/sentences/languages"
    return here if at.endswith(here) and not {"site-packages", "dist-packages"} & set(FOLDER.parts) else ""


def next_steps(what: str, code: str, published: bool) -> str:
    """What is to be done after a verb, in sentences; `published` tells whether readers had the language before it."""
    leads = f"/{code}/… and the short links /a/ID/{code}/ redirect to the language of the root.\n" if published else ""
    return {
        "add": f"`{code}` is in preparation: the site leaves it out, and `HELPCENTER_PREVIEW={code} make serve` shows it.\n"
        f"Next: `check --language {code}` lists what is missing, `translations` the articles; replace each {UNWRITTEN}.\n"
        f"When that check is silent, take `build: false` out of {CONFIG}.\n",
        "drop": f"Next: `make site`, then publish. {leads}Its sentence tables stay: they belong to the engine.\n",
        "source": f"Next: `make site`. Writers change `{code}` first from now on; nothing that was up to date is stale.\n",
        "root": f"Next: `make site`, then publish. /{code}/… redirects to the root; what stood there has its language's code before it now.\n",
    }[what]

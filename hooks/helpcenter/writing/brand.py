"""`helpcenter brand`: a company makes the help center its own. All answers are checked together before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from pathlib import Path
from typing import Any

from helpcenter.articles.model import Library
from helpcenter.checks.run import check_sources
from helpcenter.config.palette import COLOUR, SCHEMES, for_dark
from helpcenter.config.schemas import IMAGES, schemas
from helpcenter.pages.brand import FOLDER
from helpcenter.problems import Problem, count, errors
from helpcenter.runtime.once import once_per_value
from helpcenter.source import yaml_lines
from helpcenter.source.files import MAX_IMAGE_BYTES, from_contents
from helpcenter.source.schema import Fields, MapOf, Text, nearest, problems
from helpcenter.source.yaml_lines import Yaml

from .files import Changes, WritingError
from .repair import library_after
from .yaml_edits import flat, nested, with_values

BRAND, SUPPORT = "data/brand.yml", "data/support.yml"
RULE = "brand"
_OPTIONAL = ("website_url", "privacy_url", "terms_url")
_REMOVE = "-"  # an answer: there is none
_YES, _NO = ("yes", "y", "true"), ("no", "n", "false")

KeyPath = yaml_lines.Path


@dataclass(frozen=True)
class Question:
    """A question on the terminal: the key path of its answer, and its words. Without an answer the present value stays."""

    at: KeyPath
    words: str
    optional: bool = False


@dataclass(frozen=True)
class Answers:
    """Key path → value, as in data/brand.yml; `contacts.email` is that of the channel `email`, and an image a file below `folder`.

    `beside` are texts of further files that name the address of the site. `lines` and `name` are those of the file of the answers.
    """

    values: Mapping[KeyPath, Any]
    folder: Path
    beside: Mapping[str, str] = field_of(default_factory=dict)
    lines: Mapping[KeyPath, int] = field_of(default_factory=dict)
    name: str = ""


def questions(library: Library) -> list[Question]:
    """Return the questions, in their order."""
    asked = [Question(("name", language.code), f"Name of the wallet in {language.name}") for language in library.languages]
    asked += [
        Question(("rights_confirmed",), "If that name is on data/real_brands.yml: has its owner agreed? yes or no"),
        Question(("domains",), "Domains that are yours alone, with a space between them"),
        Question(("site_url",), "Address of this help center"),
        Question(("download_url",), "Address where the app is downloaded"),
        Question(("website_url",), "Address of your website", True),
        Question(("privacy_url",), "Address of the privacy policy", True),
        Question(("terms_url",), "Address of the terms of use", True),
        Question(("status_url",), "Address of the status page"),
    ]
    asked += [Question(("contacts", identifier), f"Contact of the channel “{identifier}”") for identifier in _contacts(library)]
    asked += [Question(("colours", scheme), f"Colour of the brand on {scheme} pages, as #RRGGBB") for scheme in SCHEMES]
    kinds = {
        "logo": "Logo: an SVG, PNG or WebP, square or wide",
        "logo_dark": "Logo for dark pages, if another",
        "favicon": "Icon of the tab: a square SVG; without it, one is drawn from a square SVG logo",
        "favicon_ico": "The same as ICO, 32 × 32",
        "social": "Image that is shown where a page is shared: PNG or JPEG, 1200 × 630",
    }
    asked += [Question(("images", key), words, key != "logo") for key, words in kinds.items()]
    return [*asked, Question(("template",), "Still a demonstration, with a banner and hidden from search engines? yes or no")]


def ask(library: Library, read: Callable[[str], str], say: Callable[[str], None], folder: Path, beside: Mapping[str, str]) -> Changes:
    """Ask all questions, and those again whose answer will not do, until all do; return the changes.

    `read` shows a prompt and returns a line; `say` shows a line. Raises WritingError where no answer is at fault.
    """
    present, shape = _present(library), _schema(library)
    answered: dict[KeyPath, Any] = {}
    asked = questions(library)
    say(f"Enter keeps what is in brackets; {_REMOVE} removes it where it may be missing. Nothing is written before the last answer.")
    while True:
        for question in asked:
            default = answered.get(question.at, present.get(question.at))
            if question.at == ("colours", "dark") and question.at not in answered and ("colours", "light") in answered:
                default = for_dark(answered["colours", "light"])
            while given := read(f"{question.words} [{_shown(default)}]: ").strip():
                value = None if given == _REMOVE and question.optional else _parsed(question, given)
                wrong = [*problems(Yaml(nested(question.at, value)), "", shape, RULE)] if value is not None else []
                for problem in wrong:
                    say(problem.sentence)
                if not wrong:
                    answered[question.at] = value
                    break
        answers = Answers(answered, folder, beside)
        changes, found = _worked_out(library, answers)
        if not found:
            return changes
        again = {at for at, _ in found} | {("rights_confirmed",) for _, sentence in found if "rights_confirmed" in sentence}
        asked = [question for question in questions(library) if any(question.at[: len(at)] == at[: len(question.at)] for at in again)]
        if not asked:
            raise WritingError(_listed(_lines(found, answers)))
        for line in _lines(found, answers):
            say(line)


def from_file(library: Library, name: str, text: str, folder: Path, beside: Mapping[str, str]) -> Changes:
    """Return the changes that the answers in a YAML file make; one left empty removes what may be missing.

    Raises WritingError with everything that is wrong with them.
    """
    source, shape = yaml_lines.load(text, name), _schema(library)
    if source.problems:
        raise WritingError(_listed([str(problem) for problem in source.problems]))
    removable = {(key,) for key in _OPTIONAL} | {("images", key) for key in IMAGES if key != "logo"}
    given: dict[KeyPath, Any] = flat(source.value)
    told: dict[KeyPath, list[str]] = {}
    for at, value in given.items():
        wrong = [] if value is None and at in removable else [*problems(Yaml(nested(at, value), source.lines), name, shape, RULE)]
        if wrong:
            told[at] = [str(problem) for problem in wrong]
    answers = Answers({at: value for at, value in given.items() if at not in told}, folder, beside, source.lines, name)
    lines = [line for lines in told.values() for line in lines]
    if ("domains",) in told:
        raise WritingError(_listed(lines))  # which addresses are the company's is not known
    changes, found = _worked_out(library, answers)
    lines += _lines([(at, sentence) for at, sentence in found if at not in told], answers)
    if lines:
        raise WritingError(_listed(lines))
    return changes


def _schema(library: Library) -> Fields:
    codes = [language.code for language in library.languages]
    brand = schemas(codes, codes, ())["brand.yml"]
    assert isinstance(brand, Fields)
    of = dict(brand.of)
    for key in ("name", "official_channels", "apk_cert_sha256", "extension_id"):
        of[key] = Fields(dict.fromkeys(codes, Text()), codes)
    of["colours"] = Fields(dict.fromkeys(SCHEMES, Text(pattern=COLOUR, example="#0F5B53")), SCHEMES)
    of["images"] = Fields(dict.fromkeys(IMAGES, Text()), IMAGES)
    return Fields(of | {"contacts": MapOf(Text())}, [*of, "contacts"])


def _worked_out(library: Library, answers: Answers) -> tuple[Changes, list[tuple[KeyPath, str]]]:
    """Return the changes, and (key path, sentence) of each mistake."""
    before = {path: library.tree.text(path) or "" for path in (BRAND, SUPPORT)}
    if broken := {BRAND, SUPPORT} & library.settings.unread:
        raise WritingError(f"{min(broken)}: has problems. Mend them first: python -m helpcenter check.")
    values = dict(answers.values)
    if ("colours", "light") in values and ("colours", "dark") not in values:
        values["colours", "dark"] = for_dark(values["colours", "light"])
    changes: Changes = {}
    found: list[tuple[KeyPath, str]] = []
    channels = _contacts(library)
    contacts: dict[KeyPath, Any] = {}
    for at in [at for at in values if at[0] == "contacts"]:
        name, value = str(at[1]), values.pop(at)
        if name in channels:
            contacts["channels", channels[name], "contact"] = value
        else:
            known = ", ".join(channels)
            found.append((at, f"`{name}` is no channel of {SUPPORT} with a contact.{nearest(name, channels)} Channels: {known}."))
    for at in [at for at in values if at[0] == "images"]:
        file = _image(library, str(at[1]), values.pop(at), answers.folder, changes)
        if isinstance(file, WritingError):
            found.append((at, str(file)))
        else:
            values[at] = file
    changes[BRAND] = with_values(before[BRAND], values)
    changes[SUPPORT] = with_values(before[SUPPORT], contacts)
    after = library_after(library, changes)
    found += _problems(library, after, changes, contacts)
    changes = {path: change for path, change in changes.items() if change != _content(library, path)}
    old, new = (f"{next(iter(one.settings.values.values())).get('brand.site_url', '').rstrip('/')}/" for one in (library, after))
    changes |= {path: text.replace(old, new) for path, text in answers.beside.items() if old != new and old in text}
    return changes, sorted(dict.fromkeys(found), key=lambda one: answers.lines.get(one[0], 0))


def _image(library: Library, key: str, given: str | None, folder: Path, changes: Changes) -> str | WritingError | None:
    """Add the image at `given` to the changes, and return its new name; or what is wrong."""
    old = library.settings.brand.images.get(key)
    if given == old and old is not None and not (folder / old).is_file():
        return old
    name = None
    if given is not None:
        file = folder / given
        try:
            if file.stat().st_size > MAX_IMAGE_BYTES:
                return WritingError(f"{given}: is larger than {MAX_IMAGE_BYTES // 1_000_000} MB. Make it smaller.")
            data = file.read_bytes()
        except OSError as error:
            return WritingError(f"{given}: cannot be read: {error.strerror}. Expected the path of a file, seen from {folder}.")
        name = key.replace("_ico", "").replace("_", "-") + file.suffix.lower()
        read = from_contents({FOLDER + name: data})
        if read.problems:
            return WritingError(f"{given}: {read.problems[0].sentence}")
        text = read.text(FOLDER + name)
        changes[FOLDER + name] = data if text is None else text
    if old is not None and old != name:
        changes.setdefault(FOLDER + old, None)
    return name


def _problems(library: Library, after: Library, changes: Changes, contacts: Mapping[KeyPath, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield what the checks find with the new brand and did not find before, each with the key path of the answer that it is about."""
    new = errors(check_sources(after))
    known = _known(library) if new else frozenset()
    brand = yaml_lines.load(str(changes[BRAND]), BRAND)
    support = yaml_lines.load(str(changes[SUPPORT]), SUPPORT)
    images = {FOLDER + name: ("images", key) for key, name in after.settings.brand.images.items()}
    for problem in new:
        if (problem.path, problem.rule, problem.sentence) in known:
            continue
        if problem.path == BRAND:
            yield _key(brand, problem), f"{problem.rule}: {problem.sentence}"
        elif at := next((at for at in contacts if problem.path == SUPPORT and support.line(*at) == problem.line), None):
            yield ("contacts", support.value["channels"][at[1]]["id"]), f"{problem.rule}: {problem.sentence}"
        elif problem.path in images:
            yield images[problem.path], f"{problem.rule}: {problem.sentence}"
        else:
            ends = library.settings.template and not after.settings.template and problem.rule == "placeholder"
            yield ("template",) if ends else ("name",), str(problem)  # what a page says changes with the name


@once_per_value
def _known(library: Library) -> frozenset[tuple[str, str, str]]:
    """The problems that there are with the present brand, without their lines, which move."""
    return frozenset((problem.path, problem.rule, problem.sentence) for problem in errors(check_sources(library)))


def _key(brand: Yaml, problem: Problem) -> KeyPath:
    """The key of a problem in data/brand.yml: the one it names, else that of its line."""
    named = problem.sentence.partition("`")[2].partition("`")[0].removeprefix("brand.")
    keys = [path for path in brand.lines if path]
    by_name = next((path for path in keys if ".".join(map(str, path)) == named), None)
    return by_name or min((path for path in keys if brand.lines[path] == problem.line), key=len, default=())


def _lines(found: list[tuple[KeyPath, str]], answers: Answers) -> list[str]:
    def place(at: KeyPath) -> str:
        shown = ".".join(map(str, at))
        while at and at not in answers.lines:
            at = at[:-1]
        return f"{answers.name}:{answers.lines[at]}: " if at and answers.name else f"{shown}: " if shown else ""

    return [
        sentence if f"`{'.'.join(map(str, at))}`" in sentence and not answers.name else f"{place(at)}{sentence}" for at, sentence in found
    ]


def _listed(lines: list[str]) -> str:
    return "\n".join([f"{count(len(lines), 'mistake')}, and nothing was written:", *lines])


def _content(library: Library, path: str) -> str | bytes | None:
    file = library.tree.files.get(path)
    return None if file is None else file.data if file.text is None else file.text


def _contacts(library: Library) -> dict[str, int]:
    """The channels that have a contact, by id, with their position."""
    channels = yaml_lines.load(library.tree.text(SUPPORT) or "", SUPPORT).value.get("channels", [])
    return {channel["id"]: index for index, channel in enumerate(channels) if "contact" in channel}


def _present(library: Library) -> dict[KeyPath, Any]:
    """The present value of every question."""
    values = flat(yaml_lines.load(library.tree.text(BRAND) or "", BRAND).value)
    channels = yaml_lines.load(library.tree.text(SUPPORT) or "", SUPPORT).value["channels"]
    return values | {("contacts", name): channels[index]["contact"] for name, index in _contacts(library).items()}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _parsed(question: Question, given: str) -> Any:
    if question.at == ("domains",):
        return given.replace(",", " ").split()
    if question.at in {("template",), ("rights_confirmed",)}:
        return given.lower() in _YES if given.lower() in (*_YES, *_NO) else given
    return given

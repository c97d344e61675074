"""Reading source files, once. What must never reach a parser is refused here, by name and with its reason.

This runs before everything else and is the only place that reads source files: the rest works on the frozen `Tree`.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpcenter.problems import Problem

RULE = "files"
FOLDERS = ("docs", "data", "overrides")  # of a help center
CONFIG_FILES = ("mkdocs.yml",)

# Each limit keeps a parser out of its slow cases; the largest real page has about a tenth of it.
MAX_BYTES = 300_000  # of one text file: Python-Markdown takes seconds per megabyte
MAX_DATA_BYTES = 2_000_000  # of one below data/, which no Markdown parser reads: the pins of 300 articles
MAX_LINES = 6_000
MAX_LINE = 20_000  # characters: patterns look at a line as a whole
MAX_HEADINGS = 400  # each heading id is compared with all others
MAX_INDENT = 60  # columns: a parser recurses once per four
MAX_RUN = 60  # brackets, backticks, stars or `>` in a row: 20,000 took 40 s
MAX_BRACKETS = 400  # `[` in one line: each may begin a link that must be looked for
MAX_IMAGE_BYTES = 2_000_000
MAX_FILES = 20_000
MAX_DEPTH = 12  # folders

TEXT_ENDINGS = (".md", ".yml", ".yaml", ".json", ".svg", ".css", ".js", ".html", ".txt", ".tsv", ".xml")
_RUNS = re.compile(rf"([\[\]`*_>(){{<!~\\])\1{{{MAX_RUN},}}")
_MIXED_RUNS = re.compile(rf"[\[\](){{}}<>!]{{{4 * MAX_RUN},}}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")
_BAD_NAME = re.compile(r"[#?%\"'<>|*:\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class File:
    """A readable file. `text` is set for text files within the limits, `data` for all others."""

    path: str
    text: str | None
    data: bytes = b""


@dataclass(frozen=True)
class Tree:
    """The files below a folder by path (with `/`), the problems of those that were refused, and the hidden paths that were not read."""

    files: Mapping[str, File]
    problems: tuple[Problem, ...] = ()
    hidden: tuple[str, ...] = ()

    def text(self, path: str) -> str | None:
        file = self.files.get(path)
        return file.text if file else None


def read_tree(
    root: Path, folders: Iterable[str] = FOLDERS, names: Iterable[str] = CONFIG_FILES, beneath: Mapping[str, bytes] | None = None
) -> Tree:
    """Read `folders` and the single files `names` below `root`. Follows no link and opens only regular files.

    `beneath` is the content of files that are not below `root`, by the path that each has here unless the project has its own.
    """
    contents: dict[str, bytes] = {}
    refused: list[Problem] = []
    hidden: list[str] = []
    for name in names:
        if (root / name).is_file():
            contents[name] = (root / name).read_bytes()
    for folder in folders:
        if (root / folder).is_symlink():
            refused.append(
                Problem(folder, 0, RULE, "this folder is a symbolic link: it could publish any file of this machine. Put the files here.")
            )
        else:
            _read_folder(root, folder, contents, refused, hidden, 1)
    own = {*contents, *(problem.path for problem in refused)}  # a refused file is no missing one
    tree = from_contents(contents | {path: data for path, data in (beneath or {}).items() if path not in own})
    return Tree(tree.files, tuple(refused) + tree.problems, tuple(hidden))


def contents_below(root: Path, folders: Iterable[str]) -> dict[str, bytes]:
    """Return path → content of the files in `folders` below `root`, without those that `read_tree` refuses or leaves out."""
    contents: dict[str, bytes] = {}
    for folder in folders:
        _read_folder(root, folder, contents, [], [], 1)
    return contents


def _read_folder(root: Path, folder: str, contents: dict[str, bytes], refused: list[Problem], hidden: list[str], depth: int) -> None:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        printable = path.encode("utf-8", "backslashreplace").decode()
        if entry.name.startswith("."):
            hidden.append(printable)  # MkDocs publishes nothing hidden; editors lock files with hidden links
            continue
        try:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                refused.append(
                    Problem(
                        printable,
                        0,
                        RULE,
                        "this is a symbolic link: it could publish any file of this machine. Put a copy of the file here.",
                    )
                )
            elif stat.S_ISDIR(status.st_mode):
                if depth >= MAX_DEPTH:
                    refused.append(Problem(printable, 0, RULE, f"folders are nested more than {MAX_DEPTH} deep."))
                else:
                    _read_folder(root, path, contents, refused, hidden, depth + 1)
            elif not stat.S_ISREG(status.st_mode):
                refused.append(
                    Problem(
                        printable,
                        0,
                        RULE,
                        "this is not a regular file (a pipe, socket or device): reading it would hang the build. Remove it.",
                    )
                )
            elif printable != path:
                refused.append(Problem(printable, 0, RULE, "the file name is not valid UTF-8. Rename it in lower-case English."))
            elif status.st_size > max(MAX_BYTES, MAX_IMAGE_BYTES):
                limit = _most_bytes(path) if path.endswith(TEXT_ENDINGS) else MAX_IMAGE_BYTES
                refused.append(
                    Problem(path, 0, RULE, f"the file has {status.st_size:,} bytes; the limit is {limit:,}. Split it or make it smaller.")
                )
            elif len(contents) >= MAX_FILES:
                refused.append(Problem(path, 0, RULE, f"there are more than {MAX_FILES:,} files."))
                return
            else:
                contents[path] = Path(entry.path).read_bytes()
        except OSError as error:
            refused.append(Problem(printable, 0, RULE, f"cannot be read: {error.strerror}."))


def from_contents(contents: Mapping[str, bytes | str]) -> Tree:
    """Build a tree from bytes in memory, with the same refusals as for files on disk."""
    files: dict[str, File] = {}
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    hidden: dict[str, None] = {}
    for path in sorted(contents):
        parts = path.split("/")
        if first := next((number for number, part in enumerate(parts, 1) if part.startswith(".") and part != ".."), 0):
            hidden["/".join(parts[:first])] = None
            continue
        content = contents[path]
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        found = list(_name_problems(path, taken))
        text = None
        if path.endswith(TEXT_ENDINGS):
            text, more = _text(path, data)
            found += more
        elif len(data) > MAX_IMAGE_BYTES:
            found.append(Problem(path, 0, RULE, f"the file has {len(data):,} bytes; the limit is {MAX_IMAGE_BYTES:,}. Make it smaller."))
        problems += found
        if not found:
            files[path] = File(path, text, b"" if text is not None else data)
    return Tree(files, tuple(problems), tuple(hidden))


def _name_problems(path: str, taken: dict[str, str]) -> Iterable[Problem]:
    if bad := _BAD_NAME.search(path):
        yield Problem(
            path, 0, RULE, f"the file name holds `{bad[0]!a}`, which breaks its address. Use lower-case English words and hyphens."
        )
    elif path.startswith("docs/") and " " in path:
        yield Problem(path, 0, RULE, "the file name holds a space, which breaks its address. Use hyphens.")
    if unicodedata.normalize("NFC", path) != path:
        yield Problem(path, 0, RULE, "the file name is not in Unicode form NFC: two names that look alike would be two pages. Rename it.")
    key = unicodedata.normalize("NFC", path).casefold()
    if key in taken:
        yield Problem(
            path, 0, RULE, f"differs from `{taken[key]}` only in upper and lower case: on many servers they are one file. Rename one."
        )
    taken.setdefault(key, path)


def _most_bytes(path: str) -> int:
    return MAX_DATA_BYTES if path.startswith("data/") else MAX_BYTES


def _text(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    def refuse(line: int, sentence: str) -> tuple[None, list[Problem]]:
        return None, [Problem(path, line, RULE, sentence)]

    if len(data) > (limit := _most_bytes(path)):
        return refuse(0, f"the file has {len(data):,} bytes; the limit is {limit:,}. Split it.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return refuse(data[: error.start].count(b"\n") + 1, f"byte {data[error.start]:#04x} is not UTF-8. Save the file as UTF-8.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not path.endswith(".md"):
        return text, []
    problems: list[Problem] = []
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        return refuse(0, f"the page has {len(lines):,} lines; the limit is {MAX_LINES:,}. Split it.")
    headings = 0
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            problems.append(
                Problem(path, number, RULE, f"the line has {len(line):,} characters; the limit is {MAX_LINE:,}. Break it into paragraphs.")
            )
        elif run := (_RUNS.search(line) or _MIXED_RUNS.search(line)):
            problems.append(
                Problem(
                    path,
                    number,
                    RULE,
                    f"{len(run[0]):,} times `{run[0][0]}` in a row; the limit is {MAX_RUN}: such runs make the parser very slow. Remove them.",
                )
            )
        elif line.count("[") > MAX_BRACKETS:
            problems.append(
                Problem(path, number, RULE, f"{line.count('[')} times `[` in one line; the limit is {MAX_BRACKETS}. Remove them.")
            )
        if control := _CONTROL.search(line):
            problems.append(Problem(path, number, RULE, f"holds the control character U+{ord(control[0]):04X}. Delete it."))
        if line[:1] in " \t" and len(line) - len(line.lstrip(" \t")) > MAX_INDENT:
            problems.append(Problem(path, number, RULE, f"is indented by more than {MAX_INDENT} columns: nested too deep. Move it out."))
        if line.startswith("#"):
            headings += 1
    if headings > MAX_HEADINGS:
        problems.append(Problem(path, 0, RULE, f"the page has {headings:,} headings; the limit is {MAX_HEADINGS}. Split it."))
    return (None, problems) if problems else (text, [])

"""Host names that stand in running text: as they are typed, or disguised as `[.]`, “dot”, “punto”, 点 or a full-width full stop.

A name counts when its end is one of data/domain_ends.txt. Code, versions, files and abbreviations are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from .web import host_name, is_local

FILE_ENDS = frozenset("md js ts py json html htm txt pdf dat yml yaml toml png svg exe apk zip css sh php dmg".split())
DOT_WORDS = ("dot", "punto", "点")  # as somebody spells what a check would find
_DOT = re.compile(r"[.．](?=[^\W_])(?<=[^\W_].)")  # begins with what is rare: found many times as fast
_BRACKETED = re.compile(rf"(?<=[^\W_])\s?[\[({{（]\s?(?:[.．]|{'|'.join(DOT_WORDS)})\s?[\])}}）]\s?(?=[^\W_])")
_WIDE = re.compile(r"(?<=[A-Za-z0-9])[。｡](?=[A-Za-z]{2})")  # between Latin letters: elsewhere it ends a sentence
_SPELLED = re.compile(
    rf"(?<=[A-Za-z0-9])(?:\s(?:{'|'.join(DOT_WORDS)})\s(?=[A-Za-z]{{3}})|点(?=[A-Za-z]{{2}}))", re.I
)  # “punto de” is no host
_SPACED = re.compile(r"(?<!\S)[a-z0-9-](?: [a-z0-9.-]){7,}(?![^\s,;:!?，。；：])", re.I)  # l i k e t h i s . c o m
_BEFORE = re.compile(r"[^\W_](?:[\w-]*[^\W_])?$")
_AFTER = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_LONGEST = 63  # characters of a label


def hosts(text: str, ends: Collection[str]) -> Iterator[tuple[int, str]]:
    """(position, host name) of each host in the text; those of examples and of this machine are none."""
    last = -1
    dots = sorted(
        {match.span(): match for pattern in _patterns(text) for match in pattern.finditer(text)}.values(), key=lambda m: m.start()
    )
    for index, dot in enumerate(dots):
        if dot.start() < last:
            continue
        before = _BEFORE.search(text, max(0, dot.start() - _LONGEST), dot.start())
        if before is None or text[before.start() - 1 : before.start()] in {"@", "."} or text[before.start() - 1 : before.start()] == "/":
            continue
        name, at = before[0], dot
        for at in dots[index:]:
            label = _AFTER.match(text, at.end())
            if label is None or (at is not dot and at.start() != last):
                break
            name, last = f"{name}.{label[0]}", label.end()
        if _is_host(name, ends, dot[0].strip().casefold() in DOT_WORDS, text[last : last + 1]):
            yield before.start(), name
    for spaced in _SPACED.finditer(text):
        if any(hosts(spaced[0].replace(" ", ""), ends)):
            yield spaced.start(), spaced[0].replace(" ", "")


def _patterns(text: str) -> Iterator[re.Pattern[str]]:
    if "." in text or "．" in text or any(word in text for word in DOT_WORDS):
        yield _DOT
        if any(bracket in text for bracket in "[({（"):
            yield _BRACKETED
    if "。" in text or "｡" in text:
        yield _WIDE
    lowered = text.lower()
    if any(word in lowered for word in DOT_WORDS):
        yield _SPELLED


def _is_host(name: str, ends: Collection[str], spelled: bool, after: str) -> bool:
    first, _, end = name.rpartition(".")
    if end.lower() not in ends or (end.lower() in FILE_ENDS and "." not in first):
        return False
    if end.istitle() and "-" not in first:
        return False  # a sentence without the space before the next (“Fin.No”)
    if first.replace(".", "").isdigit() or (len(first) < 2 and after != "/") or (spelled and not end.islower()):
        return False
    return not is_local(host_name(name))

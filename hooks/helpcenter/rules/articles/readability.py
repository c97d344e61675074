"""A sentence has at most 30 words, or 45 Han characters, and the action of a step at most two sentences.

A reader under stress on a phone loses the end of a longer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.markdown.blocks import Block
from helpcenter.problems import WARNING
from helpcenter.text.length import han, words

from ..rule import HOUSE, Finding, Rule

MOST_WORDS = 30
MOST_HAN = 45
MOST_SENTENCES = 2
_END = re.compile(r"[。！？!?；;]+[”’）)]*|\.(?=\s|$)[”’)]*|\n|：(?=\S)|:(?=\s)")
_STOP = re.compile(r"[。！？!?]|\.(?=\s|$)")


def check(page: Page, library: Library) -> Iterator[Finding]:
    for block in page.walk():
        if block.kind == "paragraph":
            for sentence, line in _sentences(block):
                if found := _too_long(sentence):
                    yield Finding(line, f"“{sentence[:40].strip()}…” has {found}. Split it.")
        elif block.kind == "list" and block.name == "ordered":
            for item in block.children:
                action = next(iter(item.children), None)
                if action and action.kind == "paragraph" and len(_STOP.findall(_text(action).strip())) > MOST_SENTENCES:
                    yield Finding(
                        item.line,
                        f"the action of this step has {len(_STOP.findall(_text(action)))} sentences; the limit is {MOST_SENTENCES}.",
                    )


def _text(block: Block) -> str:
    return "".join("x" if piece.kind in {"code", "variable"} else piece.text for piece in block.inlines)


def _sentences(block: Block) -> Iterator[tuple[str, int]]:
    text, start = _text(block), 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if text[start:end].strip():
            yield text[start:end].strip(), block.line + text.count("\n", 0, start)
        start = end


def _too_long(sentence: str) -> str:
    if len(sentence) <= MOST_HAN:
        return ""
    if found := han(sentence):
        return f"{found} Han characters; the limit is {MOST_HAN}" if found > MOST_HAN else ""
    found = words(sentence)
    return f"{found} words; the limit is {MOST_WORDS}" if found > MOST_WORDS else ""


RULE = Rule("readability", HOUSE, page=check, severity=WARNING)

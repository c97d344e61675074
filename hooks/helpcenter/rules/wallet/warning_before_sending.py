"""Before the first step that sends, withdraws, bridges or approves stand the lines `{{ warning.irreversible }}` and
`{{ warning.network-test }}`; in an incident article they stand below the list that its section `{#do-now}` begins with,
with at most one calm line between.

Nothing that is sent can be called back, so the warning must come while the reader can still stop. In an incident article nothing
stands before or between the first steps, which are what saves the money; the warnings follow before anything else is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from helpcenter.articles.incidents import DO_NOW, first_list
from helpcenter.articles.model import Library, Page
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import Inline
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.passages import Passage, Sentence
from helpcenter.sentences.wording import Named

from ..rule import WALLET, Finding, Rule

WARNINGS = ("irreversible", "network-test")
_BELOW = f"directly below the steps of `#{DO_NOW}`"

_SENDING, _NO_SENDING = Named("sending"), Named("no-sending")
_IN_CASE, _WAY_OUT = Named("in-case"), Named("way-out")
_CLAUSE = re.compile(r"[^.!?;:。！？；：，\n()（）]+")
_END = re.compile(r"[.!?;。！？；]")


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page) or page
    if page.thin:
        return
    incident = source.text("type") == "incident"
    step = _first_sending_step(page)
    if not step and source.meta.get("moves_funds") is not True:
        return
    shown = page if step else page.whole  # `moves_funds` is a fact of the whole article
    warnings = [block for block in shown.walk() if block.kind == "warning"]
    below = _below_the_first_steps(shown) if incident else frozenset()
    missing: list[str] = []
    for name in WARNINGS:
        lines = [block.line for block in warnings if block.name == name]
        if not any(line in below if incident else not step or line < step.line for line in lines):
            missing.append(f"`{{{{ warning.{name} }}}}`" + (f" (it stands at {page.path}:{lines[0]})" if lines else ""))
    if missing and step:
        yield Finding(step.line, _sentence(step, missing, incident))
    elif missing:
        line = page.front.line("moves_funds" if source is page else "title")
        place = _BELOW if incident else "before the first step that sends"
        yield Finding(line, f"`moves_funds: true`, but the page lacks {' and '.join(missing)}: put each {place}.")


def _below_the_first_steps(page: Page) -> frozenset[int]:
    """The lines of the warnings that stand below the list of `do-now`, after one paragraph at most."""
    steps, rest = first_list(page)
    if rest and rest[0].kind == "paragraph":
        rest = rest[1:]
    return frozenset(block.line for block in takewhile(lambda block: block.kind == "warning", rest)) if steps else frozenset()


@dataclass(frozen=True)
class _Step:
    line: int
    instruction: str


def _sentence(step: _Step, missing: list[str], incident: bool) -> str:
    instruction = step.instruction.replace("NATIVE", "{{ network.native }}")
    shown = instruction if len(instruction) <= 60 else instruction[:57] + "…"
    place = _BELOW if incident else "before this step"
    return f"“{shown}” sends, and this does not stand {place}: {' and '.join(missing)}. Put each on a line of its own there."


def sends(text: str, language: str) -> bool:
    """Whether a clause of a text tells a reader to send; false in a language without a grammar."""
    return next(_sending_clauses(text, language), None) is not None


def _first_sending_step(page: Page) -> _Step | None:
    return next(_sending(page.blocks, False, page.language), None)


def _sending(blocks: tuple[Block, ...], in_step: bool, language: str) -> Iterator[_Step]:
    """The instructions to send inside the items of ordered lists."""
    for block in blocks:
        if in_step and block.kind in {"paragraph", "cell"}:
            text = "".join(_word(piece) for piece in block.inlines)
            for clause in _sending_clauses(text, language):
                yield _Step(block.line + text.count("\n", 0, clause.start), clause.text.strip())
        yield from _sending(block.children, in_step or (block.kind == "list" and block.name == "ordered"), language)


def _word(piece: Inline) -> str:
    if piece.kind == "variable":
        return "NATIVE" if piece.target == "network.native" else "VALUE"
    return "" if piece.kind == "html" else piece.text


def _sending_clauses(text: str, language: str) -> Iterator[Sentence]:
    """The clauses that are instructions to send, but for those that only name the way out: what to do in which case."""
    passage = Passage(text, language)
    if language not in LANGUAGES or not _SENDING.may_stand(passage.plain, language):
        return
    for match in _CLAUSE.finditer(text):
        clause = Sentence(passage, *match.span())
        if _SENDING.stands(clause) and not _NO_SENDING.stands(clause):
            begun = _END.split(text[: match.start()])[-1]
            so_far = Sentence(passage, match.start() - len(begun), match.end())
            if not (_IN_CASE.stands(so_far) and _WAY_OUT.stands(clause)):
                yield clause


RULE = Rule("warning-before-sending", WALLET, page=check)

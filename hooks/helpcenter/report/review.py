"""From the words of readers into the question bank: a person decides which article answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.articles.model import Article, Library
from helpcenter.search.analyzer import searchable
from helpcenter.search.questions import WRITER, asked, path_of
from helpcenter.writing.files import Work, WritingError

READERS = f"{WRITER}readers"  # the line of the bank below which their questions stand


@dataclass(frozen=True)
class Proposal:
    """Words of readers that the bank has not, and the article and section that the search finds for them."""

    language: str
    words: tuple[str, ...]
    count: int
    article: Article | None
    section: str


def proposals(report: Mapping[str, Any], library: Library, language: str = "") -> Iterator[Proposal]:
    """Yield what the JSON of a report proposes, the most frequent first. Raises WritingError where it is no report."""
    by_id = {article.id: article for article in library.articles}
    try:
        for code in (each.code for each in library.settings.built if language in {"", each.code}):
            known = {
                _folded(question.text)
                for a in library.in_language[code]
                for question in asked(library.tree, path_of(code, a.slug)).questions
            }
            for gap in sorted(report["scopes"][code]["gaps"], key=lambda gap: -gap["unsolved"]):
                words = tuple(text for text in gap["words"].split(" · ") if "[" not in text and _folded(text) not in known)
                if words:
                    yield Proposal(code, words, gap["unsolved"], by_id.get(gap["article"]), gap["section"])
    except (KeyError, TypeError, AttributeError) as error:
        raise WritingError("report.json is not the report of this version. Make it anew: python -m helpcenter report LOG….") from error


def reviewed(library: Library, found: Iterator[Proposal], ask: Callable[[str], str], tell: Callable[[str], None]) -> Work:
    """Ask of each proposal whether its article answers it; return what becomes of the bank. `ask` raises EOFError where nobody answers
    any more: what was decided before counts."""
    texts: dict[str, str] = {}
    try:
        for proposal in found:
            shown = "\n".join(f"  {text}" for text in proposal.words)
            tell(f"\n{proposal.language}, {proposal.count} times:\n{shown}")
            article, section = _decided(library, proposal, ask, tell)
            if article:
                path = path_of(proposal.language, article.slug)
                texts[path] = added(texts.get(path, library.tree.text(path) or ""), section, proposal.words)
    except EOFError:
        pass
    return Work(dict(texts), next="check, then the next build's search has learned them." if texts else "")


def _decided(library: Library, proposal: Proposal, ask: Callable[[str], str], tell: Callable[[str], None]) -> tuple[Article | None, str]:
    """The article and section that a person takes, or (None, "")."""
    article = proposal.article
    if article:
        place = article.slug + (f" [{proposal.section}]" if proposal.section else "")
        while (answer := ask(f"{place}? y, n or Enter to skip: ").strip().lower()) not in {"y", "n", ""}:
            tell("Answer y, n or Enter.")
        if answer == "y":
            return article, proposal.section
        if not answer:
            return None, ""
    while name := ask("The article that answers it (slug or id, Enter for none): ").strip():
        chosen = next((each for each in library.articles if name in {each.slug, str(each.id)} and proposal.language in each.pages), None)
        if chosen:
            return chosen, ""
        tell(f"No article of this language is called “{name}”.")
    return None, ""


def added(text: str, section: str, words: tuple[str, ...]) -> str:
    """Return a file of the bank with further questions of readers: at the end of those of a section, or before the first section."""
    others, _, own = text.partition(f"{READERS}\n")
    own, mark, after = own.partition(f"\n{WRITER}")
    if others := others.rstrip("\n"):
        others += "\n\n"
    words = tuple(each.lstrip("#~@ ") for each in words)  # what marks a line in the bank
    lines = own.splitlines()
    heads = [number for number, line in enumerate(lines) if line.strip().startswith("[") and line.strip().endswith("]")]
    ends = [*heads[1:], len(lines)]
    if not section:
        at = heads[0] if heads else len(lines)
    elif f"[{section}]" in (stripped := [lines[number].strip() for number in heads]):
        at = ends[stripped.index(f"[{section}]")]
    else:
        lines += [*([""] if lines else []), f"[{section}]"]
        at = len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    return others + "\n".join([READERS, *lines[:at], *words, *lines[at:]]) + "\n" + (mark + after).removeprefix("\n")


def _folded(text: str) -> str:
    return " ".join(searchable(text).split())

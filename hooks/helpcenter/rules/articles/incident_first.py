"""An article of type `incident` begins with the section `{#do-now}`, and that with an ordered list of exactly three steps. Each is one
paragraph of at most 25 words (in Spanish 30) or 45 Han characters, without a condition at its start or a link into this page.

Its reader is being robbed at this moment and acts on the first thing on the screen. Three actions in the order of the money can be
followed without reading; each box, exception and branch before the third costs seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.incidents import DO_NOW, first_list, is_numbered, shown_blocks
from helpcenter.articles.model import Library, Page, Section
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.markdown.blocks import Block
from helpcenter.problems import count
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.passages import Sentence
from helpcenter.sentences.wording import Named
from helpcenter.text.length import measured, unit
from helpcenter.text.quoting import shortened
from helpcenter.text.scripts import chinese, primary

from ..rule import WALLET, Finding, Rule

STEPS = 3
MOST_HAN, MOST_WORDS = 45, 25
MOST = {"es": 30}  # words: it takes more of them to say the same
_CONDITION = Named("condition")


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page) or page
    if source.text("type") != "incident" or page.thin:
        return
    sections = page.sections
    place = next((index for index, section in enumerate(sections) if section.id == DO_NOW), None)
    if place is None:
        yield Finding(
            page.body_line, "this incident article lacks the section `## … {#do-now}`, which comes first: put what to do at once there."
        )
        return
    do_now = sections[place]
    for section in sections[:place]:
        blocks = shown_blocks(section)
        if section.level or blocks:
            line, what = (section.line, section.title) if section.level else (blocks[0].line, _words(blocks[0]))
            where = f"{page.path}:{do_now.line}"
            yield Finding(line, f"“{what}” stands above “{do_now.title}” ({where}): in an incident article nothing does. Move it below.")
    yield from _steps(do_now, page)
    steps, _ = first_list(page)
    for number, item in enumerate(steps.children if steps else (), 1):
        yield from _step(number, item, page, library.settings)


def _steps(do_now: Section, page: Page) -> Iterator[Finding]:
    blocks = shown_blocks(do_now)
    lists = [block for block in blocks if is_numbered(block)]
    if not lists:
        yield Finding(do_now.line, f"“{do_now.title}” has no ordered list: write what to do at once as {STEPS} numbered steps.")
        return
    if blocks[0] is not lists[0]:
        what, where = _words(blocks[0]), f"{page.path}:{lists[0].line}"
        yield Finding(blocks[0].line, f"“{what}” stands before the first step of “{do_now.title}” ({where}). Move it below the steps.")
    steps = [item for block in lists for item in block.children]
    if len(steps) != STEPS:
        line = steps[STEPS].line if len(steps) > STEPS else steps[-1].line
        how = "Move the others into a `###` below them" if len(steps) > STEPS else "Give each action a step of its own"
        yield Finding(line, f"“{do_now.title}” has {count(len(steps), 'step')}; exactly {STEPS} are expected. {how}.")


def _step(number: int, item: Block, page: Page, settings: Settings) -> Iterator[Finding]:
    """What is wrong with one of the steps."""
    parts = [part for part in item.children if part.kind not in {"comment", "waiver"}]
    stray = next((part for part in parts if part is not parts[0] or part.kind != "paragraph"), None)
    if stray:
        sentence = f"step {number} holds more than one paragraph: “{_words(stray)}”. Write one action, and move the rest below the steps."
        yield Finding(stray.line, sentence)
    if not parts or parts[0].kind != "paragraph":
        return
    text, language = _text(parts[0], settings, page.language), page.language
    longest = MOST_HAN if chinese(language) else MOST.get(primary(language), MOST_WORDS)
    if (found := measured(text, language)) > longest:
        yield Finding(item.line, f"step {number} has {found} {unit(language)}; the limit is {longest}. Keep the action, and move the rest.")
    if language in LANGUAGES and (word := _CONDITION.first(Sentence.of(text, language).plain, language)):
        sentence = (
            f"step {number} begins with a condition (“{word}”): the first {STEPS} steps are for everybody. Move it into a `###` below."
        )
        yield Finding(item.line, sentence)
    for link in (piece for piece in parts[0].inlines if piece.kind == "link" and piece.target.startswith("#")):
        yield Finding(link.line, f"step {number} leads away to `{link.target}`: say what to do here, and link below the steps.")


def _text(paragraph: Block, settings: Settings, language: str) -> str:
    """The words of a step, with its values."""
    return substituted("".join(piece.text for piece in paragraph.inlines), settings, language).strip()


def _words(block: Block) -> str:
    """The first words of a block as the author wrote them."""
    text = next((part.text or part.title for part in block.walk() if part.text or part.title), block.kind)
    return shortened(text.split("\n")[0])


RULE = Rule("incident-first", WALLET, page=check)

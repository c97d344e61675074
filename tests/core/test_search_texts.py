"""The texts that the search reads and shows: their bounds, which lines stand by themselves, and which headings say something."""

from __future__ import annotations

import pytest

from cases import library_of
from helpcenter.search.index import Place, index


def texts(body: str, language: str = "en") -> dict[str, str]:
    """Section → text of the sample article with this body."""
    return {place.anchor: place.text for place in places(body, language) if place.anchor}


def places(body: str, language: str = "en") -> list[Place]:
    made = index(library_of({"body": body}), language)
    sample = next(number for number, article in enumerate(made.articles) if article.slug == "sample")
    return [place for place in made.places if place.page == sample]


@pytest.mark.parametrize(
    ("language", "paragraph", "lines"),
    [
        ("en", "Look at it. Then wait! Is it there? Good.", ["Look at it.", "Then wait!", "Is it there?", "Good."]),
        (
            "en",
            "It says “Wait.” Then go to help.example.com or version 2.5 of it.",
            ["It says “Wait.”", "Then go to help.example.com or version 2.5 of it."],
        ),
        ("en", "Use a list, e.g. the one below. Or none…", ["Use a list, e.g. the one below.", "Or none…"]),
        ("es", "Espera. ¿Llegó? «Sí.» Entonces está bien.", ["Espera.", "¿Llegó?", "«Sí.»", "Entonces está bien."]),
        ("zh", "先等一下。到账了吗？到了！“没有。”再看 2.5 版。", ["先等一下。", "到账了吗？", "到了！", "“没有。”", "再看 2.5 版。"]),
    ],
)
def test_a_line_is_a_sentence(language: str, paragraph: str, lines: list[str]) -> None:
    found = texts(f"## A {{#a}}\n\n{paragraph}\n", language)["a"].split("\n")
    assert [line.removeprefix("- ") for line in found] == lines


def test_a_row_of_a_table_is_a_line_and_its_head_begins_with_a_tab() -> None:
    body = "## A {#a}\n\nLook.\n\n| Sign | What to do |\n| --- | --- |\n| Red | Wait. Then go. |\n| [It says `no`](#b) | Stop |\n\nDone.\n\n## B {#b}\n\nEnd.\n"
    assert texts(body)["a"] == "Look.\n\tSign\tWhat to do\nRed\tWait. Then go.\nIt says no\tStop\nDone."


def test_steps_and_boxes_are_lines_of_their_own() -> None:
    body = '## A {#a}\n\n1. **Open it.** Wait.\n\n    A note on it.\n\n2. Close it\n\n!!! tip "A title"\n    In the box.\n'
    assert texts(body)["a"].split("\n") == ["Open it.", "Wait.", "A note on it.", "Close it", "A title", "In the box."]


# A sentence of which a reader would see what is before the “never”.
LATE = "To type the words into the page that the friendly person from the group sent in the morning is never part of a repair."


@pytest.mark.parametrize(
    ("language", "body", "alone", "never"),
    [
        ("en", "They ask you to:\n\n- Pay first.\n- Hurry.\n\nHang up.", ["They ask you to:", "Hang up."], ["Pay first.", "Hurry."]),
        ("en", "You may do this.\n\n- Wait.\n\n1. Go.", ["You may do this.", "Wait.", "Go."], []),
        ("en", "“A fee unlocks it.” There is no such fee.", ["There is no such fee."], ["“A fee unlocks it.”"]),
        ("en", LATE, [], [LATE]),
        ("en", LATE.replace("is never", "is usually"), [LATE.replace("is never", "is usually")], []),
        ("en", f"Never: {LATE}", [f"Never: {LATE}"], []),
        ("en", "The app says “wait”. Then wait.", ["The app says “wait”.", "Then wait."], []),
        ("es", "Te piden:\n\n- Pagar antes.\n\n«Es seguro.» No lo es.", ["Te piden:", "No lo es."], ["Pagar antes.", "«Es seguro.»"]),
        (
            "zh",
            "骗子会说：\n\n- 先付款。\n\n“付钱就能解锁。”没有这种费用。",
            ["骗子会说：", "没有这种费用。"],
            ["先付款。", "“付钱就能解锁。”"],
        ),
    ],
)
def test_what_would_mean_something_else_by_itself_is_marked(language: str, body: str, alone: list[str], never: list[str]) -> None:
    lines = texts(f"## A {{#a}}\n\n{body}\n", language)["a"].split("\n")
    assert [line for line in lines if not line.startswith("- ")] == alone
    assert [line[2:] for line in lines if line.startswith("- ")] == never


@pytest.mark.parametrize(
    ("language", "body", "alone"),
    [
        ("en", "- Do not send it again.\n- Pay a fee to anyone.\n- Never hurry.", ["Do not send it again.", "Never hurry."]),
        ("es", "- No lo envíes otra vez.\n- Pagar a alguien.", ["No lo envíes otra vez."]),
        ("zh", "- 不要再转一次。\n- 付钱给别人。", ["不要再转一次。"]),
    ],
)
def test_of_what_not_to_do_only_a_prohibition_stands_by_itself(language: str, body: str, alone: list[str]) -> None:
    lines = texts(f"## Do not {{#do-not}}\n\n{body}\n", language)["do-not"].split("\n")
    assert [line for line in lines if not line.startswith("- ")] == alone


def test_a_heading_of_the_templates_says_nothing() -> None:
    body = "## {}{{#steps}}\n\nGo.\n\n### A case of its own {{#own}}\n\nGo.\n\n## Before you pay {{#before}}\n\nGo.\n"
    for language, heading in {"zh": "操作步骤 ", "en": "Steps ", "es": "Pasos "}.items():
        telling = {place.anchor: place.telling for place in places(body.format(heading), language)}
        assert telling == {"": True, "steps": False, "own": True, "before": True}

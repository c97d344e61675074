"""What the search suggests: lines of the bank that read well, lead to their article, and are no advice."""

from __future__ import annotations

import gzip
import json
from functools import cache

import pytest

from cases import library_of
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.rules.advice import offences
from helpcenter.search import files
from helpcenter.search.analyzer import searchable
from helpcenter.search.learned import learned
from helpcenter.search.suggestions import MOST, OFTEN, Line, Wording, suggested
from helpcenter.source.files import read_tree
from places import ROOT

TEXTS = {
    "en": (
        "We send USDT to the wallet, and I know what is in it. Lost your phone? Somebody took my Ledger and the coins are gone again.",
        "How long does a wallet on BNB Smart Chain wait for the deposit, if the network is busy? Can the wrong code lock it on another phone",
    ),
    "es": (
        "Perdí el teléfono y no sé cómo entrar en la cuenta con el código que me dio la app. La cuenta de Google no es mía.",
        "Cómo entrar",
    ),
    "zh": ("充值没到账怎么办，钱包里的 USDT 怎么转给朋友，忘记密码了怎么办，能不能用 TRON 转到交易所。",),
}
HEADINGS = {"en": ("How it works",), "es": ("¿Cómo entrar?", "Perdí el teléfono"), "zh": ()}


def wording(language: str) -> Wording:
    return Wording(language, TEXTS[language], HEADINGS[language], TEXTS[language] * OFTEN)


def test_traditional_chinese_is_suggested_where_it_is_the_language() -> None:
    texts = ("充值沒到賬怎麼辦", "你的錢包怎麼辦")
    made = Wording("zh-Hant", texts, (), texts * OFTEN)
    assert [made.shown(text) for text in texts] == ["充值沒到賬怎麼辦", ""]


@pytest.mark.parametrize(
    ("language", "line", "shown"),
    [
        ("en", "how long does a deposit wait", "How long does a deposit wait"),
        ("en", " i lost  my usdt wallet? ", "I lost my USDT wallet"),
        ("en", "can i send it on the network again", "Can I send it on the network again"),
        ("en", "somebody took my ledger", "Somebody took my Ledger"),
        ("es", "perdí el código de la cuenta", "Perdí el código de la cuenta"),
        ("es", "¿cómo entrar en la app?", "Cómo entrar en la app"),
        ("zh", "充值没到账怎么办？", "充值没到账怎么办"),
        ("zh", "usdt怎么转给朋友", "USDT怎么转给朋友"),
    ],
)
def test_a_line_that_reads_well_is_shown_as_the_articles_write(language: str, line: str, shown: str) -> None:
    assert wording(language).shown(line) == shown


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "how long does a depsit wait"),  # a slip of the pen
        ("en", "how long does metamask wait"),  # a name
        ("en", "how long"),  # too short
        ("en", "how long does a wallet wait if the network is busy and the wrong code is gone again"),  # too long
        ("en", "how long, does a deposit wait"),
        ("en", "my deposit of 100 is gone"),
        ("en", "how do i send it to somebody@wallet"),
        ("en", "deposit wallet network busy"),  # asks nothing
        ("en", "send your coins to the wallet"),
        ("en", "how do you send the coins"),  # speaks to somebody
        ("en", "怎么 send the coins to my wallet"),
        ("es", "perdi el codigo de la cuenta"),  # no accents
        ("es", "como entrar en la app"),
        ("es", "cómo entrar en tu cuenta"),
        ("es", "entrar en la cuenta de google"),
        ("zh", "充值"),
        ("zh", "充直没到账怎么办"),  # a slip
        ("zh", "充值沒到賬怎麼辦"),  # traditional
        ("zh", "充值没到账 忘记密码 怎么办"),
        ("zh", "你的充值没到账怎么办"),
        ("zh", "转给朋友100怎么办"),
        ("zh", "usdt trc20怎么转给朋友"),  # a word that no article has
        ("zh", "充值没到账，忘记密码了怎么办，能不能用TRON转到交易所，怎么转给朋友"),
        ("zh", "钱包里的充值"),  # asks nothing
    ],
)
def test_a_line_that_does_not_is_not_shown(language: str, line: str) -> None:
    assert wording(language).shown(line) == ""


ASKED = [
    (0, "a", "i lost my phone again"),
    (0, "a", "I lost my phone"),
    (0, "a", "how do i lock my lost phone"),
    (0, "b", "is another phone lock in it"),
    (0, "", "can the wrong phone wait"),
    (1, "", "how long does a deposit wait"),
    (1, "", "is another phone the lost phone"),
]


def test_a_line_leads_to_its_article_and_no_two_ask_the_same() -> None:
    lines = [Line(*line) for line in ASKED]
    taught = learned([(line.article, line.text) for line in lines] * 2, 2, "en")
    found = suggested(lines, wording("en"), taught, ["How long do I wait"])
    assert [line.section for line in found if line.article == 0][:2] == ["a", "b"]  # the sections in turn
    assert len([line for line in found if line.text.startswith("I lost my phone")]) == 1
    assert "Is another phone the lost phone" not in [line.text for line in found]  # which other articles are asked with
    assert suggested(lines, wording("en"), taught, ["How long does the deposit wait", "Lost another phone"]) != found
    assert suggested([], wording("en"), taught, []) == []


def test_no_more_than_so_many_of_an_article() -> None:
    words = ["wallet", "phone", "ledger", "coins", "deposit", "network", "code"]
    lines = [Line(0, "", f"how long does my {one} lock the {other}") for one in words for other in words if one != other]
    taught = learned([(0, line.text) for line in lines] + [(1, "gone again")] * 40, 2, "en")
    assert 0 < len(suggested(lines, wording("en"), taught, [])) <= MOST


# --- of this help center ----------------------------------------------------------------------------------------------


@cache
def library() -> Library:
    return read_library(read_tree(ROOT))


@pytest.mark.parametrize("language", ["zh", "en", "es"])
def test_the_suggestions_of_this_help_center(language: str) -> None:
    found = files.all_suggestions(library(), language)
    texts = [text for _, _, text in found]
    assert len({searchable(text) for text in texts}) == len(texts) > 300
    assert len(gzip.compress(json.dumps(found, ensure_ascii=False).encode())) <= 25_000
    articles = library().in_language[language]
    for article, section, _ in found:
        assert section in {"", *(each.id for each in articles[article].pages[language].sections)}
    assert [text for text in texts if set(offences(text, language)) - {"fixed-numbers"}] == []


def test_a_line_with_a_tilde_teaches_and_is_never_suggested() -> None:
    def made(mark: str) -> Library:
        sure = "".join(f"is it {word}\n" for word in ("one", "a sample"))
        bank = {"data/questions/en/sample.txt": f"{mark}is the sample about a sentence?\n{sure}"}
        return library_of({"body": "## Steps {#steps}\n\nWhat the sample is about is a sentence.\n", "files": bank})

    assert files.all_lessons(made(""), "en") == files.all_lessons(made("~ "), "en") == files.all_lessons(made("~"), "en")
    suggested_of = [[text for _, _, text in files.all_suggestions(made(mark), "en")] for mark in ("", "~ ")]
    assert ["Is the sample about a sentence" in texts for texts in suggested_of] == [True, False]

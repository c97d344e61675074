"""What pinyin may stand for, as pinyin.js reads it (tests/javascript/pinyin.js asks what it makes of it)."""

from __future__ import annotations

import random

from cases import library_of
from helpcenter.search import files
from helpcenter.search.pinyin import SAID, initials, pinyin, syllables


def test_a_character_stands_under_each_syllable_that_is_often_heard() -> None:
    assert syllables("重行助") == {"chong": "重", "hang": "行", "xing": "行", "zhong": "重", "zhu": "助"}
    assert syllables("律女") == {"lv": "律", "nv": "女"}


def test_rare_readings_are_left_out() -> None:
    assert syllables("是么机") == {"ji": "机", "me": "么", "shi": "是"} | {"yao": "么"}


def test_what_is_not_han_has_no_syllable() -> None:
    assert syllables("aあ1，") == {}


def test_initials_stand_for_the_word_that_is_said_most() -> None:
    often, seldom = ["助记词"] * SAID, ["住几次"] * (SAID - 1)
    assert initials([*often, *seldom])["zjc"] == "助记词"
    assert initials(seldom) == {}


def test_initials_that_may_mean_many_things_stand_for_none() -> None:
    words = ["账户", "最后", "转换", "周会"]
    assert "zh" not in initials([word for word in words for _ in range(SAID)])
    assert "zh" in initials([word for word in words[:3] for _ in range(SAID)])


def test_words_of_different_runs_make_no_word() -> None:
    assert set(initials(["助记，词。gas 钱 包"] * SAID)) == {"zj"}


def test_the_order_of_the_texts_changes_nothing() -> None:
    texts = ["助记词丢了", "钱包被盗", "账户冻结", "最后", "账户"] * SAID
    shuffled = random.Random(3).sample(texts, len(texts))
    assert pinyin("助记词重", texts) == pinyin("词重助记", shuffled)


def test_only_chinese_gets_pinyin() -> None:
    library = library_of({"files": {f"data/questions/{code}/sample.txt": "助记词丢了\n助记词\n" for code in ("zh", "en")}})
    assert files.all_lessons(library, "zh")["pinyin"]["syllables"]["ji"] == "记"
    assert "pinyin" not in files.all_lessons(library, "en")

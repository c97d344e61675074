"""What data/ names reaches readers filled in, wherever it is shown: on pages, in the search, in replies, feeds and the list of articles."""

from __future__ import annotations

import json

import pytest

from cases import library_of
from helpcenter.config.substitution import VARIABLE, filled, markdown
from helpcenter.pages import api, feed, views
from helpcenter.pages.replies import replies
from helpcenter.search.index import index
from small_site import SITE_URL

USES = "“{{ label.support_path }}” {{ hold.login_lock }} {{ support.hours }}"
SHOWN = {
    "zh": "“我的 → 帮助与客服” 30 分钟每天 24 小时",
    "en": "“Me → Help and support” 30 minutes every day, 24 hours a day",
    "es": "“Perfil → Ayuda y soporte” 30 minutos todos los días, las 24 horas",
}
LIBRARY = library_of(
    {
        "body": f"## Steps {{#steps}}\n\n{USES}\n",
        "facts": {"summary": USES},
        "words": {code: {"summary": USES} for code in ("en", "es")},
        "files": {
            "data/evidence.yml": f"txid: {{zh: '{USES}', en: '{USES}', es: '{USES}'}}\n",
            "data/notice.yml": f"- {{level: info, article: sample, text: {{zh: '{USES}', en: '{USES}', es: '{USES}'}}}}\n",
        },
    }
)


def shown(code: str) -> dict[str, str]:
    """Each place where a reader, or who answers one, meets the texts of the sample."""
    page = LIBRARY.by_slug["sample"].pages[code]
    return {
        "page": json.dumps(views.page_view(LIBRARY, page, SITE_URL), ensure_ascii=False, default=str),
        "search": " ".join(place.text for place in index(LIBRARY, code).places),
        "reply": next(reply.text for reply in replies(LIBRARY) if reply.language == code),
        "list": json.dumps(api.articles(LIBRARY, SITE_URL)["articles"][0]["languages"][code], ensure_ascii=False),
        "feed": next(
            data.decode()
            for path, data in feed.feed_files(LIBRARY, SITE_URL).items()
            if path == ("" if code == "zh" else f"{code}/") + "feed.xml"
        ),
    }


@pytest.mark.parametrize("code", SHOWN)
def test_values_are_filled_in_wherever_they_are_shown(code: str) -> None:
    for place, text in shown(code).items():
        assert SHOWN[code] in text, place
        assert VARIABLE.findall(text) == [], place


@pytest.mark.parametrize("code", SHOWN)
def test_no_text_that_templates_show_holds_a_name(code: str) -> None:
    settings = LIBRARY.settings
    texts = [*settings.strings[code].values(), *settings.values[code].values()]
    texts += [own[code] for group in (settings.evidence, settings.replies, settings.staff) for own in group.values()]
    assert [text for text in texts if VARIABLE.search(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系 {{ name }} 的客服", "联系示例钱包的客服"),
        ("联系{{ name }}的客服", "联系示例钱包的客服"),
        ("打开 **{{ name }}** 的设置", "打开**示例钱包**的设置"),
        ("{{ name }} {{ name }} 的", "示例钱包示例钱包的"),
        ("等待 {{ time }} 再看", "等待 24 小时再看"),
        ("看 {{ latin }} 的客服", "看 Example 的客服"),
        ("The {{ name }} app", "The 示例钱包 app"),
        ("- {{ name }}\n- 打开\n\n{{ name }} ，", "- 示例钱包\n- 打开\n\n示例钱包 ，"),
        ("| 打开 | {{ name }} | 钱包 |", "| 打开 | 示例钱包 | 钱包 |"),
        ("打开 {{ other }} 的", "打开 {{ other }} 的"),
        ("1. 打开\n\n    {{ name }} 的", "1. 打开\n\n    示例钱包的"),
    ],
)
def test_a_value_in_han_characters_takes_no_blank_beside_others(text: str, expected: str) -> None:
    assert filled(text, {"name": "示例钱包", "latin": "Example", "time": "24 小时"}) == expected


def test_a_page_reads_the_same_with_and_without_the_blank() -> None:
    bodies = ["## 步骤 {#steps}\n\n联系 {{ brand.name }} 的**客服** 吧。\n", "## 步骤 {#steps}\n\n联系{{ brand.name }}的**客服** 吧。\n"]
    pages = [library_of({"body": body}).by_slug["sample"].pages["zh"] for body in bodies]
    made = [markdown(page.shown, LIBRARY.settings, "zh") for page in pages]
    assert made[0] == made[1] == "## 步骤 {#steps}\n\n联系示例钱包的**客服** 吧。\n"

"""Files for help desks: exactly what each desk gets of two replies in three languages, and how a second import finds the first.

`ACCEPT=1 pytest tests/core/test_desks.py` writes tests/data/desks/; read every line of the change.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.pages.replies import Part, Reply
from helpcenter.staff.desks import BOM, DESKS, DeskError, Export, Known, export
from places import ROOT

GOLDEN = ROOT / "tests" / "data" / "desks"
LANGUAGES = {"zh": "中文", "en": "English", "es": "Español"}
WORDS = {"somebody": {"zh": "朋友", "en": "there", "es": "buenas"}}
FOLDERS: Known = [{"id": 11 + number, "name": f"Help center ({name})"} for number, name in enumerate(LANGUAGES.values())]
SAID = {
    "zh": (
        ("你好，谢谢。", "{customer}，你好，谢谢。", "先核对地址 <全部字符>。", "先做：", "停下来", "说明：{link}", "请写：", "哈希 & 网络"),
        ("我们绝不会索要助记词。", "示例钱包 客服", "安全转账", "资产被盗"),
    ),
    "en": (
        ("Hello, and thank you.", "Hello {customer}, and thank you.", "Compare the address, <every character>.", "Do this:", "Stop",
         "More: {link}", "Send us:", "Hash & network"),
        ("We never ask for a recovery phrase.", "Sample support", "Send “safely”", "Stolen: what now?"),
    ),
    "es": (
        ("Hola, gracias.", "Hola, {customer}: gracias.", "Compara la dirección, <cada carácter>.", "Haz esto:", "Detente", "Más: {link}",
         "Envíanos:", "Hash y red"),
        ("Nunca pedimos tu frase de recuperación.", "Soporte de muestra", "Envía con cuidado", "¿Te robaron?"),
    ),
}  # fmt: skip


def a_reply(number: int, slug: str, language: str) -> Reply:
    (greeting, named, text, head, step, link, ask, item), (never, closing, *titles) = SAID[language]
    parts = (
        Part("greeting", greeting, named=named),
        Part("text", text),
        Part("steps", head, (step, text)),
        Part("link", link),
        Part("bullets", ask, (item,)),
        Part("never", never),
        Part("closing", closing, named=f"{{agent}}\n{closing}"),
    )
    title = titles[number // 6000]
    return Reply(number, slug, "transfers", language, title, f"https://help.example.com/a/{number}/{language}/", parts)


REPLIES = [a_reply(number, slug, code) for number, slug in ((2001, "send-transfer"), (6001, "wallet-stolen")) for code in LANGUAGES]


def exported(name: str, known: Known = (), replies: list[Reply] = REPLIES) -> Export:
    return export(DESKS[name], replies, WORDS, LANGUAGES, [*FOLDERS, *known])


@pytest.mark.parametrize("name", DESKS)
def test_each_desk_gets_exactly_these_files(name: str) -> None:
    made = exported(name).files
    if os.environ.get("ACCEPT"):
        for file, text in made.items():
            (GOLDEN / name).mkdir(parents=True, exist_ok=True)
            (GOLDEN / name / file).write_text(text, encoding="utf-8")
    assert made == {path.name: path.read_text(encoding="utf-8") for path in sorted((GOLDEN / name).iterdir())}


def rows(name: str) -> list[dict[str, str]]:
    [text] = exported(name).files.values()
    return list(csv.DictReader(io.StringIO(text)))


def requests(made: Export) -> list[dict[str, object]]:
    [text] = made.files.values()
    found: list[dict[str, object]] = json.loads(text)
    return found


def test_zammad_finds_a_module_by_its_name_which_no_change_of_title_changes() -> None:
    before = [row["name"] for row in rows("zammad")]
    renamed = [replace(reply, title="Another title", slug="another") for reply in REPLIES]
    [text] = exported("zammad", replies=renamed).files.values()
    assert [row["name"] for row in csv.DictReader(io.StringIO(text))] == before == [
        f"{number}-{code}" for number in (2001, 6001) for code in LANGUAGES
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "there", "method", "path"),
    [
        ("zendesk", {"id": 77, "title": "an older title", "description": "Help center 2001-en"}, "PUT", "/api/v2/macros/77"),
        ("freshdesk", {"id": 77, "title": "[2001-en] an older title"}, "PUT", "/api/v2/canned_responses/77"),
        ("chatwoot", {"id": 77, "short_code": "2001-en", "content": "older"}, "PATCH", "/canned_responses/77"),
        ("help-scout", {"id": 77, "name": "[2001-en] an older title"}, "PUT", "/saved-replies/77"),
    ],
)
def test_what_a_desk_has_already_is_changed_and_not_made_again(name: str, there: dict[str, object], method: str, path: str) -> None:
    someone_elses = {"id": 5, "title": "Refund", "name": "Refund", "short_code": "refund", "description": None}
    first, second = requests(exported(name)), requests(exported(name, [there, someone_elses]))
    assert {request["method"] for request in first} == {"POST"}
    assert [request["key"] for request in first] == [request["key"] for request in second]
    assert [(request["method"], request["path"]) for request in second if request["key"] == "2001-en"] == [(method, path)]
    assert sum(request["method"] == "POST" for request in second) == len(REPLIES) - 1
    assert [request["body"] for request in first] == [request["body"] for request in second]


def test_intercom_keeps_what_it_has_because_it_documents_no_change() -> None:
    made = exported("intercom", [{"id": "77", "name": "[2001-en] an older title"}])
    assert "2001-en" not in [request["key"] for request in requests(made)]
    assert made.notes == ("Left as it is there: 1 macro. This desk documents no request that changes one.",)


def test_freshdesk_makes_its_folders_first() -> None:
    made = export(DESKS["freshdesk"], REPLIES, WORDS, LANGUAGES, FOLDERS[:1])
    assert list(made.files) == ["freshdesk-folders.json"]
    assert [request["body"] for request in requests(made)] == [{"name": "Help center (English)"}, {"name": "Help center (Español)"}]
    assert made.notes == ("Only the folders are made now: send this, list the folders, and run again with --known.",)


def test_only_the_table_for_spreadsheets_begins_with_a_byte_order_mark() -> None:
    assert [name for name in DESKS if any(text.startswith(BOM) for text in exported(name).files.values())] == ["spreadsheet"]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_table_is_a_formula(title: str) -> None:
    risky = [replace(reply, title=title, slug=title, parts=(Part("text", title), *reply.parts)) for reply in REPLIES]
    for name in ("zammad", "zendesk-dynamic-content", "spreadsheet"):
        for text in exported(name, replies=risky).files.values():
            cells = [cell for row in csv.reader(io.StringIO(text.removeprefix(BOM), newline="")) for cell in row]
            assert [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)] == []
            assert any(title.strip() in cell for cell in cells)


def test_a_title_or_step_never_becomes_markup() -> None:
    evil = [replace(REPLIES[1], title="<script>x</script>", parts=(Part("steps", "<b>", ("<img onerror=x>",)), Part("link", "{link}")))]
    for name in DESKS:
        for text in exported(name, replies=evil).files.values():
            html = re.findall(r"<p>.*?</p>(?:<ol>.*?</ol>)?", text)
            assert [tag for part in html for tag in re.findall(r"<(?!/?(?:p|ol|li|a|strong|ul|br)\b)", part)] == []


@pytest.mark.parametrize(
    ("name", "text"), [("zendesk", "{{x}}"), ("freshdesk", "{% if %}"), ("zammad", "#{user.email}"), ("zammad", "a~~~b"), ("chatwoot", "{{"),
                       ("help-scout", "{%user.email%}"), ("intercom", "{{user.email}}")]
)  # fmt: skip
def test_what_a_desk_would_fill_in_is_refused(name: str, text: str) -> None:
    other = [REPLIES[0], replace(REPLIES[1], parts=(Part("text", f"Type {text}."),)), replace(REPLIES[5], title=text)]
    with pytest.raises(DeskError) as refused:
        exported(name, replies=other)
    mark = next(mark for mark in DESKS[name].opens if mark in text)
    assert f"2001 (en) holds `{mark}`; 6001 (es) holds `{mark}`. Write it otherwise in the article." in str(refused.value)


def test_braces_that_a_desk_does_not_fill_in_are_fine() -> None:
    for name, text in (("zammad", "{{x}}"), ("help-scout", "{{x}}"), ("spreadsheet", "{{x}} #{x}"), ("zendesk", "#{x} {x}")):
        assert exported(name, replies=[replace(REPLIES[1], parts=(Part("text", text),))]).files or name == "zendesk-dynamic-content"


def test_intercom_takes_no_longer_body() -> None:
    with pytest.raises(DeskError, match=r"Intercom takes 20,480 bytes; longer: 2001-en\."):
        exported("intercom", replies=[REPLIES[0], replace(REPLIES[1], parts=(Part("text", "x" * 20_480),))])


def test_the_table_of_desks_says_what_each_was_checked_against() -> None:
    told = (ROOT / ".github/OPERATING.md").read_text(encoding="utf-8")
    for name, desk in DESKS.items():
        if name != "spreadsheet":
            [line] = re.findall(rf"(?m)^\| `{name}` \|.*$", told)
            assert ("its importer’s code" in line) == (desk.by == "importer"), line


def test_golden_files_are_those_of_a_desk() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(DESKS)
    assert Path(GOLDEN / "zammad").is_dir()

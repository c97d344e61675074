"""`helpcenter replies`: what it writes, what it takes of a desk's API, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from project import edit, helpcenter, run_here, small_project, write


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("project"))


def test_without_a_desk_the_replies_are_printed_as_json(project: Path) -> None:
    done = helpcenter(project, "replies")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    assert [(row["slug"], row["language"]) for row in rows][:4] == [("one", "zh"), ("one", "en"), ("one", "es"), ("two", "zh")]
    assert {"text", "markdown", "html"} <= rows[0].keys()


def test_a_desk_gets_its_file_and_the_same_again_at_the_next_run(project: Path) -> None:
    for name, file in (("zammad", "zammad-text-modules.csv"), ("spreadsheet", "replies.csv")):
        assert run_here(project, "replies", "--desk", name, "--out", "out") == (0, f"wrote out/{file}\n", "")
        first = (project / "out" / file).read_bytes()
        assert run_here(project, "replies", "--desk", name, "--out", "out")[0] == 0
        assert (project / "out" / file).read_bytes() == first
    with (project / "out/zammad-text-modules.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["name"] for row in rows] == [f"{number}-{code}" for number in (1001, 1002, 1003) for code in ("zh", "en", "es")]
    assert "<p>Hello #{ticket.customer.firstname}, and thank you for writing to us.</p>" in rows[1]["content"]
    assert "<p>#{user.firstname}<br>" in rows[1]["content"]


@pytest.mark.parametrize(
    "answer",
    [
        [{"id": 7, "short_code": "1001-en"}],
        {"payload": [{"id": 7, "short_code": "1001-en"}], "meta": {"count": 1}},
        {"_embedded": {"saved-replies": [{"id": 5, "short_code": "x"}, {"id": 7, "short_code": "1001-en", "parts": [{"id": 8}]}]}},
    ],
)
def test_what_a_desk_lists_is_found_wherever_its_api_puts_the_list(project: Path, answer: object) -> None:
    write(project / "known.json", json.dumps(answer))
    assert run_here(project, "replies", "--desk", "chatwoot", "--out", "out", "--known", "known.json")[0] == 0
    sent = json.loads((project / "out/chatwoot-canned-responses.json").read_text(encoding="utf-8"))
    assert [request["path"] for request in sent if request["method"] == "PATCH"] == ["/canned_responses/7"]


@pytest.mark.parametrize(
    ("text", "reason"), [(None, "No such file or directory"), ("<html>", "is not JSON in UTF-8"), ("[" * 100_000, "is not JSON in UTF-8")]
)
def test_what_is_no_list_of_a_desk_is_refused(project: Path, text: str | None, reason: str) -> None:
    (project / "known.json").unlink(missing_ok=True)
    if text is not None:
        write(project / "known.json", text)
    told = run_here(project, "replies", "--desk", "chatwoot", "--out", "refused", "--known", "known.json")
    assert told == (2, "", f"helpcenter: known.json: {reason}. Expected what the desk's API lists.\n")
    assert not (project / "refused").exists()


def test_no_reply_leaves_while_the_articles_have_errors(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(project / "docs/en/account/one.md", "summary: You learn", "summary: Send your recovery phrase to support. You learn")
    status, told, error = run_here(project, "replies", "--desk", "zammad")
    assert (status, told) == (2, "")
    assert "the ready reply breaks asks-for-secret" in error
    assert error.rstrip().split("\n")[-1].startswith("helpcenter: not exported: ")
    assert not (project / "replies").exists()


def test_a_reply_that_a_desk_would_fill_in_is_refused_where_it_matters(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    for language, text in {"zh": "看懂一件小事。", "en": "You learn one small thing.", "es": "Aprendes algo pequeño."}.items():
        edit(project / f"docs/{language}/account/one.md", f"summary: {text}", f"summary: '{text[:-1]} #{{x}}{text[-1]}'")
    run_here(project, "stamp", "--unchanged", "docs/zh/account/one.md")
    assert run_here(project, "replies", "--desk", "chatwoot")[0] == 0
    status, _, error = run_here(project, "replies", "--desk", "zammad")
    assert status == 2
    assert "1001 (zh) holds `#{`; 1001 (en) holds `#{`; 1001 (es) holds `#{`." in error
    assert sorted(path.name for path in (project / "replies").iterdir()) == ["chatwoot-canned-responses.json"]


def test_a_place_that_cannot_be_written_is_said(project: Path) -> None:
    write(project / "taken", "a file")
    status, told, error = run_here(project, "replies", "--desk", "zammad", "--out", "taken")
    assert (status, told) == (2, "")
    assert "cannot be written" in error

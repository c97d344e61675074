"""What the report reads and how it counts: formats of logs, events, tickets, groups of meaning, the bank, what changed."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from helpcenter.articles.model import Library
from helpcenter.report.answers import Gap, Problem, Scope, interval
from helpcenter.report.events import Answer, Reading, Search, Survey, View
from helpcenter.report.group import CannotReport, imported
from helpcenter.report.issues import issues
from helpcenter.report.lines import BrokenLine, Line, combined, reader_for
from helpcenter.report.logs import Left, requests
from helpcenter.report.meaning import grouped
from helpcenter.report.review import added
from helpcenter.report.scripts import Scripts
from helpcenter.report.scrub import Scrubber
from helpcenter.report.since import changes
from helpcenter.report.tickets import Ticket, columns, presets, tickets
from helpcenter.report.words import called, words_in
from helpcenter.staff.told import told

HOUR = 497_362  # 2026-09-27T10 UTC
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


# --- lines ------------------------------------------------------------------------------------------------------------------

SAME = Line(HOUR, "GET", "/en/?k=1", 200, FIREFOX, "https://help.example.com/en/")
FORMATS = {
    "combined": f'203.0.113.9 - - [27/Sep/2026:12:30:00 +0200] "GET /en/?k=1 HTTP/2.0" 200 51 "https://help.example.com/en/" "{FIREFOX}"',
    "combined without address": f'- - - [27/Sep/2026:10:30:00 +0000] "GET /en/?k=1 HTTP/1.1" 200 - "https://help.example.com/en/" "{FIREFOX}"',
    "combined behind a proxy": f'10.0.0.1, 203.0.113.9 - jane [27/Sep/2026:04:30:00 -0600] "GET /en/?k=1 HTTP/1.1" 200 5 "https://help.example.com/en/" "{FIREFOX}" "-"',
    "nginx": f'{{"time_iso8601":"2026-09-27T10:30:00+00:00","request":"GET /en/?k=1 HTTP/2.0","status":"200","http_user_agent":"{FIREFOX}","http_referer":"https://help.example.com/en/"}}',
    "nginx by msec": f'{{"msec":"1790505000.123","request_method":"GET","request_uri":"/en/?k=1","status":200,"http_user_agent":"{FIREFOX}","http_referer":"https://help.example.com/en/"}}',
    "Caddy": f'{{"level":"info","ts":1790505000.5,"request":{{"remote_ip":"203.0.113.9","method":"GET","uri":"/en/?k=1","headers":{{"User-Agent":["{FIREFOX}"],"Referer":["https://help.example.com/en/"]}}}},"status":200}}',
}  # fmt: skip


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_a_request_is_the_same_in_every_format(text: str) -> None:
    read = reader_for(text)
    assert read is not None
    assert read(text) == SAME


def test_a_plain_time_and_request_is_read_too() -> None:
    for text in (
        '2026-09-27T10:30:00Z "GET /en/?k=1"',
        "2026-09-27T12:30:00+02:00 GET /en/?k=1 204",
        "[2026-09-27T10:30:00.5Z] GET /en/?k=1",
    ):
        read = reader_for(text)
        assert read is not None
        line = read(text)
        assert line is not None
        assert (line.hour, line.method, line.target) == (HOUR, "GET", "/en/?k=1")


def test_cloudfront_says_its_columns() -> None:
    head = "#Fields: date time x-edge-location cs-method cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query"
    read = reader_for("#Version: 1.0")
    assert read is not None
    assert read("#Version: 1.0") is None
    assert read(head) is None
    agent = FIREFOX.replace(" ", "%20")
    assert read(f"2026-09-27\t10:30:01\tMAD51\tGET\t/en/\t200\thttps://help.example.com/en/\t{agent}\tk=1") == SAME
    with pytest.raises(BrokenLine):
        read("2026-09-27\t10:30:01")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sep 27 10:30:00 host sshd[1]: Failed password",
        '203.0.113.9 - - [27/Sep/2026] "GET / HTTP/1.1" 200 5',
        '203.0.113.9 - - [27/Foo/2026:10:30:00 +0000] "GET / HTTP/1.1" 200 5 "-" "-"',
        '203.0.113.9 - - [27/Sep/2026:10:30:00 +9999] "GET / HTTP/1.1" 200 5 "-" "-"',
        '{"msec":"²","request":"GET / HTTP/1.1"}',
        '203.0.113.9 - - [27/Sep/2026:10:30:00 +0000] "\\x16\\x03\\x01" 400 150 "-" "-"',
        '{"status":200}',
        '{"request":{"method":"GET","uri":"/"},"status":200,"ts":"yesterday"}',
        "[1, 2]",
        '{"time":"2026-09-27T10:30:00","request":"GET / HTTP/1.1"}',
    ],
)
def test_another_line_is_none(text: str) -> None:
    assert reader_for(text) is None


def test_a_quoted_agent_does_not_end_the_line() -> None:
    line = combined(r'- - - [27/Sep/2026:10:30:00 +0000] "GET / HTTP/1.1" 200 5 "-" "a \"quoted\" agent"')
    assert line is not None
    assert line.agent == r"a \"quoted\" agent"


def test_gzip_and_zstandard_are_opened_by_what_they_begin_with(tmp_path: Path) -> None:
    text = f"{FORMATS['combined']}\n" * 3
    for name, data in (("a", text.encode()), ("b", gzip.compress(text.encode())), ("c", imported("zstandard").compress(text.encode()))):
        (tmp_path / name).write_bytes(data)
        left = Left()
        assert [line for _, line in requests(tmp_path / name, left)] == [SAME] * 3
        assert (left.counts, left.sentences) == ({}, [])


def test_a_zstandard_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    whole = imported("zstandard").compress(b"".join(f"{FORMATS['combined']} {i}\n".encode() for i in range(50_000)))
    for data, what in (
        (whole[: len(whole) // 2], "ends in the middle"),
        (whole[: len(whole) // 2] + b"\xff" * 400_000, "is damaged in the middle"),
    ):
        (tmp_path / "a.zst").write_bytes(data)
        left = Left()
        assert list(requests(tmp_path / "a.zst", left))
        assert left.counts["cut off files"] == 1
        assert any(what in sentence for sentence in left.sentences)


def test_of_a_gzip_file_that_is_cut_off_all_before_the_cut_is_read(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(f"{FORMATS['combined']} {i}\n".encode() for i in range(2_000)))
    (tmp_path / "a.gz").write_bytes(whole[: len(whole) // 2])
    left = Left()
    assert len(list(requests(tmp_path / "a.gz", left))) > 500
    assert left.counts == {"cut off files": 1}


def test_zstandard_frames_follow_each_other(tmp_path: Path) -> None:
    frame = imported("zstandard").compress(f"{FORMATS['combined']}\n".encode())
    (tmp_path / "a.zst").write_bytes(frame * 3)
    assert len(list(requests(tmp_path / "a.zst", Left()))) == 3


# --- events -----------------------------------------------------------------------------------------------------------------


def test_what_a_request_tells(library: Library, scripts: Scripts) -> None:
    reading = Reading(library, Scrubber(scripts))

    def told(target: str, **other: object) -> object:
        return reading.event(Line(**{"hour": HOUR, "method": "GET", "target": target, "status": 200, "agent": FIREFOX} | other))  # type: ignore[arg-type]

    assert told("/account/cannot-log-in/") == View(HOUR, "zh", 1002)
    assert told("/en/account/cannot-log-in/?utm=x") == View(HOUR, "en", 1002)
    assert told("/en/account/cannot-log-in/index.html", status=304) == View(HOUR, "en", 1002)
    assert told("/es/contact/contact-support/", before="https://help.example.com/es/transfers/send-transfer/") == View(
        HOUR, "es", 8001, 2001
    )
    assert told("/es/contact/contact-support/", before="http://[broken") == View(HOUR, "es", 8001)
    for sent, section in (("", "-"), ("&at=-", "-"), ("&at=steps", "steps"), ("&at=fix-fees", "-"), ("&at=juan-7", "-"), ("&at=", "-")):
        assert told(f"/feedback?k=answer&a=2001&l=en&v=no&r=unclear&f=0123abcd{sent}", status=204) == Answer(
            HOUR, "en", 2001, False, "unclear", "0123abcd", section
        ), sent
    assert told("/feedback?k=search&l=es&q=no+llega+el+c%C3%B3digo") == Search(HOUR, "es", "no llega el código")
    assert told("/feedback?k=survey&l=zh&c=login&h=in-app-chat&s=yes&fast=5&able=4&kind=3&m=-") == Survey(
        HOUR, "zh", "login", "in-app-chat", True, 5, 4, 3, "-"
    )
    ours = "feedback that is not ours"
    for target in (
        "/feedback?k=answer&a=9999&l=en&v=no&r=-&f=0123abcd",
        "/feedback?k=answer&a=2001&l=en&v=maybe&r=-&f=0123abcd",
        "/feedback?k=answer&a=2001&l=en&v=no&r=<b>&f=0123abcd",
        "/feedback?k=answer&a=2001&l=en&v=no&r=-&f=",
        "/feedback?k=search&l=xx&q=hello",
        "/feedback?k=search&l=en&q=" + "a" * 400,
        "/feedback?k=search&l=en&q=",
        "/feedback?k=survey&l=zh&c=login&h=chat&s=yes&fast=6&able=4&kind=3&m=-",
        "/feedback?k=survey&l=zh&c=nothing&h=chat&s=yes&fast=5&able=4&kind=3&m=-",
    ):
        assert told(target) == ours, target
    assert told("/en/account/cannot-log-in/", agent="Mozilla/5.0 (compatible; Googlebot/2.1)") == "robots"
    assert told("/en/account/cannot-log-in/", method="HEAD") == "other methods"
    assert told("/en/account/cannot-log-in/", status=301) == "redirects"
    assert told("/en/account/cannot-log-in/", status=503) == "errors of the server"
    assert told("/assets/app.js") == "not a page"
    assert told("/feedback?k=other&l=en") == "not a page"


# --- tickets ----------------------------------------------------------------------------------------------------------------

HEADS = {
    "zendesk": "Ticket ID,Ticket subject,Ticket created - Timestamp,First reply time (min),Ticket tags,Requester email",
    "zendesk views": "Id,Subject,Created at,First reply time in minutes,Tags,Requester email",
    "freshdesk": "Ticket ID,Subject,Created time,Initial response time,First response time (in hrs),Type,Email",
    "freshdesk hours": "Ticket ID,Subject,Created time,Initial response time,First response time (in hrs),Type,Email",
    "zammad": "#,Title,Customer,Create Channel,Created At,First Response At,First Response In Min",
    "chatwoot": "id,created_at,content,first_reply_created_at,browser_language,Contact",
    "plain": "id;created;subject;minutes;case",
}
ROWS = {
    "zendesk": "7,my deposit has not arrived,2026-09-27T10:30:00,12,complex,jane@mail.example",
    "zendesk views": "7,my deposit has not arrived,2026-09-27T10:30:00Z,12,complex,jane@mail.example",
    "freshdesk": "7,my deposit has not arrived,2026-09-27 10:30:00,2026-09-27 10:42:00,0:05:00,complex,jane@mail.example",
    "freshdesk hours": "7,my deposit has not arrived,2026-09-27 10:30:00,,0:12:30,complex,jane@mail.example",
    "zammad": "7,my deposit has not arrived,Jane,,2026-09-27 10:30:00 UTC,2026-09-27 10:42:00 UTC,5",
    "chatwoot": "7,1790505000,my deposit has not arrived,1790505720,en,Jane",
    "plain": "7;2026-09-27T12:30:00+02:00;my deposit has not arrived;12;complex",
}


@pytest.mark.parametrize("desk", HEADS)
def test_a_ticket_is_the_same_from_every_desk(library: Library, scripts: Scripts, tmp_path: Path, desk: str) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(f"\ufeff{HEADS[desk]}\n{ROWS[desk]}\n", encoding="utf-8")
    for named in (desk.partition(" ")[0], ""):
        ((number, ticket),) = tickets(path, library, scripts, named, {}, Left())
        assert (number, ticket.sure > 50) == ("7", True)
        assert ticket == Ticket(HOUR, "en", "complex", "-", 2002, ticket.sure, 12, "my deposit has not arrived")


def test_a_ticket_without_a_time_is_named_and_one_that_no_article_answers_has_none(
    library: Library, scripts: Scripts, tmp_path: Path
) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(
        'id,created,subject,minutes\n1,soon,hello,\n2,2026-09-27T10:30:00Z,"guitar lessons\nfor my nephew",-5\n', encoding="utf-8"
    )
    left = Left()
    ((_, ticket),) = tickets(path, library, scripts, "", {}, left)
    assert (ticket.article, ticket.sure, ticket.minutes, ticket.words) == (0, 0, -1, "guitar lessons for my nephew")
    assert left.sentences == [
        f"{path}:2: the ticket has no time that can be read (expected ISO 8601, in UTC where no zone is said); it was left out."
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", ":1: is empty: export it again."),
        ("id,created,subject\n".encode("utf-16"), ":1: is not in UTF-8: save it as CSV in UTF-8."),
        (
            b'id,created,subject\n1,2026-10-10T10:00:00Z,"open\n2,2026-10-10T10:00:00Z,more\n',
            ":3: is no CSV from here on: unexpected end of data.",
        ),
        (b'id,created,subject\n1,2026-10-10T10:00:00Z,"' + b"x" * (1 << 25) + b'"\n', ":2: is no CSV from here on: field larger than"),
    ],
    ids=["empty", "UTF-16", "an open quote", "a cell without end"],
)
def test_a_file_of_tickets_that_is_none_is_refused_at_its_line(
    library: Library, scripts: Scripts, tmp_path: Path, data: bytes, sentence: str
) -> None:
    (tmp_path / "tickets.csv").write_bytes(data)
    with pytest.raises(CannotReport, match=re.escape(f"tickets.csv{sentence}")):
        list(tickets(tmp_path / "tickets.csv", library, scripts, "", {}, Left()))


def test_times_and_texts_that_cannot_be_read_are_left_out(library: Library, scripts: Scripts, tmp_path: Path) -> None:
    rows = ["99999999999,hello", "²²²²²²²²²²,hello", "0000-00-00,hello", "2026-10-10T10:00:00+99:00,hello", "1e400,hello"]
    table = "\n".join(["id,created,subject", *(f"{i},{row}" for i, row in enumerate(rows)), "9,2026-10-10T10:00:00Z,"])
    (tmp_path / "tickets.csv").write_bytes(table.encode() + "没到账".encode("gb18030") + b"\n")
    left = Left()
    assert list(tickets(tmp_path / "tickets.csv", library, scripts, "", {}, left)) == []
    assert left.counts == {"broken tickets": 6}


def test_a_column_can_be_named() -> None:
    head = ["Number of case", "Opened", "What"]
    own = {"id": "Number of case", "created": "opened", "subject": "What"}
    assert columns(Path("t.csv"), head, "", own) == {"id": 0, "created": 1, "subject": 2}
    with pytest.raises(CannotReport, match="has no column for id and created and subject"):
        columns(Path("t.csv"), head, "", {})


def test_every_preset_names_what_is_needed() -> None:
    assert [name for name, fields in presets().items() if not {"id", "created", "subject"} <= set(fields)] == []


# --- answers ----------------------------------------------------------------------------------------------------------------


def test_texts_are_grouped_by_what_they_mean() -> None:
    texts = [
        ("stake ethereum for weekly yield", 9),
        ("weekly yield staking ethereum", 8),
        ("tax form for accountant", 20),
        ("how to stake weekly ethereum", 1),
    ]
    assert [[text for text, _ in group] for group in grouped(texts, "en")] == [
        ["tax form for accountant"],
        ["stake ethereum for weekly yield", "weekly yield staking ethereum", "how to stake weekly ethereum"],
    ]
    assert len(grouped([("质押收益怎么领", 5), ("怎么领质押收益", 4), ("怎么报税", 3)], "zh")) == 2
    assert grouped([], "es") == []


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    low, high = interval(8, 10)  # Agresti and Coull, 1998
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
    assert interval(0, 0) == (0.0, 1.0)


def gap(words: str, count: int) -> Gap:
    return Gap(words, count, 0, count, 2001, "Send", 0.1, "team-transfers", "write", "")


def problem(article: int, solved: float) -> Problem:
    return Problem(article, f"Article {article}", 100, 0, 0, None, 100, solved, 10, "team-support", "", "look", "", "")


def test_what_changed_since_the_last_report() -> None:
    last = {
        "scopes": {
            "all": {
                "gaps": [
                    {"words": "old gap", "searches": 5, "tickets": 2, "todo": "write"},
                    {"words": "kept gap", "searches": 5, "tickets": 0, "todo": "write"},
                ],
                "problems": [{"article": 1, "solved": 0.5}, {"article": 2, "solved": 0.9}],
            }
        }
    }
    found = changes(
        last, Scope(problems=(problem(1, 0.8), problem(2, 0.91), problem(3, 0.9)), gaps=(gap("new gap", 30), gap("kept gap", 12)))
    )
    assert [(change.why, change.title, change.before, change.now) for change in found] == [
        ("new_gap", "new gap", "0", "30"),
        ("closed_gap", "old gap", "7", "0"),
        ("solved_up", "Article 1", "50%", "80%"),
        ("new_problem", "Article 3", "", "10"),
    ]
    assert changes({}, Scope()) == ()
    assert changes({"scopes": {"all": {"gaps": 3}}}, Scope()) == ()


def test_the_staff_site_tells_what_the_report_says_of_an_article(library: Library) -> None:
    gaps = [{"todo": "write", "article": 1}, {"todo": "add", "article": 1}, {"todo": "write", "article": 2}]
    scope = {"gaps": gaps, "problems": [{"article": 1, "views": 1200, "solved": 0.5}, {"article": 3, "views": 40, "solved": None}]}
    report = {"scopes": {"all": scope, "en": scope, "zh": scope}}
    found = told(report, library.settings.staff)
    assert found[1]["en"] == "1200 views · 50% solved · open gaps near it: 1"
    assert found[3] == {"all": "40", "en": "40 views", "zh": "阅读 40 次"}
    assert told({}, library.settings.staff) == told({"scopes": [1]}, library.settings.staff) == {}


def test_an_issue_names_nobody_and_is_no_markup() -> None:
    (text,) = issues({"en": Scope(gaps=(gap("ask @everyone <b> about #1 [x](y)", 12),)), "": Scope(gaps=(gap("x", 1),))}, "in May").values()
    assert r"\@everyone \<b\> about \#1 \[x\](y)" in text


@pytest.mark.parametrize(
    ("before", "section", "after"),
    [
        ("", "", "@readers\nnew\n"),
        ("one\n[steps]\ntwo", "", "one\n[steps]\ntwo\n\n@readers\nnew\n"),
        ("@ann\none\n\n@readers\ntwo\n\n[steps]\nthree\n", "", "@ann\none\n\n@readers\ntwo\nnew\n\n[steps]\nthree\n"),
        ("[steps]\none\n", "steps", "[steps]\none\n\n@readers\n[steps]\nnew\n"),
        ("@readers\none\n\n[steps]\ntwo\n\n[check]\nthree\n", "steps", "@readers\none\n\n[steps]\ntwo\nnew\n\n[check]\nthree\n"),
        ("@readers\none\n\n[steps]\ntwo\n", "check", "@readers\none\n\n[steps]\ntwo\n\n[check]\nnew\n"),
        ("@readers\n[steps]\ntwo\n", "", "@readers\nnew\n[steps]\ntwo\n"),
        ("@readers\none\n\n@ann\n[steps]\ntwo\n", "steps", "@readers\none\n\n[steps]\nnew\n@ann\n[steps]\ntwo\n"),
    ],
)
def test_questions_go_where_their_section_is(before: str, section: str, after: str) -> None:
    assert added(before, section, ("new",)) == added(before, section, ("@# new",)) == after


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ["没看懂", "登录", "更快的回复", "其他原因"]),
        ("en", ["It is unclear", "Login", "A faster reply", "Another reason"]),
        ("es", ["No se entiende", "Inicio de sesión", "Una respuesta más rápida", "Otro motivo"]),
    ],
)
def test_keys_of_the_data_are_called_what_readers_saw(library: Library, language: str, names: list[str]) -> None:
    keys = [("unclear", "reason"), ("login", "case"), ("speed", "missing"), ("-", "reason")]
    assert [called(key, column, library.settings, language) for key, column in keys] == names
    assert called("unclear", "detail", library.settings, language) == names[0]
    assert called("ticket", "channel", library.settings, language) != "ticket"
    assert called("gone-since", "reason", library.settings, language) == "gone-since"  # of an older version of the data
    assert called("other", "case", library.settings, language) == words_in(language)["is_other"]


def test_the_words_of_the_report_are_there_in_every_language(library: Library) -> None:
    english = words_in("en")
    for language in library.settings.built:
        words = words_in(language.code)
        assert words.keys() == english.keys()
        assert language.code == "en" or sum(words[name] == english[name] for name in words) < 5
    assert words_in("fr") == english


def test_what_is_not_installed_is_said() -> None:
    with pytest.raises(CannotReport, match=r"the package no_such_package is not installed\. Install what the report needs: make report\."):
        imported("no_such_package.part")

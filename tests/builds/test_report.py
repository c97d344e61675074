"""`helpcenter report` and `helpcenter questions review`: what they find in traffic of which the truth is known, and what they refuse."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.articles.model import Library
from helpcenter.report.gather import Asked, gather
from helpcenter.report.group import imported
from helpcenter.report.scripts import Scripts
from helpcenter.report.store import KINDS
from helpcenter.report.tables import Rows, answered, connected, in_order, questions
from helpcenter.report.words import called
from places import ROOT
from project import clean_environment, copied_sources, run_here

sys.path.append(str(ROOT / "benchmarks"))

from traffic import GAPS, LATE, LOW, RETURNING, WEAK, WROTE, Truth, write_traffic

LINES = 30_000


@pytest.fixture(scope="module")
def traffic(tmp_path_factory: pytest.TempPathFactory, library: Library) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("traffic")
    return folder, write_traffic(folder, LINES, library)


@pytest.fixture(scope="module")
def made(traffic: tuple[Path, Truth]) -> tuple[Path, Truth]:
    """A report of the traffic, and its truth."""
    folder, truth = traffic
    status, out, error = report(folder, "--issues", str(folder / "issues"))
    assert (status, error) == (0, ""), error
    assert "robots" in out
    return folder / "out", truth


def report(folder: Path, *arguments: str, logs: tuple[str, ...] = ("access.log",)) -> tuple[int, str, str]:
    names = [str(folder / name) for name in logs]
    return run_here(ROOT, "report", *names, "--tickets", str(folder / "tickets.csv"), "--out", str(folder / "out"), *arguments)


def told(folder: Path, scope: str = "all") -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads((folder / "report.json").read_text(encoding="utf-8"))["scopes"][scope]
    return found


# --- what is found --------------------------------------------------------------------------------------------------------


def test_the_planted_gaps_are_found_in_order_and_nothing_else(made: tuple[Path, Truth]) -> None:
    out, truth = made
    for language, gaps in GAPS.items():
        found = told(out, language)["gaps"]
        assert [(row["todo"], row["searches"]) for row in found] == [("write", count) for count in truth.gaps[language]]
        assert [set(str(row["words"]).split(" · ")) for row in found] == [{first, second} for first, second, _ in gaps]
    counts = [row["searches"] for row in told(out)["gaps"]]
    assert counts == sorted((count for each in truth.gaps.values() for count in each), reverse=True)


def test_every_view_of_a_person_is_counted_and_none_of_a_robot(made: tuple[Path, Truth]) -> None:
    out, truth = made
    for language in GAPS:
        views = {row["article"]: row["views"] for row in told(out, language)["problems"]}
        assert views == {article: count for (code, article), count in truth.views.items() if code == language and article in views}
    whole = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert whole["read"]["views"] == sum(truth.views.values())
    assert whole["left_out"]["robots"] == truth.robots


def test_the_articles_that_do_not_help_are_to_be_mended_and_no_other(made: tuple[Path, Truth]) -> None:
    rows = [row for row in told(made[0])["problems"] if row["todo"] == "mend"]
    assert {(row["article"], row["solved"], row["detail"], row["section"]) for row in rows} == set(WEAK)
    assert rows == sorted(rows, key=lambda row: -int(str(row["unsolved"])))


def test_who_reads_and_then_writes_is_told(made: tuple[Path, Truth]) -> None:
    wrote = {row["article"]: row["wrote"] for row in told(made[0])["readings"] if row["wrote"]}
    assert wrote == dict([WROTE])


def test_the_staff_learns_what_came_back_and_where_it_is_graded_low(made: tuple[Path, Truth], library: Library) -> None:
    lessons = [
        (row["why"], row["article"], str(row["title"]).partition(" ")[0]) for row in told(made[0])["lessons"] if row["why"] != "changed"
    ]
    assert [lesson[:2] for lesson in lessons] == [("back", RETURNING), ("low_able", 0)]
    assert lessons[1][2] == called(LOW, "case", library.settings, library.source_language)


def test_late_replies_are_measured_against_the_promise_of_their_class(made: tuple[Path, Truth]) -> None:
    whole_day = {row["case"]: row["late"] for row in told(made[0])["replies"] if row["hour"] == -1}
    assert [case for case, late in whole_day.items() if late] == [LATE]


def test_survey_means_come_with_their_number_and_interval(made: tuple[Path, Truth]) -> None:
    rows = {row["case"]: row for row in told(made[0])["satisfaction"]}
    assert rows["all"]["answers"] == made[1].surveys
    assert float(str(rows[LOW]["able"])) + float(str(rows[LOW]["able_within"])) < 3.5 < float(str(rows["login"]["able"]))


def test_an_issue_has_the_words_the_nearest_article_and_the_owner(made: tuple[Path, Truth]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (made[0].parent / "issues").iterdir()]
    assert len(texts) == sum(map(len, GAPS.values()))
    text = next(text for text in texts if GAPS["en"][0][0] in text)
    assert text.startswith("# Write an article (en): ")
    assert f"- {GAPS['en'][0][1]}" in text
    assert "Owner: `team-" in text


def test_a_page_stands_by_itself(made: tuple[Path, Truth]) -> None:
    for name in ("index.html", "en.html", "training/es-2026-10.html"):
        text = (made[0] / name).read_text(encoding="utf-8")
        assert "default-src 'none'" in text
        assert not any(mark in text for mark in ('src="', "@import", "url(http", "<link"))


def test_the_gate_fails_for_what_is_not_looked_after(traffic: tuple[Path, Truth], made: tuple[Path, Truth]) -> None:
    status, _, error = report(traffic[0], "--gate", "8", "--solved", "0.6")
    assert status == 1
    assert f"gate: en: article {WEAK[0][0]}, " in error
    assert f"gate: en: “{' · '.join(GAPS['en'][0][:2])}” was asked {GAPS['en'][0][2]} times and no article answers it." in error
    status, _, error = report(traffic[0], "--gate", "8", "--solved", "0")
    assert status == 1
    assert "article" not in error.replace("no article answers it", "")


# --- the same on every backend ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def records(traffic: tuple[Path, Truth], library: Library, scripts: Scripts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the traffic and of a second log that holds half of it again."""
    folder, made = traffic[0], tmp_path_factory.mktemp("records")
    half = tmp_path_factory.mktemp("half") / "half.log"
    lines = (folder / "access.log").read_text(encoding="utf-8").splitlines(keepends=True)
    half.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    gather(Asked([folder / "access.log", half], [folder / "tickets.csv"]), library, scripts, made)
    return made


@pytest.fixture(scope="module")
def ours(records: Path) -> Rows:
    rows = answered(connected("duckdb", records), records, True, 10)
    assert all(rows[name] for name in rows if name not in {"rare", "subjects", "missing"})
    return rows


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java, which is not on the PATH")
def test_duckdb_and_spark_give_the_same_tables(records: Path, ours: Rows) -> None:
    spark = connected("spark", records, "local[1]")
    try:
        theirs = answered(spark, records, True, 10)
    finally:
        spark.disconnect()
    for name, rows in ours.items():
        assert rows == theirs[name], name


def sql_of_clickhouse(records: Path) -> dict[str, str]:
    """The SQL of each question, in the dialect of ClickHouse."""
    ibis, connection = imported("ibis"), connected("duckdb", records)
    tables = {name: ibis.table(connection.read_parquet(records / f"{name}.parquet").schema(), name) for name in KINDS.values()}
    return {name: str(ibis.to_sql(asked, dialect="clickhouse")) for name, asked in questions(tables, True, 10).items()}


def test_the_expressions_are_sql_for_clickhouse(records: Path) -> None:
    assert all("SELECT" in sql for sql in sql_of_clickhouse(records).values())


def test_duckdb_and_clickhouse_give_the_same_tables(records: Path, ours: Rows) -> None:
    """The engine of ClickHouse in this process: the SQL is that of a server, the way to a server is not tested."""
    chdb = pytest.importorskip("chdb.session", reason="chdb is not installed (560 MB: .venv/bin/pip install chdb)")
    with chdb.Session() as session:
        for name in KINDS.values():
            session.query(f"CREATE VIEW {name} AS SELECT * FROM file('{records / name}.parquet')")
        for name, sql in sql_of_clickhouse(records).items():
            assert in_order(session.query(sql, "ArrowTable").to_pylist()) == ours[name], name


# --- bad input --------------------------------------------------------------------------------------------------------------

GOOD = '203.0.113.9 - - [10/Oct/2026:10:00:00 +0000] "GET /en/account/cannot-log-in/ HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X11) Gecko/20100101 Firefox/150.0"\n'


def views(folder: Path, *logs: str) -> int:
    status, _, error = run_here(ROOT, "report", *(str(folder / name) for name in logs), "--out", str(folder / "out"))
    assert status == 0, error
    count: int = json.loads((folder / "out/report.json").read_text(encoding="utf-8"))["read"]["views"]
    return count


def counted(folder: Path, *logs: str) -> int:
    """The views that the answers tell of, in which lines of two files are counted once."""
    views(folder, *logs)
    return sum(count for _, count in told(folder / "out")["days"])  # type: ignore[misc]


def test_lines_that_two_files_share_are_counted_once_and_those_that_one_repeats_are_not_lost(tmp_path: Path) -> None:
    other = GOOD.replace("10:00:00", "11:00:00")
    (tmp_path / "a.log").write_text(GOOD + GOOD + other, encoding="utf-8")
    (tmp_path / "b.log").write_text(GOOD + other + other, encoding="utf-8")
    assert counted(tmp_path, "a.log", "b.log") == 4


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ("not a request\n", "a.log:2: the line is broken, or of another format than the lines before it; it was left out."),
        ("x" * 1_000_000 + "\n", "a.log:2: the line is longer than 65536 bytes"),
        ("\0\0\0\n", "a.log:2: the line holds NUL characters"),
        (GOOD.replace("10/Oct", "99/Oct"), "a.log:2: the line is broken"),
    ],
)
def test_a_broken_line_is_named_and_left_out(tmp_path: Path, bad: str, sentence: str) -> None:
    (tmp_path / "a.log").write_text(GOOD + bad + GOOD, encoding="utf-8")
    status, _, error = run_here(ROOT, "report", str(tmp_path / "a.log"), "--out", str(tmp_path / "out"))
    assert status == 0
    assert sentence in error
    assert sum(count for _, count in told(tmp_path / "out")["days"]) == 2  # type: ignore[misc]


def test_a_gzip_that_is_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    whole = gzip.compress("".join(GOOD.replace("10:00:00", f"10:{i // 60 % 60:02}:{i % 60:02}") for i in range(60_000)).encode())
    (tmp_path / "a.log.gz").write_bytes(whole[: len(whole) // 2])
    status, _, error = run_here(ROOT, "report", str(tmp_path / "a.log.gz"), "--out", str(tmp_path / "out"))
    assert status == 0
    assert "a.log.gz: ends in the middle: what comes before was read" in error


def test_a_clock_that_jumped_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(GOOD + GOOD.replace("2026", "1970") + GOOD.replace("2026", "2999"), encoding="utf-8")
    assert views(tmp_path, "a.log") == 1
    assert json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))["left_out"] == {"impossible times": 2}


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.log", "just some prose\n" * 300, "a.log:1: is no access log that is known here"),
        ("a.log", "", "nothing of ours was read in these files (the files are empty)"),
        ("a.log", GOOD.replace("/en/", "/elsewhere/"), "nothing of ours was read in these files (1 × not a page)"),
        ("missing.log", None, "missing.log: cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_reported_leaves_the_last_report(tmp_path: Path, name: str, text: str | None, sentence: str) -> None:
    (tmp_path / "good.log").write_text(GOOD, encoding="utf-8")
    views(tmp_path, "good.log")
    before = (tmp_path / "out/report.json").read_bytes()
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    status, out, error = run_here(ROOT, "report", str(tmp_path / name), "--out", str(tmp_path / "out"))
    assert (status, out) == (2, "")
    assert sentence in error
    assert error.count("\n") == 1
    assert (tmp_path / "out/report.json").read_bytes() == before


def test_a_folder_with_other_files_is_refused_and_a_list_without_rows_goes(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(GOOD * 12, encoding="utf-8")
    (tmp_path / "b.log").write_text(GOOD, encoding="utf-8")
    status, _, error = run_here(ROOT, "report", str(tmp_path / "a.log"), "--out", str(tmp_path))
    assert status == 2
    assert error.endswith(": is there, and is no report. Name a new folder, or that of the last report.\n")
    views(tmp_path, "a.log")
    assert (tmp_path / "out/problems.csv").exists()
    views(tmp_path, "b.log")
    assert not (tmp_path / "out/problems.csv").exists()


def test_an_empty_month_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(GOOD, encoding="utf-8")
    status, _, error = run_here(ROOT, "report", str(tmp_path / "a.log"), "--from", "2026-11-01", "--out", str(tmp_path / "out"))
    assert status == 2
    assert "(1 × other days)" in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("head", "arguments", "sentence"),
    [
        ("Id,Subject", (), "tickets.csv:1: has no column for created. Name it: --column created=NAME. It has: Id, Subject."),
        ("Id,Subject,When", ("--column", "created=Then"), "tickets.csv:1: has no column “Then”. It has: Id, Subject, When."),
        ("Id,Subject,When", ("--column", "date=When"), "--column date: expected FIELD=NAME with a field of body, case"),
    ],
)
def test_a_column_that_is_missing_is_named(tmp_path: Path, head: str, arguments: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "access.log").write_text(GOOD, encoding="utf-8")
    (tmp_path / "tickets.csv").write_text(f"{head}\n", encoding="utf-8")
    status, _, error = report(tmp_path, *arguments)
    assert status == 2
    assert sentence in error


def test_a_script_and_a_formula_stay_text(tmp_path: Path) -> None:
    words = ["<script>alert(1)</script> staking rewards", '=HYPERLINK("x";"staking rewards weekly")', "=cmd|' /c calc'!A0 weekly staking"]
    lines = [GOOD]
    for text in words:
        sent = "".join(f"%{byte:02X}" for byte in text.encode())
        lines += [
            GOOD.replace("/en/account/cannot-log-in/", f"/feedback?k=search&l=en&q={sent}").replace("10:00:00", f"10:00:{i:02}")
            for i in range(12)
        ]
    (tmp_path / "a.log").write_text("".join(lines), encoding="utf-8")
    views(tmp_path, "a.log")
    with (tmp_path / "out/gaps.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert any("cmd" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    page = (tmp_path / "out/en.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_file_that_is_read_only_leaves_the_last_report(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(GOOD, encoding="utf-8")
    views(tmp_path, "a.log")
    (tmp_path / "out/report.json").chmod(0o444)
    before = whole(tmp_path / "out")
    status, _, error = run_here(ROOT, "report", str(tmp_path / "a.log"), "--out", str(tmp_path / "out"))
    assert status == 2
    assert "report.json: is read-only. Nothing was changed." in error
    assert whole(tmp_path / "out") == before


@pytest.mark.parametrize("most", [1_000, 40_000])
def test_a_full_disk_leaves_the_last_report(tmp_path: Path, most: int) -> None:
    """No file can grow beyond `most` bytes: the records do not fit, or the pages do not."""
    (tmp_path / "a.log").write_text(GOOD, encoding="utf-8")
    views(tmp_path, "a.log")
    before = whole(tmp_path / "out")
    small = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); from helpcenter.__main__ import run; raise SystemExit(run())"
    done = subprocess.run(
        [sys.executable, "-c", small, "report", str(tmp_path / "a.log"), "--out", str(tmp_path / "out")],
        cwd=ROOT, env=clean_environment() | {"PYTHONPATH": str(ROOT / "hooks")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "File too large" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "None" not in done.stderr
    assert whole(tmp_path / "out") == before


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- the loop closes --------------------------------------------------------------------------------------------------------

REAL = ["still waiting for my deposit since yesterday evening", "deposit still waiting since yesterday evening"]


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A copy of the sources with a report in which readers asked REAL, 12 times each."""
    project = copied_sources(ROOT, tmp_path / "project")
    lines = []
    for i in range(12):
        for text in REAL:
            target = f"/feedback?k=search&l=en&q={text.replace(' ', '+')}"
            lines.append(GOOD.replace("/en/account/cannot-log-in/", target).replace("10:00:00", f"10:00:{i:02}"))
    (tmp_path / "a.log").write_text("".join(lines), encoding="utf-8")
    assert run_here(project, "report", str(tmp_path / "a.log"))[0] == 0
    return project


def review(project: Path, answers: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(answers))
        return run_here(project, "questions", "review")


def test_what_readers_asked_goes_into_the_bank_and_is_not_proposed_again(asked: Path) -> None:
    before = whole(asked / "data")
    status, out, _ = review(asked, "y\n")
    assert status == 0
    assert "deposit-not-arrived" in out
    changed = {name for name, data in whole(asked / "data").items() if before.get(name) != data}
    assert changed == {"questions/en/deposit-not-arrived.txt"}
    bank = (asked / "data/questions/en/deposit-not-arrived.txt").read_text(encoding="utf-8").splitlines()
    assert [text for text in REAL if text in bank] == REAL
    assert review(asked, "")[1] == "Nothing to do: the bank has all that the report tells.\n"
    assert run_here(asked, "check")[2].endswith(": 0 errors, 0 warnings\n")


def test_no_leads_to_another_article_and_enter_to_none(asked: Path) -> None:
    before = whole(asked / "data")
    assert review(asked, "\n")[1].endswith("Nothing was changed.\n")
    assert review(asked, "n\n\n")[1].endswith("Nothing was changed.\n")
    assert review(asked, "")[1].endswith("Nothing was changed.\n")
    assert whole(asked / "data") == before
    status, out, _ = review(asked, "perhaps\nn\nno-such-article\n2003\n")
    assert status == 0
    assert "No article of this language is called “no-such-article”." in out
    assert REAL[0] in (asked / "data/questions/en/transfer-pending-or-failed.txt").read_text(encoding="utf-8")


def test_without_a_report_there_is_nothing_to_review(tmp_path: Path) -> None:
    project = copied_sources(ROOT, tmp_path / "project")
    status, _, error = review(project, "y\n")
    assert status == 2
    assert "report/report.json: there is no report." in error
    (project / "report").mkdir()
    (project / "report/report.json").write_text('{"scopes": []}', encoding="utf-8")
    status, _, error = review(project, "y\n")
    assert (status, error.count("\n")) == (2, 1)

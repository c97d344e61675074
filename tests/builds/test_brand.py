"""`helpcenter brand` as a company runs it: what it writes, and that a refusal or an end before the last answer changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from project import asset, clean_environment, contents, helpcenter, mkdocs, small_project, write

ANSWERS = 'name: {zh: 杜松钱包, en: Juniper Wallet, es: Billetera Junípero}\ncolours: {light: "#4A3B8F"}\nimages: {logo: ours.svg}\n'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" stroke="currentColor"><path d="M3 3h9"/></svg>\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


def typed(project: Path, text: str) -> subprocess.CompletedProcess[str]:
    """What the command does with these lines at a terminal."""
    environment = clean_environment() | {"PYTHONPATH": str(project / "hooks")}
    command = [sys.executable, "-m", "helpcenter", "brand"]
    return subprocess.run(command, cwd=project, env=environment, input=text, capture_output=True, text=True, timeout=300, check=False)


def test_answers_of_a_file_are_written_and_the_site_shows_them(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "answers.yml", ANSWERS)
    write(tmp_path / "ours.svg", LOGO)
    done = helpcenter(project, "brand", "--from", "../answers.yml")
    assert (done.returncode, sorted(done.stdout.splitlines())) == (0, ["wrote data/brand.yml", "wrote overrides/assets/images/logo.svg"])
    assert (project / "overrides/assets/images/logo.svg").read_text(encoding="utf-8") == LOGO
    assert helpcenter(project, "brand", "--from", "../answers.yml").stdout == "Nothing to do: everything is up to date.\n"
    assert (built := mkdocs(project, "build", "-q")).returncode == 0, built.stderr
    page = (project / "site/en/index.html").read_text(encoding="utf-8")
    assert "Juniper Wallet" in page
    assert '<path d="M3 3h9"' in page
    assert "#4A3B8F" in (project / "site" / asset(project / "site", "assets/images/favicon.svg")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("name: {en: Binance}\nsite_url: https://evil.net/\n", "2 mistakes, and nothing was written:\n../answers.yml:"),
        ("images: {logo: gone.svg}\n", "../answers.yml:1: gone.svg: cannot be read: No such file or directory."),
        (b"\xff\n", "../answers.yml: cannot be read: it is not UTF-8."),
        (None, "../answers.yml: cannot be read: No such file or directory."),
    ],
)
def test_a_refusal_changes_nothing(project: Path, tmp_path: Path, answers: str | bytes | None, sentence: str) -> None:
    if answers is not None:
        (tmp_path / "answers.yml").write_bytes(answers.encode() if isinstance(answers, str) else answers)
    before = contents(project)
    done = helpcenter(project, "brand", "--from", "../answers.yml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("helpcenter: ")
    assert sentence in done.stderr
    assert contents(project) == before


def test_a_conversation_that_ends_before_the_last_answer_changes_nothing(project: Path) -> None:
    before = contents(project)
    done = typed(project, "杜松钱包\nJuniper Wallet\n")
    assert done.returncode == 2
    assert "Name of the wallet in English [Example Wallet]: " in done.stdout
    assert done.stderr.endswith(
        "helpcenter: stopped before the last answer; nothing was written. Answers may come from a file, too: --from FILE.\n"
    )
    assert contents(project) == before


def test_a_conversation_is_written_after_its_last_answer(project: Path) -> None:
    done = typed(project, "\nJuniper Wallet\n" + "\n" * 40)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("wrote data/brand.yml\n")
    assert "en: Juniper Wallet" in (project / "data/brand.yml").read_text(encoding="utf-8")

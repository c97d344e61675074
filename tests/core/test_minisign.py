"""Signatures are those of minisign: it takes ours, we take its, and neither takes what was not signed."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from helpcenter.verifying.minisign import PasswordNeeded, SignatureError, public_key, secret_key, sign, verify
from releases import new_key

needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="needs minisign")

# Made by minisign 0.11; the secret key was thrown away.
FILE = b"a list of files\n"
KEY = "RWSleWrhb0n4KurbVoT+4xt/xvUCzyCt3IiL8POyyqhjsgMMp6cjFw+W"
HASHED = """untrusted comment: signature from minisign secret key
RUSleWrhb0n4KhXrKZ6TgbZpBmJa9+ywFatQ+Mc8HL6rU6S3aDIG7uGB0+DBLA19bh6FDDKSmCmwXl6niFtcmfaWg9oU2TGsdAQ=
trusted comment: release of 2026
OekRLa1yrRvjyQsEphlUIiEzYOq2Udv2gABYOA22h0Z8vAFWZkaKk60mEatBj7N/9+CUhTd/cAYN698y/fOSCw==
"""
PLAIN = """untrusted comment: signature from minisign secret key
RWSleWrhb0n4Kuswcyo0eLp9L9bbddJf3lWtq1wL5zIDRobxLqU55SDdby3Apb3WwvY7vpzH0SVmbNgY2k2uEgYqxB7TIavrogk=
trusted comment: legacy
zqYwOAGRxFbEAGjwb4snbS8/ri3qQZDOz+m7L2k34g10yyh0NlD3Bg6oyfV4YGrXIMIh7BK1wpRFXMdX808aCQ==
"""


@pytest.mark.parametrize(
    ("signature", "comment"), [(HASHED, "release of 2026"), (PLAIN, "legacy"), (HASHED.replace("\n", "\r\n"), "release of 2026")]
)
def test_a_signature_of_minisign_holds(signature: str, comment: str) -> None:
    assert verify(FILE, signature.encode(), public_key(KEY)) == comment
    assert verify(FILE, signature.encode(), public_key(f"untrusted comment: minisign public key 2AF8496FE16A79A5\n{KEY}\n")) == comment


LINES = HASHED.splitlines()
OTHER = PLAIN.splitlines()
WRONG = {
    "another file": (FILE + b"x", HASHED, "does not hold: the file is not what"),
    "an empty file": (b"", HASHED, "does not hold: the file is not what"),
    "another comment": (FILE, HASHED.replace("2026", "2027"), "does not hold: its trusted comment is not what"),
    "the comment of another signature": (FILE, "\n".join([*LINES[:2], *OTHER[2:]]), "does not hold: its trusted comment is not what"),
    "called plain": (FILE, HASHED.replace("RUSl", "RWSl"), "does not hold: the file is not what"),
    "of another key": (FILE, HASHED.replace("RUSleWrh", "RUSleWri"), "was made by the key"),
    "of an unknown kind": (FILE, HASHED.replace("RUSl", "QUSl"), "is no signature of minisign"),
    "cut off": (FILE, "\n".join(LINES[:3]), "is no signature of minisign"),
    "too short": (FILE, HASHED.replace("dAQ=", ""), "is no signature of minisign"),
    "empty": (FILE, "", "is no signature of minisign"),
    "a page": (FILE, "<!doctype html>\n" * 4, "is no signature of minisign"),
    "one line more": (FILE, HASHED + "more\n", "is no signature of minisign"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_signature_that_is_none_or_of_something_else_does_not_hold(case: str) -> None:
    data, signature, reason = WRONG[case]
    with pytest.raises(SignatureError, match=reason):
        verify(data, signature.encode(), public_key(KEY))


@pytest.mark.parametrize(
    "text", ["", "RW", KEY[:-1], KEY + "A", f"{KEY}\n{KEY}", KEY.replace("RW", "RU"), "é" * 56, KEY.replace("/", "-"), HASHED]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(SignatureError, match="is no public key of minisign"):
        public_key(text)


def test_the_same_file_key_and_comment_give_the_same_signature(tmp_path: Path) -> None:
    file, public = new_key(tmp_path)
    secret = secret_key(file.read_text(encoding="utf-8"))
    assert secret.public == public == public_key(str(public))
    made = sign(FILE, secret, "a comment, 注释")
    assert made == sign(FILE, secret, "a comment, 注释") != sign(FILE, secret, "another")
    assert verify(FILE, made, public) == "a comment, 注释"
    with pytest.raises(SignatureError, match="was made by the key"):
        verify(FILE, made, public_key(KEY))


def test_a_secret_key_that_is_damaged_or_none_is_refused(tmp_path: Path) -> None:
    text = new_key(tmp_path)[0].read_text(encoding="utf-8")
    head, line = text.splitlines()
    data = bytearray(base64.b64decode(line))
    data[70] ^= 1  # in the seed
    for wrong, reason in (
        (f"{head}\n{base64.b64encode(data).decode()}", "is damaged"),
        ("", "is no secret"),
        (KEY, "is no secret"),
        (line[:-8], "is no secret"),
    ):
        with pytest.raises(SignatureError, match=reason):
            secret_key(wrong)


@needs_minisign
def test_minisign_takes_our_signatures_and_we_take_its(tmp_path: Path) -> None:
    subprocess.run(["minisign", "-G", "-W", "-p", "one.pub", "-s", "one.key"], cwd=tmp_path, capture_output=True, check=True)
    public = public_key((tmp_path / "one.pub").read_text(encoding="utf-8"))
    (tmp_path / "file").write_bytes(FILE)
    (tmp_path / "file.minisig").write_bytes(sign(FILE, secret_key((tmp_path / "one.key").read_text(encoding="utf-8")), "ours, 我们"))
    told = subprocess.run(
        ["minisign", "-V", "-p", "one.pub", "-m", "file"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert "Trusted comment: ours, 我们" in told
    subprocess.run(["minisign", "-S", "-s", "one.key", "-m", "file", "-t", "its"], cwd=tmp_path, capture_output=True, check=True)
    assert verify(FILE, (tmp_path / "file.minisig").read_bytes(), public) == "its"


@needs_minisign
def test_a_key_under_a_password_opens_with_it_alone(tmp_path: Path) -> None:
    word = os.urandom(8).hex()
    made = subprocess.run(
        ["minisign", "-G", "-p", "one.pub", "-s", "one.key"],
        cwd=tmp_path,
        input=f"{word}\n{word}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "one.key").read_text(encoding="utf-8")
    assert secret_key(text, word).public == public_key((tmp_path / "one.pub").read_text(encoding="utf-8"))
    for wrong in ("", f"{word}x"):
        with pytest.raises(PasswordNeeded):
            secret_key(text, wrong)

"""What a release needs: a commit, and a pair of keys as `minisign -G -W` writes them, made when a test runs."""

from __future__ import annotations

import base64
import os
import subprocess
from pathlib import Path

from helpcenter.verifying.minisign import PublicKey, SecretKey
from project import clean_environment


def new_key(folder: Path) -> tuple[Path, PublicKey]:
    """The file of a new secret key in `folder`, kept under no password, and the public key."""
    key = SecretKey(os.urandom(8), os.urandom(32))
    kept = b"Ed\0\0B2" + bytes(48) + key.number + key.seed + key.public.point + bytes(32)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "release.key").write_text(f"untrusted comment: of a test\n{base64.b64encode(kept).decode()}\n", encoding="utf-8")
    return folder / "release.key", key.public


def git(folder: Path, *arguments: str) -> str:
    """What git says, in a repository whose commits are the same wherever they are made."""
    told = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "a"), ("EMAIL", "a@b"), ("DATE", "@1 +0000"))
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=clean_environment() | told, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """The commit of all that is in the folder."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all", "--allow-empty")
    return git(folder, "rev-parse", "HEAD")

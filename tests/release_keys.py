"""A pair of keys as `minisign -G -W` writes them, made when a test runs."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from helpcenter.verifying.minisign import PublicKey, SecretKey


def new_key(folder: Path) -> tuple[Path, PublicKey]:
    """The file of a new secret key in `folder`, kept under no password, and the public key."""
    key = SecretKey(os.urandom(8), os.urandom(32))
    kept = b"Ed\0\0B2" + bytes(48) + key.number + key.seed + key.public.point + bytes(32)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "release.key").write_text(f"untrusted comment: of a test\n{base64.b64encode(kept).decode()}\n", encoding="utf-8")
    return folder / "release.key", key.public

"""What makes a release of a site: the list of its files, the signature of that list, and the bill of materials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpcenter.config.model import Settings
from helpcenter.source.engine import PROJECT, version
from helpcenter.writing.files import WritingError
from helpcenter.writing.kept import commit_of

from .bill import bill
from .minisign import PasswordNeeded, SecretKey, SignatureError, secret_key, sign
from .release_list import BILL, LIST, SIGNATURE, ReleaseList, as_json, listed


@dataclass(frozen=True)
class Seal:
    """What a release tells of itself before its files are known, its bill of materials, and the key that signs it, if one does."""

    release: ReleaseList
    bill: bytes
    key: SecretKey | None = None

    def put_on(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files of a site with those that make it a release."""
        whole = {**files, BILL: self.bill}
        made = as_json(self.release.of(listed(whole)))
        signature = {SIGNATURE: sign(made, self.key, self.release.comment)} if self.key else {}
        return {**whole, LIST: made, **signature}


def seal(root: Path, settings: Settings, site_url: str, key: Path | None, password: Callable[[], str], demonstration: bool) -> Seal:
    """Return the seal of a release of the project in `root`.

    `key` is the file of the secret key; `password` asks for what it is kept under. Raises WritingError where no release can be made:
    a demonstration, unless it is meant; a folder that is not as its last commit; a key that cannot be used, or is not the one that
    data/brand.yml names.
    """
    if settings.template and not demonstration:
        raise WritingError(
            "data/brand.yml: `template: true` says that names and contacts are samples, and a release is what a company stands behind. "
            "Make it yours with `make brand`, or make a release of the demonstration: `make release DEMO=1`."
        )
    commit, time = commit_of(root)
    try:
        engine, requirements = version(), (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    except OSError as error:
        raise WritingError(f"{error.filename}: cannot be read: {error.strerror}. This engine is not whole.") from error
    codes = tuple(language.code for language in settings.built)
    release = ReleaseList(site_url, commit, time, engine, codes, settings.template, settings.release_key, {})
    return Seal(release, bill(requirements, engine), _key(key, password, settings.release_key) if key else None)


def _key(path: Path, password: Callable[[], str], named: str) -> SecretKey:
    try:
        text = path.read_text(encoding="utf-8")
        try:
            key = secret_key(text)
        except PasswordNeeded:
            key = secret_key(text, password())
    except OSError as error:
        raise WritingError(f"{path}: cannot be read: {error.strerror}. It is the secret key that signs the release.") from error
    except (SignatureError, UnicodeDecodeError) as error:
        reason = error if isinstance(error, SignatureError) else "is no secret key of minisign"
        raise WritingError(f"{path}: {reason}. `minisign -G` makes one.") from error
    if not named:
        raise WritingError(
            f"data/brand.yml: `release_key` is missing, so nobody could check the signature. Add it: `release_key: {key.public}`."
        )
    if named != str(key.public):
        raise WritingError(
            f"{path}: is not the key that `release_key` of data/brand.yml names. Sign with that one, or name `{key.public}`."
        )
    return key

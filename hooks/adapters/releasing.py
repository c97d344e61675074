"""A build that is a release, which `make release` makes: what it needs is there before anything is rendered, and its files are sealed last.

Set in the environment: HELPCENTER_RELEASE (`company`, or `demonstration` where that is meant), and if it is signed here
HELPCENTER_KEY, the file of the secret key; HELPCENTER_KEY_PASSWORD, where nobody is there to be asked for it.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import PluginError

from helpcenter.verifying.seal import seal
from helpcenter.writing.files import WritingError

from .session import Session


def begin(session: Session, project: Path, environment: Mapping[str, str]) -> None:
    """Set the seal of a release. Raises PluginError where none can be made."""
    if session.command != "build" or not (kind := environment.get("HELPCENTER_RELEASE")):
        return

    def password() -> str:
        kept = environment.get("HELPCENTER_KEY_PASSWORD", "")
        return kept or (getpass.getpass(f"Password of {key}: ") if sys.stdin.isatty() else "")

    key = Path(path) if (path := environment.get("HELPCENTER_KEY")) else None
    try:
        session.seal = seal(project, session.library.settings, session.site_url, key, password, kind == "demonstration")
    except WritingError as error:
        raise PluginError(f"Not built: {error} The last site is unchanged.") from error


def sealed(session: Session, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a site as they are published."""
    if session.seal is None:
        return files
    named = session.library.settings.release_key
    if named and session.seal.key is None:
        print("release.json is not signed yet: `make release KEY=FILE`, or `minisign -S -s FILE -m release.json` where it is published.")
    return session.seal.put_on(files)

"""The packages of the group `report`, and those that one backend needs: what is missing is said in one sentence."""

from __future__ import annotations

import importlib
from typing import Any


class CannotReport(Exception):
    """Why there is no report, as a sentence; the last one is as it was."""


def imported(name: str, install: str = "make report") -> Any:
    """Import a package, which the command `install` installs. Raises CannotReport where it is not."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise CannotReport(f"the package {name.partition('.')[0]} is not installed. Install what the report needs: {install}.") from error

"""The packages of the group `report`: what is missing is said in one sentence."""

from __future__ import annotations

import importlib
from typing import Any


class CannotReport(Exception):
    """Why there is no report, as a sentence; the last one is as it was."""


def imported(name: str) -> Any:
    """Import a package of the group. Raises CannotReport where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise CannotReport(f"the package {name.partition('.')[0]} is not installed. Install what the report needs: make report.") from error

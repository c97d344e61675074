"""Makes ProperDocs answer wherever MkDocs is asked for, `python -m mkdocs` included. compat.py loads it at every start of its environment."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import ModuleSpec

from properdocs import replacement  # noqa: F401  # the redirection of imports is its own; what it lacks is `-m`


class Main:
    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != "mkdocs.__main__":
            return None
        own = importlib.util.find_spec("properdocs.__main__")
        return importlib.util.spec_from_file_location(name, own.origin) if own and own.origin else None


sys.meta_path.insert(0, Main)  # type: ignore[arg-type]

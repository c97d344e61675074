"""A language that is published is known to the rules on sentences: its folder in sentences/languages/ is complete, and so are the
tables of the rules; until then it is `build: false`.

Without them these rules cannot read it, and dangerous advice in it would be published in silence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

from helpcenter.articles.model import Library
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.sentences.languages import LANGUAGES, lacking

from ..rule import WALLET, Finding, Rule

_WRITTEN = ("zh", "en", "es")  # a table that all languages need has these; some are for some only
_FOLDER = "hooks/helpcenter/sentences/languages"


def check(library: Library) -> Iterator[Finding]:
    if not library.ours:
        return
    config = library.tree.text(CONFIG) or ""
    for language in library.settings.built:
        code = language.code
        missing = [] if code in LANGUAGES else lacking(code)
        wanted = [f"{_FOLDER}/{code}/ has {', '.join(missing)}"] if missing else []
        wanted += [f"the tables of {tables} have it"] if (tables := ", ".join(_without(code))) else []
        if wanted:
            declared = re.search(rf"\blocale:\s*[\"']?{re.escape(code)}\b", config)
            line = config.count("\n", 0, declared.start()) + 1 if declared else 0
            sentence = (
                f"`{code}` is published, but the rules on sentences cannot read it: dangerous advice in it would pass unseen. "
                f"Set `build: false` for it until {' and '.join(wanted)}."
            )
            yield Finding(line, sentence, CONFIG)


def _without(code: str) -> list[str]:
    """The rules with a table by language that has those of `_WRITTEN`, and not `code`."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(f"{__package__}.")]
    return [
        f"hooks/{module.__name__.replace('.', '/')}.py"
        for module in modules
        if any(
            isinstance(table, Mapping) and all(language in table for language in _WRITTEN) and code not in table
            for table in vars(module).values()
        )
    ]


RULE = Rule("sentence-tables", WALLET, library=check)

"""A language that is published has a grammar, and its words in every table of the rules on sentences; until then it is `build: false`.

Without them these rules cannot read it, and dangerous advice in it would be published in silence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

from helpcenter.articles.model import Library
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.sentences import grammars, negations, passages, secret_words, wording
from helpcenter.sentences.passages import LANGUAGES, Patterns

from ..rule import WALLET, Finding, Rule

_COMPLETE = frozenset({"zh", "en", "es"})  # a table that all rules need has these; some are for some languages only


def check(library: Library) -> Iterator[Finding]:
    if not library.ours:
        return
    config = library.tree.text(CONFIG) or ""
    for language in library.settings.built:
        lacking = () if language.code in _COMPLETE else _lacking(language.code)
        if lacking:
            declared = re.search(rf"\blocale:\s*[\"']?{re.escape(language.code)}\b", config)
            line = config.count("\n", 0, declared.start()) + 1 if declared else 0
            sentence = (
                f"`{language.code}` is published, but the rules on sentences cannot read it: dangerous advice in it would pass unseen. "
                f"Set `build: false` for it until it has an entry wherever `zh` has one in {', '.join(lacking)}."
            )
            yield Finding(line, sentence, CONFIG)


def _lacking(code: str) -> list[str]:
    """The files with tables that hold the languages of `_COMPLETE`, and not `code`."""
    found = [] if code in LANGUAGES else [passages]
    seen: set[int] = set()
    rules = [module for name, module in sorted(sys.modules.items()) if name.startswith(f"{__package__}.")]
    for module in (grammars, negations, secret_words, wording, *rules):  # what a rule imports counts where it is defined
        tables = [
            value
            for value in vars(module).values()
            if isinstance(value, Mapping) and not isinstance(value, Patterns) and value.keys() >= _COMPLETE
        ]
        if any(code not in table and id(table) not in seen for table in tables):
            found.append(module)
        seen.update(map(id, tables))
    return [f"hooks/{module.__name__.replace('.', '/')}.py" for module in found]


RULE = Rule("sentence-tables", WALLET, library=check)

"""A language that is published is known to the rules on sentences: its folder in sentences/languages/ is complete. Until then it
is `build: false`.

Without its words and its grammar these rules cannot read it, and dangerous advice in it would be published in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.sentences.languages import LANGUAGES, lacking

from ..rule import WALLET, Finding, Rule

_FOLDER = "hooks/helpcenter/sentences/languages"


def check(library: Library) -> Iterator[Finding]:
    if not library.ours:
        return
    config = library.tree.text(CONFIG) or ""
    for language in library.settings.built:
        code = language.code
        missing = [] if code in LANGUAGES else lacking(code)
        if missing:
            declared = re.search(rf"\blocale:\s*[\"']?{re.escape(code)}\b", config)
            line = config.count("\n", 0, declared.start()) + 1 if declared else 0
            sentence = (
                f"`{code}` is published, but the rules on sentences cannot read it: dangerous advice in it would pass unseen. "
                f"Set `build: false` for it until {_FOLDER}/{code}/ has {', '.join(missing)}."
            )
            yield Finding(line, sentence, CONFIG)


RULE = Rule("sentence-tables", WALLET, library=check)

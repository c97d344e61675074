"""A language that is published is known to the rules on sentences: its folder in sentences/languages/ is complete. Until then it
is `build: false`.

Without its words and its grammar these rules cannot read it, and dangerous advice in it would be published in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.config.languages import declared_at
from helpcenter.config.mkdocs_yml import CONFIG
from helpcenter.sentences.languages import LANGUAGES, folder, lacking
from helpcenter.text.words import lacking as lacking_lists

from ..rule import WALLET, Finding, Rule

_FOLDER = "hooks/helpcenter/sentences/languages"
_WORDS = "hooks/helpcenter/text/words.yml"


def check(library: Library) -> Iterator[Finding]:
    if not library.ours:
        return
    for language in library.settings.built:
        code = language.code
        missing = [f"{_FOLDER}/{folder(code)}/ has {', '.join(lacking(code))}"] if code not in LANGUAGES else []
        if lists := lacking_lists(code):
            missing.append(f"{_WORDS} has {', '.join(f'`{name}: {code}`' for name in lists)}")
        if missing:
            sentence = (
                f"`{code}` is published, but the rules on sentences cannot read it: dangerous advice in it would pass unseen. "
                f"Set `build: false` for it until {' and '.join(missing)}."
            )
            yield Finding(declared_at(library.tree, code), sentence, CONFIG)


RULE = Rule("sentence-tables", WALLET, library=check)

"""What a wallet's secrets are called, and the verbs of giving them away or typing them: sources of patterns by language.

For `Sentence.plain`. The words of the glossary, its forbidden variants, and what people and scammers write; see `Grammar`.
"""

from __future__ import annotations

from collections.abc import Mapping

from .languages import GRAMMARS

Sources = Mapping[str, str]

KEYS: Sources = {code: grammar.key_names for code, grammar in GRAMMARS.items()}
SECRETS: Sources = {code: f"(?:{grammar.key_names}|{grammar.other_secrets})" for code, grammar in GRAMMARS.items()}
RECIPIENT: Sources = {code: grammar.recipients for code, grammar in GRAMMARS.items()}
ENTER: Sources = {code: grammar.typing for code, grammar in GRAMMARS.items()}

"""No sentence tells the reader to give a secret to anyone: a phrase, key, keystore, password, code or setup key.

Whoever has it has the money, and no support ever needs it; a help page that asks for it trains readers for the impostor.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("asks-for-secret")

_TOLD = (
    "“{quote}” tells the reader to give a secret away: nobody, support included, may ask for it. "
    "Ask for the transaction hash or a public address instead, or forbid it."
)

RULE = Rule("asks-for-secret", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

"""No sentence says that a recovery phrase or private key can be changed or reset, or recovered by us.

Whoever believes it keeps money in a leaked wallet, or looks for the “support” that restores lost phrases.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("phrase-change")

_TOLD = (
    "“{quote}”: a recovery phrase or private key can never be changed, reset or recovered by us. "
    "Say that the reader creates a new wallet with a new phrase and moves the funds."
)

RULE = Rule("phrase-change", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

"""No sentence tells the reader to move funds to an address that support, an authority or a message gives.

The “safe account” is how people are led to empty their wallets themselves; the only safe address is in a wallet that the reader made.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("safe-address")


_TOLD = "“{quote}” moves funds to an address that somebody else gives: name a wallet that the reader creates, or leave it out."

RULE = Rule("safe-address", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

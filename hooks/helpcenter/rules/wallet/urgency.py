"""No sentence threatens that a wallet is closed, or asks to verify one before an hour.

Nobody closes a self-custody wallet, and no wallet needs to be verified; who is in a hurry does not look at the address.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("urgency")


_TOLD = "“{quote}” threatens, or hurries the reader to verify a wallet: nobody closes a wallet, and none needs to be verified. Say what the reader does, without a threat."

RULE = Rule("urgency", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

"""No sentence tells the reader to pay in order to unlock, unfreeze, verify or recover something.

Paying to get money out is the oldest of these frauds; what we charge is shown and deducted in the app.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("pay-to-unlock")

_TOLD = "“{quote}” asks for a payment to unlock, verify or recover something, as scammers do. Say that nothing of this costs money, or leave it out."

RULE = Rule("pay-to-unlock", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

"""No sentence tells the reader to install a remote-control tool, share the screen or let anyone operate the device.

Who sees or moves the screen has the wallet; no support ever needs it.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("remote-control")

_TOLD = "“{quote}” lets somebody see or control the reader's screen: no support ever needs it. Leave it out, or forbid it."

RULE = Rule("remote-control", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

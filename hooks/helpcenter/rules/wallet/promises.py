"""No sentence promises what nobody can keep: that lost funds come back, that something is guaranteed or 100 % safe.

The promise of recovery is how victims are robbed a second time.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("promises")

_TOLD = "“{quote}” promises what nobody can keep. Say what is done and that the result is not certain."

RULE = Rule("promises", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

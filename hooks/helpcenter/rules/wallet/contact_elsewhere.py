"""No sentence leads to support by a chat, code or number that stands outside data/support.yml.

An impostor needs no address on our page when the page says to answer him in the same chat.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("contact-elsewhere")


_TOLD = (
    "“{quote}” leads to support outside the official channels, where impostors wait. Link to the article that lists the channels instead."
)

RULE = Rule("contact-elsewhere", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

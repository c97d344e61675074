"""No sentence tells the reader to find us, our app or our number through a search engine.

For wallet names most results and advertisements are impostors.
"""

from __future__ import annotations

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_WORDS = Wording("search-engine")

_TOLD = "“{quote}” sends the reader to a search engine, where impostors are first. Lead to the app or to `{{{{ brand.download_url }}}}` instead."

RULE = Rule("search-engine", WALLET, offence=Offence((_WORDS,), _WORDS.offence, _TOLD))

"""Whether a text gives dangerous advice, rule by rule: for whatever checks a sentence that stands on no page, as a reply or a snippet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from helpcenter.sentences.passages import LANGUAGES, Passage, Sentence

from .wallet import (
    asks_for_secret,
    contact_elsewhere,
    fixed_numbers,
    pay_to_unlock,
    phrase_change,
    promises,
    remote_control,
    safe_address,
    search_engine,
    secret_entry,
    urgency,
)

OFFENCES: Mapping[str, Callable[[Sentence], int | None]] = {
    asks_for_secret.RULE.name: asks_for_secret.offence,
    secret_entry.RULE.name: secret_entry.offence,
    phrase_change.RULE.name: phrase_change.offence,
    promises.RULE.name: promises.offence,
    search_engine.RULE.name: search_engine.offence,
    remote_control.RULE.name: remote_control.offence,
    pay_to_unlock.RULE.name: pay_to_unlock.offence,
    urgency.RULE.name: urgency.offence,
    safe_address.RULE.name: safe_address.offence,
    contact_elsewhere.RULE.name: contact_elsewhere.offence,
    fixed_numbers.RULE.name: fixed_numbers.offence,
}


@lru_cache(maxsize=4096)  # the same paragraphs stand in many replies
def offences(text: str, language: str, secret_entry_in_app: bool = False, around: str = "", lead: str = "") -> tuple[str, ...]:
    """The names of the rules that a sentence of `text` breaks; none in a language without a grammar. Typing a key that is given
    away is told once, as giving.

    `secret_entry_in_app` is whether the text belongs to an article with `secret_entry: in-app`. `around` is the title or heading
    it stands under, `lead` the line that introduces its list: what a page about scams quotes is not advice.
    """
    if language not in LANGUAGES:
        return ()
    found = Passage(text, language, lead=lead, around=around).sentences

    def broken(rule: str) -> bool:
        if rule == secret_entry.RULE.name:
            return any(secret_entry.offence(sentence, secret_entry_in_app) is not None for sentence in found)
        return any(OFFENCES[rule](sentence) is not None for sentence in found)

    names = [rule for rule in OFFENCES if broken(rule)]
    if asks_for_secret.RULE.name in names and secret_entry.RULE.name in names:
        names.remove(secret_entry.RULE.name)
    return tuple(names)

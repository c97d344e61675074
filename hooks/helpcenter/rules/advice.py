"""Whether a text gives dangerous advice, rule by rule: for whatever checks a sentence that stands on no page, as a reply or a snippet."""

from __future__ import annotations

from functools import lru_cache

from helpcenter import rules  # whole, for the rules that ask here are among them
from helpcenter.sentences.languages import LANGUAGES
from helpcenter.sentences.passages import Passage

from .rule import Rule
from .wallet import asks_for_secret, secret_entry


@lru_cache(maxsize=4096)  # the same paragraphs stand in many replies
def offences(text: str, language: str, secret_entry_in_app: bool = False, around: str = "", lead: str = "") -> tuple[str, ...]:
    """The names of the rules that a sentence of `text` breaks; none in a language without a grammar. Typing a key that is given
    away is told once, as giving.

    `secret_entry_in_app` is whether the text belongs to an article with `secret_entry: in-app`. `around` is the title or heading
    it stands under, `lead` the line that introduces its list: what a page about scams quotes is not advice.
    """
    if language not in LANGUAGES:
        return ()
    passage = Passage(text, language, lead=lead, around=around, inside=True)  # what stands in data/ and templates is short, as an item is
    names = [rule.name for rule in rules.RULES if _breaks(passage, rule, secret_entry_in_app)]
    if asks_for_secret.RULE.name in names and secret_entry.RULE.name in names:
        names.remove(secret_entry.RULE.name)
    return tuple(names)


def _breaks(passage: Passage, rule: Rule, in_app: bool) -> bool:
    if rule.offence is None or not rule.offence.may_stand(passage):
        return False
    if rule.name == secret_entry.RULE.name:
        return any(secret_entry.offence(sentence, in_app) is not None for sentence in passage.sentences)
    return any(rule.offence.at(sentence) is not None for sentence in passage.sentences)

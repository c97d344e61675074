"""The words that deny, forbid or restrict, per language: what a warning loses when somebody softens it.

NEGATION   says “no” in any way: wide, for whether a text denies anything at all
FORBIDS    forbids, or denies of everybody or for ever: the sentences on which safety rests, not “it has not arrived”
PROHIBITS  tells the reader not to do it, in so many words
RESTRICTS  allows one thing only
INSTEAD    what does without a “no” what a prohibition does: it restricts, keeps, stops or tells the right thing to do first
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Words = Mapping[str, re.Pattern[str]]

_ZH_BIE = r"(?<![识分区特级差辨])别(?![人的名处家])"
NEGATION: Words = {
    "zh": re.compile(rf"绝不|切勿|不(?![见同少仅但过久断良管只论])|没|勿|禁止|{_ZH_BIE}|无法|无需|并非|未(?!来)|谁[也都]|任何人|避免|拒绝"),
    "en": re.compile(
        r"\b(?:not|no|never|nobody|none|nothing|cannot|can[’']t|don[’']t|doesn[’']t|won[’']t|isn[’']t|aren[’']t|without|neither|nor|avoid|refuse)\b",
        re.I,
    ),
    "es": re.compile(r"\b(?:no|nunca|jamás|nadie|ningún|ninguna|ninguno|nada|sin|ni|tampoco|evita|rechaza)\b", re.I),
}
FORBIDS: Words = {
    "zh": re.compile(
        rf"勿|绝不|禁止|避免|{_ZH_BIE}|(?<![能会要])不(?:要|得|许|可以|能|会|需要|等于|保证)|无法|谁也|谁都[不没无]|没有?人|没有?办法"
    ),
    "en": re.compile(
        r"\b(?:never|nobody|no one|nothing|none|cannot|avoid|not even|no \w+ (?:can|will|ever|needs?)|(?:do|will|must|should|may) not|does not (?:need|ask|charge)|needs no|(?:is|are) not (?:us|ours|support)|(?:can|don|won|mustn|shouldn)[’']t)\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:nunca|jamás|nadie|ningún|ninguna|ninguno|nada|tampoco|evita|ni siquiera|no hay (?:forma|manera)"
        r"|(?<!si )no (?:(?:me|te|se|le|lo|la|los|las|les|nos) )*(?:pued[ea]n?|podrán?|podemos|podremos|vamos|debe|necesita|pide|cobra|es de nuestro|hay que|\w+[ae]s|\w+(?:remos|rá|rán)))\b",
        re.I,
    ),
}
PROHIBITS: Words = {
    "zh": re.compile(rf"勿|绝不|禁止|{_ZH_BIE}|不(?:要|得|许)"),
    "en": re.compile(r"\b(?:never|(?:do|must) not|don[’']t|mustn[’']t)\b", re.I),
    "es": re.compile(r"\b(?:nunca|jamás|(?<!si )no (?:(?:me|te|se|le|lo|la|los|las|les|nos) )*\w+[ae]s)\b", re.I),
}
RESTRICTS: Words = {
    "zh": re.compile(r"只(?!见)|仅|唯一"),
    "en": re.compile(r"\bonly\b", re.I),
    "es": re.compile(r"\b(?:s[oó]lo|solamente|únic[oa]s?|únicamente)\b", re.I),
}


def says(words: Words, text: str, language: str) -> bool:
    """Whether the text holds one of the words of its language; False in a language without any."""
    return language in words and bool(words[language].search(text))


# What does without a “no” what a prohibition does. English and Spanish: the word where a source says 不要 and the like.
INSTEAD: Words = {
    "zh": re.compile(r"只|先|拒绝|保持|关掉|跳过|停下|当心|小心|才|都是(?:诈骗|骗子)|另一回事|无关|等"),
    "en": re.compile(
        r"\b(?:only|stay|leave|keep|kept|stop|ignore|before|block|reject|hang up|wait|away|apart|instead of|rather than|once|first|is a scam|scammers?)\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:s[oó]lo|quédate|deja|conserva|guarda|detente|ignora|antes|bloqu\w+|cuelga|espera|lejos|aparte|en vez de|en lugar de|primero|estafa\w*|mantén|mira)\b",
        re.I,
    ),
}

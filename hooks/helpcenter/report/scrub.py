"""Texts without what must not be kept: what the guard of the search box finds, contacts, addresses, and any long number.

It masks rather too much: a word that is gone can be guessed from its neighbours, a phrase that stays cannot be called back.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from helpcenter.rules.wallet.contacts import contacts
from helpcenter.text.lookalikes import undisguised
from helpcenter.wallet.recognize import found
from helpcenter.wallet.secret_shapes import table

from .scripts import Scripts

MOST = 400  # characters of a text that are kept; a phrase is looked for in all of it
MASKS = {
    "phrase": "[phrase]",
    "key": "[key]",
    "maybe": "[key]",
    "code": "[code]",
    "number": "[number]",
    "contact": "[contact]",
    "address": "[address]",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_NUMBER = re.compile(r"(?<![^\W\d_])[+(]?\d(?:[ ().\-/]{0,2}[\dXx*]){4,30}")  # five digits or more, whatever parts them
_MIXED = re.compile(r"(?=[A-Za-z]*\d)[A-Za-z\d]{7,}|[A-Za-z\d_=+/-]{20,}")  # what has digits and letters, or is longer than any word
_LINK = re.compile(
    r"(?:https?|wss?|tg|mailto|tel|otpauth|wc|ethereum|bitcoin)[:：]\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,10}/\S*", re.I
)
_MAIL = re.compile(r"[^\s@,;:<>()（）：，；]{1,64}\s?(?:@|＠)\s?[^\s@,;<>()（），；]{1,190}|(?<!\w)@\w{3,}")
_ACCOUNT = re.compile(r"(?<=[:：])\s*@?[A-Za-z][\w.-]{4,31}")  # telegram: somebody
_WORD = r"[^\W\d_][\w'’.-]*"
_BIG = r"[A-ZÁÉÍÓÚÑ][\w'’.-]*"
_ENDS = r"(?:and|but|i|my|from|with|y|pero|no|con|mi|desde)\b"  # words that follow a name and are none of it
_NAMED = re.compile(  # a person who gives a name: it goes up to the end of the name
    rf"(?:\b(?i:my (?:\w+ )?name is|name:|i am called|me llamo|mi nombre (?:\w+ )?es|nombre:)\s*{_WORD}(?:\s+(?!(?i:{_ENDS})){_WORD}){{0,3}})"
    rf"|(?:\b(?i:this is|soy|i am|name|nombre|regards,?|saludos,?)\s+{_BIG}(?:\s+(?:de |del |la )?{_BIG}){{0,3}})"
    r"|(?:我叫|姓名)[是为:： ]?[\u4e00-\u9fff]{2,4}|(?:我是|本人)[\u4e00-\u9fff]{2,4}(?=[，,。.、；;\s]|$)",
)
_SPOKEN = re.compile(r"[〇零一二三四五六七八九幺两]{6,}|\S+\s+[(\[]?(?:at|arroba)[)\]]?\s+\S+\s+[(\[]?(?:dot|punto)[)\]]?\s+\w+", re.I)
_BORN = re.compile(r"\d{2,4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号]")
_CHAT = re.compile(
    r"(?:微信|电报|wechat|weixin|whatsapp|telegram|skype|discord|signal|line|qq)(?:\s|[号群:：是]|\bid\b|\bis\b|\bes\b){0,6}(?=[\w.@-]*[\d_])[\w.@-]{4,}",
    re.I,
)
_PIN = re.compile(rf"(?:{'|'.join(map(re.escape, table()['pin']))})\W{{0,4}}(?:[^\W\d]+\W+){{0,2}}\d{{3,8}}", re.I)
_ERROR = re.compile(r"(?:error|错误|报错)\D{0,8}$", re.I)  # the number after it is that of a message
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


class Scrubber:
    """Scrubs texts with the guard of these scripts."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._known: dict[str, str] = {}

    def scrubbed(self, text: str) -> str:
        """Return the text as it may be kept: on one line, in lower case, with a mask such as `[key]` where something stood.

        A text that holds a phrase is its mask alone, since nobody can tell where in it the phrase ends.
        """
        if text not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[text] = self._scrubbed(text)
        return self._known[text]

    def _scrubbed(self, text: str) -> str:
        text = unquote(text) if _PERCENT.search(text) else text
        plain = _CONTROL.sub(" ", unicodedata.normalize("NFKC", undisguised(text)))
        kinds = {kind for each in (text, plain) for *_, kind in self._scripts.secrets(each)}
        if "phrase" in kinds:
            return MASKS["phrase"]
        spans = [(start, end, kind) for start, end, kind in self._scripts.secrets(plain)]
        spans += [(start, end, "contact") for each in (plain, plain.replace(":", " ")) for _, start, end in contacts(each)]
        spans += [(named.position, named.position + len(named.token), named.kind) for named in found(plain)]
        for kind, pattern in (
            ("contact", _LINK),
            ("contact", _MAIL),
            ("contact", _NAMED),
            ("contact", _SPOKEN),
            ("number", _BORN),
            ("contact", _CHAT),
            ("code", _PIN),
            ("number", _NUMBER),
            ("key", _MIXED),
            ("contact", _ACCOUNT),
        ):
            spans += [(*match.span(), kind) for match in pattern.finditer(plain) if not _is_message(plain, match)]
        if "key" in kinds and not any(kind == "key" for *_, kind in spans):
            return MASKS["key"]  # disguised so that only the text as it was written shows it
        return " ".join(_masked(plain, sorted(spans)).split()).lower()[:MOST]


def _is_message(text: str, match: re.Match[str]) -> bool:
    """Whether a number is that of an error message."""
    return match.re is _NUMBER and len(match[0]) <= 6 and bool(_ERROR.search(text, max(0, match.start() - 16), match.start()))


def _masked(text: str, spans: list[tuple[int, int, str]]) -> str:
    made, end = "", 0
    for start, stop, kind in spans:
        if start >= end:
            made += text[end:start] + MASKS[kind]
        end = max(end, stop)
    return made + text[end:]

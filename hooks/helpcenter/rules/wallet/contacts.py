"""E-mail addresses, phone numbers, chat accounts, postal addresses and opening hours stand in data/support.yml only and reach
a page through its template; an article names no contact. (Those of authorities stand in data/authorities.yml, and
on the page that is made of it.) There, and wherever data/ holds an address, it stands below one of
the `domains` of data/brand.yml.

False contacts are how most wallets are emptied: a reader can only tell ours when there is one list, and an old number that a
page still shows is one day somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Settings
from helpcenter.links.deception import tricks
from helpcenter.links.web import host_name, read_web_address
from helpcenter.text.lookalikes import undisguised

from ..rule import WALLET, Finding, Rule

SUPPORT = "data/support.yml"

_EMAIL = r"[\w.%+-]+(?:@|\s?[\[(（](?:at|arroba)[\])）]\s?)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_HANDLE = r"@(?!(?:mentions?|username|usuarios?|everyone|here)\b)[A-Za-z_]\w{3,31}(?![\w/@(-]|\.\w)"
_WITH_AT = tuple((kind, re.compile(pattern)) for kind, pattern in (("an e-mail address", _EMAIL), ("a chat account", _HANDLE)))
_AT = re.compile(r"@|[\[(（](?:at|arroba)[\])）]")
_SCHEMES = ("mailto", "tel", "sms", "skype", "whatsapp", "tg", "weixin")
_CHATS = ("Telegram", "WhatsApp", "Discord", "Skype", "Signal", "LINE", "WeChat", "QQ", "微信", "电报")
_CHAT_HOSTS = (
    "t.me",
    "telegram.me",
    "telegram.dog",
    "wa.me",
    "api.whatsapp.com",
    "chat.whatsapp.com",
    "discord.gg",
    "discord.com/invite",
    "line.me",
    "m.me",
    "u.wechat.com",
)
_SPELLED = ("guion bajo", "guión bajo", "underscore", "下划线", "arroba", "at sign", "艾特")  # signs of an account's name, as words
_STREETS = ("Calle", "Avenida", "Avda.", "Av.", "Paseo", "Carrera", "Plaza")
# kind, words of which a text must hold one (`in` is ten times faster than a pattern), pattern
_OTHERS = tuple(
    (kind, words, re.compile(pattern))
    for kind, words, pattern in (
        ("a contact link", tuple(f"{scheme}:" for scheme in _SCHEMES), rf"(?:{'|'.join(_SCHEMES)}):(?=[^\s`])[^\s)>\"'`]+"),
        (
            "a chat account",
            (".me/", ".dog/", ".gg/", ".com/"),
            rf"(?:{'|'.join(map(re.escape, _CHAT_HOSTS))})/[^\s)>\"'`]+",
        ),
        (
            "a chat account",
            _CHATS,
            rf"(?:{'|'.join(_CHATS)})\s?(?:ID|号码?|群号?|公众号|客服)?\s?[:：]\s?"
            r"(?:@?[A-Za-z_][\w.-]*[\d_][\w.-]*|@[\w.-]{3,}|\+?\d[\d -]{4,}\d|(?<=：)[A-Za-z][A-Za-z-]{5,19}(?![\w ]))",
        ),
        (
            "a chat account",  # spelled out, as what a check would find is
            _CHATS,
            rf"(?:{'|'.join(_CHATS)})[^.。\n]{{0,40}}\s?(?:{'|'.join(_SPELLED)})\s?\w+",
        ),
        (
            "a chat account",
            _CHATS,
            rf"(?:{'|'.join(_CHATS)})(?: ID)?\s?[:：]\s?[a-z][a-z]{{5,31}}(?=[\])”\"|。，,;；]|\.?\s*$)"
            rf"|(?:加|添加)(?:我们?|客服)?的?(?:{'|'.join(_CHATS)})\s?[号:：]?\s?[A-Za-z_][\w-]{{4,31}}",
        ),
        (
            "opening hours",
            (":", "："),
            r"[0-9][0-9]?[:：][0-5]\d\s?(?:[ap]\.?\s?m\.?)?\s?(?:[-–—~～至到a]|to|until|hasta)(?:\s?las)?\s?\d{1,2}[:：][0-5]\d(?![\d:])",
        ),
        ("opening hours", ("24",), r"(?:24\s?[/x×*]\s?7|7\s?[x×*]\s?24)(?![\w/])"),
        (
            "a postal address",
            (" St", " Av", " R", " B", " Lane"),
            r"[0-9][0-9]{0,4} [A-Z][a-z]+(?: [A-Z][a-z]+)? (?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.?|Lane)(?!\w)",
        ),
        (
            "a postal address",
            _STREETS,
            rf"(?:{'|'.join(map(re.escape, _STREETS))}) (?:de (?:la |los )?)?"
            r"[A-ZÁÉÍÓÚÑ]\w+(?: [A-ZÁÉÍÓÚÑ]\w+)*,? (?:n\.?[ºo] ?|#)?\d{1,5}(?!\w)",
        ),
        (
            "a postal address",
            ("路", "街", "大道", "巷"),
            r"[\u4e00-\u9fff]{1,8}[市区县][\u4e00-\u9fff]{1,12}(?:路|街|大道|巷)\s?\d{1,5}\s?号",
        ),
    )
)
_DIGITS = re.compile(r"[0-9](?:[ ().-]{0,3}[0-9]){6,14}(?!\w|[.,-]\d)")  # from the first digit on
_INSIDE = re.compile(r"(?:[\w.:&+=@-]|(?<!:/)/)\Z", re.ASCII)  # what a contact does not follow: the middle of a word, number or path
_PHONE = re.compile(
    r"\+[1-9][\d ().-]+"  # international
    r"|(?:400|800)[ -]\d{3,4}[ -]?\d{3,4}"  # China: service numbers, mobile, fixed line
    r"|1[3-9]\d(?:-\d{4}-\d{4}| \d{4} \d{4})"
    r"|0\d{2,3}-\d{7,8}"
    r"|(?:1[-. ])?(?:\(\d{3}\) ?\d{3}[-.]|\d{3}-\d{3}-|\d{3}\.\d{3}\.)\d{4}"  # North America
)
_MOBILE = re.compile(r"1[3-9]\d{9}")  # in China, without separators: a phone number only in Chinese text
_HAN = re.compile("[\u4e00-\u9fff]")
_DATE = re.compile(r"(?:19|20)\d\d[-.]\d\d[-.]\d\d.*")
# what is said before a number that is called, and between the two
_CALLED = (
    "电话",
    "热线",
    "拨打",
    "致电",
    r"\btel\.?",
    r"\bphone",
    r"\bcall(?: us)?(?: at| on)?",
    r"\bhotline",
    r"\bteléfono",
    r"\bllama(?:nos)?(?: al)?",
    r"\blínea",
)
_CALL = re.compile(rf"(?:{'|'.join(_CALLED)})(?:号码?| number)?[^\w+]{{0,4}}$", re.I)


def check(page: Page, library: Library) -> Iterator[Finding]:
    text = undisguised(library.text(page))
    for kind, start, end in contacts(text, page):
        yield Finding(text.count("\n", 0, start) + 1, _sentence(kind, text[start:end].strip(" .,;")))


def check_data(settings: Settings) -> Iterator[Finding]:
    for channel in settings.channels:
        if channel.contact and not _ours(channel.contact, settings):
            yield Finding(channel.line, _foreign(channel.contact), SUPPORT)
    for name, value in next(iter(settings.values.values()), {}).items():
        if "://" in value and not _ours(value, settings):
            yield Finding(0, f"`{name}`: {_foreign(value)}", f"data/{name.partition('.')[0]}.yml")
    for text in settings.texts:
        for language, words in text.words.items():
            for kind, start, end in contacts(undisguised(words)):
                if not (kind == "opening hours" and text.path == SUPPORT):
                    yield Finding(text.line, f"`{text.name}` in {language}: {_sentence(kind, words[start:end].strip(' .,;'))}", text.path)


def _ours(contact: str, settings: Settings) -> bool:
    """Whether an e-mail or https address stands below one of our domains, or on a declared host."""
    if {"data/brand.yml", "data/hosts.yml"} & settings.unread:
        return True  # what is ours is not known
    if "://" not in contact:
        return contact.count("@") == 1 and settings.owns(contact.rpartition("@")[2].lower())
    address = read_web_address(contact)
    if address is None or address.scheme != "https" or next(tricks(contact, True), ""):
        return False
    host = host_name(address.host)
    return settings.owns(f"{host}{address.path}") or host in settings.linkable


def _foreign(contact: str) -> str:
    return (
        f"“{contact[:60]}” does not stand below one of the `domains` of data/brand.yml: whoever answers there is taken for us. "
        "Write an address of ours, or have the domain declared."
    )


def contacts(text: str, page: Page | None = None) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of what looks like a contact, each place once."""
    spans: list[tuple[int, int]] = []
    for kind, start, end in _contacts(text, page):
        if not (_INSIDE.search(text, max(0, start - 3), start) or any(s < end and start < e for s, e in spans)):
            spans.append((start, end))
            yield kind, start, end


def _contacts(text: str, page: Page | None) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of what looks like a contact."""
    if _AT.search(text):
        code = _code_lines(page) if page else frozenset()
        for kind, pattern in _WITH_AT:
            for match in pattern.finditer(text):
                if kind == "an e-mail address" or text.count("\n", 0, match.start()) + 1 not in code:
                    yield kind, *match.span()
    for kind, words, pattern in _OTHERS:
        if any(word in text for word in words):
            yield from ((kind, *match.span()) for match in pattern.finditer(text))
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        while text[start - 1 : start] in {"+", "("}:
            start -= 1
        before = text[max(0, start - 24) : start]
        called = _CALL.search(before) and not _DATE.match(match[0])
        if called or _PHONE.fullmatch(text, start, end) or (_MOBILE.fullmatch(match[0]) and _HAN.search(before)):
            yield "a phone number", start, end


def _sentence(kind: str, contact: str) -> str:
    shown = contact if len(contact) <= 60 else contact[:57] + "…"
    return f"“{shown}” looks like {kind}: contacts stand in data/support.yml only. Link to the article that lists the official channels instead."


def _code_lines(page: Page) -> frozenset[int]:
    """The lines of code blocks, where `@name` is a package or a decorator."""
    return frozenset(
        line for block in page.walk() if block.kind == "code" for line in range(block.line, block.line + block.text.count("\n") + 2)
    )


RULE = Rule("contacts", WALLET, page=check, data=check_data, yields_to=("url-tricks", "support-hours"))

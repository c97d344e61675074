"""Typing a phrase, private key or keystore is told only in articles with `secret_entry: in-app`, in a sentence that says it happens in the app.

Every phishing page begins with “enter your phrase here”: readers must never learn that a page may ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Order, Sentence, compiled, orders, sentences
from helpcenter.sentences.secret_words import ENTER, KEYS

from ..rule import WALLET, Finding, Rule
from . import asks_for_secret

_ENTER, _KEY = compiled(ENTER), compiled(KEYS)
_IN_APP = {
    "en": re.compile(
        r"\b(?:in|inside|within|into|on|with|from)\s+(?:the |our |your |this |that |a |an )?(?:official |genuine |wallet |same |clean |mobile |new |trusted |hardware |◆+ )*(?:apps?|devices?|phone|wallet|restore screen|recovery screen)\b|\bapp's\b|\bofficial app\b"
    ),
    "es": re.compile(
        r"\b(?:en|dentro de|desde|con)\s+(?:la |el |nuestra |tu |este |esta |una? |propia )?(?:propia |misma )?(?:app|aplicacion|dispositivo|telefono|billetera|pantalla de (?:restauracion|recuperacion))\b|\bapp oficial\b"
    ),
    "zh": re.compile(r"(?:app|应用|设备|硬件钱包|手机|钱包)(?:上|里|内|中|的)|官方 ?app|恢复页面"),
}
_ON_WEB = {
    "en": re.compile(r"\b(?:websites?|web ?pages?|web|sites?|pages?|browsers?|online|here|below|form|portal|link|dapps?|extension)\b"),
    "es": re.compile(r"\b(?:pagina|web|sitio|navegador|en linea|aqui|abajo|formulario|portal|enlace|dapp)\b"),
    "zh": re.compile(r"网页|网站|网址|浏览器|在线|这里|此处|下方|表单|链接|网上|dapp"),
}
_BETWEEN = {
    "en": re.compile(
        r"\b(?:not|never|without|instead|nothing|from|for|that|which|who|when|where|whether|if|to restore|password|pin|code|address|(?:except|but)|paper|with)\b(?! phrase)"
    ),
    "es": re.compile(r"\b(?:no|nunca|ni|sin|que|si|cuando|contrasena|pin|codigo|direccion|despues|salvo|excepto)\b"),
    "zh": re.compile(r"不|勿|别|除|未|密码(?!短语)|验证码|地址|没|索|要求"),
}
_KEY_FIRST = re.compile(
    r"\b(?:must|should|needs? to|has to|have to|can|may|shall|is to|are to) be (?:entered|typed|pasted|imported|input)\b"
)


def offence(sentence: Sentence, in_app: bool = False) -> int | None:
    """Where the sentence tells the reader to type a key; `in_app` where the article may, if the sentence says “in the app”."""
    language, text = sentence.language, sentence.plain
    if not _KEY[language].search(text) or (in_app and _IN_APP[language].search(text) and not _on_web(sentence)):
        return None
    for order in orders(sentence, _ENTER[language]):
        if _types_key(order, language) and not (in_app and _aside(order, language)):
            return order.start
    if language == "en" and (passive := _KEY_FIRST.search(text)) and _KEY["en"].search(text, 0, passive.start()):
        return passive.start()
    return None


def _types_key(order: Order, language: str) -> bool:
    found = _KEY[language].search(order.after)
    if found and not _BETWEEN[language].search(order.after, 0, found.start()):
        return True
    if language == "en" or (language == "es" and not re.search(r"(?:se|l[oa]s?)$", order.verb)):
        return language == "en" and bool(re.match(r"\s*(?:it|them)\b", order.after)) and bool(_KEY["en"].search(order.before))
    before = None
    for before in _KEY[language].finditer(order.before):
        pass
    return before is not None and not _BETWEEN[language].search(order.before, before.end())


def _on_web(sentence: Sentence) -> bool:
    """Whether an order of the sentence names a page or form as the place to type."""
    language = sentence.language
    return any(_ON_WEB[language].search(order.after) for order in orders(sentence, _ENTER[language]))


def _aside(order: Order, language: str) -> bool:
    return language == "zh" and re.match(r"[^，。]{0,10}(?:时|前|后|的时候|之前|之后)", order.after) is not None


def check(page: Page, library: Library) -> Iterator[Finding]:
    article = library.article_of(page)
    in_app = article is not None and article.secret_entry == "in-app"
    for sentence in sentences(page, (_KEY,)):
        at = offence(sentence, in_app)
        if at is None or asks_for_secret.offence(sentence) is not None:
            continue
        repair = (
            "Say in this sentence that it happens in the app."
            if in_app
            else "Link to the article that restores a wallet instead (`secret_entry: in-app`)."
        )
        yield Finding(sentence.line_at(at), f"“{sentence.quote(at)}” tells the reader to type a recovery phrase or private key. {repair}")


RULE = Rule("secret-entry", WALLET, page=check, offence=Offence((_KEY,), offence, ""))

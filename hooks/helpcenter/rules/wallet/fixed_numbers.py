"""A fee, limit, waiting time, price or percentage is a `{{ }}` value, never a number in prose.

Such numbers change, and a stale one costs the reader money. Exempt are the protocol constants of data/constants.yml, in the
articles it names; the title of the section `next-24h` is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Constant
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, compiled, plain, reported, sentences

from ..rule import WALLET, Finding, Rule

_SECTION = "next-24h"
_COINS = r"btc|eth|trx|bnb|usdt|usdc|dai|sol|xrp|ltc|doge|ada|matic|pol|avax|dot|xlm|ton|bch|etc|arb|op|busd|fdusd|tusd|shib|sats?|satoshis?|gwei|wei|sun"
_DIGITS = r"\d+(?:[.,'’\u00a0\u202f]\d+)*"
_RANGE = rf"{_DIGITS}(?:\s*(?:[-–—~～至到]|to|or|a|o|y|and|或)\s*{_DIGITS})?"
_WORD = {
    "en": r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:a |one )?hundred|half an|(?<=within )an?|(?<=takes )an?|(?<=take )an?|(?<=up to )an?|(?<=about )an?|(?<=than )an?|(?<=least )an?|one)",
    "es": r"(?:veinti\w+|veinte|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y \w+)?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w+|cien|media|(?<=tarda )una?|(?<=tardan )una?|(?<=tardar )una?|(?<=de )una(?= hora)|(?<=dura )una?|(?<=en )una?(?= (?:hora|dia)))",
    "zh": r"[一二两三四五六七八九十百半]{1,8}",
}
_TIME = {
    "en": r"(?:milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|(?:business |working |calendar |trading )?days?|weeks?|months?|years?)",
    "es": r"(?:segundos?|seg|minutos?|min|horas?|hs?|hrs?|dias?(?: habiles| laborables| naturales)?|semanas?|mes(?:es)?|anos?)",
    "zh": r"(?:毫秒|秒钟?|分钟|个?(?:半)?小时|个?钟头|个?工作日|个?自然日|天|个?星期|周(?![一二三四五六日末])|个月|年(?!\s*\d)|日(?=内|后|以内|之内))",
}
_AMOUNT = {
    "en": rf"(?:%|percent\b|per cent\b|(?:{_COINS}|usd|eur|cny|rmb|coins?|tokens?|dollars?|euros?|cents?|yuan|(?:block |network )?confirmations?|blocks?|energy|gas units?|bandwidth|(?:failed |wrong |login |incorrect |consecutive )*(?:attempts?|tries)|[kmg]b)\b)",
    "es": rf"(?:%|por ?ciento\b|(?:{_COINS}|usd|eur|monedas?|tokens?|dolares|dolar|euros?|centavos?|pesos?|yuanes|confirmaciones|confirmacion|bloques?|de energia|energia|ancho de banda|intentos?|[kmg]b)\b)",
    "zh": rf"(?:%|％|‰|(?:{_COINS}|usd|eur|cny|rmb)(?![a-z])|个?(?:[\u4e00-\u9fff]{{0,2}}币)(?!种)|元|美元|美金|块钱|人民币|欧元|[个次](?:区块)?(?:网络)?确认|个?区块|点?能量|点?带宽|次(?:尝试|错误|失败|机会)|[kmg]b(?![a-z])|岁)",
}
_NUMBER = compiled(
    {
        language: (
            rf"(?<![\w.,$#/-])(?<![\w]-)(?P<amount>{_RANGE})\s?-?\s?(?:{_AMOUNT[language]}|(?:{_TIME[language]}|h){'(?![a-z])' if language != 'zh' else ''})"
            rf"|(?:us\$|[$€£¥￥]|\b(?:usd|eur|cny|rmb)\s)\s?{_DIGITS}"
            + {
                "en": rf"|\b{_WORD['en']}(?: (?:or|to) {_WORD['en']})?[ -](?:{_TIME['en']}|percent|per cent)\b|\b(?:gas(?: limit| price)?|energy|bandwidth|slippage|nonce gap)\b(?: is| of|:| at least| about| to)* {_DIGITS}",
                "es": rf"|\b{_WORD['es']}(?: (?:o|a) {_WORD['es']})? (?:{_TIME['es']}|por ?ciento)\b|\b(?:gas|energia|ancho de banda|deslizamiento)\b(?: es| de|:| al menos| unos| en)* {_DIGITS}",
                "zh": rf"|(?<!第)(?<!{{)(?:{_WORD['zh']}(?:到{_WORD['zh']})?)(?:毫秒|秒钟?|分钟|个?小时|个?钟头|个?工作日|个?自然日|个月|(?<=[二两三四五六七八九十百])天|个?星期|(?<=[二两三四五六七八九十])周)|[百千万]分之[\d一二两三四五六七八九十百.]+|(?:输错|失败|错误|尝试|重试|最多|连续)[^，。；、]{{0,4}}?{_DIGITS} ?次|(?:gas(?: ?limit)?|燃料上限|能量|带宽|滑点)(?:为|是|:|：|至少|约|设为)*\s?{_DIGITS}",
            }[language]
        )
        for language in ("zh", "en", "es")
    }
)
_NO_NUMBER = compiled(
    {  # what looks like one and is a promise, a date or a manner of speaking
        "en": r"^100 ?(?:%|percent|per cent)|^one (?:hours?|minutes?|seconds?|months?|years?|weeks?|days?)$(?<!within)|^(?:two|three|four|five) (?:tries|attempts)|^\d{4} years?",
        "es": r"^100 ?(?:%|por ?ciento)|^cien por ?ciento|^\d{4} anos?",
        "zh": r"^100 ?[%％]|^百分之百|^\d{4} ?年|^一(?:天|周|年)|^(?:半|一)天|^一两|^百年",
    }
)
_ORDINAL = compiled(
    {"en": r"(?:#|\bno\. ?|step |day |layer |block )$", "es": r"(?:#|\bn\.? ?|paso |dia |capa )$", "zh": r"(?:第|\d年|月)\s?$"}
)


def numbers(sentence: Sentence) -> list[tuple[int, str]]:
    """(position, text) of the fees, limits, times, prices and percentages that the sentence states as numbers."""
    language, text = sentence.language, sentence.plain
    return [
        (match.start(), sentence.text[match.start() : match.end()].strip())
        for match in _NUMBER[language].finditer(text)
        if not _NO_NUMBER[language].search(match[0]) and not _ORDINAL[language].search(text[: match.start()])
    ]


def offence(sentence: Sentence) -> int | None:
    """Where the sentence states such a number, if it does."""
    return next((position for position, _ in numbers(sentence) if not reported(sentence, position)), None)


def exempt(position: int, number: str, sentence: Sentence, constants: tuple[Constant, ...]) -> bool:
    """Whether the number is, with the words around it, the exact text of one of the constants."""
    text, language = _spaced(sentence.plain), sentence.language
    start, shown = len(_spaced(sentence.plain[:position])), _spaced(plain(number, language))
    for constant in constants:
        if constant.says and constant.says.casefold() not in sentence.text.casefold():
            continue
        for exact in constant.texts.get(language, ()):
            wanted = _spaced(plain(exact, language))
            at = text.find(wanted)
            while at >= 0:
                if at <= start + 1 and start + len(shown) <= at + len(wanted) + 1:
                    return True
                at = text.find(wanted, at + 1)
    return False


def _spaced(text: str) -> str:
    """Without the spaces between a number and its unit, which writers set differently."""
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


def check(page: Page, library: Library) -> Iterator[Finding]:
    category, _, slug = page.route.partition("/")
    here = tuple(c for c in library.settings.constants if slug in c.articles or category in c.categories)
    names = {section.line for section in page.sections if section.id == _SECTION}
    for sentence in sentences(page, (_NUMBER,)):
        if sentence.line_at(0) in names:
            continue
        for position, number in numbers(sentence):
            if not exempt(position, number, sentence, here) and not reported(sentence, position):
                yield Finding(
                    sentence.line_at(position),
                    f"“{number}” in “{sentence.quote(position)}” is a fixed number: write a value like `{{{{ hold.… }}}}` or `{{{{ network.… }}}}`, or say where the app shows it.",
                )


RULE = Rule("fixed-numbers", WALLET, page=check, offence=Offence((_NUMBER,), offence, ""), yields_to=("support-hours",))

"""Numbers and their units in running text, across notations: `1,000.5`, `1.000,5`, full-width digits, Chinese numerals, words.

Numbers are compared by value; units only if both sides name a known one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .scripts import chinese, primary, read_as

UNITS: dict[str, tuple[str, ...]] = {
    "second": ("秒钟", "秒", "seconds", "second", "segundos", "segundo"),
    "minute": ("分钟", "minutes", "minute", "min", "minutos", "minuto"),
    "hour": ("个小时", "小时", "hours", "hour", "horas", "hora"),
    "day": ("个工作日", "工作日", "天", "日", "days", "day", "días", "día", "dias", "dia"),
    "week": ("个星期", "星期", "周", "weeks", "week", "semanas", "semana"),
    "month": ("个月", "months", "month", "meses", "mes"),
    "year": ("年", "years", "year", "años", "año"),
    "percent": ("%", "％", "percent", "por ciento"),
    "word": ("个单词", "个词", "词", "words", "word", "palabras", "palabra"),
    "time": ("次", "times", "veces", "vez"),
    "letter": ("个字母", "letters", "letter", "letras", "letra"),
    "character": ("个字符", "字符", "characters", "character", "caracteres", "carácter"),
    "digit": ("位", "digits", "digit", "dígitos", "dígito"),
}
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_UNIT = r"(?P<unit>" + "|".join(re.escape(word) for word in sorted(_UNIT_OF, key=len, reverse=True)) + r")"
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_.])(?<!layer[ -])(?<!capa )(?P<number>\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?P<scale>\s*[万亿]|\s(?:thousand|million|billion|mil millones|millones|millón|mil)\b)?(?:(?:st|nd|rd|th)\b|\.?[ºª])?"
    rf"(?:[ \u00a0-]?{_UNIT}(?![a-záéíóúñ]))?(?![A-Za-z0-9])",
    re.I,
)

_SCALES = {"万": 10_000, "亿": 100_000_000, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SCALES |= {"mil": 1_000, "millón": 1_000_000, "millones": 1_000_000, "mil millones": 1_000_000_000}
_ANY_DIGIT = re.compile(r"\d")

_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_HAN = re.compile(r"(?P<number>[零〇一二两三四五六七八九十百千万亿]+)(?:" + _UNIT + r")?")
_HAN_IDIOMS = (
    "万一",
    "千万",
    "十分",
    "一一",
    "百分",
    "万万",
    "四五",
    "三四",
    "七八",
    "两三",
    "一两",
    "五六",
    "六进",
    "上百",
    "上千",
    "上万",
    "上亿",
)

_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte".split()
_EN_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_ES_TENS = {
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
    "cien": 100,
    "veintiuno": 21,
    "veinticuatro": 24,
    "veintidós": 22,
    "veintitrés": 23,
    "veinticinco": 25,
    "veintiséis": 26,
    "veintisiete": 27,
    "veintiocho": 28,
    "veintinueve": 29,
}
_WORDS = {
    "en": {word: value for value, word in enumerate(_EN)} | _EN_TENS,
    "es": {word: value for value, word in enumerate(_ES)} | _ES_TENS,
}
_WORD = {
    "en": re.compile(
        r"\b(?P<number>(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine))|"
        + "|".join(_WORDS["en"])
        + r")\b(?:[ -]"
        + _UNIT
        + r"\b)?",
        re.I,
    ),
    "es": re.compile(
        r"\b(?P<number>(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa) y (?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)|"
        + "|".join(_WORDS["es"])
        + r")\b(?: "
        + _UNIT
        + r"\b)?",
        re.I,
    ),
}
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERALS = {language: frozenset(words) - {"one", "uno", "zero", "cero"} for language, words in _WORDS.items()}
DECIMAL_COMMA = frozenset("bg cs da de el es fi fr hr hu id it nb nl pl pt ro ru sk sl sr sv tr uk vi".split())  # by Unicode CLDR
LEAST_WORD = 10  # below it a word is as often an article as a number (一个, one of them, una)
COUNTED = ("second", "minute", "hour", "day", "week", "month", "year", "percent", "word")  # before these, from two on


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, its unit ("" if unknown), the text as written, and its place."""

    value: Decimal
    unit: str
    text: str
    offset: int


def digits(text: str, language: str) -> list[Number]:
    """Return the numbers written in digits. The decimal sign is a point; in DECIMAL_COMMA a comma, unless a point follows."""
    half_width = read_as(_half_width(text), language)
    found: list[Number] = []
    if not _ANY_DIGIT.search(half_width):
        return found
    for match in _DIGITS.finditer(half_width):
        value = _value(match["number"], language)
        if value is not None:
            scale = _SCALES.get((match["scale"] or "").strip().lower(), 1)
            found.append(Number(value * scale, _unit(match["unit"]), text[match.start() : match.end()], match.start()))
    return found


def words(text: str, language: str) -> list[Number]:
    """Return the numbers written in words or Chinese numerals, from ten on or before a unit."""
    if chinese(language):
        return _han(read_as(text, language))
    language = primary(language)
    pattern = _WORD.get(language)
    if pattern is None:
        return []
    if _NUMERALS[language].isdisjoint(_LETTERS.findall(text.lower())):
        return []
    found = []
    for match in pattern.finditer(text):
        parts = re.split(r"[- ]| y ", match["number"].lower())
        value = sum(_WORDS[language].get(part, 0) for part in parts if part != "y")
        unit = _unit(match["unit"])
        if value >= LEAST_WORD or (unit in COUNTED and value > 1):
            found.append(Number(Decimal(value), unit, match[0], match.start()))
    return found


def _han(text: str) -> list[Number]:
    found = []
    for match in _HAN.finditer(text):
        number = match["number"]
        value = _han_value(number)
        unit = _unit(match["unit"])
        if any(idiom in text[max(0, match.start() - 1) : match.end() + 1] for idiom in _HAN_IDIOMS):
            continue
        if (value >= LEAST_WORD and (len(number) > 1 or unit)) or (unit in COUNTED and value > 1):
            found.append(Number(Decimal(value), unit, match[0], match.start()))
    return found


def _han_value(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        else:
            scale = _HAN_SCALES[character]
            if scale >= 10_000:
                total, section = (total + section + digit or 1) * scale, 0
            else:
                section += (digit or 1) * scale
            digit = 0
    return total + section + digit


def _value(text: str, language: str) -> Decimal | None:
    text = re.sub(r"['\u00a0\u202f ]", "", text)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif comma >= 0:
        grouped = re.fullmatch(r"\d{1,3}(,\d{3})+", text) and (language not in DECIMAL_COMMA or text.count(",") > 1)
        decimal = "" if grouped else ","
    else:
        grouped = re.fullmatch(r"\d{1,3}(\.\d{3})+", text) and (language in DECIMAL_COMMA or text.count(".") > 1)
        decimal = "" if grouped else "."
    text = text.replace("." if decimal == "," else ",", "") if decimal else text.replace(",", "").replace(".", "")
    try:
        return Decimal(text.replace(",", ".")).normalize()
    except InvalidOperation:
        return None


def _unit(word: str | None) -> str:
    return _UNIT_OF.get((word or "").lower(), "")


_FULL_WIDTH = re.compile(r"[\uff00-\uffef]|(?![0-9])\d")


def _half_width(text: str) -> str:
    """Replace full-width digits and signs, and the digits of any script, by plain ones, character by character, so that offsets stay
    valid."""
    if text.isascii() or not _FULL_WIDTH.search(text):
        return text
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKC", character) if "\uff00" <= character <= "\uffef" else character
    return plain if len(plain) == 1 else character

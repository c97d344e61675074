"""No page shows a private key or what stands for one: 64 hexadecimal digits, WIF, an extended private key, a seed, a keystore
file, a PEM block, the setup key or QR content of an authenticator.

Whoever copies a key out of an example sends money to a wallet that everybody can empty, and a real one slips in with a screen
copied from a test device. A transaction hash looks like a key and is left out for the same reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.articles.published_text import Published, two_ends
from helpcenter.wallet.recognize import KEY, found
from helpcenter.wallet.secret_shapes import table

from ..rule import WALLET, Finding, Rule

_KEYSTORE = re.compile(rf"{table()['keystores'][0]}[\"']?\s*[:=]\s*[\"']?[0-9a-fA-F]{{16,}}", re.I)
_KDF = re.compile(r"\bkdf[\"']?\s*[:=]", re.I)
_KEYSTORE_SPAN = 1_500  # characters to either side: a keystore file has about 500
_LINKS = [
    (link["what"], re.compile(rf"(?:{'|'.join(map(re.escape, link['begins']))})[^\s`<>\"')]{{9,}}", re.I)) for link in table()["links"]
]
_PEM = re.compile(rf"-----BEGIN (?!(?:[A-Z0-9 ]* )?(?:{'|'.join(table()['public_blocks'])}))[A-Z0-9 ]+-----")
_BYTES = re.compile(r"\[\s*(?:\d{1,3}\s*,\s*){63}\d{1,3}\s*\]")
_LETTER_MEETS_DIGIT = re.compile(r"[2-7](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
_BASE32 = re.compile(r"[A-Z2-7]{16,}(?![A-Za-z0-9])|\b(?:[A-Z2-7]{4}[ -]){3,}[A-Z2-7]{4}\b|\b(?:[a-z2-7]{4}[ -]){3,}[a-z2-7]{4}\b")
_TWO_FACTOR = re.compile(
    r"2FA|TOTP|authenticator|two-factor|setup key|secret key|验证器|双重|密钥|动态口令|autenticador|autenticación|dos factores|clave de configuración",
    re.I,
)
_NEAR = 200  # characters
_LONG = 80  # characters of the longest setup key, spaces included


def check(file: Published, library: Library) -> Iterator[Finding]:
    for position, what, shown in _secrets(file.undisguised):
        yield Finding(
            file.line(position),
            f"`{shown}` is {what} and must not be published. Describe it in words, or shorten it to a few characters and `…`.",
        )


def _secrets(text: str) -> Iterator[tuple[int, str, str]]:
    """(position, what it is, what to show of it): never the whole secret, reports are public."""
    keystores = [match.start() for match in _KEYSTORE.finditer(text) if _KDF.search(_around(text, match.start(), _KEYSTORE_SPAN))]
    for start in keystores:
        yield start, "part of a keystore file, which holds an encrypted private key,", "ciphertext"
    for named in found(text):
        if named.kind == KEY and not any(abs(named.position - start) < _KEYSTORE_SPAN for start in keystores):
            yield named.position, named.what, two_ends(named.token)
    links = [(what, match) for what, pattern in _LINKS for match in pattern.finditer(text)]
    for what, match in links:
        yield match.start(), what, match[0][:16] + "…"
    for match in _PEM.finditer(text):
        yield match.start(), "the beginning of a private key file", match[0]
    for match in _BYTES.finditer(text):
        yield match.start(), "a list of 64 bytes, like a Solana private key,", match[0][:12] + "…"
    for position, key in _setup_keys(text):
        if not any(match.start() <= position < match.end() for _, match in links):
            yield position, "a 2FA setup key", two_ends(key)


def _setup_keys(text: str) -> Iterator[tuple[int, str]]:
    """Base32 of 16 characters or more, also in groups of four, near words about 2FA. Letters and digits are mixed in it:
    four words of four letters are none."""
    end = 0
    for mixed in _LETTER_MEETS_DIGIT.finditer(text):
        if mixed.start() < end:
            continue
        for match in _BASE32.finditer(text, max(end, mixed.start() - _LONG), mixed.start() + _LONG):
            if match.start() <= mixed.start() < match.end():
                end = match.end()
                if _TWO_FACTOR.search(_around(text, match.start(), _NEAR)):
                    yield match.start(), match[0]


def _around(text: str, position: int, characters: int) -> str:
    return text[max(0, position - characters) : position + characters]


RULE = Rule("private-key", WALLET, file=check)

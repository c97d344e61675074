"""What a long string of letters and digits is: a private key, a blockchain address, or neither.

`found` looks at each such string of a text once and names it; the rules `private-key` and `address` report their share.
Where a coin has a checksum, it decides; where it has none or it is wrong, the string must at least look random.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .checksums import SECP256K1_ORDER, XRP_ALPHABET, base58, base58check, bech32, eip55, segwit, strkey, ton
from .secret_shapes import LONGEST_PREFIX, key_shapes, random_looking

KEY, ADDRESS = "key", "address"


@dataclass(frozen=True, slots=True)
class Named:
    """A string that is a key or an address. `flaw` says what is wrong with an address, if anything."""

    kind: str
    what: str
    token: str
    position: int
    flaw: str = ""


_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9]{24,}")  # a set before a repeated one: `re` then skips ahead quickly
_GROUPS = re.compile(r"[ -][0-9a-fA-F]{4}[ -][0-9a-fA-F]{4}[ -][0-9a-fA-F]{4}[ -]")
_GROUPED = re.compile(r"(?<![A-Za-z0-9])(?:0[xX][ -]?)?(?:[0-9a-fA-F]{4}[ -]){9,15}[0-9a-fA-F]{4}(?![A-Za-z0-9])")
_TON = re.compile(r"[EUk0]Q[\w-]{46}(?![\w-])", re.ASCII)
_HEX = re.compile(r"(.*?0[xX])?([0-9a-fA-F]{24,})")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]+")
_BITCOIN = re.compile(r"(?:bc|tb|bcrt)1[0-9a-z]{20,}", re.I)
_VERSIONS = {0x00: "Bitcoin", 0x05: "Bitcoin", 0x6F: "Bitcoin", 0xC4: "Bitcoin", 0x41: "TRON"}
_NO_CHECKSUM = "fails its checksum"


@lru_cache(maxsize=1024)
def found(text: str) -> tuple[Named, ...]:
    """The keys and addresses of `text` (undisguised, see lookalikes)."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Named]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() < end:
            continue
        shaped = _shaped(text, match)
        if shaped:
            end = shaped.position + len(shaped.token)
            yield shaped
            continue
        named = _named(match[0])
        if named:
            kind, what, token, flaw = named
            yield Named(kind, what, token, match.end() - len(token), flaw)
    for match in _GROUPED.finditer(text) if _GROUPS.search(text) else ():
        named = _hexadecimal(re.sub("[ -]", "", match[0]))
        if named:
            kind, what, token, flaw = named
            yield Named(kind, what, token, match.start(), flaw or "is written in groups")
    for match in _TON.finditer(text):
        if ton(match[0]):
            yield Named(ADDRESS, "TON", match[0], match.start())


def _shaped(text: str, match: re.Match[str]) -> Named | None:
    """The key of the table of shapes that a string is, holds, or ends: a prefix may have signs that the string has not."""
    begin = max(0, match.start() - LONGEST_PREFIX)
    for what, shape in key_shapes():
        for key in shape.finditer(text, begin, min(len(text), match.end() + 1)):
            if key.end() > match.start() and random_looking(key[0]):
                return Named(KEY, what, key[0], key.start())
    return None


_Name = tuple[str, str, str, str]  # kind, what, token, flaw


def _named(token: str) -> _Name | None:
    hexadecimal = _HEX.fullmatch(token)
    if hexadecimal and (named := _hexadecimal((hexadecimal[1] or "")[-2:] + hexadecimal[2])):
        return named
    if _BITCOIN.fullmatch(token):
        return ADDRESS, "Bitcoin", token, "" if segwit(token) else _NO_CHECKSUM
    if "1" in token and (coin := bech32(token)).variant:
        return ADDRESS, coin.prefix, token, ""
    if strkey(token):
        return (KEY, "a Stellar seed", token, "") if token[0] == "S" else (ADDRESS, "Stellar", token, "")
    return _base58(token) if _BASE58.fullmatch(token) else None


def _hexadecimal(token: str) -> _Name | None:
    prefix = token[:2] in {"0x", "0X"}
    digits = token[2:] if prefix else token
    length = len(digits)
    if not prefix and (digits.isdigit() or _is_text(digits)):
        return None  # a decimal number, or an error message of TRON, which comes as the hexadecimal digits of its letters
    if length >= 64:
        number = int(digits, 16)
        return (
            (KEY, f"a string of {length} hexadecimal digits, like a private key,", token, "")
            if 0 < number < SECP256K1_ORDER or length > 64
            else None
        )
    mixed = digits != digits.lower() and digits != digits.upper()
    if length == 40:
        if prefix:
            return ADDRESS, "EVM", token, "" if eip55(token) else "fails its EIP-55 checksum"
        return (ADDRESS, "EVM", token, "lacks its 0x") if mixed else None  # lower case only: a Git commit looks the same
    if prefix or (length > 40 and not digits.isalpha()):
        return ADDRESS, "EVM", token, f"has {length} hexadecimal digits (an address has 40, a transaction hash 64)"
    return None


def _is_text(digits: str) -> bool:
    """Whether hexadecimal digits stand for printable ASCII."""
    return len(digits) % 2 == 0 and all(0x20 <= byte < 0x7F for byte in bytes.fromhex(digits))


def _base58(token: str) -> _Name | None:
    if len(token) > 120:
        return None
    if payload := base58check(token):
        if len(payload) == 78:  # BIP-32: a private key begins with a zero byte, a public one with 2 or 3
            return (KEY, "an extended private key", token, "") if payload[45] == 0 else None
        if len(payload) in {33, 34} or (len(payload) == 39 and payload[0] == 1):
            return KEY, "a private key (WIF)", token, ""
        return ADDRESS, _VERSIONS.get(payload[0], "Base58Check"), token, ""
    if payload := base58check(token, XRP_ALPHABET):
        if len(payload) in {17, 19}:
            return KEY, "an XRP seed", token, ""
        return ADDRESS, "XRP", token, ""
    digits = sum(character.isdigit() for character in token)
    if 32 <= len(token) <= 44 and digits >= 2 and (not token.isdigit() or set(token) == {"1"}) and len(base58(token)) == 32:
        return ADDRESS, "Solana", token, ""
    random = digits >= 2 and token != token.lower() and token != token.upper()
    if 86 <= len(token) <= 88 and random and len(base58(token)) == 64:
        return KEY, "a string of 64 bytes, like a Solana private key,", token, ""
    for first, chain, lengths in (("13", "Bitcoin", range(26, 36)), ("T", "TRON", range(34, 35)), ("r", "XRP", range(25, 36))):
        if random and token[0] in first and len(token) in lengths:
            return ADDRESS, chain, token, _NO_CHECKSUM
    return None

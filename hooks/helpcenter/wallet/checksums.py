"""The checksums of addresses, keys and recovery phrases: what proves that a string is one, and not a word or a number.

Pure functions of text; none raises. They are slow: look for candidates with a pattern first. Keccak is a library's; of Base58 and bech32m
a prototype on the libraries showed no gain.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b32decode, urlsafe_b64decode
from collections.abc import Sequence
from typing import NamedTuple

BITCOIN_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
XRP_ALPHABET = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
SECP256K1_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141  # SEC 2, §2.4.1

# --- Ethereum: EIP-55 over keccak-256 ---------------------------------------------------------------------------------


def keccak_256(data: bytes) -> bytes:
    """Ethereum's hash, 32 bytes: Keccak with the padding it had before FIPS 202, which is why hashlib.sha3_256 differs."""
    from Crypto.Hash import keccak  # noqa: PLC0415 (it loads a library, for a rare case)

    return keccak.new(digest_bits=256, data=data).digest()


def eip55(address: str) -> bool:
    """Whether `0x` + 40 hexadecimal digits carry the checksum of EIP-55 in their capitals."""
    if not re.fullmatch(r"0x[0-9a-fA-F]{40}", address):
        return False
    digits = address[2:]
    marks = keccak_256(digits.lower().encode()).hex()
    return all(not digit.isalpha() or digit.isupper() == (int(mark, 16) >= 8) for digit, mark in zip(digits, marks, strict=False))


# --- Bitcoin, TRON, XRP, Solana: Base58 -------------------------------------------------------------------------------


def base58(text: str, alphabet: str = BITCOIN_ALPHABET) -> bytes:
    """The bytes that Base58 `text` stands for; empty when it holds another character."""
    number = 0
    for character in text:
        digit = alphabet.find(character)
        if digit < 0:
            return b""
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base58check(text: str, alphabet: str = BITCOIN_ALPHABET) -> bytes:
    """Version and payload of Base58Check `text`; empty when the checksum (four bytes of a double SHA-256) is wrong."""
    data = base58(text, alphabet)
    payload, check = data[:-4], data[-4:]
    return payload if len(data) > 4 and hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == check else b""


# --- Bitcoin since SegWit: bech32 (BIP-173) and bech32m (BIP-350) -----------------------------------------------------

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_VARIANTS = {1: "bech32", 0x2BC830A3: "bech32m"}


def _polymod(values: Sequence[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate(_GENERATORS):
            checksum ^= generator if top >> i & 1 else 0
    return checksum


class Bech32(NamedTuple):
    variant: str  # "bech32", "bech32m", or empty when the checksum is neither
    prefix: str
    values: list[int]  # five bits each, without the checksum


def bech32(text: str) -> Bech32:
    """What `text` is in bech32 or bech32m. Longer texts than BIP-173's 90 characters are read, too: invoices are."""
    folded = text.lower()
    prefix, separator, data = folded.rpartition("1")
    if text not in {folded, text.upper()} or not prefix or not separator or len(data) < 6:
        return Bech32("", "", [])
    values = [_BECH32.find(character) for character in data]
    if min(values) < 0 or not all(33 <= ord(character) <= 126 for character in prefix):
        return Bech32("", "", [])
    spread = [ord(character) >> 5 for character in prefix] + [0] + [ord(character) & 31 for character in prefix]
    return Bech32(_VARIANTS.get(_polymod(spread + values), ""), prefix, values[:-6])


def segwit(address: str) -> bool:
    """Whether this is a valid SegWit address: witness version 0 with bech32, versions 1–16 with bech32m."""
    variant, prefix, values = bech32(address)
    if not variant or prefix not in {"bc", "tb", "bcrt"} or len(address) > 90 or not values or values[0] > 16:
        return False
    spare = len(values[1:]) * 5 % 8  # bits that fill up the last group: fewer than five, all zero
    length = len(values[1:]) * 5 // 8
    if spare > 4 or values[-1] & ((1 << spare) - 1) or not 2 <= length <= 40:
        return False
    return variant == "bech32" and length in {20, 32} if values[0] == 0 else variant == "bech32m"


# --- TON and Stellar: CRC-16/XMODEM -----------------------------------------------------------------------------------


def ton(address: str) -> bool:
    """Whether 48 characters of Base64url are a TON address (TEP-2)."""
    if not re.fullmatch(r"[\w-]{48}", address, re.ASCII):
        return False
    data = urlsafe_b64decode(address)
    return data[0] & 0x7F in {0x11, 0x51} and binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "big")


def strkey(text: str) -> bool:
    """Whether 56 characters of Base32 are a Stellar account (`G…`) or seed (`S…`), SEP-23."""
    if not re.fullmatch(r"[GS][A-Z2-7]{55}", text):
        return False
    data = b32decode(text)
    return binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "little")


# --- recovery phrases: BIP-39 -----------------------------------------------------------------------------------------

PHRASE_LENGTHS = (12, 15, 18, 21, 24)  # words


def bip39(indexes: Sequence[int]) -> bool:
    """Whether words with these places (0–2047) in their list are a phrase: the last bits are the SHA-256 of the others."""
    if len(indexes) not in PHRASE_LENGTHS:
        return False
    check = len(indexes) // 3  # bits: one for each 32 of entropy
    number = 0
    for index in indexes:
        number = number << 11 | index
    entropy = (number >> check).to_bytes(check * 4, "big")
    return hashlib.sha256(entropy).digest()[0] >> (8 - check) == number & ((1 << check) - 1)

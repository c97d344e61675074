"""Checksums agree with the published test vectors of their standards."""

from __future__ import annotations

import json

import pytest
from mnemonic import Mnemonic

from helpcenter.wallet.checksums import XRP_ALPHABET, base58, base58check, bech32, bip39, eip55, keccak_256, segwit, strkey, ton
from places import ROOT

EXAMPLES = json.loads((ROOT / "data" / "safe_examples.json").read_text(encoding="utf-8"))


# The Keccak team's ShortMsgKAT_256 (empty, 0xCC) and common knowledge of Ethereum; the last is longer than one block.
@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"\xcc", "eead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (b"transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b"),
        (b"a" * 200, "96ea54061def936c4be90b518992fdc6f12f535068a256229aca54267b4d084d"),
    ],
)
def test_keccak_256(data: bytes, digest: str) -> None:
    assert keccak_256(data).hex() == digest


@pytest.mark.parametrize(
    "address",
    [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_eip55_accepts_its_own_examples_and_no_other_case(address: str) -> None:
    assert eip55(address)
    letter = next(i for i, character in enumerate(address) if i > 1 and character.isalpha())
    assert not eip55(address[:letter] + address[letter].swapcase() + address[letter + 1 :])


@pytest.mark.parametrize("text", ["", "0x", "0x" + "0" * 39, "0x" + "g" * 40, "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"])
def test_eip55_refuses_what_is_no_address(text: str) -> None:
    assert not eip55(text)


# Bitcoin Core's base58_encode_decode.json.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("", ""),
        ("61", "2g"),
        ("626262", "a3gV"),
        ("73696d706c792061206c6f6e6720737472696e67", "2cFupjhnEsSn59qHXstmK2ffpLv2"),
        ("00eb15231dfceb60925886b67d065299925915aeb172c06647", "1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L"),
        ("00000000000000000000", "1111111111"),
    ],
)
def test_base58(data: str, text: str) -> None:
    assert base58(text).hex() == data


def test_base58check_tells_versions_and_alphabets_apart() -> None:
    assert base58check("1BoatSLRHtKNngkdXEeobR76b53LETtpyT")[0] == 0
    assert base58check("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb")[0] == 0x41
    assert base58check("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ")[0] == 0x80
    assert base58check("rrrrrrrrrrrrrrrrrrrrrhoLvTp", XRP_ALPHABET) == bytes(21)
    assert base58check("rrrrrrrrrrrrrrrrrrrrrhoLvTp") == b""
    assert base58check("1BoatSLRHtKNngkdXEeobR76b53LETtpyU") == b""
    assert base58check("0OIl") == base58check("") == b""


# BIP-173 and BIP-350, test vectors.
@pytest.mark.parametrize(
    ("variant", "text"),
    [
        ("bech32", "A12UEL5L"),
        ("bech32", "a12uel5l"),
        ("bech32", "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs"),
        ("bech32", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"),
        ("bech32", "?1ezyfcl"),
        ("bech32m", "A1LQFN3A"),
        ("bech32m", "a1lqfn3a"),
        ("bech32m", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx"),
        ("bech32m", "?1v759aa"),
        ("", "pzry9x0s0muk"),
        ("", "1pzry9x0s0muk"),
        ("", "x1b4n0q5v"),
        ("", "li1dgmt3"),
        ("", "A1G7SGD8"),
        ("", "a12UEL5L"),
        ("", "y1b0jsk6g"),
        ("", "M1VUXWEZ"),
    ],
)
def test_bech32(variant: str, text: str) -> None:
    assert bech32(text).variant == variant


@pytest.mark.parametrize(
    "address",
    [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "BC1SW50QGDZ25J",
        "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
        "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_segwit_addresses_of_bip_350_are_valid(address: str) -> None:
    assert segwit(address)


@pytest.mark.parametrize(
    "address",
    [
        "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        "bc1gmk9yu",
    ],
)
def test_segwit_addresses_on_the_invalid_list_of_bip_350_are_refused(address: str) -> None:
    assert not segwit(address)


def test_stellar_and_ton() -> None:
    assert strkey("GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ")  # SEP-23
    assert strkey("SBU2RRGLXH3E5CQHTD3ODLDF2BWDCYUSSBLLZ5GNW7JXHDIYKXZWHOKR")
    assert not strkey("GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGA")
    assert ton("EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c")  # the zero address
    assert not ton("EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9d")
    assert not ton("")


@pytest.mark.parametrize("phrase", EXAMPLES["mnemonics"])
def test_bip39_accepts_every_published_phrase_and_not_its_neighbour(phrase: str) -> None:
    words = Mnemonic("english").wordlist
    indexes = [words.index(word) for word in phrase.split()]
    assert bip39(indexes)
    assert not bip39([*indexes[:-1], indexes[-1] ^ 1])
    assert not bip39(indexes[:-1])


def test_every_safe_address_passes_its_checksum() -> None:
    def passes(address: str) -> bool:
        return bool(eip55(address) or segwit(address) or base58check(address) or base58check(address, XRP_ALPHABET))

    for entry in EXAMPLES["addresses"]:
        address = entry["address"]
        assert len(base58(address)) == 32 if entry["chain"] == "Solana" else passes(address), address

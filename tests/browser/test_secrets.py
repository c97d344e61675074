"""The guard of the search box and the staff page (secrets.js) in a real browser: what it finds, what it leaves, and how much of
a text it takes. Phrases are made of the word lists when the tests run, keys at random or out of published vectors."""

from __future__ import annotations

import base64
import binascii
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from mnemonic import Mnemonic
from playwright.sync_api import Browser, Page

from conftest import importing
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.search import files
from helpcenter.search.index import index
from helpcenter.source.files import read_tree
from helpcenter.wallet import secret_shapes
from helpcenter.wallet.checksums import BITCOIN_ALPHABET
from places import ROOT

LISTS = tuple(secret_shapes.LISTS)
SPELLED = LISTS[:8]  # with letters that stand apart
CHINESE = ("chinese_simplified", "chinese_traditional")
LENGTHS = (12, 15, 18, 21, 24)

# Published: those of the vectors that Python knows too, and of RFC 6238.
KEYS = (
    *(vector["text"] for vector in yaml.safe_load((ROOT / "tests/data/vectors/secrets.yml").read_text(encoding="utf-8"))["keys"]),
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "JBSWY3DPEHPK3PXP",
    "jbsw y3dp ehpk 3pxp",
    "otpauth://totp/x?secret=y",
    "OTPAUTH://TOTP/x?secret=y",
    "otpauth%3A%2F%2Ftotp%2Fx%3Fsecret%3Dy",
    "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8",
    "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
)


def digits(random_: random.Random, count: int) -> str:
    return "".join(random_.choices("0123456789abcdef", k=count))


def base58_of(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = BITCOIN_ALPHABET[digit] + text
    return text


def wif(random_: random.Random, version: int) -> str:
    return base58_of(bytes([version]) + random_.randbytes(32) + b"\1" + random_.randbytes(4))


def stellar(random_: random.Random) -> str:
    data = bytes([18 << 3]) + random_.randbytes(32)
    return base64.b32encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "little")).decode()


# Ways to write down a phrase: each takes its words and makes a text of them.
WAYS: dict[str, Callable[[list[str]], str]] = {
    "spaces": " ".join,
    "upper case": lambda words: " ".join(words).upper(),
    "title case": lambda words: " ".join(word.title() for word in words),
    "commas": ", ".join,
    "semicolons": "; ".join,
    "slashes": "/".join,
    "underscores": "_".join,
    "dashes": "-".join,
    "dots": ".".join,
    "pipes": " | ".join,
    "lines": "\n".join,
    "CRLF": "\r\n".join,
    "tabs": "\t".join,
    "no-break spaces": "\u00a0".join,
    "ideographic spaces": "\u3000".join,
    "emoji": "🔑".join,
    "JSON": json.dumps,
    "HTML": lambda words: "".join(f"<li>{word}</li>" for word in words),
    "percent signs": "%20".join,
    "plus signs": "+".join,
    "numbered": lambda words: " ".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
    "numbered lines": lambda words: "\n".join(f"{n}) {word}" for n, word in enumerate(words, 1)),
    "word1:": lambda words: " ".join(f"word{n}: {word}" for n, word in enumerate(words, 1)),
    "numbers glued": lambda words: " ".join(f"{n}{word}" for n, word in enumerate(words, 1)),
    "roman": lambda words: " ".join(
        f"{n}. {word}" for n, word in zip("i ii iii iv v vi vii viii ix x xi xii".split(), words, strict=False)
    ),
    "and": " and ".join,
    "y": " y ".join,
    "xx": " xx ".join,
    "NFC": lambda words: unicodedata.normalize("NFC", " ".join(words)),
    "NFD": lambda words: unicodedata.normalize("NFD", " ".join(words)),
    "NFKD": lambda words: unicodedata.normalize("NFKD", " ".join(words)),
    "no marks": lambda words: " ".join(secret_shapes.without_marks(word) for word in words),
    "zero-width spaces": lambda words: " ".join("\u200b".join(word) for word in words),
    "soft hyphens": lambda words: " ".join(f"{word[:2]}\u00ad{word[2:]}" for word in words),
    "in an English sentence": lambda words: (
        f"Hello, I cannot restore my wallet with {' '.join(words)} and I do not know why. Can you help?"
    ),
    "in a Spanish sentence": lambda words: f"Hola, no puedo restaurar mi billetera con {' '.join(words)} y no sé por qué. ¿Me ayudan?",
    "in a Chinese sentence": lambda words: f"你好，我用 {' '.join(words)} 恢复不了钱包，怎么办？",
    "one misspelt": lambda words: " ".join([*words[:4], words[4] + "q", *words[5:]]),
    "two misspelt": lambda words: " ".join([*words[:3], words[3] + "x", *words[4:8], words[8] + "q", *words[9:]]),
    "without the last": lambda words: " ".join(words[:11]),
}
# These need words that are written in letters.
LETTERS: dict[str, Callable[[list[str]], str]] = {
    "together": "".join,
    "camel case": lambda words: "".join(word.title() for word in words),
    "spelled": lambda words: "  ".join(" ".join(word) for word in words),
    "spaces inside": lambda words: " ".join(f"{word[:2]} {word[2:]}" for word in words),
}
ENGLISH: dict[str, Callable[[list[str]], str]] = {
    "full width": lambda words: "".join(chr(ord(c) + 0xFEE0) if c > " " else "\u3000" for c in " ".join(words)),
    "leet": lambda words: " ".join(words).translate(str.maketrans("oie", "013")),
    "four letters": lambda words: " ".join(word[:4] for word in words),
    "hexadecimal": lambda words: " ".join(words).encode().hex(),
    "Base64": lambda words: base64.b64encode(" ".join(words).encode()).decode(),
    "Cyrillic look-alikes": lambda words: " ".join(words).translate(str.maketrans("aeo", "аео")),
    "places": lambda words: " ".join(str(Mnemonic("english").wordlist.index(word)) for word in words),
    "SeedQR": lambda words: "".join(f"{Mnemonic('english').wordlist.index(word):04}" for word in words),
    "six words": lambda words: " ".join(words[:6]),
    "eight words": lambda words: " ".join(words[:8]),
}
HAN: dict[str, Callable[[list[str]], str]] = {
    "together": "".join,
    "twos": lambda words: " ".join(a + b for a, b in zip(words[::2], words[1::2], strict=True)),
    "fours": lambda words: " ".join("".join(words[i : i + 4]) for i in range(0, len(words), 4)),
    "in a sentence": lambda words: f"我的助记词是{''.join(words)}为什么恢复不了",
}
# The share of random phrases that must be found. Han characters without spaces are told from a sentence by how rare they are.
SHARES = dict.fromkeys(HAN, 0.9) | {
    "four letters": 0.85,
    "six words": 0.9,
    "spelled": 0.95,
    "together": 0.95,
    "camel case": 0.95,
    "leet": 0.95,
}


@cache
def library() -> Library:
    return read_library(read_tree(ROOT))


@pytest.fixture(scope="module")
def guard(browser: Browser) -> Iterator[Page]:
    with importing(browser, "secrets") as page:
        page.evaluate("(table) => { window.guard = new Guard(table) }", secret_shapes.for_browser())
        yield page


def kinds(guard: Page, texts: list[str]) -> list[str]:
    found: list[str] = guard.evaluate("(texts) => texts.map((text) => guard.kind(text))", texts)
    return found


def spans(guard: Page, text: str) -> list[list[object]]:
    """(what, kind) of each span."""
    found: list[list[object]] = guard.evaluate("(text) => guard.find(text).map((s) => [text.slice(s.from, s.to), s.kind])", text)
    return found


def phrases(language: str, count: int, length: int = 12, seed: int = 1) -> list[list[str]]:
    chance, words = random.Random(f"{language} {seed}"), Mnemonic(language).wordlist
    return [[chance.choice(words) for _ in range(length)] for _ in range(count)]


# --- Phrases ----------------------------------------------------------------------------------------------------------


def test_python_and_javascript_know_the_same_words(guard: Page) -> None:
    look = "([words, list]) => words.filter((word) => !(guard.lists(word) & (1 << list)))"
    for name, number in secret_shapes.LISTS.items():
        assert guard.evaluate(look, [[secret_shapes.without_marks(word) for word in Mnemonic(name).wordlist], number]) == []


def test_the_filter_is_small_and_always_the_same() -> None:
    assert secret_shapes.bloom_filter() == secret_shapes.bloom_filter()
    assert len(secret_shapes.bloom_filter()) <= 25_000


def test_few_other_words_pass_for_one_of_a_list(guard: Page) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(4000)]
    passing = guard.evaluate("(words) => words.filter((word) => guard.lists(word) & 2).length", words)
    assert passing < 4000 * 0.06


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("length", LENGTHS)
def test_a_phrase_of_every_list_is_found_whole(guard: Page, language: str, length: int) -> None:
    for words in phrases(language, 12, length):
        text = " ".join(words)
        assert spans(guard, text) == [[text, "phrase"]]


@pytest.mark.parametrize("way", WAYS)
def test_a_phrase_is_found_however_it_is_written(guard: Page, way: str) -> None:
    texts = [WAYS[way](words) for language in LISTS for words in phrases(language, 8)]
    found = kinds(guard, texts)
    assert [text for text, kind in zip(texts, found, strict=True) if kind != "phrase"] == []


@pytest.mark.parametrize(
    ("ways", "languages", "way"),
    [(LETTERS, SPELLED, way) for way in LETTERS] + [(ENGLISH, ("english",), way) for way in ENGLISH] + [(HAN, CHINESE, way) for way in HAN],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_phrase_is_found_without_its_spaces_or_as_something_else(
    guard: Page, ways: dict[str, Callable[[list[str]], str]], languages: tuple[str, ...], way: str
) -> None:
    texts = [ways[way](words) for language in languages for words in phrases(language, 60 // len(languages) + 8)]
    found = [kind for kind in kinds(guard, texts) if kind]
    assert len(found) >= SHARES.get(way, 1) * len(texts)


def test_what_stands_around_a_phrase_stays(guard: Page) -> None:
    for words in phrases("english", 20):
        text = " ".join(words)
        found = spans(guard, f"Hello, it says no. {text}: is it of another wallet?")
        assert len(found) == 1
        assert text in str(found[0][0])
        assert "Hello" not in str(found[0][0])
        assert "wallet" not in str(found[0][0])


def test_words_of_other_lists_are_known_by_their_row(guard: Page) -> None:
    """Lists that we have not (SLIP-39, Monero, Electrum …): a dozen words in a row, none of which makes a sentence."""
    texts = (
        "abbey tsunami jeopardy oaks bifocals taken yanks unjustly ointment swagger jailed stellar licks",
        "academic acid acne acquire acrobat activity actress adapt adequate adjust admit adorn adult advance advocate afraid again agency agree aide",
        "Schmied Liveband Magnet Möhre Kolumne Zeitlupe Wortlaut Beigabe Moos Anorak erfahren Diamant Fakt",
        "able acid also lava zero jowl taxi aqua",
    )
    assert set(kinds(guard, list(texts))) == {"phrase"}


# --- Keys -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_a_published_key_is_found_whole(guard: Page, key: str) -> None:
    assert spans(guard, key) == [[key, "key"]]
    [[found, kind]] = spans(guard, f"please explain: {key} today?")
    assert (str(found), kind) in {(key, "key"), (f"{key} today?", "key")}  # a block without its end goes on


def test_a_random_key_of_every_coin_is_found(guard: Page) -> None:
    chance = random.Random(2)
    for _ in range(20):
        secret = chance.randbytes(64)
        keys = [
            *(wif(chance, version) for version in (0x80, 0xEF, 0xB0, 0x9E)),
            stellar(chance),
            json.dumps(list(secret)),
            ",".join(map(str, secret)),
            secret.hex(),
            base64.b64encode(secret).decode(),
            base64.urlsafe_b64encode(secret[:32]).decode(),
            "ed25519:" + base58_of(secret),
            "my private key " + secret[:32].hex(),
            "私钥 0x" + secret[:32].hex().upper(),
            "clave privada: " + secret[:32].hex(),
            ", ".join(f"0x{byte:02x}" for byte in secret[:32]),
        ]
        assert [key for key, kind in zip(keys, kinds(guard, keys), strict=True) if kind != "key"] == []


def test_a_cut_key_is_found(guard: Page) -> None:
    chance = random.Random(3)
    for _ in range(20):
        key, coin = digits(chance, 64), wif(chance, 0x80)
        cut = [
            " ".join(key[i : i + 4] for i in range(0, 64, 4)),
            ":".join(key[i : i + 2] for i in range(0, 64, 2)),
            f"{key[:32]}\n{key[32:]}",
            " ".join(coin[i : i + 4] for i in range(0, len(coin), 4)),
            f"{KEYS[5][:60]}\n{KEYS[5][60:]}",
        ]
        assert [text for text, kind in zip(cut, kinds(guard, cut), strict=True) if not kind] == []


def test_a_string_that_may_be_a_transaction_is_told_by_what_stands_beside_it(guard: Page) -> None:
    chance = random.Random(4)
    for _ in range(20):
        text, solana = digits(chance, 64), base58_of(chance.randbytes(64))
        assert set(kinds(guard, [text, f"0x{text}", text.upper(), text[1:], f"what is {text}?", solana])) == {"maybe"}
        public = [
            f"my tx {text} is pending",
            f"TxID: 0x{text}",
            f"hash {text}",
            f"交易哈希 {text} 一直没确认",
            f"la transacción {text} no llega",
            f"https://etherscan.io/tx/0x{text}",
            f"https://solscan.io/tx/{solana}",
            f"signature {solana}",
        ]
        assert [case for case, kind in zip(public, kinds(guard, public), strict=True) if kind] == []


def test_a_keystore_file_is_masked_with_its_braces(guard: Page) -> None:
    text = json.dumps({"version": 3, "Crypto": {"CipherText": "ab" * 32, "kdf": "scrypt", "mac": "cd" * 32}})
    assert spans(guard, f"it says wrong password {text} why") == [[text, "key"]]


# --- Codes and numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("123456", "12345678", "123 456", " 654321 ", "8765-4321", "a1b2c-3d4e5", "ab12-cd34-ef56"),
        *("code 123456", "my code is 482913", "the google code was 482 913", "482913 is my code", "OTP: 482913", "PIN 4821", "CVV 123"),
        *("验证码 123456", "验证码是482913", "收到的验证码：482913", "谷歌验证码 482 913 无效", "482913是我的验证码", "密码：abc12345"),
        *(
            "el código es 123456",
            "código de verificación 482913",
            "mi código: 482913 no funciona",
            "mi pin es 4821",
            "contraseña: Perro123!",
        ),
        *("my password is Qwerty12", "Password=Hunter2x"),
    ],
)
def test_a_code_is_found(guard: Page, text: str) -> None:
    assert kinds(guard, [text]) == ["code"]


@pytest.mark.parametrize(
    "text",
    [
        *("4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "card 4111111111111111 declined"),
        "4111 1111 1111 1111 12/28 123",
        *("11010519491231002X", "身份证 11010519491231002X 过期"),
    ],
)
def test_the_number_of_a_card_or_a_person_is_found(guard: Page, text: str) -> None:
    assert kinds(guard, [text]) == ["number"]
    assert not re.search(r"\d", re.sub(re.escape(str(spans(guard, text)[0][0])), "", text))


# --- What is no secret ------------------------------------------------------------------------------------------------

HARMLESS = (
    *("2002", "#2002", "12345", "error 4001", "error code 500123", "código de error 100234", "错误码 100234", "chain id 42161"),
    *("TRC20 12 words", "my deposit has not arrived yet what can i do now", "my app say network error try again later"),
    *("如果交易一直没有确认怎么办", "你应当在手机上打开这个页面", "how long does it take to send bitcoin", "is my birthday fine as a pin"),
    *("code 3", "the code arrived after 10 minutes", "el código llega tarde", "验证码收不到", "password must have 12 characters or more"),
    *(
        "i sent 250.50 USDT on 2026-11-22 at 14:03",
        "转账 100 USDT 2 小时没到账",
        "envié 1.250,00 USDT ayer",
        "version 10.14.2 build 20261122",
    ),
    *("https://help.example.com/en/transfers/deposit-not-arrived/", "Screenshot_2026-11-01-10-22-33-123_com.wallet.app.png"),
    *("AccountPermissionUpdateContract", "wc:7f6e504bfad60b485450578e05678ed3@2", "+34 600 123 456", "me@example.com"),
    *("sistema operativo android version nueva", "-----BEGIN PUBLIC KEY-----", "xpub and xprv", "0x" + "f" * 64),
    *("1 2 3 4 5 6 7 8 9 10 11 12 13", "usdt usdc dai bnb trx sol"),
    "ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed@1",
    "a9059cbb" + "0" * 24 + "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed" + "0" * 58 + "0f4240",
    b"Contract validate error : account does not exist".hex(),
)


def test_ordinary_questions_and_public_data_are_no_secret(guard: Page) -> None:
    examples = json.loads((ROOT / "data/safe_examples.json").read_text(encoding="utf-8"))["addresses"]
    texts = [*HARMLESS, *(entry["address"] for entry in examples), *(f"is {entry['address']} mine?" for entry in examples)]
    assert [(text, kind) for text, kind in zip(texts, kinds(guard, texts), strict=True) if kind] == []


@pytest.mark.parametrize("language", ["zh", "en", "es"])
def test_what_people_ask_is_no_secret_in_any_part_of_it(guard: Page, language: str) -> None:
    """As it is typed: every beginning of every question, for the box is emptied at once."""
    taxonomy = json.loads((ROOT / "tests/data/taxonomy.json").read_text(encoding="utf-8"))
    asked = [query for entry in taxonomy for query in entry["queries"][language]]
    begun = [query[:end] for query in asked for end in range(4, len(query) + 1)]
    assert [(text, kind) for text, kind in zip(begun, kinds(guard, begun), strict=True) if kind] == []


@pytest.mark.parametrize("language", ["zh", "en", "es"])
def test_our_own_sentences_are_no_secret(guard: Page, language: str) -> None:
    examples = json.loads((ROOT / "data/safe_examples.json").read_text(encoding="utf-8"))
    published = examples["mnemonics"]
    offices = {
        name
        for country in library().settings.reporting.countries
        for each in country.authorities
        for name in (each.official, *each.name.values())
    }  # which are called what they are called
    sentences = [
        sentence
        for place in index(library(), language).places
        for text in (place.heading, place.text)
        for sentence in re.split(r"(?<=[.!?。！？])\s*|\n", text)
        if sentence not in {"", *offices} and not any(phrase[:20] in sentence for phrase in published)
    ]
    assert len(sentences) > 1000
    assert [pair for pair in zip(sentences, kinds(guard, sentences), strict=True) if pair[1]] == []


# --- Long texts -------------------------------------------------------------------------------------------------------


def test_of_a_long_text_the_beginning_is_read(guard: Page) -> None:
    most = secret_shapes.table()["most_characters"]
    key = KEYS[1]
    assert kinds(guard, ["- " * (most // 2 - 100) + key, "- " * (most // 2) + key]) == ["key", ""]


@pytest.mark.parametrize(
    "piece",
    ["a", "a@b", "1", "1 ", "ab12 ", "é", "助", "학습", "いろ", "otpauth:", "-----BEGIN A ", "%C3%A9", "eyJ", "{", "code my ", "\n"],
)
def test_a_text_of_two_million_characters_has_an_answer(guard: Page, piece: str) -> None:
    """Where a pattern took more than linear time this would not end."""
    assert isinstance(kinds(guard, [piece * (2_000_000 // len(piece))])[0], str)


def test_no_pattern_stands_twice() -> None:
    """The other scripts have no key or address of their own."""
    for path in (
        *(f"overrides/{files.SCRIPTS}{name}" for name in files.MODULES if name != "secrets.js"),
        "hooks/helpcenter/staff/staff.js",
    ):
        text = Path(ROOT / path).read_text(encoding="utf-8")
        assert not re.search(r"prv|A-HJ-NP-Z|otpauth|BEGIN|ciphertext", text), path

"""The search: Python and JavaScript make the same terms and weights, the guard keeps secrets out, and each language finds its own."""

from __future__ import annotations

import json
import math
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from conftest import Quiet, importing, serving
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.runtime import release
from helpcenter.search import files, synonyms
from helpcenter.search.analyzer import searchable, terms
from helpcenter.search.index import LENGTH, PLACE_BOOSTS, SATURATION, SCALE, index, packed
from helpcenter.source.files import read_tree
from helpcenter.text.words import words
from places import ROOT

LANGUAGES = ("zh", "en", "es")
VECTORS = tuple(
    vector["text"] for vector in yaml.safe_load((ROOT / "tests/data/vectors/analyzer.yml").read_text(encoding="utf-8"))["texts"]
)
NASTY = (
    *VECTORS,
    "x" * 2000,
    *"~^*:+-\"'\\/()[]{}<>|&%$#@!?.,;=`",
    "<img src=x onerror=alert(1)>",
    "</script>",
    "\ud800",
    "\udfff\ud800",
    "\0",
    "a" * 5000,
    "助" * 3000,
    "constructor",
    "__proto__",
    "hasOwnProperty toString",
    "%E0%A4%A",
    "deposit~1 ^5 +must -not title:x",
    *(
        f"{sign}{word}{sign} {word}{sign}{word}"
        for sign in "~^*:+-\"'\\/()<>&%#\u202e\u200d\0"
        for word in ("deposit", "充值", "contraseña", "🙂", "0x", "2fa")
    ),
)


@cache
def library() -> Library:
    return read_library(read_tree(ROOT))


@cache
def tiers(language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both tiers, the second as the one file that it is at this size."""
    first, [second] = files.tiers(library(), language)
    return first, second


@cache
def lessons(language: str) -> dict[str, Any]:
    return files.all_lessons(library(), language)


@pytest.fixture(scope="module")
def searching(browser: Browser) -> Iterator[Page]:
    """A page with the modules of the worker, and an index and a guard of each language in them."""
    with importing(browser, "index", "pinyin", "secrets") as page:
        page.evaluate(
            """([tiers, words]) => {
                window.made = {}
                for (const [language, [first, second, lessons]] of Object.entries(tiers)) {
                    made[language] = new Index(first, words)
                    made[language].add(second.places)
                    made[language].learn(lessons, Pinyin)
                }
                window.guard = new Guard(words.secrets)
            }""",
            [{language: [*tiers(language), lessons(language)] for language in LANGUAGES}, files.shared_words()],
        )
        yield page


def texts() -> Iterator[str]:
    """Every title, heading and text of the corpus."""
    for language in LANGUAGES:
        first, second = tiers(language)
        yield from (page[1] for page in first["pages"])
        yield from (text for place in second["places"] for text in place[2:4])


def test_python_and_javascript_make_the_same_terms(searching: Page) -> None:
    samples = [*VECTORS, *texts()]
    for language in ("zh", "es"):
        found = searching.evaluate(
            "([samples, language]) => samples.map((text) => made.zh.analyzer.terms(text, language))", [samples, language]
        )
        differing = [text[:60] for text, theirs in zip(samples, found, strict=True) if terms(text, language) != theirs]
        assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packed_weights_are_those_of_lunr(searching: Page, language: str) -> None:
    weights = index(library(), language).first
    sample = sorted(weights)[:: max(1, len(weights) // 200)]
    found = searching.evaluate(
        "([sample, first, words]) => { const i = new Index(first, words); return sample.map((t) => i.at(t)) }",
        [sample, tiers(language)[0], files.shared_words()],
    )
    assert {t: dict(zip(n[::2], n[1::2], strict=True)) for t, n in zip(sample, found, strict=True)} == {t: weights[t] for t in sample}


def test_texts_are_weighed_by_the_formula_of_lunr(searching: Page) -> None:
    """BM25 as in lunr's builder, recomputed here for one word of the English texts that no title or heading holds."""
    made = index(library(), "en")
    counted = [terms(place.text, "en") for place in made.places]
    named = {term for place in made.places for term in terms(place.heading, "en")} | set(made.first)
    term = next(t for t in terms("paper drawer bookmark calmly", "en") if any(t in c for c in counted) and t not in named)
    holding = sum(term in words for words in counted)
    idf = math.log(1 + abs((len(counted) - holding + 0.5) / (holding + 0.5)))
    average = sum(map(len, counted)) / len(counted)
    expected = {
        len(made.pages) + number: idf
        * (SATURATION + 1)
        * tf
        / (SATURATION * (1 - LENGTH + LENGTH * len(words) / average) + tf)
        * PLACE_BOOSTS["text" if made.places[number].anchor else "summary"]
        * SCALE
        for number, words in enumerate(counted)
        if (tf := words.count(term))
    }
    numbers = searching.evaluate("(term) => made.en.at(term)", term)
    assert dict(zip(numbers[::2], numbers[1::2], strict=True)) == pytest.approx(expected)


def test_packing_keeps_every_weight() -> None:
    tier = {"a": {0: 3, 7: 1}, "ab": {2: 9}, "abc": {0: 1}, "助记": {5: 2}}
    words, postings = packed(tier)
    assert words.split("\n") == ["0a", "1b", "2c", "0助记"]
    assert postings.split("\n") == ["0 3 6 1", "2 9", "0 1", "5 2"]


def test_many_texts_are_cut_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    [whole] = files.tiers(library(), "en")[1]
    monkeypatch.setattr(files, "WHOLE", 50_000)
    monkeypatch.setattr(files, "SHARD", 20_000)
    first, shards = files.tiers(library(), "en")
    assert [place for shard in shards for place in shard["places"]] == whole["places"]
    assert len(shards) > 5
    pages = [{place[0] for place in shard["places"]} for shard in shards]
    assert [min(numbers) for numbers in pages] == first["shards"]
    assert sum(map(len, pages)) == len(first["pages"])  # no page stands in two


# The answers to queries asked one after the other, each when it has come again with the texts it needs.
ASK = """async ([names, folder, words, worker, queries]) => {
    const made = new Worker(worker, { type: "module" }), answers = []
    made.postMessage({names, folder, words})
    for (const [number, [query, times]] of queries.entries()) {
        let last, left = times
        const done = new Promise((resolve) => { made.onmessage = (event) => {
            if (event.data.number === number) { last = event.data; if (!--left) resolve() }
        } })
        made.postMessage({query, number})
        await done
        answers.push([last.secret || "", (last.results || []).map((result) => [result.url, result.sections.length])])
    }
    return answers
}"""


def test_of_many_files_those_are_read_that_a_search_needs(
    browser: Browser, searching: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "WHOLE", 50_000)
    monkeypatch.setattr(files, "SHARD", 10_000)
    made = files.search_files(library()) | {"index.html": b"<!doctype html>"}
    release.write(tmp_path, made)
    view, asked = files.search_assets(library(), "zh"), []

    class Noting(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path.removeprefix("/"))
            super().do_GET()

    names = json.loads(made[view["index"]])
    with serving(tmp_path, Noting) as address:
        page = browser.new_page()
        page.goto(address)
        urls = [address + view[name] for name in ("index", "words", "worker")]
        [(_, [(_, sections), *_])] = page.evaluate(ASK, [names, *urls, [["充值没到账", 2]]])
        texts = {posixpath.normpath(files.INDEXES + name) for name in names["second"]}
        read = [path for path in texts if path in asked]
        assert sections > 0
        assert 0 < len(read) <= 8 < len(texts)
        answers = page.evaluate(ASK, [names, *urls, [["囧囧囧", 2], ["充值没到账", 1]]])  # what nothing holds may stand in any text
        page.close()
    assert texts <= set(asked)
    in_one_file = searching.evaluate("() => made.zh.search('充值没到账').results.map((result) => [result.url, result.sections.length])")
    assert answers == [["", []], ["", in_one_file]]


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_of_questions_expand_nothing(searching: Page, language: str) -> None:
    empty = {term for word in words("question_words", language) for term in terms(word, language)}
    groups = searching.evaluate("(language) => made[language].groups", language)
    assert groups
    assert empty.isdisjoint(term for group in groups for word in group for term in word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_typed_throws_or_leaves_the_language(searching: Page, language: str) -> None:
    taxonomy = json.loads((ROOT / "tests/data/taxonomy.json").read_text(encoding="utf-8"))
    queries = [*NASTY, *(query for entry in taxonomy for code in LANGUAGES for query in entry["queries"][code][:2])]
    urls = searching.evaluate(
        "([queries, language]) => queries.flatMap((q) => made[language].search(q).results.map((r) => r.url))",
        [[query.encode("utf-8", "replace").decode() for query in queries], language],
    )
    assert urls
    assert all(url.startswith({"zh": "", "en": "en/", "es": "es/"}[language]) for url in urls)
    assert len(NASTY) > 170
    if language == "zh":
        assert not any(url.startswith(("en/", "es/")) for url in urls)


def test_lone_surrogates_do_not_throw(searching: Page) -> None:
    assert searching.evaluate(
        "() => ['\\ud800', 'a\\udfff b'].map((q) => { guard.kind(q); return made.en.search(q).results.length >= 0 })"
    ) == [
        True,
        True,
    ]


def test_accents_traditional_characters_and_typos_find_the_same(searching: Page) -> None:
    def first(language: str, query: str) -> str:
        found: str = searching.evaluate("([l, q]) => made[l].search(q).results.map((r) => r.url)[0]", [language, query])
        return found

    assert first("es", "contraseña olvidada") == first("es", "contrasena olvidada")
    assert first("zh", "備份助記詞") == first("zh", "备份助记词")
    assert first("en", "recovry phrase exposed") == first("en", "recovery phrase exposed")
    assert first("en", "助记词 泄露").endswith("backup/recovery-phrase-exposed/")


def test_a_letter_that_a_short_word_lacks_is_missed_by_nobody(searching: Page) -> None:
    near: list[list[str]] = searching.evaluate("() => ['uds', 'usd', 'gs'].map((word) => made.en.near(word).map((each) => each[0]))")
    assert "usdt" in near[1]
    assert near[2] == []  # two letters are near to everything


def test_a_han_character_finds_the_pairs_that_hold_it(searching: Page) -> None:
    """By how many of them a page's title and keywords hold; particles and the other languages have none."""
    weights = searching.evaluate(
        """(words) => {
            const first = {...made.zh.data, pages: [["a/", "甲", "", 0, 1, 0], ["b/", "乙", "", 0, 2, 0]], terms: "0收到\\n1款", postings: "0 5 0 5\\n0 5"}
            const small = new Index(first, words)
            return [[...small.single("收")], [...small.single("到")], [...small.single("的")], small.search("收").results.map((r) => r.url)]
        }""",
        files.shared_words(),
    )
    idf = math.log(2)
    assert weights[0] == [[0, pytest.approx(2 * idf * 2)], [1, pytest.approx(2 * idf)]]
    assert [page for page, _ in weights[1]] == [0, 1]
    assert weights[2] == []
    assert weights[3] == ["a/", "b/"]


def alone_in_tables(language: str) -> dict[str, str]:
    """Word → route of the only page that holds it, for those that stand in cells and nowhere else; of Chinese, pairs of characters."""
    in_cells: dict[str, set[tuple[str, str]]] = {}  # term → (word, route)
    elsewhere = set(index(library(), language).first)
    for article in library().in_language[language]:
        page = article.pages[language]
        elsewhere |= {
            term for text in (page.text("summary"), *(section.title for section in page.sections)) for term in terms(text, language)
        }
        for block in page.walk():
            shown = "".join(piece.text for piece in block.inlines if piece.kind not in {"html", "image"})
            for word in re.findall(r"\b[a-z]{3,}\b|[一-鿿]+", searchable(shown)):
                for term in terms(word, language):
                    if block.kind == "cell":
                        in_cells.setdefault(term, set()).add((word if word.isascii() else term, article.route))
                    elsewhere |= {term} if block.kind in {"paragraph", "box", "tab"} else set()
    return dict(min(held) for term, held in in_cells.items() if len({route for _, route in held}) == 1 and term not in elsewhere)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_stands_in_a_table_alone_is_found(searching: Page, language: str) -> None:
    words = alone_in_tables(language)
    found = searching.evaluate(
        "([language, words]) => words.map((word) => made[language].search(word).results.map((result) => result.url))", [language, [*words]]
    )
    missed = [word for (word, route), urls in zip(words.items(), found, strict=True) if not any(url.endswith(f"{route}/") for url in urls)]
    assert len(words) > 20
    assert len(missed) <= len(words) / 8, missed  # a word like “olvidaron” is in a table by chance: other pages have its other forms


@pytest.mark.parametrize(
    ("language", "query", "route"),
    [
        ("zh", "墨西哥 报案", "reporting"),
        ("en", "where do i report in Argentina", "reporting"),
        ("en", "police Mexico", "reporting"),
        ("es", "denunciar en Argentina", "reporting"),
        ("es", "policía de México", "reporting"),
        ("zh", "紧急情况", "incident"),
        ("en", "emergency", "incident"),
        ("es", "emergencias", "incident"),
    ],
)
def test_pages_that_are_no_articles_are_found(searching: Page, language: str, query: str, route: str) -> None:
    urls = searching.evaluate("([language, query]) => made[language].search(query).results.map((result) => result.url)", [language, query])
    assert f"{route}/" in [url.removeprefix(f"{language}/") for url in urls[:2]]


OFFERED = "([language, queries]) => queries.map((query) => made[language].search(query).corrected)"
# What is typed, and what was meant. Which of them are offered depends on how often people ask with the word.
MISTYPED = {
    "en": {
        "walet": "wallet", "my walet is empty": "my wallet is empty", "acount locked": "account locked", "passwrod": "password",
        "forgot pasword": "forgot password", "verfication code": "verification code", "recovry phrase": "recovery phrase",
        "transfr not arrived": "transfer not arrived", "depost missing": "deposit missing", "stollen crypto": "stolen crypto",
        "hakced wallet": "hacked wallet", "authenticatr app": "authenticator app", "netwrok fee": "network fee",
        "confirmaton pending": "confirmation pending", "transacton failed": "transaction failed", "backp phrase": "backup phrase",
        "aproval scam": "approval scam", "extention missing": "extension missing", "identiy verification": "identity verification",
        "swapp failed": "swap failed", "memmo missing": "memo missing", "tokn not showing": "token not showing",
        "balanec zero": "balance zero", "suport number fake": "support number fake", "scamer called me": "scammer called me",
        "certficate": "certificate", "exchagne": "exchange",
    },
    "es": {
        "billetra vacia": "billetera vacia", "direcion equivocada": "dirección equivocada", "retiro pendinte": "retiro pendiente",
        "depsito no llega": "depósito no llega", "frase de recuperasion": "frase de recuperación", "autenticadr perdido": "autenticador perdido",
        "transferncia fallida": "transferencia fallida", "cuenta bloqeada": "cuenta bloqueada", "estfa soporte": "estafa soporte",
        "telefno robado": "teléfono robado", "extencion borrada": "extension borrada", "correo cambair": "correo cambiar",
        "restarurar billetera": "restaurar billetera", "tarjta compra": "tarjeta compra", "confirmasion": "confirmación",
        "soprte falso": "soporte falso", "intercanbio fallido": "intercambio fallido", "biyetera": "billetera", "red equivocda": "red equivocada",
        "saldo no aprece": "saldo no aparece", "contraceña": "contraseña", "verificasion": "verificación", "comision muy lata": "comision muy alta",
        "memo faltnte": "memo faltante", "puente atascdo": "puente atascado", "codigo no llga": "codigo no llega",
    },
    "zh": {
        "walet 空了": "wallet 空了", "usdtt 没到账": "usdt 没到账", "tronn 失败": "tron 失败", "memmo 填错": "memo 填错",
        "ledgr 连不上": "ledger 连不上", "ethreum 转账": "ethereum 转账", "bitcion 未确认": "bitcoin 未确认", "gass 不够": "gas 不够",
        "nounce too low": "nonce too low", "invalid mnemnic": "invalid mnemonic", "eth netwrok": "eth network", "p2pp 冻卡": "p2p 冻卡",
        "aprove 授权": "approve 授权", "permitt 签名": "permit 签名", "solna": "solana", "polygn 添加": "polygon 添加",
        "arbitrm 提现": "arbitrum 提现", "optimsm": "optimism", "passkeyy": "passkey", "airdop 骗局": "airdrop 骗局",
        "passphrse": "passphrase", "keystre 忘记密码": "keystore 忘记密码", "multisg": "multisig", "yubkey": "yubikey",
        "metamsk": "metamask", "phising": "phishing",
    },
}  # fmt: skip
RIGHT = {
    "en": (
        "my horse is ill", "wallet", "password", "how do i send money to my mother", "twelve words", "sleep", "the green dog", "house", "virus on phone",
        "kid spent coins", "daughter lost phone", "hit confirm twice", "nonce too low", "gas", "busd", "matic", "i sold my car", "ring", "banana", "ship",
        "dark mode", "mail", "receiver says no", "pay landlord", "said the man", "wages", "bridge", "usdc",
    ),
    "es": (
        "doce palabras", "me dijeron", "mi hija", "la clave", "retiro", "dinero", "jefe", "viernes", "rojo", "noche", "idea", "mil", "diez dolares",
        "quise enviar", "sigo esperando", "abro la app", "cuenta", "comisiones", "casa", "perro", "virus", "facebook", "contador", "gané", "vendí mi coche",
        "universidad", "trading", "mes",
    ),
    "zh": (
        "助记词", "钱包", "usdt", "trc20", "gas", "nonce", "icloud", "whatsapp", "json", "arb", "seed", "lock", "crypto", "wifi", "ipad", "github", "otp",
        "gmail", "discord", "link", "how", "document", "register", "tether", "app", "memo", "2fa", "import",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_meant_is_offered_or_nothing(searching: Page, language: str) -> None:
    """Never another word, and never the query again; in Chinese texts Latin words are few, so that fewer are sure."""
    offered = searching.evaluate(OFFERED, [language, list(MISTYPED[language])])
    meant = MISTYPED[language].values()
    assert [
        (found, right) for found, right in zip(offered, meant, strict=True) if found and terms(found, language) != terms(right, language)
    ] == []
    assert sum(map(bool, offered)) >= len(offered) * (0.1 if language == "zh" else 0.6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_offered_for_what_is_right(searching: Page, language: str) -> None:
    offered = searching.evaluate(OFFERED, [language, list(RIGHT[language])])
    assert {query: found for query, found in zip(RIGHT[language], offered, strict=True) if found} == {}


def test_numbers_and_messages_lead_to_their_article(searching: Page) -> None:
    def named(query: str) -> list[str]:
        found: list[str] = searching.evaluate("(q) => made.en.named(q).map((r) => r.url)", query)
        return found

    assert named("#2002") == ["en/transfers/deposit-not-arrived/"]
    assert named("9999") == []
    assert "en/transfers/transfer-pending-or-failed/" in named("Error: out of gas (code 3)")


def test_an_encoded_message_is_read(searching: Page) -> None:
    read = "(text) => decoded(text)"
    assert searching.evaluate(read, b"Validate signature error".hex()) == "Validate signature error"
    assert searching.evaluate(read, "VmFsaWRhdGUgc2lnbmF0dXJlIGVycm9y") == "Validate signature error"
    assert searching.evaluate(read, "Withdrawals") == ""


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("zh", "充值", "提现"),
        ("en", "deposit", "withdraw"),
        ("es", "deposito", "retiro"),
        ("zh", "加速", "取消"),
        ("en", "speed up", "cancel"),
    ],
)
def test_opposites_never_meet(language: str, one: str, other: str) -> None:
    for group in synonyms.groups(library().settings):
        made = {tuple(terms(word, language)) for word in group.get(language, ())}
        assert not {tuple(terms(one, language)), tuple(terms(other, language))} <= made


def test_two_builds_give_the_same_bytes() -> None:
    again = read_library(read_tree(ROOT))
    assert files.search_files(again) == files.search_files(library())


def test_the_site_holds_what_the_pages_name() -> None:
    made = files.search_files(library())
    for language in LANGUAGES:
        assert set(files.search_assets(library(), language).values()) <= set(made)


# Queries whose article is not among the first five, each with the reason.
MISSED = {
    ("en", "uninstalled the app is my money gone"): "three articles speak of money gone after a change of phone",
    ("en", "support asked for my seed phrase"): "every article on the phrase answers first",
    ("es", "me dieron una frase semilla con usdt"): "every article on the phrase answers first",
    ("es", "congelar dirección del hacker"): "it has happened, so the incidents stand first",
    ("es", "me pidieron mi frase semilla"): "every article on the phrase answers first",
    ("es", "algo salió mal"): "no word that tells the articles apart",
    ("zh", "解绑2fa"): "people ask for it after they have lost the device",
}


def test_every_query_of_the_plan_finds_its_article(searching: Page) -> None:
    """Among the first five; what does not is listed with its reason, at most two of a hundred."""
    taxonomy = json.loads((ROOT / "tests/data/taxonomy.json").read_text(encoding="utf-8"))
    missed, asked = set(), 0
    for language in LANGUAGES:
        urls = {page[4]: page[0] for page in tiers(language)[0]["pages"]}
        queries = [(query, urls[entry["id"]]) for entry in taxonomy for query in entry["queries"][language]]
        found = searching.evaluate(
            "([language, queries]) => queries.map(([q]) => made[language].search(q).results.slice(0, 5).map((r) => r.url))",
            [language, queries],
        )
        missed |= {(language, query) for (query, url), five in zip(queries, found, strict=True) if url not in five}
        asked += len(queries)
    assert missed == set(MISSED)
    assert len(missed) <= 0.02 * asked

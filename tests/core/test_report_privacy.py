"""No secret and no personal data of a log or a ticket reaches a record or a file of the report, however often it is there."""

from __future__ import annotations

import csv
import random
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from mnemonic import Mnemonic

from helpcenter.articles.model import Library
from helpcenter.report.answers import scopes
from helpcenter.report.gather import Asked, gather
from helpcenter.report.scripts import Scripts
from helpcenter.report.scrub import Scrubber
from helpcenter.report.store import KINDS
from helpcenter.report.tables import answered, connected
from helpcenter.report.written import Report, files


@dataclass(frozen=True)
class Plant:
    """A text of a reader, and the pieces of it of which none may be found again (case, spaces and marks do not count)."""

    language: str
    text: str
    pieces: tuple[str, ...]


def phrase(language: str, words: int) -> str:
    return str(Mnemonic(language).to_mnemonic(random.Random(words).randbytes(words // 3 * 4)))


def runs(text: str, size: int = 3) -> tuple[str, ...]:
    """The pieces of a phrase: any three words of it in a row."""
    words = text.split() if " " in text else list(text)
    size = size if " " in text else 6
    return tuple(("" if " " not in text else " ").join(words[i : i + size]) for i in range(len(words) - size + 1))


def luhn(body: str) -> str:
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def identity(body: str) -> str:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


HEX = random.Random(7).randbytes(32).hex()
BASE = "".join(random.Random(8).choices("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", k=88))
BASE32 = "JBSWY3DPEHPK3PXP"  # of the documents of Google Authenticator
CARD = luhn("411122223333444")
NATIONAL = identity("11010519900307123")
WIF = "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617"  # the Bitcoin wiki
ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
ENGLISH, SPANISH = phrase("english", 12), phrase("spanish", 24)
CHINESE = phrase("chinese_simplified", 12).replace(" ", "")
JOINED = phrase("english", 15).replace(" ", "")
PLANTS = [
    Plant("en", f"restore does not work with {ENGLISH}", runs(ENGLISH)),
    Plant("en", phrase("english", 24), runs(phrase("english", 24))),
    Plant("en", " ".join(f"{i}.{word}" for i, word in enumerate(phrase("english", 18).split(), 1)), tuple(phrase("english", 18).split()[:3])),
    Plant("en", f"my words {JOINED} are refused", (JOINED[:14], JOINED[20:40])),
    Plant("en", f"import private key {HEX} fails", (HEX[:16], HEX[20:40])),
    Plant("en", f"0x{HEX.upper()}", (HEX[:16],)),
    Plant("en", f"wif {WIF}", (WIF[:12], WIF[20:40])),
    Plant("en", f"phantom key {BASE} what now", (BASE[:12],)),
    Plant("en", f"setup key {BASE32} gives wrong codes", (BASE32,)),
    Plant("en", "the code is 482913 but it is refused", ("482913",)),
    Plant("en", "my pin 7391 does not open the app", ("7391",)),
    Plant("en", "password: Tr0ub4dor&3x is wrong", ("tr0ub4dor", "Tr0ub4dor&3x")),
    Plant("en", f"card {CARD} cvv 737 declined", (CARD, "737")),
    Plant("en", "ssn 078-05-1120 verification rejected", ("078051120", "078-05-1120")),
    Plant("en", "call me at +1 (212) 555-0147 please", ("5550147", "212555")),
    Plant("en", "i am jane.doe@mail.example, no reply since monday", ("jane.doe", "mail.example")),
    Plant("en", "ask @jane_doe_77 on telegram", ("jane_doe",)),
    Plant("en", f"sent usdt to {ADDRESS} by mistake", (ADDRESS[:14], ADDRESS[20:34])),
    Plant("en", f"tx 0x{HEX} pending", (HEX[:16],)),
    Plant("en", "my name is Jonathan Q Peterson, i live at 221 Baker Street, login fails", ("jonathan", "peterson", "221 baker")),
    Plant("zh", f"我的助记词是{CHINESE}打不开", runs(CHINESE)),
    Plant("zh", " ".join(CHINESE), runs(" ".join(CHINESE))),
    Plant("zh", f"助记词 {phrase('english', 12)} 导入失败", runs(ENGLISH)),
    Plant("zh", f"私钥 {HEX} 导入不了", (HEX[:16],)),
    Plant("zh", "验证码 739204 一直说不对", ("739204",)),
    Plant("zh", "支付密码 628193 忘了", ("628193",)),
    Plant("zh", "密码是 Zhang2024abc 登不上", ("zhang2024",)),
    Plant("zh", f"身份证 {NATIONAL} 审核不过", (NATIONAL, NATIONAL[:12])),
    Plant("zh", f"银行卡{' '.join(CARD[i : i + 4] for i in range(0, 16, 4))}充值失败", (CARD, CARD[:8])),
    Plant("zh", "我的手机号13812345678收不到短信", ("13812345678", "12345678")),
    Plant("zh", "手机１３９８７６５４３２１换了", ("13987654321",)),
    Plant("zh", "联系我 138-1234-5678 急", ("13812345678",)),
    Plant("zh", "邮箱 wang.fang@qq.example 收不到邮件", ("wang.fang", "qq.example")),
    Plant("zh", "客服微信：wallet_help88 是真的吗", ("wallet_help88",)),
    Plant("zh", f"转到{TRON}没到账", (TRON[:12], TRON[15:30])),
    Plant("zh", f"哈希{HEX}查不到", (HEX[:16],)),
    Plant("zh", "我叫王小明，登录不了", ("王小明",)),
    Plant("zh", "地址北京市朝阳区建国路88号收货", ("建国路",)),
    Plant("zh", f"wc:{HEX}@2?relay-protocol=irn&symKey={HEX[::-1]}", (HEX[:16], HEX[::-1][:16])),
    Plant("zh", "护照 E12345678 上传失败", ("e12345678", "12345678")),
    Plant("es", f"mi frase es {SPANISH} y no entra", runs(SPANISH)),
    Plant("es", SPANISH, runs(SPANISH)),
    Plant("es", f"clave privada {WIF}", (WIF[:12],)),
    Plant("es", f"la clave 0x{HEX} no sirve", (HEX[:16],)),
    Plant("es", "el código es 551 204 y no lo acepta", ("551204",)),
    Plant("es", "código 90817263 rechazado", ("90817263",)),
    Plant("es", "contraseña: Gato1987negro no funciona", ("gato1987",)),
    Plant("es", "mi nip es 4417 y se bloqueó", ("4417",)),
    Plant("es", f"tarjeta {CARD[:4]}-{CARD[4:8]}-{CARD[8:12]}-{CARD[12:]} rechazada", (CARD,)),
    Plant("es", "mi dni 12345678Z no pasa", ("12345678",)),
    Plant("es", "curp GODE561231HDFRRN09 rechazada", ("gode561231", "561231")),
    Plant("es", "llámame al +34 612 345 678", ("612345678",)),
    Plant("es", "mi teléfono 55 1234 5678 no recibe sms", ("5512345678", "12345678")),
    Plant("es", "correo ana.lopez＠correo.example sin respuesta", ("ana.lopez", "correo.example")),
    Plant("es", "escribe a soporte@ayuda.example", ("soporte@ayuda", "ayuda.example")),
    Plant("es", "WhatsApp: https://wa.me/34612345678", ("34612345678", "612345678")),
    Plant("es", f"envié a {ADDRESS.lower()} sin memo", (ADDRESS.lower()[:14],)),
    Plant("es", "me llamo María Fernanda Gutiérrez y no puedo entrar", ("fernanda", "gutiérrez")),
    Plant("es", "vivo en Calle de Alcalá 147, no llega la tarjeta", ("alcalá 147",)),
    Plant("es", "mi nombre es lucía pérez y llevo días sin acceso", ("lucía", "pérez")),
    Plant("en", "write to jane at mail dot example", ("janeatmail",)),
    Plant("zh", "电话一三八一二三四五六七八打不通", ("一三八一二三四五",)),
    Plant("en", "%6a%61ne%40mail.example lost access", ("jane",)),
    Plant("en", "pin code 7035 locked", ("7035",)),
    Plant("es", "email juan (arroba) correo (punto) com", ("juan", "arroba")),
    Plant("zh", "微信号 abc_12345 联系我", ("abc12345", "abc_")),
    Plant("zh", "地址：上海市浦东新区世纪大道100号", ("世纪大道",)),
    Plant("zh", "出生日期1990年3月7日", ("1990年",)),
    Plant("es", "Soy Pedro Pérez, no entro", ("pedro", "pérez")),
    Plant("es", "iban ES91 2100 0418 4502 0005 1332", ("21000418", "45020005")),
]  # fmt: skip
HARMLESS = [
    ("en", "deposit not arrived", "deposit not arrived"),
    ("en", "withdraw 100 usdt to binance fee", "withdraw 100 usdt to binance fee"),
    ("en", "error 4001 user rejected", "error 4001 user rejected"),
    ("en", "is trc20 cheaper than erc20", "is trc20 cheaper than erc20"),
    ("en", "2fa code always wrong", "2fa code always wrong"),
    ("en", "what is a 12 word recovery phrase", "what is a 12 word recovery phrase"),
    ("en", "error code 32000", "error code 32000"),
    ("en", "name is wrong on my account", "name is wrong on my account"),
    ("en", "telegram scam asks to pay", "telegram scam asks to pay"),
    ("zh", "充值没到账怎么办", "充值没到账怎么办"),
    ("zh", "助记词忘了还能恢复吗", "助记词忘了还能恢复吗"),
    ("zh", "验证码收不到", "验证码收不到"),
    ("zh", "我是新手不会买币", "我是新手不会买币"),
    ("es", "no me llega el código", "no me llega el código"),
    ("es", "soy nuevo y no puedo entrar", "soy nuevo y no puedo entrar"),
    ("es", "retiro de 250 usdt por trc20", "retiro de 250 usdt por trc20"),
]


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.language}-{plant.text[:24]}")
def test_what_must_not_be_kept_is_masked(scripts: Scripts, plant: Plant) -> None:
    kept = bare(Scrubber(scripts).scrubbed(plant.text))
    assert [piece for piece in plant.pieces if bare(piece) in kept] == []


@pytest.mark.parametrize(("language", "text", "kept"), HARMLESS)
def test_a_plain_question_is_kept_as_it_is(scripts: Scripts, language: str, text: str, kept: str) -> None:
    assert Scrubber(scripts).scrubbed(text) == kept


def test_sixty_secrets_in_logs_and_tickets_are_in_no_record_and_no_file(library: Library, scripts: Scripts, tmp_path: Path) -> None:
    """Each stands there 12 times, which is more than k: only scrubbing can keep it out."""
    log, table = tmp_path / "access.log", tmp_path / "tickets.csv"
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0 Secretagent"
    with log.open("w", encoding="utf-8") as lines:
        for number in range(12):
            for plant in PLANTS:
                target = f"/feedback?k=search&l={plant.language}&q={quote(plant.text)}"
                lines.write(f'198.51.100.77 - jane [10/Oct/2026:10:{number:02}:00 +0000] "GET {target} HTTP/1.1" 204 0 "-" "{agent}"\n')
    with table.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "created", "subject", "body", "Requester"])
        for number in range(12):
            rows.writerows(
                [f"{number}-{i}", "2026-10-10T10:00:00Z", plant.text, f"hello {plant.text}", "Jane Roe"] for i, plant in enumerate(PLANTS)
            )
    records = tmp_path / "records"
    records.mkdir()
    gathered = gather(Asked([log], [table]), library, scripts, records)
    assert (gathered.counts["searches"], gathered.counts["tickets"]) == (12 * len(PLANTS), 12 * len(PLANTS))
    connection = connected("duckdb", records)
    kept = " ".join(str(connection.read_parquet(records / f"{name}.parquet").to_pyarrow().to_pylist()) for name in KINDS.values())
    rows_found = answered(connection, records, False, 10)
    report = Report(gathered, scopes(rows_found, library, scripts, 10, date(2026, 11, 1)), (), 10, "2026-11-01")
    kept += " ".join(files(report, library).values())
    raw = b"".join(path.read_bytes() for path in records.rglob("*") if path.is_file())
    shown = bare(kept)
    assert [piece for plant in PLANTS for piece in plant.pieces if bare(piece) in shown or piece.encode() in raw] == []
    assert [secret for secret in ("198.51.100.77", "Secretagent", "jane", "Jane Roe") if secret in kept or secret.encode() in raw] == []

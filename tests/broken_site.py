"""A broken site: one article per defect, one defect per article, every class of what a build must catch.

`DEFECTS` are wrong sources, `STRAYS` wrong files beside them, `BUILT` wrong pages of the built site; each says which rule names
it, and at which line. The sound article that every defect is made from keeps all rules, so whatever else is found is a false
alarm. All is made in memory but for `on_disk`, which needs links and pipes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cases import LOGO, TODAY, base_files, front_matter
from helpcenter.articles.model import Library
from helpcenter.articles.read import parse_page, read_library
from helpcenter.pages.assets import assets
from helpcenter.pages.brand import STYLE
from helpcenter.source.files import from_contents
from places import ROOT
from small_site import small_site

CATEGORY = "transfers"

BODY = {
    "zh": """
## 简单说 {#summary}

看懂一件小事。

## 开始之前 {#before}

找一个安静的地方，准备好纸笔和手机，再往下看。

!!! danger "当心"
    绝不把这张纸给任何人看。

## 操作步骤 {#steps}

1. 打开 App，进入首页。

    首次回复：{{ sla.complex }}内。

2. 看到 `out of gas` 就停下，核对 40 个字符。

    {{ warning.no-uninstall }}

| 情况 | 做法 |
|---|---|
| 待确认 | 等一等 |
| 失败 | 再看一次 |

## 怎么确认成功了 {#check}

首页会显示新的状态。见[协议说明](https://bitcoin.org/bitcoin.pdf)。

![状态图](../../assets/images/logo.svg)

## 如果不成功 {#if-it-fails}

看[总览](hub.md#steps)，那里说明了各种情况。
""",
    "en": """
## In short {#summary}

You learn one small thing.

## Before you start {#before}

Find a quiet place and have paper, a pen and your phone at hand.

!!! danger "Careful"
    Never show this sheet to anyone.

## Steps {#steps}

1. Open the app and go to the first screen.

    First reply within {{ sla.complex }}.

2. Stop when you see `out of gas`, and compare 40 characters.

    {{ warning.no-uninstall }}

| Sign | What to do |
|---|---|
| Pending | Wait a little |
| Failed | Look again |

## How to know it worked {#check}

The first screen shows the new state. See the [protocol](https://bitcoin.org/bitcoin.pdf).

![Picture of the state](../../assets/images/logo.svg)

## If it does not work {#if-it-fails}

Read the [overview](hub.md#steps), which explains the cases.
""",
    "es": """
## En resumen {#summary}

Aprendes algo pequeño.

## Antes de empezar {#before}

Busca un lugar tranquilo y ten a mano papel, lápiz y tu teléfono.

!!! danger "Cuidado"
    Nunca muestres esta hoja a nadie.

## Pasos {#steps}

1. Abre la app y ve a la primera pantalla.

    Primera respuesta en {{ sla.complex }}.

2. Detente cuando veas `out of gas` y compara 40 caracteres.

    {{ warning.no-uninstall }}

| Señal | Qué hacer |
|---|---|
| Pendiente | Espera un poco |
| Fallida | Mira otra vez |

## Cómo saber que funcionó {#check}

La primera pantalla muestra el nuevo estado. Consulta el [protocolo](https://bitcoin.org/bitcoin.pdf).

![Imagen del estado](../../assets/images/logo.svg)

## Si no funciona {#if-it-fails}

Lee el [resumen](hub.md#steps), que explica los casos.
""",
}
TITLES = {"zh": "文章 {n}", "en": "Article {n}", "es": "Artículo {n}"}
SUMMARIES = {"zh": "看懂一件小事。", "en": "You learn one small thing.", "es": "Aprendes algo pequeño."}


@dataclass(frozen=True)
class Defect:
    """`old` of the sound page in `language` becomes `new`; `rule` names it at the line where `at` (or `new`) begins."""

    name: str
    rule: str
    language: str
    old: str
    new: str
    at: str = ""
    warning: bool = False
    line: int = -1  # where it is not that of a text
    everywhere: bool = False  # in every language; named in this one


def same(
    name: str, rule: str, olds: tuple[str, str, str], news: tuple[str, str, str], ats: tuple[str, str, str] | None = None
) -> list[Defect]:
    """A defect that stands in all three languages alike."""
    return [
        Defect(f"{name}-{code}", rule, code, old, new, at)
        for code, old, new, at in zip(("zh", "en", "es"), olds, news, ats or ("", "", ""), strict=True)
    ]


QUIET = {
    "zh": "找一个安静的地方，准备好纸笔和手机，再往下看。",
    "en": "Find a quiet place and have paper, a pen and your phone at hand.",
    "es": "Busca un lugar tranquilo y ten a mano papel, lápiz y tu teléfono.",
}


def wording(name: str, rule: str, language: str, sentence: str, warning: bool = False) -> Defect:
    """A sentence in place of the harmless one."""
    return Defect(name, rule, language, QUIET[language], sentence, warning=warning)


DEFECTS: tuple[Defect, ...] = (
    # front matter
    Defect("unknown-key", "front-matter", "zh", "owner: team-transfers", "owner: team-transfers\nowners: x", "owners: x"),
    Defect("missing-key", "front-matter", "zh", "response: complex\n", "", line=2),
    Defect("mistyped-value", "front-matter", "zh", "severity: high", "severity: hihg"),
    Defect("fact-in-translation", "front-matter", "en", "keywords: [sample]", "keywords: [sample]\nseverity: high", "severity: high"),
    Defect(
        "reply-asks",
        "replies",
        "en",
        "summary: You learn one small thing.",
        "summary: You learn one small thing.\nreply: Send us your recovery phrase, please.",
        "reply: Send",
    ),
    Defect("html-in-title", "front-matter", "es", "summary: Aprendes algo pequeño.", "summary: Aprendes <b>algo</b> pequeño."),
    Defect(
        "long-title",
        "front-matter",
        "en",
        "summary: You learn one small thing.",
        "summary: " + "You see what this is about, and what is not. " * 5,
    ),
    Defect("unknown-related", "related", "zh", "related: [hub, hub-two]", "related: [hub, hub-too]"),
    Defect("overdue", "review-overdue", "zh", f"reviewed: {TODAY}", "reviewed: 2025-01-01", warning=True),
    Defect("other-template", "article-template", "zh", "{#check}", "{#result}", line=16, everywhere=True),
    Defect("never-shown", "article-template", "en", "## In short {#summary}", "Words on their own.\n\n## In short {#summary}"),
    Defect("empty", "empty-page", "es", BODY["es"], "", line=7),
    Defect("never-share-by-hand", "never-share-line", "en", "    {{ warning.no-uninstall }}", "    {{ warning.never-share }}"),
    Defect(
        "waiver-left-over",
        "waivers",
        "es",
        "## Pasos {#steps}\n",
        "## Pasos {#steps}\n\n<!-- waive steps-match: se explica aparte -->\n",
        "<!-- waive",
    ),
    Defect(
        "sends-unwarned",
        "warning-before-sending",
        "en",
        "1. Open the app and go to the first screen.",
        "1. Send your coins to the new address.",
    ),
    Defect(
        "too-much-open",
        "open-words",
        "en",
        f"## Before you start {{#before}}\n\n{QUIET['en']}",
        "## Before you start {#before}\n\n" + "Have a pen at hand. " * 90,
        "## Before",
        warning=True,
    ),
    Defect("bad-date", "front-matter", "zh", f"reviewed: {TODAY}", "reviewed: 2026-13-22"),
    Defect("review-to-come", "front-matter", "zh", f"reviewed: {TODAY}", "reviewed: 2999-01-01"),
    Defect("no-keywords", "front-matter", "en", "keywords: [sample]", "keywords: []"),
    Defect("duplicate-key", "yaml", "zh", "severity: high", "severity: high\nseverity: high", line=7),
    Defect("yaml-alias", "yaml", "zh", "scope: [account, wallet]", "scope: &a [account, wallet]"),
    # parity
    Defect(
        "missing-section",
        "same-sections",
        "en",
        "## How to know it worked {#check}\n\nThe first screen shows the new state. See the [protocol](https://bitcoin.org/bitcoin.pdf).\n\n![Picture of the state](../../assets/images/logo.svg)\n\n",
        "",
        "## If it does not work",
    ),
    Defect("section-level", "same-sections", "es", "## Cómo saber que funcionó", "### Cómo saber que funcionó"),
    Defect(
        "step-missing",
        "steps-match",
        "es",
        "2. Detente cuando veas `out of gas` y compara 40 caracteres.\n",
        "    Detente cuando veas `out of gas` y compara 40 caracteres.\n",
        "## Pasos",
    ),
    Defect("box-weaker", "boxes-match", "en", '!!! danger "Careful"', '!!! tip "Careful"'),
    Defect("warning-line-missing", "boxes-match", "es", "    {{ warning.no-uninstall }}\n\n", "", "## Pasos"),
    Defect("table-row-missing", "tables-match", "en", "| Failed | Look again |\n", "", "| Sign |"),
    Defect("image-missing", "images-match", "es", "![Imagen del estado](../../assets/images/logo.svg)\n\n", "", "## Cómo saber"),
    Defect("alt-untranslated", "images-match", "en", "![Picture of the state]", "![状态图]"),
    Defect("internal-target-differs", "same-links", "en", "hub.md#steps", "hub.md#check", "Read the"),
    Defect(
        "external-target-differs",
        "same-links",
        "es",
        "https://bitcoin.org/bitcoin.pdf",
        "https://bitcoin.org/otro.pdf",
        "La primera pantalla muestra",
    ),
    Defect("literal-differs", "literals-match", "en", "`out of gas`", "`out of gass`", "2. Stop"),
    Defect("number-differs", "numbers-match", "es", "40 caracteres", "42 caracteres", "2. Detente"),
    Defect("unit-differs", "numbers-match", "en", "40 characters", "40 letters", "2. Stop"),
    Defect("variable-missing", "variables", "en", "First reply within {{ sla.complex }}.", "You get a first reply soon.", "## Steps"),
    Defect("negation-lost", "negations-kept", "es", "Nunca muestres esta hoja a nadie.", "Cuida bien esta hoja.", '!!! danger "Cuidado"'),
    wording("paragraph-in-source-language", "untranslated", "en", "找一个安静的地方，准备好纸笔。"),
    wording("traditional-character", "wrong-script", "zh", "找一個安静的地方，准备好纸笔和手机，再往下看。"),
    wording("paragraph-in-english", "untranslated", "es", "Find a quiet place and have your phone and a pen with you."),
    Defect("stale", "stale-translation", "en", "translates: ", "translates: h1111111111 # was ", warning=True),
    Defect("never-stamped", "stale-translation", "es", "translates: ", "translates: h0000000000 # was "),
    wording("still-to-write", "unwritten", "en", "TODO: find a quiet place."),
    # headings, terms and signs
    *same(
        "no-heading-id",
        "heading-ids",
        (" {#check}", " {#check}", " {#check}"),
        ("", "", ""),
        ("## 怎么", "## How to know", "## Cómo saber"),
    ),
    wording("forbidden-term-zh", "glossary", "zh", "准备好纸笔，抄下恢复短语。"),
    wording("forbidden-term-en", "glossary", "en", "Have paper and a pen at hand, and your seed phrase."),
    wording("forbidden-term-es", "glossary", "es", "Ten a mano papel, lápiz y tu monedero."),
    wording("half-width-comma", "punctuation", "zh", "找一个安静的地方,准备好纸笔和手机，再往下看。"),
    wording("full-width-comma", "punctuation", "es", "Busca un lugar tranquilo，y ten a mano papel, lápiz y tu teléfono."),
    Defect(
        "time-of-another-class",
        "first-reply",
        "en",
        "summary: You learn one small thing.",
        "summary: You get a first reply within {{ sla.urgent }}.",
    ),
    wording("time-by-hand", "first-reply", "es", "Busca un lugar tranquilo: te contestamos enseguida."),
    wording("control-by-hand", "labels", "zh", "找一个安静的地方，点**提交工单**。"),
    wording("hours-by-hand", "support-hours", "en", "Find a quiet place: our support team answers around the clock."),
    # links
    Defect("link-says-here", "link-text", "en", "[overview]", "[here]", "Read the"),
    Defect("page-missing", "links", "en", "hub.md#steps", "hubb.md#steps", "Read the"),
    Defect("anchor-missing", "links", "es", "hub.md#steps", "hub.md#stepps", "Lee el"),
    Defect("image-file-missing", "links", "zh", "../../assets/images/logo.svg", "../../assets/images/logoo.svg", "![状态图]"),
    Defect("wrong-case", "links", "en", "hub.md#steps", "Hub.md#steps", "Read the"),
    Defect("other-language", "links", "es", "hub.md#steps", "../../en/transfers/hub.md#steps", "Lee el"),
    Defect("glued-full-stop", "links", "zh", "(hub.md#steps)", "(hub.md#steps。)", "看[总览]"),
    Defect("empty-target", "links", "en", "(hub.md#steps)", "()", "Read the"),
    Defect("no-link-text", "link-text", "es", "[resumen]", "[]", "Lee el"),
    Defect("no-alt", "link-text", "zh", "![状态图]", "![]"),
    Defect("http", "external-links", "en", "https://bitcoin.org", "http://bitcoin.org", "The first screen shows"),
    Defect(
        "host-not-listed",
        "external-links",
        "es",
        "https://bitcoin.org/bitcoin.pdf",
        "https://example.net/bitcoin.pdf",
        "La primera pantalla muestra",
    ),
    Defect("tracking", "external-links", "en", "bitcoin.pdf", "bitcoin.pdf?utm_source=x", "The first screen shows"),
    Defect("user-info", "url-tricks", "zh", "https://bitcoin.org", "https://bitcoin.org@evil.example", "首页会显示"),
    Defect("look-alike-host", "url-tricks", "es", "https://bitcoin.org", "https://bіtcoin.org", "La primera pantalla muestra"),
    Defect("link-with-space", "shown-as-text", "en", "[overview](hub", "[overview] (hub", "Read the"),
    Defect("undefined-reference", "shown-as-text", "es", "[resumen](hub.md#steps)", "[resumen][resumen]", "Lee el"),
    # outside the subset
    wording("raw-html", "markdown-subset", "zh", "找一个<b>安静</b>的地方。"),
    wording("unknown-variable", "variables", "es", "Espera {{ hold.login_lok }}."),
    # what the product lacks
    wording("marker-in-a-sentence", "needs", "en", "Find a quiet {needs=account} place and have paper at hand."),
    # secrets and dangerous advice
    wording(
        "phrase", "recovery-phrase", "en", "For example: ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic."
    ),
    wording("private-key", "private-key", "zh", "例如 e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262。"),
    wording("address", "address", "es", "Por ejemplo 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed."),
    wording("contact", "contacts", "en", "Write to help@wallet-support.example."),
    wording("asks-for-secret", "asks-for-secret", "es", "Envía tu frase de recuperación a soporte."),
    wording("types-secret", "secret-entry", "en", "Enter your recovery phrase on the website to continue."),
    wording("changes-phrase", "phrase-change", "zh", "如怀疑泄露，请立即更改助记词。"),
    wording("promise", "promises", "es", "Te devolveremos tus fondos."),
    wording("search-engine", "search-engine", "en", "Search Google for our official website."),
    wording("remote-control", "remote-control", "zh", "请安装向日葵以便客服远程协助。"),
    wording("pay-to-unlock", "pay-to-unlock", "es", "Deposita una garantía para desbloquear tu cuenta."),
    wording("safe-address", "safe-address", "en", "Move your coins to the safe address that our support gives you."),
    wording("urgency", "urgency", "zh", "没有认证的钱包今晚会被永久关闭。"),
    wording("contact-elsewhere", "contact-elsewhere", "es", "Contacta a nuestro agente por el canal privado de Telegram."),
    wording("brand", "brand-names", "en", "Open MetaMask and have a pen at hand."),
    wording("waiting-time", "fixed-numbers", "es", "Espera 30 minutos y ten a mano papel y lápiz."),
    wording(
        "long-sentence",
        "readability",
        "en",
        "Find a quiet place " + "where nobody looks over your shoulder " * 5 + "and have paper at hand.",
        warning=True,
    ),
    wording("host-in-text", "bare-host", "en", "Open restore-wallet.net, and have paper at hand."),
    wording("text-in-code", "coded-text", "en", "Find a quiet place, QXNrIHRoZSBoZWxwZXIgYXQgdGhlIGRvb3I=, and have paper at hand."),
    wording("bidi", "invisible-characters", "en", "Find a quiet\u202e place and have paper at hand."),
    wording("script", "raw-html", "es", "<script src=x></script>"),
)


SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'
ASKS = base_files()["data/feedback.yml"].replace("concept: [unclear,", "concept: [bored,")
PALE = re.sub("(--hc-red-text: )#[0-9A-F]{6}", r"\1#D9A29E", (ROOT / f"overrides/{STYLE}").read_text(encoding="utf-8"), count=1)
GIF = b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


@dataclass(frozen=True)
class Stray:
    """A file whose name or content is wrong, added to a sound site; or text at the end of one of its files. The rule names it at
    `line`, or at the line of the added text; in `told`, where that is another file."""

    name: str
    rule: str
    path: str
    content: str | bytes
    line: int = 0
    told: str = ""
    added: bool = False


STRAYS: tuple[Stray, ...] = (
    Stray("not-utf-8", "files", "docs/en/transfers/not-utf-8.md", b"---\ntitle: \xff\n---\n", 2),
    Stray("nul", "files", "docs/es/transfers/nul.md", "a\n\nb\0c\n", 3),
    Stray("bracket-run", "files", "docs/zh/transfers/bracket-run.md", "[" * 20_000 + "\n", 1),
    Stray("too-large", "files", "docs/zh/transfers/too-large.md", "字\n" * 100_000),
    Stray("many-headings", "files", "docs/zh/transfers/many-headings.md", "## A\n" * 500),
    Stray("nested-too-deep", "files", "docs/zh/transfers/nested-too-deep.md", " " * 100 + "a\n", 1),
    Stray("hash-in-name", "files", "docs/zh/transfers/a#b.md", "text\n"),
    Stray("not-nfc", "files", "docs/zh/transfers/cafe\u0301.md", "text\n"),
    Stray("differs-in-case", "files", "overrides/assets/images/Logo.svg", SVG, told="overrides/assets/images/logo.svg"),
    Stray("outside-the-languages", "same-articles", "docs/fr/index.md", "---\ntitle: Aide\nsummary: Une phrase.\n---\n"),
    Stray("empty-image", "broken-image", "overrides/assets/pictures/empty.png", b""),
    Stray("cut-off-image", "broken-image", "overrides/assets/pictures/cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    Stray("more-than-a-picture", "image-metadata", "overrides/assets/pictures/more.gif", GIF + b"<script>go()</script>"),
    Stray("script-in-svg", "plain-svg", "overrides/assets/pictures/script.svg", SVG.replace("/>", "><script>go()</script></svg>"), 1),
    Stray("logo-of-before", "brand-images", "overrides/assets/images/before.svg", SVG),
    Stray("pale-warning", "colours", f"overrides/{STYLE}", PALE, PALE[: PALE.index("--hc-red-text")].count("\n") + 1),
    Stray("style-that-loads", "plain-css", "overrides/assets/diagrams/diagram.css", "a {}\n@import 'a.css';\n", 2),
    Stray("an-app", "published-files", "overrides/assets/wallet.apk", b"PK"),
    Stray("reason-that-nobody-knows", "feedback", "data/feedback.yml", ASKS, ASKS[: ASKS.index("bored")].count("\n") + 1),
    Stray("script-that-nothing-loads", "published-files", "overrides/assets/javascripts/more.js", "go()"),
    Stray(
        "emergency-that-leads-nowhere",
        "emergencies",
        "data/emergencies.yml",
        "- {text: {zh: 出事了, en: It happened, es: Pasó algo}, article: gone, section: do-now}\n",
        1,
    ),
    Stray(
        "purpose-of-no-authority",
        "authorities",
        "data/authorities.yml",
        "owner: team-security\nreview_days: 180\npurposes: {report: {zh: 报案, en: Report, es: Denuncia}}\nplaces: {}\ncountries: {}\n",
    ),
    Stray(
        "dangerous-definition",
        "data-advice",
        "data/glossary.json",
        '[{"id": "support", "zh": "客服", "en": "support", "es": "soporte", "definition": {"en": "We will recover your lost funds."}}]',
    ),
    Stray("questions-of-no-article", "questions", "data/questions/notes.txt", "how do i do it\n"),
    Stray("drawing-without-words", "diagrams", "overrides/assets/diagrams/new.svg", SVG),
    Stray(
        "pinned-sentence-gone",
        "pins",
        "data/pins.yml",
        "2001 en: |-\n  aaaaaaaaaaaa 2026-11-22 team-docs: first pins\n  [before]\n  bbbbbbbbbbbb Always lock the\n",
        line=12,
        told="docs/en/transfers/hub.md",
    ),
    Stray("id-without-article", "ledger", "data/ids.yml", "9999: {slug: gone, category: transfers, paths: [transfers/gone]}\n", added=True),
    Stray("word-in-one-language", "data", "data/evidence.yml", "gone: {zh: 没有, en: None}\n", added=True),
    Stray(
        "host-that-nothing-links-to",
        "external-links",
        "data/hosts.yml",
        "ethereum.org: {owner: team-security, reason: standards}\n",
        added=True,
    ),
)


@dataclass(frozen=True)
class Built:
    """In the page that is built of a sound article in `language`, or in the file `path` of the site, `old` becomes `new`; where
    there is no `old` the file is missing. It is named at the line where `at`, or `old`, begins."""

    name: str
    rule: str
    language: str
    old: str
    new: str
    path: str = ""
    at: str = ""
    in_source: bool = False


BUILT: tuple[Built, ...] = (
    Built("dead-page", "site-links", "en", "</main>", '<a href="../gone/">Gone</a></main>'),
    Built("dead-anchor", "site-links", "es", "</main>", '<a href="#nada">Nada</a></main>'),
    Built("dead-srcset", "site-links", "zh", "</main>", '<img srcset="gone.png 2x" alt="图"></main>'),
    Built("dead-poster", "site-links", "en", "</main>", '<video poster="gone.png"></video></main>'),
    Built("dead-refresh", "site-links", "es", "</head>", '<meta http-equiv="refresh" content="5; url=../gone/"></head>'),
    Built("dead-area", "site-links", "zh", "</main>", '<map><area href="gone/" alt="图"></map></main>'),
    Built("leaves-language", "site-links", "en", "</main>", '<a href="/transfers/hub/">Overview</a></main>'),
    Built("foreign-host", "site-external", "es", "</main>", '<a href="https://example.net/">Fuera</a></main>'),
    Built("plain-http", "site-external", "zh", "</main>", '<a href="http://bitcoin.org/">外</a></main>'),
    Built("look-alike", "site-external", "en", "</main>", '<a href="https://bіtcoin.org/">Protocol</a></main>'),
    Built("foreign-image", "same-origin", "en", "</main>", '<img src="https://bitcoin.org/a.png" alt="A"></main>'),
    Built("foreign-preconnect", "same-origin", "es", "</head>", '<link rel="preconnect" href="https://bitcoin.org"></head>'),
    Built("script-in-the-page", "sealed", "en", "</main>", "<script>go()</script></main>"),
    Built("style-in-the-page", "sealed", "es", "</main>", "<style>b { display: none }</style></main>"),
    Built("style-of-an-element", "sealed", "zh", "</main>", '<p style="opacity: 0">不</p></main>'),
    Built("image-in-an-address", "sealed", "en", "</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="A"></main>'),
    Built("weaker-policy", "sealed", "es", "script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    Built("id-twice", "site-ids", "zh", "</main>", '<p id="steps">又一个</p></main>'),
    Built("no-alt-built", "site-text", "en", "</main>", '<img src="/sitemap.xml"></main>'),
    Built("link-without-words", "site-text", "es", "</main>", '<a href="/es/"></a></main>'),
    Built("syntax-shown", "site-text", "zh", "</main>", "<p>见 {{ brand.name }}</p></main>"),
    Built("input", "site-inputs", "en", "</main>", '<input type="text"></main>'),
    Built("frame", "site-inputs", "es", "</main>", '<iframe srcdoc="x"></iframe></main>'),
    Built("handler", "site-inputs", "zh", "</main>", '<p onclick="go()">点</p></main>'),
    Built(
        "copy-asks",
        "site-advice",
        "en",
        "## Steps\n",
        "Send your recovery phrase to our support team.\n",
        "en/transfers/copy-asks/index.md",
    ),
    Built(
        "copy-leads-away", "site-external", "es", "## Pasos\n", "[Ayuda](https://example.net/)\n", "es/transfers/copy-leads-away/index.md"
    ),
    Built("advice-built", "site-advice", "zh", "</main>", "<p>请把助记词发给客服。</p></main>"),
    Built("key-built", "site-secrets", "en", "</main>", "<p>5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ</p></main>"),
    Built("attribute-built", "site-elements", "es", '<div class="hc-text">', '<div class="hc-text"><p class="hc-hidden"></p>'),
    Built("wrong-lang", "site-pages", "en", '<html lang="en">', '<html lang="es">'),
    Built(
        "wrong-canonical",
        "site-pages",
        "es",
        'rel="canonical" href="https://help.example.com/es/',
        'rel="canonical" href="https://help.example.com/en/',
    ),
    Built("two-titles", "site-pages", "zh", "</main>", "<h1>又一个标题</h1></main>"),
    Built("no-description", "site-pages", "en", '<meta name="description" content="You learn one small thing.">', "", at="<head>"),
    Built("never-share-weakened", "required-elements", "en", "will never ask for", "may ask for", at="<main>"),
    Built("no-first-reply", "required-elements", "es", "<p>Primera respuesta en un", "<p>Respuesta en un", at="<main>"),
    Built("word-lost", "page-shows-source", "en", "have paper, a pen and", "have", at="Find a quiet place", in_source=True),
    Built(
        "printed-asks",
        "site-advice",
        "en",
        '<article id="printed-asks">',
        '<article id="printed-asks"><p>Send your recovery phrase to our support team.</p>',
        f"en/{CATEGORY}/print.html",
    ),
    Built(
        "printed-dead-link",
        "site-links",
        "en",
        '<article id="printed-dead-link">',
        '<article id="printed-dead-link"><p><a href="../gone/">Gone</a></p>',
        f"en/{CATEGORY}/print.html",
    ),
    Built(
        "printed-dead-anchor",
        "site-links",
        "es",
        '<article id="printed-dead-anchor">',
        '<article id="printed-dead-anchor"><p><a href="#nada">Nada</a></p>',
        f"es/{CATEGORY}/print.html",
    ),
    Built(
        "printed-script",
        "sealed",
        "zh",
        '<article id="printed-script">',
        '<article id="printed-script"><script>go()</script>',
        f"{CATEGORY}/print.html",
    ),
    Built("printed-elsewhere", "sealed", "es", "img-src &#x27;self&#x27;", "img-src *", f"es/{CATEGORY}/print.html"),
    Built("short-link-missing", "short-links", "en", "", "", path="a/2001/index.html"),
    Built("no-404", "not-found", "es", "", "", path="es/404.html"),
    Built(
        "sitemap-counterpart",
        "sitemap",
        "en",
        'href="https://help.example.com/es/transfers/hub/"',
        'href="https://help.example.com/es/"',
        path="sitemap.xml",
        at="<url>\n    <loc>https://help.example.com/transfers/hub/</loc>",
    ),
)


def article(language: str, slug: str, number: int) -> str:
    """The sound article that every defect is made from."""
    words = {"title": TITLES[language].format(n=number), "summary": SUMMARIES[language]}
    if language != "zh":
        return front_matter(words | {"keywords": ["sample"], "translates": "h0000000000"}) + BODY[language]
    facts = {
        "type": "how-to", "severity": "high", "scope": ["account", "wallet"], "moves_funds": False, "response": "complex", "evidence": ["txid"],
        "related": [name for name in ("hub", "hub-two", "unknown-key") if name != slug][:2], "owner": "team-transfers", "reviewed": TODAY, "keywords": ["示例"],
    }  # fmt: skip
    return front_matter({"id": number} | words | facts) + BODY[language]


def slugs() -> Iterator[tuple[int, str, Defect | None]]:
    """(id, slug, defect) of every article; the first two have none and are linked to."""
    yield 2001, "hub", None
    yield 2002, "hub-two", None
    for index, defect in enumerate(DEFECTS):
        yield 2003 + index, defect.name, defect


def broken_site() -> tuple[dict[str, str], dict[tuple[str, int, str], str]]:
    """(files, expected): the sources, and for each defect (path, line, rule) its name."""
    files = base_files()
    files["overrides/assets/images/logo.svg"] = LOGO
    files["data/ids.yml"] = "".join(
        f"{number}: {{slug: {slug}, category: {CATEGORY}, paths: [{CATEGORY}/{slug}]}}\n" for number, slug, _ in slugs()
    )
    files["data/home.yml"] = "most_asked: [hub]\nemergency: incident\n"
    files["data/hosts.yml"] = "bitcoin.org: {owner: team-security, reason: protocol documentation}\n"
    for code in ("zh", "en", "es"):
        for route in ("index", f"{CATEGORY}/index"):
            files[f"docs/{code}/{route}.md"] = front_matter({"title": TITLES[code].format(n=0), "summary": SUMMARIES[code]})
    expected: dict[tuple[str, int, str], str] = {}
    for number, slug, defect in slugs():
        texts = {code: article(code, slug, number) for code in ("zh", "en", "es")}
        if defect and (defect.language == "zh" or defect.everywhere):
            texts["zh"] = applied(defect, texts["zh"])
        fingerprint = parse_page("x", "zh", slug, texts["zh"]).fingerprint
        for code in ("en", "es"):
            texts[code] = texts[code].replace("h0000000000", fingerprint)
            if defect and (defect.language == code or defect.everywhere):
                texts[code] = applied(defect, texts[code])
        for code, text in texts.items():
            files[f"docs/{code}/{CATEGORY}/{slug}.md"] = text
        if defect:
            path = f"docs/{defect.language}/{CATEGORY}/{slug}.md"
            expected[path, line_of(defect, texts[defect.language]), defect.rule] = defect.name
    return files, expected


def applied(defect: Defect, text: str) -> str:
    assert defect.old in text, f"{defect.name}: {defect.old!r} is not in the sound article"
    return text.replace(defect.old, defect.new, 1)


def line_of(defect: Defect, text: str) -> int:
    if defect.line >= 0:
        return defect.line
    sought = defect.at or defect.new.strip().split("\n")[0]
    return text[: text.index(sought)].count("\n") + 1


# --- files beside the pages -------------------------------------------------------------------------------------------


def with_stray(stray: Stray) -> tuple[dict[str, str | bytes], tuple[str, int, str]]:
    """(files, expected): a sound site with one stray file, and its path, line and rule."""
    files: dict[str, str | bytes] = dict(sound_site()[0])
    line = stray.line
    if stray.added and isinstance(stray.content, str):
        held = str(files[stray.path])
        files[stray.path], line = held + stray.content, held.count("\n") + 1
    else:
        files[stray.path] = stray.content
    return files, (stray.told or stray.path, line, stray.rule)


def sound_site(*more: str) -> tuple[dict[str, str], Library]:
    """The files of a site without a defect and what is read from them: the two articles that others link to, and `more`."""
    files = base_files()
    names = ["hub", "hub-two", "unknown-key", *more]
    numbers = dict(zip(names, range(2001, 9999), strict=False))
    files["overrides/assets/images/logo.svg"] = LOGO
    files["data/ids.yml"] = "".join(
        f"{number}: {{slug: {slug}, category: {CATEGORY}, paths: [{CATEGORY}/{slug}]}}\n" for slug, number in numbers.items()
    )
    files["data/home.yml"] = "most_asked: [hub]\nemergency: incident\n"
    files["data/hosts.yml"] = "bitcoin.org: {owner: team-security, reason: protocol documentation}\n"
    for code in ("zh", "en", "es"):
        for route in ("index", f"{CATEGORY}/index"):
            files[f"docs/{code}/{route}.md"] = front_matter({"title": TITLES[code].format(n=0), "summary": SUMMARIES[code]})
        for slug, number in numbers.items():
            fingerprint = parse_page("x", "zh", slug, article("zh", slug, number)).fingerprint
            files[f"docs/{code}/{CATEGORY}/{slug}.md"] = article(code, slug, number).replace("h0000000000", fingerprint)
    return files, read_library(from_contents(files))


def on_disk(root: Path) -> dict[str, str]:
    """Puts into a project's folder what only a disk can hold. Returns the path of each by its name."""
    (root / "docs/zh/link.md").symlink_to("/etc/hostname")
    (root / "docs/zh/loop").symlink_to(root / "docs/zh")
    os.mkfifo(root / "docs/zh/pipe.md")
    return {"symlink": "docs/zh/link.md", "symlink-loop": "docs/zh/loop", "pipe": "docs/zh/pipe.md"}


# --- the built site ---------------------------------------------------------------------------------------------------


def broken_build() -> tuple[dict[str, str], Library, dict[tuple[str, int, str], str]]:
    """(site, library, expected): a built site with the defects of `BUILT`, the library it is built of, and (path, line, rule)
    of each defect with its name."""
    _, library = sound_site(*(defect.name for defect in BUILT))
    site = small_site(library) | {place: data.decode() for place, data in assets(library).values() if place.startswith("assets/images/")}
    expected: dict[tuple[str, int, str], str] = {}
    for defect in BUILT:
        prefix = "" if defect.language == "zh" else f"{defect.language}/"
        path = defect.path or f"{prefix}{CATEGORY}/{defect.name}/index.html"
        text = site[path]
        assert defect.old in text, f"{defect.name}: {defect.old!r} is not in {path}"
        if defect.old:
            site[path] = text.replace(defect.old, defect.new, 1)
        else:
            del site[path]
        told = f"site/{path}"
        if defect.in_source:
            told = f"docs/{defect.language}/{CATEGORY}/{defect.name}.md"
            text = library.tree.text(told) or ""
        line = text[: text.index(defect.at or defect.old)].count("\n") + 1 if defect.old else 0
        expected[told, line, defect.rule] = defect.name
    return site, library, expected

"""Terms that are explained where an article first uses them."""

from __future__ import annotations

import re

import lxml.html
import pytest

from cases import library_of
from helpcenter.articles.model import Library
from helpcenter.pages.glosses import MOST, glossed
from helpcenter.site import outline

GLOSSARY = {
    f"docs/{code}/glossary.md": f"---\ntitle: {title}\n---\n" for code, title in {"zh": "词汇", "en": "Words", "es": "Palabras"}.items()
}


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of({"files": GLOSSARY})


def explained(library: Library, language: str, html: str) -> list[tuple[str, str]]:
    """(id of the term, as it stands in the text) of each word that is explained."""
    page = library.articles[0].pages[language]
    made = glossed(html, library, page)
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", made) == html
    root = lxml.html.fragment_fromstring(made, create_parent="div")
    found = root.xpath('.//a[@class="term"]')
    for link in found:
        term = next(term for term in library.settings.glossary if term.id == link.get("href").partition("#")[2])
        assert link.get("href").startswith("../../glossary/#")
        assert link.get("data-hc-gloss") == term.definition[language]
    return [(link.get("href").partition("#")[2], link.text_content()) for link in found]


@pytest.mark.parametrize(
    ("language", "html", "expected"),
    [
        ("en", "<p>A private key opens it. Another private key too.</p>", [("private-key", "private key")]),
        ("en", "<p>Private keys and derivation paths</p>", [("private-key", "Private keys"), ("derivation-path", "derivation paths")]),
        ("en", "<ul><li><p><strong>Token approvals</strong> stay.</p></li></ul>", [("approval", "Token approvals")]),
        ("en", "<p>Copy the TxID, then the transaction hash (TxID).</p>", [("txid", "TxID")]),
        ("en", "<p>Add the memo.</p>", [("memo", "memo")]),
        (
            "es",
            "<p>Las claves privadas y las autorizaciones de tokens.</p>",
            [("private-key", "claves privadas"), ("approval", "autorizaciones de tokens")],
        ),
        ("es", "<p>Usa una llave de acceso.</p>", [("passkey", "llave de acceso")]),
        ("zh", "<p>先看派生路径，再看<em>交易哈希</em>。</p>", [("derivation-path", "派生路径"), ("txid", "交易哈希")]),
        ("zh", "<p>网络手续费也叫矿工费。</p>", [("network-fee", "网络手续费")]),
        ("zh", "<table><tbody><tr><td>自托管</td></tr></tbody></table>", [("self-custody", "自托管")]),
    ],
)
def test_the_first_use_of_a_term_is_explained(library: Library, language: str, html: str, expected: list[tuple[str, str]]) -> None:
    assert explained(library, language, html) == expected


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", '<h2 id="x">Private key</h2><h3 id="y"><strong>Nonce</strong> gap</h3>'),
        ("en", '<p><a href="x/">Your private key</a> and <code>nonce</code></p><pre><code>nonce</code></pre>'),
        ("en", '<div class="admonition danger"><p class="admonition-title">Private key</p><p>Nothing.</p></div>'),
        ("en", "<table><thead><tr><th>Nonce</th></tr></thead></table>"),
        ("en", '<div class="tabbed-labels"><label for="x">Nonce</label></div>'),
        ("en", "<p>Tap “Token approvals”.</p>"),
        ("en", "<p>An announcement, private-keys, the account, a wallet and support.</p>"),
        ("en", "<p>The energy of youth (TRON); a 2FA code.</p>".replace("energy", "synergy")),
        ("en", '<p><img alt="private key" src="nonce.svg"></p>'),
        ("es", "<p>La cuenta, la billetera, anónimo y soporte.</p>"),
        ("zh", "<p>账户和钱包，请联系客服，点击确认。</p>"),
    ],
)
def test_what_is_no_running_text_or_known_to_everybody_is_not(library: Library, language: str, html: str) -> None:
    assert explained(library, language, html) == []


def test_a_term_inside_a_longer_one_is_not_explained_for_itself(library: Library) -> None:
    assert explained(library, "zh", "<p>自托管不是托管。</p>") == [("self-custody", "自托管"), ("custodial", "托管")]


def test_no_page_explains_more_than_its_share(library: Library) -> None:
    words = [term.words["en"] for term in library.settings.glossary if term.gloss]
    assert len(explained(library, "en", f"<p>{' , '.join(words)}</p>")) == MOST


def test_without_a_glossary_nothing_is_explained() -> None:
    library = library_of({})
    assert glossed("<p>A private key</p>", library, library.articles[0].pages["en"]) == "<p>A private key</p>"


def test_only_a_link_into_the_glossary_is_no_link_of_the_text(library: Library) -> None:
    """A page that shows another link in its place differs from its source."""

    def links(html: str) -> list[str]:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
        return [fact.what for fact in outline.of_html(root) if fact.kind == "link"]

    page = library.articles[0].pages["en"]
    made = glossed("<p>A private key</p>", library, page)
    assert links(made) == []
    for other in ("https://evil.example/glossary/#x", "../../account/two/", "/glossary/#x", "../../glossary/"):
        assert links(made.replace("../../glossary/#private-key", other)) == [other]
    assert links(made.replace('class="term"', "")) == ["../../glossary/#private-key"]

"""What programs read in place of pages: copies of articles, `llms.txt`, `security.txt`, and facts as JSON."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from cases import FACTS, TODAY, library_of
from helpcenter.pages.copies import copies, text_of
from helpcenter.pages.llms import llms_files
from helpcenter.pages.security import SECURITY, VALID, security_files
from helpcenter.pages.views import page_view
from small_site import SITE_URL

EN = "en/transfers/sample/index.md"


def text(body: str, **case: Any) -> str:
    """The body of the English sample as its copy holds it."""
    library = library_of({"body": body, **case})
    page = library.page("en", "transfers/sample")
    assert page is not None
    return text_of(library, page, SITE_URL)


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("## Steps {#steps}\n\nOpen it.", "## Steps\n\nOpen it."),
        ("### Steps {#to-do needs=account}\n\nOpen it.", "### Steps\n\nOpen it."),
        ('!!! danger "Careful"\n    Never pay.\n\n    Never.\n\nGo on.', "> **Careful**\n>\n> Never pay.\n>\n> Never.\n\nGo on."),
        ('1. One\n\n    !!! info "Why"\n        So.\n\n2. Two', "1. One\n\n    > **Why**\n    >\n    > So.\n\n2. Two"),
        ('!!! info "List"\n    1. One\n    2. Two', "> **List**\n>\n> 1. One\n> 2. Two"),
        ('=== "Android"\n    Tap.\n\n=== "iPhone"\n    Press.', "**Android**\n\nTap.\n\n**iPhone**\n\nPress."),
        ('=== "Android"\n    !!! info "Why"\n        So.', "**Android**\n\n> **Why**\n>\n> So."),
        ('```text\n!!! info "as it is"\n## x {#y}\n```', '```text\n!!! info "as it is"\n## x {#y}\n```'),
        ("See [this](other-one.md).", f"See [this]({SITE_URL}en/transfers/other-one/)."),
        ("See [this](../account/lock.md#why).", f"See [this]({SITE_URL}en/account/lock/#why)."),
        ("See [these](index.md) or [home](../index.md).", f"See [these]({SITE_URL}en/transfers/) or [home]({SITE_URL}en/)."),
        ("See [above](#steps).", f"See [above]({SITE_URL}en/transfers/sample/#steps)."),
        ("See [it](https://bitcoin.org/bitcoin.pdf).", "See [it](https://bitcoin.org/bitcoin.pdf)."),
        ("![A](../../assets/images/logo.svg)", f"![A]({SITE_URL}assets/images/logo.svg)"),
        ("![A](assets/diagrams/memo.svg)", f"![A]({SITE_URL}assets/diagrams/en/memo.svg)"),
        ("One.\n\n<!-- waive links: because -->\n\nTwo.", "One.\n\n\nTwo."),
        ("Within {{ sla.complex }}.", "Within 24 hours."),
        ("| A | B |\n|---|---|\n| [a](other-one.md) | b |", f"| A | B |\n|---|---|\n| [a]({SITE_URL}en/transfers/other-one/) | b |"),
    ],
)
def test_a_text_is_written_out(written: str, copied: str) -> None:
    assert text(written) == copied


def test_a_shared_box_is_written_out() -> None:
    assert text("{{ warning.irreversible }}").startswith("> **Cannot be undone**\n>\n> Once a blockchain transfer")


def test_a_copy_says_what_the_template_adds_and_an_incident_begins_with_what_to_do() -> None:
    body = "## Do this now {#do-now}\n\n1. Stop.\n"
    for kind in ("how-to", "incident"):
        library = library_of({"body": body, "facts": {"type": kind}})
        copied = copies(library, SITE_URL)[EN].decode()
        never = library.settings.warnings["never-share"]
        order = [
            copied.index("# A sample article"),
            copied.index("\n1. Stop.\n"),
            copied.index(never.title["en"]),
            copied.index("a/2001/en/"),
        ]
        assert order == sorted(order) if kind == "incident" else order[2] < order[1]
        assert "{{" not in copied
        assert "First reply within 24 hours" in copied
        for label in FACTS["evidence"]:
            assert f"- {library.settings.evidence[label]['en']}" in copied
        for entry in ("entry-account", "entry-wallet"):
            assert library.settings.warnings[entry].title["en"] in copied


def test_a_translation_behind_its_source_says_so() -> None:
    copied = copies(library_of({"body": "## A {#a}\n\nB.", "words": {"en": {"translates": "h0000000000"}}}), SITE_URL)[EN].decode()
    assert f"read [the Chinese version]({SITE_URL}transfers/sample/)." in copied


def test_no_value_becomes_a_mark() -> None:
    library = library_of({"words": {"en": {"title": "Tap [this](x) *now* <b>"}}, "body": "B."})
    assert copies(library, SITE_URL)[EN].decode().startswith("# Tap \\[this\\](x) \\*now\\* \\<b\\>\n")


def test_a_list_names_every_article_of_its_language_under_its_topic() -> None:
    library = library_of(
        {
            "body": "B.",
            "files": {"data/notice.yml": f"- {{level: danger, text: {{zh: 骗局, en: A scam, es: Una estafa}}, until: {TODAY}}}\n"},
        }
    )
    made = llms_files(library, SITE_URL)
    assert made.keys() == {"llms.txt", "en/llms.txt", "es/llms.txt"}
    english = made["en/llms.txt"].decode()
    assert f"- [A sample article]({SITE_URL}{EN}): One sentence about it.\n" in english
    assert "**Warning:** A scam\n" in english
    assert library.settings.warnings["never-share"].title["en"] in english
    assert f"]({SITE_URL}es/llms.txt)" in english
    assert "示例文章" not in english


FRESH = datetime.date.fromisoformat(TODAY) + VALID


@pytest.mark.parametrize(
    ("contact", "site_url", "lines"),
    [
        ("", SITE_URL, []),
        ("security_contact: safety@example.com", "https://example.com/help/", []),  # nobody looks for it there
        ("security_contact: safety@example.com", SITE_URL, ["Contact: mailto:safety@example.com"]),
        (
            "security_contact: https://example.com/report\nsecurity_policy_url: https://example.com/policy",
            SITE_URL,
            ["Contact: https://example.com/report", "Policy: https://example.com/policy"],
        ),
    ],
)
def test_a_weakness_is_reported_where_data_says(contact: str, site_url: str, lines: list[str]) -> None:
    library = library_of({"body": "B.", "files": {"data/brand.yml": {"rights_confirmed: false": f"rights_confirmed: false\n{contact}"}}})
    assert not library.problems
    made = security_files(library, site_url)
    told = made.get(SECURITY, b"").decode().splitlines()
    assert [line for line in told if line.startswith(("Contact", "Policy"))] == lines
    assert not lines or f"Expires: {FRESH}T00:00:00Z" in told
    assert datetime.timedelta(days=365) > VALID


def test_facts_for_search_engines_are_those_of_the_page() -> None:
    library = library_of({"body": "B.", "words": {"en": {"title": "A </script> title"}}})
    page = library.page("en", "transfers/sample")
    assert page is not None
    written = page_view(library, page, SITE_URL)["structured"]
    assert "<" not in written
    article, path = json.loads(written)["@graph"]
    assert (article["@type"], article["headline"], article["description"]) == ("Article", "A </script> title", "One sentence about it.")
    assert (article["dateModified"], article["inLanguage"], article["url"]) == (TODAY, "en", f"{SITE_URL}en/transfers/sample/")
    assert article["publisher"] == {"@type": "Organization", "name": "Example Wallet", "url": f"{SITE_URL}en/"}
    assert [(row["position"], row["item"]) for row in path["itemListElement"]] == [
        (1, f"{SITE_URL}en/"),
        (2, f"{SITE_URL}en/transfers/"),
        (3, f"{SITE_URL}en/transfers/sample/"),
    ]

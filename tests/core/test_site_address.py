"""Where a site may be published."""

from __future__ import annotations

import pytest

from helpcenter.config.languages import address_flaw


@pytest.mark.parametrize(
    "address",
    [
        "https://help.example.com", "https://help.example.com/", "https://example.com/help", "https://example.com/help/v1.2/",
        "https://example.com:8443/", "https://帮助.example.com/", "https://example.com/%E5%B8%AE%E5%8A%A9/", "http://127.0.0.1:8000/",
        "http://localhost/help/", "https://[2001:db8::1]/",
    ],
)  # fmt: skip
def test_addresses_that_a_site_can_have(address: str) -> None:
    assert address_flaw(address) == ""


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("https://u:p@host.example.com/", "contains a user name, which would appear on every page"),
        ("https://u@host.example.com/", "contains a user name, which would appear on every page"),
        ("https://host.example.com/?x=1", "holds a query or a fragment"),
        ("https://host.example.com/?", "holds a query or a fragment"),
        ("https://host.example.com/#top", "holds a query or a fragment"),
        ("https://host.example.com/index.html", "names a file"),
        ("https://host.example.com/a b/", "holds a space or a sign that no address has"),
        ("https://host.example.com/帮助/", "holds letters that a sitemap wants encoded: write `/%E5%B8%AE%E5%8A%A9/`"),
        ("https://host.example.com//help//", "holds an empty, `.` or `..` part"),
        ("https://host.example.com/a/../b/", "holds an empty, `.` or `..` part"),
        ("ftp://x/", "begins with `ftp:`"),
        ("http://help.example.com/", "begins with `http:`"),
        ("file:///srv/site/", "begins with `file:`"),
        ("//help.example.com/", "names no https:// address"),
        ("help.example.com", "names no https:// address"),
        ("https:///help/", "names no host"),
        ("https://host.example.com:port/", "is not an address"),
    ],
)
def test_addresses_that_would_be_wrong_on_every_page(address: str, wrong: str) -> None:
    assert address_flaw(address) == wrong

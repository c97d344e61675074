"""What data/hosts.yml allows is read in one way, whoever asks: a path below a declared one, however the address is written."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from helpcenter.config.model import Host
from helpcenter.links.deception import tricks
from helpcenter.links.web import allowed, declared, host_name, read_web_address
from places import ROOT

BIPS = Host("team-security", "standards", ("/bitcoin/bips",))
BELOW = (
    "/bitcoin/bips",
    "/bitcoin/bips/",
    "/bitcoin/bips/blob/master/bip-0039.mediawiki",
    "/bitcoin/bips/blob/master/bip-0039%2Emediawiki",
    "/bitcoin/bips/wiki/a%20b%20(c)",
    "/bitcoin/bips/./wiki",
    "/bitcoin/bips/pull/1..2",
    "/bitcoin/bips/...",
    "/bitcoin/%62ips/tree",
    "/bitcoin/bips/tree/a%2Fb",
    "/bitcoin/bips/100%",
    "/bitcoin/bips/wiki/比特币",
)
ELSEWHERE = (
    "",
    "/",
    "/bitcoin",
    "/bitcoin/bipsevil",
    "/bitcoin/bips-evil",
    "/bitcoin/bips.evil",
    "/Bitcoin/bips",
    "/bitcoin/BIPS/tree",
    "/evil/bitcoin/bips",
    "/bitcoin/bips/../../evil/repo",
    "/bitcoin/bips/..",
    "/bitcoin/bips/%2e%2e/%2E%2E/evil",
    "/bitcoin/bips/.%2e/evil",
    "/bitcoin/bips/%252e%252e/evil",
    "/bitcoin/bips/%25252e%25252e/evil",
    "/bitcoin/bips/..%2f..%2fevil",
    "/bitcoin/bips/..%252f..%252fevil",
    "/bitcoin/bips\\..\\..\\evil",
    "/bitcoin/bips/..%5c..%5cevil",
    "/bitcoin/bips/..;/..;/evil",
    "/bitcoin/bips/..%3b/evil",
    "/bitcoin/bips/%20../evil",
    "//bitcoin/bips",
    "/bitcoin//bips",
    "/evil//../bitcoin/bips",
    "/bitcoin/bips//../../evil",
    "/%2fbitcoin/bips",
)


@pytest.mark.parametrize("path", BELOW)
def test_below_a_declared_path(path: str) -> None:
    assert allowed(BIPS, path)
    assert allowed(Host("x", "x", ("/other/", "/bitcoin/bips/")), path)  # a slash at the end of a declared path changes nothing


@pytest.mark.parametrize("path", ELSEWHERE)
def test_elsewhere(path: str) -> None:
    assert not allowed(BIPS, path)


@pytest.mark.parametrize("path", [*BELOW, *ELSEWHERE])
def test_any_path_of_a_host_without_declared_paths(path: str) -> None:
    assert allowed(Host("x", "x"), path)


def test_a_host_is_found_by_the_name_that_is_looked_up() -> None:
    hosts = {"github.com": BIPS, "münchen.de": Host("x", "x")}
    assert declared(hosts, "GitHub.com") is declared(hosts, "git%48ub.com") is BIPS
    assert declared(hosts, "xn--mnchen-3ya.de") is hosts["münchen.de"]
    for name in ("github.com.evil.example", "evil-github.com", "user@github.com", "github.com:8443", "raw.github.com", ""):
        assert declared(hosts, name) is None


IN_CHROMIUM = json.loads((ROOT / "tests" / "data" / "urls_in_chromium.json").read_text(encoding="utf-8"))  # see test_site.py


@pytest.mark.parametrize(("url", "base", "href"), [row for row in IN_CHROMIUM if (row[2] or "").startswith("http") and " " not in row[0]])
def test_an_address_has_the_host_that_a_browser_asks(url: str, base: str, href: str) -> None:
    address = read_web_address(url)
    if address is None:  # a path of the site
        assert urlsplit(href).netloc == urlsplit(base).netloc
    elif address.scheme and not address.slashes.replace("\\", "/").startswith("//"):  # read as a path of a site of the same scheme
        assert next(tricks(url, False))
    elif "\u3000" not in url:
        port = urlsplit(href).port
        assert host_name(address.host) + (f":{port}" if port else "") == urlsplit(href).netloc.rpartition("@")[2]

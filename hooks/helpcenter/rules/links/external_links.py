"""An external link is https, leads to a host and path that data/hosts.yml declares, and carries nothing that tracks the reader
or earns money; no bare URL stands in text, and data/hosts.yml declares no host that nothing links to.

Every host a page sends people to is a door that somebody must watch; what is on no list is watched by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import parse_qsl, unquote

from helpcenter.articles.model import REPORTING, Library, Page
from helpcenter.links.deception import tricks
from helpcenter.links.in_markdown import PageLink, links_of
from helpcenter.links.source_targets import targets_of
from helpcenter.links.web import WebAddress, allowed, declared, host_name, read_web_address, scheme_of
from helpcenter.problems import WARNING

from ..rule import HOUSE, Finding, Rule

HOSTS = "data/hosts.yml"
_TOLD_ELSEWHERE = {
    "mailto",
    "tel",
    "sms",
    "skype",
    "whatsapp",
    "tg",
    "weixin",
    "javascript",
    "vbscript",
    "data",
    "file",
}  # contacts, raw-html, url-tricks
_TRACKING = re.compile(
    r"utm_\w+|ref|r|referr?er|referral(?:_?code)?|ref_(?:src|url|code)|aff(?:iliate)?(?:_?id)?|invite(?:_?code)?|code|promo(?:_?code)?|partner(?:_?id)?|[gd]clid|[gw]braid|"
    r"fbclid|msclkid|twclid|yclid|ttclid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|spm|scm|from_source|share_?(?:source|token|id)|si|vero_id|oly_\w+_id|s_cid|cmpid|campaign(?:_?id)?|"
    r"pk_\w+|mtm_\w+|_ga|_gl|trk|tag|clickid|irclickid|invitation_?code|inviter|channel_?code",
    re.I,
)
_SHORTENERS = {
    "bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "rebrand.ly", "cutt.ly", "rb.gy", "shorturl.at", "t.ly", "tiny.cc", "bl.ink", "lnkd.in",
    "dwz.cn", "t.cn", "url.cn", "suo.im", "u.nu", "adf.ly", "s.id", "soo.gd", "qr.ae", "fb.me", "youtu.be", "amzn.to", "git.io", "aka.ms", "forms.gle", "g.co", "w.url.cn",
    "mrw.so", "suo.nz", "tinyurl.cn", "dwz.date", "short.io", "l.ead.me", "linktr.ee", "trib.al", "wp.me", "db.tt", "spoti.fi", "j.mp", "x.co", "urlz.fr", "acortar.link",
}  # fmt: skip
_REDIRECT_KEY = re.compile(
    r"(?:redirect|return|goto|next|dest(?:ination)?|target|continue|forward|out|link|url|uri|u|q|to)(?:_?(?:url|uri|to|link))?", re.I
)
_REDIRECTORS = re.compile(
    r"(?:www\.)?google\.[a-z.]+/url|l\.(?:facebook|instagram)\.com|lm\.facebook\.com|out\.reddit\.com|href\.li|(?:www\.)?anonym\.to|link\.(?:zhihu|csdn|juejin)\.(?:com|net|cn)|"
    r"(?:www\.)?youtube\.com/redirect|t\.umblr\.com|(?:www\.)?linkedin\.com/(?:redir|safety)|steamcommunity\.com/linkfilter|c\.pc\.qq\.com|(?:www\.)?baidu\.com/link|"
    r"[a-z0-9-]+\.safelinks\.protection\.outlook\.com|urldefense\.\w+",
    re.I,
)


def check(page: Page, library: Library) -> Iterator[Finding]:
    for link in links_of(page):
        if not link.dynamic:
            yield from _link(link, library)


def _link(link: PageLink, library: Library) -> Iterator[Finding]:
    scheme = scheme_of(link.href)
    address = read_web_address(link.href)
    if address is None:
        if scheme and len(scheme) > 1 and scheme not in _TOLD_ELSEWHERE:
            yield Finding(link.line, f"{link.shown} is not https: `{scheme}:` opens something that we do not watch. Remove it.")
        return
    if link.kind == "url":
        yield Finding(
            link.line,
            f"{link.shown} stands bare in the text: write `[what is there](address)`, or code when it is only to be read.",
        )
    if link.kind != "url" and targets_of(library).is_own_site(link.href):
        return  # the rule links tells of it
    tricky = next(tricks(link.href, True), "") != ""
    host = host_name(address.host).rstrip(".")
    entry = declared(library.settings.hosts, host)
    if address.scheme == "http" and not tricky:
        yield Finding(link.line, f"{link.shown} is not https: anyone on the way can change what a reader gets. Write `https://`.")
    yield from (Finding(link.line, sentence) for sentence in _query(link, address))
    if tricky:
        return  # the rule url-tricks tells where it leads
    if host in _SHORTENERS:
        yield Finding(link.line, f"{link.shown} is a short address: it can lead elsewhere tomorrow. Write the address it leads to.")
    elif redirected := _REDIRECTORS.match(f"{host}{address.path}"):
        yield Finding(link.line, f"{link.shown} goes through the redirect of `{redirected[0]}`. Write the address it leads to.")
    elif host in library.settings.reporting.hosts:
        yield Finding(
            link.line,
            f"{link.shown} leads to an authority: what it is for and in which country only `{REPORTING}.md` says. Link to that page.",
        )
    elif entry is None:
        yield Finding(
            link.line,
            f"the host `{host}` of {link.shown} is not in {HOSTS}.{_nearest(host, library)} Link elsewhere, or have the host's owner add it.",
        )
    elif not allowed(entry, address.path):
        paths = ", ".join(f"`{path}`" for path in entry.paths)
        yield Finding(
            link.line,
            f"{link.shown}: of `{host}` only {paths} may be linked ({HOSTS}:{entry.line}). Link below that, or have its owner add the path.",
        )


def _query(link: PageLink, address: WebAddress) -> Iterator[str]:
    """What in the query tracks a reader or leads on."""
    pairs = parse_qsl(address.query.replace(";", "&"), keep_blank_values=True)
    if address.fragment and "=" in address.fragment:
        pairs += parse_qsl(address.fragment, keep_blank_values=True)
    tracking = list(dict.fromkeys(key for key, _ in pairs if _TRACKING.fullmatch(key)))
    if tracking:
        names = ", ".join(f"`{name[:30]}`" for name in tracking)
        yield f"{link.shown} carries {names}: it tells who sent the reader, or pays for it. Remove it."
    for key, value in pairs:
        decoded = unquote(value).strip()
        if re.match(r"(?:https?:)?[/\\]{2}\w", decoded, re.I) or (
            _REDIRECT_KEY.fullmatch(key) and re.match(r"(?:https?:|www\.)\S", decoded, re.I)
        ):
            yield f"{link.shown} leads on to `{decoded[:40]}` by `{key[:30]}`: an open redirect hides where a reader arrives. Link there directly."
            return


def _nearest(host: str, library: Library) -> str:
    found = get_close_matches(host, sorted(library.settings.hosts), 1, 0.8)
    return f" It resembles `{found[0]}`: check that this is no forgery." if found else ""


def check_unused(library: Library) -> Iterator[Finding]:
    shown = (link for page in library.whole.pages.values() if "//" in page.body for link in links_of(page) if not link.dynamic)
    linked = (read_web_address(link.href) for link in shown if link.kind == "url" or not targets_of(library).is_own_site(link.href))
    used = {host_name(address.host).rstrip(".") for address in linked if address}
    elsewhere = "\n".join(
        file.text
        for path, file in library.tree.files.items()
        if file.text and path != HOSTS and path.startswith(("data/", "overrides/")) and not path.endswith((".css", ".svg"))
    )
    for name, host in library.settings.hosts.items():
        if host_name(name) not in used and f"//{name}" not in elsewhere and name not in library.settings.reporting.hosts:
            yield Finding(host.line, f"nothing links to `{name}`. Remove it, so that the list holds what is watched.", HOSTS, WARNING)


RULE = Rule("external-links", HOUSE, page=check, library=check_unused)

"""Deceptive addresses: what in one hides where it leads, and words that show another host than their link leads to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from ada_url import idna

from helpcenter.text.lookalikes import BIDI, INVISIBLE

from .hosts_in_text import FILE_ENDS
from .web import WebAddress, host_name, is_ip, is_local, read_web_address, scheme_of

_DANGEROUS = {
    "javascript": "runs code",
    "vbscript": "runs code",
    "data": "holds a document of its own",
    "file": "leads into the reader's own machine",
}
_DOUBLE = re.compile(r"https?:(?://)?/*(?:https?(?::|//)|[a-z]+://)", re.I)
_MIXED = {"HAN", "HIRAGANA", "KATAKANA", "LATIN", "HANGUL", "BOPOMOFO"}  # scripts that one word may hold together


def tricks(href: str, strict: bool) -> Iterator[str]:
    """What in an address hides where it leads, each with its repair. `strict`: also what is honest in most documentation."""
    scheme = scheme_of(href)
    if scheme in _DANGEROUS and _is_dangerous(scheme, href, strict):
        yield f"its scheme `{scheme}:` {_DANGEROUS[scheme]}. Remove it, or link to a page"
        return
    if hidden := _invisible_in(href):
        yield f"it holds an invisible character ({hidden}). Type the address anew"
        return
    address = read_web_address(href)
    if address is None:
        return
    if _DOUBLE.match(href.strip()):
        yield "it has two schemes. Keep one `https://`"
        return
    if "\\" in address.slashes + address.path:
        yield "it holds a backslash, which a browser takes for `/`. Write `/`"
    elif address.scheme and address.slashes != "//":
        yield f"`{address.scheme}:{address.slashes}` is no `{address.scheme}://`. Write both slashes"
    if strict and not address.scheme:
        yield "it names no protocol. Write `https://`"
    local = not strict and is_local(address.host)
    if address.user and not local:
        yield f"what stands before `@` (`{address.user[:-1][:40]}`) is a user name, and the host is `{address.host[:40]}`. Remove it"
    yield from _host_tricks(address, strict, local)


def _is_dangerous(scheme: str, href: str, strict: bool) -> bool:
    if scheme != "data":
        return True
    return strict or bool(re.match(r"\s*data:\s*(?:text/html|application|image/svg)", href, re.I))


def _host_tricks(address: WebAddress, strict: bool, local: bool) -> Iterator[str]:
    host = address.host
    if not host:
        yield "it names no host. Write the whole address"
        return
    if "%" in host:
        yield f"its host `{host[:40]}` is percent-encoded. Write it plainly"
    name = host_name(host)
    numeric = is_ip(name)
    if numeric and (strict or (not local and name != host.lower())):
        yield f"its host `{host[:40]}` is a number, not a name. Write the name"
    if address.port and strict:
        yield f"it names the port `{address.port}`. Remove it"
    if strict and not numeric and host.endswith("."):
        yield "its host ends in a full stop. Remove it"
    if any(unicodedata.normalize("NFKC", c) != c or c in "。．｡" for c in unquote(host)):
        yield f"its host `{host[:40]}` holds full-width characters; it is looked up as `{name[:40]}`. Write that"
    elif reason := _disguise(host):
        yield f"its host is looked up as `{name[:50]}`: {reason}. Check where it leads"
    elif strict and (not unquote(host).isascii() or "xn--" in name):
        yield f"its host `{_readable_host(name)[:40]}` is not plain ASCII and is looked up as `{name[:50]}`: readers cannot tell it from a look-alike. Link elsewhere"


@lru_cache(maxsize=4096)
def _readable_host(host: str) -> str:
    """The host with its punycode undone."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(idna.decode(label) if label.lower().startswith("xn--") else label)
        except ValueError:
            labels.append(label)
    return ".".join(labels)


def _invisible_in(text: str) -> str:
    """The name of the first invisible or direction-changing character, also when percent-encoded; "" for none."""
    decoded = unquote(text, errors="replace") if "%" in text else text
    if decoded.isascii():
        return ""
    found = next((ord(c) for c in decoded if ord(c) in INVISIBLE or ord(c) in BIDI), None)
    return "" if found is None else f"{(INVISIBLE | BIDI)[found]} U+{found:04X}"


@lru_cache(maxsize=4096)
def _disguise(host: str) -> str:
    """Why a host name looks like another one; "" where it does not."""
    readable = _readable_host(unquote(host))
    if readable.isascii():
        return ""
    latin_end = readable.rstrip(".").rpartition(".")[2].isascii()
    for label in re.split(r"[.。．｡]", readable):
        letters = [c for c in label if c.isalpha()]
        foreign = [c for c in letters if not c.isascii() and not unicodedata.normalize("NFKD", c)[0].isascii()]
        if not foreign:
            continue
        scripts = {unicodedata.name(c, "?").split(" ")[0].replace("CJK", "HAN") for c in letters}
        if len(scripts) > 1 and not scripts <= _MIXED:
            return f"`{label}` mixes letters of {' and '.join(sorted(script.title() for script in scripts))} script"
        if latin_end and all(_latin_look(c) for c in foreign) and not scripts & {"HAN", "HIRAGANA", "KATAKANA", "HANGUL"}:
            return f"`{label}` is written in letters that look like Latin ones and are not"
    return ""


@lru_cache(maxsize=1024)
def _latin_look(character: str) -> bool:
    from confusable_homoglyphs import confusables  # type: ignore[import-untyped]  # noqa: PLC0415 (it reads a large table, for a rare case)

    found = confusables.is_confusable(character, greedy=False, preferred_aliases=[])
    return bool(found) and any(glyph["c"].isascii() and glyph["c"].isalnum() for entry in found for glyph in entry["homoglyphs"])


# --- words that show an address -------------------------------------------------------------------------------------

_SHOWN_URL = re.compile(r"\s*(?:https?:)?//([^\s/\\?#]+)", re.I)
_SHOWN_HOST = re.compile(r"\s*((?:[a-z0-9-]+\.)+([a-z]{2,24}))(?:[/?#:]\S*)?\s*", re.I)
_COMMON_ENDS = {"com", "org", "net", "gov", "edu", "cn", "es"}
_CODE_HOSTS = {"github.com", "gitlab.com"}


def shown_host(text: str, strict: bool) -> str:
    """The host that words show as an address; "" where they do not. `strict`: any name that is no file's."""
    if found := _SHOWN_URL.match(text):
        host = found[1].rpartition("@")[2].partition(":")[0]
        return "" if re.search(r"[<>{}\[\]$*…]", host) else host_name(host.rstrip(".,;"))
    found = _SHOWN_HOST.fullmatch(text)
    if found is None:
        return ""
    end = found[2].lower()
    known = found[1].lower().startswith("www.") or end in _COMMON_ENDS or (strict and end not in FILE_ENDS)
    return found[1].lower() if known else ""


def deceives(shown: str, href: str, strict: bool) -> bool:
    """Whether words that show the host `shown` lead to another one. Not strict: hosts of one owner count as the same."""
    address = read_web_address(href)
    if address is None or not shown:
        return False
    host = host_name(address.host).rstrip(".")
    if _without_www(shown) == _without_www(host):
        return False
    if strict:
        return True
    name = _without_www(shown).rsplit(".", 2)[-2] if "." in shown else shown
    return _owner(shown) != _owner(host) and not (host in _CODE_HOSTS and name in address.path.lower()) and not is_local(shown)


def _without_www(host: str) -> str:
    return host.removeprefix("www.")


def _owner(host: str) -> str:
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2
    return ".".join(labels[-3:] if short else labels[-2:])

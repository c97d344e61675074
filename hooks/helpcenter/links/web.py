"""Web addresses: their parts as written, the host that a browser looks up, and what data/hosts.yml allows.

The host is that of the WHATWG URL standard, by ada: decoded, mapped by UTS-46, a number as an IP address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from ada_url import URL

from helpcenter.config.model import Host

_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?([/\\]*)([^/\\?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.S)
_HOST = re.compile(r"[^/\\?#@:]+|\[[^\]]*\]")  # and nothing else of an address
_LOCAL = re.compile(r"(?:.*\.)?(?:localhost|local|test|example|invalid|internal|lan|example\.(?:com|org|net))\.?|[a-z0-9_-]+", re.I)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http(s) address apart. `host` as written, `user` and `port` "" when absent, `slashes` what stands after the scheme."""

    scheme: str
    slashes: str
    user: str
    host: str
    port: str
    path: str
    query: str
    fragment: str


def scheme_of(href: str) -> str:
    """The scheme as a browser finds it, in lower case: it drops tabs and line breaks, and control characters at the start."""
    found = _PARTS.match(_stripped(href))
    return (found[1] or "").lower() if found else ""


@lru_cache(maxsize=4096)
def read_web_address(href: str) -> WebAddress | None:
    """The parts of an http, https or protocol-relative address; None for any other."""
    found = _PARTS.match(_stripped(href))
    if found is None:
        return None
    scheme, slashes, authority = (found[1] or "").lower(), found[2], found[3]
    if scheme not in {"", "http", "https"} or (not scheme and len(slashes) < 2):
        return None
    user, at, rest = authority.rpartition("@")
    port = re.search(r":(\d*)$", rest)
    host = rest[: port.start()] if port and not rest.endswith("]") else rest
    return WebAddress(scheme, slashes, user + at, host, port[0] if port else "", found[4] or "", found[5] or "", found[6] or "")


def _stripped(href: str) -> str:
    return re.sub(r"[\t\n\r]", "", href).strip("".join(map(chr, range(0x21))))


@lru_cache(maxsize=4096)
def host_name(host: str) -> str:
    """The host as it is looked up: decoded, mapped by UTS-46, in ASCII and lower case; itself where no browser would look."""
    try:
        return str(URL(f"https://{host}/").hostname) if _HOST.fullmatch(host) else host.lower()
    except ValueError:
        return host.lower()


def is_ip(name: str) -> bool:
    """Whether a host, as looked up, is an IP address."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_local(host: str) -> bool:
    """Whether the host is one that documentation uses for examples: localhost, a private address, `example.com`."""
    bare = host.strip("[]")
    try:
        return not ipaddress.ip_address(bare).is_global
    except ValueError:
        return bool(_LOCAL.fullmatch(host) and not is_ip(host_name(host)))


def declared(hosts: Mapping[str, Host], host: str) -> Host | None:
    """The entry of data/hosts.yml for a host as written; None where there is none."""
    name = host_name(host)
    return hosts.get(name) or next((entry for known, entry in hosts.items() if host_name(known) == name), None)


def allowed(host: Host, path: str) -> bool:
    """Whether a path, as written in an address, is one of the host's declared paths or stands below one.

    A path with `..` or an empty part is never below: browsers, proxies and servers each make another path of it. It is decoded
    until nothing changes, for some servers decode twice.
    """
    if not host.paths:
        return True
    while (decoded := unquote(path).replace("\\", "/")) != path:
        path = decoded
    parts = [part.partition(";")[0].strip() for part in path.split("/")[1:]]  # what follows `;` is a parameter to some servers
    if ".." in parts or "" in parts[:-1]:
        return False
    path = "/" + "/".join(part for part in parts if part != ".")
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in (prefix.rstrip("/") for prefix in host.paths))

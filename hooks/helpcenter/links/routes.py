"""Routes: where a page of ours stands in the site, below its root.

`/a/<id>/` leads to an article in the reader's language for ever.
"""

from __future__ import annotations

import hashlib
import posixpath
import re

from helpcenter.articles.model import Article
from helpcenter.config.model import Settings

SHORT = "a"
COPY = "index.md"  # beside the page of an article: the same as Markdown
PRINT = "print.html"  # beside the page of a category: all its articles, to print
ASSETS = "assets/"  # below it every name holds a hash of the content, so that a browser keeps the file for as long as it likes
_HASH = re.compile(r"\.[0-9a-f]{8}(?=\.[a-z]+$)")


def url(settings: Settings, language: str, route: str) -> str:
    """The URL of a page below the site's root: `en/transfers/send-transfer/`; that of the root has no prefix."""
    path = route[: -len("index")] if route == "index" or route.endswith("/index") else f"{route}/"
    return path if language == settings.root.code else f"{language}/{path}"


def article_urls(article: Article, settings: Settings) -> dict[str, str]:
    """The URL of an article by language, for the published languages that have it."""
    return {language.code: url(settings, language.code, article.route) for language in settings.built if language.code in article.pages}


def relative(target: str, start: str) -> str:
    """The link from the page at `start`, a folder that ends with a slash or the root "", to `target`, both below the root of the site."""
    there, here = target.split("/"), start.split("/")[:-1]
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and there[shared] == here[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"


def short(article: Article, language: str = "") -> str:
    """`a/2001/` or `a/2001/en/`."""
    return short_of(article.id, language)


def short_of(number: int, language: str = "") -> str:
    """The short link of an id, whether its article is there or retired."""
    return f"{SHORT}/{number}/" + (f"{language}/" if language else "")


def absolute(site_url: str, path: str) -> str:
    return site_url.rstrip("/") + "/" + path


def hashed(path: str, data: bytes) -> str:
    """The path of an asset in the site: its name with the first eight digits of the SHA-256 of its content before the ending."""
    stem, _, ending = path.rpartition(".")
    return f"{stem}.{short_hash(data)}.{ending}"


def unhashed(path: str) -> str:
    """The path that `hashed` was given."""
    return _HASH.sub("", path)


def short_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def markdown_link(route: str, here: str) -> str:
    """The link in the Markdown of the page `here` to the page `route`, both routes in one language: `../account/lock.md`."""
    return posixpath.relpath(f"{route}.md", posixpath.dirname(here) or ".")

"""Copy of each article as Markdown, beside its page, for programs that read it to people: `en/transfers/send-transfer/index.md`.

A copy says what the page says: values are filled in, boxes written out, and what the template adds (whose keys it is about, the
warnings, the way to support) stands in it too. Its links are whole addresses of pages, so that who quotes it leads readers there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from helpcenter.articles.diagrams import linked
from helpcenter.articles.model import Article, Library, Page, route_of_link
from helpcenter.config import substitution
from helpcenter.links import routes
from helpcenter.markdown.inlines import unmarked
from helpcenter.runtime.cache import NOTHING, Cache, digest

from . import views
from .assets import address
from .frame import View

_OPENS = re.compile(r'^(?P<indent> *)(?:!!! +[\w-]+ +"(?P<box>.*)"|=== +"(?P<tab>.*)") *$')
_FENCE = re.compile(r"^ *(```+|~~~+)")
_ID = re.compile(r"^(#{1,6} .*?) *\{#[^{}\s]+\} *$")
_COMMENT = re.compile(r"^ *<!--.*?--> *\n", re.M | re.S)
_TARGET = re.compile(r"(\]\(<?)([^()<>\s]+)(?=>?\))")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def copy_paths(library: Library) -> Iterator[tuple[str, Article, str]]:
    """Yield (path in the site, article, language) of every copy."""
    for article in library.articles:
        for language, place in routes.article_urls(article, library.settings).items():
            yield place + routes.COPY, article, language


def copies(library: Library, site_url: str, cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content of every copy, each cached under the key of its page."""
    made = {}
    for path, article, language in copy_paths(library):
        page = article.pages[language]
        view = views.around(library, page, site_url)
        key = digest("copy", views.page_key(library, page, base, site_url, view))
        made[path] = cache.remember(key, lambda page=page, view=view: _copy(library, page, view, site_url).encode())  # type: ignore[misc]
    return made


def text_of(library: Library, page: Page, site_url: str) -> str:
    """Return the article's own text as its copy holds it: without ids, with boxes as quotations and whole addresses."""
    markdown = substitution.markdown(page.shown, library.settings, page.language)
    here = posixpath.dirname(f"{page.language}/{page.route}")

    def target(match: re.Match[str]) -> str:
        path, mark, anchor = match[2].partition("#")
        if _SCHEME.match(path):
            return match[0]
        if path.endswith(".md"):
            path = routes.url(library.settings, page.language, route_of_link(path, page.route))
        else:  # a section of this page, or an image
            path = (
                address(library, posixpath.normpath(f"{here}/{path}")) if path else routes.url(library.settings, page.language, page.route)
            )
        return match[1] + routes.absolute(site_url, path) + mark + anchor

    lines = linked(_COMMENT.sub("", markdown), page.route, page.language).strip("\n").split("\n")
    return _TARGET.sub(target, "\n".join(_written_out(lines)))


def _written_out(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with each box as a quotation, each tab under its name in bold, and headings without ids."""
    at, fence = 0, ""
    while at < len(lines):
        line = lines[at]
        at += 1
        if (mark := _FENCE.match(line)) and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        opens = None if fence else _OPENS.match(line)
        if opens is None:
            yield line if fence else _ID.sub(r"\1", line)
            continue
        indent = opens["indent"]
        inner = indent + " " * 4
        end = at
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith(inner)):
            end += 1
        while end > at and not lines[end - 1].strip():
            end -= 1
        held = _written_out([text[len(inner) :] for text in lines[at:end]])
        title = f"**{opens['box'] if opens['tab'] is None else opens['tab']}**"
        before = indent if opens["box"] is None else f"{indent}> "
        for text in (title, "", *held):
            yield (before + text).rstrip()
        at = end


def _copy(library: Library, page: Page, view: View, site_url: str) -> str:
    """Return the whole copy, in the order of the page: an incident begins with what to do."""
    strings, article, about = view["frame"]["s"], view["article"], _about(view)
    text = text_of(library, page, site_url)
    parts = [
        f"# {unmarked(view['title'])}",
        f"> {unmarked(view['summary'])}",
        f"**{unmarked(strings['template_title'])}** {unmarked(strings['template_text'])}" if view["frame"]["template"] else "",
        _stale(view),
        *((text, *about) if article["type"] == "incident" else (*about, text)),
        _links([view["frame"]["reporting"]], view) if view["frame"]["reporting"] and article["emergency"] else "",
        f"## {unmarked(strings['still_not_solved'])}",
        unmarked("".join(article["first_reply"].values())),
        unmarked(strings["reply_note"]),
        "\n".join([f"**{unmarked(strings['have_ready'])}**", "", *(f"- {unmarked(label)}" for label in article["evidence"])])
        if article["evidence"]
        else "",
        unmarked(strings["screenshots"]) if article["evidence"] else "",
        unmarked(strings["where_to_write"]),
        *_channels(view),
        _links([{"title": strings["see_channels"], "href": view["frame"]["contact_href"]}], view),
        f"## {unmarked(strings['related'])}" if article["related"] else "",
        _links(article["related"], view),
        f"{unmarked(article['meta'])}\\\n<{article['short_link']}>",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _about(view: View) -> tuple[str, ...]:
    """Return what the template says above every article: whose keys it is about, and the warnings."""
    article = view["article"]
    scope, warnings = article["scope"], (article["never_share"], *article["entry"])
    return (
        f"**{unmarked(scope['label'])}** {unmarked(scope['line'])}".rstrip(),
        *(f"> **{unmarked(warning['title'])}**\n>\n> {unmarked(warning['text'])}" for warning in warnings),
    )


def _stale(view: View) -> str:
    stale = view["article"]["stale"]
    if stale is None:
        return ""
    source = f"[{unmarked(view['frame']['s']['source_version'])}]({urljoin(view['canonical'], stale['href'])})"
    return unmarked(stale["text"]).replace("{link}", source)


def _channels(view: View) -> Iterator[str]:
    """Yield how support is reached, on the article that shows it."""
    strings = view["frame"]["s"]
    if view["channels"]:
        yield unmarked(strings["channels_note"])
    for channel in view["channels"]:
        contact = f" <{channel['contact']}>" if channel["contact"] else ""
        yield f"**{unmarked(channel['name'])}** {unmarked(channel['how'])}{contact}"
    if view["channels"]:
        yield unmarked(strings["channel_hours"].replace("{hours}", view["frame"]["hours"]))


def _links(entries: Sequence[View], view: View) -> str:
    return "\n".join(f"- [{unmarked(entry['title'])}]({urljoin(view['canonical'], entry['href'])})" for entry in entries)

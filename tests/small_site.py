"""A complete built site in memory, as small as the rules allow: what the theme makes of a library, without its looks."""

from __future__ import annotations

from html import escape
from typing import Any

from helpcenter.articles.model import Library, Page
from helpcenter.links import routes
from helpcenter.pages import views
from helpcenter.pages.api import api_files
from helpcenter.pages.assets import assets
from helpcenter.pages.brand import ICON
from helpcenter.pages.copies import copies
from helpcenter.pages.llms import llms_files
from helpcenter.pages.prints import print_files
from helpcenter.pages.redirects import SCRIPT, STYLE, redirect_files
from helpcenter.pages.sitemap import sitemap_files
from rendering import body

SITE_URL = "https://help.example.com/"


def small_site(library: Library) -> dict[str, str]:
    """Every file of the site by its path: pages, their copies and lists, categories to print, 404 pages, short links, redirects with what they load, sitemap."""
    settings = library.settings
    built = [language.code for language in settings.built]
    site = {
        routes.url(settings, code, route) + "index.html": _page(library, page)
        for (code, route), page in library.pages.items()
        if code in built
    }
    for code in built:
        root = code == settings.root.code
        site["404.html" if root else f"{code}/404.html"] = _not_found(library, code, built if root else [code])
    made = redirect_files(library, SITE_URL) | sitemap_files(library, SITE_URL) | copies(library, SITE_URL) | llms_files(library, SITE_URL)
    made |= api_files(library, SITE_URL) | dict(assets(library)[name] for name in (SCRIPT, STYLE, ICON))
    made |= print_files(library, SITE_URL, {path: text.encode() for path, text in site.items()})
    return site | {path: content.decode() for path, content in made.items()}


def _page(library: Library, page: Page) -> str:
    view = views.page_view(library, page, SITE_URL)
    lines = [f"<h1>{escape(view['title'])}</h1>"]
    article = view.get("article")
    if article:
        incident = article["type"] == "incident"
        owed = [f"<h2>{escape(article['never_share']['title'])}</h2>", f"<p>{escape(article['never_share']['text'])}</p>"]
        owed += [f"<dl><dt>{escape(entry['title'])}</dt><dd>{escape(entry['text'])}</dd></dl>" for entry in article["entry"]]
        text = f'<div class="hc-text">{body(library, page)}</div>'
        scope = [f"<p>{escape(article['scope'][key])}</p>" for key in ("label", "line")]
        lines += [*_stale(view), text, scope[0], *owed] if incident else [*scope, *_stale(view), *owed, text]
        reply = article["first_reply"]
        lines.append(f"<p>{escape(reply['before'])}<b>{escape(reply['time'])}</b>{escape(reply['after'])}</p>")
        lines += _asked(view)
        lines += [f"<li>{escape(label)}</li>" for label in article["evidence"]]
        lines += [f'<a href="{escape(link["href"])}">{escape(link["title"])}</a>' for link in article["related"]]
        lines.append(f"<p>{escape(article['meta'])} {escape(article['short_link'])}</p>")
        lines.append(f'<button data-hc-copy="{escape(article["short_link"])}">{escape(view["s"]["copy_link"])}</button>')
    else:
        lines += _asked(view) if view["form"] else []
    canonical = f'<link rel="canonical" href="{escape(view["canonical"])}">\n'
    return _document(view, view["title"], f'<meta name="description" content="{escape(view["summary"])}">\n{canonical}', "\n".join(lines))


def _asked(view: dict[str, Any]) -> list[str]:
    """The question of a page, or where it leads instead."""
    if not view["form"]:
        return [f"<p>{escape(view['feedback']['app'])}</p>"]
    fields = [
        f'<label><input type="{"radio" if asked["question"] else "hidden"}" name="{asked["name"]}" value="{value}">{escape(words)}</label>'
        for asked in view["form"]
        for value, words in asked["choices"].items()
    ]
    form = f'<form method="get" action="{view["feedback"]["thanks_href"]}" rel="noreferrer" data-endpoint="{view["feedback"]["endpoint"]}">'
    return [
        form,
        *(f"<p>{escape(asked['question'])}</p>" for asked in view["form"]),
        *fields,
        '<button type="submit">OK</button>',
        "</form>",
    ]


def _stale(view: dict[str, Any]) -> list[str]:
    stale = view["article"]["stale"]
    link = f'<a href="{escape(stale["href"])}" hreflang="zh">{escape(view["s"]["source_version"])}</a>' if stale else ""
    return [f"<p>{escape(stale['text']).replace('{link}', link)}</p>"] if stale else []


def _not_found(library: Library, language: str, codes: list[str]) -> str:
    blocks = [views.not_found_view(library, code, SITE_URL)["blocks"][0] for code in codes]
    lines = [f'<div lang="{view["lang"]}"><a href="{escape(view["home_href"])}">{escape(view["s"]["home"])}</a></div>' for view in blocks]
    return _document(views.not_found_view(library, language, SITE_URL), "404", "", "\n".join(lines))


def _document(view: dict[str, Any], title: str, head: str, body: str) -> str:
    policy = f'<meta http-equiv="Content-Security-Policy" content="{view["policy"]}">'
    robots = '<meta name="robots" content="noindex">\n' if view["template"] or view["kind"] == "not-found" else ""
    banner = f"<p>{escape(view['s']['template_title'])} {escape(view['s']['template_text'])}</p>\n" if view["template"] else ""
    return (
        f'<!doctype html>\n<html lang="{view["lang"]}">\n<head>{policy}\n<title>{escape(title)}</title>\n{robots}{head}</head>\n'
        f"<body>\n{banner}<main>\n{body}\n</main>\n</body>\n</html>\n"
    )

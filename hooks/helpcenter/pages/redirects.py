"""Pages that exist only to lead to another: short links, and former routes (`aliases`), which also stand in a map for hosts."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.links.routes import absolute, article_urls, relative, short, url

from .brand import ICON

SCRIPT = "assets/javascripts/short-link.js"
STYLE = "assets/stylesheets/short-link.css"
REDIRECTS = "_redirects"  # as static hosts read it
NGINX = "redirects.nginx.map"


def redirect_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of every short link, of every page at a former route, and of the maps of these."""
    settings, root = library.settings, urlsplit(site_url).path.rstrip("/") + "/"
    made: dict[str, str] = {}
    moved: list[tuple[str, str]] = []
    for article in library.articles:
        made[short(article)] = _choice(article, settings)
        for code, target in article_urls(article, settings).items():
            title = _title(article, code, settings)
            made[short(article, code)] = _redirect(target, short(article, code), title, code)
            for alias in article.aliases:
                former = url(settings, code, alias)
                made[former] = _redirect(target, former, title, code, site_url)
                moved.append((root + former, root + target))
    return {
        **{f"{place}index.html": document.encode() for place, document in made.items()},
        REDIRECTS: "".join(f"{old} {new} 301\n" for old, new in moved).encode(),
        NGINX: ('map $uri $moved_to {\n    default "";\n' + "".join(f"    {old} {new};\n" for old, new in moved) + "}\n").encode(),
    }


def _title(article: Article, code: str, settings: Settings) -> str:
    return substituted(article.pages[code].text("title"), settings, code)


def _choice(article: Article, settings: Settings) -> str:
    """The page that leads to the reader's language by script; without it, or when none matches, the list stays."""
    here = short(article)
    rows = "\n".join(
        f'  <li><a lang="{code}" hreflang="{code}" href="{escape(relative(target, here))}">{escape(_title(article, code, settings))}</a></li>'
        for code, target in article_urls(article, settings).items()
    )
    names = " · ".join(language.name for language in settings.built)
    return _document(
        settings.source.code,
        names,
        f'<main>\n<h1>{escape(names)}</h1>\n<ul id="languages">\n{rows}\n</ul>\n</main>\n<script src="{escape(relative(SCRIPT, here))}"></script>',
        here,
    )


def _redirect(target: str, here: str, title: str, code: str, site_url: str = "") -> str:
    """A page that leads on by itself without script; the script carries the #section along."""
    link = escape(relative(target, here))
    canonical = f'<link rel="canonical" href="{escape(absolute(site_url, target))}">\n' if site_url else ""
    return _document(
        code,
        title,
        f'<main>\n<h1>{escape(title)}</h1>\n<p id="languages"><a href="{link}">{escape(title)}</a></p>\n</main>\n<script src="{escape(relative(SCRIPT, here))}"></script>',
        here,
        f'<meta http-equiv="refresh" content="1; url={link}">\n{canonical}',
    )


def _document(code: str, title: str, body: str, here: str, head: str = "") -> str:
    style = escape(relative(STYLE, here))
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{head}<title>{escape(title)}</title>\n<link rel="icon" href="{escape(relative(ICON, here))}">\n'
        f'<link rel="stylesheet" href="{style}">\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )

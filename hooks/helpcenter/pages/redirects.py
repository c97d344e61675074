"""Pages that exist only to lead to another: short links, also of retired articles, and former routes (`aliases`), which also stand in a
map for hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urlsplit

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.links.routes import absolute, article_urls, relative, short_of, url
from helpcenter.text.scripts import direction

from .brand import ICON
from .policy import policy

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
        made |= _short_links(article.id, article, settings)
        for code, target in article_urls(article, settings).items():
            for alias in article.aliases:
                former = url(settings, code, alias)
                made[former] = _redirect(target, former, _title(article, code, settings), code, settings, site_url)
                moved.append((root + former, root + target))
    for number, successor in library.retired.items():
        made |= _short_links(number, successor, settings) if successor else _farewells(number, library)
    for former, target, title in _below_former_prefixes(library):
        made[former] = _redirect(target, former, title, settings.root.code, settings, site_url)
        moved.append((root + former, root + target))
    return {
        **{f"{place}index.html": document.encode() for place, document in made.items()},
        REDIRECTS: "".join(f"{old} {new} 301\n" for old, new in moved).encode(),
        NGINX: ('map $uri $moved_to {\n    default "";\n' + "".join(f"    {old} {new};\n" for old, new in moved) + "}\n").encode(),
    }


def _below_former_prefixes(library: Library) -> Iterator[tuple[str, str, str]]:
    """(former address, address, title) of the pages of the root language below each prefix that is gone, and of its short links."""
    settings = library.settings
    home = settings.root.code
    prefixes = [prefix for prefix in settings.former if prefix == home or prefix not in {language.code for language in settings.built}]
    for prefix in prefixes:
        for page in library.pages.values():
            if page.language == home:
                target, title = url(settings, home, page.route), substituted(page.text("title"), settings, home)
                article = library.article_of(page)
                for route in (page.route, *(article.aliases if article else ())):
                    yield f"{prefix}/{url(settings, home, route)}", target, title
                if article and prefix != home:
                    yield short_of(article.id, prefix), target, title


def _title(article: Article, code: str, settings: Settings) -> str:
    return substituted(article.pages[code].text("title"), settings, code)


def _short_links(number: int, article: Article, settings: Settings) -> dict[str, str]:
    """The pages at the short links of an id, which lead to this article."""
    targets = article_urls(article, settings)
    titles = {code: _title(article, code, settings) for code in targets}
    return {short_of(number): _choice(short_of(number), targets, titles, settings)} | {
        short_of(number, code): _redirect(target, short_of(number, code), titles[code], code, settings) for code, target in targets.items()
    }


def _farewells(number: int, library: Library) -> dict[str, str]:
    """The pages at the short links and former paths of an article that is retired without a successor: they say so and lead on."""
    settings, entry = library.settings, library.settings.ledger[number]
    titles = {language.code: settings.strings[language.code].get("retired_title", "") for language in settings.built}
    made = {short_of(number): _choice(short_of(number), {code: short_of(number, code) for code in titles}, titles, settings)}
    for code, title in titles.items():
        for here in (short_of(number, code), *(url(settings, code, path) for path in entry.paths)):
            made[here] = _farewell(library, entry.category, code, here, title)
    return made


def _farewell(library: Library, category: str, code: str, here: str, title: str) -> str:
    """The page in place of an article that is retired without a successor: it leads to its topic and to the home page."""
    settings = library.settings
    strings = settings.strings[code]
    links = [("index", strings.get("home", ""))]
    topic = library.page(code, f"{category}/index")
    if topic and category in {entry.slug for entry in library.live_categories(code)}:
        links.insert(0, (topic.route, substituted(topic.text("title"), settings, code)))
    rows = "\n".join(
        f'  <li><a href="{escape(relative(url(settings, code, route), here))}">{escape(name)}</a></li>' for route, name in links
    )
    text = escape(strings.get("retired_text", ""))
    return _document(code, title, f"<main>\n<h1>{escape(title)}</h1>\n<p>{text}</p>\n<ul>\n{rows}\n</ul>\n</main>", here, settings)


def _choice(here: str, targets: Mapping[str, str], titles: Mapping[str, str], settings: Settings) -> str:
    """The page that leads to the reader's language by script; without it, or when none matches, the list stays."""
    rows = "\n".join(
        f'  <li><a lang="{code}" hreflang="{settings.hreflang(code)}" href="{escape(relative(target, here))}">{escape(titles[code])}</a></li>'
        for code, target in targets.items()
    )
    names = " · ".join(language.name for language in settings.built)
    return _document(
        settings.root.code,
        names,
        f'<main>\n<h1>{escape(names)}</h1>\n<ul id="languages">\n{rows}\n</ul>\n</main>\n<script src="{escape(relative(SCRIPT, here))}"></script>',
        here,
        settings,
    )


def _redirect(target: str, here: str, title: str, code: str, settings: Settings, site_url: str = "") -> str:
    """A page that leads on by itself without script; the script carries the #section along."""
    link = escape(relative(target, here))
    canonical = f'<link rel="canonical" href="{escape(absolute(site_url, target))}">\n' if site_url else ""
    return _document(
        code,
        title,
        f'<main>\n<h1>{escape(title)}</h1>\n<p id="languages"><a href="{link}">{escape(title)}</a></p>\n</main>\n<script src="{escape(relative(SCRIPT, here))}"></script>',
        here,
        settings,
        f'<meta http-equiv="refresh" content="1; url={link}">\n{canonical}',
    )


def _document(code: str, title: str, body: str, here: str, settings: Settings, head: str = "") -> str:
    style = escape(relative(STYLE, here))
    return (
        f'<!doctype html>\n<html lang="{code}" dir="{direction(code)}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy(settings, meta=True))}">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{head}<title>{escape(title)}</title>\n<link rel="icon" href="{escape(relative(ICON, here))}">\n'
        f'<link rel="stylesheet" href="{style}">\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )

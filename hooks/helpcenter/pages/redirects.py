"""Pages that exist only to lead to another: short links, also of retired articles, and former routes (`aliases`), of which hosts are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.links.routes import absolute, article_urls, relative, short_of, url
from helpcenter.text.scripts import direction

from .assets import address
from .brand import ICON
from .policy import policy

SCRIPT = "assets/javascripts/short-link.js"
STYLE = "assets/stylesheets/short-link.css"


def redirect_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of every short link and of every page at a former route."""
    settings = library.settings
    made: dict[str, str] = {}
    for article in library.articles:
        made |= _short_links(article.id, article, library)
        for code, target in article_urls(article, settings).items():
            for former in _formers(article, code, settings):
                made[former] = _redirect(library, target, former, _title(article, code, settings), code, site_url)
    for number, successor in library.retired.items():
        made |= _short_links(number, successor, library) if successor else _farewells(number, library)
    for former, target, title in _below_former_prefixes(library):
        made[former] = _redirect(library, target, former, title, settings.root.code, site_url)
    return {f"{place}index.html": document.encode() for place, document in made.items()}


def moved(library: Library) -> Iterator[tuple[str, str]]:
    """Yield (former address, address) below the root of the site of every page that has moved for good."""
    for article in library.articles:
        for code, target in article_urls(article, library.settings).items():
            yield from ((former, target) for former in _formers(article, code, library.settings))
    yield from ((former, target) for former, target, _ in _below_former_prefixes(library))


def _formers(article: Article, code: str, settings: Settings) -> list[str]:
    return [url(settings, code, alias) for alias in article.aliases]


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


def _short_links(number: int, article: Article, library: Library) -> dict[str, str]:
    """The pages at the short links of an id, which lead to this article."""
    settings = library.settings
    targets = article_urls(article, settings)
    titles = {code: _title(article, code, settings) for code in targets}
    return {short_of(number): _choice(library, short_of(number), targets, titles)} | {
        short_of(number, code): _redirect(library, target, short_of(number, code), titles[code], code) for code, target in targets.items()
    }


def _farewells(number: int, library: Library) -> dict[str, str]:
    """The pages at the short links and former paths of an article that is retired without a successor: they say so and lead on."""
    settings, entry = library.settings, library.settings.ledger[number]
    titles = {language.code: settings.strings[language.code].get("retired_title", "") for language in settings.built}
    made = {short_of(number): _choice(library, short_of(number), {code: short_of(number, code) for code in titles}, titles)}
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
    return _document(library, code, title, f"<main>\n<h1>{escape(title)}</h1>\n<p>{text}</p>\n<ul>\n{rows}\n</ul>\n</main>", here)


def _choice(library: Library, here: str, targets: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The page that leads to the reader's language by script; without it, or when none matches, the list stays."""
    settings = library.settings
    rows = "\n".join(
        f'  <li><a lang="{code}" hreflang="{settings.hreflang(code)}" href="{escape(relative(target, here))}">{escape(titles[code])}</a></li>'
        for code, target in targets.items()
    )
    names = " · ".join(language.name for language in settings.built)
    return _document(
        library,
        settings.root.code,
        names,
        f'<main>\n<h1>{escape(names)}</h1>\n<ul id="languages">\n{rows}\n</ul>\n</main>\n{_script(library, here)}',
        here,
    )


def _redirect(library: Library, target: str, here: str, title: str, code: str, site_url: str = "") -> str:
    """A page that leads on by itself without script; the script carries the #section along."""
    link = escape(relative(target, here))
    canonical = f'<link rel="canonical" href="{escape(absolute(site_url, target))}">\n' if site_url else ""
    return _document(
        library,
        code,
        title,
        f'<main>\n<h1>{escape(title)}</h1>\n<p id="languages"><a href="{link}">{escape(title)}</a></p>\n</main>\n{_script(library, here)}',
        here,
        f'<meta http-equiv="refresh" content="1; url={link}">\n{canonical}',
    )


def _script(library: Library, here: str) -> str:
    return f'<script src="{escape(relative(address(library, SCRIPT), here))}"></script>'


def _document(library: Library, code: str, title: str, body: str, here: str, head: str = "") -> str:
    style, icon = (escape(relative(address(library, name), here)) for name in (STYLE, ICON))
    return (
        f'<!doctype html>\n<html lang="{code}" dir="{direction(code)}">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy(library.settings, meta=True))}">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{head}<title>{escape(title)}</title>\n<link rel="icon" href="{icon}">\n'
        f'<link rel="stylesheet" href="{style}">\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )

"""`llms.txt` of each language (llmstxt.org): what the help center is, and every article with the address of its copy as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.articles.model import Library
from helpcenter.links import routes
from helpcenter.markdown.inlines import unmarked

from . import api
from .frame import Frame

LLMS = "llms.txt"


def llms_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of the list of every language."""
    codes = [language.code for language in library.settings.built]
    return {llms_path(library, code): ("\n\n".join(_parts(library, code, site_url)) + "\n").encode() for code in codes}


def llms_path(library: Library, language: str) -> str:
    return routes.url(library.settings, language, "index") + LLMS


def _parts(library: Library, language: str, site_url: str) -> Iterator[str]:
    """Yield the blocks of a list."""
    settings, home = library.settings, library.page(language, "index")
    frame = Frame(library, language, site_url, routes.url(settings, language, "index"))
    strings, view = frame.strings, frame.frame(None, "index")
    yield f"# {unmarked(view['site_title'])}"
    if home and home.text("summary"):
        yield f"> {unmarked(frame.text(home.text('summary')))}"
    if settings.template:
        yield f"**{unmarked(strings['template_title'])}** {unmarked(strings['template_text'])}"
    for notice in view["notices"]:
        yield f"**{unmarked(notice['label'])}** {unmarked(notice['text'])}"
    yield unmarked(strings["machines"])
    if (warning := settings.warnings.get("never-share")) is not None:
        yield f"**{unmarked(warning.title[language])}** {unmarked(frame.text(warning.text[language]))}"
    for category in sorted(library.live_categories(language), key=lambda category: not category.emergency):
        yield f"## {unmarked(frame.title(f'{category.slug}/index'))}"
        yield "\n".join(
            _row(frame.title(article.route), routes.url(settings, language, article.route) + routes.COPY, site_url)
            + f": {unmarked(frame.text(article.pages[language].text('summary')))}"
            for article in library.in_category(category.slug)
            if language in article.pages
        )
    yield "## Optional"  # what a program may skip: a word of the format, in every language
    others = [other for other in settings.built if other.code != language]
    yield "\n".join(
        [_row("articles.json", api.LIST, site_url), *(_row(other.name, llms_path(library, other.code), site_url) for other in others)]
    )


def _row(title: str, path: str, site_url: str) -> str:
    return f"- [{unmarked(title)}]({routes.absolute(site_url, path)})"

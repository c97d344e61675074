"""Fills the pages: values and boxes into the Markdown, the view of each page into its template.

A page that is made of the same as before is not rendered: its HTML comes out of the cache, and static-i18n never sees it.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from helpcenter.articles import diagrams
from helpcenter.articles.cases import cases_of
from helpcenter.articles.model import Page
from helpcenter.config import substitution
from helpcenter.links import routes
from helpcenter.pages import assets, views
from helpcenter.pages.folding import folded
from helpcenter.pages.glosses import glossed
from helpcenter.pages.minify import minified

from .known_pages import KnownPage
from .preview import shown
from .session import Pages, Session
from .static_i18n import language


def set_known_aside(session: Session, files: Files, config: MkDocsConfig) -> None:
    """Take out of `files` the pages that are left out, those that are known, and those of other languages: each costs static-i18n time."""
    library, code = session.library, language(config)
    here = session.languages[code] = Pages()
    problems = session.found if session.serving else ()
    for page in library.left_out:
        if (file := files.get_file_from_path(page.path.removeprefix(f"{library.docs}/"))) is not None:
            files.remove(file)
    for page in library.pages.values():
        file = files.get_file_from_path(page.path.removeprefix(f"{library.docs}/"))
        if file is None:
            continue
        if page.language != code:
            files.remove(file)
            continue
        view = shown(session, views.around(library, page, session.site_url))
        view["problems"] = [str(found) for found in problems if _is_of(found.path, page)]
        key = views.page_key(library, page, session.base, session.site_url, view)
        html = session.cache.get(key)
        if html is None or page.route == "index":  # static-i18n warns of a language without a home page
            here.rendered[file.src_uri] = key, view
        else:
            files.remove(file)
            here.known.append(KnownPage(file, html, library.settings, config))


def _is_of(path: str, page: Page) -> bool:
    """Whether a page shows a problem under `mkdocs serve`: its own and its counterparts', on the home page all."""
    return page.route == "index" or path.endswith(f"/{page.route}.md")


def add_files(session: Session, files: Files, config: MkDocsConfig) -> Files:
    """`files` with the known pages and the assets, which articles name by their source and readers get at another address.

    The scripts of the search stand in a folder of their own name; of the theme's files none stays.
    """
    for file in list(files):
        path = file.src_uri
        if path.startswith(routes.ASSETS):
            files.remove(file)
    for page in session.languages[language(config)].known:
        files.append(page)
    for name, (place, content) in assets.assets(session.library).items():
        file = File.generated(config, name, content=content)
        file.dest_uri = place
        files.append(file)
    return files


def markdown(session: Session, page: MkDocsPage) -> str:
    """The Markdown of a page, with its values in place; so has its title."""
    settings, found = session.library.settings, _source(session, page)
    page.meta["title"] = substitution.substituted(found.text("title"), settings, found.language)
    return diagrams.linked(substitution.markdown(found.shown, settings, found.language), found.route, found.language)


def content(session: Session, html: str, page: MkDocsPage) -> str:
    """The HTML that Markdown made of a page, with its terms explained and its cases folded."""
    found = _source(session, page)
    return folded(glossed(html, session.library, found), cases_of(found, session.library))


def context(session: Session, context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig) -> dict[str, Any]:
    """What the template of a page shows, with the view of the page as `hc`."""
    _, view = session.languages[language(config)].rendered[page.file.src_uri]
    context["hc"] = views.whole(session.library, _source(session, page), view)
    return context


def output(session: Session, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """The HTML of a page, minified; kept, unless it shows problems."""
    key, view = session.languages[language(config)].rendered[page.file.src_uri]
    output = minified(output)
    if not view["problems"]:
        session.cache.put(key, output.encode("utf-8", "xmlcharrefreplace"))  # as MkDocs writes it
    return output


def _source(session: Session, page: MkDocsPage) -> Page:
    code, _, name = page.file.src_uri.partition("/")
    found = session.library.page(code, name.removesuffix(".md"))
    assert found is not None, page.file.src_uri
    return found

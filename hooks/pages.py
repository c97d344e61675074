"""Adapter: fills the pages. Values and boxes into the Markdown, the view of each page into its template.

Runs once per language. A page that is made of the same as before is not rendered: its HTML comes out of the cache, and
static-i18n never sees it.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from helpcenter.articles import cache_keys, diagrams
from helpcenter.articles.library import Library, Page
from helpcenter.config import substitution
from helpcenter.pages import views
from helpcenter.pages.minify import minified
from helpcenter.search import files as search
from known_pages import Pages, known, language, pages

BUNDLE = "assets/javascripts/bundle."  # the one file of the theme that pages load


def _source(page: MkDocsPage, config: MkDocsConfig) -> Page:
    code, _, name = page.file.src_uri.partition("/")
    found: Page = config.extra["library"].page(code, name.removesuffix(".md"))
    return found


@event_priority(90)  # before static-i18n (-100), to which each page costs time
def _set_known_pages_aside(files: Files, config: MkDocsConfig) -> Files:
    library: Library = config.extra["library"]
    code, site_url = language(config), config.site_url or "/"
    here = config.extra["languages"][code] = Pages()
    for page in library.pages.values():
        file = files.get_file_from_path(page.path.removeprefix(f"{library.docs}/"))
        if file is None:
            continue
        if page.language != code:
            files.remove(file)
            continue
        view = views.around(library, page, site_url)
        view["problems"] = [str(found) for found in config.extra["problems"] if _is_of(found.path, page)]
        key = cache_keys.of_page(library, page, config.extra["base"], site_url, view)
        html = config.extra["cache"].get(key)
        if html is None or page.route == "index":  # static-i18n warns of a language without a home page
            here.made[file.src_uri] = key, view
        else:
            files.remove(file)
            here.known.append(known(file, config, html))
    return files


def _is_of(path: str, page: Page) -> bool:
    """Whether a page shows a problem under `mkdocs serve`: its own and its counterparts', on the home page all."""
    return page.route == "index" or path.endswith(f"/{page.route}.md")


@event_priority(-200)  # after static-i18n, which would take a further file for a page of some language
def _add_what_is_made(files: Files, config: MkDocsConfig) -> Files:
    """The known pages, and the diagrams of every language in place of the drawings that they are made from.

    The scripts of the search stand in a folder of their own name; of the theme's files only those stay that a page loads.
    """
    library: Library = config.extra["library"]
    scripts = {search.SCRIPTS + name for name in search.MODULES}
    for file in list(files):
        path = file.src_uri
        ours = f"overrides/{path}" in library.tree.files or path.startswith(BUNDLE) or not path.startswith("assets/")
        if not ours or path.startswith(diagrams.FOLDER) or path in scripts or path.endswith(".map"):
            files.remove(file)
    for page in pages(config).known:
        files.append(page)
    for path, content in diagrams.files(library):
        files.append(File.generated(config, path, content=content))
    return files


on_files = CombinedEvent(_set_known_pages_aside, _add_what_is_made)


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: object) -> str:
    library, found = config.extra["library"], _source(page, config)
    page.meta["title"] = substitution.plain(found.text("title"), library.settings, found.language)
    return diagrams.linked(substitution.markdown(found.body, library.settings, found.language), found.route, found.language)


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    _, view = pages(config).made[page.file.src_uri]
    context["hc"] = views.whole(config.extra["library"], _source(page, config), view)
    return context


@event_priority(-200)  # after all that may change a page
def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    key, view = pages(config).made[page.file.src_uri]
    output = minified(output)
    if not view["problems"]:
        config.extra["cache"].put(key, output.encode("utf-8", "xmlcharrefreplace"))  # as MkDocs writes it
    return output

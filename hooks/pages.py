"""Adapter: fills the pages. Values and boxes into the Markdown, the view of each page into its template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from helpcenter import diagrams, values, views
from helpcenter.search import files as search


def _page(page: MkDocsPage, config: MkDocsConfig) -> Any:
    language, _, name = page.file.src_uri.partition("/")
    return config.extra["library"].page(language, name.removesuffix(".md"))


@event_priority(-200)  # after static-i18n (-100), which would take a further file for a page of some language
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The diagrams of every language in place of the drawings that they are made from; the scripts of the search stand
    under their own names."""
    scripts = {f"assets/javascripts/{name}" for name in search.SCRIPTS}
    for file in [file for file in files if file.src_uri.startswith(diagrams.FOLDER) or file.src_uri in scripts]:
        files.remove(file)
    for path, content in diagrams.files(config.extra["library"]):
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: object) -> str:
    library, found = config.extra["library"], _page(page, config)
    page.meta["title"] = values.plain(found.text("title"), library.settings, found.language)
    return diagrams.linked(values.markdown(found.body, library.settings, found.language), found.route, found.language)


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    context["hc"] = views.page_view(config.extra["library"], _page(page, config), config.site_url or "/")
    context["hc"]["problems"] = config.extra["problems"]
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    if template_name == "404.html":
        language = config.plugins["i18n"].current_language
        context["hc"] = views.not_found_view(config.extra["library"], language, config.site_url or "/")
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Each further language keeps its own 404 page; the root one is the source language's (the last build would win)."""
    language = config.plugins["i18n"].current_language
    if template_name != "404.html" or language == config.extra["library"].source_language:
        return output_content
    write_file(output_content.encode(), str(Path(config.site_dir) / language / "404.html"))
    return ""

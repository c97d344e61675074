"""The library of a product: without the articles, sections, list items, rows and paragraphs about what it lacks.

Left out are: an article that needs a feature which the product lacks, or is only about such (`scope`); what a marker goes for; the
landing page of a category that has no article left; and each list item with nothing but a link to any of these.
"""

from __future__ import annotations

from dataclasses import replace

from helpcenter.runtime.once import once_per_value

from .model import Lacking, Library, Page


def for_product(whole: Library) -> Library:
    """Return `whole` without what its product lacks; itself where that is nothing."""
    lacking = whole.settings.lacking
    if not lacking:
        return whole
    articles = [article for article in whole.articles if not article.left_out(lacking)]
    gone = {article.route for article in whole.articles} - {article.route for article in articles}
    gone |= {f"{category}/index" for category in {route.partition("/")[0] for route in gone} - {article.category for article in articles}}
    sections = {
        f"{page.route}#{block.name}"
        for page in whole.pages.values()
        if page.language == whole.source_language
        for block in _without(page, Lacking(lacking)).headings_left_out
    }
    product = Lacking(lacking, frozenset(gone | sections))
    pages = {key: _without(page, product) for key, page in whole.pages.items() if page.route not in gone}
    if not gone and all(page is whole.pages[key] for key, page in pages.items()):
        return whole
    kept = tuple(
        replace(
            article,
            scope=tuple(name for name in article.scope if name not in lacking),
            pages={code: pages[code, article.route] for code in article.pages},
            source=pages[whole.source_language, article.route],
        )
        for article in articles
    )
    return replace(whole, pages=pages, articles=kept, by_slug={article.slug: article for article in kept}, everything=whole)


@once_per_value
def _without(page: Page, product: Lacking) -> Page:
    """Return the page of this product; the same one where nothing of it is left out. A preview keeps it as long as the page itself."""
    made = replace(page, lacking=product)
    if page.reading:
        vars(made)["reading"] = page.reading  # it is the same for every product
    return made if made.left_out else page

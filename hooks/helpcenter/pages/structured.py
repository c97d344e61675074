"""What search engines read of an article: schema.org as JSON-LD, `Article` and `BreadcrumbList`, with words that stand on the page.

No `FAQPage` or `HowTo`: what they show of an article stands without its warnings.
"""

from __future__ import annotations

import json
from urllib.parse import urljoin

from helpcenter.articles.model import Article

from .frame import View


def structured(article: Article, view: View, language: str) -> str:
    """Return the JSON of an article's page for a data block: `<` cannot end it. `view` holds its title, summary, crumbs and canonical address."""
    page, frame = view["canonical"], view["frame"]
    publisher = {"@type": "Organization", "name": frame["brand"]["name"], "url": urljoin(page, frame["home_href"])}
    crumbs = [*view["crumbs"], {"title": view["title"], "href": page}]
    facts = [
        {
            "@type": "Article",
            "@id": page,
            "url": page,
            "headline": view["title"],
            "description": view["summary"],
            "inLanguage": language,
            "dateModified": article.reviewed.isoformat(),
            "publisher": publisher,
            "author": publisher,
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": crumb["title"], "item": urljoin(page, crumb["href"])}
                for at, crumb in enumerate(crumbs, 1)
            ],
        },
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": facts}, ensure_ascii=False, separators=(",", ":")).replace(
        "<", "\\u003c"
    )

"""Ready replies: what support staff paste into a ticket, derived from an article, one per article and language.

What to do now comes from the article (its summary or `reply`, the first steps of an emergency, the quick checks of a problem), the
frame from data/replies.yml, values from data/. Staff only: the public site contains no reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpcenter.articles.model import Article, Library, Page
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import visible
from helpcenter.text.scripts import chinese

STEPS = {"incident": "do-now", "troubleshooting": "quick-checks"}  # the section whose first actions a reply tells
MOST_STEPS = 5


@dataclass(frozen=True)
class Reply:
    """A reply in plain text and in Markdown. `link` is the short link of the public site."""

    id: int
    slug: str
    category: str
    language: str
    title: str
    link: str
    text: str
    markdown: str


def replies(library: Library) -> Iterator[Reply]:
    """Yield the reply of every article in every published language."""
    for article in library.articles:
        for language in library.settings.built:
            if language.code in article.pages:
                yield reply(library, article, language.code)


def reply(library: Library, article: Article, language: str) -> Reply:
    """Return the reply of an article in a language that it has."""
    settings, page = library.settings, article.pages[language]
    words = {name: texts.get(language, "") for name, texts in settings.replies.items()}
    title = substituted(page.text("title"), settings, language)
    link = routes.absolute(settings.site_url, routes.short(article, language))
    steps = [step.told for step in told_steps(library, article, page)]
    evidence = [settings.evidence[key][language] for key in article.evidence if key in settings.evidence]
    values = settings.values.get(language, {})

    incident = article.type == "incident"

    def made(marked: bool) -> str:
        shown = f"[{title}]({link})" if marked else link
        parts = [
            words.get("greeting_incident" if incident else "greeting", ""),
            substituted(page.text("reply") or page.text("summary"), settings, language),
            _list(words.get("now" if incident else "checks", ""), steps, numbered=True),
            words.get("link_concept" if article.type in {"concept", "faq"} else "link", "").replace("{link}", shown),
            words.get("before_sending", "") if article.moves_funds and not incident else "",
            _list(words.get("send_us_incident" if incident else "send_us", ""), evidence, numbered=False),
            words.get("time", "").replace("{time}", values.get(f"sla.{article.response}", "")) if evidence else "",
            f"**{words.get('never', '')}**" if marked else words.get("never", ""),
            words.get("closing", "").replace("{brand}", values.get("brand.name", "")),
        ]
        return "\n\n".join(part for part in parts if part)

    return Reply(article.id, article.slug, article.category, language, title, link, made(False), made(True))


def _list(head: str, items: Sequence[str], numbered: bool) -> str:
    rows = [f"{number}. {item}" if numbered else f"- {item}" for number, item in enumerate(items, 1)]
    return "\n".join([head, *rows]) if rows else ""


@dataclass(frozen=True)
class Step:
    """A step that a reply includes: its paragraphs, and what the reply says of it."""

    paragraphs: tuple[Block, ...]
    told: str


def told_steps(library: Library, article: Article, page: Page) -> Iterator[Step]:
    """Yield the first actions of an emergency or a check. Of each step, the first paragraph (or its opening words in bold) and the
    opening words in bold of the others."""
    section = next((section for section in page.sections if section.id == STEPS.get(article.type)), None)
    ordered = next((block for block in section.blocks if block.kind == "list" and block.name == "ordered"), None) if section else None
    space = "" if chinese(page.language) else " "
    for item in ordered.children[:MOST_STEPS] if ordered else ():
        paragraphs = tuple(child for child in item.children if child.kind == "paragraph")
        if paragraphs:
            told = [_bold(paragraphs[0]) or paragraphs[0].text, *filter(None, map(_bold, paragraphs[1:]))]
            words = space.join(" ".join(visible(text).split()) for text in told)
            yield Step(paragraphs, substituted(words, library.settings, page.language))


def _bold(paragraph: Block) -> str:
    """Return the bold words at the beginning."""
    text = paragraph.text.strip()
    end = text.find("**", 2) if text.startswith("**") else -1
    return text[2:end] if end > 0 else ""

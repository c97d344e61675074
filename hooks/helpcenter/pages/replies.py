"""Ready replies: what support staff paste into a ticket, derived from an article, one per article and language.

What to do now comes from the article (its summary or `reply`, the first steps of an emergency, the quick checks of a problem), the
frame from data/replies.yml, values from data/. Staff only: the public site contains no reply.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from helpcenter.articles.incidents import DO_NOW, is_numbered
from helpcenter.articles.model import Article, Library, Page
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import unmarked, visible
from helpcenter.text.scripts import chinese

from . import feedback

STEPS = {"incident": DO_NOW, "troubleshooting": "quick-checks"}  # the section whose first actions a reply tells
MOST_STEPS = 5


@dataclass(frozen=True)
class Part:
    """A paragraph of a reply, or a list with its head.

    kind    text, greeting, closing, never (what we never ask for), link (`{link}` in the text), steps, bullets
    named   the text of a greeting or closing that names the customer `{customer}` or the agent `{agent}`
    """

    kind: str
    text: str
    items: tuple[str, ...] = ()
    named: str = ""


@dataclass(frozen=True)
class Names:
    """What a help desk replaces by the first name of the customer, and by the name of the agent; "" where it has no such thing."""

    customer: str = ""
    agent: str = ""


NOBODY = Names()


@dataclass(frozen=True)
class Reply:
    """A reply of an article in a language. `link` is the short link of the public site."""

    id: int
    slug: str
    category: str
    language: str
    title: str
    link: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The reply as plain text."""
        return as_text(self)

    @property
    def markdown(self) -> str:
        """The reply as Markdown."""
        return as_markdown(self)


def as_text(reply: Reply, names: Names = NOBODY) -> str:
    """Return a reply as plain text, addressed with these names."""
    return "\n\n".join(_lines(part, _said(part, names, str).replace("{link}", reply.link), part.items) for part in reply.parts)


def as_markdown(reply: Reply, names: Names = NOBODY) -> str:
    """Return a reply as Markdown, addressed with these names; no sign of an article becomes a mark."""

    def shown(part: Part) -> str:
        text = _said(part, names, unmarked).replace("{link}", f"[{unmarked(reply.title)}]({reply.link})")
        return f"**{text}**" if part.kind == "never" else _lines(part, text, tuple(map(unmarked, part.items)))

    return "\n\n".join(map(shown, reply.parts))


def as_html(reply: Reply, names: Names = NOBODY) -> str:
    """Return a reply as HTML of `p`, `br`, `a`, `strong`, `ol`, `ul` and `li`; all else that it holds is escaped, the names are not."""

    def shown(part: Part) -> str:
        text = _said(part, names, html.escape).replace("\n", "<br>")
        if part.kind == "link":
            text = text.replace("{link}", f'<a href="{html.escape(reply.link)}">{html.escape(reply.title)}</a>')
        if part.kind == "never":
            text = f"<strong>{text}</strong>"
        tag = {"steps": "ol", "bullets": "ul"}.get(part.kind)
        rows = "".join(f"<li>{html.escape(item)}</li>" for item in part.items)
        return f"<p>{text}</p>" + (f"<{tag}>{rows}</{tag}>" if tag else "")

    return "".join(map(shown, reply.parts))


def _said(part: Part, names: Names, escaped: Callable[[str], str]) -> str:
    """Return the text of a part, escaped, with the names in their places where the desk has them."""
    name = {"greeting": names.customer, "closing": names.agent}.get(part.kind)
    if not (name and part.named):
        return escaped(part.text)
    return escaped(part.named).replace("{customer}", names.customer).replace("{agent}", names.agent)


def _lines(part: Part, head: str, items: Sequence[str]) -> str:
    rows = [f"{number}. {item}" if part.kind == "steps" else f"- {item}" for number, item in enumerate(items, 1)]
    return "\n".join([head, *rows])


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
    steps = tuple(step.told for step in told_steps(library, article, page))
    evidence = tuple(settings.evidence[key][language] for key in article.evidence if key in settings.evidence)
    values = settings.values.get(language, {})
    incident = article.type == "incident"
    survey = feedback.survey_link(library, language, article.response)

    def part(kind: str, name: str, items: tuple[str, ...] = (), **filled: str) -> Part:
        text = words.get(name, "")
        for key, value in filled.items():
            text = text.replace(f"{{{key}}}", value)
        return Part(kind, text, items)

    greeting = words.get("greeting_incident" if incident else "greeting", "")
    closing = words.get("closing", "").replace("{brand}", values.get("brand.name", ""))
    opening = substituted(page.text("reply") or page.text("summary"), settings, language)
    parts = (
        Part("greeting", greeting, named=words.get("hello_name", "") + greeting.removeprefix(words.get("hello", ""))),
        Part("text", opening),
        part("steps", "now" if incident else "checks", steps) if steps else None,
        part("link", "link_concept" if article.type in {"concept", "faq"} else "link"),
        part("text", "before_sending") if article.moves_funds and not incident else None,
        part("bullets", "send_us_incident" if incident else "send_us", evidence) if evidence else None,
        part("text", "time", time=values.get(f"sla.{article.response}", "")) if evidence else None,
        part("text", "survey", survey=survey) if survey else None,
        part("never", "never"),
        Part("closing", closing, named=f"{{agent}}\n{closing}"),
    )
    told = tuple(one for one in parts if one is not None and one.text)
    return Reply(article.id, article.slug, article.category, language, title, link, told)


@dataclass(frozen=True)
class Step:
    """A step that a reply includes: its paragraphs, and what the reply says of it."""

    paragraphs: tuple[Block, ...]
    told: str


def told_steps(library: Library, article: Article, page: Page) -> Iterator[Step]:
    """Yield the first actions of an emergency or a check. Of each step, the first paragraph (or its opening words in bold) and the
    opening words in bold of the others."""
    section = next((section for section in page.sections if section.id == STEPS.get(article.type)), None)
    ordered = next(filter(is_numbered, section.blocks), None) if section else None
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

"""Every article shows, in its own language, the scope, the never-share warning and where secrets are entered, the first reply to
expect with what to have ready, the question whether it helped, the related articles, its id, review date and short link, and the
banner of a stale translation or a demonstration.

The page template adds them, so that no writer can forget one. In an incident article only that banner comes before the first
thing to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.articles.incidents import DO_NOW
from helpcenter.articles.model import Article, Page
from helpcenter.config.model import Settings
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.links.in_html import OWN
from helpcenter.pages.feedback import form_of
from helpcenter.pages.views import entry_warnings
from helpcenter.site.html import HtmlPage, Reference
from helpcenter.site.rendered import squeezed
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import HOUSE, Finding, Rule
from ..spots import Spot, findings

_NEVER_SHARE = "never-share"  # of data/warnings.yml
_DATE = 40  # characters behind the id in which the date stands
_FRAME = {"nav", "header", "footer", "aside", "dialog"}  # elements whose links are the same on every page


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    settings = site.library.settings
    if _NEVER_SHARE not in settings.warnings:
        return  # data/ could not be read: what is owed is unknown
    for path, source in site.sources.items():
        page = site.pages.get(path)
        if page is None:
            continue
        strings = settings.strings.get(source.language, {})
        if settings.template:
            text = page.visible()
            for key in ("template_title", "template_text"):
                if strings.get(key, "") not in text:
                    yield Spot(path, f"the banner of a demonstration is missing: “{strings[key]}”.", page.first("body"))
        article = site.library.article_of(source)
        if article and article.scope:
            yield from _words(site, page, source, article)
            yield from _links(site, page, source, article)
            if article.type == "incident":
                yield from _incident(page, _stale(site, source))


def _words(site: Site, page: HtmlPage, source: Page, article: Article) -> Iterator[Spot]:
    settings, language = site.library.settings, source.language
    strings = settings.strings.get(language, {})
    frame = page.first("article", "main", "body")
    text = page.visible(frame.start, frame.end) if frame else ""
    never_share, reply = settings.warnings[_NEVER_SHARE], _first_reply(settings, language, article)
    number = strings.get("article_meta", "").partition("{date}")[0].replace("{id}", str(article.id))
    link = routes.absolute(site.site_url, routes.short(article, language))
    required = {
        "the scope line": _scope(site, source, article),
        "what the scope means": "" if article.type == "incident" else strings.get(f"scope_line_{_reach(article)}", ""),
        "the title of the never-share warning": never_share.title[language],
        "the never-share warning": substituted(never_share.text[language], settings, language),
        **{f"the warning `{name}`": settings.warnings[name].text[language] for name in entry_warnings(article, settings)},
        "the time of the first reply": reply,
        "the question whether it helped": _question(site, source),
        "the id": number,
        "the short link": link,
    }
    if article.stale(language):
        required["the banner of a stale translation"] = _stale(site, source)
    for what, words in required.items():
        if squeezed(words) not in text:
            yield Spot(page.path, f"{what} is missing: “{shortened(squeezed(words))}”.", frame, same=(f"{language} {what}",))
    date = text.partition(squeezed(number))[2][:_DATE]
    if date and not {str(article.reviewed.year), str(article.reviewed.day)} <= set(re.findall(r"\d+", date)):
        yield Spot(page.path, f"the date of the last review is missing: {article.reviewed}.", frame, same=(f"{language} review",))
    ending = text[text.rfind(reply) :] if reply in text else ""
    for key in article.evidence if ending else ():
        label = settings.evidence.get(key, {}).get(language, "")
        if label not in ending:
            yield Spot(page.path, f"“{shortened(label)}”, which support asks for, is missing after the time of the first reply.", frame)
    if not any(link in button.attributes.values() for button in page.all("button")):
        yield Spot(page.path, f"no button copies the short link `{link}`.", frame, same=("copy link",))


def _question(site: Site, source: Page) -> str:
    """What a reader is asked, or where to tell it in the app."""
    asked = next((asked.question for asked in form_of(site.library, source) if asked.question), "")
    app = site.library.settings.feedback.texts.get("app", {}).get(source.language, "")
    return asked or substituted(app, site.library.settings, source.language)


def _reach(article: Article) -> str:
    return "both" if len(article.scope) > 1 else article.scope[0]


def _scope(site: Site, source: Page, article: Article) -> str:
    strings = site.library.settings.strings.get(source.language, {})
    return strings.get("applies_to", "").replace("{scope}", strings.get(f"scope_{_reach(article)}", ""))


def _first_reply(settings: Settings, language: str, article: Article) -> str:
    time = settings.values.get(language, {}).get(f"sla.{article.response}", "")
    return settings.strings.get(language, {}).get("first_reply", "").replace("{time}", time)


def _stale(site: Site, source: Page) -> str:
    """The words of the banner of a stale translation."""
    strings = site.library.settings.strings.get(source.language, {})
    return strings.get("stale", "").replace("{link}", strings.get("source_version", ""))


def _links(site: Site, page: HtmlPage, source: Page, article: Article) -> Iterator[Spot]:
    """The links to the related articles, and from a stale translation to its source."""
    settings, linked = site.library.settings, {reference.target.path for reference in page.references if _of_article(page, reference)}
    for slug in article.related:
        other = site.library.by_slug.get(slug)
        if other and source.language in other.pages:
            place = routes.url(settings, source.language, other.route)
            if place not in linked:
                yield Spot(
                    page.path, f"the related article `{slug}` is not linked: expected a link to `{place}`.", page.first("main", "body")
                )
    place = routes.url(settings, settings.source.code, article.route)
    if article.stale(source.language) and place not in linked:
        yield Spot(page.path, f"this translation is stale and does not link to its source, `{place}`.", page.first("main", "body"))


def _of_article(page: HtmlPage, reference: Reference) -> bool:
    if reference.element.tag != "a" or reference.target.kind != OWN:
        return False
    return not any(around.tag in _FRAME for around in page.around(reference.element))


def _incident(page: HtmlPage, allowed: str) -> Iterator[Spot]:
    heading, first = page.first("h1"), page.by_id.get(DO_NOW)
    if heading is None or first is None:
        return
    before = page.visible(heading.end, first.start).replace(squeezed(allowed), "", 1)
    if before.strip():
        sentence = f"“{shortened(before.strip())}” stands before `#{DO_NOW}`. In an incident the first thing to do comes first."
        yield Spot(page.path, sentence, first, DO_NOW)


RULE = Rule("required-elements", HOUSE, site=check)

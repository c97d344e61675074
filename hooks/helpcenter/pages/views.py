"""View of a page: the plain values that its template shows, from the library and the settings.

Every value is unescaped text; the template escapes it (`| e`). Links are relative to the page, so that a site works under any path; a
not-found page, which is served at every address, takes them from the root of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helpcenter.articles.emergencies import emergencies
from helpcenter.articles.model import REPORTING, Article, Library, Page
from helpcenter.config.model import Category, Country, Settings
from helpcenter.config.schemas import RESPONSE_CLASSES
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.markdown.inlines import visible
from helpcenter.runtime.cache import digest
from helpcenter.runtime.once import once_per_value
from helpcenter.text.scripts import chinese

from . import real_address
from .assets import shown
from .feedback import SURVEY, THANKS, form_of
from .frame import GLOSSARY, TOPICS, Frame, View
from .sheets import BACKUP, EMERGENCY, sheet_path
from .structured import structured

NEIGHBOURHOOD = 24  # articles of the topic beside an article: what a reader looks through; its title leads to all
NEAREST = 2  # related articles for a reader whom this one did not help
LEAD_SECTIONS = ("summary", "in-short")  # styled as the lead; not in the table of contents


def page_view(library: Library, page: Page, site_url: str) -> View:
    """Return the values of one page of the library."""
    return whole(library, page, around(library, page, site_url))


def whole(library: Library, page: Page, view: View) -> View:
    """Complete the values of `around` with what the page itself contains."""
    return {**view["frame"], **view, "toc": contents(library, page)}


def around(library: Library, page: Page, site_url: str) -> View:
    """Return the values that a page takes from elsewhere, in the order of its template. `frame` is the same for the whole topic."""
    return _Views(library, page.language, site_url, routes.url(library.settings, page.language, page.route)).page(page)


def page_key(library: Library, page: Page, base: bytes, site_url: str, view: Mapping[str, Any]) -> bytes:
    """The key of a rendered page: its own text, and what its template takes from elsewhere."""
    kept: dict[int, bytes] = vars(library).setdefault("_frame_keys", {})
    frame = view["frame"]
    if id(frame) not in kept:  # the library keeps the frames of its topics, each for all their pages
        kept[id(frame)] = digest(_json({name: value for name, value in frame.items() if name != "s"}))  # its words stand in data/
    own = _json({name: value for name, value in view.items() if name != "frame"})
    return digest("page", base, site_url, page.path, library.made_of(page), kept[id(frame)], own)


@once_per_value
def _places(library: Library, language: str) -> Mapping[str, int]:
    """The position of each article among those of the language."""
    return {article.slug: at for at, article in enumerate(library.in_language[language])}


def _json(view: Mapping[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False, sort_keys=True)


def contents(library: Library, page: Page) -> list[View]:
    """Return the sections in a page's table of contents."""
    entries: list[View] = []
    for section in page.sections:
        title = substituted(visible(section.title), library.settings, page.language)
        if section.level == 2 and section.id not in LEAD_SECTIONS:
            entries.append({"id": section.id, "title": title, "children": []})
        elif section.level == 3 and entries:
            entries[-1]["children"].append({"id": section.id, "title": title})
    return entries


def entry_warnings(article: Article, settings: Settings) -> tuple[str, ...]:
    """Return the names of the warnings of data/warnings.yml that say where the secrets of this article's scope are entered."""
    return tuple(name for scope in article.scope if (name := f"entry-{scope}") in settings.warnings)


def not_found_view(library: Library, language: str, site_url: str) -> View:
    """Return the values of a language's 404 page; that of the root is served for every address and speaks all languages."""
    settings = library.settings
    others = [built.code for built in settings.built if built.code != language] if language == settings.root.code else []
    codes = [language, *others]
    blocks = [_Views(library, code, site_url, None).not_found() for code in codes]
    return {**blocks[0], "blocks": blocks}


class _Views(Frame):
    """The values of one page in one language, its frame among them."""

    def page(self, page: Page) -> View:
        article = self.library.article_of(page)
        category = next(
            (c for c in self.settings.categories if page.route in {f"{c.slug}/index", f"{c.slug}/{page.route.split('/')[-1]}"}), None
        )
        kind = "article" if article else "category" if category else "home" if page.route == "index" else "thin"
        form = form_of(self.library, page)
        title, summary = page.text("title"), page.text("summary")
        if page.route == SURVEY and not form:
            title, summary = (self.strings.get(name, "") for name in ("survey_elsewhere_title", "survey_elsewhere"))
        view = self.common(kind, title, summary, page.route, category, article)
        view["place"] = routes.url(self.settings, self.language, page.route)
        view["crumbs"] = self.crumbs(page, category)
        view["images"] = shown(self.library, page)
        view["canonical"] = routes.absolute(self.site_url, routes.url(self.settings, self.language, page.route))
        view["real"] = self.real(routes.url(self.settings, self.language, page.route))
        if article:
            view["article"] = self.article(article, page)
            view["structured"] = structured(article, view, self.settings.hreflang(self.language))
            view["copy_href"] = routes.COPY
            view["previous"], view["next"] = self.neighbours(article)
        elif category:
            view["category"] = {
                "icon": category.icon,
                "emergency": category.emergency,
                "articles": [self.card(a) for a in self.library.in_category(category.slug) if self.language in a.pages],
            }
            if view["category"]["articles"]:
                view["print"] = {"title": self.strings.get("print_category", ""), "href": routes.PRINT}
            if category.emergency:
                view["emergencies"] = self.emergencies()
        elif page.route == REPORTING:
            view["countries"] = self.countries()
        elif page.route == GLOSSARY:
            view["terms"] = self.terms()
        elif page.route == TOPICS:
            view["every"] = self.every()
        elif page.route in {SURVEY, THANKS}:
            view["about"] = page.route
        elif kind == "home":
            view["most_asked"] = self.links(self.settings.most_asked)
        shows_channels = (
            kind == "home"
            or (article and article.slug == self.settings.channels_page)
            or (category and not article and (category.emergency or self.lists_channels(category)))
        )
        view["sheets"] = list(self.sheets(category, article))
        view["channels"] = self.channels() if shows_channels else []
        view["replies"] = self.replies() if shows_channels and not article else []
        view["form"] = [
            {"name": asked.name, "question": asked.question, "choices": dict(asked.choices), "chosen": asked.chosen} for asked in form
        ]
        return view

    def not_found(self) -> View:
        view = self.common("not-found", self.strings.get("not_found_title", ""), "", "index", None, None)
        nothing: View = {"crumbs": [], "toc": [], "canonical": "", "channels": [], "replies": [], "form": []}
        return {**view["frame"], **view, **nothing, "real": self.real("")}

    def real(self, path: str) -> View:
        return {
            "addresses": real_address.addresses(self.settings, self.language, self.site_url, path),
            "known": real_address.known(self.settings),
        }

    def sheets(self, category: Category | None, article: Article | None) -> Iterator[View]:
        """Yield the sheets to print that the page leads to."""
        if article.slug == self.settings.channels_page if article else category and category.emergency:
            yield {"title": self.strings.get("sheet_link", ""), "href": self.href(sheet_path(self.library, EMERGENCY, self.language))}
        if article and article.slug == self.settings.backup:
            yield {"title": self.strings.get("backup_sheet_link", ""), "href": self.href(sheet_path(self.library, BACKUP, self.language))}

    def common(self, kind: str, title: str, summary: str, route: str, category: Category | None, article: Article | None) -> View:
        return {
            "kind": kind,
            "title": self.text(title),
            "summary": self.text(summary),
            "languages": [self.switch(language.code, language.name, route) for language in self.settings.built],
            "siblings": self.siblings(article) if article else [],
            "previous": None,
            "next": None,
            "frame": self.frame(category, "" if article else route),
        }

    def siblings(self, article: Article) -> list[View]:
        """Return at most NEIGHBOURHOOD articles of its topic, around this one, so that a page does not grow with the library."""
        kept: dict[tuple[str, str], list[View]] = vars(self.library).setdefault("_siblings", {})
        key = (self.language, article.category)
        if key not in kept:  # the same links lead from every article of a topic to the others: they stand in one folder
            articles = (a for a in self.library.in_category(article.category) if self.language in a.pages)
            kept[key] = [{"title": self.title(a.route), "href": f"../{a.slug}/"} for a in articles]
        every = kept[key]
        at = next(number for number, sibling in enumerate(every) if sibling["href"] == f"../{article.slug}/")
        first = max(0, min(at - NEIGHBOURHOOD // 2, len(every) - NEIGHBOURHOOD))
        return [sibling | {"current": number == at} for number, sibling in enumerate(every[first : first + NEIGHBOURHOOD], first)]

    def every(self) -> list[View]:
        """Return every article under its topic, for readers without a search."""
        return [
            {
                "title": self.title(f"{entry.slug}/index"),
                "href": self.link(f"{entry.slug}/index"),
                "articles": [self.titled_link(a) for a in self.library.in_category(entry.slug) if self.language in a.pages],
            }
            for entry in self.library.live_categories(self.language)
        ]

    def switch(self, code: str, name: str, route: str) -> View:
        missing = self.library.page(code, route) is None
        return {
            "lang": code,
            "hreflang": self.settings.hreflang(code),
            "name": name,
            "href": self.link("index" if missing else route, code),
            "current": code == self.language,
            "missing": missing,
            "offer": self.settings.strings[code].get("language_offer", name),
        }

    def links(self, slugs: Iterable[str]) -> list[View]:
        articles = (self.library.by_slug.get(slug) for slug in slugs)
        return [self.titled_link(article) for article in articles if article and self.language in article.pages]

    def card(self, article: Article) -> View:
        return self.titled_link(article) | {
            "summary": self.text(article.pages[self.language].text("summary")),
            "kind_label": self.kind(article),
        }

    def kind(self, article: Article) -> str:
        return self.strings.get("kind_" + article.type.replace("-", "_"), "")

    def terms(self) -> list[View]:
        """Return the defined terms: in Chinese in the order of the data, which goes by subject, elsewhere alphabetically."""
        found = [
            {"id": term.id, "word": term.words[self.language], "definition": self.text(term.definition[self.language])}
            for term in self.settings.glossary
            if self.language in term.words and self.language in term.definition
        ]
        return found if chinese(self.language) else sorted(found, key=lambda term: term["word"].casefold())

    def crumbs(self, page: Page, category: Category | None) -> list[View]:
        if page.route == "index":
            return []
        crumbs = [{"title": self.strings.get("home", ""), "href": self.link("index")}]
        if category and not page.thin:
            crumbs.append({"title": self.title(f"{category.slug}/index"), "href": self.link(f"{category.slug}/index")})
        return crumbs

    def lists_channels(self, category: Category) -> bool:
        article = self.library.by_slug.get(self.settings.channels_page)
        return article is not None and article.category == category.slug

    def channels(self) -> list[View]:
        return [
            {
                "name": channel.name[self.language],
                "how": self.text(channel.how[self.language]),
                "contact": channel.contact,
            }
            for channel in self.settings.channels
        ]

    def replies(self) -> list[View]:
        """Return how soon the first reply comes, by kind of case."""
        classes = [name for name in RESPONSE_CLASSES if name != "login" or "account" not in self.settings.lacking]
        return [{"kind": self.strings.get(f"replies_{name}", ""), "time": self.reply_time(name)} for name in classes]

    def emergencies(self) -> list[View]:
        """Return what may have happened, each with the place of its first thing to do."""
        return [
            {
                "title": self.text(each.text[self.language]),
                "href": f"{self.link(self.library.by_slug[each.article].route)}#{each.section}",
            }
            for each in emergencies(self.library)
            if self.language in self.library.by_slug[each.article].pages
        ]

    def countries(self) -> list[View]:
        """Return where to report by country, those of the language first."""
        every = self.settings.reporting.countries
        return [self.country(each) for each in sorted(every, key=lambda country: self.language not in country.first_in)]

    def country(self, country: Country) -> View:
        reporting = self.settings.reporting
        return {
            "id": country.code,
            "name": country.name[self.language],
            "local": country.local,
            "checked": self.strings.get("reporting_checked", "{date}").replace("{date}", self.date(country.checked)),
            "authorities": [
                {
                    "official": authority.official,
                    "name": "" if authority.name[self.language] == authority.official else authority.name[self.language],
                    "purpose": reporting.purposes[authority.purpose][self.language],
                    "visit": reporting.places[authority.visit][self.language] if authority.visit else "",
                    "links": [{"title": title, "href": href} for title, href in authority.links],
                }
                for authority in country.authorities
            ],
        }

    def warning(self, name: str) -> View:
        shared = self.settings.warnings[name]
        return {"title": shared.title[self.language], "text": self.text(shared.text[self.language])}

    def reply_time(self, response: str) -> str:
        return self.settings.values[self.language].get(f"sla.{response}", "")

    def neighbours(self, article: Article) -> tuple[View | None, View | None]:
        shown = self.library.in_language[self.language]
        at = _places(self.library, self.language)[article.slug]
        return (self.titled_link(shown[at - 1]) if at else None, self.titled_link(shown[at + 1]) if at + 1 < len(shown) else None)

    def article(self, article: Article, page: Page) -> View:
        scope = "both" if len(article.scope) > 1 else "".join(article.scope)
        before, _, after = self.strings.get("first_reply", "{time}").partition("{time}")
        meta = (
            self.strings.get("article_meta", "{id} {date}").replace("{id}", str(article.id)).replace("{date}", self.date(article.reviewed))
        )
        return {
            "id": article.id,
            "type": article.type,
            "kind_label": self.kind(article),
            "severity": article.severity,
            "emergency": article.type == "incident" or article.category == self.settings.emergency,
            "scope": {
                "icon": "person" if scope == "account" else "key",
                "label": self.strings.get("applies_to", "{scope}").replace("{scope}", self.strings.get(f"scope_{scope}", scope)),
                "line": self.strings.get(f"scope_line_{scope}", ""),
            },
            "never_share": self.warning("never-share"),
            "entry": [self.warning(name) for name in entry_warnings(article, self.settings)],
            "first_reply": {"before": before, "time": self.reply_time(article.response), "after": after},
            "evidence": [self.settings.evidence[key][self.language] for key in article.evidence if key in self.settings.evidence],
            "related": self.links(article.related),
            "nearest": self.links(article.related)[:NEAREST],
            "meta": meta,
            "short_link": routes.absolute(self.site_url, routes.short(article, self.language)),
            "stale": {
                "text": self.strings.get("stale", ""),
                "href": self.link(article.route, self.settings.source.code),
                "hreflang": self.settings.hreflang(self.settings.source.code),
            }
            if article.stale(self.language)
            else None,
        }

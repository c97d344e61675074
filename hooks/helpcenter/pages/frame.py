"""Frame of a page: what every page of a topic shares; and how a page writes words and links where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from helpcenter.articles.emergencies import emergencies
from helpcenter.articles.model import REPORTING, Article, Library
from helpcenter.config.model import Category, Notice
from helpcenter.config.schemas import FOOTER_LINKS
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.search.files import search_assets
from helpcenter.text.scripts import direction

from . import brand, feedback
from .assets import address, loaded
from .feed import feed_path
from .policy import policy

GLOSSARY = "glossary"
TOPICS = "topics"
FURTHER = ("tracks", REPORTING, GLOSSARY)  # pages beside the topics, where they exist
View = dict[str, Any]


class Frame:
    """The frame as a page in one language shows it. `here` is the page's URL below the root, None for a not-found page."""

    def __init__(self, library: Library, language: str, site_url: str, here: str | None) -> None:
        self.library, self.settings, self.language, self.site_url = library, library.settings, language, site_url
        self.strings = library.settings.strings[language]
        root = urlsplit(site_url).path.rstrip("/") + "/"
        self.here = here
        self.href: Callable[[str], str] = (lambda target: root + target) if here is None else (lambda target: routes.relative(target, here))

    def frame(self, category: Category | None, route: str) -> View:
        """Return the frame of a page; with `route` "" that of all articles of a topic: they are in one folder, so the same links lead
        out of it."""
        kept: dict[tuple[object, ...], View] = vars(self.library).setdefault("_frames", {})
        key = (self.language, category, route, self.site_url, self.here is None)
        if key not in kept:
            kept[key] = self._frame(category)
        return kept[key]

    def _frame(self, category: Category | None) -> View:
        channels = self.library.by_slug.get(self.settings.channels_page)
        return {
            "lang": self.language,
            "dir": direction(self.language),
            "loads": {name: self.href(place) for name, place in loaded(self.library).items()},
            "s": self.strings,
            "brand": self._brand(),
            "policy": policy(self.settings, meta=True),
            "template": self.settings.template,
            "site_title": f"{self.strings.get('help', '')} - {self.settings.values[self.language].get('brand.name', '')}",
            "home_href": self.link("index"),
            "emergency_href": self.link(f"{self.settings.emergency}/index"),
            "contact_href": self.link(channels.route if channels else "index"),
            "topics_href": self.link(TOPICS) if self.library.page(self.language, TOPICS) else self.link("index") + "#topics",
            "reporting": {"title": self.title(REPORTING), "href": self.link(REPORTING)}
            if self.library.page(self.language, REPORTING)
            else None,
            "topics": [self._topic(entry, category) for entry in self.library.live_categories(self.language)],
            "further": [{"title": self.title(r), "href": self.link(r)} for r in FURTHER if self.library.page(self.language, r)],
            "search": self._search(),
            "feedback": self._feedback(),
            "offline": self.settings.offline,
            "feed_href": self.href(feed_path(self.library, self.language)),
            "notices": [self._notice(notice) for notice in self.settings.notices_on(datetime.date.today())],
            "hours": self.settings.values[self.language].get("support.hours", ""),
        }

    def _brand(self) -> View:
        values, images = self.settings.values[self.language], self.settings.brand.images
        logo = brand.logo(self.library)
        social, ico = images.get("social"), images.get("favicon_ico")
        return {
            "name": values.get("brand.name", ""),
            "logo": {**logo, "images": [{"class": name, "src": self.asset(path)} for name, path in logo["images"]]},
            "icon": self.asset(brand.ICON),
            "icon_ico": self.asset(brand.IMAGES + ico) if ico else "",
            "social": routes.absolute(self.site_url, address(self.library, brand.IMAGES + social)) if social else "",
            "status": values.get("brand.status_url", ""),
            "links": [
                {"title": self.strings.get(f"footer_{name}", ""), "href": values[f"brand.{name}_url"]}
                for name in FOOTER_LINKS
                if f"brand.{name}_url" in values
            ],
        }

    def _topic(self, entry: Category, current: Category | None) -> View:
        page = self.library.page(self.language, f"{entry.slug}/index")
        return {
            "slug": entry.slug,
            "title": self.title(f"{entry.slug}/index"),
            "summary": self.text(page.text("summary")) if page else "",
            "icon": entry.icon,
            "href": self.link(f"{entry.slug}/index"),
            "current": entry is current,
            "emergency": entry.emergency,
        }

    def _search(self) -> View:
        """Return where the search of this language finds its files, and what it leads to."""
        found = {name: self.href(path) for name, path in search_assets(self.library, self.language).items()}
        found["root"] = self.href("")
        for name, slug in (("check", self.settings.transaction), ("exposed", self.settings.exposed)):
            article = self.library.by_slug.get(slug)
            found[name] = self.link(article.route if article else f"{self.settings.emergency}/index")
            found[name] += next((f"#{each.section}" for each in emergencies(self.library) if article and each.article == slug), "")
        others = [
            {
                "lang": other.code,
                "name": other.name,
                "index": self.href(search_assets(self.library, other.code)["index"]),
                "text": self.strings.get(f"search_in_{other.code}", other.name),
            }
            for other in self.settings.built
            if other.code != self.language
        ]
        return {**found, "others": others}

    def _feedback(self) -> View:
        """Return where answers go and what is said of them; `app` alone where the pages lead to the app instead."""
        texts = {name: self.text(text.get(self.language, "")) for name, text in self.settings.feedback.texts.items()}
        if not feedback.asks(self.library, self.language):
            return {"endpoint": "", "app": texts.get("app", "")}
        survey = self.library.page(self.language, feedback.SURVEY)
        return {
            "endpoint": self.settings.feedback.endpoint,
            "app": "",
            "thanks_href": self.link(feedback.THANKS),
            "survey_href": self.link(feedback.SURVEY) if survey else "",
            "privacy": texts["privacy"],
            "sent": {name.removeprefix("sent."): text for name, text in texts.items() if name.startswith("sent.")},
        }

    def _notice(self, notice: Notice) -> View:
        article = self.library.by_slug.get(notice.article)
        return {
            "level": notice.level,
            "label": self.strings.get(f"notice_{notice.level}", ""),
            "text": self.text(notice.text.get(self.language, "")),
            **(self.titled_link(article) if article else {"title": "", "href": ""}),
        }

    # --- words and links ---

    def text(self, text: str) -> str:
        return substituted(text, self.settings, self.language)

    def date(self, date: datetime.date) -> str:
        months = self.strings.get("months", "").replace("，", ",").split(",")
        month = months[date.month - 1].strip() if len(months) == 12 else str(date.month)
        text = self.strings.get("date", "{y}-{m}-{d}")
        for key, value in {"{y}": date.year, "{m}": date.month, "{month}": month, "{d}": date.day}.items():
            text = text.replace(key, str(value))
        return text

    def title(self, route: str) -> str:
        page = self.library.page(self.language, route)
        return self.text(page.text("title")) if page else route

    def link(self, route: str, language: str = "") -> str:
        return self.href(routes.url(self.settings, language or self.language, route))

    def asset(self, name: str) -> str:
        return self.href(address(self.library, name))

    def titled_link(self, article: Article) -> View:
        return {"title": self.title(article.route), "href": self.link(article.route)}

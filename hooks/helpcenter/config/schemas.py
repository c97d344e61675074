"""The schema of each file of data/: which keys it has, and what each may hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from helpcenter.source.schema import ANYTHING, Date, Fields, Flag, ListOf, Localized, MapOf, Number, OneOf, Shape, Text

from . import feedback, product
from .palette import COLOUR, SCHEMES
from .times import DAYS, DURATION

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
KEY = r"[a-z0-9_]+"
DOMAIN = r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[\w.+-]+)*"  # a host with all below it, or one account there: t.me/example
ARTICLE_TYPES = ("how-to", "troubleshooting", "concept", "incident", "faq")
RESPONSE_CLASSES = ("urgent", "login", "complex", "general")
_DURATION = Text(pattern=DURATION, example="24 hours")
_CLOCK = Text(pattern=r"([01]\d|2[0-3]):[0-5]\d|24:00", example="09:00")
NOTICE_LEVELS = ("danger", "caution", "info")
FOOTER_LINKS = ("website", "privacy", "terms", "status")  # each is `…_url` of data/brand.yml and `footer_…` of data/strings.yml
_PICTURE = r"[a-z0-9-]+\.(?:svg|png|webp)"
IMAGES = {  # what for → what its file may be called, and an example
    "logo": (_PICTURE, "logo.svg"),
    "logo_dark": (_PICTURE, "logo-dark.svg"),
    "favicon": (r"favicon\.svg", "favicon.svg"),
    "favicon_ico": (r"favicon\.ico", "favicon.ico"),
    "social": (r"[a-z0-9-]+\.(?:png|jpg|jpeg)", "social.png"),
}
WARNING_LEVELS = ("danger", "warning", "info", "tip", "paragraph", "template")


def schemas(codes: Collection[str], known: Collection[str], roles: Collection[str]) -> Mapping[str, Shape]:
    """Return the schema of each file by its name in data/.

    `codes` are the languages that each text must have, `known` those that it may have, `roles` who may own a host.
    """
    text = Localized(codes, known)
    slug = Text(pattern=SLUG)
    section = Fields({"id": slug, "folded": Flag(), **dict.fromkeys(codes, Text())}, ["folded"], known=known)
    words = Fields(dict.fromkeys((*codes, "names"), ListOf(Text(), 1)), (*codes, "names"), known=known)
    return {
        "brand.yml": _brand(text),
        "product.yml": _product(text),
        "support.yml": _support(text, codes),
        "networks.yml": _networks(text),
        "feedback.yml": feedback.schema(text, _DURATION, ARTICLE_TYPES, RESPONSE_CLASSES),
        "strings.yml": MapOf(text, KEY),
        "categories.yml": MapOf(Fields({"ids": Number(1), "icon": Text(), "emergency": Flag()}, ["emergency"]), SLUG),
        "warnings.yml": MapOf(Fields({"level": OneOf(WARNING_LEVELS), "title": text, "text": text}), SLUG),
        "evidence.yml": MapOf(text, KEY),
        "replies.yml": MapOf(text, KEY),
        "staff.yml": MapOf(text, KEY),
        "notice.yml": ListOf(
            Fields({"level": OneOf(NOTICE_LEVELS), "article": slug, "until": Date(), "text": text}, ["article", "until"]), 1
        ),
        "emergencies.yml": ListOf(
            Fields({"text": text, "article": slug, "section": slug, "needs": ListOf(Text(pattern=f"!?{product.FEATURE}"), 1)}, ["needs"]), 1
        ),
        "authorities.yml": _authorities(text, known, roles),
        "roles.yml": ListOf(Text(), 1),
        "hosts.yml": MapOf(
            Fields({"owner": OneOf(roles), "reason": Text(), "paths": ListOf(Text()), "localized": Text()}, ["paths", "localized"])
        ),
        "ids.yml": MapOf(
            Fields({"slug": slug, "category": slug, "paths": ListOf(Text()), "retired": Text(), "to": Number(1)}, ["retired", "to"])
        ),
        "templates.yml": Fields(dict.fromkeys(ARTICLE_TYPES, ListOf(section, 1))),
        "constants.yml": MapOf(_constant(codes, known), SLUG),
        "home.yml": Fields(
            {"most_asked": ListOf(slug), "emergency": slug, "offline": Flag(), "transaction": slug, "exposed": slug, "backup": slug},
            ["offline", "transaction", "exposed", "backup"],
        ),
        "diagrams.yml": MapOf(Fields({"title": text, "text": text, "words": MapOf(text, KEY)}), SLUG),
        "synonyms.yml": ListOf(words),
        "glossary.json": ListOf(ANYTHING),
        "safe_examples.json": ANYTHING,
        "pins.yml": MapOf(ANYTHING),
    }


def _brand(text: Localized) -> Fields:
    return Fields(
        {
            "template": Flag(),
            "rights_confirmed": Flag(),
            "domains": ListOf(Text(pattern=DOMAIN, example="example.com"), 1),
            "name": text,
            "site_url": _address("https://help.example.com/"),
            "download_url": _address("https://example.com/app"),
            **{f"{name}_url": _address(f"https://example.com/{name}") for name in FOOTER_LINKS},
            "security_contact": Text(pattern=r"https://\S+|[^\s@:]+@[^\s@:]+", example="security@example.com"),
            "security_policy_url": _address("https://example.com/security"),
            "colours": Fields(dict.fromkeys(SCHEMES, Text(pattern=COLOUR, example="#0F5B53"))),
            "images": Fields(
                {name: Text(pattern=pattern, example=example) for name, (pattern, example) in IMAGES.items()}, IMAGES.keys() - {"logo"}
            ),
            "official_channels": text,
            "apk_cert_sha256": text,
            "extension_id": text,
            "release_key": Text(pattern=r"RW[A-Za-z0-9+/]{54}", example="RW… of 56 characters, as minisign -G prints it"),
            "known_copies": ListOf(Text(pattern=DOMAIN, example="web.archive.org")),
        },
        # without domains no contact or address of data/ is ours (rule contacts)
        [
            *("domains", "security_contact", "security_policy_url", "release_key", "known_copies"),
            *(f"{name}_url" for name in FOOTER_LINKS if name != "status"),
        ],
    )


def _product(text: Localized) -> Fields:
    label = Fields({"text": text, "confirmed": Flag()})
    return Fields({"features": product.FEATURES, "labels": MapOf(label, KEY), "hold": MapOf(_limit(text), KEY)}, ["labels", "hold"])


def _limit(text: Localized) -> Fields:
    """A time, or where only another text tells it, words that lead there."""
    return Fields({"time": _DURATION, "text": text, "confirmed": Flag()}, one_of=("time", "text"))


def _address(example: str) -> Text:
    return Text(pattern=r"https://\S+", example=example)


def _support(text: Localized, codes: Collection[str]) -> Fields:
    time = Fields({"time": _DURATION, "confirmed": Flag()})
    opening = Fields({"days": Text(pattern=DAYS, example="monday-friday"), "from": _CLOCK, "to": _CLOCK})
    channel = Fields(
        {
            "id": Text(pattern=SLUG),
            "name": text,
            "how": text,
            "contact": Text(),
            "confirmed": Flag(),
        },
        ["contact"],
    )
    return Fields(
        {
            "page": Text(pattern=SLUG),
            "hours": ListOf(opening, 1),
            "time_zone": Text(pattern=r"UTC([+-]\d{1,2}(:[0-5]\d)?)?", example="UTC+8"),
            "languages": ListOf(OneOf(codes), 1),
            "sla": Fields({**dict.fromkeys(RESPONSE_CLASSES, time), "complaint": _limit(text), "content_review": _limit(text)}),
            "channels": ListOf(channel, 1),
        }
    )


def _networks(text: Localized) -> Fields:
    final = Fields({"time": _DURATION, "checked": Date(), "source": Text()})
    network = Fields(
        {"name": Text(), "family": Text(), "native": Text(), "tokens": Text(), "explorer": Text(pattern=r"https://\S+"), "final": final},
        ["tokens", "explorer", "final"],
    )
    return Fields({"confirmed": Flag(), "phrases": MapOf(text, KEY), "networks": MapOf(network, SLUG)})


def _authorities(text: Localized, known: Collection[str], roles: Collection[str]) -> Fields:
    number = Text(pattern=r"[#\d][\d -]*", example="1-888-495-8501")
    authority = Fields(
        {
            "official": Text(),
            "name": text,
            "for": Text(pattern=KEY),
            "phone": ListOf(number, 1),
            "sms": ListOf(number, 1),
            "email": Text(pattern=r"[\w.+-]+@[\w-]+(\.[\w-]+)+", example="report@police.example"),
            "site": _address("https://police.example/report"),
            "visit": Text(pattern=KEY),
            "source": Text(),
        },
        ["phone", "sms", "email", "site", "visit"],
    )
    country = Fields(
        {
            "name": text,
            "local": Text(pattern=r"[a-z]{2,3}(-[A-Za-z]+)*", example="th"),
            "first_in": ListOf(OneOf(known), 1),
            "checked": Date(),
            "authorities": ListOf(authority, 1),
        },
        ["first_in"],
    )
    words = MapOf(text, KEY)
    return Fields({"owner": OneOf(roles), "review_days": Number(1), "purposes": words, "places": words, "countries": MapOf(country, SLUG)})


def _constant(codes: Collection[str], known: Collection[str]) -> Fields:
    return Fields(
        {
            "texts": Fields(dict.fromkeys(codes, ListOf(Text())), known=known),
            "articles": ListOf(Text(pattern=SLUG)),
            "categories": ListOf(Text(pattern=SLUG)),
            "says": Text(),
            "source": Text(),
        },
        ["articles", "categories", "says"],
    )

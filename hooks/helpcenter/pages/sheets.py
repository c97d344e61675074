"""Sheets to print and to hand on, one file each with all it needs: what to do in an emergency, and blanks for a recovery phrase.

A sheet holds no script, no field and no request. It carries its own style, which its policy allows by its digest: a host that sends a
policy sends `POLICY` with these files.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from helpcenter.articles.emergencies import emergencies
from helpcenter.articles.model import REPORTING, Article, Library
from helpcenter.config.model import Country
from helpcenter.links import routes
from helpcenter.text.scripts import direction

from .frame import Frame
from .replies import told_steps

EMERGENCY, BACKUP = "emergency.html", "backup-sheet.html"
WORDS = 24  # of the longest recovery phrase
STYLE = (
    "@page{size:A4;margin:10mm 11mm}"
    "*{box-sizing:border-box}"
    "body{max-width:186mm;margin:1rem auto;padding:0 1rem;background:#fff;color:#000;"
    "font:8.5pt/1.28 system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif}"
    "h1{margin:0 0 .2em;font-size:15pt;line-height:1.2}h2{margin:.6em 0 .2em;font-size:10.5pt;border-bottom:1px solid #000}"
    "h3{margin:.4em 0 0;font-size:9pt}p,ol,ul{margin:.15em 0}ol,ul{padding-inline-start:1.5em}a{color:#000;overflow-wrap:anywhere}"
    ".box{margin:.15em 0;padding:.4em .7em;border:2px solid #000}dt{font-weight:700}dd{margin:0}.columns{columns:2;column-gap:7mm}.columns>*{break-inside:avoid}"
    "li span+span::before{content:'· '}"
    ".blanks{columns:2;column-gap:12mm;margin-top:2em;padding-inline-start:2.2em;break-before:page}"
    ".blanks li{height:17mm;border-bottom:1px solid #000;break-inside:avoid}"
    "@media print{body{max-width:none;margin:0;padding:0}}"
    "@media screen{body{font-size:1rem}}@media screen and (max-width:40rem){.columns,.blanks{columns:1}}"
)


def policy_of(style: str, images: bool = False) -> str:
    """Return the policy of a sheet with this style, and where `images` with drawings of the site."""
    drawn = "img-src 'self'; " if images else ""
    return f"default-src 'none'; style-src {_digest(style)}; {drawn}base-uri 'none'; form-action 'none'"


def lets_apply(policy: str, style: str) -> bool:
    """Whether a policy allows this style by its digest."""
    return _digest(style) in policy


def _digest(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


POLICY = policy_of(STYLE)


def sheet_files(library: Library, site_url: str) -> dict[str, bytes]:
    """Return path in the site → content of every sheet."""
    made = {}
    for language in library.settings.built:
        frame = Frame(library, language.code, site_url, routes.url(library.settings, language.code, "index"))
        made[sheet_path(library, EMERGENCY, language.code)] = _emergency(frame)
        if has_backup(library):
            made[sheet_path(library, BACKUP, language.code)] = _backup(frame)
    return {path: content.encode() for path, content in made.items()}


def sheet_paths(library: Library) -> list[str]:
    """Return the paths of all sheets in the site."""
    names = [EMERGENCY, *([BACKUP] if has_backup(library) else [])]
    return [sheet_path(library, name, language.code) for language in library.settings.built for name in names]


def sheet_path(library: Library, name: str, language: str) -> str:
    return routes.url(library.settings, language, "index") + name


def has_backup(library: Library) -> bool:
    """Whether the product has wallets whose phrase is written down: the article that says how is there."""
    return library.settings.backup in library.by_slug


def shows_authorities(library: Library, path: str) -> bool:
    """Whether a file of the site is the sheet that tells where to report."""
    return path in {sheet_path(library, EMERGENCY, language.code) for language in library.settings.built}


# --- what to do in an emergency ---------------------------------------------------------------------------------------


def _emergency(frame: Frame) -> str:
    library, language, strings = frame.library, frame.language, frame.strings
    first = [each.article for each in emergencies(library)]  # as on the page of the emergencies
    incidents = [article for article in library.articles if article.type == "incident" and language in article.pages]
    incidents.sort(key=lambda article: first.index(article.slug) if article.slug in first else len(first))
    dates = [article.reviewed for article in incidents]
    address = routes.absolute(frame.site_url, sheet_path(library, EMERGENCY, language))
    parts = [
        head(frame, strings["sheet_title"]),
        paragraph(strings["sheet_state"].replace("{date}", frame.date(max(dates))), address) if dates else "",
        paragraph(strings["sheet_real"], address),
        warnings(frame, ("never-share", "irreversible", "network-test")),
        f"<h2>{escape(frame.title(f'{library.settings.emergency}/index'))}</h2>" if incidents else "",
        _columns(_incident(frame, article) for article in incidents),
        f"<h2>{escape(strings['channels'])}</h2>",
        *contact(frame),
        *_reporting(frame),
    ]
    return _sheet(frame, EMERGENCY, strings["sheet_title"], parts)


def _incident(frame: Frame, article: Article) -> str:
    """Return the first steps of an article, and where the others stand."""
    page = article.pages[frame.language]
    steps = "".join(f"<li>{escape(step.told)}</li>" for step in told_steps(frame.library, article, page))
    more = paragraph("{link}", routes.absolute(frame.site_url, routes.short(article, frame.language)))
    return f"<section><h3>{escape(frame.title(article.route))}</h3><ol>{steps}</ol>{more}</section>"


def contact(frame: Frame) -> Iterator[str]:
    """Yield how support is reached, and how soon the first reply comes."""
    settings, strings, values = frame.settings, frame.strings, frame.settings.values[frame.language]
    yield paragraph(strings["channels_note"])
    rows = (
        f"<li><b>{escape(channel.name[frame.language])}</b> {escape(frame.text(channel.how[frame.language]))} {escape(channel.contact)}</li>"
        for channel in settings.channels
    )
    yield f"<ul>{''.join(rows)}</ul>"
    yield paragraph(strings["channel_hours"].replace("{hours}", values.get("support.hours", "")))
    time = strings["replies_time"].replace("{time}", values.get("sla.urgent", ""))
    yield paragraph(f"{strings['replies_urgent']} · {strings['replies']} · {time}")


def _reporting(frame: Frame) -> Iterator[str]:
    """Yield the authorities of the countries in which the language is read; they lead nowhere, for a number is dialled by hand."""
    countries = [country for country in frame.settings.reporting.countries if frame.language in country.first_in]
    if not countries or not frame.library.page(frame.language, REPORTING):
        return
    yield f"<h2>{escape(frame.title(REPORTING))}</h2>"
    yield paragraph(f"{frame.strings['reporting_first']} {frame.strings['reporting_never']}")
    yield _columns(_country(frame, country) for country in countries)
    yield paragraph("{link}", routes.absolute(frame.site_url, routes.url(frame.settings, frame.language, REPORTING)))


def _country(frame: Frame, country: Country) -> str:
    purposes = frame.settings.reporting.purposes
    rows = (
        f'<li><span lang="{escape(country.local)}">{escape(authority.official)}</span> <span>{escape(purposes[authority.purpose][frame.language])}</span>'
        f"{''.join(f' <span>{escape(title)}</span>' for title, _ in authority.links)}</li>"
        for authority in country.authorities
    )
    return f"<section><h3>{escape(country.name[frame.language])}</h3><ul>{''.join(rows)}</ul></section>"


# --- blanks for a recovery phrase -------------------------------------------------------------------------------------


def _backup(frame: Frame) -> str:
    """Return a sheet of two pages: what to know stays with the reader, and on the page with the blanks stands nothing that tells what it is."""
    strings, article = frame.strings, frame.library.by_slug[frame.settings.backup]
    rules = "".join(f"<li>{escape(frame.text(strings[f'backup_sheet_{name}']))}</li>" for name in ("print", "alone", "check", "keep"))
    parts = [
        head(frame, strings["backup_sheet_title"]),
        f"<ul>{rules}</ul>",
        f'<p class="box"><b>{escape(frame.text(strings["backup_sheet_never"]))}</b></p>',
        paragraph("{link}", routes.absolute(frame.site_url, routes.short(article, frame.language))),
        f'<ol class="blanks">{"<li></li>" * WORDS}</ol>',
    ]
    return _sheet(frame, BACKUP, strings["backup_sheet_title"], parts)


# --- what every sheet is made of --------------------------------------------------------------------------------------


def _sheet(frame: Frame, name: str, title: str, parts: Iterable[str]) -> str:
    return document(frame, sheet_path(frame.library, name, frame.language), title, parts, STYLE, POLICY)


def head(frame: Frame, title: str) -> str:
    """Return the heading of a sheet, and above it the banner of a demonstration."""
    strings = frame.strings
    sample = f"<p><b>{escape(strings['template_title'])}</b> {escape(strings['template_text'])}</p>\n" if frame.settings.template else ""
    brand = frame.settings.values[frame.language].get("brand.name", "")
    return f"{sample}<h1>{escape(title)} · {escape(brand)}</h1>"


def warnings(frame: Frame, names: Iterable[str]) -> str:
    """Return a box with these warnings of data/warnings.yml, as far as they are there."""
    told = (frame.settings.warnings[name] for name in names if name in frame.settings.warnings)
    rows = (f"<dt>{escape(each.title[frame.language])}</dt><dd>{escape(frame.text(each.text[frame.language]))}</dd>" for each in told)
    return f'<dl class="box">{"".join(rows)}</dl>'


def paragraph(words: str, address: str = "") -> str:
    """Return a paragraph of words, with a link in the place of `{link}`."""
    return f"<p>{escape(words).replace('{link}', _link(address))}</p>"


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _columns(parts: Iterable[str]) -> str:
    return f'<div class="columns">\n{chr(10).join(parts)}\n</div>'


def document(frame: Frame, place: str, title: str, parts: Iterable[str], style: str, policy: str) -> str:
    """Return the file that stands at `place`, of parts of which those that are empty are left out."""
    return (
        f'<!doctype html>\n<html lang="{frame.language}" dir="{direction(frame.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<meta name="help-center" content="{escape(place)}">\n<title>{escape(title)}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n{chr(10).join(filter(None, parts))}\n</main>\n</body>\n</html>\n"
    )

"""Category as one page to print, with all its articles whole, for those who will be offline: `en/transfers/print.html`.

It is put together from the pages of the articles as they were rendered, so that paper says what the pages say. Like a sheet it holds no
script and no field; its policy allows its own style by the digest, and the drawings of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape, unescape

from helpcenter.articles.model import Article, Library
from helpcenter.config.model import Category
from helpcenter.links import routes
from helpcenter.links.in_html import OWN, base_of, resolve
from helpcenter.runtime.cache import NOTHING, Cache, digest

from . import sheets, views
from .folding import unfolded
from .frame import Frame, View
from .glosses import GLOSS

STYLE = (
    "@page{size:A4;margin:16mm 15mm}:root{color-scheme:only light}*{box-sizing:border-box}"
    "body{max-width:46rem;margin:1rem auto;padding:0 1rem;background:#fff;color:#000;overflow-wrap:anywhere;"
    "font:1rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif}"
    "h1,h2,h3,h4,h5{margin:1.2em 0 .4em;line-height:1.3;break-after:avoid}h1{margin-top:0;font-size:1.6em}h2{font-size:1.4em}"
    "h3{font-size:1.15em}h4,h5{font-size:1em}p,ol,ul,pre,table{margin:.6em 0}p,li{orphans:3;widows:3}ol,ul{padding-inline-start:1.7em}"
    "li,tr,img,.box,.admonition{break-inside:avoid}a{color:#000}img{display:block;max-width:min(100%,28rem);height:auto}pre{white-space:pre-wrap}"
    "dt{font-weight:700}dd{margin:0 0 .4em}.box,.admonition{margin:.8em 0;padding:.3em .8em;border:1px solid #000}.box,.danger{border-width:2px}.admonition-title{font-weight:700}"
    "table{width:100%;border-collapse:collapse}th,td{padding:.3em .5em;border:1px solid #777;text-align:start;vertical-align:top}"
    "article{margin-top:2.5em;padding-top:.5em;border-top:3px solid #000;break-before:page}"
    "[dir=rtl] :is(code,pre,article>:last-child a){direction:ltr;unicode-bidi:isolate}"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:10.5pt;line-height:1.45}article{margin:0;padding:0;border:0}"
    ".hc-text a[href^=http]::after{content:' (' attr(href) ')';font-size:.85em}}"
    "@media screen and (max-width:40rem){table,tbody,tr,td{display:block}thead{display:none}tr{margin:.6em 0;border:1px solid #777}"
    "td{border:0}td::before{content:attr(data-label);display:block;font-weight:700}}"
)
POLICY = sheets.policy_of(STYLE, images=True)

_OWN_TEXT = re.compile(r'<div class="hc-(?:lead|text)">')
_DIV = re.compile(r"<(/?)div\b")
_LEFT_OUT = re.compile(rf'<svg class="hc-icon".*?</svg>|<a class="{GLOSS}"[^>]*>(?P<word>.*?)</a>', re.S)  # what needs a screen or a press
_HEADING = re.compile(r"(</?h)([1-5])(?=[ >])")
_ID = re.compile(r'(<[a-z][^<>]*? id=")([^"]+)')
_ADDRESS = re.compile(r'(<(a|img) [^<>]*?(?:href|src)=")([^"]*)')
_TABS = re.compile(r'<input\b[^>]*>|<div class="tabbed-labels">(?P<names>.*?)</div>|<div class="tabbed-block">', re.S)
_ANY_TAG = re.compile(r"<[^>]+>")
_TAB = re.compile(r"<label\b[^>]*>(.*?)</label>", re.S)


def print_paths(library: Library) -> Iterator[tuple[str, Category, str]]:
    """Yield (path in the site, category, language) of every category as one page."""
    for language in library.settings.built:
        for category in library.live_categories(language.code):
            if library.page(language.code, f"{category.slug}/index"):
                yield routes.url(library.settings, language.code, f"{category.slug}/index") + routes.PRINT, category, language.code


def printed(library: Library, category: Category, language: str) -> tuple[Article, ...]:
    """Return the articles that a category has in a language, in its order."""
    return tuple(article for article in library.in_category(category.slug) if language in article.pages)


def print_files(library: Library, site_url: str, pages: Mapping[str, bytes], cache: Cache = NOTHING, base: bytes = b"") -> dict[str, bytes]:
    """Return path in the site → content of every category as one page. `pages` are the rendered pages by their path in the site, `base` is
    the key of code and data/; each category is cached under what it is made of."""

    def parts(category: Category, language: str) -> Iterator[str | bytes]:
        yield library.made_of(library.pages[language, f"{category.slug}/index"])
        for article in printed(library, category, language):
            yield from (article.route, library.made_of(article.source), library.made_of(article.pages[language]))
            yield _rendered(library, pages, article, language)

    made = {}
    for path, category, language in print_paths(library):
        key = digest("print", base, site_url, path, parts(category, language))
        made[path] = cache.remember(key, partial(_category, library, site_url, path, category, language, pages))
    return made


def _rendered(library: Library, pages: Mapping[str, bytes], article: Article, language: str) -> bytes:
    return pages.get(routes.url(library.settings, language, article.route) + "index.html", b"")


def policies(library: Library) -> dict[str, str]:
    """Return path in the site → policy of the files that carry their own style: the sheets and the categories to print."""
    return dict.fromkeys(sheets.sheet_paths(library), sheets.POLICY) | {path: POLICY for path, _, _ in print_paths(library)}


def _category(library: Library, site_url: str, path: str, category: Category, language: str, pages: Mapping[str, bytes]) -> bytes:
    here = path.removesuffix(routes.PRINT)
    frame, articles = Frame(library, language, site_url, here), printed(library, category, language)
    strings, title = frame.strings, frame.title(f"{category.slug}/index")
    shown = {article.slug: views.around(library, article.pages[language], site_url) for article in articles}
    entries = dict.fromkeys(name for article in articles for name in views.entry_warnings(article, library.settings))
    rows = (f'<li><a href="#{slug}">{escape(view["title"])}</a></li>' for slug, view in shown.items())
    anchors = {routes.url(library.settings, language, article.route): article.slug for article in articles}
    state = strings["sheet_state"].replace("{date}", frame.date(max(article.reviewed for article in articles)))
    parts = [
        sheets.head(frame, title),
        sheets.paragraph(state, routes.absolute(site_url, path)),
        sheets.paragraph(strings["print_real"], routes.absolute(site_url, here)),
        sheets.warnings(frame, ("never-share", *entries)),
        f"<ul>\n{chr(10).join(rows)}\n</ul>",
    ]
    for place, article in zip(anchors, articles, strict=True):
        text = _moved(_own_text(_rendered(library, pages, article, language).decode()), frame, place, anchors)
        parts.append(_article(frame, article.slug, shown[article.slug], text))
    return sheets.document(frame, path, title, parts, STYLE, POLICY).encode()


def _article(frame: Frame, slug: str, view: View, text: str) -> str:
    """Return an article in the order of its page: an incident begins with what to do."""
    article, strings = view["article"], frame.strings
    scope = f"<p><b>{escape(article['scope']['label'])}</b> {escape(article['scope']['line'])}</p>"
    text = f'<div class="hc-text">{text}</div>'
    parts = [
        f'<article id="{slug}">\n<h2>{escape(view["title"])}</h2>',
        _stale(frame, view),
        sheets.paragraph(view["summary"]) if article["type"] in {"troubleshooting", "faq"} else "",
        *((text, scope) if article["type"] == "incident" else (scope, text)),
        *((f"<h3>{escape(strings['channels'])}</h3>", *sheets.contact(frame)) if view["channels"] else ()),
        sheets.paragraph(f"{article['meta']} · {{link}}", article["short_link"]),
        "</article>",
    ]
    return "\n".join(filter(None, parts))


def _stale(frame: Frame, view: View) -> str:
    stale = view["article"]["stale"]
    if stale is None:
        return ""
    address = routes.absolute(frame.site_url, resolve(stale["href"], base_of(frame.site_url, view["place"])).path)
    link = f'<a href="{escape(address)}" hreflang="{escape(stale["hreflang"])}">{escape(frame.strings["source_version"])}</a>'
    return f"<p>{escape(stale['text']).replace('{link}', link)}</p>"


# --- an article's own text --------------------------------------------------------------------------------------------


def _own_text(page: str) -> str:
    """Return what a rendered page shows of its source, as a reader has it who can press nothing."""
    parts = []
    for opening in _OWN_TEXT.finditer(page):
        depth = 1
        for tag in _DIV.finditer(page, opening.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                parts.append(page[opening.end() : tag.start()])
                break
    return _without_tabs(unfolded(_LEFT_OUT.sub(lambda match: match["word"] or "", "\n".join(parts))))


def _without_tabs(text: str) -> str:
    """Write tabs out one below the other, each under its name."""
    names: list[Iterator[str]] = []  # of the sets of tabs around, the innermost last

    def written(match: re.Match[str]) -> str:
        if match["names"] is not None:
            names.append(iter(_TAB.findall(match["names"])))
        if not match[0].endswith('"tabbed-block">'):
            return ""
        while (name := next(names[-1], None)) is None:
            names.pop()
        return f"{match[0]}<p><strong>{_ANY_TAG.sub('', name)}</strong></p>"

    return _TABS.sub(written, text)


def _moved(text: str, frame: Frame, place: str, anchors: Mapping[str, str]) -> str:
    """Return the text of the page at `place` for the page of its category: headings one level down, ids with the article's name before
    them, links to articles that are there too (`anchors`, by their place) as anchors, other links whole."""
    base, slug = base_of(frame.site_url, place), anchors[place]

    def address(match: re.Match[str]) -> str:
        before, tag, url = match.groups()
        target = resolve(unescape(url), base)
        if target.kind != OWN:
            return match[0]
        if tag == "img":
            return before + escape(frame.href(target.path))
        mark = "#" if target.fragment else ""
        if target.path in anchors:
            return f"{before}#{anchors[target.path]}{mark.replace('#', '--')}{escape(target.fragment)}"
        return before + escape(routes.absolute(frame.site_url, target.path) + mark + target.fragment)

    text = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", text)
    return _ADDRESS.sub(address, _ID.sub(rf"\g<1>{slug}--\g<2>", text))

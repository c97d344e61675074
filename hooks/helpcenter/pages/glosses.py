"""Say what a term means where an article first uses it: a link to its entry in the glossary, with its one sentence for the page's script.

Which terms are worth it is said by `gloss` in data/glossary.json. Without a script the word is a plain link.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from helpcenter.articles.model import Library, Page
from helpcenter.config.model import Settings, Term
from helpcenter.config.substitution import substituted
from helpcenter.links import routes
from helpcenter.runtime.once import once_per_value

from .frame import GLOSSARY

GLOSS = "term"  # the class of the link
LINK = re.compile(rf"(?:\.\./)+{GLOSSARY}/#[a-z0-9-]+")  # where it leads
MOST = 8  # on a page, so that it does not become a field of marked words
# What is no running text of the article: headings, what is pressed, what is to be typed, what stands above something else.
_LEFT_ALONE = frozenset({"a", "code", "h1", "h2", "h3", "h4", "h5", "h6", "label", "pre", "summary", "th"})
_TITLE = 'class="admonition-title"'
_PIECE = re.compile(r"(?P<tag><(?P<end>/?)(?P<name>[a-z][a-z0-9]*)[^>]*>)|(?P<text>[^<]+)")
_QUOTED = r"“[^”]*”"  # a button, or the reader's own words
_BRACKETED = re.compile(r"^(?P<word>.+?)\s*[（(](?P<inside>[^（）()]+)[）)]$")
_LETTER = r"A-Za-zÀ-ÿ0-9"


def glossed(text: str, library: Library, page: Page) -> str:
    """Return the HTML of an article with the first use of at most MOST terms explained."""
    if library.article_of(page) is None or library.page(page.language, GLOSSARY) is None:
        return text
    settings, language = library.settings, page.language
    glossary = routes.relative(routes.url(settings, language, GLOSSARY), routes.url(settings, language, page.route))
    pattern, terms = _terms(settings, language, text)
    said: set[str] = set()

    def explained(match: re.Match[str]) -> str:
        term = terms.get(match.lastgroup or "")
        if term is None or not term.gloss or term.id in said or len(said) == MOST:
            return match[0]
        said.add(term.id)
        meaning = html.escape(substituted(term.definition[language], settings, language))
        return f'<a class="{GLOSS}" href="{glossary}#{term.id}" data-hc-gloss="{meaning}">{match[0]}</a>'

    return "".join(pattern.sub(explained, piece) if open_ else piece for piece, open_ in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the tags and texts of HTML that Markdown made, each with whether it is running text."""
    around: list[str] = []  # the elements that are left alone, the outermost first
    for piece in _PIECE.finditer(text):
        name = piece["name"]
        if name and piece["end"]:
            if around and around[-1] == name:
                around.pop()
        elif name in _LEFT_ALONE or (name and (_TITLE in piece["tag"] or name in around)):
            around.append(name)
        yield piece[0], not name and not around


@once_per_value
def _every(settings: Settings, language: str) -> tuple[tuple[str, Term], ...]:
    """The forms of each term, the longest first: a term inside a longer one is not found for itself."""
    terms = [term for term in settings.glossary if language in term.words and language in term.definition]
    inside = Counter(found["inside"] for term in terms if (found := _BRACKETED.match(term.words[language])))
    forms = [(form, term) for term in terms for form in _forms(term.words[language], inside)]
    return tuple(sorted(forms, key=lambda pair: -len(pair[0])))


def _forms(word: str, inside: Counter[str]) -> Iterator[str]:
    """Yield what a term may be called: the whole word, without its brackets, and by what stands in them if that is another name of it.

    In `energy (TRON)` and `recovery code (2FA)` it is none: other terms have the same in brackets.
    """
    yield word
    if found := _BRACKETED.match(word):
        yield found["word"]
        if inside[found["inside"]] == 1 and "/" not in found["inside"]:
            yield found["inside"]
    elif " / " in word:
        yield from word.split(" / ")


def _terms(settings: Settings, language: str, text: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    """A pattern of the forms that the text may hold, and the term by the name of the group that found it."""
    lower = text.lower()
    forms = [(form, term) for form, term in _every(settings, language) if _stem(form) in lower]
    return _pattern(tuple(form for form, _ in forms)), {f"t{index}": term for index, (_, term) in enumerate(forms)}


def _stem(form: str) -> str:
    """What every form of its first word begins with, as HTML."""
    first = html.escape(form.split(maxsplit=1)[0].lower(), quote=False)
    return first[: max(2, len(first) - 3)]


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([_QUOTED, *(f"(?P<t{index}>{_form(form)})" for index, form in enumerate(forms))]), re.I)


def _form(form: str) -> str:
    """The source of a pattern of a term as it stands in HTML: whole words in Latin script, each of them also in the plural."""
    escaped = re.escape(html.escape(form, quote=False))
    words = re.sub(r"ión(?![^\W_])", "(?:ión|iones)", re.sub(rf"(?<=[{_LETTER}])(?=\\ |$)", "(?:s|es)?", escaped))
    before = rf"(?<![{_LETTER}-])" if re.match(f"[{_LETTER}]", form) else ""
    after = rf"(?![{_LETTER}]|-[{_LETTER}])" if re.search(f"[{_LETTER}]$", form) else ""
    return before + words + after

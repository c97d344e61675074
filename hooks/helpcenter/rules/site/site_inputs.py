"""No page of the built site takes input or runs foreign code: the search box, tabs, toggles and the radio buttons of the page's own
question are the only fields.

A reader who has once typed a recovery phrase into a help page has lost the wallet. What is typed into the search box may be
one, so the box keeps it: no name, no address to send it to, no memory, no spell-checker in the cloud. A question is answered by
choices of data/feedback.yml, in a form that leads to the thank-you page of the language and sends to `endpoint`; what goes along
is what everybody knows of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.links import routes
from helpcenter.links.in_html import FOREIGN, OWN
from helpcenter.pages.feedback import THANKS, Form, form_of
from helpcenter.site.html import Element, HtmlPage
from helpcenter.site.site import Site
from helpcenter.text.quoting import shortened

from ..rule import WALLET, Finding, Rule
from ..spots import Spot, at, findings

SHOWS = {"iframe", "frame", "object", "embed", "applet", "portal"}  # another document, which may ask for anything
_PRESSED = {"radio", "checkbox", "button", "submit", "reset"}  # kinds of `<input>` that take no text
_SEARCHED = {"text", "search"}  # kinds that a search box may have
_CODE = {"javascript", "vbscript"}
_ONLY = "Only the search box may: remove it, and lead to the app."
_ENDPOINT = "data-endpoint"  # where a script sends what a form or the search says
_SENDS = "Only the question of a page and the search send, to `endpoint` of data/feedback.yml, which is {}."
_OF_FORM = {"action", "class", _ENDPOINT, "data-once", "method", "rel"}  # attributes of the form that holds a question


def check(site: Site) -> Iterator[Finding]:
    return findings(site, _spots(site))


def _spots(site: Site) -> Iterator[Spot]:
    endpoint = site.library.settings.feedback.endpoint
    sends = _SENDS.format(f"`{endpoint}`" if endpoint else "null")
    for path, page in site.pages.items():
        source = site.sources.get(path)
        form = form_of(site.library, source) if source else ()
        question = next((element for element in page.all("form") if form and not _is_search(element)), None)
        if question:
            for sentence, written in _question(site, path, page, question):
                yield Spot(path, sentence, question, written)
        for element in page.elements:
            if element is question:
                continue
            sent = element.attributes.get(_ENDPOINT)
            if sent is not None and element.tag != "form" and (element.tag != "dialog" or not sent or sent != endpoint):
                yield Spot(path, f"`<{element.tag} {_ENDPOINT}>` sends to `{shortened(sent)}`. {sends}", element, sent)
            within = question is not None and any(around is question for around in page.around(element))
            for sentence, written in _element(page, element, form if within else ()):
                yield Spot(path, sentence, element, written)
        for reference in page.references:
            tag, kind = reference.element.tag, reference.target.kind
            if kind in _CODE:
                yield at(path, reference, f"`<{tag} {reference.attribute}>` runs `{shortened(reference.url)}`. Lead to a page.")
            elif tag == "script" and kind in {FOREIGN, "data", "blob"}:
                yield at(
                    path, reference, f"a script comes from elsewhere: `{shortened(reference.url)}`. Keep scripts in overrides/assets/."
                )


def _element(page: HtmlPage, element: Element, form: Form) -> Iterator[tuple[str, str]]:
    """(sentence, what it quotes) of each thing wrong with an element; `form` is the question that it stands in."""
    tag, facts = element.tag, element.attributes
    if form and tag in {"input", "button"}:
        yield from _part(element, form)
    elif tag == "input":
        yield from _input(page, element)
    elif tag in {"textarea", "select"} or (tag == "form" and not _is_search(element)):
        yield f"`<{tag}>` takes input. {_ONLY}", ""
    elif tag == "form" and facts.get("action"):
        yield f"the search box sends what is typed to `{shortened(facts['action'])}`. Leave `action` out.", facts["action"]
    elif tag in SHOWS:
        yield f"`<{tag}>` shows another document, which may ask for anything. Remove it.", ""
    for name, value in facts.items():
        if name == "contenteditable" and value.lower() != "false":
            yield f"`<{tag} contenteditable>` takes input. {_ONLY}", name
        elif name == "formaction":
            yield f"`<{tag} formaction>` sends what is typed to `{shortened(value)}`. Remove the attribute.", value
        elif name.startswith("on"):
            yield f"`<{tag} {name}>` runs `{shortened(value)}`. Move it into a script of overrides/assets/.", name


def _question(site: Site, path: str, page: HtmlPage, form: Element) -> Iterator[tuple[str, str]]:
    """What is wrong with the form of a page's question: where it leads, where it sends, and what else it does."""
    facts, settings, language = form.attributes, site.library.settings, site.sources[path].language
    thanks = routes.url(settings, language, THANKS)
    leads = next((each.target for each in page.references if each.element is form and each.attribute == "action"), None)
    if leads is None or (leads.kind, leads.path, "?" in facts["action"]) != (OWN, thanks, False):
        yield f"the question leads to `{shortened(facts.get('action', ''))}`; expected the page `{thanks}`.", facts.get("action", "")
    sent = facts.get(_ENDPOINT, "")
    if sent != settings.feedback.endpoint:
        yield f"the question sends answers to `{shortened(sent)}`. {_SENDS.format(f'`{settings.feedback.endpoint}`')}", sent
    if facts.get("method", "get").lower() != "get":
        yield f"the question is sent by `{facts['method']}`: only the query of a GET is what a log shows. Write `get`.", facts["method"]
    if "noreferrer" not in form.tokens("rel"):
        yield 'the question tells the page it was asked on: write `rel="noreferrer"`.', ""
    for name in facts.keys() - _OF_FORM:
        yield f"the form of the question has `{name}`. Remove it.", facts[name]


def _part(field: Element, form: Form) -> Iterator[tuple[str, str]]:
    """What is wrong with a field of a page's question, or with its button."""
    facts = field.attributes
    kind, name, value = (facts.get(key, "") for key in ("type", "name", "value"))
    if field.tag == "button" and "name" not in facts:
        return
    for asked in form:
        if asked.name == name and value in asked.choices and kind == ("radio" if asked.question else "hidden"):
            return
    yield (
        f'`<{field.tag} type="{shortened(kind or "text")}" name="{shortened(name)}" value="{shortened(value)}">` is no choice that data/feedback.yml '
        "offers on this page. Remove it: an answer is chosen, never typed.",
        "",
    )


def _input(page: HtmlPage, field: Element) -> Iterator[tuple[str, str]]:
    facts = field.attributes
    kind = facts.get("type", "text").strip().lower()
    if kind in _PRESSED:
        return
    if kind not in _SEARCHED or not any(_is_search(around) for around in page.around(field)):
        yield f'`<input type="{shortened(kind)}">` takes input. {_ONLY}', ""
        return
    if "name" in facts:
        yield (
            f"the search box has the name `{shortened(facts['name'])}`: what is typed can reach an address. Leave `name` out.",
            facts["name"],
        )
    for name, wanted in (("autocomplete", "off"), ("spellcheck", "false")):
        if facts.get(name, "").lower() != wanted:
            yield f'the search box lacks `{name}="{wanted}"`: the browser may keep or send what is typed.', ""


def _is_search(element: Element) -> bool:
    return element.tag == "search" or (element.tag == "form" and element.attributes.get("role") == "search")


RULE = Rule("site-inputs", WALLET, site=check)

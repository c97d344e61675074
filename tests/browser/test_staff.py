"""The staff site in a real browser, with the real clipboard."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from conftest import QUIET, find_chromium, serving
from helpcenter.articles.model import Section
from helpcenter.articles.read import read_library
from helpcenter.markdown.inlines import visible
from helpcenter.source.files import read_tree
from helpcenter.staff.site import staff_files
from places import ROOT

PHRASE = "abandon ability able about above absent absorb abstract absurd abuse access accident"  # the list's first words: no valid phrase


LIBRARY = cache(lambda: read_library(read_tree(ROOT)))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("staff")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", "https://help.example.com/")
        library = LIBRARY()
    for path, data in staff_files(library, "https://help.example.com/", datetime.date(2099, 11, 23)).items():  # every review is due
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    with serving(root) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url))
    yield page
    assert wrong == []
    context.close()


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("#question").focus()
    page.keyboard.press("Control+v")


@pytest.mark.parametrize(
    ("ui", "question", "code", "first"),
    [
        ("", "充值没到账", "zh", "充值未到账"),
        ("en/", "my deposit has not arrived", "en", "My deposit has not arrived"),
        ("es/", "mi depósito no ha llegado", "es", "Mi depósito no ha llegado"),
        ("en/", "mi depósito no ha llegado", "es", "Mi depósito no ha llegado"),
    ],
)
def test_from_focus_to_a_reply_in_the_clipboard_it_takes_one_key_stroke_and_the_query(
    page: Page, address: str, ui: str, question: str, code: str, first: str
) -> None:
    page.goto(address + ui)
    page.keyboard.insert_text(question)  # the field has the focus
    expect(page.locator(".st-option").first).to_contain_text(first)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#status")).to_contain_text("2002")
    assert f"https://help.example.com/a/2002/{code}/" in clipboard(page)
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("2002")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length < 60")
    assert clipboard(page) == f"https://help.example.com/a/2002/{code}/"


EXPOSED = {
    "zh": "助记词或私钥可能已泄露",
    "en": "My recovery phrase or private key may be exposed",
    "es": "Mi frase de recuperación o clave privada pudo quedar",
}
TICKETS = {
    "en": (
        "Dear team, I hope this finds you well. I have been a happy customer for about three years and I told many friends about you. "
        "My daughter helped me to write this because my English is not good. We live in the countryside and the weather was bad. "
        "I work in a bakery, so I could not write to you earlier this week. Please excuse the length of this message. "
        "On Sunday a man called me and said he was from your company. He was very friendly and spoke slowly. "
        "He said that there was a problem and that he needed my twelve words to fix it. I gave him my recovery phrase on the phone, and now a stranger knows it. "
        "Now I am worried and cannot sleep. My husband says that I should write to you. "
        "Please tell me what to do, and whether it was wrong. I am at home after six every day. "
        "Many thanks for your patience and kind regards from all of us. God bless you. "
    ),
    "es": (
        "Buenas tardes, espero que se encuentren bien. Soy cliente desde hace tres años y estoy muy contenta con ustedes. "
        "Mi hija me ayuda a escribir porque yo no veo bien. Vivimos lejos de la ciudad y estos días no tuve tiempo. "
        "Trabajo en una panadería y salgo tarde todos los días. Perdonen que el mensaje sea tan largo. "
        "El domingo me llamó un señor y dijo que era de la empresa. Hablaba despacio y fue muy amable. "
        "Me dijo que había un problema y que necesitaba mis doce palabras. Le di mi frase de recuperación por teléfono y ahora la tiene un desconocido. "
        "Ahora estoy preocupada y no puedo dormir. Mi marido dice que les escriba. "
        "Por favor díganme qué hago. Estoy en casa después de las seis. Muchas gracias y saludos de toda la familia. "
    ),
    "zh": (
        "你们好，希望一切都好。我用你们三年了，一直很满意，也介绍给很多朋友。我女儿帮我写这封信，因为我打字很慢。"
        "我们住在乡下，这几天一直下雨。我在面包店上班，这个星期没空早点写。写得长了，请别见怪。"
        "星期天有个人打电话来，说是你们公司的，说话很客气，也很慢。他说我这里有点问题，要十二个单词才能处理。"
        "我就把助记词告诉他了，助记词是不是泄露了。现在很担心，晚上睡不着。我老公说要写信给你们。请告诉我该怎么做。我每天六点以后在家。"
        "非常感谢你们的耐心，祝你们身体健康，工作顺利，全家幸福。我们全家都问你们好，也祝你们的生意越来越好。"
    ),
}


# What people write around what happened: before it, and after it.
AROUND = {
    "en": (
        "Hello everybody, first of all thank you for your work, and please forgive me for such a long message. My name does not matter, I am "
        "sixty-one and I have lived in the same street all my life. Last spring my grandson showed me how all of this works, and since then "
        "I read the news every morning with a cup of coffee. On Saturday we had visitors, my cousin and her husband came with their two "
        "children, we cooked together and it was late when they left. In the evening I sat down at the kitchen table because it was quiet. "
        "The dog was asleep and my wife was watching television in the other room. ",
        "I have tried to find something about it, but the words are difficult and there is so much of it. My neighbour says that he has never "
        "heard of such a thing. My wife is angry with me, and I did not sleep well on Sunday. I went for a walk, then I came back and looked "
        "again, and nothing was different. I do not want to make it worse, therefore I have not touched anything since then. I am at home all "
        "week, except on Wednesday morning when I see the dentist. I hope that somebody with patience reads this from beginning to end. I have "
        "written it twice because the first time the computer lost everything. Please answer in simple words and step by step. Thank you in "
        "advance, have a good week, and kind regards to the whole team from a rainy village, also from my grandson, who says that you always "
        "answer and that I should be patient. ",
    ),
    "es": (
        "Hola a todos, antes que nada gracias por su trabajo y perdonen que escriba tanto. Tengo sesenta y un años y vivo en la misma calle "
        "desde niño. La primavera pasada mi nieto me enseñó cómo funciona todo esto y desde entonces leo las noticias cada mañana con un "
        "café. El sábado tuvimos visita, vinieron mi prima y su marido con los dos niños, cocinamos juntos y se fueron tarde. Por la noche me "
        "senté en la mesa de la cocina porque había silencio. El perro dormía y mi mujer miraba la televisión en el otro cuarto. Afuera llovía "
        "mucho y yo estaba tranquilo, como siempre a esa hora. Me gusta ese rato del día, cuando ya nadie llama y puedo leer sin prisa, con mis "
        "lentes y una taza de té al lado. ",
        "Busqué algo sobre esto, pero las palabras son difíciles y hay demasiado texto. Mi vecino dice que nunca oyó nada igual. Mi mujer está "
        "enojada conmigo y el domingo no dormí bien. Salí a caminar, volví, miré otra vez y todo estaba como antes. No quiero empeorarlo, por "
        "eso no toqué nada más desde entonces. Estoy en casa toda la semana, menos el miércoles por la mañana, que voy al dentista. Ojalá "
        "alguien con paciencia lea esto desde el principio hasta el final. Lo escribí dos veces porque la primera la computadora se apagó. Por "
        "favor, respóndanme con palabras sencillas y paso por paso. Muchas gracias de antemano, que tengan buena semana, y saludos a todo el "
        "equipo desde un pueblo donde no para de llover. Mi nieto también les manda saludos y dice que espere con calma y sin prisa. ",
    ),
    "zh": (
        "大家好，先谢谢你们的辛苦，也请原谅我写得这么长。我今年六十一岁，一辈子都住在同一条街上。去年春天孙子教会了我这些，从那以后我每天早上喝着茶看新闻。"
        "星期六家里来了客人，表妹一家四口都来了，大家一起做饭，很晚才走。晚上我一个人坐在厨房的桌子旁边，因为那里安静。狗已经睡了，老伴在隔壁看电视。"
        "外面下着大雨，我和平时一样，心情挺好的。",
        "这件事我找过一些文章来看，可是字太多，词也难懂。邻居说他从来没听说过这种事。老伴有点生我的气，星期天晚上我也没睡好。我出去走了一圈，回来又看了一遍，"
        "还是老样子。我怕弄得更糟，所以从那时起什么都没再动。这个星期我都在家，只有星期三上午要去看牙。希望有耐心的人能把这封信从头看到尾。"
        "我写了两遍，第一遍电脑突然关了，全没了。请用简单的话，一步一步告诉我。先谢谢了，祝大家这个星期都顺利，也祝全家平安，雨早点停。"
        "孙子也问你们好，他说你们每次都会回信，让我放心等着，不要着急，慢慢来。",
    ),
}
HAPPENED = [
    (
        "en",
        "I sent XRP from another exchange to my account and forgot to write the destination tag, and it has not been credited.",
        "memo-tag-missing",
    ),
    (
        "en",
        "My old phone with the authenticator app is broken, so I have no code any more for the second step of the login.",
        "lost-2fa-device",
    ),
    ("en", "Then I saw that all my coins had been sent to an address that I do not know, and I did not send them.", "wallet-stolen"),
    ("es", "Mandé XRP desde otro exchange a mi cuenta, olvidé poner la etiqueta de destino y no se acreditó.", "memo-tag-missing"),
    ("es", "Perdí el teléfono con la app de autenticación y ya no tengo los códigos del 2FA para entrar.", "lost-2fa-device"),
    (
        "es",
        "Entonces vi que me vaciaron la billetera: todas mis monedas salieron a una dirección que no conozco y yo no las envié.",
        "wallet-stolen",
    ),
    ("zh", "我从别的交易所往账户充 XRP，忘了填标签，到现在没有入账。", "memo-tag-missing"),
    ("zh", "装着身份验证器的旧手机坏了，登录的第二步没有验证码了。", "lost-2fa-device"),
    ("zh", "这时我看到钱包里的币全被转走了，不是我转的，是不是被盗了。", "wallet-stolen"),
]


@pytest.mark.parametrize(("code", "happened", "slug"), HAPPENED)
def test_of_300_words_the_sentence_that_tells_what_happened_decides(page: Page, address: str, code: str, happened: str, slug: str) -> None:
    before, after = AROUND[code]
    ticket = before + happened + ("" if code == "zh" else " ") + after
    assert len(ticket.split()) > 290 or len(ticket) > 400  # of Chinese, characters
    page.goto(address + "en/")
    paste(page, ticket)
    title = str(LIBRARY().by_slug[slug].pages[code].text("title"))
    expect(page.locator(".st-section").first).to_be_visible()  # the last answer: only it knows sections
    first = page.locator(".st-option").first
    expect(first).to_contain_text(title)
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".st-option").nth(1)).to_have_attribute("aria-selected", "true")
    expect(first).to_have_attribute("aria-selected", "false")


@pytest.mark.parametrize("code", TICKETS)
def test_a_long_ticket_finds_what_the_whole_of_it_is_about(page: Page, address: str, code: str) -> None:
    """The article of the emergency, though most sentences are of something else; it is chosen until a person moves on."""
    page.goto(address + "en/")
    paste(page, TICKETS[code])
    first = page.locator(".st-option").first
    expect(first).to_contain_text(EXPOSED[code])
    expect(first).to_have_attribute("aria-selected", "true")


def test_the_arrows_choose_and_the_language_can_be_corrected(page: Page, address: str) -> None:
    page.goto(address + "en/")
    page.keyboard.insert_text("wallet")
    options = page.locator(".st-option")
    expect(page.locator(".st-section").first).to_be_visible()  # the last answer: only it knows sections
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#question")).to_have_attribute("aria-activedescendant", "option-1")
    page.get_by_label("中文").check()
    expect(options.first).to_have_attribute("lang", "zh")


RANKED_AGAIN = "password changed and it wasnt me"  # by titles and headings another article comes first than by texts


class Held:
    """Requests that wait until they are let go on; later ones do not wait."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.open = False

    def hold(self, route: Route) -> None:
        if self.open:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> None:
        self.open = True
        for route in self.routes:
            route.continue_()


@pytest.fixture
def texts(page: Page) -> Held:
    """The requests for the texts of the articles, without which the search answers a first time."""
    held = Held()
    page.route("**/*.second.*", held.hold)
    return held


def ask_twice(page: Page, question: str, texts: Held) -> Iterator[list[str]]:
    """The articles of the first answer, then those of the second, as they are listed."""
    options = page.locator(".st-option b")
    with page.expect_request("**/*.second.*"):
        page.keyboard.insert_text(question)
    expect(options.first).to_be_visible()
    yield options.all_inner_texts()
    texts.let_go()
    expect(page.locator(".st-section").first).to_be_visible()
    yield options.all_inner_texts()


def test_the_first_article_is_chosen_however_the_list_is_ranked_again(page: Page, address: str, texts: Held) -> None:
    page.goto(address + "en/")
    before, after = ask_twice(page, RANKED_AGAIN, texts)
    assert before[0] in after[1:]
    chosen = page.locator(".st-option[aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(chosen.locator("b")).to_have_text(after[0])
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text(str(chosen.locator("span").last.inner_text()).split(" ")[0])


@pytest.mark.parametrize("by", ["arrow", "click"])
def test_an_article_that_a_person_chose_stays_chosen_while_it_is_listed(page: Page, address: str, texts: Held, by: str) -> None:
    page.goto(address + "en/")
    answers = ask_twice(page, RANKED_AGAIN, texts)
    before = next(answers)
    chosen = page.locator(".st-option[aria-selected=true] b")
    if by == "arrow":
        page.keyboard.press("ArrowDown")
    else:
        page.locator(".st-option").nth(1).click()
    after = next(answers)
    assert after.index(before[1]) != 1
    expect(chosen).to_have_text(before[1])
    page.locator("#question").fill("I lost my phone")
    expect(page.locator(".st-option b").first).to_have_text("My phone was lost or stolen")
    expect(chosen).to_have_text("My phone was lost or stolen")


@pytest.mark.parametrize(
    ("code", "question"), [("zh", "充值没到账"), ("en", "my deposit has not arrived"), ("es", "mi depósito no ha llegado")]
)
def test_each_article_offers_the_link_to_the_section_that_answers(page: Page, address: str, code: str, question: str) -> None:
    page.goto(address + ("" if code == "zh" else f"{code}/"))
    with page.expect_request("**/*.suggested.*"):  # the last file: what is learned of sections has come before it
        page.keyboard.insert_text(question)
    heading = page.locator(".st-option").first.locator(".st-section")
    expect(heading).to_be_visible()  # the texts have come, too
    page.locator("#question").fill("")
    expect(heading).to_have_count(0)
    page.keyboard.insert_text(question)
    shown = heading.inner_text().removeprefix("§ ")
    sections = LIBRARY().by_slug["deposit-not-arrived"].pages[code].sections
    named = [section.id for section in sections if section.title == shown]
    [anchor] = named or [section.id for section in sections if shown.removesuffix("…") in said(section)]
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#status")).to_contain_text("2002")
    assert clipboard(page) == f"https://help.example.com/a/2002/{code}/#{anchor}"
    page.locator("[data-copy=link]").click()
    page.wait_for_function("async () => !(await navigator.clipboard.readText()).includes('#')")
    page.locator("[data-copy=section]").press("Enter")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('#')")
    assert clipboard(page) == f"https://help.example.com/a/2002/{code}/#{anchor}"


def said(section: Section) -> str:
    """The words of a section: a heading that many articles have stands for nothing, so that a sentence takes its place."""
    return " ".join(visible(block.text) for block in section.walk() if block.kind in {"paragraph", "cell"})


def test_an_article_found_by_its_number_has_no_section_and_its_link_is_copied(page: Page, address: str) -> None:
    page.goto(address + "en/")
    page.keyboard.insert_text("2002")
    expect(page.locator(".st-option").first).to_contain_text("2002")
    expect(page.locator("[data-copy=section]")).to_be_hidden()
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#status")).to_contain_text("2002")
    assert clipboard(page) == "https://help.example.com/a/2002/en/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a help desk: another origin, with a ticket on its page."""
    root = tmp_path_factory.mktemp("desk")
    (root / "index.html").write_text("<!doctype html><link rel=icon href=data:,><p>", encoding="utf-8")
    with serving(root) as found:
        yield found


def bookmarklet(host: str) -> str:
    """That of OPERATING.md, for this host."""
    [script] = re.findall(r"^javascript:(.+)$", (ROOT / ".github/OPERATING.md").read_text(encoding="utf-8"), re.M)
    assert "https://staff.help.example.com" in script
    return script.replace("https://staff.help.example.com", host.rstrip("/"))


def brought(page: Page, desk: str, host: str, text: str) -> Page:
    """The staff page that the bookmarklet opens on a ticket with this text, all of it selected."""
    page.goto(desk)
    page.evaluate("text => { document.querySelector('p').textContent = text; getSelection().selectAllChildren(document.body) }", text)
    with page.expect_popup() as opened:
        page.evaluate(f"() => {{ {bookmarklet(host)} }}")
    return opened.value


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I lost my phone", "I lost my phone"),
        (f"I lost my phone, my phrase is {PHRASE}; is it right?", "I lost my phone, my phrase is [phrase]; is it right?"),
        ("I lost my phone, ana@example.org", "I lost my phone, [e-mail]"),
    ],
)
def test_the_bookmarklet_hands_over_the_selected_text_and_it_is_masked(
    browser: Browser, address: str, desk: str, text: str, left: str
) -> None:
    context = browser.new_context()
    page = brought(context.new_page(), desk, address, text)
    expect(page.locator("#question")).to_have_value(left)
    expect(page.locator(".st-option").first).to_be_visible()
    assert page.url == address + "en/"
    context.close()


def test_the_staff_page_takes_one_text_from_the_window_that_opened_it_while_it_is_empty(browser: Browser, address: str, desk: str) -> None:
    context = browser.new_context()
    opener = context.new_page()
    page = brought(opener, desk, address, "I lost my phone")
    question = page.locator("#question")
    expect(question).to_have_value("I lost my phone")
    post = "([text, host]) => window.staff.postMessage(text, host)"
    hold = "host => new Promise((resolve) => { window.staff = open(host + 'en/'); onmessage = (event) => { clearInterval(knock); resolve(event.data) }; const knock = setInterval(() => staff.postMessage('', host), 100) })"
    with opener.expect_popup() as popup:
        assert opener.evaluate(hold, address) == "ready"
    second = popup.value.locator("#question")
    second.fill("what staff typed")
    opener.evaluate(post, ["a stranger's words", address])
    popup.value.evaluate("window.postMessage('its own words', '*')")
    expect(popup.value.locator(".st-option").first).to_be_visible()
    expect(second).to_have_value("what staff typed")
    second.fill("")
    popup.value.evaluate("window.postMessage('its own words', '*')")
    opener.evaluate(post, [{"no": "text"}, address])
    opener.evaluate(post, ["I lost my phone", address])
    expect(second).to_have_value("I lost my phone")
    second.fill("")
    opener.evaluate(post, ["a second text", address])
    popup.value.evaluate("() => new Promise((resolve) => setTimeout(resolve, 300))")
    expect(second).to_have_value("")
    context.close()


@pytest.mark.parametrize("begin", ["#", "?"])
def test_the_staff_page_takes_no_words_from_its_address(page: Page, address: str, begin: str) -> None:
    page.goto(f"{address}en/{begin}q=I%20lost%20my%20phone")
    page.keyboard.insert_text("deposit")
    expect(page.locator(".st-option").first).to_be_visible()
    expect(page.locator("#question")).to_have_value("deposit")


def test_nothing_typed_stays_in_the_profile_of_the_browser(browser: Browser, address: str, desk: str, served: str, tmp_path: Path) -> None:
    """What a browser writes to its disk while somebody searches, searches in another language and uses the bookmarklet, in all its files."""
    tokens = {name: "qz" + "".join(secrets.choice("bcdfghjklmnpqrtvwx") for _ in range(14)) for name in ("typed", "brought", "visited")}
    context = browser.browser_type.launch_persistent_context(tmp_path / "profile", executable_path=find_chromium(), args=list(QUIET))
    page = context.new_page()
    page.goto(f"{served}en/?{tokens['visited']}")
    page.keyboard.press("/")
    page.locator(".hc-search__input").press_sequentially(tokens["typed"])
    page.locator(".hc-search__notice button[data-language=zh]").click()
    page.locator(".hc-search__notice button[data-language=es]").click()
    expect(page.locator(".hc-search__notice button[data-language=zh]")).to_be_visible()
    page.locator(".hc-search__topics a").first.click()
    page.wait_for_url("**/en/*/")
    page.go_back()
    staff_page = brought(context.new_page(), desk, address, tokens["brought"])
    expect(staff_page.locator("#question")).to_have_value(tokens["brought"])
    staff_page.locator("header a").last.click()
    staff_page.wait_for_url("**/health/")
    context.close()
    kept = {file: file.read_bytes().lower() for file in (tmp_path / "profile").rglob("*") if file.is_file()}

    def found(token: str) -> list[str]:
        return [file.name for file, data in kept.items() if any(token.encode(code) in data for code in ("utf-8", "utf-16-le", "utf-16-be"))]

    assert "History" in found(tokens["visited"])
    assert found(tokens["typed"]) == []
    assert found(tokens["brought"]) == []


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        (f"my phrase is {PHRASE}; is it right?", "my phrase is [phrase]; is it right?"),
        ("1. " + "\n2. ".join(PHRASE.split()), "1. [phrase]"),
        ("write to ana@example.org", "write to [e-mail]"),
        ("card 4111 1111 1111 1111 declined", "card [number] declined"),
        ("身份证 11010519491231002X 过期", "身份证 [number] 过期"),
        ("the code 493021 does not work", "the code [code] does not work"),
        ("private key 0x" + "4c0a" * 16, "private key [key]"),
        ("0x" + "9c0ab4d7" * 8, "[key-or-TxID]"),
        ("contraseña: Perro123! no entra", "contraseña: [code] no entra"),
    ],
)
def test_what_must_not_be_kept_is_masked_as_it_is_pasted(page: Page, address: str, pasted: str, left: str) -> None:
    page.goto(address + "en/")
    paste(page, pasted)
    expect(page.locator("#question")).to_have_value(left)
    expect(page.locator("#masked")).to_be_visible()


@pytest.mark.parametrize(
    "pasted", ["error 4001 when I send 250 USDT", "请问转账 100 USDT 多久到账", "I wrote about it in article 2002 on 2026-11-22"]
)
def test_an_ordinary_ticket_stays_as_it_is(page: Page, address: str, pasted: str) -> None:
    page.goto(address + "en/")
    paste(page, pasted)
    expect(page.locator("#question")).to_have_value(pasted)
    expect(page.locator("#masked")).to_be_hidden()


def test_a_secret_brings_the_reply_for_exposed_secrets_first(page: Page, address: str) -> None:
    page.goto(address + "en/")
    paste(page, f"deposit missing, here are my words {PHRASE}")
    expect(page.locator(".st-option").first).to_contain_text("My recovery phrase or private key may be exposed")
    page.locator("#question").focus()
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#status")).to_contain_text("4006")


def test_a_long_ticket_is_looked_at_while_the_page_goes_on(page: Page, address: str) -> None:
    page.goto(address + "en/")
    page.keyboard.insert_text("deposit")
    expect(page.locator(".st-option").first).to_be_visible()
    page.evaluate("() => { window.turns = 0; (function turn() { window.turns++; setTimeout(turn) })() }")
    before = page.evaluate("window.turns")
    page.locator("#question").fill("")
    paste(page, "\n".join(f"line {number}: my deposit has not arrived, ana{number}@example.org" for number in range(800)))
    expect(page.locator("#question")).to_have_value(
        "\n".join(f"line {number}: my deposit has not arrived, [e-mail]" for number in range(800)), timeout=20_000
    )
    assert page.evaluate("window.turns") > before + 5


def test_what_may_be_a_transaction_brings_no_reply_for_a_theft(page: Page, address: str) -> None:
    page.goto(address + "en/")
    paste(page, "deposit has not arrived " + "9c0ab4d7" * 8)
    expect(page.locator("#question")).to_have_value("deposit has not arrived [key-or-TxID]")
    expect(page.locator("#masked")).to_contain_text("TxID")
    expect(page.locator(".st-option").first).to_contain_text("My deposit has not arrived")


def test_of_a_text_that_is_too_long_the_beginning_is_kept_and_it_is_said(page: Page, address: str) -> None:
    page.goto(address + "en/")
    paste(page, "x" * 1_000_000 + "@example")
    expect(page.locator("#masked")).to_contain_text("too long")
    assert len(page.locator("#question").input_value()) <= 50_000


@pytest.mark.parametrize("path", ["en/", "es/", "", "en/health/"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_pages_pass_axe_and_do_not_scroll_sideways(browser: Browser, address: str, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    if "health" not in path:
        page.keyboard.insert_text("transfer 转账")
        expect(page.locator(".st-option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_the_tables_of_health_sort_by_a_press(page: Page, address: str) -> None:
    page.goto(address + "en/health/")
    heads = page.locator("table").first.locator("th button")
    column = page.locator("table").first.locator("tbody tr td:nth-child(3)")
    heads.nth(2).click()
    up = column.all_inner_texts()
    heads.nth(2).click()
    assert column.all_inner_texts() == up[::-1]
    expect(page.locator("table").first.locator("th").nth(2)).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("path", ["health/", "en/health/", "es/health/"])
def test_health_says_when_it_was_built(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    expect(page.locator("time")).to_have_text("2099-11-23")


def test_staff_pages_name_no_file_of_the_public_site_but_by_its_address(tmp_path: Path) -> None:
    made = staff_files(LIBRARY(), "https://help.example.com/", datetime.date(2026, 11, 23))
    assert {path.split("/")[0] for path in made} == {
        "assets", "en", "es", "favicon.svg", "health", "health.js", "index.html", "replies.json", "robots.txt", "search", "staff.css", "staff.js",
    }  # fmt: skip

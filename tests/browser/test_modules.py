"""Each module of the search by itself, in Node where there is one, and in a browser; what Python does too is asked of both."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from mnemonic import Mnemonic
from playwright.sync_api import Browser, Page, expect

from cases import library_of
from conftest import Quiet, importing, serving
from helpcenter.articles.read import read_library
from helpcenter.pages.policy import policy
from helpcenter.runtime import release
from helpcenter.search import analyzer, files
from helpcenter.search.learned import Learned, learned, scores
from helpcenter.search.pinyin import pinyin
from helpcenter.source.files import read_tree
from helpcenter.wallet import recognize, secret_shapes
from helpcenter.wallet.checksums import bip39
from places import ROOT

MODULES = ("analyzer", "index", "learned", "pinyin", "secrets", "suggestions")  # with tests in tests/javascript/ that need no page
OLDEST_NODE = 18
# Of which pinyin.js is given what they teach: each often enough for initials to stand for its words.
SAID = ["助记词丢了", "钱包被盗", "转账错了", "账户登录", "有钱包", "手机号到账"] * 8
SCRIPTS = ROOT / "overrides" / files.SCRIPTS


def vectors(name: str) -> Any:
    loaded: Any = yaml.safe_load((ROOT / f"tests/data/vectors/{name}.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def given() -> str:
    """What the tests in JavaScript are given, as JSON."""
    return json.dumps(
        {
            "modules": MODULES,
            "words": files.shared_words(),
            "particles": analyzer.PARTICLES,
            "forms": {language: analyzer.forms(language) for language in ("en", "es")},
            "analyzer": vectors("analyzer"),
            "secrets": vectors("secrets"),
            "pinyin": {"table": pinyin({*"".join(SAID)}, SAID), "rarity": learned(list(enumerate(SAID)), len(SAID), "zh").rarity},
            "learned": [vector | {"lessons": files.lessons(taught(vector))} for vector in vectors("learned")],
        }
    )


def taught(vector: dict[str, Any]) -> Learned:
    """What the texts of a vector teach."""
    texts = [(article, text) for article, said in enumerate(vector["articles"]) for text in said]
    return learned(texts, len(vector["articles"]), vector["language"])


# --- The vectors, in Python -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", vectors("analyzer")["texts"], ids=lambda vector: ascii(vector["text"]))
def test_python_cuts_texts_as_the_vectors_say(vector: dict[str, Any]) -> None:
    text = vector["text"]
    made = {"folded": analyzer.searchable(text)} | {language: analyzer.terms(text, language) for language in ("zh", "es")}
    assert {"text": text} | made == vector


@pytest.mark.parametrize("vector", vectors("analyzer")["others"], ids=lambda vector: ascii(vector["text"]))
def test_python_cuts_texts_in_other_scripts_as_the_vectors_say(vector: dict[str, Any]) -> None:
    assert analyzer.terms(vector["text"], vector["language"]) == vector["terms"]


@pytest.mark.parametrize("vector", vectors("analyzer")["stems"], ids=lambda vector: vector["words"][0])
def test_python_stems_words_as_the_vectors_say(vector: dict[str, Any]) -> None:
    assert {analyzer.stem(word, vector["language"]) for word in vector["words"]} == {vector["stem"]}


@pytest.mark.parametrize("vector", vectors("learned"), ids=lambda vector: vector["language"])
def test_python_learns_and_scores_as_the_vectors_say(vector: dict[str, Any]) -> None:
    made = taught(vector)
    assert {query: scores(made, query, vector["language"]) for query in vector["scores"]} == vector["scores"]


@pytest.mark.parametrize("vector", vectors("secrets")["keys"], ids=lambda vector: vector["text"][:12])
def test_python_names_the_keys_of_the_vectors(vector: dict[str, str]) -> None:
    assert [(named.kind, named.what, named.token) for named in recognize.found(vector["text"])] == [
        (recognize.KEY, vector["what"], vector["text"])
    ]


@pytest.mark.parametrize("text", vectors("secrets")["public"])
def test_python_finds_no_key_where_the_vectors_have_none(text: str) -> None:
    assert [named for named in recognize.found(text) if named.kind == recognize.KEY] == []


@pytest.mark.parametrize("vector", vectors("secrets")["phrases"], ids=lambda vector: vector["text"][:12])
def test_python_knows_the_phrases_of_the_vectors_by_their_checksum(vector: dict[str, str]) -> None:
    words = Mnemonic(vector["list"]).wordlist
    assert bip39([words.index(word) for word in vector["text"].split()])


@pytest.mark.parametrize("vector", vectors("secrets")["words"], ids=lambda vector: vector["word"])
def test_python_puts_the_words_of_the_vectors_into_their_lists(vector: dict[str, Any]) -> None:
    bits, numbers = secret_shapes.bloom_filter(), sorted(set(secret_shapes.LISTS.values()))

    def held(number: int) -> bool:
        return all(bits[place >> 3] >> (place & 7) & 1 for place in secret_shapes.places(vector["word"], number))

    assert [number for number in numbers if held(number)] == vector["lists"]


# --- The modules, by themselves ---------------------------------------------------------------------------------------


def node() -> str:
    """The path of Node; skips the test where there is none, or one that is too old."""
    path = shutil.which("node")
    if path is None:
        pytest.skip("Node is not installed; the same tests run in the browser")
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    if int(re.findall(r"\d+", version)[0]) < OLDEST_NODE:
        pytest.skip(f"Node {version.strip()} is older than {OLDEST_NODE}; the same tests run in the browser")
    return path


def test_the_modules_pass_their_tests_in_node(tmp_path: Path) -> None:
    path = tmp_path / "given.json"
    path.write_text(given(), encoding="utf-8")
    done = subprocess.run(
        [node(), "--test", "tests/javascript/node.test.js"],
        cwd=ROOT,
        env=os.environ | {"GIVEN": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"pass (\d+)", done.stdout)[0]) > 20


@pytest.fixture(scope="module")
def empty(browser: Browser) -> Iterator[Page]:
    with importing(browser) as page:
        yield page


@pytest.mark.parametrize("module", MODULES)
def test_a_module_passes_its_tests_in_a_browser(empty: Page, module: str) -> None:
    passed, failed = empty.evaluate(
        """async ([module, given]) => {
            const { tests } = await import(`/tests/javascript/${module}.js`), passed = [], failed = []
            for (const [name, run] of Object.entries(tests(JSON.parse(given))))
                try { run(); passed.push(name) } catch (error) { failed.push(`${name}: ${error.message}`) }
            return [passed, failed]
        }""",
        [module, given()],
    )
    assert failed == []
    assert len(passed) > 3


def test_every_module_is_published_and_imports_only_its_neighbours() -> None:
    assert {path.name for path in SCRIPTS.iterdir()} == set(files.MODULES)
    for path in SCRIPTS.iterdir():
        imported = re.findall(r'^import (?:.* from )?"(.*)"', path.read_text(encoding="utf-8"), re.M)
        assert {name.removeprefix("./") for name in imported} <= set(files.MODULES), path.name


def test_the_guard_knows_nothing_of_the_search_and_the_analyzer_of_nothing() -> None:
    for name in ("secrets.js", "analyzer.js"):
        assert not re.search(r"^import ", (SCRIPTS / name).read_text(encoding="utf-8"), re.M)


# --- Their folder -----------------------------------------------------------------------------------------------------


def folder(scripts: Mapping[str, str]) -> str:
    """Where the modules are published: one folder, whatever their text."""
    library = library_of({"files": {f"overrides/{files.SCRIPTS}{name}": text for name, text in scripts.items()}})
    [found] = {path.rpartition("/")[0] for path in files.search_paths(library, {}) if path.endswith(".js")}
    return found


def test_the_name_of_the_folder_changes_with_any_module() -> None:
    scripts = {name: (SCRIPTS / name).read_text(encoding="utf-8") for name in files.MODULES}
    names = [folder(scripts), *(folder(scripts | {name: f"{text}// changed\n"}) for name, text in scripts.items())]
    assert all(re.fullmatch(r"assets/javascripts/search-[0-9a-f]{8}", name) for name in names)
    assert len(set(names)) == 1 + len(files.MODULES)
    assert folder(dict(reversed(scripts.items()))) == names[0]


def test_text_that_moves_from_one_module_to_another_changes_the_name() -> None:
    first, second, *_ = files.MODULES
    assert folder({first: "ab", second: "c"}) != folder({first: "a", second: "bc"})


# --- The box ----------------------------------------------------------------------------------------------------------

DIALOG = """<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><title>x</title><dialog class="hc-search" open data-root="" data-words="{words}" data-index="{index}" data-others='[]'
    data-start="Type." data-first="Now: {{step}}" data-one="One." data-other="{{n}} found." data-none="None." data-doubtful="No article." data-contact="contact/" data-contact-text="Ask us" data-meant="{{q}}?" data-failed="Failed." data-suggested="Others ask"
    data-secret="Secret." data-secret-title="Gone." data-secret-exposed="Help" data-exposed="exposed/" data-long="Long.">
    <form><input role="combobox"><button type="reset">x</button></form>
    <p role="status">Type.</p><div data-notice hidden></div><div role="listbox"></div></dialog><script type="module" src="{box}"></script>"""


@pytest.fixture(scope="module")
def box_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page that has nothing but the dialog of the search, in English, and one in Chinese."""
    root, library = tmp_path_factory.mktemp("box"), read_library(read_tree(ROOT))
    pages = {"index.html": "en", "zh.html": "zh"}
    sealed = {"policy": policy(library.settings, meta=True)}
    made = {name: DIALOG.format_map(files.search_assets(library, language) | sealed).encode() for name, language in pages.items()}
    release.write(root, files.search_files(library) | made)
    return root


@pytest.fixture(scope="module")
def box(box_files: Path) -> Iterator[str]:
    """The address of that page."""
    with serving(box_files) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_the_box_needs_its_dialog_and_nothing_else(page: Page, box: str) -> None:
    page.goto(box)
    field, options = page.get_by_role("combobox"), page.get_by_role("option")
    field.fill("deposit")
    expect(options.first).to_contain_text("eposit")
    expect(page.get_by_role("status")).to_contain_text("found.")
    expect(page.locator(".hc-search__section").first).to_be_visible()  # with them the last results have come
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "hc-option-0")
    page.get_by_role("button").click()  # empties the field
    expect(options).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Type.")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill(vectors("secrets")["phrases"][0]["text"])
    expect(page.get_by_role("status")).to_have_text("Gone.")
    expect(field).to_have_value("")


def test_a_sentence_finds_its_article_and_one_about_something_else_none(page: Page, box: str) -> None:
    page.goto(box)
    field, status = page.get_by_role("combobox"), page.get_by_role("status")
    contact = page.get_by_role("link", name="Ask us")
    field.fill("my washing machine leaks at the bottom")
    expect(status).to_have_text("No article.")
    expect(contact).to_be_visible()
    expect(page.get_by_role("option")).not_to_have_count(0)  # the nearest stay in reach
    field.fill("hello, i put my 12 words into a page that looked like yours, what now")
    expect(page.get_by_role("option").first).to_have_attribute("href", re.compile("/recovery-phrase-exposed/$"))
    expect(status).to_have_text(re.compile(r"^Now: .{20,} \d+ found\.$"))  # the first action of an incident, before anything is opened
    expect(contact).to_have_count(0)


def test_pinyin_is_read_where_chinese_is_searched_and_asked_for_nowhere_else(page: Page, box: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    field, first = page.get_by_role("combobox"), page.get_by_role("option").first
    for query in ("zhujici xielou le", "zhu ji ci xie lou le"):
        page.goto(f"{box}zh.html")
        field.fill(query)
        expect(first).to_have_attribute("href", re.compile("/recovery-phrase-exposed/$"))
        expect(page.locator("[data-notice]")).to_contain_text("助记词泄露了")
    assert any(url.endswith("/pinyin.js") for url in asked)
    asked.clear()
    page.goto(box)
    field.fill("zhujici")
    expect(page.get_by_role("status")).not_to_have_text("Type.")
    expect(page.locator("[data-notice]")).not_to_contain_text("助记词")
    assert not any(url.endswith("/pinyin.js") for url in asked)


def test_without_pinyin_chinese_is_searched_as_typed(page: Page, box: str) -> None:
    page.route("**/pinyin.js", lambda route: route.abort())
    page.goto(f"{box}zh.html")
    page.get_by_role("combobox").fill("助记词泄露")
    expect(page.get_by_role("option").first).to_have_attribute("href", re.compile("/recovery-phrase-exposed/$"))


def test_what_others_ask_stands_in_the_list_and_leads_to_the_section_that_answers(page: Page, box: str) -> None:
    page.goto(box)
    field, options = page.get_by_role("combobox"), page.get_by_role("option")
    field.fill("deposit")
    group = page.get_by_role("listbox").get_by_role("group", name="Others ask")
    suggested = group.get_by_role("option")
    expect(suggested.first).to_be_visible()
    assert 0 < suggested.count() <= 4
    first = page.locator(".hc-search__page").first
    assert first.bounding_box()["y"] < group.bounding_box()["y"]  # type: ignore[index]
    expect(page.get_by_role("status")).to_have_text(f"{page.locator('.hc-search__page').count()} found.")  # articles, not what is suggested
    every, place = options.count(), [option.get_attribute("id") for option in options.all()].index(suggested.last.get_attribute("id"))
    for _ in range(place + 1):
        field.press("ArrowDown")
    expect(suggested.last).to_have_attribute("aria-selected", "true")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", f"hc-option-{place}")
    for _ in range(every - place):
        field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")  # round and round through all of them
    address = page.evaluate("(link) => link.href", suggested.first.element_handle())
    assert "#" in address or address.endswith("/")
    suggested.first.click()
    page.wait_for_url(address)


def test_nothing_is_suggested_for_what_no_article_answers_for_a_number_or_a_secret(page: Page, box: str) -> None:
    page.goto(box)
    field, group = page.get_by_role("combobox"), page.get_by_role("group")
    field.fill("deposit")
    expect(group).to_be_visible()
    field.fill("my washing machine leaks at the bottom")
    expect(page.get_by_role("status")).to_have_text("No article.")
    expect(group).to_have_count(0)
    field.fill("2002")
    expect(page.get_by_role("option").first).to_have_attribute("href", re.compile("/deposit-not-arrived/$"))
    expect(group).to_have_count(0)
    field.fill(vectors("secrets")["phrases"][0]["text"])
    expect(page.get_by_role("status")).to_have_text("Gone.")
    expect(page.get_by_role("option")).to_have_count(0)


def test_the_suggestions_come_last_and_the_search_does_without(page: Page, box: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/en.suggested.*.json", lambda route: route.abort())
    page.goto(box)
    with page.expect_request("**/en.suggested.*.json"):
        page.get_by_role("combobox").fill("deposit")
    expect(page.locator(".hc-search__section").first).to_be_visible()
    expect(page.get_by_role("group")).to_have_count(0)
    kinds_asked = [next((kind for kind in files.ALONE if f".{kind}." in url), "") for url in asked]
    assert [kind for kind in kinds_asked if kind] == list(files.ALONE)


def test_the_modules_of_the_worker_are_asked_for_at_once(page: Page, box_files: Path) -> None:
    """No module waits for another to name it: the host answers none before all are asked for."""
    asked = {module: threading.Event() for module in ("worker.js", "index.js", "analyzer.js", "learned.js", "secrets.js")}

    class Waiting(Quiet):
        def do_GET(self) -> None:
            name = Path(self.path).name
            if name in asked:
                asked[name].set()
                if not all(event.wait(20) for event in asked.values()):
                    return  # no answer, so that nothing is found
            super().do_GET()

    with serving(box_files, Waiting) as address:
        page.goto(address)
        page.get_by_role("combobox").fill("deposit")
        expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("missing", ["worker.js", "index.js", "words.*.json", "en.json", "en.first.*.json"])
def test_where_a_file_does_not_come_the_box_says_so(page: Page, box: str, missing: str) -> None:
    page.route(f"**/{missing}", lambda route: route.abort())
    page.goto(box)
    expect(page.get_by_role("status")).to_have_text("Failed.")
    page.get_by_role("combobox").fill("deposit")
    expect(page.get_by_role("status")).to_have_text("Failed.")


def test_without_what_the_questions_teach_the_words_are_weighed(page: Page, box: str) -> None:
    page.route("**/en.learned.*.json", lambda route: route.abort())
    page.goto(box)
    page.get_by_role("combobox").fill("deposit")
    expect(page.get_by_role("option").first).to_contain_text("eposit")
    expect(page.locator(".hc-search__section").first).to_be_visible()

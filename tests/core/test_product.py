"""What the product lacks is left out of pages and of the library, and nothing else is; what stays keeps its lines, keys and pins."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import FACTS, files_of, front_matter
from helpcenter.articles.cache_keys import base_key
from helpcenter.articles.diagrams import diagram_files
from helpcenter.articles.model import Library
from helpcenter.articles.product import for_product
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources, chosen
from helpcenter.config.product import without_features
from helpcenter.markdown import needs
from helpcenter.markdown.blocks import Block, numbered, scan_lines
from helpcenter.pages.views import around, page_key
from helpcenter.sentences.pins import pinned
from helpcenter.source.files import from_contents
from small_site import SITE_URL, small_site

QUIET = settings(max_examples=60, deadline=None)
MARK = re.compile(r" (?:\{needs=[a-z,]+\}|needs=[a-z,]+(?=\}))")


def kept(text: str, *lacking: str) -> str:
    reading = needs.read(numbered(text))
    return "\n".join(line for _, line in needs.kept(reading, needs.left_out(reading, lacking)))


# --- the lines of a page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Always.\n\nStake. {needs=staking}\n\nAlways.", "Always.\n\n\nAlways."),
        ("两句。只在质押时。{needs=staking}\n\n总是。", "\n总是。"),
        ("1. A\n2. B {needs=staking}\n3. C\n4. D", "1. A\n2. C\n3. D"),
        ("1. A {needs=staking}\n\n    More.\n\n    - inner\n\n2. B", "\n1. B"),
        ("1. A\n1. B {needs=staking}\n1. C", "1. A\n1. C"),
        ("1. A\n3. B {needs=staking}\n4. C", "1. A\n3. C"),  # numbered wrongly before and after
        ("- A\n\n    - B {needs=staking}\n    - C\n- D", "- A\n\n    - C\n- D"),
        ("1. A\n\n    Only then. {needs=staking}\n\n2. B", "1. A\n\n\n2. B"),
        ("| a | b |\n|---|---|\n| c | d {needs=staking} |\n| e | f |", "| a | b |\n|---|---|\n| e | f |"),
        ('!!! tip "T" {needs=staking}\n    A\n\n    B\n\nC', "\nC"),
        ('=== "T" {needs=staking}\n    A\n\n=== "U"\n    B', '\n=== "U"\n    B'),
        ("## A {#a needs=staking}\n\nx\n\n### B {#b}\n\ny\n\n## C {#c}", "\n## C {#c}"),
        ("## A {#a}\n\n### B {#b needs=staking}\n\ny\n\n### C {#c}\n\nz", "## A {#a}\n\n\n### C {#c}\n\nz"),
        ("Both. {needs=account,staking}\n\nOne. {needs=account}", "\nOne."),
        ("```\n- A {needs=staking}\n```\n\n`{needs=staking}` is code", "```\n- A {needs=staking}\n```\n\n`{needs=staking}` is code"),
        ("| a | b {needs=staking} |\n|---|---|\n| c | d |", "| a | b {needs=staking} |\n|---|---|\n| c | d |"),
        ("First\nsecond {needs=staking}", "First\nsecond {needs=staking}"),
        ("A {needs=staking} b", "A {needs=staking} b"),
        ("A {needs=account} {needs=staking}", "A {needs=account} {needs=staking}"),
        ("A {needs=staking,}", "A {needs=staking,}"),
        ("", ""),
    ],
)
def test_what_a_marker_leaves_out(text: str, left: str) -> None:
    assert kept(text, "staking") == left


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Pages of the Markdown subset, some of whose blocks are marked."""

    def mark() -> str:
        return draw(st.sampled_from(["", "", " {needs=a}", " {needs=b}", " {needs=a,b}"]))

    def paragraph(indent: str = "") -> list[str]:
        return [f"{indent}{draw(st.sampled_from(['One.', 'Zwei [x](y.md)', '三。', '`c` d']))}{mark()}", ""]

    def items(indent: str, deep: bool) -> list[str]:
        lines, ordered = list[str](), draw(st.booleans())
        for number in range(1, draw(st.integers(1, 4)) + 1):
            lines.append(f"{indent}{f'{number}.' if ordered else '-'} item{mark()}")
            if draw(st.booleans()):
                lines += ["", *paragraph(indent + "    ")]
                if deep and draw(st.booleans()):
                    lines += items(indent + "    ", False)
        return [*lines, ""]

    lines: list[str] = []
    for _ in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["paragraph", "list", "table", "box", "heading", "code"]))
        if kind == "heading":
            lines += [f"{'#' * draw(st.integers(2, 4))} Title {{#id{len(lines)}{mark().replace(' {', ' ').rstrip('}')}}}", ""]
        elif kind == "list":
            lines += [*items("", True), "Between.", ""]
        elif kind == "table":
            lines += ["| a | b |", "|---|---|", *(f"| c | d{mark()} |" for _ in range(draw(st.integers(1, 3)))), ""]
        elif kind == "box":
            lines += [f'!!! tip "T"{mark()}', *paragraph("    "), *paragraph("    ")]
        elif kind == "code":
            lines += ["```", "- a {needs=a}", "## b {#b needs=b}", "```", ""]
        else:
            lines += paragraph()
    return "\n".join(lines)


def pruned(blocks: Sequence[Block], gone: Collection[int]) -> list[Any]:
    """The blocks that stay, told by the tree: kind, line and words, and what they hold."""
    found: list[Any] = []
    below = 0  # the level of the heading that takes along what follows
    for block in blocks:
        if block.kind == "heading" and block.level <= below:
            below = 0
        below = below or (block.level if block.kind == "heading" and block.line in gone else 0)
        if below or (block.line in gone and block.kind not in {"list", "table"}):
            continue
        inner = pruned(block.children, gone)
        if inner or block.kind != "list":
            line = inner[0][1] if block.kind == "list" else block.line
            found.append((block.kind, line, block.text, block.title, block.level, inner))
    return found


@QUIET
@given(pages(), st.sets(st.sampled_from("ab")))
def test_the_lines_that_stay_make_the_blocks_that_stay(text: str, lacking: set[str]) -> None:
    reading = needs.read(numbered(text))
    gone = {marker.line for marker in reading.markers if lacking & set(marker.needs)}
    left = needs.kept(reading, needs.left_out(reading, lacking))
    assert pruned(scan_lines(left), ()) == pruned(reading.blocks, gone)
    for block in (part for found in scan_lines(left) for part in found.walk() if part.kind == "list" and part.name == "ordered"):
        assert [item.name for item in block.children] == [f"{number}." for number in range(1, len(block.children) + 1)]


@QUIET
@given(pages(), st.sets(st.sampled_from("ab")))
def test_leaving_out_twice_is_leaving_out_once(text: str, lacking: set[str]) -> None:
    once = kept(text, *lacking)
    assert kept(once, *lacking) == once


@QUIET
@given(pages())
def test_with_everything_a_page_is_its_text_without_markers(text: str) -> None:
    code = re.compile(r"```.*?```", re.S)
    assert code.sub("", kept(text)) == MARK.sub("", code.sub("", text))
    assert code.findall(kept(text)) == code.findall(text)


PIECES = st.sampled_from([
    "## a", "- ", "1. ", "    ", "\t", "\n", "\n\n", "```", "~~~", '!!! tip "a"', '=== "a"', "| a | b |\n|---|---|\n", "|", "<!--", "-->", "> ", "[a](b.md)", "[", "](",
    " {needs=a}", "{needs=", "{#x needs=b}", "{#x}", " {needs=a,b} |", "}", "{{ a }}", "`", "字", "a", "needs=a",
])  # fmt: skip


@QUIET
@given(st.lists(PIECES | st.text(max_size=9), max_size=60).map("".join))
def test_no_text_ends_in_a_traceback(text: str) -> None:
    lines = numbered(text)
    reading = needs.read(lines)
    left = needs.kept(reading, needs.left_out(reading, {"a"}))
    assert {number for number, _ in left} <= {number for number, _ in lines}
    assert all(first < second for (first, _), (second, _) in pairwise(left))


# --- the library -------------------------------------------------------------------------------------------------------

FEATURES = ("account", "wallet", "staking")
SAMPLE = "docs/en/transfers/sample.md"
BODY = """## Steps {#steps}

Only with staking, never else. {needs=staking}

1. Open the app.
2. Never share the stake. {needs=staking}
3. [Staking](staking.md)
4. [Its rewards](other.md#rewards)
5. Look.

## Rewards {#rewards needs=staking}

They come daily.
"""


def files(lacking: Collection[str] = (), **changes: str) -> dict[str, str]:
    """The sample and three other articles: of staking, of accounts alone, and one without markers."""
    made = files_of({"body": BODY, "facts": {"related": ["staking", "other"]}})
    made["data/product.yml"] = "features:\n" + "".join(
        f"  {name}: {{offered: {str(name not in lacking).lower()}, confirmed: true}}\n" for name in FEATURES
    )
    articles: Mapping[str, dict[str, Any]] = {
        "transfers/staking": {"id": 2002, "needs": ["staking"], "related": ["sample", "other"]},
        "transfers/other": {"id": 2003, "related": ["sample", "staking"]},
        "account/login": {"id": 1001, "scope": ["account"], "related": ["sample", "other"]},
        "using/app": {"id": 7001, "related": ["login", "other"]},
    }
    for route, facts in articles.items():
        body = BODY if route == "transfers/other" else "## Steps {#steps}\n\nNever hurry.\n"
        for code in ("zh", "en", "es"):
            fields = FACTS | facts if code == "zh" else {"title": route, "summary": "Text.", "translates": "h0000000000"}
            made[f"docs/{code}/{route}.md"] = front_matter(fields) + body
    for code in ("zh", "en", "es"):
        for route in ("index", "account/index", "transfers/index", "using/index"):
            made[f"docs/{code}/{route}.md"] = front_matter({"title": f"Page {route}", "summary": "Text."})
    made["data/ids.yml"] = "".join(
        f"{number}: {{slug: {route.partition('/')[2]}, category: {route.partition('/')[0]}, paths: [{route}]}}\n"
        for number, route in ((2001, "transfers/sample"), *((facts["id"], route) for route, facts in articles.items()))
    )
    return made | changes


def library(*lacking: str, **changes: str) -> Library:
    return read_library(from_contents(files(lacking, **changes)))


def test_an_article_that_is_left_out_is_in_the_whole_library_alone() -> None:
    found = library("staking")
    assert "staking" not in found.by_slug
    assert "transfers/staking" not in {route for _, route in found.pages}
    assert {page.route for page in found.left_out} == {"transfers/staking"}
    assert set(found.whole.by_slug) - set(found.by_slug) == {"staking"}
    assert library().whole is not None
    assert set(library().by_slug) == set(found.whole.by_slug)


def test_an_article_about_what_the_product_lacks_alone_needs_no_marker() -> None:
    found = library("account")
    assert set(found.whole.by_slug) - set(found.by_slug) == {"login"}
    assert found.by_slug["app"].scope == ("wallet",)
    assert {page.route for page in found.left_out} == {"account/login", "account/index"}
    assert [category.slug for category in found.live_categories("en")] == ["transfers", "using"]


def test_a_page_keeps_its_text_its_lines_and_its_fingerprint() -> None:
    there, here = library().page("en", "transfers/sample"), library("staking").page("en", "transfers/sample")
    assert there is not None
    assert here is not None
    assert (here.body, here.fingerprint) == (there.body, there.fingerprint)
    assert here.shown == "## Steps {#steps}\n\n\n1. Open the app.\n2. Look.\n\n"
    texts = there.shown.split("\n")
    assert all(texts[number - here.body_line].rpartition(" ")[2] == text.rpartition(" ")[2] for number, text in here.lines if text)
    assert [len(text.split("\n")) for text in (here.shown_in_place, there.shown)] == [len(texts)] * 2


def test_nothing_in_the_site_names_what_is_left_out() -> None:
    for lacking, words, number in (("staking", ("staking", "stake", "rewards"), 2002), ("account", ("account/login", "/login/"), 1001)):
        there, here = small_site(library()), small_site(library(lacking))
        for word in words:
            assert any(word in text.lower() for text in there.values())
            assert [path for path, text in here.items() if word in path + text.lower()] == []
        assert f"a/{number}/index.html" in there.keys() - here.keys()


def test_a_diagram_is_published_where_somebody_sees_it() -> None:
    words = "{zh: 质押, en: Stake, es: Staking}"
    drawn = {
        "data/diagrams.yml": "".join(f"{name}: {{title: {words}, text: {words}, words: {{a: {words}}}}}\n" for name in ("stake", "app")),
        **{f"overrides/assets/diagrams/{name}.svg": "<svg><text>{{ a }}</text></svg>\n" for name in ("stake", "app")},
        SAMPLE: files()[SAMPLE].replace(
            "1. Open", "![Stake](assets/diagrams/stake.svg) {needs=staking}\n\n![App](assets/diagrams/app.svg)\n\n1. Open"
        ),
    }
    for lacking, names in (((), {"stake", "app"}), (("staking",), {"app"})):
        found = library(*lacking, **drawn)
        assert {path for path, _ in diagram_files(found)} == {
            f"assets/diagrams/{code}/{name}.svg" for name in names for code in ("zh", "en", "es")
        }
        assert [problem for problem in check_sources(found, chosen(["diagrams"])) if "no article shows" in problem.sentence] == []


def test_pins_ledger_and_stamps_know_what_is_left_out() -> None:
    whole = library()
    pins, _ = pinned(whole, (), "2026-11-22 ana and li: first")
    for lacking in ((), ("staking",), ("account", "staking")):
        found = library(*lacking, **{"data/pins.yml": pins})
        assert check_sources(found, chosen(["pins", "ledger", "related"])) == ()
        assert pinned(found.whole, (), "2026-11-23 li: again")[0] == pins
    changed = library(
        "staking",
        **{"data/pins.yml": pins, SAMPLE: files()[SAMPLE].replace("Never share", "Share")},
    )
    assert [str(problem)[:60] for problem in check_sources(changed, chosen(["pins"]))] == [
        "docs/en/transfers/sample.md:12: pins: the pinned sentence “N"
    ]


LONG = "This sentence is much too long " + "and goes on " * 15 + "to its end."


def with_waiver(old: str, new: str) -> dict[str, str]:
    """The sample with text that holds an unsigned waiver in place of another, signed as the check tells."""
    text = files()[SAMPLE].replace(old, new)
    told = "\n".join(map(str, check_sources(library(**{SAMPLE: text}), chosen(["waivers"]))))
    signed = re.search(r"`waive readability (h[0-9a-f]{10})", told)
    assert signed
    return {SAMPLE: text.replace("waive readability:", f"waive readability {signed[1]}:")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("They come daily.", f"<!-- waive readability: it is quoted -->\n\n{LONG}"),  # all in a section that is left out
        ("1. Open", f"<!-- waive readability: it is quoted -->\n\n{LONG} {{needs=staking}}\n\n1. Open"),  # only its problem
    ],
)
def test_a_waiver_is_told_neither_of_nor_unused_where_its_problem_is_left_out(old: str, new: str) -> None:
    waived = with_waiver(old, new)
    for lacking in ((), ("staking",), ("account",)):
        found = check_sources(library(*lacking, **waived), chosen(["waivers", "readability"]))
        assert [str(problem) for problem in found if problem.severity != "waived"] == []


def test_what_is_left_out_is_checked_when_it_comes_back() -> None:
    dangerous = {SAMPLE: files()[SAMPLE].replace("They come daily.", "Write to help@elsewhere.example and send us your recovery phrase.")}
    rules = chosen(["contacts", "asks-for-secret"])
    assert check_sources(library("staking", **dangerous), rules) == ()
    assert {problem.rule for problem in check_sources(library(**dangerous), rules)} == {"contacts", "asks-for-secret"}


# --- the keys of the cache ---------------------------------------------------------------------------------------------


def keys(found: Library) -> dict[str, bytes]:
    base = base_key(found, b"code")
    return {page.path: page_key(found, page, base, SITE_URL, around(found, page, SITE_URL)) for page in found.pages.values()}


def test_switching_a_feature_makes_the_pages_anew_that_change_and_no_other() -> None:
    before, after = keys(library()), keys(library("staking"))
    changed = {path for path in after if before[path] != after[path]}
    assert {path for path in before if path not in after} == {f"docs/{code}/transfers/staking.md" for code in ("zh", "en", "es")}
    # their text; the topic, which lists one article less; those beside it
    assert changed == {
        f"docs/{code}/{route}.md" for code in ("zh", "en", "es") for route in ("transfers/sample", "transfers/other", "transfers/index")
    }


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("features:\n  a: {offered: true}\nlabels:\n  x: y\n", "labels:\n  x: y\n"),
        ("labels:\n  x: y\nfeatures:\n  a: {offered: true}\n", "labels:\n  x: y\n"),
        ("# words\nfeatures:\n# more\n  a: {offered: true}\n\n# of labels\nlabels: {}\n", "# words\nlabels: {}\n"),
        ("features: {}\n", ""),
        ("labels:\n  features: {}\n", "labels:\n  features: {}\n"),
    ],
)
def test_of_the_product_all_but_its_features_is_in_every_key(text: str, left: str) -> None:
    assert without_features(text) == left


def test_the_product_can_be_another_one_without_its_file() -> None:
    whole = library()
    assert for_product(whole) is whole

"""Any text, any front matter, any bytes: never a traceback, line numbers that exist, work bounded by the documented limits."""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases import files_of
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_site, check_sources, chosen
from helpcenter.config.model import Settings
from helpcenter.config.read import read_settings
from helpcenter.markdown.blocks import scan, walk
from helpcenter.problems import ERROR
from helpcenter.site.site import site_from_contents
from helpcenter.source import files as limits
from helpcenter.source.files import from_contents, read_tree
from rendering import body as rendered_body

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PIECES = st.sampled_from(
    [
        "## a {#a}", "###", "#", "1. ", "- ", "    ", "\t", "\n", "\n\n", "```", "~~~", "`", "``", "!!! danger \"a\"", "!!!", "=== \"a\"", "[", "]", "(", ")", "![", "](",
        "<", ">", "<!--", "-->", "<a href=\"", "{{ ", " }}", "{{ warning.irreversible }}", "{#", "}", "|", "---", "| a | b |\n|---|---|\n", "\\", "*", "**", "_", "&", "&amp;",
        "https://", "助记词", "发送", "frase", "send your", "abandon ", "0x", "1.000,5", "二十四", "twelve hours", "é", "e\u0301", "\u200b", "\u202e", "😀", "\ud800", "\x00", "[^1]: ",
        "[a]: b", "> ", "<script>", "javascript:", "waive x: y", "%", "@", "#",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)


@cache
def configured() -> Settings:
    return read_settings(from_contents(files_of({})))


def library_of(texts: dict[str, str]) -> Library:
    files = {f"docs/{code}/transfers/sample.md": text.encode("utf-8", "surrogatepass") for code, text in texts.items()}
    return read_library(from_contents(files), configured())


@QUIET
@given(TEXTS)
@example("[" * 50 + "]" * 50)
@example("1. a\n\n   - b\n\n     - c")
@example("| a |\n|---|\n| `")
def test_the_scan_never_raises_and_its_lines_exist(text: str) -> None:
    lines = text.count("\n") + 1
    for block in walk(scan(text)):
        assert 1 <= block.line <= lines
        for piece in block.inlines:
            assert 1 <= piece.line <= lines


@QUIET
@given(TEXTS, TEXTS, TEXTS)
def test_no_rule_raises_on_any_body(zh: str, en: str, es: str) -> None:
    head = "---\ntitle: a\nsummary: b\n---\n"
    library = library_of(
        {
            "zh": f"---\nid: 2001\ntype: incident\nseverity: critical\nmoves_funds: true\nscope: [wallet]\n---\n{zh}",
            "en": head + en,
            "es": head + es,
        }
    )
    for problem in check_sources(library):
        page = next((page for page in library.pages.values() if page.path == problem.path), None)
        assert problem.line >= 0
        if page is not None:
            assert problem.line <= page.body_line + page.body.count("\n") + 1


WORDS = [
    "open the app",
    "打开首页",
    "50~60",
    "$100",
    "**bold**",
    "*a*",
    "_b_",
    "`x|y`",
    "[w](sample.md#a)",
    "![p](a.png)",
    "a < b",
    "C++",
    "<b>x</b>",
    "<two.md>",
    "**no**{ hidden }",
    "{: .x }",
    "{{ brand.name }}",
    "{{brand name}}",
    "~~x~~",
    "[^1]",
    "\\*",
    "\\<",
    "&lt;",
    "x*y",
    "2*3*4",
    "https://a.example/",
    "<https://a.example/>",
    "[a][b]",
    "``a`b``",
    "| a",
    "#",
    "<!-- c -->",
    "1.5",
    "(1)",
    "a_b_c",
]
STARTS = [
    "",
    "",
    "",
    "1. ",
    "2. ",
    "3. ",
    "- ",
    "* ",
    "+ ",
    "1) ",
    "-",
    "1.",
    "• ",
    "## ",
    "### ",
    "#",
    "> ",
    '!!! tip "t"',
    "!!! note",
    '??? tip "t"',
    '=== "t"',
    "```",
    "~~~",
    "``` py",
    "| a | b |",
    "|---|---|",
    "|---|",
    "| c | d |",
    "| c |",
    "a | b",
    "--|--",
    "{{ warning.irreversible }}",
    "---",
    "===",
    "<div>",
    "[a]: b",
    "[^1]: n",
    "<!-- waive glossary: x -->",
]
LINES = st.tuples(st.sampled_from([0, 0, 0, 0, 4, 4, 8, 1, 2, 3, 5, 6, 7, 12]), st.sampled_from(STARTS), st.sampled_from(["", *WORDS]))
LAYOUTS = st.lists(LINES | st.none(), max_size=14).map(
    lambda lines: "\n".join(f"{' ' * line[0]}{line[1]}{line[2]}" if line else "" for line in lines)
)
RUNNING = [
    "open the app",
    "打开首页",
    "50~60",
    "$100",
    "**bold**",
    "`x|y`",
    "[w](sample.md#a)",
    "[a **b** `c`](sample.md)",
    "a < b",
    "C++",
    "{{ brand.name }}",
    "&lt;",
    "x*y",
    "`\\`",
    "a|b",
    "1) x",
    "[",
    "`",
    "点**转账**，再",
]
DAMAGES = [
    lambda line: line,
    lambda line: f"  {line}",
    lambda line: line[2:],
    lambda line: "",
    lambda line: f"{line} |",
    lambda line: f"{line}\ntext",
    lambda line: f"{line}{{x}}",
]


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page of the subset, with blocks within blocks, and a line or two of it damaged."""
    lines = [line for _ in range(draw(st.integers(1, 4))) for line in draw(blocks(0))]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at] = draw(st.sampled_from(DAMAGES))(lines[at])
    return "\n".join(lines)


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> list[str]:
    def text() -> str:
        return " ".join(draw(st.lists(st.sampled_from(RUNNING), min_size=1, max_size=3)))

    def within() -> list[str]:
        return [f"    {line}" if line else "" for line in draw(blocks(depth + 1))]

    kind = draw(st.sampled_from(["words", "steps", "bullets", "box", "tab", "code", "table"] if depth < 3 else ["words", "code", "table"]))
    if kind == "words":
        return [text(), ""]
    if kind == "code":
        return ["```", "a [x](y) | z", "", "```", ""]
    if kind == "table":
        return ["| a | b |", "|---|---|", f"| {draw(st.sampled_from(RUNNING))} | d |", ""]
    if kind in {"box", "tab"}:
        return ['!!! tip "t"' if kind == "box" else '=== "t"', *([""] if kind == "tab" else []), *within()]
    found: list[str] = []
    for number in range(1, draw(st.integers(2, 4))):
        found += [f"{number}. {text()}" if kind == "steps" else f"- {text()}"]
        found += ["", *within()] if draw(st.booleans()) else draw(st.sampled_from([[], [""]]))
    return [*found, ""]


REFUSING = chosen(("markdown-subset", "shown-as-text", "raw-html", "heading-ids", "variables", "links", "broken-image", "diagrams"))
COMPARING = chosen(("page-shows-source",))


@settings(QUIET, max_examples=300)
@given(LAYOUTS | pages())
@example("1. a\n\n   b\n\n2. c")
@example("a\n[b]: c")
@example("[]: a")
@example("[a]:\nb")
@example("a\n| b | c |\n|---|---|\n| d | e |")
def test_what_is_read_is_what_is_shown_or_a_rule_says_that_it_is_not(body: str) -> None:
    """Our scan and Python-Markdown, configured as in mkdocs.yml, agree on a page; or its source is refused."""
    library = library_of({"zh": f"---\ntitle: a\n---\n## A {{#a}}\n\n{body}\n"})
    page = library.page("zh", "transfers/sample")
    assert page is not None
    html = f'<html><body><div class="hc-text">{rendered_body(library, page)}</div></body></html>'
    site = site_from_contents({"transfers/sample/index.html": html.encode("utf-8", "replace")}, library, "https://help.example.com/")
    differing = [str(problem) for problem in check_site(site, COMPARING)]
    if differing:
        assert [problem for problem in check_sources(library, REFUSING) if problem.severity == ERROR], differing


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
KEYS = [
    "id",
    "title",
    "summary",
    "type",
    "severity",
    "scope",
    "moves_funds",
    "response",
    "evidence",
    "related",
    "aliases",
    "owner",
    "reviewed",
    "keywords",
    "error_codes",
    "translates",
]


@QUIET
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=6), VALUES, max_size=12), TEXTS)
def test_no_rule_raises_on_any_front_matter(fields: dict[str, object], raw: str) -> None:
    import yaml  # noqa: PLC0415

    front = yaml.safe_dump(fields, allow_unicode=True)
    check_sources(library_of({"zh": f"---\n{front}---\n\ntext\n", "en": f"---\n{raw}\n---\n\ntext\n", "es": f"---\n{front}---\n"}))


@QUIET
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    tree = from_contents({"docs/zh/a/b.md": data, "docs/zh/a/c.png": data})
    check_sources(read_library(tree, configured()))


HOSTILE = {
    "20,000 brackets": "[" * 20_000,
    "brackets with spaces": "[ " * 9_000,
    "NUL": "a\x00b",
    "a megabyte": "word " * 2_000_000,
    "50,000 headings": "## a\n" * 50_000,
    "deep nesting": "\n".join(" " * (4 * depth) + "- a" for depth in range(40)),
    "backticks": "`" * 5_000,
    "a very long line": "a" * 50_000,
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_refused_by_a_named_limit_before_a_parser_sees_them(name: str) -> None:
    library = library_of({"zh": HOSTILE[name]})
    assert [problem.rule for problem in library.problems][:1] == ["files"]
    assert library.pages == {}


@pytest.mark.parametrize("unit", ["[ x ", "[a](", "![", "`a", "<a ", "**a", "| ", "(", "&", "{{ ", "\\", "http://a", "a [b][", "1. ", "> "])
def test_the_largest_allowed_page_is_read_in_bounded_work(unit: str) -> None:
    """Doubling the text at most about doubles the steps: measured in calls, not in seconds."""

    def steps(size: int) -> int:
        count = 0

        def tick(*_: object) -> None:
            nonlocal count
            count += 1

        import sys  # noqa: PLC0415

        text = "\n".join([(unit * 40)[:1_000]] * size)
        sys.setprofile(tick)
        try:
            for block in walk(scan(text)):
                _ = block.inlines
        finally:
            sys.setprofile(None)
        return count

    assert steps(80) <= 3 * steps(40) + 1_000


def test_files_that_are_no_files_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "zh"
    folder.mkdir(parents=True)
    (folder / "page.md").write_text("x", encoding="utf-8")
    (folder / "link.md").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.md")
    started = time.monotonic()
    tree = read_tree(tmp_path)
    assert time.monotonic() - started < 60  # a pipe is not opened: that would wait for ever
    assert sorted(tree.files) == ["docs/zh/page.md"]
    assert [problem.path for problem in tree.problems] == ["docs/zh/link.md", "docs/zh/loop", "docs/zh/pipe.md"]


def test_a_yaml_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(20))
    library = library_of({"zh": f"---\n{bomb}---\n"})
    assert [problem.rule for problem in library.problems] == ["yaml"]


def test_the_limits_have_room_for_every_real_page() -> None:
    from places import ROOT  # noqa: PLC0415

    for file in read_tree(ROOT).files.values():
        if file.path.startswith("docs/") and file.text is not None:
            assert len(file.text.encode()) * 4 < limits.MAX_BYTES

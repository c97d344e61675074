"""The general rules on sites of MkDocs that are not ours: what is wrong there is found, what only ours forbids is let pass."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources, chosen
from helpcenter.config.model import Language, Settings
from helpcenter.links.source_targets import targets_of
from helpcenter.source.files import from_contents

RULES = ("links", "url-tricks", "link-text", "shown-as-text", "empty-page")
MKDOCS = "site_name: X\nplugins:\n  - search\n  - i18n:\n      languages: []\nmarkdown_extensions:\n  - admonition\n"
BARE = MKDOCS.partition("markdown_extensions")[0]
ALL = BARE + "markdown_extensions:\n" + "".join(
    f"  - {name}\n" for name in ("admonition", "extra", *(f"pymdownx.{part}" for part in ("details", "superfences", "tabbed", "tasklist", "tilde")))
)  # fmt: skip
UNKNOWN = MKDOCS + "hooks: [x.py]\n"  # a hook may do anything


def found(files: dict[str, str]) -> list[str]:
    """What the general rules find in a tree of three languages, of which es is the one to look at."""
    base = {"mkdocs.yml": ALL} | {
        f"docs/{code}/{name}": "# Other page\n\n## Some words\n"
        for code in ("en", "es", "zh")
        for name in ("other.md", "guide/index.md", "img/x.png")
    }
    settings = Settings(tuple(Language(code, code, code == "en") for code in ("en", "es", "zh")))
    library = read_library(from_contents(base | files), settings)
    return [f"{problem.severity} {str(problem).partition(' ')[2]}" for problem in check_sources(library, chosen(RULES))]


RIGHT = {
    "links by file, and by the address that it gets": "[a](other.md) [b](../other) [c](../es/other.md) [d](../guide/) [e](../other/) [f](./guide/index.md)",
    "anchors": "[a](other.md#some-words) [b](#top) [c](#) [d](other.md#other-page)",
    "absolute paths of a server": "[a](/docs/anything) ![b](/img/x.png) <img src='/img/y.png' alt='y'>",
    "files outside of the pages": "[a](../../src/code.py) [b](../../README.md) [c](../api/Class)",
    "tasks, arrays and notes": "- [x] (done) it\n- [ ] (open)\n\nx[i][j], f[0](a b), [^1] and [Enter] (or Return)\n\n[^1]: note",
    "arguments and globs": "Pass **kwargs, or *args; src/**/*.ts, 2**3 and **bold**text",
    "addresses for examples": "<http://localhost:8000/> [a](http://127.0.0.1:8080/docs) [b](http://user:pw@example.com/) [c](//cdn.example.org/x.js)",
    "names of projects": "[Node.js](https://nodejs.org/) [ethereum.org](https://github.com/ethereum/ethereum-org-website) [docs.python.org](https://python.org/)",
    "internationalised hosts": "[a](https://münchen.de/) [b](https://例子.中国/) [c](https://xn--fsqu00a.xn--fiqs8s/)",
    "a switch of languages": "[English](../en/page.md) | [中文](../zh/page.md) | Español",
    "comments as definitions": "[//]: # (a comment)\n[comment]: <> (another)",
    "escaped brackets in definitions": "See [x].\n\n[x]: https://en.wikipedia.org/wiki/V8_\\(engine\\)",
    "optional end tags": '<p>One\n<p>Two\n<ul><li>a<li>b</ul><br><a name="x">\n',
    "decoration": '<img src="../img/x.png" alt=""> <a href="https://a.example/"><img src="../img/x.png" alt="x y"></a> <a id="x"></a>',
    "code of every kind": "`[a] (b.md)` \\[a](none.md)\n\n```md\n[a](none.md) ::: note\n```\n\n    [b](none.md)\n",
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_let_pass(body: str) -> None:
    assert found({"docs/es/page.md": body, "docs/en/page.md": "x", "docs/zh/page.md": "x"}) == []


WRONG = {
    "links: `none.md` leads to docs/es/none.md, which does not exist.": "[a](none.md)",
    "links: `guide/none` leads to docs/es/guide/none, which does not exist.": "[a](guide/none)",
    "links: `img/missing.png` leads to docs/es/img/missing.png, which does not exist.": "![a](img/missing.png)",
    "links: `Other.md` differs from the file docs/es/other.md in upper and lower case: on most servers it is not found. Write `other.md`.": "[a](Other.md)",
    "links: `other.md#some-word`: docs/es/other.md has no section `#some-word`. Did you mean `#some-words`?": "[a](other.md#some-word)",
    "links: `../en/other.md` leaves `es`: it leads to docs/en/other.md. `es` has docs/es/other.md: write `other.md`.": "[a](../en/other.md)",
    "links: the punctuation mark `。` is glued to the address `other.md。`. Write it after the link.": "[a](other.md。)",
    "links: the link `[a]()` has no address. Say where it leads.": "[a]()",
    "links: `no.md` leads to docs/es/no.md, which does not exist.": "See [x][y].\n\n[y]: no.md",
    "url-tricks: `javascript:x` is not what it seems: its scheme `javascript:` runs code. Remove it, or link to a page.": "[a](javascript:x)",
    "url-tricks: “https://bank.com” shows the host `bank.com`, but the link leads to `https://evil.com/`. Show where it leads.": "[https://bank.com](https://evil.com/)",
    "link-text: the link `[](other.md)` has no text. Write what a reader finds there.": "[](other.md)",
    "shown-as-text: `[a] (other.md)` is shown as text: it has a space between `]` and `(`: write them together.": "[a] (other.md)",
    "shown-as-text: `[words][label]` is shown as text: no line defines `[label]: address`.": "[words][label]",
    "shown-as-text: the fence that begins here is never closed: all that follows is code. Close it with the same marks.": "```\ncode\n",
    "shown-as-text: the tag `<details>` is never closed: it takes in all that follows. Write `</details>`.": "<details>\n\nText.\n",
    "shown-as-text: the comment `open` is never closed: what follows is shown, or lost. Write `-->`.": "<!-- open\n\nText.\n",
    "shown-as-text: `{#id}` is shown as text: an id stands at the very end of a heading, as `{#id}`.": "## Words {#id} more\n",
}


@pytest.mark.parametrize(("sentence", "body"), WRONG.items())
def test_what_is_wrong_is_found(sentence: str, body: str) -> None:
    assert found({"docs/es/page.md": body}) == [f"error {sentence}"]


def test_an_image_without_description_is_told_and_stops_nothing() -> None:
    assert [line.partition(":")[0] for line in found({"docs/es/page.md": "![](img/x.png)"})] == ["warning warning"]


def test_a_page_that_only_the_source_has_is_a_warning_where_the_translation_is_complete() -> None:
    files = {f"docs/{code}/p{number}.md": "x" for code in ("en", "es", "zh") for number in range(20)} | {"docs/en/only.md": "x"}
    assert [line.split(" ")[0] for line in found(files | {"docs/es/page.md": "[a](only.md)"})] == ["warning"]


def test_a_page_that_only_the_source_has_is_usual_where_the_translation_is_partial() -> None:
    files = {f"docs/en/p{number}.md": "x" for number in range(20)}
    assert found(files | {"docs/es/page.md": "[a](p1.md)"}) == []


MADE_ELSEWHERE = {
    "what a template fills": '[a]({{ url }}) [b]({% link x %}) <a href="{{ base }}/x">c</a> {{ value }}',
    "boxes of other renderers": "> [!NOTE]\n> Text.\n\n:::note\n\nText.\n\n:::\n\n::: package.module\n",
    "lists of other renderers": "Text:\n- one\n- two\n  - three\n\n1) one\n2) two\n",
    "addresses of pages": "[b](other) [d](guide/) [e](guide) [g](other.html)",
    "ids": "## A & B\n\n[a](#a--b) [b](other.md#anything)",
    "labels": "[words][label]",
}


@pytest.mark.parametrize("body", MADE_ELSEWHERE.values(), ids=MADE_ELSEWHERE)
@pytest.mark.parametrize("strange", ["hooks: [x.py]", "plugins: [macros]", "plugins: [gen-files, search]"])
def test_what_a_plugin_or_hook_may_make_is_let_pass(body: str, strange: str) -> None:
    assert found({"docs/es/page.md": body, "mkdocs.yml": f"site_name: X\n{strange}\n"}) == []


def test_a_label_that_a_snippet_may_define_is_let_pass() -> None:
    files = {"docs/es/page.md": "[words][label]"}
    assert found(files | {"mkdocs.yml": ALL + "  - pymdownx.snippets: {auto_append: [x.md]}\n"}) == []


def test_a_tree_without_its_images_is_not_blamed_for_them() -> None:
    files = {
        "mkdocs.yml": ALL,
        "docs/es/page.md": "![aa](a.png) ![bb](b.png) ![cc](c.png) ![dd](d.png)",
        **{f"docs/{code}/img/x.png": None for code in ("en", "es", "zh")},
    }
    base = {path: text for path, text in files.items() if text is not None}
    library = read_library(from_contents(base), Settings((Language("en", "en", True), Language("es", "es"))))
    assert check_sources(library, chosen(RULES)) == ()


PLAIN_MKDOCS = {
    "shown-as-text: `[!NOTE]` is shown as text: MkDocs knows boxes as `!!! note`.": "> [!NOTE]\n> Text.",
    "shown-as-text: the list after `Text:` is shown as text: leave an empty line before it.": "Text:\n- one\n- two",
    'shown-as-text: `::: note` is shown as text: a box is written `!!! note "Title"` here, its content indented by 4.': "::: note\n\nText.\n\n:::",
    "shown-as-text: `{{ value }}` is shown as text: nothing in mkdocs.yml puts a value there.": "A {{ value }}.",
    "links: `/es/other.md` begins at the root of the server, where no `.md` file is published. Write it relative to this page.": "[a](/es/other.md)",
    "links: `other.html` does not name a file, so the build neither checks nor adapts it. Write `other.md`.": "[a](other.html)",
    "links: `other/` does not name a file, so the build neither checks nor adapts it. Write `other.md`.": "[a](other/)",
}


@pytest.mark.parametrize(("sentence", "body"), PLAIN_MKDOCS.items())
def test_what_plain_mkdocs_does_not_know_is_found_where_a_tree_is_of_mkdocs(sentence: str, body: str) -> None:
    assert found({"docs/es/page.md": body, "mkdocs.yml": MKDOCS}) == [f"error {sentence}"]
    assert found({"docs/es/page.md": body, "mkdocs.yml": UNKNOWN}) == []
    assert found({"docs/es/page.md": "[a](../other/) [b](../guide/)\n\n##Heading\n", "mkdocs.yml": MKDOCS}) == []


OFF = {
    "shown-as-text: `!!! note` is shown as text: mkdocs.yml has no `admonition` below `markdown_extensions`. Add it.": '!!! note "x"\n    text',
    "shown-as-text: `??? note` is shown as text: mkdocs.yml has no `pymdownx.details` below `markdown_extensions`. Add it.": '??? note "x"\n    text',
    "shown-as-text: the tab `A` is shown as text: mkdocs.yml has no `pymdownx.tabbed` below `markdown_extensions`. Add it.": '=== "A"\n\n    x',
    "shown-as-text: `{#x}` is shown as text: mkdocs.yml has no `attr_list` below `markdown_extensions`. Add it.": "## H {#x}",
    "shown-as-text: `{ .b }` is shown as text: mkdocs.yml has no `attr_list` below `markdown_extensions`. Add it.": "[a](other.md){ .b }",
    "shown-as-text: `: d` is shown as text: mkdocs.yml has no `def_list` below `markdown_extensions`. Add it.": "Term\n:   d",
    "shown-as-text: `[ ]` is shown as text: mkdocs.yml has no `pymdownx.tasklist` below `markdown_extensions`. Add it.": "- [ ] do it",
    "shown-as-text: `~~x~~` is shown as text: mkdocs.yml has no `pymdownx.tilde` below `markdown_extensions`. Add it.": "~~x~~",
    "shown-as-text: `[^1]` is shown as text: mkdocs.yml has no `footnotes` below `markdown_extensions`. Add it.": "note[^1]",
    "shown-as-text: `[^1]:` is shown as text: mkdocs.yml has no `footnotes` below `markdown_extensions`. Add it.": "[^1]: Note",
    "shown-as-text: the fence within the item is shown as text: mkdocs.yml has no `pymdownx.superfences` below `markdown_extensions`. Add it.": "- a\n\n    ```\n    x\n    ```",
    'shown-as-text: the code that begins with `py title="x"` is shown as text: mkdocs.yml has no `pymdownx.superfences` below `markdown_extensions`. Add it.': '``` py title="x"\nx\n```',
}


@pytest.mark.parametrize(("sentence", "body"), OFF.items())
def test_what_an_extension_makes_is_found_where_it_is_off(sentence: str, body: str) -> None:
    assert found({"docs/es/page.md": body, "mkdocs.yml": BARE}) == [f"error {sentence}"]
    assert found({"docs/es/page.md": body, "mkdocs.yml": ALL}) == []
    assert found({"docs/es/page.md": body, "mkdocs.yml": BARE + "markdown_extensions: [mdx_strange]\n"}) == []


NESTED = {
    "a list in an item": "- one\n    - inner\n- two",
    "a list in a step": "1. one\n    - inner\n\n2. two",
    "steps in a bullet": "- one\n    1. inner\n    2. inner\n- two",
    "a tab as indent": "- one\n\t- inner\n- two",
    "three levels": "- one\n    - two\n        - three\n    - two\n",
    "a list in a list in a box": '!!! note "x"\n    - one\n        - inner\n    - two',
    "a list below an item of two lines": "- one\n  goes on\n    - inner",
}


@pytest.mark.parametrize("body", NESTED.values(), ids=NESTED)
def test_a_list_in_an_item_needs_no_empty_line(body: str) -> None:
    assert found({"docs/es/page.md": body, "mkdocs.yml": ALL}) == []


AS_TEXT = {
    "below a paragraph": ("Text:\n- x", "shown-as-text: the list after `Text:` is shown as text: leave an empty line before it."),
    "below text in a box": ('!!! note "x"\n    Text:\n    - x', "shown-as-text: the list after `Text:` is shown as text: leave an empty line before it."),
    "below text in a tab": ('=== "x"\n\n    Text:\n    - x', "shown-as-text: the list after `Text:` is shown as text: leave an empty line before it."),
    "below text in a footnote": ("[^1]: Text:\n    - x", "shown-as-text: the list after `Text:` is shown as text: leave an empty line before it."),
    "below text in a quote": ("> Text:\n> - x", "shown-as-text: the list after `Text:` is shown as text: leave an empty line before it."),
    "below a second paragraph of an item": ("- one\n\n    para\n    - x", "shown-as-text: the list after `para` is shown as text: leave an empty line before it."),
    "by two columns": ("- one\n  - x", "shown-as-text: the list is indented by 2: it becomes part of the one around it, as one flat list. Indent it by 4."),
    "by three columns": ("1. one\n   - x", "shown-as-text: the list is indented by 3: it becomes part of the one around it, as one flat list. Indent it by 4."),
    "a paragraph by three columns": ("1. one\n\n   para\n\n2. two", "shown-as-text: the paragraph is indented by 3: it stands outside of the list, which ends before it. Indent it by 4."),
    "a number with a bracket": ("1) one\n2) two", "shown-as-text: `1)` makes no list in MkDocs and is shown as text: write `1. `."),
}  # fmt: skip


@pytest.mark.parametrize(("body", "sentence"), AS_TEXT.values(), ids=AS_TEXT)
def test_a_list_that_is_none_is_found(body: str, sentence: str) -> None:
    assert found({"docs/es/page.md": body, "mkdocs.yml": ALL}) == [f"error {sentence}"]
    assert found({"docs/es/page.md": body, "mkdocs.yml": ALL + "  - mdx_truly_sane_lists\n"}) == []


# --- ids ------------------------------------------------------------------------------------------------------------

IDS = {
    "words, signs and gaps": ("", "## A & B -- c_d: `--flag` *em* [w](x.md) <b>q</b> &amp; 😀", ["a-b-c_d-flag-em-w-q"]),
    "repeated": ("", "## Sec\n\n## Sec\n\n## Sec_1\n\n> ## In a quote\n\nUnderlined\n---\n", ["sec", "sec_1", "sec_2", "in-a-quote", "underlined"]),
    "nothing left": ("", "## 标题\n\n## ¿?\n\n## Mémoire d’Été", ["_1", "_2", "memoire-dete"]),
    "an id that is not on": ("", "## x {#own}", ["x-own"]),
    "an id that is on": ("attr_list", "## x {#own}\n\n## y { .c }", ["own", "y"]),
    "a separator": ("toc: {separator: _}", "## a b-c", ["a_b-c"]),
    "a sign beside the heading": ("toc: {permalink: ⚓, toc_depth: 2}", "# a\n\n## b c\n\n#### d", ["a", "b-c", "d"]),
    "Unicode": ("toc: {slugify: !!python/name:markdown.extensions.toc.slugify_unicode }", "## 标题 Été", ["标题-été"]),
    "a function with options": ("toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}", "## 标题 Été", ["标题-été"]),
    "one that keeps capitals": ("toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {}}", "## Qué Es", ["Qué-Es"]),
    "smart signs": ("smarty", "## a -- b's", ["a-bs"]),
    "keys": ("pymdownx.keys", "## Press ++ctrl+c++", ["press-ctrlc"]),
    "an emoji of a theme": (
        "pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji , emoji_generator: !!python/name:material.extensions.emoji.to_svg }",
        "## :material-account: Your account", ["your-account"],
    ),
    "a footnote": ("footnotes", "## a\n\nx[^1]\n\n[^1]: note", ["a", "fn:1", "fnref:1"]),
    "raw HTML": ("", '<a name="here"></a>\n\n<p id="there">x</p>', ["here", "there"]),
    "Markdown in HTML": ("md_in_html", '<div markdown="1">\n## Inside\n</div>', ["inside"]),
    "code": ("", "    ## No\n\n```\n## No\n```\n\n`<a id='x'>`", []),
}  # fmt: skip


@pytest.mark.parametrize(("extension", "body", "ids"), IDS.values(), ids=IDS)
def test_ids_are_those_that_mkdocs_makes(extension: str, body: str, ids: list[str]) -> None:
    config = f"site_name: X\nmarkdown_extensions: [{extension}]\n".replace("[toc", "[{toc").replace("[pymdownx.emoji:", "[{pymdownx.emoji:")
    config = config.replace("]\n", "}]\n") if "[{" in config else config
    tree = from_contents({"mkdocs.yml": config, "docs/en/page.md": body})
    anchors = targets_of(read_library(tree, Settings((Language("en", "en", True),)))).anchors("docs/en/page.md")
    assert not anchors.open
    assert anchors.ids - {"", "top"} == set(ids)


UNKNOWN_IDS = {
    "a function of its own": "toc: {slugify: !!python/name:my.slugs.make }",
    "a call of one": "toc: {slugify: !!python/object/apply:os.system {kwds: {command: x}}}",
    "options that it does not take": "toc: {no_such_option: 1}",
    "an extension that is not there": "pymdownx.none_such: {}",
    "a strange extension": "mdx_strange: {}",
}


@pytest.mark.parametrize("extension", UNKNOWN_IDS.values(), ids=UNKNOWN_IDS)
def test_ids_that_cannot_be_known_are_let_pass(extension: str) -> None:
    files = {"docs/es/page.md": "## A & B\n\n[a](#a--b)", "mkdocs.yml": f"site_name: X\nmarkdown_extensions: [{{{extension}}}]\n"}
    assert found(files) == []


DEAD = {
    "GitHub keeps a hyphen at the end": ("## Equality (`==`)", "#equality-", "#equality"),
    "GitHub keeps each gap": ("## A & B", "#a--b", "#a-b"),
    "GitHub counts with hyphens": ("## Sec\n\n## Sec", "#sec-1", "#sec_1"),
    "Chinese words": ("## 标题", "#标题", "#_1"),
    "the second of two in Chinese": ("## 标题\n\n## 步骤", "#步骤", "#_2"),
    "an accent": ("## Mémoire", "#mémoire", "#memoire"),
    "an accent, encoded": ("## Mémoire", "#m%C3%A9moire", "#memoire"),
    "ñ": ("## Año nuevo", "#año-nuevo", "#ano-nuevo"),
    "an emoji": ("## 🚀 Development", "#-development", "#development"),
}


@pytest.mark.parametrize(("headings", "anchor", "right"), DEAD.values(), ids=DEAD)
def test_an_id_that_only_another_renderer_makes_is_found_where_a_tree_is_of_mkdocs(headings: str, anchor: str, right: str) -> None:
    def of(config: str, link: str) -> list[str]:
        files = {"docs/es/page.md": f"[words]({link})", "docs/es/target.md": headings}
        return found(files | ({"mkdocs.yml": config} if config else {}))

    decoded = unquote(anchor)
    sentence = f"docs/es/target.md has no section `{decoded}`: MkDocs names it `{right}`. Write `{right}`."
    assert of(MKDOCS, f"target.md{anchor}") == [f"error links: `target.md{anchor}`: {sentence}"]
    assert of(MKDOCS, f"target.md{right}") == []
    assert of(MKDOCS + "  - mdx_strange\n", f"target.md{anchor}") == []
    assert of(UNKNOWN, f"target.md{anchor}") == []


HAS_OTHER_IDS = {
    "raw HTML": '<a id="x"></a> [a](#x)',
    "attributes": "Text.\n{: #x }\n\n[a](#x)",
    "a footnote": "Note[^1] [a](#fn:1)\n\n[^1]: Text",
    "the theme": "[a](#__codelineno-0-1) [b](#__tabbed_1_2) [c](other.md#tag:html) [d](#) [e](#top)",
    "a snippet": '--8<-- "x.md"\n\n[a](#x)',
    "a block with an id": "/// html | div#x\nText\n///\n\n[a](#x)",
    "symbols that become others": "## (c) 2020\n\n[a](#2020)",
}


@pytest.mark.parametrize("body", HAS_OTHER_IDS.values(), ids=HAS_OTHER_IDS)
def test_ids_that_no_heading_makes_are_let_pass(body: str) -> None:
    assert (
        found({"docs/es/page.md": body, "mkdocs.yml": ALL + "  - pymdownx.smartsymbols\n  - pymdownx.snippets\n  - pymdownx.blocks.html\n"})
        == []
    )


# --- raw HTML -------------------------------------------------------------------------------------------------------

RAW = {
    "a page": ('<a href="other.md">words</a>', "other.md", "link", "../other/"),
    "a section": ('<a href="other.md#some-words">words</a>', "other.md#some-words", "link", "../other/"),
    "an index": ('<a href="guide/index.md">words</a>', "guide/index.md", "link", "../guide/"),
    "an address beside the file": ('<a href="other/">words</a>', "other/", "link", "../other/"),
    "an HTML file": ('<a href="other.html">words</a>', "other.html", "link", "../other/"),
    "an image": ('<img src="img/x.png" alt="a dot">', "img/x.png", "image", "../img/x.png"),
    "an image with a dot": ('<img src="./img/x.png" alt="a dot">', "./img/x.png", "image", "../img/x.png"),
    "in a block": ('<p>\n<img src="img/x.png" alt="a dot">\n</p>', "img/x.png", "image", "../img/x.png"),
}


def raw(address: str, what: str, repair: str) -> list[str]:
    why = "leads nowhere in the site: raw HTML is not adapted to where this page is published."
    return [f"error links: `{address}` {why} Write a Markdown {what}, or `{repair}`."]


@pytest.mark.parametrize(("body", "address", "what", "repair"), RAW.values(), ids=RAW)
def test_raw_html_that_mkdocs_does_not_adapt_is_found(body: str, address: str, what: str, repair: str) -> None:
    assert found({"docs/es/page.md": body, "mkdocs.yml": MKDOCS}) == raw(address, what, repair)
    assert found({"docs/es/page.md": body.replace(address.partition("#")[0], repair), "mkdocs.yml": MKDOCS}) == []
    assert found({"docs/es/page.md": body, "mkdocs.yml": UNKNOWN}) == []


def test_on_an_index_and_where_pages_are_no_folders_only_the_page_is_wrong() -> None:
    body = '<a href="other.md">words</a> <img src="img/x.png" alt="a dot">'
    flat = MKDOCS + "use_directory_urls: false\n"
    assert found({"docs/es/index.md": body, "mkdocs.yml": MKDOCS}) == raw("other.md", "link", "other/")
    assert found({"docs/es/README.md": body, "mkdocs.yml": MKDOCS}) == raw("other.md", "link", "other/")
    assert found({"docs/es/page.md": body, "mkdocs.yml": flat}) == raw("other.md", "link", "other.html")
    assert found({"docs/es/page.md": body.replace(".md", ".html"), "mkdocs.yml": flat}) == []
    offline = MKDOCS.replace("  - search\n", "  - search\n  - offline\n")
    assert [line.split("published.")[1] for line in found({"docs/es/page.md": body, "mkdocs.yml": offline})] == [" Write a Markdown link."]


def test_what_markdown_cannot_show_is_repaired_by_its_address_alone() -> None:
    files = {"docs/es/page.md": '<video src="img/x.mp4"></video>', "docs/es/img/x.mp4": "x", "mkdocs.yml": MKDOCS}
    assert [line.split("published.")[1] for line in found(files)] == [" Write `../img/x.mp4`."]


def test_raw_html_that_leads_elsewhere_is_let_pass() -> None:
    body = '<a href="https://a.example/">words</a> <a href="#some">words</a> <a href="mailto:a@b.example">words</a> <a href="/es/other/">words</a> '
    body += '<a href="../../en/other/">words</a> <a href="{{ base }}/x.md">words</a>\n\n`<a href="other.md">`\n\n## Some\n'
    assert found({"docs/es/page.md": body, "mkdocs.yml": UNKNOWN}) == []
    assert found({"docs/es/page.md": body.replace("{{ base }}/x.md", "../other/"), "mkdocs.yml": MKDOCS}) == []


# --- pages whose text stands elsewhere ------------------------------------------------------------------------------

ELSEWHERE = {
    "a layout": "---\nlayout: home\nhero:\n  name: X\n---\n",
    "features": "---\ntitle: X\nfeatures:\n  - title: Y\n---\n",
    "a redirect": "---\nredirect_to: https://a.example/\n---\n",
    "a template": "---\ntemplate: home.html\n---\n\n",
    "the icon of a section": "---\nicon: material/home\n---\n",
}


@pytest.mark.parametrize("text", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_page_that_is_written_in_its_front_matter_is_not_empty(text: str) -> None:
    assert found({"docs/es/page.md": text}) == []


def test_a_page_without_anything_is_empty() -> None:
    sentence = "error empty-page: the page is empty. Write it or remove the file."
    for text in ("", "\n\n", "---\n---\n", "---\ntitle: X\n---\n\n"):
        assert found({"docs/es/page.md": text}) == [sentence]


# --- what mkdocs.yml says -------------------------------------------------------------------------------------------

PLAIN = {
    "a flow list": "plugins: [search, tags]",
    "quotes": "plugins: ['search', \"tags\"]",
    "a map": "plugins: {search: {lang: en}}",
    "a comment at the margin": "plugins:\n# ours\n  - search # and no more\n",
    "no hooks": "hooks: []",
    "a tag of Python": "markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji",
    "the environment": "site_url: !ENV [NO_SUCH_NAME_HERE, 'https://a.example/']",
    "what it inherits": "INHERIT: base.yml",
    "a plugin that is not ours, in a comment": "# plugins: [macros]",
}
OTHER = {
    "a flow list": "plugins: [search, macros]",
    "a map": "plugins: {search: {}, macros: {}}",
    "a comment at the margin": "plugins:\n# ours\n  - search\n  - macros",
    "a name from the environment": "plugins:\n  - !ENV [NO_SUCH_NAME_HERE, macros]",
    "hooks": "hooks: [x.py]",
    "a plugin of the file it inherits": "INHERIT: macros.yml",
    "of the file which that one inherits": "INHERIT: deep/next.yml",
    "hooks of the file it inherits": "INHERIT: hooks.yml\nplugins: [search]",
    "a file that is not there": "INHERIT: none.yml",
    "no YAML": "a: [",
}
INHERITED = {
    "base.yml": "plugins: [search]\n",
    "macros.yml": "plugins: [search, macros]\n",
    "hooks.yml": "hooks: [x.py]\nplugins: [macros]\n",
    "deep/next.yml": "INHERIT: ../macros.yml\n",
}


@pytest.mark.parametrize("config", PLAIN.values(), ids=PLAIN)
def test_a_value_that_nothing_fills_is_found_where_mkdocs_is_plain(config: str) -> None:
    files = {"docs/es/page.md": "A {{ value }}.", "mkdocs.yml": f"site_name: X\n{config}\n", **INHERITED}
    assert found(files) == ["error shown-as-text: `{{ value }}` is shown as text: nothing in mkdocs.yml puts a value there."]


@pytest.mark.parametrize("config", OTHER.values(), ids=OTHER)
def test_a_plugin_that_may_fill_it_is_seen_however_it_is_written(config: str) -> None:
    files = {"docs/es/page.md": "A {{ value }}.", "mkdocs.yml": f"site_name: X\n{config}\n", **INHERITED}
    assert found(files) == []


def test_a_list_replaces_the_one_that_is_inherited_and_a_map_is_merged_with_it() -> None:
    page = {"docs/es/page.md": "A {{ value }}.", **INHERITED, "map.yml": "plugins: {macros: {x: 1}}\n"}
    assert len(found(page | {"mkdocs.yml": "INHERIT: macros.yml\nplugins: [search]\n"})) == 1
    assert found(page | {"mkdocs.yml": "INHERIT: map.yml\nplugins: {search: {}}\n"}) == []

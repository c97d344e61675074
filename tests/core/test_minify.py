"""A page gets lighter and shows the same."""

from __future__ import annotations

import pytest

from helpcenter.pages.brand import SCRIPT
from helpcenter.pages.minify import dedupe_icons, minified_css, minified_js, unindented
from places import ROOT

A, B = '<path d="M1"/>', '<path d="M2"/>'


def icon(drawing: str) -> str:
    return f'<span class="hc-icon" aria-hidden="true"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{drawing}</svg></span>'


def drawn(content: str) -> str:
    return f'<span class="hc-icon" aria-hidden="true"><svg viewBox="0 0 24 24">{content}</svg></span>'


def test_a_repeated_icon_uses_its_first_drawing() -> None:
    html = dedupe_icons(f"<p>{icon(A)}{icon(B)}</p>{icon(A)} {icon(A)}")
    used = drawn('<use href="#hc-icon-1"/>')
    assert html == f'<p>{drawn(f"""<g id="hc-icon-1">{A}</g>""")}{drawn(B)}</p>{used} {used}'


def test_a_template_uses_drawings_of_the_page_and_gives_none() -> None:
    """Scripts copy it: an id in it would stand there twice, and what is drawn in it is not drawn in the page."""
    html = dedupe_icons(f"<template>{icon(A)}{icon(B)}</template>{icon(A)}<template>{icon(A)}</template>{icon(A)}")
    first, used = drawn(f'<g id="hc-icon-1">{A}</g>'), drawn('<use href="#hc-icon-1"/>')
    assert html == f"<template>{drawn(A)}{drawn(B)}</template>{first}<template>{used}</template>{used}"


def test_the_icon_of_a_box_uses_the_drawing_of_an_icon() -> None:
    box = f'<svg class="hc-icon" aria-hidden="true" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{A}</svg>'
    used = '<svg class="hc-icon" aria-hidden="true" viewBox="0 0 24 24"><use href="#hc-icon-1"/></svg>'
    assert dedupe_icons(f"{icon(A)}<p>{box}</p>") == f"""{drawn(f'<g id="hc-icon-1">{A}</g>')}<p>{used}</p>"""


def test_other_drawings_stay_as_they_are() -> None:
    html = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{A}</svg>' * 2
    assert dedupe_icons(html) == html


def test_indentation_and_empty_lines_go() -> None:
    assert unindented("<ul>\n\n    <li>one \n  two</li>  <li>\t\n</ul>\n") == "<ul>\n<li>one\ntwo</li>  <li>\n</ul>\n"


def test_white_space_that_counts_stays() -> None:
    verbatim = "<pre><code>a\n\n    b\n</code></pre>", "<script>\n  x = `\n  y`\n</script>", "<textarea>\n  z</textarea>"
    for html in verbatim:
        assert unindented(f"<p>\n  {html}\n  </p>") == f"<p>\n{html}\n</p>"
    assert unindented("a\u3000\n\u00a0b") == "a\u3000\n\u00a0b", "a space that is shown"


def test_a_style_sheet_loses_comments_and_idle_spaces() -> None:
    css = "/* one\n*/\n.a > .b,\n.c:is(.d, .e) {\n  color: red; /* two */\n  margin: 0 calc(1px + 2px);\n}\n@media (min-width: 60em) { .a :not(b) { top: 0 } }\n"
    assert minified_css(css) == (".a > .b,.c:is(.d,.e){color:red;margin:0 calc(1px + 2px)}@media (min-width:60em){.a :not(b){top:0}}")


@pytest.mark.parametrize("text", ['"a;  b /* c */ { d"', "'a;  b'", '"\\"  ;"', 'url("data:,a; b")', '" <"'])
def test_the_words_of_a_style_sheet_stay(text: str) -> None:
    assert minified_css(f"a::after {{ content: {text} }}") == f"a::after{{content:{text}}}"


def test_a_comment_separates() -> None:
    assert minified_css("a/* */b .c/**/.d { x: y }") == "ab .c.d{x:y}"


def test_a_script_loses_lines_of_comment_and_indentation() -> None:
    script = '// One\n"use strict"\n{\n  // two\n\n  const a = "// b" // three\n  const c = /\\/\\//\n}\n'
    assert minified_js(script) == '"use strict"\n{\nconst a = "// b" // three\nconst c = /\\/\\//\n}\n'


def test_no_text_of_the_script_of_every_page_goes_over_several_lines() -> None:
    script = (ROOT / "overrides" / SCRIPT).read_text(encoding="utf-8")
    assert [line for line in script.splitlines() if line.count("`") % 2 or line.endswith("\\")] == []
    assert "/*" not in minified_js(script).replace("/* blocked */", "")

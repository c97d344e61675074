"""The palette of a brand: contrast as WCAG measures it, what is derived from two colours, and what the site carries of a brand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broken_site import sound_site
from helpcenter.articles.model import Library
from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources, chosen
from helpcenter.config.palette import SCHEMES, TEXT, contrast, for_dark, nearest, palette, style, tokens
from helpcenter.pages.brand import FOLDER, STYLE, icon, logo, style_sheet
from helpcenter.pages.minify import minified_css
from helpcenter.source.drawings import PLAIN, read_drawing, sides
from helpcenter.source.files import File, Tree, from_contents
from places import ROOT

SHEET = (ROOT / f"overrides/{STYLE}").read_text(encoding="utf-8")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def library(light: str, dark: str, images: str = "logo: logo.svg", **files: str) -> Library:
    """A sound site with these colours, and images by the name of their file without its ending."""
    contents = sound_site()[0] | {f"overrides/{STYLE}": SHEET}
    brand = contents["data/brand.yml"].replace('light: "#0F5B53", dark: "#82CFC0"', f'light: "{light}", dark: "{dark}"')
    contents["data/brand.yml"] = brand.replace("logo: logo.svg", images)
    return read_library(from_contents(contents | {f"{FOLDER}{name}.svg": text for name, text in files.items()}))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@given(COLOURS)
def test_the_nearest_colour_that_passes_passes_and_no_nearer_one_is_lighter_or_darker(colour: str) -> None:
    near = nearest(colour, lambda other: contrast(other, "#FFFFFF") >= TEXT)
    assert contrast(near, "#FFFFFF") >= TEXT
    if contrast(colour, "#FFFFFF") > TEXT + 1:
        assert contrast(near, colour) < 1.2  # a step of lightness, no more


def test_without_a_colour_that_passes_there_is_none() -> None:
    assert nearest("#123456", lambda _: False) == ""


@given(COLOURS)
def test_a_colour_is_proposed_for_dark_pages_that_can_be_read_there(colour: str) -> None:
    dark = for_dark(colour)
    derived = palette("dark", dark)
    assert min(contrast(dark, ground) for ground in (derived["tint"], "#19211F", "#101615")) >= TEXT
    assert contrast(derived["on-brand"], dark) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_palette_comes_before_the_style_sheet_which_may_set_it_anew(scheme: str) -> None:
    found = {token: colour for token, (colour, _) in tokens(style({"light": "#4A3B8F", "dark": "#BFB2F2"}))[scheme].items()}
    assert found == palette(scheme, {"light": "#4A3B8F", "dark": "#BFB2F2"}[scheme])
    assert not found.keys() & tokens(SHEET)[scheme].keys()
    sheet = style_sheet(library("#4A3B8F", "#BFB2F2"))
    own = minified_css(SHEET)
    assert sheet.endswith(own)
    assert sheet.index("--hc-brand:#4A3B8F") < sheet.index("--hc-brand:#BFB2F2") < sheet.index(own)


@pytest.mark.parametrize(("light", "dark"), [("#FFD600", "#82CFC0"), ("#0F5B53", "#16302C"), ("#AAAAAA", "#333333")])
def test_the_colour_that_an_error_names_has_none(light: str, dark: str) -> None:
    rules = chosen(["colours"])
    found = check_sources(library(light, dark), rules)
    named = {problem.sentence.split("`")[1]: problem.sentence.rpartition(" is ")[2].rstrip(".") for problem in found}
    assert named
    assert check_sources(library(named.get("colours.light", light), named.get("colours.dark", dark)), rules) == ()


def test_the_icon_is_the_logo_in_the_colour_of_the_brand() -> None:
    drawn = icon(library("#4A3B8F", "#BFB2F2"))
    assert 'fill="#4A3B8F"' in drawn
    assert sides(drawn) == (32, 32)
    assert read_drawing(drawn, PLAIN).flaws == ()
    own = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"/>\n'
    assert icon(library("#4A3B8F", "#BFB2F2", "logo: logo.svg, favicon: favicon.svg", favicon=own)) == own


def test_a_logo_is_drawn_into_the_page_or_shown_as_an_image() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 24" fill="{}"/>'
    drawn = logo(library("#4A3B8F", "#BFB2F2"))
    assert (drawn["inline"], drawn["images"], drawn["wide"]) == ("assets/images/logo.svg", [], False)
    shown = logo(
        library("#4A3B8F", "#BFB2F2", "logo: logo.svg, logo_dark: night.svg", logo=svg.format(96, "#4A3B8F"), night=svg.format(96, "#FFF"))
    )
    assert (shown["inline"], shown["wide"], shown["width"], shown["height"]) == ("", True, 120, 30)
    assert shown["images"] == [("hc-brand__light", "assets/images/logo.svg"), ("hc-brand__dark", "assets/images/night.svg")]


def test_what_is_missing_is_told_by_a_rule_and_breaks_nothing() -> None:
    lacking = library("#4A3B8F", "#BFB2F2", "logo: gone.svg")
    assert logo(lacking)["wide"] is False
    assert read_drawing(icon(lacking), PLAIN).flaws == ()
    empty = read_library(
        Tree(
            {path: file for path, file in lacking.tree.files.items() if path != "data/brand.yml"}
            | {"data/ids.yml": File("data/ids.yml", "{}\n")}
        )
    )
    assert logo(empty) == {"inline": "", "images": [], "wide": False, "width": 30, "height": 30}

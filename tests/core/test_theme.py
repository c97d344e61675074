"""What the site uses of its theme: icons, and no template, script, style or string."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

from places import ROOT

OVERRIDES = ROOT / "overrides"
ICONS = ".icons/octicons/"


def taken(template: Path) -> Iterator[str]:
    """The names of the templates that one includes, imports or extends: whole, or how they begin."""
    parsed = jinja2.Environment().parse(template.read_text(encoding="utf-8"))
    for node in parsed.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        name = node.template.nodes[0] if isinstance(node.template, nodes.Concat) else node.template
        if isinstance(name, nodes.Const):
            yield name.value
        else:
            yield f"{{{{ {name.node.attr}.{name.attr} }}}}"


def test_of_the_theme_the_pages_take_icons_alone() -> None:
    names = {name for template in OVERRIDES.rglob("*.html") for name in taken(template)}
    partials = {name for name in names if (OVERRIDES / name).is_file()}
    assert names - partials == {
        ICONS,
        "partials/",  # of the kind of a page, below
        "{{ logo.inline }}",  # a drawing of overrides/assets/images/
    }
    kinds = {f"partials/{kind}.html" for kind in ("article", "category", "home", "not-found", "thin")}
    assert all((OVERRIDES / name).is_file() for name in kinds)
    assert {f"partials/{path.name}" for path in (OVERRIDES / "partials").iterdir()} == {*partials, *kinds} - {"main.html"}

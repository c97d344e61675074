"""The product profile, data/product.yml: what the product can do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from helpcenter.source.schema import Fields, Flag, MapOf
from helpcenter.source.yaml_lines import Yaml

PRODUCT = "data/product.yml"
FEATURE = r"[a-z0-9]+(-[a-z0-9]+)*"
FEATURES = MapOf(Fields({"offered": Flag(), "confirmed": Flag()}), FEATURE)
_FEATURES = re.compile(r"^features:.*?(?=^[^\s#]|\Z)", re.M | re.S)


@dataclass(frozen=True)
class Feature:
    """Something that a product can do. `offered`: whether this one does; `line` is that of data/product.yml."""

    offered: bool
    confirmed: bool
    line: int = 0


def features(source: Yaml) -> Mapping[str, Feature]:
    """Return the features of data/product.yml by id, in its order."""
    return {
        name: Feature(entry["offered"], entry["confirmed"], source.line("features", name))
        for name, entry in source.value.get("features", {}).items()
    }


def without_features(text: str) -> str:
    """Return the text of data/product.yml without its features: a page knows them by what is left out of it."""
    return _FEATURES.sub("", text)

"""Adapter: one environment of compiled templates for all languages, and a 404 page in each."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file

from helpcenter import views
from helpcenter.cache import Cache, digest
from helpcenter.lean import lean
from known_pages import inner, language


class _Templates(jinja2.FileSystemLoader):
    @cached_property
    def _names(self) -> list[str]:
        found = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if name != ".icons"]
                found |= {os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/") for name in names}
        return sorted(found)

    def list_templates(self) -> list[str]:
        """Without the theme's 14,000 icons, which MkDocs would match against its patterns in every language."""
        return self._names


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates out of the cache of the build, which knows when one is damaged."""

    def __init__(self, cache: Cache, base: bytes) -> None:
        self.cache, self.base = cache, base

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        kept = self.cache.get(digest("template", self.base, bucket.key, bucket.checksum))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.cache.put(digest("template", self.base, bucket.key, bucket.checksum), bucket.bytecode_to_string())


@event_priority(40)  # after the gate (50), which opens the cache
def on_config(config: MkDocsConfig) -> None:
    if inner(config):
        return
    environment = config.theme.get_env()
    environment.loader = _Templates(config.theme.dirs)
    environment.bytecode_cache = _Compiled(config.extra["cache"], config.extra["base"])
    config.theme.get_env = lambda: environment  # type: ignore[method-assign]  # MkDocs would make one per language


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    if template_name == "404.html":
        context["hc"] = views.not_found_view(config.extra["library"], language(config), config.site_url or "/")
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Each further language keeps its own 404 page; the root one is the source language's (the last build would win)."""
    if template_name != "404.html":
        return output_content
    html, code = lean(output_content), language(config)
    if code == config.extra["library"].source_language:
        return html
    write_file(html.encode(), str(Path(config.site_dir) / code / "404.html"))
    return ""

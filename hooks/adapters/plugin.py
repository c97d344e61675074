"""The plugin `helpcenter`, for a project that has the engine installed: the events of events.py.

Its name stands last in `plugins:` of mkdocs.yml: MkDocs calls hooks after all plugins, and a site is the same either way.
"""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from . import events


class HelpCenter(BasePlugin[Config]):  # type: ignore[no-untyped-call]  # MkDocs has no type for what a subclass does
    """A plugin without options. Its values are those of the build in `events.session`, as under a hook."""


for _name, _event in vars(events).items():
    if _name.startswith("on_"):
        setattr(HelpCenter, _name, staticmethod(_event))

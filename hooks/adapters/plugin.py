"""The plugin `helpcenter`, for a project that has the engine installed: the events of events.py.

Its name stands last in `plugins:` of mkdocs.yml: MkDocs calls hooks after all plugins, and a site is the same either way.
"""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from . import events


class Options(Config):
    """None: what a company decides stands in data/."""


class HelpCenter(BasePlugin[Options]):
    """A plugin whose values are those of the build in `events.session`, as under a hook."""


for _name, _event in vars(events).items():
    if _name.startswith("on_"):
        setattr(HelpCenter, _name, staticmethod(_event))

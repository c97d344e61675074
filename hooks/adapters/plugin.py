"""The plugin `helpcenter`, for a project that has the engine installed: the events of events.py, with the build's values there.

Its name stands last in `plugins:` of mkdocs.yml: MkDocs calls hooks after all plugins, and a site is the same either way.
"""

from __future__ import annotations

from mkdocs.plugins import BasePlugin

from . import events

HelpCenter = type("HelpCenter", (BasePlugin,), {name: staticmethod(of) for name, of in vars(events).items() if name.startswith("on_")})

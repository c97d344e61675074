"""The hook of this project's mkdocs.yml: the events of adapters/events.py, from the sources beside it."""

from adapters.events import *  # noqa: F403 (MkDocs takes each `on_…`)

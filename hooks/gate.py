"""Adapter: the gate of a build.

Before anything is rendered, all sources are checked, once, over all languages. The site is built aside; after the last
language the built HTML is checked; only a site without errors is published, in one step, when MkDocs shuts down.
Under `mkdocs serve` nothing is published: problems stand in the log and on the pages, and serving goes on.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority

from helpcenter import problems, reporting
from helpcenter.articles import cache_keys
from helpcenter.articles.library import Library, read_library
from helpcenter.pages import generated
from helpcenter.pages.table_labels import LabelledTables
from helpcenter.runtime import cache, garbage, release
from helpcenter.site.html import Site, site_from_contents
from helpcenter.source.files import read_tree
from known_pages import inner, known_files


class _Build:
    """What one build knows. `mkdocs serve` keeps this module loaded: all but the library, which the next build begins with, is set anew."""

    command, key = "", b""
    workshop: release.Workshop | None = None
    cache: cache.Cache = cache.NOTHING
    started, verified = 0.0, False
    library: Library | None = None
    site: Site | None = None
    found: tuple[problems.Problem, ...] = ()


build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    build.command = command
    if command == "build":
        garbage.collect_rarely()


@event_priority(50)
def on_config(config: MkDocsConfig) -> None:
    if inner(config):
        return
    build.started, build.verified, build.site = time.monotonic(), False, None
    serving, project, public = build.command == "serve", Path(config.config_file_path).parent, Path(config.site_dir)
    build.cache.close()
    build.cache = cache.Cache(cache.folder(project, os.environ))
    code = cache.digest(cache.code(Path(__file__).parent), Path(config.config_file_path).read_bytes())
    tree = read_tree(project)
    build.key = cache_keys.of_build(tree, code, config.site_url or "/", os.path.relpath(public, project))
    if build.command == "build" and (pages := release.unchanged(public, build.cache.get(build.key))):
        print(reporting.closing_line(public, pages, time.monotonic() - build.started, ()))
        raise SystemExit(0)
    from helpcenter.checks.run import check_sources  # noqa: PLC0415 (only now: an unchanged site needs none of the rules' 400 patterns)

    build.library = library = read_library(tree, before=build.library)
    build.found = found = check_sources(library, cache=build.cache, base=(base := cache_keys.base(library, code)))
    config.extra["library"], config.extra["problems"], config.extra["serving"] = library, found if serving else (), serving
    config.extra["cache"], config.extra["base"], config.extra["languages"] = build.cache, base, {}
    build.cache.save()
    reporting.show(found)
    if problems.errors(found) and (not serving or library.settings.problems):  # without its settings not even a preview can be shown
        told = f"Not built: {problems.tally(found)}. The last site is unchanged."
        raise Abort(problems.as_text(problems.errors(found))) if serving else PluginError(told)
    try:
        build.workshop = None if serving else release.open_workshop(public)
    except release.ReleaseError as error:
        raise PluginError(str(error)) from error
    config.site_dir = str(build.workshop.building if build.workshop else release.draft(public))
    config.markdown_extensions.append(LabelledTables())


@event_priority(-110)  # while the processes of the languages render, for which languages.py waits (-120)
def _generate(config: MkDocsConfig) -> None:
    if not inner(config):
        config.extra["generated"] = generated.files(config.extra["library"], config.site_url or "/", build.cache, config.extra["base"])


@event_priority(-150)  # after static-i18n (-100) has built every language, before MkDocs counts warnings under --strict
def _verify(config: MkDocsConfig) -> None:
    if inner(config):
        return
    from helpcenter.checks.run import check_site  # noqa: PLC0415 (see above)

    root, more = Path(config.site_dir), config.extra.pop("generated") | known_files(config)
    if config.extra["serving"]:
        release.show(root, more)
        return build.cache.save()
    build.site = site_from_contents(dict(release.read(root)) | more, config.extra["library"], config.site_url or "/")
    found = check_site(build.site, cache=build.cache, base=config.extra["base"])
    reporting.show(found)
    if problems.errors(found):
        raise PluginError(f"Not published: {problems.tally(found)}. The last site is unchanged.")
    build.found += found
    build.verified = True


on_post_build = CombinedEvent(_generate, _verify)


def on_build_error(error: Exception) -> None:
    build.verified = False
    if isinstance(error, OSError) and build.workshop:  # MkDocs writes as well
        raise Abort(f"Not published: {error}. The last site is unchanged.") from error


def on_shutdown() -> None:
    workshop = build.workshop
    if workshop is None:
        return
    try:
        if build.verified and build.site:
            made, pages = release.publish(workshop, build.site.files), reporting.pages(build.site.library)
            if not build.found:
                build.cache.put(build.key, release.remembered(made, pages))
            print(reporting.closing_line(workshop.public, pages, time.monotonic() - build.started, build.found))
    except (OSError, release.ReleaseError) as error:
        raise Abort(f"Not published: {error}. The last site is unchanged.") from error
    finally:
        workshop.close()
        build.cache.save()
        build.cache.close()
        build.workshop = None

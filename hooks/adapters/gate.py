"""The gate of a build.

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

from helpcenter import problems, reporting
from helpcenter.articles.cache_keys import base_key, build_key
from helpcenter.articles.read import read_library
from helpcenter.config.languages import site_address
from helpcenter.config.read import read_settings
from helpcenter.pages.assets import address
from helpcenter.pages.generated import generated_files
from helpcenter.pages.hosts import server_files
from helpcenter.pages.prints import print_files
from helpcenter.runtime import cache, garbage, release
from helpcenter.site.site import site_from_contents
from helpcenter.source.engine import read_project

from . import preview, receiver, releasing
from .session import CODE, Session


def prepare(session: Session) -> None:
    """Set the process up for its command."""
    if session.command == "build":
        garbage.collect_rarely()


def check_sources(session: Session, config: MkDocsConfig) -> None:
    """Read and check all sources, and choose the folder to build in.

    Ends the process where the site that is public is made of the same. Raises PluginError, or Abort under `mkdocs serve`,
    where there are errors or nothing can be built.
    """
    project, public = Path(config.config_file_path).parent, Path(config.site_dir)
    session.cache = cache.Cache(cache.folder(project, os.environ))
    code = cache.digest(cache.code(CODE), Path(config.config_file_path).read_bytes())
    tree = read_project(project)
    config.site_url = session.site_url = (config.site_url if session.serving else site_address(tree)) or "/"
    session.key = build_key(tree, code, session.site_url, os.path.relpath(public, project))
    if session.command == "build" and (pages := release.unchanged(public, session.cache.get(session.key))):
        print(reporting.closing_line(public, pages, time.monotonic() - session.started, ()))
        raise SystemExit(0)
    from helpcenter.checks.run import check_sources  # noqa: PLC0415 (only now: an unchanged site needs none of the rules' 400 patterns)

    shown = preview.languages(session, config, os.environ)
    settings = read_settings(tree, shown) if shown else None
    library = read_library(tree, settings, before=session.last)
    session.library = session.last = library = receiver.asking(library) if session.serving else library
    session.base = base_key(library, code)
    for names in (config["extra_css"], config["extra_javascript"]):
        names[:] = [address(library, str(name)) for name in names]  # as pages load them
    session.found = found = check_sources(library, cache=session.cache, base=session.base)
    session.cache.save()
    reporting.print_problems(found)
    if problems.errors(found) and not session.serving:
        raise PluginError(f"Not built: {problems.tally(found)}. The last site is unchanged.")
    if problems.errors(found) and library.settings.problems:  # without its settings not even a preview can be shown
        raise Abort(reporting.as_text(problems.errors(found)))
    releasing.begin(session, project, os.environ)
    try:
        session.workshop = None if session.serving else release.open_workshop(public)
    except release.ReleaseError as error:
        raise PluginError(str(error)) from error
    config.site_dir = str(session.workshop.building if session.workshop else release.draft(public))
    config.markdown_extensions.append("helpcenter.pages.table_labels:LabelledTables")  # MkDocs types them as names


def generate(session: Session) -> None:
    """Make the files that are no pages: feeds, search, redirects and the like."""
    session.generated = generated_files(session.library, session.site_url, session.cache, session.base)


def verify(session: Session, config: MkDocsConfig) -> None:
    """Check the built site; under `mkdocs serve` show it. Raises PluginError where it has errors."""
    from helpcenter.checks.run import check_site  # noqa: PLC0415 (see above)

    root, more = Path(config.site_dir), session.generated | session.known_files()
    files = dict(release.read(root)) | more
    files |= print_files(session.library, session.site_url, files, session.cache, session.base)
    if session.serving:
        release.show_preview(root, files)
        return session.cache.save()
    site = site_from_contents(files, session.library, session.site_url)
    found = check_site(site, cache=session.cache, base=session.base)
    reporting.print_problems(found)
    if problems.errors(found):
        raise PluginError(f"Not published: {problems.tally(found)}. The last site is unchanged.")
    session.found += found
    session.verified = site


def fail(session: Session, error: Exception) -> None:
    """Publish nothing, whatever was verified. Raises Abort where a file could not be written, as by MkDocs itself."""
    session.verified = None
    if isinstance(error, OSError) and session.workshop:
        raise Abort(f"Not published: {error}. The last site is unchanged.") from error


def publish(session: Session) -> None:
    """Publish a verified site, and let the next build begin. Raises Abort where it cannot be published."""
    workshop, site = session.workshop, session.verified
    if workshop is None:
        return
    try:
        if site:
            release.put_beside(workshop, server_files(site.library, site.site_url))
            made, pages = release.publish(workshop, releasing.sealed(session, site.files)), reporting.page_counts(site.library)
            if not session.found:
                session.cache.put(session.key, release.remembered(made, pages))
            print(reporting.closing_line(workshop.public, pages, time.monotonic() - session.started, session.found))
    except (OSError, release.ReleaseError) as error:
        raise Abort(f"Not published: {error}. The last site is unchanged.") from error
    finally:
        workshop.close()
        session.cache.save()
        session.cache.close()
        session.workshop = None

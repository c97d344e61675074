"""Core of the help center: what an article is, which rules it must keep, what a release must contain.

Pure functions over frozen values, without MkDocs: the adapters in `hooks/adapters/` call it during a build, `python -m helpcenter`
from the command line, and the tests with articles that exist only in memory.

Data flows down this list, and a package imports only those above it (tests/core/test_layers.py):

    problems   a violation of a rule, as a value
    runtime    cache, processes, progress, release: work of any kind
    text       characters and words
    source     files, YAML, schemas, images: read once, or refused
    config     mkdocs.yml and data/ as frozen values
    markdown   the closed subset of Markdown
    articles   pages, articles and the library of all languages
    links      addresses of our pages and of the web
    wallet     keys, recovery phrases and blockchain addresses
    sentences  what a sentence orders, claims or forbids, per language
    search     the index of the search box
    pages      what templates and generated files show of an article
    site       the built HTML, read back
    rules      one requirement, one file
    checks     run the rules
    staff      the private staff site and its reports
    writing    the verbs of writers
    verifying  what lets anyone check a release, and copies of it
    report     what readers tell, without persons
    reporting  what a build prints
    commands   the verbs of the command line
    cli        the command line
"""

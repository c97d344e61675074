"""The help center's own knowledge: what an article is, which rules it keeps, what a release must hold.

Pure Python over frozen values, without MkDocs: the adapters in `hooks/` call it during a build, `python -m helpcenter`
calls it from a command line, and the tests call it with articles that exist only in memory.

    tree      reads files once and refuses what must never reach a parser
    markdown  scans the closed Markdown subset into blocks
    articles  pages, articles and the library of all languages
    settings  the data/ files and the languages of mkdocs.yml
    rules     one requirement, one file
    site      the built HTML as a reader gets it
    views     what the page template shows of an article
    addresses short links, redirects, sitemap
    release   one verified site replaces the last in one step
"""

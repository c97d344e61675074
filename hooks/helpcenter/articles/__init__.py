"""Pages, articles and the library of all languages: a translation stands beside its source.

In: source files and settings. Out: `Library` (its values in `model`, read by `read`), what of it reaches readers, and the cache keys of what
is made of it.
"""

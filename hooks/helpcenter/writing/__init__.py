"""The verbs of writers, one module each: new, rename, stamp and pin, what is left to do, external links; and in `translating` the
files of translators.

In: the library. Out: changes of files, which `files` makes together or not at all, or a text to print.
"""

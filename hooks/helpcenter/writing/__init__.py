"""Writers' commands: new, rename, stamp, pin, translations, reviews, external.

In: the project's folder. Out: files written aside and moved into place.
"""

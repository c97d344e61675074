"""The verbs of writers: new (`new`, `entries`), rename and move, retire and merge, stamp and pin, what is left to do, external links,
and in `translating` the files of translators.

In: the library. Out: changes of files, which `files` makes together or not at all, or a text to print. `repair` and `ledger` hold
what several verbs do, `kept` asks git.
"""

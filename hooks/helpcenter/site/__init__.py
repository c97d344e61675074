"""The built HTML as a reader gets it, parsed again.

In: built files and their library. Out: a `Site` of pages with their elements and references, what is visible, and how that differs
from the source.
"""

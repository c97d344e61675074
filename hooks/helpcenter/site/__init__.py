"""The built HTML as a reader gets it, parsed again.

In: built files. Out: `Site`, its elements and references, what is visible, and how that differs from the source.
"""

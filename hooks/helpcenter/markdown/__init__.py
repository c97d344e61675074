"""The closed subset of Markdown.

In: the text of a page. Out: blocks and inlines with their lines, and marks of other dialects.
"""

"""The closed subset of Markdown.

In: the text of a page. Out: blocks, the inline pieces of their running text, each with its line, and marks of other dialects.
"""

"""Output derived from articles: the view of each page, generated files, ready replies.

In: the library. Out: values for the templates, and files for the site.
"""

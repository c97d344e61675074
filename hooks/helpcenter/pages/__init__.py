"""Output derived from articles: the view of each page, the files generated from the library as a whole, ready replies.

In: the library. Out: values for the templates, files for the site, replies for staff.
"""

"""Addresses of our pages and of the web: where they stand in Markdown and HTML, where they lead, how they deceive.

In: pages, HTML elements and addresses. Out: links, targets, anchors, host names, routes of our own pages.
"""

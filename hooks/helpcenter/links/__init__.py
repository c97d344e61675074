"""Addresses of our pages and of the web: where they stand in Markdown and HTML, where they lead, how they deceive.

In: pages and addresses. Out: links, targets, anchors, host names.
"""
